//! Dotted names: every field that holds a value of its own, also inside groups and lists.

use crate::{Collection, Field, FieldType, Record, Value};

/// A field that is no group, with its dotted name.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf<'a> {
    /// `nghiem_thu.xep_loai`; for a top-level field its name.
    pub name: String,
    /// The field itself. Its label is the inner one; `facet` and `search` are its own.
    pub field: &'a Field,
    /// The type of one value: the item's type for lists, `Text` for tags.
    pub kind: &'a FieldType,
    /// The top-level field that holds it (the same for a top-level field).
    pub top: &'a Field,
    /// True when a record may hold several values: a list somewhere on the way, or tags.
    pub many: bool,
}

impl Collection {
    /// Every leaf in declared order; groups and lists of groups are entered.
    pub fn leaves(&self) -> Vec<Leaf<'_>> {
        let mut leaves = Vec::new();
        for field in &self.fields {
            collect(field, field, field.name.clone(), &field.kind, false, &mut leaves);
        }
        leaves
    }

    /// The leaf with this dotted name.
    pub fn leaf(&self, name: &str) -> Option<Leaf<'_>> {
        self.leaves().into_iter().find(|leaf| leaf.name == name)
    }
}

fn collect<'a>(
    top: &'a Field,
    field: &'a Field,
    name: String,
    kind: &'a FieldType,
    many: bool,
    leaves: &mut Vec<Leaf<'a>>,
) {
    match kind {
        FieldType::List { of } => collect(top, field, name, of, true, leaves),
        FieldType::Group { fields } => {
            for inner in fields {
                collect(top, inner, format!("{name}.{}", inner.name), &inner.kind, many, leaves);
            }
        }
        FieldType::Tags => leaves.push(Leaf {
            name,
            field,
            kind,
            top,
            many: true,
        }),
        _ => leaves.push(Leaf {
            name,
            field,
            kind,
            top,
            many,
        }),
    }
}

impl Record {
    /// Every value of a leaf, in the order of the file; lists on the way are entered. Empty when there is none.
    pub fn leaf_values(&self, name: &str) -> Vec<&Value> {
        let mut parts = name.split('.');
        let mut found: Vec<&Value> = parts.next().and_then(|top| self.value(top)).into_iter().collect();
        found = found.into_iter().flat_map(Value::items).collect();
        for part in parts {
            found = found
                .into_iter()
                .filter_map(|value| value.get(part))
                .flat_map(Value::items)
                .collect();
        }
        found
    }
}
