//! `/gioi-thieu`: what this is and how to use it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::home::{CollectionView, collections};
use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::format;
use crate::texts::fill;

#[derive(Template)]
#[template(path = "about.html")]
struct Page<'a> {
    cx: &'a Cx,
    what: String,
    collections: Vec<CollectionView>,
}

/// The page about the site.
pub(crate) async fn get(State(app): State<App>, cx: Cx) -> Result<Response, Error> {
    app.run(move |app| {
        let counted = super::home::counts(app)?;
        let collections = collections(&cx, &app.declarations(), &counted);
        let n = format::count(counted.total, cx.lang);
        let m = collections.len().to_string();
        let what = fill(cx.t.about_what, &[("name", &cx.site.name), ("n", &n), ("m", &m)]);
        super::html(&Page {
            cx: &cx,
            what,
            collections,
        })
    })
    .await
}
