//! `/bien-tap/xoa/{ma}`: a record taken away, after it was said who points to it; `/bien-tap/da-xoa`: those that were, and
//! one of them brought back as a draft.

use accounts::{Act, Role};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::Status;
use ingest::save::{Gone, Hand, SaveError};
use jiff::Timestamp;

use super::save::Done;
use super::versions::{at_of, text_at};
use super::work::{Desk, Work};
use crate::error::Error;
use crate::form;
use crate::layout::{self, Look};
use crate::room::Room;
use crate::session::{Fields, From, Signed};
use crate::shown::{moment, state};

/// Who may be here.
const NEEDS: &str = "Xoá và lấy lại bản ghi là việc của người duyệt.";
/// Most records that are listed.
const MOST: usize = 200;

#[derive(Template)]
#[template(path = "edit/remove.html")]
struct Page {
    look: Look,
    signed: Signed,
    ma: String,
    title: String,
    state: &'static str,
    is_public: bool,
    /// Hash of what is on disk.
    now: String,
    /// `ma`, title and state of each record that points to it.
    pointing: Vec<(String, String, &'static str)>,
    /// Names of those whose proposals wait.
    proposals: Vec<String>,
    problem: Option<&'static str>,
}

/// The question.
pub(super) async fn get(
    State(room): State<Room>,
    look: Look,
    signed: Signed,
    Path(ma): Path<String>,
) -> Result<Response, Error> {
    room.run(move |room| {
        signed.needs(Role::Reviewer, NEEDS)?;
        ask(room, look, signed, &Work::open(room, &ma)?, None)
    })
    .await
}

fn ask(room: &Room, look: Look, signed: Signed, work: &Work, problem: Option<&'static str>) -> Result<Response, Error> {
    let entry = &work.entry;
    let pointing = room.shelf().pointing(&work.desk.declarations, &entry.ma)?;
    let proposals = room.store().proposals()?;
    layout::html(&Page {
        ma: entry.ma.clone(),
        title: entry.title.clone(),
        state: state(entry.status),
        is_public: entry.status == Status::Published,
        now: work.now.hash.clone(),
        pointing: pointing
            .into_iter()
            .take(MOST)
            .map(|one| (one.ma, one.title, state(one.status)))
            .collect(),
        proposals: proposals
            .into_iter()
            .filter(|one| one.path == entry.path)
            .map(|one| one.shown)
            .collect(),
        problem,
        look,
        signed,
    })
}

/// Takes it away.
pub(super) async fn post(
    State(room): State<Room>,
    look: Look,
    signed: Signed,
    from: From,
    Path(ma): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    room.run(move |room| {
        signed.needs(Role::Reviewer, NEEDS)?;
        let work = Work::open(room, &ma)?;
        let (path, now) = (&work.entry.path, Timestamp::now());
        if fields.get("goc") != work.now.hash {
            return ask(room, look, signed, &work, Some(CHANGED));
        }
        // Before the record, so that its own text is the newest of what is kept.
        for proposal in room.store().proposals()?.iter().filter(|one| one.path == *path) {
            room.store().withdraw(path, &proposal.by)?;
        }
        match room.store().remove(path, &work.now.hash, now) {
            Ok(()) => {}
            Err(SaveError::Conflict { now: Some(_) }) => {
                return ask(room, look, signed, &Work::open(room, &ma)?, Some(CHANGED));
            }
            Err(other) => return Err(other.into()),
        }
        Done {
            path,
            text: &work.text,
            what: "Xoá".to_owned(),
            act: Act::Remove,
            title: &work.entry.title,
        }
        .note(room, &signed, from)?;
        Ok(Redirect::to("/bien-tap/da-xoa?da=xoa").into_response())
    })
    .await
}

/// Why nothing is taken away.
const CHANGED: &str = "Chưa xoá: bản ghi vừa được sửa từ lúc bạn mở trang này. Xem lại rồi quyết định.";

/// A record that was taken away.
struct Row {
    path: String,
    title: String,
    when: String,
    who: String,
}

#[derive(Template)]
#[template(path = "edit/gone.html")]
struct List {
    look: Look,
    signed: Signed,
    rows: Vec<Row>,
    /// How many there are.
    all: usize,
    may: bool,
    done: bool,
    problem: Option<String>,
}

/// Those that were taken away.
pub(super) async fn list(
    State(room): State<Room>,
    look: Look,
    signed: Signed,
    axum::extract::RawQuery(query): axum::extract::RawQuery,
) -> Result<Response, Error> {
    let done = query.as_deref() == Some("da=xoa");
    room.run(move |room| show(room, look, signed, done, None)).await
}

fn show(room: &Room, look: Look, signed: Signed, done: bool, problem: Option<String>) -> Result<Response, Error> {
    let desk = Desk::open(room)?;
    let mut gone = room.store().gone()?;
    // The last that went first.
    gone.sort_by(|a, b| b.last.cmp(&a.last));
    let all = gone.len();
    gone.truncate(MOST);
    let rows = gone.iter().map(|one| row(room, &desk, one));
    layout::html(&List {
        rows: rows.collect::<Result<_, Error>>()?,
        all,
        may: signed.may(Role::Reviewer),
        done,
        problem,
        look,
        signed,
    })
}

fn row(room: &Room, desk: &Desk, gone: &Gone) -> Result<Row, Error> {
    let hands = room.store().hands(&gone.path)?;
    let last: Option<&Hand> = hands.last().filter(|hand| hand.hash.starts_with(&gone.last.hash));
    let bytes = room.store().version(&gone.path, &gone.last)?.bytes;
    let record = catalogue::parse(&desk.declarations, &gone.path, &bytes).record;
    let when = last.map(|hand| hand.at).or_else(|| at_of(&gone.last));
    Ok(Row {
        title: record.map_or_else(|| gone.path.clone(), |record| record.title),
        path: gone.path.clone(),
        when: when.map(moment).unwrap_or_default(),
        who: last.map_or_else(|| "ngoài trang này".to_owned(), |hand| hand.shown.clone()),
    })
}

/// Brings one back, as a draft.
pub(super) async fn bring_back(
    State(room): State<Room>,
    look: Look,
    signed: Signed,
    from: From,
    fields: Fields,
) -> Result<Response, Error> {
    room.run(move |room| {
        signed.needs(Role::Reviewer, NEEDS)?;
        let path = fields.get("duong_dan");
        let gone = room.store().gone()?.into_iter().find(|one| one.path == path);
        let gone = gone.ok_or_else(|| Error::BadRequest("Bản ghi này không còn trong danh sách đã xoá.".to_owned()))?;
        let desk = Desk::open(room)?;
        let text = text_at(room, path, &gone.last)?;
        let refuse = |look, signed, why: String| show(room, look, signed, false, Some(why));
        let Some(record) = catalogue::parse(&desk.declarations, path, text.as_bytes()).record else {
            return refuse(
                look,
                signed,
                "Chưa lấy lại: bản cuối của tệp này không đọc được thành bản ghi.".to_owned(),
            );
        };
        if let Some(other) = desk.entry(&record.ma) {
            let why = format!(
                "Chưa lấy lại: mã {} nay là của bản ghi “{}”. Hai bản ghi không được chung một mã.",
                record.ma, other.title
            );
            return refuse(look, signed, why);
        }
        let context = desk.context(desk.collection(&record.collection)?);
        let text = match record.status {
            Status::Draft => text,
            _ => form::set_scalar(context, &text, "trang_thai", Status::Draft.code()),
        };
        room.store().save(path, None, text.as_bytes(), Timestamp::now())?;
        Done {
            path,
            text: &text,
            what: "Lấy lại bản đã xoá".to_owned(),
            act: Act::Restore,
            title: &record.title,
        }
        .note(room, &signed, from)?;
        Ok(Redirect::to(&format!("/bien-tap/sua/{}?da=lay-lai-xoa", record.ma)).into_response())
    })
    .await
}
