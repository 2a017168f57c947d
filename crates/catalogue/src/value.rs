//! Typed values of fields.

use serde::{Deserialize, Serialize};

/// A value, of the type that its field declares.
///
/// Serialised with a tag, so that a stored record reads back exactly.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "t", content = "v", rename_all = "lowercase")]
pub enum Value {
    /// Plain text (types text, url, file).
    Text(String),
    /// Markdown source and its sanitised HTML.
    Markdown {
        /// Source.
        source: String,
        /// Sanitised HTML.
        html: String,
    },
    /// A code of the field's vocabulary.
    Choice(String),
    /// A year.
    Year(i32),
    /// ISO date `YYYY-MM-DD`.
    Date(String),
    /// A number in the field's unit.
    Number(f64),
    /// Đồng, from–to (equal for one number).
    Money(f64, f64),
    /// From–to in the field's unit.
    Range(f64, f64),
    /// A place, `era:code`.
    Place(String),
    /// The `ma` of a record (types link, person, organisation).
    Link(String),
    /// A plain name of a person or an organisation that has no record.
    Name(String),
    /// True or false.
    Flag(bool),
    /// Several values (types list, tags).
    List(Vec<Value>),
    /// Field name and value, in declared order.
    Group(Vec<(String, Value)>),
}

impl Value {
    /// The text of a `Text`, `Choice`, `Date`, `Place`, `Link` or `Name`.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::Text(s) | Value::Choice(s) | Value::Date(s) | Value::Place(s) | Value::Link(s) | Value::Name(s) => {
                Some(s)
            }
            Value::Markdown { source, .. } => Some(source),
            _ => None,
        }
    }

    /// The items of a list; any other value is its own only item.
    pub fn items(&self) -> &[Value] {
        match self {
            Value::List(items) => items,
            one => std::slice::from_ref(one),
        }
    }

    /// A member of a group.
    pub fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Value::Group(members) => members.iter().find(|(n, _)| n == name).map(|(_, v)| v),
            _ => None,
        }
    }
}
