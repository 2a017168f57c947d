//! Counts the values of facets over the records of a segment: a block of records of one collection at a time, so that
//! each column is read in one sweep, and only the columns of wanted facets that the collection declares.

use std::borrow::Cow;
use std::collections::BTreeMap;

use tantivy::columnar::StrColumn;

use crate::column::Values;
use crate::index::{Columns, SearchError};
use crate::request::Facets;
use crate::schema::Facet;

/// Records of a block.
const BLOCK: usize = 2048;
/// Facets of at most so many values have them remembered.
const FEW: usize = 4096;

pub(crate) struct Tally<'a> {
    columns: &'a Columns,
    facets: &'a [Facet],
    /// Counts by facet and ordinal; none of a facet that is not counted.
    counts: Vec<Vec<u32>>,
    /// True when any facet is counted.
    any: bool,
    /// Records that count for every facet, by the ordinal of their collection.
    all: Vec<Vec<u32>>,
    /// Records that fail one chosen facet, and so count for it alone.
    only: BTreeMap<usize, Vec<u32>>,
    docs: Vec<u32>,
    rows: Vec<u32>,
    ords: Vec<u64>,
}

impl<'a> Tally<'a> {
    pub(crate) fn new(columns: &'a Columns, facets: &'a [Facet], wanted: &Facets) -> Self {
        let terms = |column: &Option<StrColumn>| column.as_ref().map_or(0, |c| c.num_terms());
        let counts: Vec<_> = facets
            .iter()
            .zip(&columns.facets)
            .map(|(facet, column)| vec![0; if wanted.has(&facet.key) { terms(column) } else { 0 }])
            .collect();
        Self {
            columns,
            facets,
            any: counts.iter().any(|of| !of.is_empty()),
            counts,
            all: vec![Vec::new(); columns.facets.first().map_or(0, terms)],
            only: BTreeMap::new(),
            docs: Vec::new(),
            rows: Vec::new(),
            ords: Vec::new(),
        }
    }

    /// Takes a record that matches, or that fails the one facet `failed`. Records come in rising order.
    pub(crate) fn take(&mut self, doc: u32, failed: Option<usize>) {
        match failed {
            _ if !self.any => {}
            None => {
                let Some(block) = self.columns.collection(doc).and_then(|of| self.all.get_mut(of)) else {
                    return;
                };
                block.push(doc);
                if block.len() == BLOCK {
                    let full = std::mem::take(block);
                    self.count_all(&full);
                }
            }
            Some(facet) if self.counts[facet].is_empty() => {}
            Some(facet) => {
                let block = self.only.entry(facet).or_default();
                block.push(doc);
                if block.len() == BLOCK {
                    let full = std::mem::take(block);
                    self.count(facet, &full);
                }
            }
        }
    }

    /// Counts records of one collection.
    fn count_all(&mut self, block: &[u32]) {
        let collection = block.first().and_then(|&doc| self.columns.collection(doc));
        let collection = collection.and_then(|ord| value(self.columns, 0, ord).ok());
        for (facet, declared) in self.facets.iter().enumerate() {
            let open = declared.collections.is_empty();
            if open
                || collection
                    .as_ref()
                    .is_none_or(|of| declared.collections.iter().any(|c| c == of))
            {
                self.count(facet, block);
            }
        }
    }

    fn count(&mut self, facet: usize, block: &[u32]) {
        let counts = &mut self.counts[facet];
        let Some(column) = self.columns.facets[facet].as_ref().filter(|_| !counts.is_empty()) else {
            return;
        };
        self.docs.clear();
        self.rows.clear();
        let ords = column.ords();
        ords.row_ids_for_docs(block, &mut self.docs, &mut self.rows);
        self.ords.clear();
        self.ords.resize(self.rows.len(), 0);
        ords.values.get_vals(&self.rows, &mut self.ords);
        for &ord in &self.ords {
            if let Some(count) = usize::try_from(ord).ok().and_then(|ord| counts.get_mut(ord)) {
                *count += 1;
            }
        }
    }

    /// Adds what was counted to the totals by value.
    pub(crate) fn finish(mut self, totals: &mut [BTreeMap<String, usize>]) -> Result<(), SearchError> {
        for block in std::mem::take(&mut self.all) {
            self.count_all(&block);
        }
        for (facet, block) in std::mem::take(&mut self.only) {
            self.count(facet, &block);
        }
        let Self { columns, counts, .. } = self;
        for (facet, (counts, total)) in counts.iter().zip(totals).enumerate() {
            for (ord, &n) in counts.iter().enumerate().filter(|&(_, &n)| n > 0) {
                let value = value(columns, facet, ord)?;
                match total.get_mut(value.as_ref()) {
                    Some(total) => *total += n as usize,
                    None => {
                        total.insert(value.into_owned(), n as usize);
                    }
                }
            }
        }
        Ok(())
    }
}

/// A value of a facet by its ordinal.
fn value(columns: &Columns, facet: usize, ord: usize) -> Result<Cow<'_, str>, SearchError> {
    let Some(column) = &columns.facets[facet] else {
        return Ok(Cow::Borrowed(""));
    };
    if column.num_terms() > FEW {
        let mut value = String::new();
        column.ord_to_str(ord as u64, &mut value)?;
        return Ok(Cow::Owned(value));
    }
    let held = &columns.values[facet];
    let known = match held.get() {
        Some(known) => known,
        None => {
            let values = Values::read(column)?;
            held.get_or_init(|| values)
        }
    };
    Ok(Cow::Borrowed(known.get(ord)))
}
