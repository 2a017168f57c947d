//! `/bien-tap/de-xuat/{ma}/{by}`: what someone would put in the place of a published record, beside what stands there.

use accounts::{Act, Role};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::Severity;
use ingest::save::{Proposal, Remark, SaveError};
use jiff::Timestamp;

use super::diff::Hunk;
use super::save::{Done, kept, remark, to};
use super::work::Work;
use crate::error::Error;
use crate::layout::{self, Look};
use crate::room::Room;
use crate::session::{Fields, From, Signed};
use crate::shown::moment;

/// Who may be here.
const NEEDS: &str = "Xem và nhận đề xuất là việc của người duyệt.";

#[derive(Template)]
#[template(path = "edit/proposal.html")]
struct Page {
    look: Look,
    signed: Signed,
    ma: String,
    title: String,
    by: String,
    shown: String,
    when: String,
    hunks: Vec<Hunk>,
    /// Hash of what is on disk.
    now: String,
    /// The record changed since the proposal was begun.
    moved: bool,
    errors: usize,
    problem: Option<String>,
}

/// The page.
pub(super) async fn get(
    State(room): State<Room>,
    look: Look,
    signed: Signed,
    Path((ma, by)): Path<(String, String)>,
) -> Result<Response, Error> {
    room.run(move |room| {
        signed.needs(Role::Reviewer, NEEDS)?;
        let work = Work::open(room, &ma)?;
        let proposal = room.store().proposal(&work.entry.path, &by)?.ok_or(Error::NotFound)?;
        show(room, look, signed, &work, proposal, None)
    })
    .await
}

fn show(
    room: &Room,
    look: Look,
    signed: Signed,
    work: &Work,
    proposal: Proposal,
    problem: Option<String>,
) -> Result<Response, Error> {
    let (_, found) = work.check(room, &proposal.text)?;
    layout::html(&Page {
        ma: work.entry.ma.clone(),
        title: work.entry.title.clone(),
        by: proposal.by,
        shown: proposal.shown,
        when: moment(proposal.at),
        hunks: work.differences(&work.text, &proposal.text)?,
        now: work.now.hash.clone(),
        moved: proposal.base != work.now.hash,
        errors: found.iter().filter(|d| d.severity == Severity::Error).count(),
        problem,
        look,
        signed,
    })
}

/// Takes the proposal, or sends it back with a word.
pub(super) async fn post(
    State(room): State<Room>,
    look: Look,
    signed: Signed,
    from: From,
    Path((ma, by)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Error> {
    room.run(move |room| {
        signed.needs(Role::Reviewer, NEEDS)?;
        let work = Work::open(room, &ma)?;
        let proposal = room.store().proposal(&work.entry.path, &by)?.ok_or(Error::NotFound)?;
        if fields.get("viec") == "tra-lai" {
            return send_back(room, look, signed, from, &work, proposal, remark(&fields));
        }
        let (_, found) = work.check(room, &proposal.text)?;
        let errors = found.iter().filter(|d| d.severity == Severity::Error).count();
        let moved = proposal.base != work.now.hash || fields.get("goc") != work.now.hash;
        if moved || errors > 0 {
            let problem = if moved {
                "Chưa nhận: bản đang công khai đã thay đổi từ khi đề xuất được viết. Mở trong biểu mẫu để gộp hai bên."
            } else {
                "Chưa nhận: đề xuất còn lỗi. Mở trong biểu mẫu để sửa."
            };
            return show(room, look, signed, &work, proposal, Some(problem.to_owned()));
        }
        let text = kept(&work, &proposal.text, work.entry.status)?;
        match room.store().save(
            &work.entry.path,
            Some(&work.now.hash),
            text.as_bytes(),
            Timestamp::now(),
        ) {
            Ok(_) => {}
            Err(SaveError::Conflict { .. }) => {
                let problem = "Chưa nhận: bản ghi vừa được sửa. Xem lại so sánh dưới đây.";
                let work = Work::open(room, &ma)?;
                return show(room, look, signed, &work, proposal, Some(problem.to_owned()));
            }
            Err(other) => return Err(other.into()),
        }
        Done {
            path: &work.entry.path,
            text: &text,
            what: format!("Nhận đề xuất của {}", proposal.shown),
            act: Act::Publish,
            title: &work.entry.title,
        }
        .note(room, &signed, from)?;
        room.store().withdraw(&work.entry.path, &by)?;
        Ok(to(&work, "nhan"))
    })
    .await
}

fn send_back(
    room: &Room,
    look: Look,
    signed: Signed,
    From(from): From,
    work: &Work,
    proposal: Proposal,
    remark: String,
) -> Result<Response, Error> {
    if remark.is_empty() {
        let problem = "Chưa trả lại: hãy ghi lời nhắn để người viết biết cần sửa gì.".to_owned();
        return show(room, look, signed, work, proposal, Some(problem));
    }
    room.store().propose(&Proposal {
        sent: false,
        ..proposal
    })?;
    let now = Timestamp::now();
    room.store().remark(
        &work.entry.path,
        Remark {
            by: signed.person.shown.clone(),
            at: now,
            text: remark,
        },
    )?;
    let noted = accounts::Entry::new(now, signed.name(), Act::SendBack)
        .path(&work.entry.path)
        .from(from);
    room.accounts().trail().note(noted);
    Ok(Redirect::to("/bien-tap").into_response())
}
