//! JSON that is already written: an answer becomes bytes where it is made, and not on the threads that serve connections.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::error::Error;

/// Room for an answer of usual size, so that it need not move while it grows.
const USUAL: usize = 16 * 1024;

/// An answer in JSON.
pub(crate) struct Written(Vec<u8>);

impl Written {
    /// Writes an answer.
    pub(super) fn new(answer: &impl Serialize) -> Result<Self, Error> {
        let mut bytes = Vec::with_capacity(USUAL);
        match serde_json::to_writer(&mut bytes, answer) {
            Ok(()) => Ok(Self(bytes)),
            Err(fault) => {
                tracing::error!(%fault, "an answer can not be written as JSON");
                Err(Error::Internal)
            }
        }
    }
}

impl IntoResponse for Written {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, "application/json")], self.0).into_response()
    }
}
