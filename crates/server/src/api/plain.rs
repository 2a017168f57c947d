//! Values of fields as plain JSON: codes with their labels, no tags of ours.

use catalogue::{Declarations, Field, FieldType, Value};
use serde_json::{Map, Value as Json, json};

use crate::facets::{PLACES, inner};

/// Values of a record by field name.
pub(crate) fn record_values(declarations: &Declarations, collection: &str, values: &[(String, Value)]) -> Json {
    let fields = declarations
        .collection(collection)
        .map_or(&[][..], |c| c.fields.as_slice());
    members(declarations, fields, values)
}

fn members(declarations: &Declarations, fields: &[Field], values: &[(String, Value)]) -> Json {
    let all = values.iter().map(|(name, value)| {
        let kind = fields.iter().find(|f| f.name == *name).map(|f| &f.kind);
        (name.clone(), plain(declarations, kind, value))
    });
    Json::Object(all.collect::<Map<_, _>>())
}

fn plain(declarations: &Declarations, kind: Option<&FieldType>, value: &Value) -> Json {
    let kind = kind.map(inner);
    match value {
        Value::Text(text) | Value::Date(text) => json!(text),
        Value::Markdown { source, html } => json!({ "markdown": source, "html": html }),
        Value::Choice(code) => {
            let vocabulary = match kind {
                Some(FieldType::Choice { vocabulary }) => declarations.vocabulary(vocabulary),
                _ => None,
            };
            match vocabulary.and_then(|v| v.term(code)) {
                Some(term) => json!({ "code": code, "label": term.labels.vi }),
                None => json!({ "code": code }),
            }
        }
        Value::Place(code) => match declarations.vocabulary(PLACES).and_then(|v| v.term(code)) {
            Some(term) => json!({ "code": code, "label": term.labels.vi }),
            None => json!({ "code": code }),
        },
        Value::Year(year) => json!(year),
        // Whole numbers are written as such.
        Value::Number(n) if n.fract() == 0.0 && n.abs() < 1e15 => json!(*n as i64),
        Value::Number(n) => json!(n),
        Value::Money(from, to) => json!({ "from": from, "to": to, "currency": "VND" }),
        Value::Range(from, to) => json!({ "from": from, "to": to }),
        Value::Link(ma) => json!({ "id": ma }),
        Value::Name(name) => json!({ "name": name }),
        Value::Flag(flag) => json!(flag),
        Value::List(items) => items.iter().map(|item| plain(declarations, kind, item)).collect(),
        Value::Group(values) => match kind {
            Some(FieldType::Group { fields }) => members(declarations, fields, values),
            _ => members(declarations, &[], values),
        },
    }
}
