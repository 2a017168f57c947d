//! What those who ask are told.

/// What is known of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// `ma` of the record.
    pub ma: String,
    /// Id of its collection, the last one where it is gone.
    pub collection: String,
    /// Codes of its fields of science with those above them, the last ones where it is gone.
    pub fields: Vec<String>,
    /// When it was first seen. Seconds since 1970, UTC.
    pub first: i64,
    /// When it last changed, came back or went. Seconds since 1970, UTC.
    pub changed: i64,
    /// It is public no more.
    pub gone: bool,
    pub(crate) hash: String,
}

impl Entry {
    /// Hash of its source; empty where it is gone.
    pub fn hash(&self) -> &str {
        &self.hash
    }
}

/// Which entries are wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Selection<'a> {
    /// Changed at this moment or later.
    pub from: Option<i64>,
    /// Changed at this moment or before.
    pub until: Option<i64>,
    /// Of this collection.
    pub collection: Option<&'a str>,
    /// Of this field of science or one below it; with an empty code: of any.
    pub field: Option<&'a str>,
    /// Only records that are there.
    pub live: bool,
    /// Behind this one in the order of the list: moment and `ma`.
    pub after: Option<(i64, &'a str)>,
}

/// A part of a list.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The entries.
    pub entries: Vec<Entry>,
    /// There are more behind the last of them.
    pub more: bool,
    /// Entries selected, not counting `after`.
    pub total: usize,
}
