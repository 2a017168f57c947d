//! Who is asking: sign-in, sessions, and what every request must prove.

mod account;
mod cookie;
mod forms;
pub(crate) mod guard;
mod origin;
mod people;
mod sign_in;
mod trail;

use std::net::IpAddr;
use std::sync::Arc;

use accounts::{Person, Role, Token};
use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};

use crate::error::Error;
use crate::room::Room;

pub(crate) use forms::Fields;

/// Someone who is signed in. As an argument of a handler it sends everyone else to the sign-in page.
///
/// For a request that writes, the guard has made sure that the form comes from a page of this session.
#[derive(Debug, Clone)]
pub(crate) struct Signed {
    /// Who.
    pub(crate) person: Arc<Person>,
    /// What the person may do.
    pub(crate) role: Role,
    /// What every form carries in its field `csrf`, and every script in the header `x-csrf-token`.
    pub(crate) csrf: String,
    token: Token,
}

impl Signed {
    /// Refuses who may do less than `role`. `what` says what needs it, as a sentence for people.
    pub(crate) fn needs(&self, role: Role, what: &str) -> Result<(), Error> {
        if self.role >= role {
            Ok(())
        } else {
            Err(Error::Forbidden(what.to_owned()))
        }
    }

    /// True when the person may do what `role` may.
    pub(crate) fn may(&self, role: Role) -> bool {
        self.role >= role
    }

    /// Name of the account.
    pub(crate) fn name(&self) -> &str {
        &self.person.name
    }
}

impl FromRequestParts<Room> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &Room) -> Result<Self, Response> {
        if let Some(signed) = parts.extensions.get::<Self>() {
            return Ok(signed.clone());
        }
        if !matches!(parts.method, Method::GET | Method::HEAD) {
            return Err(Error::SignedOut.into_response());
        }
        let here = parts.uri.path_and_query().map_or(parts.uri.path(), |at| at.as_str());
        Err(Redirect::to(&sign_in::address(here)).into_response())
    }
}

/// Where a request comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct From(pub(crate) IpAddr);

impl FromRequestParts<Room> for From {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Room) -> Result<Self, Self::Rejection> {
        Ok(origin::address(parts))
    }
}

pub(crate) fn routes() -> Router<Room> {
    Router::new()
        .route(sign_in::PATH, get(sign_in::get).post(sign_in::post))
        .route("/bien-tap/dang-xuat", post(sign_in::sign_out))
        .route("/bien-tap/dang-xuat-moi-noi", post(account::sign_out_everywhere))
        .route("/bien-tap/tai-khoan", get(account::get))
        .route("/bien-tap/tai-khoan/mat-khau", post(account::password))
        .route("/bien-tap/nguoi", get(people::get))
        .route("/bien-tap/nguoi/dang-xuat", post(people::sign_out))
        .route("/bien-tap/nhat-ky", get(trail::get))
}
