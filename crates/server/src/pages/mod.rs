//! The pages: one file each. Every one renders a template of `templates/`.

pub(crate) mod about;
pub(crate) mod calculator;
pub(crate) mod compare;
pub(crate) mod error;
pub(crate) mod events;
pub(crate) mod home;
pub(crate) mod map;
mod near;
pub(crate) mod offline;
pub(crate) mod place;
pub(crate) mod policies;
pub(crate) mod record;
pub(crate) mod results;
pub(crate) mod rows;
pub(crate) mod season;
mod sketch;
pub(crate) mod subject;
mod term;

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use catalogue::Record;
use search::{MAX_LIMIT, SearchRequest, Sort};

use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::facets::COLLECTION;
use crate::params::SearchParams;
use crate::texts::fill;
use crate::{format, urls};

/// Most records of a page that shows whole collections.
const WHOLE: usize = 200;

/// Bytes that most pages have room in.
const PAGE: usize = 64 << 10;

/// A template as an answer.
pub(crate) fn html(template: &impl Template) -> Result<Response, Error> {
    let mut page = String::with_capacity(PAGE);
    template.render_into(&mut page)?;
    Ok(Html(page).into_response())
}

/// The records of a collection with these values, newest first, at most [`WHOLE`].
fn records_of(app: &App, collection: &str, filters: &[(&str, String)]) -> Result<Vec<Record>, Error> {
    newest_of(app, collection, filters, WHOLE)
}

/// Address and text of the list of all records of a collection with these values, where a page of [`records_of`] leaves
/// some out.
fn all_of(
    app: &App,
    cx: &Cx,
    collection: &str,
    filters: &[(&str, String)],
    shown: usize,
) -> Result<Option<(String, String)>, Error> {
    if shown < WHOLE {
        return Ok(None);
    }
    let mut params = SearchParams::filter(COLLECTION, collection);
    for (key, value) in filters {
        params.filters.insert((*key).to_owned(), vec![value.clone()]);
    }
    let request = SearchRequest {
        limit: 0,
        facets: search::Facets::None,
        snippets: false,
        ..params.request(cx.lang)
    };
    let total = app.index.search(&request)?.total;
    let text = fill(cx.t.see_all, &[("n", &format::count(total, cx.lang))]);
    Ok((total > shown).then(|| (urls::results(&params, cx.lang_param()), text)))
}

/// [`records_of`], at most `most`.
fn newest_of(app: &App, collection: &str, filters: &[(&str, String)], most: usize) -> Result<Vec<Record>, Error> {
    let mut request = SearchRequest {
        sort: Sort::Newest,
        limit: MAX_LIMIT.min(most),
        facets: search::Facets::None,
        snippets: false,
        ..SearchRequest::default()
    };
    request
        .filters
        .insert(COLLECTION.to_owned(), vec![collection.to_owned()]);
    for (key, value) in filters {
        request.filters.insert((*key).to_owned(), vec![value.clone()]);
    }
    let mut out = Vec::new();
    while request.offset < most {
        let hits = app.index.search(&request)?.hits;
        for hit in &hits {
            out.extend(app.index.record(&hit.id)?);
        }
        if hits.len() < request.limit {
            break;
        }
        request.offset += request.limit;
    }
    Ok(out)
}
