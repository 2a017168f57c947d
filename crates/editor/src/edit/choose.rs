//! `/bien-tap/moi`: a new record, by its title or from an office file.

use accounts::Act;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use ingest::save::SaveError;
use jiff::Timestamp;
use serde::Deserialize;

use super::save::Done;
use super::work::{Desk, path_of};
use crate::error::Error;
use crate::form;
use crate::layout::{self, Look};
use crate::room::Room;
use crate::session::{Fields, From, Signed};

/// Longest title that is taken, in characters.
const MAX_TITLE: usize = 300;

#[derive(Template)]
#[template(path = "edit/choose.html")]
struct Page {
    look: Look,
    signed: Signed,
    kinds: Vec<Kind>,
    chosen: String,
    title: String,
    problem: Option<String>,
    refused: Option<String>,
}

struct Kind {
    id: String,
    label: String,
    help: String,
}

/// What the address says: a collection and a title to begin with.
#[derive(Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    bo: String,
    #[serde(default)]
    ten: String,
}

/// The page.
pub(super) async fn get(
    State(room): State<Room>,
    look: Look,
    signed: Signed,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    show(&room, look, signed, asked.bo, asked.ten, None, None)
}

/// The page, with what went wrong.
pub(super) fn show(
    room: &Room,
    look: Look,
    signed: Signed,
    chosen: String,
    title: String,
    problem: Option<String>,
    refused: Option<String>,
) -> Result<Response, Error> {
    let declarations = room.index().declarations();
    let kinds = declarations
        .collections
        .iter()
        .map(|collection| Kind {
            id: collection.id.clone(),
            label: collection.labels.vi.clone(),
            help: collection.description.vi.clone(),
        })
        .collect();
    layout::html(&Page {
        look,
        signed,
        kinds,
        chosen,
        title,
        problem,
        refused,
    })
}

/// Makes the draft.
pub(super) async fn post(
    State(room): State<Room>,
    look: Look,
    signed: Signed,
    from: From,
    fields: Fields,
) -> Result<Response, Error> {
    room.run(move |room| {
        let title: String = fields.get("ten").trim().chars().take(MAX_TITLE).collect();
        let chosen = fields.get("bo").to_owned();
        let problem = if title.is_empty() {
            Some("Chưa có tên bản ghi.")
        } else if room.index().declarations().collection(&chosen).is_none() {
            Some("Chưa chọn bộ dữ liệu.")
        } else {
            None
        };
        if let Some(problem) = problem {
            return show(room, look, signed, chosen, title, Some(problem.to_owned()), None);
        }
        // Someone else may take the same name in this very moment.
        for _ in 0..5 {
            let desk = Desk::open(room)?;
            let collection = desk.collection(&chosen)?;
            let ma = desk.free_ma(room, collection, &title);
            let path = path_of(collection, &ma);
            let day = room.today().to_string();
            let mut text = format!("---\nma: {ma}\ntrang_thai: nhap\n---\n");
            let context = desk.context(collection);
            if collection.field("ngay_tao").is_some() {
                text = form::set_scalar(context, &text, "ngay_tao", &day);
            }
            text = form::write(context, &text, &[("f.ten".to_owned(), title.clone())]);
            match room.store().save(&path, None, text.as_bytes(), Timestamp::now()) {
                Ok(_) => {}
                Err(SaveError::Conflict { .. }) => {
                    room.shelf().look_again(&desk.declarations)?;
                    continue;
                }
                Err(other) => return Err(other.into()),
            }
            Done {
                path: &path,
                text: &text,
                what: "Tạo".to_owned(),
                act: Act::Create,
                title: &title,
            }
            .note(room, &signed, from)?;
            return Ok(Redirect::to(&format!("/bien-tap/sua/{ma}?da=tao")).into_response());
        }
        Err(Error::Internal)
    })
    .await
}
