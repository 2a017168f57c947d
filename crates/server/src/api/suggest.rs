//! `GET /api/v1/suggest?q=`

use axum::Json;
use axum::extract::{RawQuery, State};
use search::Suggestion;
use serde::Serialize;
use utoipa::ToSchema;

use super::ask::Ask;
use crate::app::App;
use crate::error::Error;
use crate::params;

/// Most suggestions in one answer.
pub(crate) const LIMIT: usize = 8;

/// What could be meant by what has been typed so far.
#[derive(Serialize, ToSchema)]
pub(crate) struct Suggestions {
    query: String,
    suggestions: Vec<Suggestion>,
}

/// Answers with suggestions.
#[utoipa::path(
    get,
    path = "/api/v1/suggest",
    tag = "Tìm kiếm",
    summary = "Gợi ý khi đang gõ",
    description = "Nhiều nhất tám gợi ý cho phần đã gõ: câu tìm, bản ghi, đối tượng, địa bàn.",
    params(("q" = Option<String>, Query, description = "Phần đã gõ. Đọc 512 ký tự đầu")),
    responses((status = 200, description = "Gợi ý", body = Suggestions))
)]
pub(crate) async fn get(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Json<Suggestions>, Error> {
    Ask::new(query.as_deref(), &["q"])?;
    let q = typed(query.as_deref());
    app.run(move |app| {
        let suggestions = app.index.suggest(&q, LIMIT)?;
        Ok(Json(Suggestions { query: q, suggestions }))
    })
    .await
}

/// What has been typed, as far as it is read.
pub(crate) fn typed(query: Option<&str>) -> String {
    params::first(&params::pairs(query), "q")
        .unwrap_or_default()
        .chars()
        .take(search::MAX_QUERY_CHARS)
        .collect()
}
