//! Values of fields as plain JSON: codes with their labels, no tags of ours. Members stand in the order of their names.

use catalogue::{Declarations, Field, FieldType, Value};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::facets::{PLACES, inner};

/// Values of a record, or members of a group, by name.
#[derive(Clone, Copy)]
pub(crate) struct Values<'a> {
    declarations: &'a Declarations,
    fields: &'a [Field],
    values: &'a [(String, Value)],
}

impl<'a> Values<'a> {
    /// The values of a record of this collection.
    pub(crate) fn new(declarations: &'a Declarations, collection: &str, values: &'a [(String, Value)]) -> Self {
        let declared = declarations.collection(collection);
        Self {
            declarations,
            fields: declared.map_or(&[], |c| c.fields.as_slice()),
            values,
        }
    }
}

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut values: Vec<_> = self.values.iter().collect();
        values.sort_unstable_by_key(|(name, _)| name);
        to.collect_map(values.into_iter().map(|(name, value)| {
            let field = self.fields.iter().find(|f| f.name == *name);
            let plain = Plain {
                declarations: self.declarations,
                kind: field.map(|f| inner(&f.kind)),
                value,
            };
            (name, plain)
        }))
    }
}

/// A value; `kind` is its type, of the items for a list.
#[derive(Clone, Copy)]
struct Plain<'a> {
    declarations: &'a Declarations,
    kind: Option<&'a FieldType>,
    value: &'a Value,
}

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Value::Text(text) | Value::Date(text) => to.serialize_str(text),
            Value::Markdown { source, html } => to.collect_map([("html", html), ("markdown", source)]),
            Value::Choice(code) => match self.kind {
                Some(FieldType::Choice { vocabulary }) => self.coded(to, vocabulary, code),
                _ => to.collect_map([("code", code)]),
            },
            Value::Place(code) => self.coded(to, PLACES, code),
            Value::Year(year) => to.serialize_i32(*year),
            // Whole numbers are written as such.
            Value::Number(n) if n.fract() == 0.0 && n.abs() < 1e15 => to.serialize_i64(*n as i64),
            Value::Number(n) => to.serialize_f64(*n),
            Value::Money(from, until) => {
                let mut map = to.serialize_map(Some(3))?;
                map.serialize_entry("currency", "VND")?;
                map.serialize_entry("from", from)?;
                map.serialize_entry("to", until)?;
                map.end()
            }
            Value::Range(from, until) => to.collect_map([("from", from), ("to", until)]),
            Value::Link(ma) => to.collect_map([("id", ma)]),
            Value::Name(name) => to.collect_map([("name", name)]),
            Value::Flag(flag) => to.serialize_bool(*flag),
            Value::List(items) => to.collect_seq(items.iter().map(|value| Plain { value, ..*self })),
            Value::Group(values) => {
                let fields = match self.kind {
                    Some(FieldType::Group { fields }) => fields.as_slice(),
                    _ => &[],
                };
                let declarations = self.declarations;
                let group = Values {
                    declarations,
                    fields,
                    values,
                };
                group.serialize(to)
            }
        }
    }
}

impl Plain<'_> {
    /// A code, with its label where the vocabulary has it.
    fn coded<S: Serializer>(&self, to: S, vocabulary: &str, code: &str) -> Result<S::Ok, S::Error> {
        match self.declarations.vocabulary(vocabulary).and_then(|v| v.term(code)) {
            Some(term) => to.collect_map([("code", code), ("label", &term.labels.vi)]),
            None => to.collect_map([("code", code)]),
        }
    }
}
