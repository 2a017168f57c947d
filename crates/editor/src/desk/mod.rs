//! `/bien-tap`: the desk.

use askama::Template;
use axum::response::Response;

use crate::error::Error;
use crate::layout::{self, Look};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "desk.html")]
struct Page {
    look: Look,
    signed: Signed,
}

/// The page.
pub(crate) async fn get(look: Look, signed: Signed) -> Result<Response, Error> {
    layout::html(&Page { look, signed })
}
