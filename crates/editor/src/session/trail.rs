//! `/bien-tap/nhat-ky`: who did what. The administrator sees everything, everyone else what is their own.

use accounts::{Entry, Role};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::Signed;
use crate::error::Error;
use crate::layout::{self, Look};
use crate::room::Room;
use crate::shown::moment;

/// Most lines of the page.
const MOST: usize = 200;

struct Row {
    iso: String,
    when: String,
    who: String,
    act: &'static str,
    path: String,
    version: String,
    note: String,
}

#[derive(Template)]
#[template(path = "trail.html")]
struct Page {
    look: Look,
    rows: Vec<Row>,
    all: bool,
    most: usize,
}

/// The page.
pub(super) async fn get(State(room): State<Room>, look: Look, signed: Signed) -> Result<Response, Error> {
    let all = signed.may(Role::Administrator);
    let name = signed.name().to_owned();
    let rows = room
        .run(move |room| {
            let last = room.accounts().trail().last(MOST, |entry| all || entry.who == name)?;
            Ok(last.iter().map(row).collect())
        })
        .await?;
    layout::html(&Page {
        look,
        rows,
        all,
        most: MOST,
    })
}

fn row(entry: &Entry) -> Row {
    let mut note = entry.note.clone().unwrap_or_default();
    if let Some(from) = entry.from {
        note = if note.is_empty() {
            format!("từ {from}")
        } else {
            format!("{note}; từ {from}")
        };
    }
    Row {
        iso: entry.at.to_string(),
        when: moment(entry.at),
        who: entry.who.clone(),
        act: entry.act.label(),
        path: entry.path.clone().unwrap_or_default(),
        version: entry.version.as_deref().unwrap_or_default().chars().take(8).collect(),
        note,
    }
}
