//! `GET /api/v1/openapi.json`: OpenAPI 3.1, made from the handlers, the shapes of their answers and the declarations.

use axum::Json;
use axum::extract::{RawQuery, State};
use serde_json::{Map, Value, json};
use utoipa::OpenApi;

use super::ask::Ask;
use super::{bulk, changes, collections, dto, places, records, search, suggest, vocabularies, words};
use crate::app::App;
use crate::error::Error;
use crate::facets::Facets;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Nhịp Cầu",
        description = "Danh mục kết quả nghiên cứu và công nghệ chuyển giao, cho các chương trình khác. Chỉ đọc, \
        không cần tài khoản, gọi được từ trình duyệt (CORS). Lỗi trả lời bằng application/problem+json."
    ),
    paths(
        search::get,
        suggest::get,
        records::list,
        records::get,
        changes::get,
        bulk::ndjson,
        bulk::csv,
        collections::list,
        collections::get,
        collections::schema,
        vocabularies::list,
        vocabularies::get,
        places::list,
        places::get,
    ),
    components(schemas(dto::Problem))
)]
struct Doc;

/// Values that a parameter may have, where the type does not say.
const CHOICES: [(&str, &[&str]); 2] = [
    ("sort", &["relevance", "newest", "title"]),
    ("lang", &["vi", "en", "zh", "zh-CN"]),
];
/// Errors that any address may answer with.
const ERRORS: [(&str, &str); 5] = [
    ("400", "Tham số không theo được; detail nói vì sao"),
    ("404", "Không có"),
    ("405", "Chỉ nhận GET và HEAD"),
    ("414", "Địa chỉ quá dài"),
    ("503", "Máy chủ đang bận; xem Retry-After"),
];

/// Answers with the document.
pub(super) async fn get(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Json<Value>, Error> {
    Ask::new(query.as_deref(), &[])?;
    Ok(Json(document(&app.facets())))
}

/// The document for what can be filtered by now.
pub(super) fn document(facets: &Facets) -> Value {
    let mut doc = serde_json::to_value(Doc::openapi()).unwrap_or_default();
    doc["servers"] = json!([{ "url": "/" }]);
    doc["info"]["license"] = json!({ "name": "CC BY 4.0", "identifier": "CC-BY-4.0" });
    if let Some(info) = doc["info"].as_object_mut() {
        info.remove("contact");
    }
    if let Some(schemas) = doc["components"]["schemas"].as_object_mut() {
        schemas.values_mut().for_each(|schema| describe(schema, None));
        // With `fields` a record has the members that were asked for and no other.
        if let Some(members) = schemas.get_mut("Record").and_then(Value::as_object_mut) {
            members.remove("required");
        }
    }
    if let Some(paths) = doc["paths"].as_object_mut() {
        for (path, item) in paths {
            let operation = &mut item["get"];
            operation["operationId"] = json!(operation_id(path));
            let known: &[&str] = if path == "/api/v1/search" {
                &search::HIT_FIELDS
            } else {
                &records::MEMBERS
            };
            if let Some(parameters) = operation.get_mut("parameters").and_then(Value::as_array_mut) {
                parameters.iter_mut().for_each(|p| choices(p, known, facets));
                if path == "/api/v1/search" {
                    parameters.extend(facets.keys().map(|key| facet(facets, key)));
                }
            }
            errors(operation);
        }
    }
    doc
}

/// `/api/v1/records/{ma}` → `records_by_ma`.
fn operation_id(path: &str) -> String {
    let name = path.trim_start_matches("/api/v1/").replace('{', "by_").replace('}', "");
    name.replace(['/', '.'], "_")
}

/// Says what the members are, in the words of the table and not of the code.
fn describe(schema: &mut Value, name: Option<&str>) {
    let Some(members) = schema.as_object_mut() else { return };
    // A description is also what a field can be called.
    if members.get("description").is_some_and(Value::is_string) {
        members.remove("description");
    }
    if let Some(meaning) = name.and_then(words::meaning) {
        members.insert("description".to_owned(), json!(meaning));
    }
    if let Some(properties) = members.get_mut("properties").and_then(Value::as_object_mut) {
        for (name, property) in properties {
            describe(property, Some(name));
        }
    }
    for key in ["oneOf", "anyOf", "allOf", "prefixItems"] {
        if let Some(parts) = members.get_mut(key).and_then(Value::as_array_mut) {
            parts.iter_mut().for_each(|part| describe(part, None));
        }
    }
    for key in ["items", "additionalProperties"] {
        if let Some(part) = members.get_mut(key) {
            describe(part, None);
        }
    }
}

fn choices(parameter: &mut Value, members: &[&str], facets: &Facets) {
    let name = parameter["name"].as_str().unwrap_or_default().to_owned();
    if name == "fields" {
        parameter["style"] = json!("form");
        parameter["schema"] = json!({ "type": "array", "minItems": 1, "items": { "type": "string", "enum": members } });
        return;
    }
    if name == "facets" {
        let keys: Vec<&str> = facets.keys().collect();
        let chosen = json!({ "type": "array", "minItems": 1, "items": { "type": "string", "enum": keys } });
        parameter["style"] = json!("form");
        parameter["schema"] = json!({ "anyOf": [{ "type": "boolean" }, chosen] });
        return;
    }
    // What may be left out is not what may be null.
    if let Some(kinds) = parameter["schema"]["type"].as_array() {
        let kind = kinds.iter().find(|kind| *kind != "null").cloned();
        parameter["schema"]["type"] = kind.unwrap_or_default();
    }
    if let Some((_, values)) = CHOICES.iter().find(|(n, _)| *n == name) {
        parameter["schema"]["enum"] = json!(values);
    }
}

fn facet(facets: &Facets, key: &str) -> Value {
    json!({
        "name": key,
        "in": "query",
        "required": false,
        "style": "form",
        "explode": true,
        "description": format!("Lọc theo: {}", facets.label(key, catalogue::Lang::Vi)),
        "schema": { "type": "array", "items": { "type": "string" } },
    })
}

fn errors(operation: &mut Value) {
    let Some(responses) = operation["responses"].as_object_mut() else {
        return;
    };
    for (status, why) in ERRORS {
        let content: Map<String, Value> = Map::from_iter([(
            "application/problem+json".to_owned(),
            json!({ "schema": { "$ref": "#/components/schemas/Problem" } }),
        )]);
        responses.insert(status.to_owned(), json!({ "description": why, "content": content }));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn the_document_is_as_agreed() {
        let facets = Facets::new(&Arc::new(catalogue::declarations::parse(&[]).0));
        let doc = document(&facets);
        let text = doc.to_string();
        for (name, _) in words::WORDS {
            assert!(text.contains(&format!("\"{name}\":{{")), "nothing is called {name}");
        }
        let text = serde_json::to_string_pretty(&doc).unwrap_or_default();
        insta::assert_snapshot!("openapi", text);
    }
}
