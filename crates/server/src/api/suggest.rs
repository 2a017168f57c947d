//! `GET /api/v1/suggest?q=`

use axum::Json;
use axum::extract::{RawQuery, State};
use search::Suggestion;
use serde::Serialize;

use crate::app::App;
use crate::error::Error;
use crate::params;

/// Most suggestions in one answer.
const LIMIT: usize = 8;

/// What could be meant by what has been typed so far.
#[derive(Serialize)]
pub(crate) struct Answer {
    query: String,
    suggestions: Vec<Suggestion>,
}

/// Answers with suggestions.
pub(crate) async fn get(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Json<Answer>, Error> {
    let pairs = params::pairs(query.as_deref());
    let q: String = params::first(&pairs, "q")
        .unwrap_or_default()
        .chars()
        .take(search::MAX_QUERY_CHARS)
        .collect();
    app.run(move |app| {
        let suggestions = app.index.suggest(&q, LIMIT)?;
        Ok(Json(Answer { query: q, suggestions }))
    })
    .await
}
