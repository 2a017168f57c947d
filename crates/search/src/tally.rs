//! Counts the values of every facet over the records of a segment, column by column: a block of records at a time, so
//! that each column is read in one sweep.

use std::collections::BTreeMap;

use tantivy::columnar::StrColumn;

use crate::index::{Columns, SearchError};

/// Records of a block.
const BLOCK: usize = 2048;
/// Facets of at most so many values have them remembered.
const FEW: usize = 4096;

pub(crate) struct Tally<'a> {
    columns: &'a Columns,
    /// Counts by facet and ordinal; empty when nothing is counted.
    counts: Vec<Vec<u32>>,
    /// Records that count for every facet.
    all: Vec<u32>,
    /// Records that fail one chosen facet, and so count for it alone.
    only: BTreeMap<usize, Vec<u32>>,
    docs: Vec<u32>,
    rows: Vec<u32>,
    ords: Vec<u64>,
}

impl<'a> Tally<'a> {
    pub(crate) fn new(columns: &'a Columns, counts: bool) -> Self {
        let terms = |column: &Option<StrColumn>| column.as_ref().map_or(0, |c| c.num_terms());
        Self {
            columns,
            counts: if counts {
                columns.facets.iter().map(|c| vec![0; terms(c)]).collect()
            } else {
                Vec::new()
            },
            all: Vec::new(),
            only: BTreeMap::new(),
            docs: Vec::new(),
            rows: Vec::new(),
            ords: Vec::new(),
        }
    }

    /// Takes a record that matches, or that fails the one facet `failed`. Records come in rising order.
    pub(crate) fn take(&mut self, doc: u32, failed: Option<usize>) {
        match failed {
            None => {
                self.all.push(doc);
                if self.all.len() == BLOCK {
                    self.count_all();
                }
            }
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

    fn count_all(&mut self) {
        let block = std::mem::take(&mut self.all);
        for facet in 0..self.counts.len() {
            self.count(facet, &block);
        }
        self.all = block;
        self.all.clear();
    }

    fn count(&mut self, facet: usize, block: &[u32]) {
        let Some(column) = &self.columns.facets[facet] else {
            return;
        };
        self.docs.clear();
        self.rows.clear();
        let ords = column.ords();
        ords.row_ids_for_docs(block, &mut self.docs, &mut self.rows);
        self.ords.clear();
        self.ords.resize(self.rows.len(), 0);
        ords.values.get_vals(&self.rows, &mut self.ords);
        let counts = &mut self.counts[facet];
        for &ord in &self.ords {
            if let Some(count) = usize::try_from(ord).ok().and_then(|ord| counts.get_mut(ord)) {
                *count += 1;
            }
        }
    }

    /// Adds what was counted to the totals by value.
    pub(crate) fn finish(mut self, totals: &mut [BTreeMap<String, usize>]) -> Result<(), SearchError> {
        self.count_all();
        for (facet, block) in std::mem::take(&mut self.only) {
            self.count(facet, &block);
        }
        let Self { columns, counts, .. } = self;
        for (facet, (counts, total)) in counts.iter().zip(totals).enumerate() {
            let Some(column) = &columns.facets[facet] else {
                continue;
            };
            let known = values(columns, facet, column)?;
            let mut read = String::new();
            for (ord, &n) in counts.iter().enumerate().filter(|&(_, &n)| n > 0) {
                let value = match known.get(ord) {
                    Some(value) => value,
                    None => {
                        read.clear();
                        column.ord_to_str(ord as u64, &mut read)?;
                        &read
                    }
                };
                match total.get_mut(value) {
                    Some(total) => *total += n as usize,
                    None => {
                        total.insert(value.clone(), n as usize);
                    }
                }
            }
        }
        Ok(())
    }
}

/// The values of a facet by ordinal; none where they are many.
fn values<'a>(columns: &'a Columns, facet: usize, column: &StrColumn) -> Result<&'a [String], SearchError> {
    let Some(held) = columns.values.get(facet).filter(|_| column.num_terms() <= FEW) else {
        return Ok(&[]);
    };
    if let Some(known) = held.get() {
        return Ok(known);
    }
    let mut values = Vec::with_capacity(column.num_terms());
    for ord in 0..column.num_terms() {
        let mut value = String::new();
        column.ord_to_str(ord as u64, &mut value)?;
        values.push(value);
    }
    Ok(held.get_or_init(|| values))
}
