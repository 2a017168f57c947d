//! The postings of one term in one segment.

use std::rc::Rc;

use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, TERMINATED};

use super::terms::{InField, Terms};
use super::window::SIZE;
use crate::index::SearchError;

/// Postings of a block; only the last block of a term has fewer.
const BLOCK: usize = 128;

/// A term, its postings read from left to right.
pub(super) struct Leaf {
    postings: BlockSegmentPostings,
    /// Position in the block; the ends of blocks are padded with [`TERMINATED`].
    at: usize,
    /// 0 where the term does not score.
    weight: f32,
    /// Documents of all segments that hold the term.
    df: usize,
    segment: usize,
    field: Rc<InField>,
}

impl Leaf {
    /// `None` where the segment does not hold the term.
    pub(super) fn open(
        terms: &Terms,
        segment: usize,
        (field, text, weight): (Field, &str, f32),
    ) -> Result<Option<Self>, SearchError> {
        let known = terms.get(field, text)?;
        let Some(info) = &known.infos[segment] else {
            return Ok(None);
        };
        let field = terms.field(field)?;
        let scores = weight != 0.0 && field.lengths[segment].is_some();
        let read = if scores {
            IndexRecordOption::WithFreqs
        } else {
            IndexRecordOption::Basic
        };
        Ok(Some(Self {
            postings: field.readers[segment].read_block_postings_from_terminfo(info, read)?,
            at: 0,
            weight: if scores { field.weight(&known) * weight } else { 0.0 },
            df: usize::try_from(known.df).unwrap_or(usize::MAX),
            segment,
            field,
        }))
    }

    /// Postings of the term in all segments.
    pub(super) fn len(&self) -> usize {
        self.df
    }

    /// No document scores more.
    pub(super) fn bound(&self) -> f32 {
        self.weight
    }

    /// The document stood at, [`TERMINATED`] at the end.
    pub(super) fn doc(&self) -> DocId {
        self.postings.doc(self.at)
    }

    fn seek(&mut self, doc: DocId) {
        if self.doc() < doc {
            self.at = self.postings.seek(doc);
        }
    }

    /// The score of a document, `None` where it lacks the term. Documents are asked for in rising order.
    pub(super) fn probe(&mut self, doc: DocId) -> Option<f32> {
        self.seek(doc);
        if self.doc() != doc || doc == TERMINATED {
            return None;
        }
        if self.weight == 0.0 {
            return Some(0.0);
        }
        let lengths = self.field.lengths[self.segment].as_ref()?;
        let share = self
            .field
            .shares()
            .of(self.postings.freq(self.at), lengths.fieldnorm_id(doc));
        Some(self.weight * share)
    }

    /// Every posting of the window that begins with `start`, with its score, and on to the first one behind.
    #[inline]
    pub(super) fn each(&mut self, start: DocId, mut take: impl FnMut(usize, f32)) {
        self.seek(start);
        let end = start + SIZE as u32;
        let lengths = self.field.lengths[self.segment].as_ref().filter(|_| self.weight != 0.0);
        loop {
            let docs = self.postings.docs();
            let left = docs.get(self.at..).unwrap_or_default();
            let here = match left.last() {
                Some(&last) if last < end => left.len(),
                _ => left.iter().take_while(|&&doc| doc < end).count(),
            };
            match lengths {
                Some(lengths) => {
                    let shares = self.field.shares();
                    let freqs = self.postings.freqs().get(self.at..).unwrap_or_default();
                    for (&doc, &freq) in left[..here].iter().zip(freqs) {
                        let share = shares.of(freq, lengths.fieldnorm_id(doc));
                        take((doc - start) as usize, self.weight * share);
                    }
                }
                None => left[..here].iter().for_each(|&doc| take((doc - start) as usize, 0.0)),
            }
            self.at += here;
            if self.at < BLOCK {
                return;
            }
            self.postings.advance();
            self.at = 0;
        }
    }
}
