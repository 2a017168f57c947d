//! `/bien-tap/kiem-tra`: what is wrong with the whole content, as `nhipcau check` says it.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use catalogue::{Diagnostic, Severity, codes};
use ingest::Entry;

use super::home::{is_broken, place};
use crate::error::Error;
use crate::layout::{self, Look};
use crate::room::Room;
use crate::session::Signed;

/// Findings on a page.
const PER_PAGE: usize = 50;
/// Most characters of the marked line.
const MAX_SOURCE: usize = 160;

/// Which findings.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    All,
    Errors,
    Warnings,
    Broken,
}

impl Kind {
    const ALL: [Self; 4] = [Self::All, Self::Errors, Self::Warnings, Self::Broken];

    fn code(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Errors => "loi",
            Self::Warnings => "canh-bao",
            Self::Broken => "hong",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::All => "Tất cả",
            Self::Errors => "Lỗi",
            Self::Warnings => "Cảnh báo",
            Self::Broken => "Liên kết hỏng",
        }
    }

    fn has(self, finding: &Diagnostic) -> bool {
        match self {
            Self::All => true,
            Self::Errors => finding.severity == Severity::Error,
            Self::Warnings => finding.severity == Severity::Warning,
            Self::Broken => is_broken(finding.code),
        }
    }
}

struct Tab {
    label: &'static str,
    href: String,
    count: usize,
    current: bool,
}

struct Row {
    error: bool,
    code: &'static str,
    title: String,
    href: Option<String>,
    place: String,
    message: String,
    remedy: String,
    why: &'static str,
    source: String,
}

#[derive(Template)]
#[template(path = "findings.html")]
struct Page {
    look: Look,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    total: usize,
    page: usize,
    pages: usize,
    earlier: Option<String>,
    later: Option<String>,
}

/// The page.
pub(super) async fn get(
    State(room): State<Room>,
    look: Look,
    _: Signed,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let query = query.unwrap_or_default();
    let said = |name: &str| {
        let mut pairs = form_urlencoded::parse(query.as_bytes()).take(20);
        pairs.find(|(n, _)| n == name).map(|(_, value)| value.into_owned())
    };
    let asked = said("loai").unwrap_or_default();
    let kind = Kind::ALL
        .into_iter()
        .find(|kind| kind.code() == asked)
        .unwrap_or(Kind::All);
    let number = said("trang").and_then(|page| page.parse().ok()).unwrap_or(1).max(1);
    let page = room.run(move |room| make(room, look, kind, number)).await?;
    layout::html(&page)
}

fn make(room: &Room, look: Look, kind: Kind, number: usize) -> Result<Page, Error> {
    let declarations = room.index().declarations();
    let entries = room.shelf().entries(&declarations)?;
    let findings = room.shelf().findings(&declarations, room.today())?;
    let by_path: HashMap<&str, &Entry> = entries.iter().map(|entry| (entry.path.as_str(), entry)).collect();
    let chosen: Vec<&Diagnostic> = findings.iter().filter(|finding| kind.has(finding)).collect();
    let (total, pages) = (chosen.len(), chosen.len().div_ceil(PER_PAGE).max(1));
    let page = number.min(pages);
    let tab = |one: Kind| Tab {
        label: one.label(),
        href: address(one, 1),
        count: findings.iter().filter(|finding| one.has(finding)).count(),
        current: one == kind,
    };
    let row = |finding: &Diagnostic| Row {
        error: finding.severity == Severity::Error,
        code: finding.code,
        title: by_path
            .get(finding.path.as_str())
            .map_or_else(|| finding.path.clone(), |entry| entry.title.clone()),
        href: place(&by_path, &finding.path),
        place: match finding.line {
            0 => finding.path.clone(),
            line => format!("{}, dòng {line}", finding.path),
        },
        message: finding.message.clone(),
        remedy: finding.remedy.clone(),
        why: codes::info(finding.code).map_or("", |row| row.explanation),
        source: finding.source.trim().chars().take(MAX_SOURCE).collect(),
    };
    Ok(Page {
        look,
        tabs: Kind::ALL.into_iter().map(tab).collect(),
        rows: chosen
            .into_iter()
            .skip((page - 1) * PER_PAGE)
            .take(PER_PAGE)
            .map(row)
            .collect(),
        total,
        page,
        pages,
        earlier: (page > 1).then(|| address(kind, page - 1)),
        later: (page < pages).then(|| address(kind, page + 1)),
    })
}

fn address(kind: Kind, page: usize) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if kind != Kind::All {
        query.append_pair("loai", kind.code());
    }
    if page > 1 {
        query.append_pair("trang", &page.to_string());
    }
    match query.finish() {
        query if query.is_empty() => "/bien-tap/kiem-tra".to_owned(),
        query => format!("/bien-tap/kiem-tra?{query}"),
    }
}
