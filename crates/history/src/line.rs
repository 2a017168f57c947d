//! One change, as it is written.

use serde::{Deserialize, Serialize};

use crate::entry::Entry;

/// What happened to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum What {
    /// It became public, for the first time or again.
    New,
    /// Its source is another.
    Changed,
    /// It is public no more.
    Gone,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Line {
    /// Seconds since 1970, UTC.
    pub(crate) at: i64,
    pub(crate) what: What,
    pub(crate) ma: String,
    pub(crate) collection: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) fields: Vec<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) hash: String,
    /// Only in a history that was written anew: the moment at which the record was first seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) first: Option<i64>,
}

impl Line {
    /// The line that alone says what is known of a record.
    pub(crate) fn of(entry: Entry) -> Self {
        Self {
            at: entry.changed,
            what: match entry {
                Entry { gone: true, .. } => What::Gone,
                Entry { first, changed, .. } if first == changed => What::New,
                _ => What::Changed,
            },
            first: Some(entry.first),
            ma: entry.ma,
            collection: entry.collection,
            fields: entry.fields,
            hash: entry.hash,
        }
    }
}
