//! `/da-luu`: the pages that this browser holds for when there is no network. `/sw.js`: the service worker that holds them.

use std::sync::LazyLock;

use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::assets;
use crate::cx::Cx;
use crate::error::Error;
use crate::urls::{lang_code, with_query};

/// The page that also stands in for one that is not held.
pub(crate) const PATH: &str = "/da-luu";
/// The worker: at the root, because it serves what lies under its own address.
pub(crate) const WORKER: &str = "/sw.js";

/// The worker's own text.
static TEXT: LazyLock<String> = LazyLock::new(|| assets::slim(include_str!("../../assets/sw.js")));

#[derive(Template)]
#[template(path = "offline.html")]
struct Page<'a> {
    cx: &'a Cx,
    path: &'static str,
}

/// The page of what is held.
pub(crate) async fn get(cx: Cx) -> Result<Response, Error> {
    super::html(&Page { cx: &cx, path: PATH })
}

/// The worker, told which build it belongs to and what to hold from the beginning: the files of the program, and the
/// page above in every language of the site.
pub(crate) async fn worker(State(app): State<App>) -> Response {
    let default = app.site.languages.first().copied().unwrap_or_default();
    let pages = app.site.languages.iter().map(|&lang| {
        let named = (lang != default).then_some(("lang", lang_code(lang)));
        with_query(PATH, named)
    });
    let first: Vec<String> = assets::all().chain(pages).collect();
    let told = [("HASH", assets::hash().to_owned()), ("LOST", PATH.to_owned())]
        .map(|(name, value)| format!("const {name}={};", serde_json::Value::from(value)));
    let text = format!(
        "{}const FIRST={};\n{}",
        told.concat(),
        serde_json::Value::from(first),
        *TEXT
    );
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], text).into_response()
}
