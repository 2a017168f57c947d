//! The index as its own language model: which written forms of a syllable and of a pair it holds, and in how many documents.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::schema::Field;
use tantivy::{Searcher, Term};

use crate::index::{SearchError, Snapshot};
use crate::query::edits::is_bare_syllable;
use crate::terms::{self, Tier};

/// A written form and the number of documents that hold it.
pub(crate) type Form = (String, u32);

/// The written forms of Vietnamese syllables in one state of the index, as far as queries asked for them.
/// There are some 2,500 syllables without marks, so it stays small.
#[derive(Default)]
pub(crate) struct Syllables(Mutex<HashMap<String, Arc<[Form]>>>);

/// Reads term dictionaries; remembers what it read for the length of one query, syllables for as long as the state lasts.
pub(crate) struct Lexicon<'a> {
    searcher: &'a Searcher,
    syllables: &'a Syllables,
    field: Field,
    ranges: RefCell<HashMap<String, Arc<[Form]>>>,
    exact: RefCell<HashMap<String, u32>>,
}

impl<'a> Lexicon<'a> {
    pub(crate) fn new(snapshot: &'a Snapshot) -> Self {
        let (searcher, syllables, field) = (&snapshot.searcher, &snapshot.syllables, snapshot.fields.text);
        Self {
            searcher,
            syllables,
            field,
            ranges: RefCell::default(),
            exact: RefCell::default(),
        }
    }

    /// Documents in the index.
    pub(crate) fn documents(&self) -> f32 {
        self.searcher.num_docs() as f32
    }

    /// Written forms of an ASCII syllable.
    pub(crate) fn forms(&self, ascii: &str) -> Result<Arc<[Form]>, SearchError> {
        if !is_bare_syllable(ascii) {
            return self.range(terms::single_prefix(Tier::Syllable, ascii), ascii);
        }
        if let Some(known) = self
            .syllables
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(ascii)
        {
            return Ok(Arc::clone(known));
        }
        let forms = self.range(terms::single_prefix(Tier::Syllable, ascii), ascii)?;
        self.syllables
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(ascii.to_owned(), Arc::clone(&forms));
        Ok(forms)
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
        self.exact(terms::single(Tier::Syllable, ascii, written))
    }

    /// Documents that hold this pair of (ASCII, written) forms side by side.
    pub(crate) fn pair_df(&self, a: (&str, &str), b: (&str, &str)) -> Result<u32, SearchError> {
        self.exact(terms::pair(a, b))
    }

    /// The same where most forms of the two will be asked for: one look at all of them.
    pub(crate) fn pair_df_of_all(&self, a: (&str, &str), b: (&str, &str)) -> Result<u32, SearchError> {
        let forms = self.pair_range(a.0, b.0)?;
        let is = |written: &str| {
            let rest = written.strip_prefix(a.1).and_then(|rest| rest.strip_prefix(' '));
            rest == Some(b.1)
        };
        Ok(forms.iter().find(|(written, _)| is(written)).map_or(0, |&(_, df)| df))
    }

    /// True when the index holds the two ASCII forms side by side, in whatever written form.
    pub(crate) fn has_pair(&self, a: &str, b: &str) -> Result<bool, SearchError> {
        Ok(!self.pair_range(a, b)?.is_empty())
    }

    /// The written forms in which the index holds two ASCII forms side by side, and in how many documents.
    pub(crate) fn pair_forms(&self, a: &str, b: &str) -> Result<Vec<(String, String, u32)>, SearchError> {
        let forms = self.pair_range(a, b)?;
        let two = forms
            .iter()
            .filter_map(|(written, df)| written.split_once(' ').map(|(x, y)| (x.to_owned(), y.to_owned(), *df)));
        Ok(two.collect())
    }

    /// The written forms of two ASCII forms side by side, each as one text.
    fn pair_range(&self, a: &str, b: &str) -> Result<Arc<[Form]>, SearchError> {
        self.range(terms::pair_prefix(a, b), &[a, " ", b].concat())
    }

    fn exact(&self, term: String) -> Result<u32, SearchError> {
        if let Some(&known) = self.exact.borrow().get(&term) {
            return Ok(known);
        }
        let key = Term::from_field_text(self.field, &term);
        let mut df = 0;
        for segment in self.searcher.segment_readers() {
            df += segment.inverted_index(self.field)?.doc_freq(&key)?;
        }
        self.exact.borrow_mut().insert(term, df);
        Ok(df)
    }

    /// All terms that begin with `prefix`; `same` is the written form that an empty rest stands for.
    fn range(&self, prefix: String, same: &str) -> Result<Arc<[Form]>, SearchError> {
        if let Some(known) = self.ranges.borrow().get(&prefix) {
            return Ok(Arc::clone(known));
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
        self.ranges.borrow_mut().insert(prefix, Arc::clone(&forms));
        Ok(forms)
    }
}
