//! `/bien-tap/ban-cu/{ma}`: every version of a record, two of them side by side, and an old one brought back.

use accounts::Act;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use ingest::save::{SaveError, Version, hash};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::diff::Hunk;
use super::save::{Aside, Done, kept, to};
use super::work::Work;
use crate::error::Error;
use crate::layout::{self, Look};
use crate::room::Room;
use crate::session::{Fields, From, Signed};
use crate::shown::{moment, state};

/// Most versions that are listed.
const MOST: usize = 200;
/// Why nothing is proposed.
const WAITS: &str = "Chưa lấy lại bản này: đề xuất bạn đã gửi cho bản ghi này còn đợi người duyệt, và không bị thay. Muốn đổi \
    đề xuất ấy thì mở bản ghi và sửa trong biểu mẫu; không thì đợi người duyệt nhận hoặc trả lại.";
/// Names what is on disk now.
const NOW: &str = "nay";

#[derive(Template)]
#[template(path = "edit/versions.html")]
struct Page {
    look: Look,
    signed: Signed,
    ma: String,
    title: String,
    state: &'static str,
    /// Hash of what is on disk.
    now: String,
    rows: Vec<Row>,
    compared: Option<Compared>,
    /// Restoring makes a proposal.
    proposes: bool,
    problem: Option<String>,
}

struct Row {
    id: String,
    when: String,
    iso: String,
    who: String,
    what: String,
    current: bool,
    /// The version before it.
    before: Option<String>,
}

struct Compared {
    left: String,
    right: String,
    hunks: Vec<Hunk>,
}

/// What the address says: two versions.
#[derive(Default, Deserialize)]
pub(super) struct Asked {
    a: Option<String>,
    b: Option<String>,
}

/// The list, with two versions compared where the address names them.
pub(super) async fn get(
    State(room): State<Room>,
    look: Look,
    signed: Signed,
    Path(ma): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    room.run(move |room| show(room, look, signed, &ma, &asked, None)).await
}

fn show(
    room: &Room,
    look: Look,
    signed: Signed,
    ma: &str,
    asked: &Asked,
    problem: Option<String>,
) -> Result<Response, Error> {
    let work = Work::open(room, ma)?;
    let path = &work.entry.path;
    let versions = room.store().versions(path)?;
    let hands = room.store().hands(path)?;
    let mut rows: Vec<Row> = Vec::new();
    let mut before: Option<String> = None;
    for version in &versions {
        let id = id_of(version);
        let at = at_of(version);
        let hand = hands.iter().rev().find(|hand| hand.hash.starts_with(&version.hash));
        let outside = "Sửa thẳng trên tệp, hoặc có trước khi dùng trang này";
        rows.push(Row {
            when: at.map(moment).unwrap_or_default(),
            iso: at.map(|at| at.to_string()).unwrap_or_default(),
            who: hand.map_or_else(String::new, |hand| hand.shown.clone()),
            what: hand.map_or_else(|| outside.to_owned(), |hand| hand.what.clone()),
            current: work.now.hash.starts_with(&version.hash),
            before: before.replace(id.clone()),
            id,
        });
    }
    let known = rows.iter().any(|row| row.current);
    if !known {
        rows.push(Row {
            id: NOW.to_owned(),
            when: "bây giờ".to_owned(),
            iso: String::new(),
            who: String::new(),
            what: "Bản trên đĩa, sửa thẳng trên tệp".to_owned(),
            current: true,
            before,
        });
    }
    // Of the same text more than once, the newest is the one that stands.
    let newest = rows.iter().rposition(|row| row.current);
    for (at, row) in rows.iter_mut().enumerate() {
        row.current = Some(at) == newest;
    }
    rows.reverse();
    rows.truncate(MOST);
    let compared = match (&asked.a, &asked.b) {
        (Some(a), Some(b)) => Some(compare(room, &work, &rows, a, b)?),
        _ => None,
    };
    layout::html(&Page {
        ma: work.entry.ma.clone(),
        title: work.entry.title.clone(),
        state: state(work.entry.status),
        now: work.now.hash.clone(),
        proposes: !work.in_place(&signed),
        rows,
        compared,
        problem,
        look,
        signed,
    })
}

fn compare(room: &Room, work: &Work, rows: &[Row], a: &str, b: &str) -> Result<Compared, Error> {
    let label = |id: &str| {
        let row = rows.iter().find(|row| row.id == id);
        row.map_or_else(
            || "Bản hiện tại".to_owned(),
            |row| {
                let who = if row.who.is_empty() {
                    String::new()
                } else {
                    format!(" · {}", row.who)
                };
                format!("{}{who}", row.when)
            },
        )
    };
    let (old, new) = (text(room, work, a)?, text(room, work, b)?);
    Ok(Compared {
        left: label(a),
        right: label(b),
        hunks: work.differences(&old, &new)?,
    })
}

/// The text of a version, or of what is on disk.
fn text(room: &Room, work: &Work, id: &str) -> Result<String, Error> {
    if id == NOW {
        return Ok(work.text.clone());
    }
    let versions = room.store().versions(&work.entry.path)?;
    let version = versions
        .iter()
        .find(|version| id_of(version) == id)
        .ok_or(Error::NotFound)?;
    text_at(room, &work.entry.path, version)
}

/// The text of a version.
pub(super) fn text_at(room: &Room, path: &str, version: &Version) -> Result<String, Error> {
    let text = room.store().version(path, version)?;
    String::from_utf8(text.bytes).map_err(|_| Error::BadRequest("Bản này không phải UTF-8.".to_owned()))
}

/// The text of the version with this hash, if it was kept.
pub(super) fn text_of(room: &Room, path: &str, whole: &str) -> Result<Option<String>, Error> {
    if let Some(now) = room.store().read(path)?.filter(|now| now.hash == whole) {
        return Ok(String::from_utf8(now.bytes).ok());
    }
    for version in room.store().versions(path)?.iter().rev() {
        if whole.starts_with(&version.hash) {
            let text = room.store().version(path, version)?;
            return Ok(String::from_utf8(text.bytes)
                .ok()
                .filter(|text| hash(text.as_bytes()) == whole));
        }
    }
    Ok(None)
}

/// Brings an old version back: as a new one, in the state that the record has now; as a proposal, where the person may not
/// change the record itself.
pub(super) async fn restore(
    State(room): State<Room>,
    look: Look,
    signed: Signed,
    from: From,
    Path(ma): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    room.run(move |room| {
        let work = Work::open(room, &ma)?;
        let old = text(room, &work, fields.get("ban"))?;
        let back = kept(&work, &old, work.entry.status)?;
        if back == work.text {
            return Ok(to(&work, "khong-doi"));
        }
        if !work.in_place(&signed) {
            let own = room.store().proposal(&work.entry.path, signed.name())?;
            if own.as_ref().is_some_and(|own| own.sent) {
                return show(room, look, signed, &ma, &Asked::default(), Some(WAITS.to_owned()));
            }
            Aside {
                base: work.now.hash.clone(),
                text: back,
                sent: false,
                act: Act::Restore,
                note: "đề xuất lấy lại bản cũ của bản ghi đã xuất bản",
            }
            .lay(room, &signed, from, &work)?;
            return Ok(to(&work, if own.is_some() { "thay-de-xuat" } else { "lay-lai" }));
        }
        let base = Some(fields.get("goc"));
        match room
            .store()
            .save(&work.entry.path, base, back.as_bytes(), Timestamp::now())
        {
            Ok(_) => {}
            Err(SaveError::Conflict { .. }) => {
                let problem =
                    "Chưa khôi phục: bản ghi vừa được sửa từ lúc bạn mở trang này. Xem lại danh sách dưới đây.";
                return show(room, look, signed, &ma, &Asked::default(), Some(problem.to_owned()));
            }
            Err(other) => return Err(other.into()),
        }
        Done {
            path: &work.entry.path,
            text: &back,
            what: "Khôi phục".to_owned(),
            act: Act::Restore,
            title: &work.entry.title,
        }
        .note(room, &signed, from)?;
        Ok(to(&work, "khoi-phuc"))
    })
    .await
}

fn id_of(version: &Version) -> String {
    format!("{}-{}", version.at, version.hash)
}

/// When a version was kept.
pub(super) fn at_of(version: &Version) -> Option<Timestamp> {
    let at = DateTime::strptime("%Y%m%dT%H%M%S%.fZ", &version.at).ok()?;
    Some(at.to_zoned(TimeZone::UTC).ok()?.timestamp())
}
