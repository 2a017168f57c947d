//! `/bien-tap/tai-khoan`: a person's own account.

use accounts::{ChangeError, MAX_PASSWORD, MIN_PASSWORD, NotChanged, Refused};
use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use jiff::Timestamp;

use super::cookie::{self, Kind};
use super::{Fields, From, Signed, sign_in};
use crate::error::Error;
use crate::layout::{self, Look};
use crate::room::Room;

#[derive(Template)]
#[template(path = "account.html")]
struct Page {
    look: Look,
    signed: Signed,
    min: usize,
    max: usize,
    problem: Option<String>,
    done: bool,
}

fn page(look: Look, signed: Signed, problem: Option<String>, done: bool) -> Result<Response, Error> {
    layout::html(&Page {
        look,
        signed,
        min: MIN_PASSWORD,
        max: MAX_PASSWORD,
        problem,
        done,
    })
}

/// The page.
pub(super) async fn get(look: Look, signed: Signed) -> Result<Response, Error> {
    page(look, signed, None, false)
}

/// Changes the person's own password. Every other session of the person ends.
pub(super) async fn password(
    State(room): State<Room>,
    look: Look,
    signed: Signed,
    From(from): From,
    fields: Fields,
) -> Result<Response, Error> {
    let (old, new) = (fields.get("cu").to_owned(), fields.get("moi").to_owned());
    if new != fields.get("lai") {
        return refused(look, signed, "Hai lần nhập mật khẩu mới không giống nhau.".to_owned());
    }
    let name = signed.name().to_owned();
    let changed = room
        .heavy(move |room| {
            Ok(room
                .accounts()
                .change_password(&name, &old, &new, from, Timestamp::now()))
        })
        .await?;
    let problem = match changed {
        Ok(changed) => {
            let cookie = cookie::set(Kind::Session, Some(&changed.token), room.is_secure());
            let signed = Signed {
                role: changed.person.role,
                person: changed.person.into(),
                csrf: changed.token.csrf()?,
                token: changed.token,
            };
            let look = Look {
                signed: Some(signed.clone()),
                ..look
            };
            let page = page(look, signed, None, true)?;
            return Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), page).into_response());
        }
        Err(NotChanged::Present(Refused::Wrong)) => "Mật khẩu hiện nay không đúng.".to_owned(),
        Err(NotChanged::Present(Refused::Wait(wait))) => return Err(Error::TooOften(wait.as_secs().max(1))),
        Err(NotChanged::Present(Refused::Fault(fault)) | NotChanged::New(ChangeError::File(fault))) => {
            return Err(fault.into());
        }
        Err(NotChanged::New(other)) => sentence(&other.to_string()),
    };
    refused(look, signed, problem)
}

fn refused(look: Look, signed: Signed, problem: String) -> Result<Response, Error> {
    let mut response = page(look, signed, Some(problem), false)?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// A message as a sentence of its own.
fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", letters.as_str())
}

/// Ends every session of the person, this one too.
pub(super) async fn sign_out_everywhere(State(room): State<Room>, signed: Signed) -> Result<Response, Error> {
    let name = signed.name().to_owned();
    room.run(move |room| Ok(room.accounts().sign_out_everywhere(&name, &name, Timestamp::now())?))
        .await?;
    Ok(sign_in::gone(&room))
}
