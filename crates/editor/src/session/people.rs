//! `/bien-tap/nguoi`: who may sign in and who is signed in, for the administrator.

use accounts::Role;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;

use super::{Fields, Signed};
use crate::error::Error;
use crate::layout::{self, Look};
use crate::room::Room;

/// What needs the role.
const NEEDS: &str = "Chỉ người quản trị xem và đăng xuất người khác được.";

struct Row {
    name: String,
    shown: String,
    role: &'static str,
    sessions: usize,
}

#[derive(Template)]
#[template(path = "people.html")]
struct Page {
    look: Look,
    signed: Signed,
    rows: Vec<Row>,
}

/// The page.
pub(super) async fn get(State(room): State<Room>, look: Look, signed: Signed) -> Result<Response, Error> {
    signed.needs(Role::Administrator, NEEDS)?;
    let rows = room
        .run(|room| {
            let sessions = room.accounts().sessions(Timestamp::now());
            let people = room.accounts().people().all()?;
            let row = |person: &accounts::Person| Row {
                name: person.name.clone(),
                shown: person.shown.clone(),
                role: person.role.label(),
                sessions: sessions.get(&person.name).copied().unwrap_or(0),
            };
            Ok(people.iter().map(row).collect())
        })
        .await?;
    layout::html(&Page { look, signed, rows })
}

/// Ends every session of someone.
pub(super) async fn sign_out(State(room): State<Room>, signed: Signed, fields: Fields) -> Result<Response, Error> {
    signed.needs(Role::Administrator, NEEDS)?;
    let (who, name) = (signed.name().to_owned(), fields.get("ten").to_owned());
    room.run(move |room| {
        let known = room.accounts().people().get(&name)?;
        let known = known.ok_or_else(|| Error::BadRequest("Không có tài khoản này.".to_owned()))?;
        Ok(room
            .accounts()
            .sign_out_everywhere(&known.name, &who, Timestamp::now())?)
    })
    .await?;
    Ok(Redirect::to("/bien-tap/nguoi").into_response())
}
