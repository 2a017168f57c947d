//! `POST /bien-tap/sua/{ma}`: what becomes of a submitted form.

use std::collections::BTreeMap;

use accounts::Entry as Noted;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::encoding::MAX_FILE;
use catalogue::{Severity, Status};
use ingest::save::{Hand, Proposal, Remark, SaveError, hash};
use jiff::Timestamp;

use super::act::Wish;
use super::import::Guesses;
use super::merge::merge;
use super::page::{self, Made, has_date};
use super::work::{Work, unpacked};
use crate::error::Error;
use crate::form::{self, Act};
use crate::layout::Look;
use crate::room::Room;
use crate::session::{Fields, From, Signed};

/// Longest remark, in characters.
const MAX_REMARK: usize = 2_000;

/// The submitted form.
pub(super) async fn post(
    State(room): State<Room>,
    look: Look,
    signed: Signed,
    from: From,
    Path(ma): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    room.run(move |room| {
        let work = Work::open(room, &ma).map_err(|fault| match fault {
            Error::NotFound => Error::BadRequest(
                "Bản ghi này vừa bị xoá hoặc đổi mã trên đĩa nên chưa ghi gì. Bấm nút quay lại của trình duyệt: chữ bạn \
                 nhập vẫn ở đó để chép ra."
                    .to_owned(),
            ),
            other => other,
        })?;
        let base = base(&fields)?;
        let wish = Wish::read(fields.get("viec"));
        let of = Some(fields.get("de_xuat").to_owned()).filter(|of| !of.is_empty());
        let button = Act::read(fields.get("hang"));
        let remark = remark(&fields);
        let pairs: Vec<(String, String)> = form_pairs(fields);
        let context = work.context()?;
        if let Some(button) = button {
            let (pairs, blank) = form::act(pairs, &button);
            let text = form::write(context, &base, &pairs);
            let made = Made {
                text,
                base,
                blank,
                of,
                ..Made::default()
            };
            return page::show(room, look, signed, work, made);
        }
        let mine = form::write(context, &base, &pairs);
        let sent = Sent {
            wish,
            base,
            mine,
            of,
            remark,
        };
        if wish == Wish::Check {
            return sent.again(room, look, signed, work, None);
        }
        if !work.in_place(&signed) {
            return propose(room, signed, from, &work, sent);
        }
        signed.needs(
            wish.needs(work.entry.status),
            "Việc này cần vai trò người duyệt. Bạn có thể gửi bản ghi để người duyệt xem.",
        )?;
        put(room, look, signed, from, work, sent)
    })
    .await
}

/// The text that the form was made from.
pub(super) fn base(fields: &Fields) -> Result<String, Error> {
    let base = unpacked(fields.get("goc"));
    if base.len() > MAX_FILE {
        return Err(Error::TooLarge);
    }
    Ok(base)
}

/// What a reviewer says to the writer.
pub(super) fn remark(fields: &Fields) -> String {
    fields.get("loi_nhan").trim().chars().take(MAX_REMARK).collect()
}

/// The pairs that belong to the record.
pub(super) fn form_pairs(fields: Fields) -> Vec<(String, String)> {
    let own = |name: &str| name.starts_with("f.") || name.starts_with("k.") || name == form::BODY;
    fields.0.into_iter().filter(|(name, _)| own(name)).collect()
}

/// A form that was sent.
struct Sent {
    wish: Wish,
    base: String,
    /// The whole text that it makes.
    mine: String,
    of: Option<String>,
    remark: String,
}

impl Sent {
    /// The form once more, with what was entered.
    fn again(
        self,
        room: &Room,
        look: Look,
        signed: Signed,
        work: Work,
        problem: Option<String>,
    ) -> Result<Response, Error> {
        let made = Made {
            text: self.mine,
            base: self.base,
            problem,
            of: self.of,
            ..Made::default()
        };
        page::show(room, look, signed, work, made)
    }

    /// What someone else wrote in the meantime, and one's own text in the form.
    fn conflict(self, room: &Room, look: Look, signed: Signed, work: Work) -> Result<Response, Error> {
        let merged = merge(work.context()?, &self.base, &self.mine, &work.text);
        let made = Made {
            text: merged.text.clone(),
            base: work.text.clone(),
            conflict: Some(merged),
            mine: self.mine,
            of: self.of,
            ..Made::default()
        };
        page::show(room, look, signed, work, made)
    }
}

/// Writes the text into the file of the record.
fn put(room: &Room, look: Look, signed: Signed, from: From, work: Work, sent: Sent) -> Result<Response, Error> {
    if !page::is_version(&sent.base, &work.now.hash) {
        return sent.conflict(room, look, signed, work);
    }
    if sent.wish == Wish::SendBack && sent.remark.is_empty() {
        let problem = "Chưa trả lại: hãy ghi lời nhắn để người viết biết cần sửa gì.".to_owned();
        return sent.again(room, look, signed, work, Some(problem));
    }
    let status = sent.wish.state(work.entry.status);
    let text = settled(room, &work, &sent.mine, status)?;
    let (_, found) = work.check(room, &text)?;
    let errors = found.iter().filter(|d| d.severity == Severity::Error).count();
    if status == Status::Published && errors > 0 {
        let (_, before) = work.check(room, &work.text)?;
        let known = before.iter().filter(|d| d.severity == Severity::Error).count();
        if work.entry.status != Status::Published || errors > known {
            let what = if work.entry.status == Status::Published {
                "Chưa lưu: bản ghi đang công khai mà còn"
            } else {
                "Chưa xuất bản: bản ghi còn"
            };
            let problem =
                format!("{what} {errors} lỗi. Sửa những chỗ được đánh dấu rồi bấm lại; chữ bạn nhập vẫn ở đây.");
            return sent.again(room, look, signed, work, Some(problem));
        }
    }
    if text == work.text {
        return Ok(to(&work, "khong-doi"));
    }
    match room.store().save(
        &work.entry.path,
        Some(&work.now.hash),
        text.as_bytes(),
        Timestamp::now(),
    ) {
        Ok(_) => {}
        Err(SaveError::Conflict { .. }) => {
            let work = Work::open(room, &work.entry.ma)?;
            return sent.conflict(room, look, signed, work);
        }
        Err(other) => return Err(other.into()),
    }
    let what = match sent.wish {
        Wish::Save | Wish::Check => "Lưu",
        Wish::Send => "Gửi duyệt",
        Wish::Publish => "Xuất bản",
        Wish::SendBack => "Trả lại",
        Wish::Archive => "Lưu kho",
    };
    let mut done = Done {
        path: &work.entry.path,
        text: &text,
        what: what.to_owned(),
        act: sent.wish.act(),
        title: &work.entry.title,
    };
    if let Some(of) = &sent.of {
        done.what = format!("{what} (đề xuất của {of})");
        room.store().withdraw(&work.entry.path, of)?;
    }
    done.note(room, &signed, from)?;
    if sent.wish == Wish::SendBack {
        let remark = Remark {
            by: signed.person.shown.clone(),
            at: Timestamp::now(),
            text: sent.remark,
        };
        room.store().remark(&work.entry.path, remark)?;
    }
    if matches!(sent.wish, Wish::Send | Wish::Publish) {
        Guesses::forget(room, &work.entry.path)?;
    }
    Ok(to(&work, sent.wish.done()))
}

/// Keeps the text beside the published record, for a reviewer.
fn propose(room: &Room, signed: Signed, from: From, work: &Work, sent: Sent) -> Result<Response, Error> {
    if !matches!(sent.wish, Wish::Save | Wish::Send) {
        return Err(Error::Forbidden("Việc này cần vai trò người duyệt.".to_owned()));
    }
    let old = room.store().proposal(&work.entry.path, signed.name())?;
    let is_sent = sent.wish == Wish::Send;
    Aside {
        base: old.map_or_else(|| hash(sent.base.as_bytes()), |old| old.base),
        text: kept(work, &sent.mine, work.entry.status)?,
        sent: is_sent,
        act: sent.wish.act(),
        note: "đề xuất sửa bản ghi đã xuất bản",
    }
    .lay(room, &signed, from, work)?;
    Ok(to(work, if is_sent { "gui-de-xuat" } else { "de-xuat" }))
}

/// A text beside a published record: the proposal of whoever is signed in.
pub(super) struct Aside {
    /// Hash of the text of the record that it was made from.
    pub(super) base: String,
    pub(super) text: String,
    pub(super) sent: bool,
    pub(super) act: accounts::Act,
    /// For the trail.
    pub(super) note: &'static str,
}

impl Aside {
    /// Writes it, and notes who did it. The person's own proposal before it stays among the versions.
    pub(super) fn lay(self, room: &Room, signed: &Signed, From(from): From, work: &Work) -> Result<(), Error> {
        let now = Timestamp::now();
        let version = hash(self.text.as_bytes());
        room.store().propose(&Proposal {
            path: work.entry.path.clone(),
            by: signed.name().to_owned(),
            shown: signed.person.shown.clone(),
            at: now,
            base: self.base,
            sent: self.sent,
            text: self.text,
        })?;
        let noted = Noted::new(now, signed.name(), self.act)
            .path(&work.entry.path)
            .version(&version)
            .from(from)
            .note(self.note);
        room.accounts().trail().note(noted);
        Ok(())
    }
}

/// The text with its state and its date of change. The state is what the button says, whatever the fields hold.
fn settled(room: &Room, work: &Work, text: &str, status: Status) -> Result<String, Error> {
    let mut out = kept(work, text, status)?;
    let blank = BTreeMap::new();
    let context = work.context()?;
    let date = |text: &str| {
        let form = form::read(context, text, &blank);
        form.pairs()
            .into_iter()
            .find(|(name, _)| name == "f.ngay_sua")
            .map(|(_, value)| value)
    };
    if out != work.text && has_date(work, "ngay_sua") && date(&out) == date(&work.text) {
        out = form::set_scalar(context, &out, "ngay_sua", &room.today().to_string());
    }
    Ok(out)
}

/// The text with this state and the identifier of the record.
pub(super) fn kept(work: &Work, text: &str, status: Status) -> Result<String, Error> {
    let context = work.context()?;
    let is = |text: &str| {
        let parsed = catalogue::parse(&work.desk.declarations, &work.entry.path, text.as_bytes());
        parsed.record.map(|record| (record.status, record.ma))
    };
    let mut out = text.to_owned();
    if is(&out).is_none_or(|(now, _)| now != status) {
        out = form::set_scalar(context, &out, "trang_thai", status.code());
    }
    match is(&out) {
        Some((now, ma)) if now == status && ma == work.entry.ma => Ok(out),
        _ => Err(Error::BadRequest(
            "Phần thông tin đầu tệp hỏng đến mức không đọc được mã hoặc trạng thái, nên chưa ghi gì. Quay lại để sửa."
                .to_owned(),
        )),
    }
}

/// Something that was written, to be noted everywhere.
pub(super) struct Done<'a> {
    pub(super) path: &'a str,
    pub(super) text: &'a str,
    pub(super) what: String,
    pub(super) act: accounts::Act,
    pub(super) title: &'a str,
}

impl Done<'_> {
    /// Notes who did it, in the trail, beside the versions and in git; looks at the content again.
    pub(super) fn note(&self, room: &Room, signed: &Signed, from: From) -> Result<(), Error> {
        self.sign(room, signed, from)?;
        seal(room, signed, &[self.path], &format!("{}: {}", self.what, self.title))
    }

    /// Notes who did it, in the trail and beside the versions. [`seal`] comes after the last of several.
    pub(super) fn sign(&self, room: &Room, signed: &Signed, From(from): From) -> Result<(), Error> {
        let now = Timestamp::now();
        let version = hash(self.text.as_bytes());
        let noted = Noted::new(now, signed.name(), self.act)
            .path(self.path)
            .version(&version)
            .from(from);
        room.accounts().trail().note(noted);
        let hand = Hand {
            hash: version,
            by: signed.name().to_owned(),
            shown: signed.person.shown.clone(),
            at: now,
            what: self.what.clone(),
        };
        Ok(room.store().sign(self.path, hand)?)
    }
}

/// Commits what was written, where the content is a work tree, and looks at the content again.
pub(super) fn seal(room: &Room, signed: &Signed, paths: &[&str], message: &str) -> Result<(), Error> {
    room.commit(signed, paths, message);
    Ok(room.shelf().look_again(&room.index().declarations())?)
}

/// Back to the form, with a word.
pub(super) fn to(work: &Work, done: &str) -> Response {
    Redirect::to(&format!("/bien-tap/sua/{}?da={done}", work.entry.ma)).into_response()
}
