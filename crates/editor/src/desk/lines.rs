//! What the lists of the desk show of a record.

use std::collections::HashMap;

use catalogue::Declarations;
use ingest::Entry;

use crate::shown::state;

/// A record in a list.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) title: String,
    pub(super) href: String,
    /// Name of its collection.
    pub(super) kind: String,
    pub(super) state: &'static str,
    /// What else is to be said: who wrote it, since when it is overdue.
    pub(super) note: String,
}

impl Line {
    pub(super) fn new(names: &Names, entry: &Entry) -> Self {
        Self {
            title: entry.title.clone(),
            href: edit(&entry.ma),
            kind: names.of(&entry.collection),
            state: state(entry.status),
            note: String::new(),
        }
    }

    pub(super) fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }
}

/// Names of the collections.
pub(super) struct Names(HashMap<String, String>);

impl Names {
    pub(super) fn new(declarations: &Declarations) -> Self {
        let all = declarations.collections.iter();
        Self(all.map(|one| (one.id.clone(), one.labels.vi.clone())).collect())
    }

    pub(super) fn of(&self, id: &str) -> String {
        self.0.get(id).map_or(id, String::as_str).to_owned()
    }
}

/// The page that a record is written on.
pub(super) fn edit(ma: &str) -> String {
    format!("/bien-tap/sua/{ma}")
}

/// Text as it is compared: without marks and capitals.
pub(super) fn folded(text: &str) -> String {
    vietnamese::fold::ascii(text).to_lowercase()
}
