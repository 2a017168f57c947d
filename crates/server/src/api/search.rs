//! `GET /api/v1/search`

use std::borrow::Cow;
use std::collections::BTreeMap;

use axum::extract::{RawQuery, State};
use search::Understood;
use serde::Serialize;
use utoipa::ToSchema;

use super::ask;
use super::plain::Values;
use super::written::Written;
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
pub(crate) struct Found<'a> {
    query: &'a str,
    total: usize,
    took_us: u64,
    hits: Vec<Hit<'a>>,
    /// Left out where `fields` is given and `facets` is not.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    facets: BTreeMap<&'a str, Vec<FacetValue<'a>>>,
    understood: &'a Understood,
}

/// A hit, as far as it was asked for.
#[derive(Serialize, ToSchema)]
struct Hit<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    collection: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<search::Match>>)]
    explain: Option<&'a [search::Match]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<String>>)]
    matched_names: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    row: Option<Values<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f32>)]
    score: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title_html: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

impl<'a> Hit<'a> {
    /// The members of a hit that `asked` names; its row is what a reader may see of it.
    fn new(hit: &'a search::Hit, row: Option<Values<'a>>, asked: impl Fn(&str) -> bool) -> Self {
        let text = |name: &str, text: &'a str| asked(name).then_some(text);
        Self {
            collection: text("collection", &hit.collection),
            explain: hit.explain.as_deref().filter(|_| asked("explain")),
            id: text("id", &hit.id),
            matched_names: Some(hit.matched_names.as_slice()).filter(|n| !n.is_empty() && asked("matched_names")),
            row,
            score: asked("score").then_some(f64::from(hit.score)),
            snippet: text("snippet", &hit.snippet),
            summary: text("summary", &hit.summary),
            title: text("title", &hit.title),
            title_html: text("title_html", &hit.title_html),
            updated: text("updated", &hit.updated),
            url: text("url", &hit.url),
        }
    }
}

/// One value of a facet.
#[derive(Serialize, ToSchema)]
struct FacetValue<'a> {
    value: &'a str,
    label: Cow<'a, str>,
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
        ("facets" = Option<Vec<String>>, Query, explode = false, description = "Kèm số đếm của các bộ lọc: 1 là tất cả, 0 là không; \
          hoặc tên các bộ lọc cần đếm, cách nhau bằng dấu phẩy (càng ít càng nhanh)"),
        ("lang" = Option<String>, Query, description = "Ngôn ngữ của nhãn: vi, en hoặc zh"),
        ("fields" = Option<Vec<String>>, Query, explode = false, description = "Chỉ lấy các phần này của kết quả, cách nhau bằng dấu phẩy"),
    ),
    responses((status = 200, description = "Kết quả", body = Found))
)]
pub(crate) async fn get(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Written, Error> {
    let pairs = params::pairs(query.as_deref());
    app.run(move |app| {
        let declarations = app.declarations();
        let facets = app.facets();
        let mut request = params::of_api(&pairs, |key| facets.has(key))?;
        let wanted = ask::members(&pairs, &HIT_FIELDS)?;
        let asked = |name: &str| wanted.as_ref().is_none_or(|wanted| wanted.iter().any(|w| w == name));
        if wanted.is_some() && params::first(&pairs, "facets").is_none() {
            request.facets = search::Facets::None;
        }
        request.snippets = asked("snippet") || asked("title_html");
        let mut answer = app.index.search(&request)?;
        let mut rows = Vec::new();
        if asked("row") {
            for hit in &mut answer.hits {
                rows.push(public::values(app, &hit.collection, std::mem::take(&mut hit.row))?);
            }
        }
        let hits = answer.hits.iter().enumerate().map(|(n, hit)| {
            let row = rows.get(n).map(|row| Values::new(&declarations, &hit.collection, row));
            Hit::new(hit, row, asked)
        });
        let counts = answer.facets.iter().filter(|c| !c.values.is_empty()).map(|counts| {
            let names = facets.names(&counts.key);
            let values = counts.values.iter().map(|v| FacetValue {
                value: &v.value,
                label: names.label(&v.value, request.lang),
                count: v.count,
                selected: v.selected,
            });
            (counts.key.as_str(), values.collect())
        });
        Written::new(&Found {
            query: &request.q,
            total: answer.total,
            took_us: answer.took_us,
            hits: hits.collect(),
            facets: counts.collect(),
            understood: &answer.understood,
        })
    })
    .await
}
