//! All public records, without their text, and how two states of the index differ in them: what a history is compared with.

use std::sync::Arc;

use tantivy::SegmentReader;

use crate::column::Texts;
use crate::index::{Columns, Index, SearchError, Snapshot};

/// A public record and what tells one state of it from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// `ma` of the record.
    pub ma: String,
    /// Id of its collection.
    pub collection: String,
    /// Hash of its source.
    pub hash: String,
    /// Its values of the facet asked for, those above them included, ordered.
    pub fields: Vec<String>,
}

/// The state of the index that a listing told of.
#[derive(Clone)]
pub struct Told(Arc<Snapshot>);

/// What a listing tells.
pub struct Listing {
    /// Public records, in no order: all of them, or those that may be new or changed since the state told of before.
    pub listed: Vec<Listed>,
    /// `ma`s that were in the state told of before and may be gone: those that are not in `listed` are.
    pub left: Vec<String>,
    /// `listed` is every public record.
    pub whole: bool,
    /// The state told of now.
    pub told: Told,
}

impl Index {
    /// The public records with their values of the facet `key`. With the state of the listing before, only what differs is
    /// read: parts of the index are never changed, only replaced, and records are struck out of them.
    ///
    /// # Errors
    /// The index can not be read.
    pub fn listing(&self, key: &str, since: Option<&Told>) -> Result<Listing, SearchError> {
        let now = self.snapshot();
        let before = since.map(|told| told.0.as_ref()).filter(|old| old.folder == now.folder);
        let mut out = Listing {
            listed: Vec::new(),
            left: Vec::new(),
            whole: before.is_none(),
            told: Told(Arc::clone(&now)),
        };
        for (segment, columns) in now.searcher.segment_readers().iter().zip(&now.segments) {
            let same = |old: &&SegmentReader| old.segment_id() == segment.segment_id();
            if before.is_none_or(|old| !old.searcher.segment_readers().iter().any(|s| same(&s))) {
                list(&now, segment, columns, key, &mut out.listed)?;
            }
        }
        for old in before.iter().flat_map(|old| old.searcher.segment_readers()) {
            let mut segments = now.searcher.segment_readers().iter();
            let new = segments.find(|new| new.segment_id() == old.segment_id());
            leave(old, new, &mut out.left)?;
        }
        Ok(out)
    }
}

/// Every public record of a segment.
fn list(
    snapshot: &Snapshot,
    segment: &SegmentReader,
    columns: &Columns,
    key: &str,
    out: &mut Vec<Listed>,
) -> Result<(), SearchError> {
    let fast = segment.fast_fields();
    let (Some(ma), Some(hash)) = (fast.str("ma")?, fast.str("hash")?) else {
        return Ok(());
    };
    // Only public records have a collection there.
    let Some(collection) = columns.facets.first().and_then(Option::as_ref) else {
        return Ok(());
    };
    let facet = snapshot.fields.facets.iter().position(|f| f.key == key);
    let fields = facet.and_then(|n| columns.facets.get(n)).and_then(Option::as_ref);
    let (ma, hash, collection) = (Texts::read(&ma)?, Texts::read(&hash)?, Texts::read(collection)?);
    let fields = fields.map(Texts::read).transpose()?;
    for doc in segment.doc_ids_alive() {
        let Some(collection) = collection.of(doc).last() else {
            continue;
        };
        let fields = fields.iter().flat_map(|column| column.of(doc));
        let mut fields: Vec<String> = fields.map(str::to_owned).collect();
        fields.sort();
        out.push(Listed {
            ma: ma.first(doc).to_owned(),
            hash: hash.first(doc).to_owned(),
            collection: collection.to_owned(),
            fields,
        });
    }
    Ok(())
}

/// The `ma`s of the records that were in a segment and are not in what it is now; `None` where it is gone.
fn leave(old: &SegmentReader, new: Option<&SegmentReader>, out: &mut Vec<String>) -> Result<(), SearchError> {
    if new.is_some_and(|new| new.num_deleted_docs() == old.num_deleted_docs()) {
        return Ok(());
    }
    let Some(column) = old.fast_fields().str("ma")? else {
        return Ok(());
    };
    let left: Vec<u32> = old
        .doc_ids_alive()
        .filter(|&doc| new.is_none_or(|new| new.is_deleted(doc)))
        .collect();
    // A few are looked up one by one; for many the whole column is read.
    if left.len() * 64 > column.num_terms() {
        let column = Texts::read(&column)?;
        out.extend(left.iter().map(|&doc| column.first(doc).to_owned()));
        return Ok(());
    }
    for doc in left {
        if let Some(ord) = column.term_ords(doc).next() {
            let mut ma = String::new();
            column.ord_to_str(ord, &mut ma)?;
            out.push(ma);
        }
    }
    Ok(())
}
