//! `GET /api/v1/records/{ma}`

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use serde_json::Value as Json_;

use crate::app::App;
use crate::error::Error;

/// One record.
#[derive(Serialize)]
pub(crate) struct Answer {
    id: String,
    collection: String,
    title: String,
    summary: String,
    url: String,
    updated: String,
    fields: Json_,
    body_html: String,
}

/// Answers with a public record.
pub(crate) async fn get(State(app): State<App>, Path(ma): Path<String>) -> Result<Json<Answer>, Error> {
    app.run(move |app| {
        let record = app.index.record(&ma)?.ok_or(Error::NotFound)?;
        let fields = super::plain::record_values(&app.declarations(), &record.collection, &record.values);
        Ok(Json(Answer {
            url: record.url(),
            id: record.ma,
            collection: record.collection,
            title: record.title,
            summary: record.summary,
            updated: record.updated,
            fields,
            body_html: record.body.html,
        }))
    })
    .await
}
