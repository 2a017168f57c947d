//! All public records, without their text, and how two states of the index differ in them: what a history is compared with.
//!
//! There may be a million of them: they are told in parts, and of what is not told yet a few bytes each are held.

use std::collections::VecDeque;
use std::sync::Arc;

use tantivy::SegmentReader;
use tantivy::columnar::StrColumn;

use crate::column::{Digests, Texts, each_term};
use crate::index::{Columns, Index, SearchError, Snapshot};

/// Most records told at once.
const PART: usize = 4096;

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

/// What a listing tells, part by part.
pub struct Listing {
    /// The segments with records to tell of.
    segments: Vec<Segment>,
    /// Columns of `ma`, with the ordinals of the records that are struck out, falling.
    left: Vec<(StrColumn, Vec<u64>)>,
    whole: bool,
    told: Told,
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
            segments: Vec::new(),
            left: Vec::new(),
            whole: before.is_none(),
            told: Told(Arc::clone(&now)),
        };
        for (segment, columns) in now.searcher.segment_readers().iter().zip(&now.segments) {
            let same = |old: &&SegmentReader| old.segment_id() == segment.segment_id();
            if before.is_none_or(|old| !old.searcher.segment_readers().iter().any(|s| same(&s))) {
                out.segments.extend(Segment::open(&now, segment, columns, key)?);
            }
        }
        for old in before.iter().flat_map(|old| old.searcher.segment_readers()) {
            let mut segments = now.searcher.segment_readers().iter();
            let new = segments.find(|new| new.segment_id() == old.segment_id());
            out.left.extend(left(old, new)?);
        }
        Ok(out)
    }
}

impl Listing {
    /// True when every public record is told of; else those that may be new or changed since the state told of before.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// The next records, in the order of their `ma`; none when all were told.
    ///
    /// # Errors
    /// The index can not be read.
    pub fn listed(&mut self) -> Result<Vec<Listed>, SearchError> {
        let mut out = Vec::new();
        while out.len() < PART {
            for segment in &mut self.segments {
                segment.fill()?;
            }
            self.segments.retain(|segment| !segment.ready.is_empty());
            let next = self.segments.iter_mut().min_by(|a, b| a.ma().cmp(&b.ma()));
            let Some(listed) = next.and_then(|segment| segment.ready.pop_front()) else {
                break;
            };
            out.push(listed);
        }
        Ok(out)
    }

    /// The next `ma`s that were in the state told of before and may be gone: those that are not listed are. None when all
    /// were told.
    ///
    /// # Errors
    /// The index can not be read.
    pub fn left(&mut self) -> Result<Vec<String>, SearchError> {
        let mut out = Vec::new();
        while let Some((column, ords)) = self.left.last_mut() {
            let mut part = ords.split_off(ords.len().saturating_sub(PART));
            if part.is_empty() {
                self.left.pop();
                continue;
            }
            part.reverse();
            each_term(column, &part, |ma| out.push(ma.to_owned()))?;
            break;
        }
        Ok(out)
    }

    /// The state told of.
    pub fn told(self) -> Told {
        self.told
    }
}

/// A segment that is being told of.
struct Segment {
    ma: StrColumn,
    /// The public record that has an `ma`, by its ordinal; [`NONE`] where none has.
    docs: Vec<u32>,
    /// Ordinals that were looked at.
    done: usize,
    hash: Digests,
    collection: Texts,
    fields: Option<Texts>,
    /// Records that are read and not told yet.
    ready: VecDeque<Listed>,
}

/// No record.
const NONE: u32 = u32::MAX;

impl Segment {
    fn open(
        snapshot: &Snapshot,
        segment: &SegmentReader,
        columns: &Columns,
        key: &str,
    ) -> Result<Option<Self>, SearchError> {
        let fast = segment.fast_fields();
        let (Some(ma), Some(hash)) = (fast.str("ma")?, fast.str("hash")?) else {
            return Ok(None);
        };
        // Only public records have a collection there.
        let Some(collection) = columns.facets.first().and_then(Option::as_ref) else {
            return Ok(None);
        };
        let facet = snapshot.fields.facets.iter().position(|f| f.key == key);
        let fields = facet.and_then(|n| columns.facets.get(n)).and_then(Option::as_ref);
        let mut docs = vec![NONE; ma.num_terms()];
        for doc in segment.doc_ids_alive() {
            let ord = ma.term_ords(doc).next();
            let public = collection.ords().first(doc).is_some();
            if let Some(place) = ord.filter(|_| public).and_then(|ord| docs.get_mut(ord as usize)) {
                *place = doc;
            }
        }
        Ok(Some(Self {
            ma,
            docs,
            done: 0,
            hash: Digests::read(hash)?,
            collection: Texts::read(collection)?,
            fields: fields.map(Texts::read).transpose()?,
            ready: VecDeque::new(),
        }))
    }

    /// The `ma` of the next record.
    fn ma(&self) -> Option<&str> {
        self.ready.front().map(|listed| listed.ma.as_str())
    }

    /// Reads on where nothing is ready.
    fn fill(&mut self) -> Result<(), SearchError> {
        while self.ready.is_empty() && self.done < self.docs.len() {
            let end = (self.done + PART).min(self.docs.len());
            let there = (self.done..end).filter(|&ord| self.docs[ord] != NONE);
            let ords: Vec<u64> = there.map(|ord| ord as u64).collect();
            self.done = end;
            let mut mas = Vec::with_capacity(ords.len());
            each_term(&self.ma, &ords, |ma| mas.push(ma.to_owned()))?;
            for (ma, ord) in mas.into_iter().zip(ords) {
                let doc = self.docs[ord as usize];
                let fields = self.fields.iter().flat_map(|column| column.of(doc));
                let mut fields: Vec<String> = fields.map(str::to_owned).collect();
                fields.sort();
                self.ready.push_back(Listed {
                    ma,
                    hash: self.hash.first(doc),
                    collection: self.collection.of(doc).last().unwrap_or_default().to_owned(),
                    fields,
                });
            }
        }
        Ok(())
    }
}

/// The column of `ma` of a segment, with the ordinals of the records that were in it and are not in what it is now, falling;
/// nothing where all still are.
fn left(old: &SegmentReader, new: Option<&SegmentReader>) -> Result<Option<(StrColumn, Vec<u64>)>, SearchError> {
    if new.is_some_and(|new| new.num_deleted_docs() == old.num_deleted_docs()) {
        return Ok(None);
    }
    let Some(column) = old.fast_fields().str("ma")? else {
        return Ok(None);
    };
    let left = old
        .doc_ids_alive()
        .filter(|&doc| new.is_none_or(|new| new.is_deleted(doc)));
    let mut ords: Vec<u64> = left.filter_map(|doc| column.term_ords(doc).next()).collect();
    ords.sort_unstable_by(|a, b| b.cmp(a));
    Ok(Some((column, ords)))
}
