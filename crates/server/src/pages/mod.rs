//! The pages: one file each. Every one renders a template of `templates/`.

pub(crate) mod about;
pub(crate) mod error;
pub(crate) mod home;
pub(crate) mod place;
pub(crate) mod record;
pub(crate) mod results;
pub(crate) mod rows;
pub(crate) mod subject;
mod term;

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

use crate::error::Error;

/// A template as an answer.
pub(crate) fn html(template: &impl Template) -> Result<Response, Error> {
    Ok(Html(template.render()?).into_response())
}
