//! `GET /bien-tap/tim`: terms and records by what is typed, published or not.

use axum::Json;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::work::Desk;
use crate::error::Error;
use crate::room::Room;
use crate::session::Signed;
use crate::shown::state;

/// Most answers.
const MOST: usize = 12;
/// Longest question, in characters.
const MAX_ASKED: usize = 120;

/// What is asked.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// What was typed.
    #[serde(default)]
    q: String,
    /// Id of a vocabulary.
    dm: Option<String>,
    /// Collections of records, with commas between; empty for all.
    den: Option<String>,
}

/// One answer.
#[derive(Serialize)]
struct Found {
    /// What goes into the box.
    value: String,
    /// What stands beside it.
    note: String,
}

/// The answers, the best first.
pub(super) async fn get(State(room): State<Room>, _: Signed, Query(asked): Query<Asked>) -> Result<Response, Error> {
    room.run(move |room| {
        let desk = Desk::open(room)?;
        let q: String = asked.q.chars().take(MAX_ASKED).collect();
        let words: Vec<String> = fold(&q).split_whitespace().map(str::to_owned).collect();
        let found = match asked.dm {
            Some(id) => terms(&desk, &id, &q, &words)?,
            None => records(&desk, asked.den.as_deref().unwrap_or(""), &q, &words),
        };
        Ok(Json(found).into_response())
    })
    .await
}

/// Lower case without Vietnamese marks.
fn fold(text: &str) -> String {
    vietnamese::fold::ascii(text).to_lowercase()
}

/// How well a name fits what was typed; lower is better.
fn rank(name: &str, q: &str, words: &[String]) -> Option<usize> {
    let folded = fold(name);
    if !words.iter().all(|word| folded.contains(word.as_str())) {
        return None;
    }
    // Marks that were typed win.
    let exact = usize::from(!name.to_lowercase().contains(&q.trim().to_lowercase()));
    let begins = usize::from(!words.first().is_some_and(|word| folded.starts_with(word.as_str())));
    Some(exact * 4 + begins * 2 + usize::from(folded.len() > 40))
}

fn terms(desk: &Desk, id: &str, q: &str, words: &[String]) -> Result<Vec<Found>, Error> {
    let vocabulary = desk.declarations.vocabulary(id).ok_or(Error::NotFound)?;
    let mut found: Vec<(usize, usize, Found)> = Vec::new();
    for (at, term) in vocabulary.terms.iter().enumerate() {
        let others = term.names.iter().map(|name| name.name.as_str());
        let names = [term.labels.vi.as_str(), term.code.as_str()].into_iter().chain(others);
        let best = names
            .enumerate()
            .filter_map(|(n, name)| Some((rank(name, q, words)?, n, name.to_owned())));
        let Some((rank, n, name)) = best.min_by_key(|(rank, n, _)| (*rank, *n)) else {
            continue;
        };
        let old = term.place.as_ref().is_some_and(|place| !place.now.is_empty());
        let mut notes = Vec::new();
        if n > 1 {
            notes.push(name);
        }
        let above = term
            .place
            .as_ref()
            .and_then(|place| place.within.as_deref())
            .or(term.broader.as_deref());
        if let Some(above) = above.and_then(|code| vocabulary.term(code)) {
            notes.push(above.labels.vi.clone());
        }
        if old {
            notes.push("tên cũ".to_owned());
        }
        let answer = Found {
            value: format!("{} [{}]", term.labels.vi, term.code),
            note: notes.join(" · "),
        };
        found.push((rank + usize::from(old) * 8 + usize::from(n > 1), at, answer));
    }
    Ok(best(found))
}

fn records(desk: &Desk, to: &str, q: &str, words: &[String]) -> Vec<Found> {
    let to: Vec<&str> = to.split(',').filter(|id| !id.is_empty()).collect();
    let mut found = Vec::new();
    for (at, entry) in desk.entries().iter().enumerate() {
        if !to.is_empty() && !to.contains(&entry.collection.as_str()) {
            continue;
        }
        let ranks = [&entry.title, &entry.ma]
            .into_iter()
            .filter_map(|name| rank(name, q, words));
        if let Some(rank) = ranks.min() {
            let kind = desk.declarations.collection(&entry.collection);
            let kind = kind.map_or("", |collection| collection.labels.vi.as_str());
            let note = match entry.status {
                catalogue::Status::Published => kind.to_owned(),
                other => format!("{kind} · {}", state(other)),
            };
            let value = format!("{} [{}]", entry.title, entry.ma);
            found.push((rank, at, Found { value, note }));
        }
    }
    best(found)
}

fn best(mut found: Vec<(usize, usize, Found)>) -> Vec<Found> {
    found.sort_by_key(|(rank, at, _)| (*rank, *at));
    found.into_iter().take(MOST).map(|(_, _, found)| found).collect()
}
