//! `GET /api/v1/collections`, `…/{id}` and `…/{id}/schema`

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use catalogue::{Collection as Declared, Field, FieldType};
use search::SearchRequest;
use serde::Serialize;
use utoipa::ToSchema;

use super::ask::Ask;
use super::dto::Labels;
use super::schema;
use crate::app::App;
use crate::error::Error;
use crate::facets::{COLLECTION, inner};
use crate::public::is_shown;

/// All collections, in their order.
#[derive(Serialize, ToSchema)]
pub(crate) struct Collections {
    collections: Vec<Collection>,
    /// Keys that `/api/v1/search` filters by, with their names.
    facets: BTreeMap<String, String>,
}

/// A collection.
#[derive(Serialize, ToSchema)]
pub(crate) struct Collection {
    id: String,
    labels: Labels,
    description: Labels,
    count: usize,
    fields: Vec<Described>,
}

/// A field.
#[derive(Serialize, ToSchema)]
#[schema(no_recursion)]
pub(crate) struct Described {
    name: String,
    label: Labels,
    r#type: &'static str,
    list: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    vocabulary: Option<String>,
    required: bool,
    facet: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(no_recursion)]
    fields: Vec<Described>,
}

/// Answers with what is declared and how many records there are of each.
#[utoipa::path(
    get,
    path = "/api/v1/collections",
    tag = "Khai báo",
    summary = "Các bộ dữ liệu",
    description = "Mọi bộ dữ liệu với các trường và số bản ghi; kèm tên các bộ lọc dùng được khi tìm.",
    responses((status = 200, description = "Các bộ dữ liệu", body = Collections))
)]
pub(crate) async fn list(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Json<Collections>, Error> {
    Ask::new(query.as_deref(), &[])?;
    app.run(|app| {
        let counts = counts(app)?;
        let facets = app.facets();
        let names = facets
            .keys()
            .map(|key| (key.to_owned(), facets.label(key, catalogue::Lang::Vi)));
        Ok(Json(Collections {
            collections: app
                .declarations()
                .collections
                .iter()
                .map(|c| collection(c, &counts))
                .collect(),
            facets: names.collect(),
        }))
    })
    .await
}

/// Answers with one collection.
#[utoipa::path(
    get,
    path = "/api/v1/collections/{id}",
    tag = "Khai báo",
    summary = "Một bộ dữ liệu",
    description = "Khai báo của bộ dữ liệu và số bản ghi.",
    params(("id" = String, Path, description = "Mã bộ dữ liệu, ví dụ ky-thuat")),
    responses((status = 200, description = "Bộ dữ liệu", body = Collection))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Collection>, Error> {
    Ask::new(query.as_deref(), &[])?;
    app.run(move |app| {
        let declarations = app.declarations();
        let declared = declarations.collection(&id).ok_or(Error::NotFound)?;
        Ok(Json(collection(declared, &counts(app)?)))
    })
    .await
}

/// Answers with the JSON Schema of the records of a collection.
#[utoipa::path(
    get,
    path = "/api/v1/collections/{id}/schema",
    tag = "Khai báo",
    summary = "JSON Schema của một bộ dữ liệu",
    description = "JSON Schema (bản 2020-12) mà mọi bản ghi của bộ dữ liệu, như API trả về, đều theo.",
    params(("id" = String, Path, description = "Mã bộ dữ liệu, ví dụ ky-thuat")),
    responses((status = 200, description = "JSON Schema", body = Object, content_type = "application/schema+json"))
)]
pub(crate) async fn schema(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    Ask::new(query.as_deref(), &[])?;
    let declarations = app.declarations();
    let declared = declarations.collection(&id).ok_or(Error::NotFound)?;
    let json = schema::of(&declarations, declared);
    Ok(([(header::CONTENT_TYPE, "application/schema+json")], json.to_string()).into_response())
}

fn counts(app: &App) -> Result<BTreeMap<String, usize>, Error> {
    let request = SearchRequest {
        limit: 0,
        facets: search::Facets::of(&[COLLECTION]),
        ..SearchRequest::default()
    };
    let facets = app.index.search(&request)?.facets;
    let values = facets.into_iter().flat_map(|f| f.values);
    Ok(values.map(|v| (v.value, v.count)).collect())
}

fn collection(declared: &Declared, counts: &BTreeMap<String, usize>) -> Collection {
    Collection {
        id: declared.id.clone(),
        labels: (&declared.labels).into(),
        description: (&declared.description).into(),
        count: counts.get(&declared.id).copied().unwrap_or_default(),
        fields: declared.fields.iter().filter(|f| is_shown(f)).map(described).collect(),
    }
}

fn described(field: &Field) -> Described {
    let kind = inner(&field.kind);
    let (r#type, vocabulary, fields) = match kind {
        FieldType::Text { .. } => ("text", None, None),
        FieldType::Markdown => ("markdown", None, None),
        FieldType::Choice { vocabulary } => ("choice", Some(vocabulary.clone()), None),
        FieldType::Tags => ("tags", None, None),
        FieldType::Year => ("year", None, None),
        FieldType::Date => ("date", None, None),
        FieldType::Number { .. } => ("number", None, None),
        FieldType::Money => ("money", None, None),
        FieldType::Range { .. } => ("range", None, None),
        FieldType::Place => ("place", None, None),
        FieldType::Link { .. } => ("link", None, None),
        FieldType::Person { .. } => ("person", None, None),
        FieldType::Organisation { .. } => ("organisation", None, None),
        FieldType::Url => ("url", None, None),
        FieldType::File => ("file", None, None),
        FieldType::Flag => ("flag", None, None),
        FieldType::List { .. } => ("list", None, None),
        FieldType::Group { fields } => ("group", None, Some(fields)),
    };
    Described {
        name: field.name.clone(),
        label: (&field.label).into(),
        r#type,
        list: matches!(field.kind, FieldType::List { .. }),
        vocabulary,
        required: field.required,
        facet: field.facet,
        fields: fields
            .map(|fields| fields.iter().map(described).collect())
            .unwrap_or_default(),
    }
}
