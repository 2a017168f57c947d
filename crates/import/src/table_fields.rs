//! What tables and documents share: values put at dotted names, and the section for what fits none.

use catalogue::{Collection, FieldType};

use crate::markdown;
use crate::yaml::Yaml;

pub(crate) use crate::table::mapping::{Names, Target, targets};

/// The type of what is put at a dotted name. Within a list of groups it is the type of the inner field.
pub(crate) fn kind_of(collection: &Collection, name: &str) -> Option<FieldType> {
    let mut fields = &collection.fields;
    let mut parts = name.split('.').peekable();
    while let Some(part) = parts.next() {
        let field = fields.iter().find(|field| field.name == part)?;
        if parts.peek().is_none() {
            return Some(field.kind.clone());
        }
        fields = inner(&field.kind)?;
    }
    None
}

fn inner(kind: &FieldType) -> Option<&Vec<catalogue::Field>> {
    match kind {
        FieldType::Group { fields } => Some(fields),
        FieldType::List { of } => inner(of),
        _ => None,
    }
}

/// Puts a value at a dotted name; a list of groups gets one group.
pub(crate) fn put(fields: &mut Yaml, collection: &Collection, name: &str, value: Yaml) {
    let (top, rest) = match name.split_once('.') {
        Some((top, rest)) => (top, Some(rest)),
        None => (name, None),
    };
    let listed = collection
        .field(top)
        .is_some_and(|field| matches!(field.kind, FieldType::List { .. }));
    let Some(slot) = fields.entry(top) else { return };
    let Some(rest) = rest else {
        *slot = value;
        return;
    };
    let mut group = match std::mem::replace(slot, Yaml::Map(Vec::new())) {
        Yaml::List(items) => items.into_iter().next().unwrap_or(Yaml::Map(Vec::new())),
        other => other,
    };
    if let Some(inner) = group.entry(rest) {
        *inner = value;
    }
    *slot = if listed { Yaml::List(vec![group]) } else { group };
}

/// The members in the order of the declaration.
pub(crate) fn ordered(collection: &Collection, fields: Yaml) -> Vec<(String, Yaml)> {
    let Yaml::Map(mut members) = fields else {
        return Vec::new();
    };
    let rank = |name: &str| collection.fields.iter().position(|field| field.name == name);
    members.sort_by_key(|(name, _)| rank(name));
    members
}

/// The section for what fits no field.
pub(crate) fn aside(kept: &[(String, String, Option<String>)]) -> String {
    if kept.is_empty() {
        return String::new();
    }
    let mut out = String::from("## Chưa xếp vào trường nào\n\n");
    for (title, text, why) in kept {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let why = why
            .as_ref()
            .map(|why| format!(" *({})*", markdown::escaped(why, false)))
            .unwrap_or_default();
        out.push_str(&format!(
            "- **{}**: {}{why}\n",
            markdown::escaped(title, false),
            markdown::escaped(&line, false)
        ));
    }
    out
}
