//! `/bien-tap/sua/{ma}`: the form of a record.

use std::collections::BTreeMap;

use accounts::Role;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::{FieldType, Status};
use ingest::save::{Remark, hash};
use serde::Deserialize;

use super::act::{Button, buttons};
use super::diff::Hunk;
use super::import::Guesses;
use super::view::View;
use super::work::{Work, packed};
use super::{merge, preview, versions};
use crate::error::Error;
use crate::form::{Control, Form, Input, Lookup};
use crate::layout::{self, Look};
use crate::room::Room;
use crate::session::Signed;
use crate::shown::{moment, state};

/// Most records that the list for browsers without script names.
const LISTED: usize = 1_500;

#[derive(Template)]
#[template(path = "edit/page.html")]
struct Page {
    look: Look,
    signed: Signed,
    ma: String,
    title: String,
    kind: String,
    state: &'static str,
    code: &'static str,
    /// Address of the public page, where there is one.
    public: Option<String>,
    action: String,
    /// The text that the form was made from, packed.
    base: String,
    /// The form holds what is not saved.
    unsaved: bool,
    sections: Vec<Section>,
    body: String,
    body_required: bool,
    body_notes: Vec<crate::form::Note>,
    body_preview: String,
    notes: Vec<crate::form::Note>,
    errors: usize,
    warnings: usize,
    buttons: Vec<Button>,
    /// A reviewer may send it back, or archive it.
    may_send_back: bool,
    may_archive: bool,
    may_remove: bool,
    /// The text goes beside the record, for a reviewer.
    proposes: bool,
    proposal: Option<&'static str>,
    /// Account whose proposal the form holds.
    of: Option<String>,
    /// The last word of a reviewer.
    remark: Option<Said>,
    done: Option<&'static str>,
    problem: Option<String>,
    conflict: Option<Conflict>,
    guesses: Option<Guesses>,
    lists: Vec<List>,
    proposals: Vec<Waiting>,
}

/// A part of the form.
struct Section {
    id: &'static str,
    title: String,
    inputs: Vec<String>,
    /// Something is to be done or seen there.
    open: bool,
}

/// A remark for people.
struct Said {
    by: String,
    when: String,
    text: String,
}

/// What someone else wrote in the meantime.
struct Conflict {
    hunks: Vec<Hunk>,
    both: Vec<String>,
    theirs: Vec<String>,
}

/// Names for browsers without script.
struct List {
    id: String,
    names: Vec<String>,
}

/// A proposal that waits.
struct Waiting {
    by: String,
    shown: String,
    when: String,
}

/// What the address says.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    da: Option<String>,
    #[serde(rename = "de-xuat")]
    proposal: Option<String>,
}

/// What a page is made with, besides the record.
#[derive(Default)]
pub(super) struct Made {
    /// The text that the form shows.
    pub(super) text: String,
    /// The text that changes are counted from.
    pub(super) base: String,
    pub(super) blank: BTreeMap<String, usize>,
    pub(super) done: Option<String>,
    pub(super) problem: Option<String>,
    /// What is on disk instead of the base.
    pub(super) conflict: Option<merge::Merged>,
    /// The text of one's own that the conflict shows.
    pub(super) mine: String,
    /// Account whose proposal is taken up.
    pub(super) of: Option<String>,
}

/// The page.
pub(super) async fn get(
    State(room): State<Room>,
    look: Look,
    signed: Signed,
    Path(ma): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    room.run(move |room| {
        let work = Work::open(room, &ma)?;
        let mut made = Made {
            text: work.text.clone(),
            base: work.text.clone(),
            done: asked.da,
            ..Made::default()
        };
        if let Some(by) = asked.proposal.filter(|_| signed.may(Role::Reviewer)) {
            let proposal = room.store().proposal(&work.entry.path, &by)?.ok_or(Error::NotFound)?;
            let base = versions::text_of(room, &work.entry.path, &proposal.base)?.unwrap_or_else(|| work.text.clone());
            made.text = merge::merge(work.context()?, &base, &proposal.text, &work.text).text;
            made.of = Some(by);
        } else if !work.in_place(&signed)
            && let Some(proposal) = room.store().proposal(&work.entry.path, signed.name())?
        {
            made.text.clone_from(&proposal.text);
            made.base = proposal.text;
        }
        show(room, look, signed, work, made)
    })
    .await
}

/// The page of a record with a text in its form.
pub(super) fn show(room: &Room, look: Look, signed: Signed, work: Work, made: Made) -> Result<Response, Error> {
    let form = work.form(room, &made.text, &made.blank)?;
    let (errors, warnings) = form.counts();
    let entry = work.entry.clone();
    let in_place = work.in_place(&signed);
    let action = format!("/bien-tap/sua/{}", entry.ma);
    let proposal = room.store().proposal(&entry.path, signed.name())?.filter(|_| !in_place);
    let reviewer = signed.may(Role::Reviewer);
    let guesses = Guesses::of(room, &entry.path)?;
    let guessed = guesses.as_ref().map_or(&[][..], |guesses| &guesses.fields);
    let sections = form
        .sections
        .iter()
        .map(|section| Section {
            id: section.id,
            title: section.title.clone(),
            inputs: section
                .inputs
                .iter()
                .map(|input| View::new(input, guessed, &action).html())
                .collect(),
            open: section.inputs.iter().any(|input| matters(input, guessed)) || section.id == "noi-dung-rieng",
        })
        .collect();
    let waiting = if reviewer {
        waiting(room, &entry.path)?
    } else {
        Vec::new()
    };
    let status = made.conflict.is_some();
    let conflict = match made.conflict {
        Some(merged) => Some(Conflict {
            hunks: work.differences(&work.text, &made.mine)?,
            both: merged.both,
            theirs: merged.theirs,
        }),
        None => None,
    };
    let remark = room
        .store()
        .remarks(&entry.path)?
        .pop()
        .filter(|_| entry.status != Status::Published || proposal.is_some());
    let page = Page {
        ma: entry.ma.clone(),
        title: title_of(&form).unwrap_or_else(|| entry.title.clone()),
        kind: work.collection()?.labels.vi.clone(),
        state: state(entry.status),
        code: entry.status.code(),
        public: (entry.status == Status::Published).then(|| format!("/{}/{}", entry.collection, entry.ma)),
        action,
        base: packed(&made.base),
        unsaved: made.text != made.base,
        body_preview: preview::html(&entry.collection, &form.body.value),
        body: form.body.value.clone(),
        body_required: form.body.required,
        body_notes: form.body.notes.clone(),
        notes: form.notes.clone(),
        errors,
        warnings,
        buttons: buttons(&signed, entry.status, in_place),
        may_send_back: reviewer && entry.status == Status::InReview,
        may_remove: reviewer,
        may_archive: reviewer && entry.status == Status::Published,
        proposes: !in_place,
        proposal: proposal.map(|proposal| if proposal.sent { "đã gửi" } else { "chưa gửi" }),
        of: made.of,
        remark: remark.map(said),
        done: made.done.as_deref().and_then(done),
        problem: made.problem,
        conflict,
        lists: lists(&work, &form),
        guesses,
        proposals: waiting,
        sections,
        look,
        signed,
    };
    let mut response = layout::html(&page)?;
    if status {
        *response.status_mut() = StatusCode::CONFLICT;
    }
    Ok(response)
}

fn said(remark: Remark) -> Said {
    Said {
        by: remark.by,
        when: moment(remark.at),
        text: remark.text,
    }
}

fn waiting(room: &Room, path: &str) -> Result<Vec<Waiting>, Error> {
    let all = room.store().proposals()?;
    let of_this = all.into_iter().filter(|one| one.path == path && one.sent);
    Ok(of_this
        .map(|one| Waiting {
            by: one.by,
            shown: one.shown,
            when: moment(one.at),
        })
        .collect())
}

/// What the page says after something was done.
fn done(code: &str) -> Option<&'static str> {
    Some(match code {
        "luu" => "Đã lưu.",
        "tao" => "Đã tạo bản nháp. Điền các mục bên dưới rồi lưu.",
        "nhap" => "Đã nhập tệp thành bản nháp. Những mục máy đoán có đánh dấu: đọc lại, sửa rồi lưu.",
        "gui" => "Đã gửi duyệt.",
        "xuat-ban" => "Đã xuất bản. Người đọc tìm thấy ngay.",
        "tra-lai" => "Đã trả lại người viết, kèm lời nhắn.",
        "luu-kho" => "Đã lưu kho: bản ghi không còn hiện với bên ngoài.",
        "khoi-phuc" => "Đã khôi phục bản cũ; bản trước đó vẫn còn trong danh sách các bản.",
        "de-xuat" => "Đã lưu đề xuất. Bản đang công khai chưa thay đổi.",
        "lay-lai" => {
            "Đã lấy lại bản cũ làm đề xuất của bạn, chưa gửi. Xem lại rồi bấm “Gửi đề xuất”. Bản đang công khai chưa thay \
             đổi."
        }
        "thay-de-xuat" => {
            "Đã lấy lại bản cũ làm đề xuất của bạn, chưa gửi; đề xuất bạn soạn dở trước đó nằm trong các bản đã lưu. Xem lại \
             rồi bấm “Gửi đề xuất”. Bản đang công khai chưa thay đổi."
        }
        "lay-lai-xoa" => "Đã lấy lại bản ghi thành bản nháp. Xem lại rồi xuất bản khi cần.",
        "gui-de-xuat" => "Đã gửi đề xuất cho người duyệt. Bản đang công khai chưa thay đổi.",
        "nhan" => "Đã nhận đề xuất và công khai.",
        "khong-doi" => "Không có gì thay đổi nên không ghi.",
        _ => return None,
    })
}

fn title_of(form: &Form) -> Option<String> {
    match &form.field("ten")?.control {
        Control::Line { value, .. } | Control::Area { value, .. } if !value.trim().is_empty() => Some(value.clone()),
        _ => None,
    }
}

/// True for a field that has a value, a finding, a guess, or must have a value.
fn matters(input: &Input, guessed: &[String]) -> bool {
    let mut notes = Vec::new();
    input.all_notes(&mut notes);
    let name = input.name.strip_prefix("f.").unwrap_or(&input.name);
    input.required || !notes.is_empty() || guessed.iter().any(|guess| guess == name)
}

/// The names that the inputs of a form look up, for browsers without script.
fn lists(work: &Work, form: &Form) -> Vec<List> {
    let mut wanted: Vec<&Lookup> = Vec::new();
    for input in form.inputs() {
        sources(input, &mut wanted);
    }
    let mut lists: Vec<List> = Vec::new();
    for source in wanted {
        let id = match source {
            Lookup::Vocabulary(id) => format!("ds-{id}"),
            Lookup::Records { .. } => "ds-ban-ghi".to_owned(),
        };
        if lists.iter().any(|list| list.id == id) {
            continue;
        }
        let names = match source {
            Lookup::Vocabulary(id) => {
                let vocabulary = work.desk.declarations.vocabulary(id);
                let terms = vocabulary.map_or(&[][..], |vocabulary| &vocabulary.terms);
                terms
                    .iter()
                    .filter(|term| term.place.as_ref().is_none_or(|place| place.now.is_empty()))
                    .map(|term| format!("{} [{}]", term.labels.vi, term.code))
                    .collect()
            }
            Lookup::Records { .. } => work
                .desk
                .entries()
                .iter()
                .take(LISTED)
                .map(|entry| format!("{} [{}]", entry.title, entry.ma))
                .collect(),
        };
        lists.push(List { id, names });
    }
    lists
}

fn sources<'f>(input: &'f Input, found: &mut Vec<&'f Lookup>) {
    match &input.control {
        Control::Lookup { source, .. } => found.push(source),
        Control::Group { inputs } => inputs.iter().for_each(|input| sources(input, found)),
        Control::Rows { rows } => {
            for input in rows.iter().flat_map(|row| &row.inputs) {
                sources(input, found);
            }
        }
        _ => {}
    }
}

/// True when a text names the same version as a hash.
pub(super) fn is_version(text: &str, of: &str) -> bool {
    hash(text.as_bytes()) == of
}

/// True where the collection has a date of change that programs keep.
pub(super) fn has_date(work: &Work, name: &str) -> bool {
    work.collection()
        .ok()
        .and_then(|collection| collection.field(name))
        .is_some_and(|field| matches!(field.kind, FieldType::Date))
}
