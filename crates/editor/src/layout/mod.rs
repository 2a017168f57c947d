//! The look of the room: what every page of it shares.

pub(crate) mod assets;

use std::convert::Infallible;
use std::sync::Arc;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Response};
use server::Site;

use crate::error::Error;
use crate::room::Room;
use crate::session::Signed;

/// What the base template `room.html` needs.
#[derive(Debug, Clone)]
pub(crate) struct Look {
    pub(crate) site: Arc<Site>,
    pub(crate) signed: Option<Signed>,
    /// Path of the page.
    pub(crate) path: String,
}

impl Look {
    /// The address of a style sheet or script of the public pages.
    pub(crate) fn public(&self, name: &str) -> String {
        server::asset(name)
    }

    /// The address of a style sheet or script of the room.
    pub(crate) fn own(&self, name: &str) -> String {
        assets::url(name)
    }

    /// True when the page is the one at `path`: for `aria-current` in the menu.
    pub(crate) fn is_at(&self, path: &str) -> bool {
        self.path == path
    }
}

impl FromRequestParts<Room> for Look {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, room: &Room) -> Result<Self, Infallible> {
        Ok(Self {
            site: Arc::clone(room.site()),
            signed: parts.extensions.get::<Signed>().cloned(),
            path: parts.uri.path().to_owned(),
        })
    }
}

/// A template as an answer.
pub(crate) fn html(template: &impl Template) -> Result<Response, Error> {
    Ok(Html(template.render()?).into_response())
}
