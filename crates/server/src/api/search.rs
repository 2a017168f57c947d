//! `GET /api/v1/search`

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{RawQuery, State};
use search::{SearchResponse, Understood};
use serde::Serialize;
use serde_json::Value as Json_;

use crate::app::App;
use crate::error::Error;
use crate::params;

/// Members of a hit that `fields` may ask for.
const HIT_FIELDS: [&str; 12] = [
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
#[derive(Serialize)]
pub(crate) struct Answer {
    query: String,
    total: usize,
    took_us: u64,
    hits: Vec<Json_>,
    facets: BTreeMap<String, Vec<FacetValue>>,
    understood: Understood,
}

/// One value of a facet.
#[derive(Serialize)]
struct FacetValue {
    value: String,
    label: String,
    count: usize,
    selected: bool,
}

/// Answers a search.
pub(crate) async fn get(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Json<Answer>, Error> {
    let pairs = params::pairs(query.as_deref());
    app.run(move |app| {
        let declarations = app.declarations();
        let facets = app.facets();
        let request = params::of_api(&pairs, |key| facets.has(key))?;
        let wanted = wanted(&pairs)?;
        let SearchResponse {
            total,
            hits,
            facets: counts,
            understood,
            took_us,
        } = app.index.search(&request)?;
        let hits = hits.iter().map(|hit| {
            let row = super::plain::record_values(&declarations, &hit.collection, &hit.row);
            let mut hit = serde_json::to_value(hit).unwrap_or_default();
            if let Some(members) = hit.as_object_mut() {
                members.insert("row".to_owned(), row);
                if let Some(wanted) = &wanted {
                    members.retain(|name, _| wanted.iter().any(|w| w == name));
                }
            }
            hit
        });
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
        Ok(Json(Answer {
            total,
            took_us,
            hits: hits.collect(),
            facets: counts.collect(),
            understood,
            query: request.q,
        }))
    })
    .await
}

/// The members of hits that are asked for; `None` for all.
fn wanted(pairs: &[(String, String)]) -> Result<Option<Vec<String>>, Error> {
    let Some(list) = params::first(pairs, "fields").filter(|l| !l.is_empty()) else {
        return Ok(None);
    };
    let names: Vec<String> = list.split(',').map(|n| n.trim().to_owned()).collect();
    match names.iter().find(|n| !HIT_FIELDS.contains(&n.as_str())) {
        Some(_) => Err(Error::BadRequest(format!(
            "fields chỉ nhận các tên: {}.",
            HIT_FIELDS.join(", ")
        ))),
        None => Ok(Some(names)),
    }
}
