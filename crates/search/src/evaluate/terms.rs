//! The terms of a query in the index: looked up once, for all that asks of them.

use std::cell::{OnceCell, RefCell, RefMut};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, InvertedIndexReader, Searcher, Term};

use super::leaf::Leaf;
use super::window::{Pool, SIZE};
use crate::index::SearchError;
use crate::params;

/// The constants of BM25: a term of frequency tf in a record of a length counts tf (k1 + 1) / (tf + k1 (1 - b + b length /
/// average)).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bm25 {
    pub(crate) k1: f32,
    pub(crate) b: f32,
}

/// Terms of one state of the index, for the length of one query.
pub(crate) struct Terms<'s> {
    searcher: &'s Searcher,
    bm25: Bm25,
    fields: RefCell<HashMap<Field, Rc<InField>>>,
    pool: RefCell<Pool>,
}

/// What scoring needs of a field.
pub(super) struct InField {
    /// By segment.
    pub(super) readers: Vec<Arc<InvertedIndexReader>>,
    /// Lengths of the documents, by segment; `None` where the field keeps none.
    pub(super) lengths: Vec<Option<FieldNormReader>>,
    /// What BM25 makes of frequency and length.
    shares: OnceCell<Box<Shares>>,
    bm25: Bm25,
    /// Tokens of a document.
    average: f32,
    /// Documents of all segments, deleted ones too.
    documents: u64,
    known: RefCell<HashMap<String, Rc<Known>>>,
}

/// The part of [`Bm25`] without k1 + 1, where the length is a code of tantivy.
pub(super) struct Shares {
    /// What is added to the frequency, by the code of the length.
    norms: [f32; 256],
    /// Of low frequencies, which most are: a division takes as long as all the rest of a score.
    low: [[f32; 256]; LOW],
}

/// Frequencies below this one are looked up.
const LOW: usize = 8;

impl Shares {
    fn new(Bm25 { k1, b }: Bm25, average: f32) -> Self {
        let mut norms = [0.0; 256];
        for (code, norm) in (0..=u8::MAX).zip(&mut norms) {
            let length = FieldNormReader::id_to_fieldnorm(code) as f32;
            *norm = k1 * (1.0 - b + b * length / average);
        }
        let mut low = [[0.0; 256]; LOW];
        for (freq, row) in low.iter_mut().enumerate() {
            let freq = freq as f32;
            for (share, norm) in row.iter_mut().zip(&norms) {
                *share = freq / (freq + norm);
            }
        }
        Self { norms, low }
    }

    #[inline]
    pub(super) fn of(&self, freq: u32, length: u8) -> f32 {
        match self.low.get(freq as usize) {
            Some(row) => row[usize::from(length)],
            None => freq as f32 / (freq as f32 + self.norms[usize::from(length)]),
        }
    }
}

/// A term.
pub(super) struct Known {
    /// Where its postings are, by segment.
    pub(super) infos: Vec<Option<TermInfo>>,
    /// Documents that hold it, deleted ones too.
    pub(super) df: u64,
}

impl InField {
    pub(super) fn shares(&self) -> &Shares {
        self.shares
            .get_or_init(|| Box::new(Shares::new(self.bm25, self.average)))
    }

    /// The part of BM25 that is the same for all documents.
    pub(super) fn weight(&self, known: &Known) -> f32 {
        let rest = self.documents.saturating_sub(known.df);
        let idf = (1.0 + (rest as f32 + 0.5) / (known.df as f32 + 0.5)).ln();
        idf * (1.0 + self.bm25.k1)
    }
}

impl<'s> Terms<'s> {
    pub(crate) fn new(searcher: &'s Searcher) -> Self {
        Self::weighed(searcher, params::BM25)
    }

    pub(super) fn weighed(searcher: &'s Searcher, bm25: Bm25) -> Self {
        let segments = searcher.segment_readers().iter();
        let windows = segments.map(|segment| segment.max_doc() as usize / SIZE + 1).sum();
        Self {
            searcher,
            bm25,
            fields: RefCell::default(),
            pool: RefCell::new(Pool::new(windows)),
        }
    }

    /// Windows, used again by all that is asked for one query.
    pub(super) fn pool(&self) -> RefMut<'_, Pool> {
        self.pool.borrow_mut()
    }

    pub(super) fn field(&self, field: Field) -> Result<Rc<InField>, SearchError> {
        if let Some(known) = self.fields.borrow().get(&field) {
            return Ok(Rc::clone(known));
        }
        let segments = self.searcher.segment_readers();
        let mut readers = Vec::with_capacity(segments.len());
        let mut lengths = Vec::with_capacity(segments.len());
        let (mut documents, mut tokens) = (0, 0);
        for segment in segments {
            let reader = segment.inverted_index(field)?;
            documents += u64::from(segment.max_doc());
            tokens += reader.total_num_tokens();
            readers.push(reader);
            lengths.push(segment.fieldnorms_readers().get_field(field)?);
        }
        let average = tokens as f32 / documents as f32;
        let made = Rc::new(InField {
            readers,
            lengths,
            shares: OnceCell::new(),
            bm25: self.bm25,
            average,
            documents,
            known: RefCell::default(),
        });
        self.fields.borrow_mut().insert(field, Rc::clone(&made));
        Ok(made)
    }

    pub(super) fn get(&self, field: Field, text: &str) -> Result<Rc<Known>, SearchError> {
        let within = self.field(field)?;
        if let Some(known) = within.known.borrow().get(text) {
            return Ok(Rc::clone(known));
        }
        let term = Term::from_field_text(field, text);
        let mut infos = Vec::with_capacity(within.readers.len());
        for reader in &within.readers {
            infos.push(reader.get_term_info(&term)?);
        }
        let df = infos.iter().flatten().map(|info| u64::from(info.doc_freq)).sum();
        let known = Rc::new(Known { infos, df });
        within.known.borrow_mut().insert(text.to_owned(), Rc::clone(&known));
        Ok(known)
    }

    /// Documents that hold the term, deleted ones too.
    pub(crate) fn df(&self, field: Field, text: &str) -> Result<u32, SearchError> {
        Ok(u32::try_from(self.get(field, text)?.df).unwrap_or(u32::MAX))
    }

    /// What the term scores in a record, times the weight; `None` where the record lacks it.
    pub(crate) fn score(&self, term: (Field, &str, f32), at: DocAddress) -> Result<Option<f32>, SearchError> {
        let leaf = Leaf::open(self, at.segment_ord as usize, term)?;
        Ok(leaf.and_then(|mut leaf| leaf.probe(at.doc_id)))
    }

    /// The postings of the term in a segment, where it has any.
    pub(crate) fn postings(
        &self,
        (field, text): (Field, &str),
        segment: usize,
        read: IndexRecordOption,
    ) -> Result<Option<SegmentPostings>, SearchError> {
        let known = self.get(field, text)?;
        let Some(info) = &known.infos[segment] else {
            return Ok(None);
        };
        let reader = &self.field(field)?.readers[segment];
        Ok(Some(reader.read_postings_from_terminfo(info, read)?))
    }
}
