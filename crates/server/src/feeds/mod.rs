//! Atom feeds (RFC 4287): of everything new, of a collection, of a search.

mod atom;

use axum::extract::{Path, RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use search::{SearchRequest, Sort};

use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::facets::COLLECTION;
use crate::meta::llms;
use crate::params::{SearchParams, pairs};
use crate::public::{self, Public};
use crate::{pages, urls};
use atom::Feed;

/// Entries of a feed.
const ENTRIES: usize = 50;

/// `/moi.atom`: the records that changed last.
pub(crate) async fn newest(State(app): State<App>, cx: Cx) -> Result<Response, Error> {
    app.run(move |app| {
        let feed = Feed {
            title: cx.site.name.clone(),
            subtitle: cx.site.tagline.vi.clone(),
            own: cx.origin.url("/moi.atom"),
            page: cx.origin.url("/tim"),
            total: None,
        };
        let records = latest(app, None)?;
        Ok(answer(atom::document(app, &cx, &feed, &records)?))
    })
    .await
}

/// `/tim.atom`: the records that a search finds, newest first. Parameters are those of `/tim`; a page is not.
pub(crate) async fn search(State(app): State<App>, cx: Cx, RawQuery(query): RawQuery) -> Result<Response, Error> {
    let pairs = pairs(query.as_deref());
    app.run(move |app| {
        let facets = app.facets();
        let mut params = SearchParams::of_page(&pairs, |key| facets.has(key));
        params.offset = 0;
        let request = SearchRequest {
            limit: ENTRIES,
            // Of a query its best answers, and those by their dates: the newest of all that hold one of its words would
            // not be an answer.
            sort: if params.q.is_empty() {
                Sort::Newest
            } else {
                Sort::Relevance
            },
            facets: search::Facets::None,
            snippets: false,
            ..params.request(cx.lang)
        };
        let found = app.index.search(&request)?;
        let mut records = Vec::with_capacity(found.hits.len());
        for hit in &found.hits {
            records.extend(public::one(app, &hit.id)?);
        }
        order(&mut records);
        let page = urls::results(&params, None);
        let title = if params.q.is_empty() {
            cx.t.browse
        } else {
            params.q.as_str()
        };
        let feed = Feed {
            title: format!("{title} – {}", cx.site.name),
            subtitle: String::new(),
            own: cx.origin.url(&urls::feed(&params)),
            page: cx.origin.url(&page),
            total: Some(found.total),
        };
        Ok(answer(atom::document(app, &cx, &feed, &records)?))
    })
    .await
}

/// `/{collection}.atom`, `/{collection}.md`, or the list of the collection.
pub(crate) async fn collection(state: State<App>, cx: Cx, Path(file): Path<String>) -> Result<Response, Error> {
    if let Some(id) = file.strip_suffix(".md") {
        let id = id.to_owned();
        return state.0.run(move |app| llms::collection(app, &cx.origin, &id)).await;
    }
    let Some(id) = file.strip_suffix(".atom") else {
        return pages::record::collection(state, cx, Path(file)).await;
    };
    let id = id.to_owned();
    let app = state.0;
    app.run(move |app| {
        let declarations = app.declarations();
        let declared = declarations.collection(&id).ok_or(Error::NotFound)?;
        let feed = Feed {
            title: format!("{} – {}", declared.labels.vi, cx.site.name),
            subtitle: declared.description.vi.clone(),
            own: cx.origin.url(&format!("/{id}.atom")),
            page: cx
                .origin
                .url(&urls::results(&SearchParams::filter(COLLECTION, &id), None)),
            total: None,
        };
        let records = latest(app, Some(&id))?;
        Ok(answer(atom::document(app, &cx, &feed, &records)?))
    })
    .await
}

/// The records that changed last.
pub(crate) fn latest(app: &App, collection: Option<&str>) -> Result<Vec<Public>, Error> {
    let mut found = Vec::new();
    for entry in public::entries(app, collection)? {
        if let Some(row) = app.index.titles(&[entry.ma.as_str()])?.pop().flatten() {
            found.push((public::modified(&row.updated, entry.first, entry.changed), entry));
        }
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.ma.cmp(&b.1.ma)));
    let mut records = Vec::new();
    for (_, entry) in found.iter().take(ENTRIES) {
        records.extend(public::of_entry(app, entry)?);
    }
    Ok(records)
}

fn order(records: &mut [Public]) {
    records.sort_by(|a, b| {
        b.modified()
            .cmp(&a.modified())
            .then_with(|| a.record.ma.cmp(&b.record.ma))
    });
}

fn answer(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], text).into_response()
}
