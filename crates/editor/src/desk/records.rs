//! `/bien-tap/ban-ghi`: every record of every state, by title.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use catalogue::Status;
use ingest::Entry;

use super::home::past_due;
use super::lines::{Line, Names, folded};
use crate::error::Error;
use crate::layout::{self, Look};
use crate::room::Room;
use crate::session::Signed;
use crate::shown::{day, state};

/// Records on a page.
const PER_PAGE: usize = 50;
/// Most characters of a query, and most words.
const MAX_QUERY: (usize, usize) = (200, 12);

/// A choice of a filter.
struct Choice {
    code: String,
    label: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "records.html")]
struct Page {
    look: Look,
    query: Query,
    collections: Vec<Choice>,
    states: Vec<Choice>,
    lines: Vec<Line>,
    total: usize,
    page: usize,
    pages: usize,
    earlier: Option<String>,
    later: Option<String>,
}

/// What the address asks for.
#[derive(Default)]
struct Query {
    q: String,
    collection: String,
    state: String,
    overdue: bool,
    page: usize,
}

impl Query {
    fn read(query: &str) -> Self {
        let mut read = Self {
            page: 1,
            ..Self::default()
        };
        for (name, value) in form_urlencoded::parse(query.as_bytes()).take(20) {
            let value: String = value.trim().chars().take(MAX_QUERY.0).collect();
            match name.as_ref() {
                "q" => read.q = value,
                "bo" => read.collection = value,
                "trang_thai" => read.state = value,
                "qua_han" => read.overdue = value == "1",
                "trang" => read.page = value.parse().unwrap_or(1).max(1),
                _ => {}
            }
        }
        read
    }

    fn address(&self, page: usize) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("q", &self.q), ("bo", &self.collection), ("trang_thai", &self.state)] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        if self.overdue {
            query.append_pair("qua_han", "1");
        }
        query.append_pair("trang", &page.to_string());
        format!("/bien-tap/ban-ghi?{}", query.finish())
    }
}

/// The page.
pub(super) async fn get(
    State(room): State<Room>,
    look: Look,
    _: Signed,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let query = Query::read(&query.unwrap_or_default());
    let page = room.run(move |room| make(room, look, query)).await?;
    layout::html(&page)
}

fn make(room: &Room, look: Look, query: Query) -> Result<Page, Error> {
    let (declarations, today) = (room.index().declarations(), room.today());
    let names = Names::new(&declarations);
    let entries = room.shelf().entries(&declarations)?;
    let words: Vec<String> = folded(&query.q)
        .split_whitespace()
        .take(MAX_QUERY.1)
        .map(str::to_owned)
        .collect();
    let mut found: Vec<(String, &Entry)> = entries
        .iter()
        .filter(|entry| query.collection.is_empty() || entry.collection == query.collection)
        .filter(|entry| query.state.is_empty() || entry.status.code() == query.state)
        .filter(|entry| !query.overdue || past_due(entry, today).is_some())
        .map(|entry| (folded(&entry.title), entry))
        .filter(|(title, entry)| words.iter().all(|word| title.contains(word) || entry.ma.contains(word)))
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.path.cmp(&b.1.path)));
    let (total, pages) = (found.len(), found.len().div_ceil(PER_PAGE).max(1));
    let page = query.page.min(pages);
    let line = |(_, entry): (String, &Entry)| {
        let line = Line::new(&names, entry);
        match past_due(entry, today) {
            Some(due) => line.note(format!("quá hạn rà soát từ {}", day(due))),
            None => line,
        }
    };
    let choice = |code: &str, label: &str, chosen: &str| Choice {
        code: code.to_owned(),
        label: label.to_owned(),
        chosen: code == chosen,
    };
    Ok(Page {
        look,
        collections: declarations
            .collections
            .iter()
            .map(|one| choice(&one.id, &one.labels.vi, &query.collection))
            .collect(),
        states: Status::ALL
            .into_iter()
            .map(|status| choice(status.code(), state(status), &query.state))
            .collect(),
        lines: found
            .into_iter()
            .skip((page - 1) * PER_PAGE)
            .take(PER_PAGE)
            .map(line)
            .collect(),
        total,
        page,
        pages,
        earlier: (page > 1).then(|| query.address(page - 1)),
        later: (page < pages).then(|| query.address(page + 1)),
        query,
    })
}
