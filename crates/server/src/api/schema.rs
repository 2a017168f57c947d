//! A declaration as JSON Schema: what `plain` writes, described.
//!
//! No value is said to be required: a record with mistakes is shown as far as it could be read.

use catalogue::{Collection, Declarations, Field, FieldType};
use serde_json::{Map, Value, json};

use crate::public::is_shown;

/// The schema of the records of a collection.
pub(super) fn of(declarations: &Declarations, collection: &Collection) -> Value {
    let fields: Vec<&Field> = collection.fields.iter().filter(|f| is_shown(f)).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("/api/v1/collections/{}/schema", collection.id),
        "title": collection.labels.vi,
        "description": collection.description.vi,
        "type": "object",
        "required": ["id", "collection", "title", "summary", "url", "updated", "changed", "fields", "body_html"],
        "properties": {
            "id": { "type": "string", "title": "Mã" },
            "collection": { "const": collection.id },
            "title": { "type": "string", "title": "Tên" },
            "summary": { "type": "string", "title": "Tóm tắt một câu" },
            "url": { "type": "string", "format": "uri-reference" },
            "updated": { "type": "string", "title": "Ngày sửa mà bản ghi nêu, hoặc rỗng" },
            "changed": { "type": "string", "format": "date-time" },
            "licence": { "type": "string", "title": "Giấy phép nội dung" },
            "fields": members(declarations, &fields),
            "body_html": { "type": "string", "contentMediaType": "text/html" },
        },
        "additionalProperties": false,
    })
}

fn members(declarations: &Declarations, fields: &[&Field]) -> Value {
    let properties: Map<String, Value> = fields
        .iter()
        .map(|field| {
            let mut value = kind(declarations, &field.kind);
            if let Some(members) = value.as_object_mut() {
                members.insert("title".to_owned(), json!(field.label.vi));
                if let Some(help) = &field.help {
                    members.insert("description".to_owned(), json!(help.vi));
                }
            }
            (field.name.clone(), value)
        })
        .collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn kind(declarations: &Declarations, of: &FieldType) -> Value {
    let text = || json!({ "type": "string" });
    let span = || {
        json!({
            "type": "object",
            "properties": { "from": { "type": "number" }, "to": { "type": "number" } },
            "required": ["from", "to"],
        })
    };
    match of {
        FieldType::Text { .. } | FieldType::File => text(),
        FieldType::Url => json!({ "type": "string", "format": "uri" }),
        FieldType::Date => json!({ "type": "string", "format": "date" }),
        FieldType::Markdown => json!({
            "type": "object",
            "properties": { "markdown": text(), "html": text() },
            "required": ["markdown", "html"],
        }),
        FieldType::Choice { vocabulary } => {
            let codes: Vec<&str> = declarations
                .vocabulary(vocabulary)
                .map(|v| v.terms.iter().map(|t| t.code.as_str()).collect())
                .unwrap_or_default();
            // A long list is named by its address instead of written out.
            let code = if codes.is_empty() || codes.len() > 60 {
                json!({ "type": "string", "$comment": format!("/api/v1/vocabularies/{vocabulary}") })
            } else {
                json!({ "enum": codes })
            };
            json!({ "type": "object", "properties": { "code": code, "label": text() }, "required": ["code"] })
        }
        FieldType::Place => json!({
            "type": "object",
            "properties": {
                "code": { "type": "string", "$comment": "/api/v1/places" },
                "label": text(),
            },
            "required": ["code"],
        }),
        FieldType::Tags => json!({ "type": "array", "items": text() }),
        FieldType::Year => json!({ "type": "integer" }),
        FieldType::Number {
            integer,
            min,
            max_value,
            unit,
        } => {
            let mut number = json!({ "type": if *integer { "integer" } else { "number" } });
            let bounds = [("minimum", min), ("maximum", max_value)];
            for (name, bound) in bounds {
                if let Some(bound) = bound {
                    number[name] = json!(bound);
                }
            }
            if let Some(unit) = unit {
                number["$comment"] = json!(unit);
            }
            number
        }
        FieldType::Money => {
            let mut money = span();
            money["properties"]["currency"] = json!({ "const": "VND" });
            money
        }
        FieldType::Range { .. } => span(),
        FieldType::Link { .. } => json!({
            "type": "object",
            "properties": { "id": text() },
            "required": ["id"],
        }),
        FieldType::Person { .. } | FieldType::Organisation { .. } => json!({
            "type": "object",
            "properties": { "id": text(), "name": text() },
            "minProperties": 1,
        }),
        FieldType::Flag => json!({ "type": "boolean" }),
        FieldType::List { of } => json!({ "type": "array", "items": kind(declarations, of) }),
        FieldType::Group { fields } => members(declarations, &fields.iter().collect::<Vec<_>>()),
    }
}
