//! The whole record (`nhipcau`): every field with its name, its label and its values.

use catalogue::{Declarations, Field, FieldType, Lang, Value};

use crate::facets::{PLACES, inner};
use crate::meta::facts::Facts;
use crate::public::{self, Public};
use crate::xml::Xml;

/// Name of the form.
pub(super) const PREFIX: &str = "nhipcau";
pub(super) const NAMESPACE: &str = "urn:nhipcau:record:1";

/// Writes a record; `schema` is the address of its schema.
pub(super) fn write(xml: &mut Xml, declarations: &Declarations, public: &Public, facts: &Facts, schema: &str) {
    let record = &public.record;
    xml.open(
        "record",
        &[
            ("xmlns", NAMESPACE),
            ("xsi:schemaLocation", &format!("{NAMESPACE} {schema}")),
            ("id", &facts.ma),
            ("collection", &facts.collection),
            ("url", &facts.url),
        ],
    );
    xml.leaf("title", &[("xml:lang", "vi")], &facts.title);
    for (tag, title, _) in &facts.translations {
        xml.leaf("title", &[("xml:lang", tag)], title);
    }
    xml.leaf("summary", &[("xml:lang", "vi")], &facts.summary);
    for (tag, _, summary) in &facts.translations {
        if let Some(summary) = summary {
            xml.leaf("summary", &[("xml:lang", tag)], summary);
        }
    }
    if let Some(licence) = &facts.licence {
        match facts.licence_url {
            Some(url) => xml.leaf("licence", &[("href", url)], licence),
            None => xml.leaf("licence", &[], licence),
        };
    }
    for field in public::fields(declarations, &record.collection) {
        if let Some(value) = record.value(&field.name) {
            write_field(xml, declarations, field, value);
        }
    }
    if !record.body.html.is_empty() {
        xml.leaf("body", &[("type", "text/html")], &record.body.html);
    }
    xml.close();
}

fn write_field(xml: &mut Xml, declarations: &Declarations, field: &Field, value: &Value) {
    xml.open("field", &[("name", &field.name), ("label", &field.label.vi)]);
    for one in value.items() {
        write_value(xml, declarations, &field.kind, one);
    }
    xml.close();
}

fn write_value(xml: &mut Xml, declarations: &Declarations, kind: &FieldType, value: &Value) {
    let kind = inner(kind);
    match value {
        Value::List(items) => items.iter().for_each(|one| write_value(xml, declarations, kind, one)),
        Value::Group(members) => {
            let fields = match kind {
                FieldType::Group { fields } => fields.as_slice(),
                _ => &[],
            };
            xml.open("group", &[]);
            for (name, value) in members {
                if let Some(field) = fields.iter().find(|f| f.name == *name) {
                    write_field(xml, declarations, field, value);
                }
            }
            xml.close();
        }
        Value::Choice(code) => {
            let label = match kind {
                FieldType::Choice { vocabulary } => declarations.label(vocabulary, code, Lang::Vi),
                _ => code.clone(),
            };
            xml.leaf("value", &[("code", code)], &label);
        }
        Value::Place(code) => {
            xml.leaf("value", &[("code", code)], &declarations.label(PLACES, code, Lang::Vi));
        }
        Value::Link(ma) => {
            xml.leaf("value", &[("ref", ma)], ma);
        }
        Value::Money(from, to) | Value::Range(from, to) => {
            let (from, to) = (from.to_string(), to.to_string());
            let shown = declarations.display(kind, value, Lang::Vi);
            xml.leaf("value", &[("from", &from), ("to", &to)], &shown);
        }
        Value::Number(n) => {
            let n = n.to_string();
            xml.leaf(
                "value",
                &[("from", &n), ("to", &n)],
                &declarations.display(kind, value, Lang::Vi),
            );
        }
        Value::Markdown { html, .. } => {
            xml.leaf("value", &[("type", "text/html")], html);
        }
        Value::Date(text) => {
            xml.leaf("value", &[], text);
        }
        value => {
            xml.leaf("value", &[], &declarations.display(kind, value, Lang::Vi));
        }
    }
}
