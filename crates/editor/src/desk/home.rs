//! `/bien-tap`: the desk, what there is to do.

use std::collections::HashMap;

use accounts::Role;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use catalogue::{Severity, Status, codes};
use ingest::Entry;
use ingest::save::Proposal;
use jiff::civil::Date;
use server::Miss;

use super::lines::{Line, Names, edit};
use crate::error::Error;
use crate::layout::{self, Look};
use crate::room::Room;
use crate::session::Signed;
use crate::shown::day;

/// Most records of one list of the desk; the rest is on the page of all records.
const MOST: usize = 20;
/// Most drafts of which it is looked up who wrote them.
const MOST_LOOKED_UP: usize = 2000;
/// Days of searches that found nothing.
const DAYS: i64 = 31;

/// A list of the desk.
struct List {
    id: &'static str,
    title: &'static str,
    /// What it is, or what to do with it.
    about: &'static str,
    lines: Vec<Line>,
    /// How many there are, with those that are not shown.
    all: usize,
    /// Where the rest is.
    more: &'static str,
}

impl List {
    fn new(
        id: &'static str,
        title: &'static str,
        about: &'static str,
        more: &'static str,
        mut lines: Vec<Line>,
    ) -> Self {
        let all = lines.len();
        lines.truncate(MOST);
        Self {
            id,
            title,
            about,
            lines,
            all,
            more,
        }
    }
}

/// What people looked for and did not find.
struct Wanted {
    text: String,
    times: u32,
    day: String,
    write: String,
}

#[derive(Template)]
#[template(path = "desk.html")]
struct Page {
    look: Look,
    signed: Signed,
    lists: Vec<List>,
    wanted: Vec<Wanted>,
    days: i64,
    errors: usize,
    warnings: usize,
    records: usize,
}

/// The page.
pub(super) async fn get(State(room): State<Room>, look: Look, signed: Signed) -> Result<Response, Error> {
    let page = room.run(move |room| make(room, look, signed)).await?;
    layout::html(&page)
}

fn make(room: &Room, look: Look, signed: Signed) -> Result<Page, Error> {
    let (declarations, today) = (room.index().declarations(), room.today());
    let entries = room.shelf().entries(&declarations)?;
    let findings = room.shelf().findings(&declarations, today)?;
    let names = Names::new(&declarations);
    let proposals = room.store().proposals()?;
    let drafts = Drafts::of(room, &entries, signed.name())?;

    let mut lists = Vec::new();
    if signed.may(Role::Reviewer) {
        lists.push(List::new(
            "cho-duyet",
            "Chờ bạn duyệt",
            "Đọc, sửa nếu cần, rồi xuất bản hoặc trả lại người viết.",
            "/bien-tap/ban-ghi?trang_thai=cho-duyet",
            waiting(&names, &entries, &proposals, &drafts),
        ));
    }
    lists.push(List::new(
        "cua-toi",
        "Bài của bạn chưa xuất bản",
        "Bản nháp và bài đã gửi duyệt mà bạn đã viết, đã sửa.",
        "/bien-tap/ban-ghi?trang_thai=nhap",
        own(&names, &entries, &proposals, &drafts, signed.name()),
    ));
    lists.push(List::new(
        "chua-ai",
        "Bản nháp chưa ai nhận",
        "Phần lớn từ tệp Word, Excel nhập ở máy chủ. Mở ra sửa là nhận.",
        "/bien-tap/ban-ghi?trang_thai=nhap",
        drafts.nobodys.iter().map(|entry| Line::new(&names, entry)).collect(),
    ));
    lists.push(List::new(
        "qua-han",
        "Quá hạn rà soát",
        "Bài đã xuất bản mà hạn xem lại đã qua. Xem lại giá, liên hệ, mức hỗ trợ rồi ghi hạn mới.",
        "/bien-tap/ban-ghi?qua_han=1",
        overdue(&names, &entries, today),
    ));
    lists.push(List::new(
        "hong",
        "Liên kết hỏng",
        "Trỏ tới bản ghi hoặc tệp không có.",
        "/bien-tap/kiem-tra?loai=hong",
        broken(&names, &entries, &findings),
    ));
    let errors = findings.iter().filter(|d| d.severity == Severity::Error).count();
    Ok(Page {
        wanted: room.misses(DAYS, today).into_iter().take(MOST).map(wanted).collect(),
        days: DAYS,
        errors,
        warnings: findings.len() - errors,
        records: entries.len(),
        look,
        signed,
        lists,
    })
}

/// True for findings of links that lead nowhere.
pub(super) fn is_broken(code: &str) -> bool {
    matches!(code, codes::BROKEN_LINK | codes::MISSING_FILE)
}

/// The records that are not published, by who wrote them.
struct Drafts<'a> {
    mine: Vec<&'a Entry>,
    nobodys: Vec<&'a Entry>,
    /// Name of the last writer, by path.
    writers: HashMap<&'a str, String>,
}

impl<'a> Drafts<'a> {
    fn of(room: &Room, entries: &'a [Entry], name: &str) -> Result<Self, Error> {
        let open = |entry: &&Entry| matches!(entry.status, Status::Draft | Status::InReview);
        let mut drafts = Self {
            mine: Vec::new(),
            nobodys: Vec::new(),
            writers: HashMap::new(),
        };
        for entry in entries.iter().filter(open).take(MOST_LOOKED_UP) {
            let hands = room.store().hands(&entry.path)?;
            if let Some(last) = hands.last() {
                drafts.writers.insert(&entry.path, last.shown.clone());
            } else if entry.status == Status::Draft {
                drafts.nobodys.push(entry);
            }
            if hands.iter().any(|hand| hand.by == name) {
                drafts.mine.push(entry);
            }
        }
        Ok(drafts)
    }

    fn writer(&self, entry: &Entry) -> String {
        self.writers.get(entry.path.as_str()).cloned().unwrap_or_default()
    }
}

fn waiting(names: &Names, entries: &[Entry], proposals: &[Proposal], drafts: &Drafts<'_>) -> Vec<Line> {
    let waiting = entries.iter().filter(|entry| entry.status == Status::InReview);
    let mut lines: Vec<Line> = waiting
        .map(|entry| Line::new(names, entry).note(drafts.writer(entry)))
        .collect();
    for proposal in proposals.iter().filter(|proposal| proposal.sent) {
        if let Some(line) = proposed(names, entries, proposal) {
            lines.push(line.note(format!("đề xuất sửa của {}", proposal.shown)));
        }
    }
    lines
}

fn own(names: &Names, entries: &[Entry], proposals: &[Proposal], drafts: &Drafts<'_>, name: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = drafts.mine.iter().map(|entry| Line::new(names, entry)).collect();
    for proposal in proposals.iter().filter(|proposal| proposal.by == name) {
        // One's own is written on in the form of the record.
        if let Some(entry) = entries.iter().find(|entry| entry.path == proposal.path) {
            let line = Line::new(names, entry);
            lines.push(line.note(if proposal.sent {
                "đề xuất sửa, đã gửi"
            } else {
                "đề xuất sửa, chưa gửi"
            }));
        }
    }
    lines
}

/// A proposal, as a line of the record that it would change.
fn proposed(names: &Names, entries: &[Entry], proposal: &Proposal) -> Option<Line> {
    let entry = entries.iter().find(|entry| entry.path == proposal.path)?;
    Some(Line {
        href: format!("/bien-tap/de-xuat/{}/{}", entry.ma, proposal.by),
        ..Line::new(names, entry)
    })
}

/// The day until which a record is good, when it is published and the day is past.
pub(super) fn past_due(entry: &Entry, today: Date) -> Option<Date> {
    let due: Date = entry.due.as_deref()?.parse().ok()?;
    (entry.status == Status::Published && due < today).then_some(due)
}

fn overdue(names: &Names, entries: &[Entry], today: Date) -> Vec<Line> {
    let mut late: Vec<(Date, &Entry)> = entries
        .iter()
        .filter_map(|entry| Some((past_due(entry, today)?, entry)))
        .collect();
    late.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.path.cmp(&b.1.path)));
    let line = |(due, entry): (Date, &Entry)| Line::new(names, entry).note(format!("hạn {}", day(due)));
    late.into_iter().map(line).collect()
}

fn broken(names: &Names, entries: &[Entry], findings: &[catalogue::Diagnostic]) -> Vec<Line> {
    let by_path: HashMap<&str, &Entry> = entries.iter().map(|entry| (entry.path.as_str(), entry)).collect();
    let broken = findings.iter().filter(|finding| is_broken(finding.code));
    broken
        .filter_map(|finding| {
            let entry = by_path.get(finding.path.as_str())?;
            Some(Line::new(names, entry).note(finding.message.clone()))
        })
        .collect()
}

fn wanted(miss: Miss) -> Wanted {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("ten", &miss.text)
        .finish();
    Wanted {
        write: format!("/bien-tap/moi?{query}"),
        day: day(miss.day),
        times: miss.times,
        text: miss.text,
    }
}

/// The page that the findings of a file lead to.
pub(super) fn place(entries: &HashMap<&str, &Entry>, path: &str) -> Option<String> {
    entries.get(path).map(|entry| edit(&entry.ma))
}
