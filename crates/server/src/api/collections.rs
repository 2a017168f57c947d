//! `GET /api/v1/collections`

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use catalogue::{Field, FieldType, Labels};
use search::SearchRequest;
use serde::Serialize;

use crate::app::App;
use crate::error::Error;
use crate::facets::{COLLECTION, inner};

/// All collections, in their order.
#[derive(Serialize)]
pub(crate) struct Answer {
    collections: Vec<Collection>,
    /// Keys that `/api/v1/search` filters by, with their names.
    facets: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Collection {
    id: String,
    labels: Labels,
    description: Labels,
    count: usize,
    fields: Vec<Described>,
}

#[derive(Serialize)]
struct Described {
    name: String,
    label: Labels,
    r#type: &'static str,
    list: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    vocabulary: Option<String>,
    required: bool,
    facet: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<Described>,
}

/// Answers with what is declared and how many records there are of each.
pub(crate) async fn get(State(app): State<App>) -> Result<Json<Answer>, Error> {
    app.run(|app| {
        let declarations = app.declarations();
        let counts = app
            .index
            .search(&SearchRequest {
                limit: 0,
                ..SearchRequest::default()
            })?
            .facets;
        let counts: BTreeMap<String, usize> = counts
            .into_iter()
            .filter(|f| f.key == COLLECTION)
            .flat_map(|f| f.values)
            .map(|v| (v.value, v.count))
            .collect();
        let collections = declarations.collections.iter().map(|c| Collection {
            id: c.id.clone(),
            labels: c.labels.clone(),
            description: c.description.clone(),
            count: counts.get(&c.id).copied().unwrap_or_default(),
            fields: c.fields.iter().map(described).collect(),
        });
        let facets = app.facets();
        let names = facets
            .keys()
            .map(|key| (key.to_owned(), facets.label(key, catalogue::Lang::Vi)));
        Ok(Json(Answer {
            collections: collections.collect(),
            facets: names.collect(),
        }))
    })
    .await
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
        label: field.label.clone(),
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
