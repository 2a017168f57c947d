//! `GET /api/v1/search`

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{RawQuery, State};
use search::{SearchResponse, Understood};
use serde::Serialize;
use serde_json::Value as Json_;
use utoipa::ToSchema;

use super::ask;
use crate::app::App;
use crate::error::Error;
use crate::params;
use crate::public;

/// Members of a hit that `fields` may ask for.
pub(super) const HIT_FIELDS: [&str; 12] = [
    "id",
    "collection",
    "title",
    "title_html",
    "summary",
    "url",
    "score",
    "snippet",
    "updated",
    "row",
    "matched_names",
    "explain",
];

/// An answer.
#[derive(Serialize, ToSchema)]
pub(crate) struct Found {
    query: String,
    total: usize,
    took_us: u64,
    #[schema(value_type = Vec<Hit>)]
    hits: Vec<Json_>,
    /// Left out where `fields` is given and `facets=1` is not.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    facets: BTreeMap<String, Vec<FacetValue>>,
    understood: Understood,
}

/// A hit, as far as it was asked for.
#[derive(Serialize, ToSchema)]
#[allow(
    dead_code,
    reason = "the shape of what `search::Hit` is cut to; for the description alone"
)]
struct Hit {
    id: Option<String>,
    collection: Option<String>,
    title: Option<String>,
    title_html: Option<String>,
    summary: Option<String>,
    url: Option<String>,
    score: Option<f32>,
    snippet: Option<String>,
    updated: Option<String>,
    #[schema(value_type = Option<Object>)]
    row: Option<Json_>,
    matched_names: Option<Vec<String>>,
    explain: Option<Vec<search::Match>>,
}

/// One value of a facet.
#[derive(Serialize, ToSchema)]
struct FacetValue {
    value: String,
    label: String,
    count: usize,
    selected: bool,
}

/// Answers a search.
#[utoipa::path(
    get,
    path = "/api/v1/search",
    tag = "Tìm kiếm",
    summary = "Tìm kiếm",
    description = "Tìm như ô tìm kiếm của trang: có dấu, không dấu, gõ Telex, sai một chữ đều hiểu. understood nói máy đã hiểu câu \
                   thế nào. Mỗi bộ lọc là một tham số cùng tên; ghi nhiều lần là một trong các giá trị. Trên đường truyền \
                   chậm hãy dùng fields=id,title: chỉ các phần ấy được gửi và không kèm số đếm của bộ lọc.",
    params(
        ("q" = Option<String>, Query, description = "Điều cần tìm; bỏ trống là tất cả. Đọc 512 ký tự đầu"),
        ("sort" = Option<String>, Query, description = "Thứ tự: relevance, newest hoặc title"),
        ("limit" = Option<usize>, Query, minimum = 0, maximum = 100, description = "Số kết quả, mặc định 10"),
        ("offset" = Option<usize>, Query, minimum = 0, maximum = 10000, description = "Bỏ qua chừng này kết quả đầu"),
        ("literal" = Option<bool>, Query, description = "Tìm đúng như đã gõ: không sửa, không thêm tên gọi khác"),
        ("explain" = Option<bool>, Query, description = "Kèm vì sao từng kết quả khớp"),
        ("facets" = Option<bool>, Query, description = "Kèm số đếm của các bộ lọc"),
        ("lang" = Option<String>, Query, description = "Ngôn ngữ của nhãn: vi, en hoặc zh"),
        ("fields" = Option<Vec<String>>, Query, explode = false, description = "Chỉ lấy các phần này của kết quả, cách nhau bằng dấu phẩy"),
    ),
    responses((status = 200, description = "Kết quả", body = Found))
)]
pub(crate) async fn get(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Json<Found>, Error> {
    let pairs = params::pairs(query.as_deref());
    app.run(move |app| {
        let declarations = app.declarations();
        let facets = app.facets();
        let mut request = params::of_api(&pairs, |key| facets.has(key))?;
        let wanted = ask::members(&pairs, &HIT_FIELDS)?;
        if wanted.is_some() && params::first(&pairs, "facets").is_none() {
            request.facets = false;
        }
        if let Some(wanted) = &wanted {
            request.snippets = wanted.iter().any(|w| w == "snippet" || w == "title_html");
        }
        let SearchResponse {
            total,
            hits,
            facets: counts,
            understood,
            took_us,
        } = app.index.search(&request)?;
        let mut shown = Vec::with_capacity(hits.len());
        for mut hit in hits {
            let row = public::values(app, &hit.collection, std::mem::take(&mut hit.row))?;
            let row = super::plain::record_values(&declarations, &hit.collection, &row);
            let mut hit = serde_json::to_value(hit).unwrap_or_default();
            if let Some(members) = hit.as_object_mut() {
                members.insert("row".to_owned(), row);
                if let Some(wanted) = &wanted {
                    members.retain(|name, _| wanted.iter().any(|w| w == name));
                }
            }
            shown.push(hit);
        }
        let counts = counts.into_iter().filter(|c| !c.values.is_empty()).map(|counts| {
            let values = counts.values.into_iter().map(|v| FacetValue {
                label: facets.value_label(&counts.key, &v.value, request.lang),
                value: v.value,
                count: v.count,
                selected: v.selected,
            });
            let values = values.collect();
            (counts.key, values)
        });
        Ok(Json(Found {
            total,
            took_us,
            hits: shown,
            facets: counts.collect(),
            understood,
            query: request.q,
        }))
    })
    .await
}
