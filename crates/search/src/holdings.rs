//! What the index was made of, in sixteen bytes a source: enough to tell of a million files which are as it has them.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::ops::Range;

use tantivy::SegmentReader;
use tantivy::columnar::StrColumn;

use crate::column::sweep;
use crate::index::SearchError;
use crate::sources::Sources;

/// The sources of one committed state, and which of their files were met.
pub struct Holdings {
    /// Its key is drawn anew each time: nobody can name a file so that it is taken for another.
    hasher: RandomState,
    /// The hashes of path and content hash of each source, ordered.
    all: Vec<(u64, u64)>,
    /// Whether the file is there, in the same order.
    met: Vec<bool>,
}

impl Sources {
    /// All of them, to be compared with files.
    ///
    /// # Errors
    /// The index can not be read.
    pub fn holdings(&self) -> Result<Holdings, SearchError> {
        let hasher = RandomState::new();
        let mut all = Vec::with_capacity(self.count());
        for segment in self.segments() {
            let (Some(path), Some(hash)) = (text(segment, "path")?, text(segment, "hash")?) else {
                continue;
            };
            let (keys, prints) = (hashed(&hasher, &path)?, hashed(&hasher, &hash)?);
            for doc in segment.doc_ids_alive() {
                let key = value(&path, &keys, doc);
                all.extend(key.map(|key| (key, value(&hash, &prints, doc).unwrap_or_default())));
            }
        }
        all.sort_unstable();
        let met = vec![false; all.len()];
        Ok(Holdings { hasher, all, met })
    }
}

impl Holdings {
    /// True when the index has a source of this path and content hash.
    pub fn has(&self, path: &str, hash: &str) -> bool {
        let found = self.places(path);
        // Where the hashes of two paths are the same, neither is known.
        found.len() == 1 && self.all[found.start].1 == self.hasher.hash_one(hash)
    }

    /// Notes that there is a file of this path.
    pub fn meet(&mut self, path: &str) {
        let found = self.places(path);
        self.met[found].fill(true);
    }

    /// The paths of the sources whose files were not met, ordered.
    ///
    /// # Errors
    /// The index can not be read.
    pub fn left(&self, sources: &Sources) -> Result<Vec<String>, SearchError> {
        let unmet = self.all.iter().zip(&self.met).filter(|(_, met)| !**met);
        let unmet: HashSet<u64> = unmet.map(|((key, _), _)| *key).collect();
        let mut out = Vec::new();
        if unmet.is_empty() {
            return Ok(out);
        }
        for segment in sources.segments() {
            let Some(path) = text(segment, "path")? else { continue };
            let mut alive = vec![false; path.num_terms()];
            for doc in segment.doc_ids_alive() {
                path.term_ords(doc).for_each(|ord| alive[ord as usize] = true);
            }
            sweep(&path, |ord, path| {
                if alive[ord] && unmet.contains(&self.hasher.hash_one(path)) {
                    out.push(path.to_owned());
                }
            })?;
        }
        out.sort();
        Ok(out)
    }

    fn places(&self, path: &str) -> Range<usize> {
        let key = self.hasher.hash_one(path);
        let from = self.all.partition_point(|(other, _)| *other < key);
        let same = self.all[from..].iter().take_while(|(other, _)| *other == key).count();
        from..from + same
    }
}

fn text(segment: &SegmentReader, name: &str) -> tantivy::Result<Option<StrColumn>> {
    segment.fast_fields().str(name)
}

/// The hash of each value of a column, by ordinal.
fn hashed(hasher: &RandomState, column: &StrColumn) -> Result<Vec<u64>, SearchError> {
    let mut out = Vec::with_capacity(column.num_terms());
    sweep(column, |_, text| out.push(hasher.hash_one(text)))?;
    Ok(out)
}

/// What belongs to the first value of a record.
fn value(column: &StrColumn, by_ord: &[u64], doc: u32) -> Option<u64> {
    let ord = column.term_ords(doc).next()?;
    by_ord.get(usize::try_from(ord).ok()?).copied()
}
