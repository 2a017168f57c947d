//! The door to the editing room: its routes are served within the same layers as the public ones, under bounds of their own.
//!
//! What the room answers is for one reader: it says so by [`CachePolicy::Private`](crate::CachePolicy) and a
//! [`Policy`](crate::Policy) of its own, as extensions of its answers.

use std::time::Duration;

use axum::Router;
use axum::response::{IntoResponse, Response};

use crate::error::Error;

/// Path under which the room is. No collection has this id.
pub const ROOM: &str = "/bien-tap";

/// Routes of the room, with what bounds them.
#[derive(Debug)]
pub struct Door {
    /// Routes, all at or under [`ROOM`].
    pub routes: Router,
    /// Largest request body, in bytes.
    pub max_body: usize,
    /// Longest time for an answer, with the reading of the body.
    pub request_timeout: Duration,
    /// Requests in work at once.
    pub concurrency: usize,
}

/// True for paths of the room.
pub(crate) fn is_room(path: &str) -> bool {
    path.strip_prefix(ROOM)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The answer to an address where nothing is, as the public pages give it.
pub fn not_found() -> Response {
    Error::NotFound.into_response()
}
