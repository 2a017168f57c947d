//! The index as its own language model: which written forms of a syllable and of a pair it holds, and in how many documents.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::Searcher;
use tantivy::schema::Field;
use vietnamese::words::is_bare_syllable;

use crate::evaluate::Terms;
use crate::index::{SearchError, Snapshot};
use crate::query::edits;
use crate::query::near::OneEdit;
use crate::terms::{self, Tier};

/// A written form and the number of documents that hold it.
pub(crate) type Form = (String, u32);

/// The two written forms of one of [`Lexicon::pair_range`], and in how many documents they are.
pub(crate) fn of_pair((written, df): &Form) -> Option<(&str, &str, u32)> {
    let (a, b) = written.split_once(' ')?;
    Some((a, b, *df))
}

/// Most written forms, and neighbours, remembered of one state of the index, some 60 bytes each; with more, all are forgotten.
const REMEMBERED: usize = 60_000;

/// An ASCII form near another one, with its written forms in the index.
pub(crate) struct Neighbour {
    pub(crate) ascii: String,
    pub(crate) forms: Arc<[Form]>,
}

/// What queries asked of one state of the index before: written forms of syllables and of pairs, and the neighbours of
/// syllables.
#[derive(Default)]
pub(crate) struct Remembered {
    forms: Mutex<Kept<Form>>,
    neighbours: Mutex<Kept<Neighbour>>,
}

struct Kept<T> {
    by_key: HashMap<String, Arc<[T]>>,
    held: usize,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self {
            by_key: HashMap::new(),
            held: 0,
        }
    }
}

impl<T> Kept<T> {
    fn put(&mut self, key: String, list: &Arc<[T]>) {
        // One more, for those that have none.
        self.held += list.len() + 1;
        if self.held > REMEMBERED {
            *self = Self::default();
            return;
        }
        self.by_key.insert(key, Arc::clone(list));
    }
}

fn lock<T>(kept: &Mutex<Kept<T>>) -> MutexGuard<'_, Kept<T>> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads term dictionaries; remembers what it read for the length of one query, syllables and pairs for longer.
pub(crate) struct Lexicon<'a> {
    searcher: &'a Searcher,
    terms: &'a Terms<'a>,
    remembered: &'a Remembered,
    field: Field,
    ranges: RefCell<HashMap<String, Arc<[Form]>>>,
}

impl<'a> Lexicon<'a> {
    pub(crate) fn new(snapshot: &'a Snapshot, terms: &'a Terms<'a>) -> Self {
        Self {
            searcher: &snapshot.searcher,
            terms,
            remembered: &snapshot.remembered,
            field: snapshot.fields.text,
            ranges: RefCell::default(),
        }
    }

    /// Documents in the index.
    pub(crate) fn documents(&self) -> f32 {
        self.searcher.num_docs() as f32
    }

    /// Written forms of an ASCII syllable.
    pub(crate) fn forms(&self, ascii: &str) -> Result<Arc<[Form]>, SearchError> {
        let prefix = terms::single_prefix(Tier::Syllable, ascii);
        self.range(prefix, ascii, is_bare_syllable(ascii))
    }

    /// The word itself and all ASCII forms a slip away ([`edits::within_one`]) that the index holds, or that are `known`
    /// elsewhere: always the same for one state of the index.
    pub(crate) fn neighbours(
        &self,
        ascii: &str,
        known: impl Fn(&str) -> bool,
    ) -> Result<Arc<[Neighbour]>, SearchError> {
        let foreign = edits::is_foreign(ascii);
        if !foreign && let Some(kept) = lock(&self.remembered.neighbours).by_key.get(ascii) {
            return Ok(Arc::clone(kept));
        }
        let near = foreign.then(|| self.near(ascii)).transpose()?;
        let respelled = edits::respellings(ascii);
        let mut out = Vec::new();
        for one in edits::within_one(ascii) {
            let forms = match &near {
                Some(near) if !respelled.contains(&one) => near.get(&one).map(|forms| forms.as_slice().into()),
                _ => Some(self.forms(&one)?),
            };
            let forms: Arc<[Form]> = forms.unwrap_or_default();
            if !forms.is_empty() || known(&one) {
                out.push(Neighbour { ascii: one, forms });
            }
        }
        let out: Arc<[Neighbour]> = out.into();
        if !foreign {
            lock(&self.remembered.neighbours).put(ascii.to_owned(), &out);
        }
        Ok(out)
    }

    /// Written forms of all ASCII forms one edit away from a word, itself among them.
    fn near(&self, ascii: &str) -> Result<HashMap<String, Vec<Form>>, SearchError> {
        let mut out: HashMap<String, Vec<Form>> = HashMap::new();
        for segment in self.searcher.segment_readers() {
            let Some(near) = OneEdit::of(ascii) else { break };
            let inverted = segment.inverted_index(self.field)?;
            let mut stream = inverted.terms().search(near).into_stream()?;
            while let Some((key, info)) = stream.next() {
                let term = std::str::from_utf8(key).ok().and_then(terms::read_single);
                let Some((ascii, written)) = term else { continue };
                let forms = out.entry(ascii.to_owned()).or_default();
                match forms.iter_mut().find(|(w, _)| w == written) {
                    Some((_, n)) => *n += info.doc_freq,
                    None => forms.push((written.to_owned(), info.doc_freq)),
                }
            }
        }
        Ok(out)
    }

    /// Documents that hold the commonest written form of an ASCII form.
    pub(crate) fn most(&self, ascii: &str) -> Result<u32, SearchError> {
        Ok(self.forms(ascii)?.iter().map(|&(_, df)| df).max().unwrap_or(0))
    }

    /// Documents that hold this written form.
    pub(crate) fn df(&self, ascii: &str, written: &str) -> Result<u32, SearchError> {
        if is_bare_syllable(ascii) {
            return Ok(self
                .forms(ascii)?
                .iter()
                .find(|(w, _)| w == written)
                .map_or(0, |&(_, n)| n));
        }
        self.terms
            .df(self.field, &terms::single(Tier::Syllable, ascii, written))
    }

    /// Documents that hold this pair of (ASCII, written) forms side by side.
    pub(crate) fn pair_df(&self, a: (&str, &str), b: (&str, &str)) -> Result<u32, SearchError> {
        self.terms.df(self.field, &terms::pair(a, b))
    }

    /// True when the index holds the two ASCII forms side by side, in whatever written form.
    pub(crate) fn has_pair(&self, a: &str, b: &str) -> Result<bool, SearchError> {
        Ok(!self.pair_range(a, b)?.is_empty())
    }

    /// The written forms in which the index holds two ASCII forms side by side, each as one text ([`of_pair`]).
    pub(crate) fn pair_range(&self, a: &str, b: &str) -> Result<Arc<[Form]>, SearchError> {
        let remembered = is_bare_syllable(a) && is_bare_syllable(b);
        self.range(terms::pair_prefix(a, b), &[a, " ", b].concat(), remembered)
    }

    /// All terms that begin with `prefix`; `same` is the written form that an empty rest stands for. What anyone may ask
    /// for again is remembered.
    fn range(&self, prefix: String, same: &str, remembered: bool) -> Result<Arc<[Form]>, SearchError> {
        let known = if remembered {
            lock(&self.remembered.forms).by_key.get(&prefix).map(Arc::clone)
        } else {
            self.ranges.borrow().get(&prefix).map(Arc::clone)
        };
        if let Some(known) = known {
            return Ok(known);
        }
        let mut forms: Vec<Form> = Vec::new();
        // One more than the separator that ends the prefix.
        let mut end = prefix.clone().into_bytes();
        if let Some(last) = end.last_mut() {
            *last += 1;
        }
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.field)?;
            let mut stream = inverted.terms().range().ge(prefix.as_bytes()).lt(&end).into_stream()?;
            while let Some((key, info)) = stream.next() {
                let Ok(rest) = std::str::from_utf8(&key[prefix.len()..]) else {
                    continue;
                };
                let written = if rest.is_empty() { same } else { rest };
                match forms.iter_mut().find(|(w, _)| w == written) {
                    Some((_, n)) => *n += info.doc_freq,
                    None => forms.push((written.to_owned(), info.doc_freq)),
                }
            }
        }
        let forms: Arc<[Form]> = forms.into();
        if remembered {
            lock(&self.remembered.forms).put(prefix, &forms);
        } else {
            self.ranges.borrow_mut().insert(prefix, Arc::clone(&forms));
        }
        Ok(forms)
    }
}
