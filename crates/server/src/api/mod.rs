//! `/api/v1`: the catalogue for other programs.
//!
//! One file per address. Each handler carries its description, from which `doc` makes the OpenAPI document; `dto`, `ask`,
//! `plain`, `ranges`, `table` and `written` are what several of them share.

mod ask;
pub(crate) mod bulk;
mod changes;
mod collections;
mod doc;
mod dto;
mod page;
mod places;
pub(crate) mod plain;
pub(crate) mod ranges;
mod records;
mod schema;
mod search;
pub(crate) mod suggest;
mod table;
mod vocabularies;
mod words;
mod written;

use axum::Router;
use axum::routing::get;

pub(crate) use dto::Problem;

use crate::app::App;

/// What is validated by the state of the index.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/api", get(page::get))
        .route("/api/v1/openapi.json", get(doc::get))
        .route("/api/v1/search", get(search::get))
        .route("/api/v1/suggest", get(suggest::get))
        .route("/api/v1/records", get(records::list))
        .route("/api/v1/records/{ma}", get(records::get))
        .route("/api/v1/collections", get(collections::list))
        .route("/api/v1/collections/{id}", get(collections::get))
        .route("/api/v1/collections/{id}/schema", get(collections::schema))
        .route("/api/v1/vocabularies", get(vocabularies::list))
        .route("/api/v1/vocabularies/{id}", get(vocabularies::get))
        .route("/api/v1/places", get(places::list))
        .route("/api/v1/places/{code}", get(places::get))
}

/// What has validators of its own, or says what time it is.
pub(crate) fn own_validators() -> Router<App> {
    Router::new()
        .route("/api/v1/changes", get(changes::get))
        .route("/api/v1/records.ndjson", get(bulk::ndjson))
        .route("/api/v1/records.csv", get(bulk::csv))
}
