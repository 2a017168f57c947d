//! One pass over the records that match: the best of them, how many, and the counts of every facet.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

use tantivy::DocAddress;

use crate::evaluate::{self, Clause, Terms};
use crate::index::{Columns, SearchError, Snapshot};
use crate::request::{Facets, Sort};
use crate::response::{FacetCounts, FacetValue};
use crate::tally::Tally;

/// A record that matches.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) score: f32,
    /// The part of the score that the title added.
    pub(crate) title_bonus: f32,
    pub(crate) address: DocAddress,
    /// Decides between equals.
    pub(crate) tie: u64,
    /// Collation key of the title, for that order alone.
    title: Vec<u8>,
    updated: u64,
}

/// What a pass brings.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    /// Best first.
    pub(crate) found: Vec<Found>,
    pub(crate) total: usize,
    pub(crate) facets: Vec<FacetCounts>,
}

/// What is wanted of a pass.
pub(crate) struct Wanted<'a> {
    pub(crate) filters: &'a BTreeMap<String, Vec<String>>,
    pub(crate) sort: Sort,
    /// True when scores order the records, not dates.
    pub(crate) scored: bool,
    pub(crate) top: usize,
    pub(crate) facets: &'a Facets,
}

/// A key of the order within a segment: higher is better.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Rank {
    score: f32,
    key: u64,
    /// Lower wins between equals.
    tie: u64,
    doc: u32,
}

impl Eq for Rank {}

impl Ord for Rank {
    /// Reversed, so that the heap has the worst on top.
    fn cmp(&self, other: &Self) -> Ordering {
        other
            .score
            .total_cmp(&self.score)
            .then_with(|| other.key.cmp(&self.key))
            .then_with(|| self.tie.cmp(&other.tie))
    }
}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Finds what meets the clause in the snapshot.
pub(crate) fn collect(
    snapshot: &Snapshot,
    terms: &Terms,
    clause: &Clause,
    wanted: &Wanted,
) -> Result<Collected, SearchError> {
    let mut out = Collected::default();
    let mut counts: Vec<BTreeMap<String, usize>> = vec![BTreeMap::new(); snapshot.fields.facets.len()];
    let segments = snapshot.searcher.segment_readers();
    for (ord, (segment, columns)) in segments.iter().zip(&snapshot.segments).enumerate() {
        let mut pass = Pass::new(snapshot, columns, wanted)?;
        let alive = segment.alive_bitset();
        let floor = floor(wanted, &mut out.found);
        evaluate::each(terms, ord, clause, floor, |doc, score| {
            if alive.is_none_or(|a| a.is_alive(doc)) {
                pass.take(doc, if wanted.scored { score } else { 0.0 });
            }
            pass.floor().max(floor)
        })?;
        out.total += pass.total;
        pass.finish(u32::try_from(ord).unwrap_or(u32::MAX), &mut out.found, &mut counts)?;
    }
    out.found.sort_by(|a, b| order(wanted, a, b));
    out.found.truncate(wanted.top);
    out.facets = facet_counts(snapshot, wanted, counts);
    Ok(out)
}

/// What a record of the next segment has to score to be listed. Drops those that are listed no more.
fn floor(wanted: &Wanted, found: &mut Vec<Found>) -> f32 {
    if !wanted.scored {
        return f32::INFINITY;
    }
    if found.len() < wanted.top {
        return 0.0;
    }
    found.sort_by(|a, b| order(wanted, a, b));
    found.truncate(wanted.top);
    found.last().map_or(f32::INFINITY, |last| last.score)
}

fn order(wanted: &Wanted, a: &Found, b: &Found) -> Ordering {
    let by = match wanted.sort {
        Sort::Title => a.title.cmp(&b.title),
        _ if wanted.scored => b.score.total_cmp(&a.score),
        _ => b.updated.cmp(&a.updated),
    };
    by.then(a.tie.cmp(&b.tie))
}

/// The pass over one segment.
struct Pass<'a> {
    columns: &'a Columns,
    wanted: &'a Wanted<'a>,
    /// Per chosen facet: its column, and which of its ordinals are chosen.
    filters: Vec<(usize, Vec<bool>)>,
    tally: Tally<'a>,
    heap: BinaryHeap<Rank>,
    total: usize,
}

impl<'a> Pass<'a> {
    fn new(snapshot: &'a Snapshot, columns: &'a Columns, wanted: &'a Wanted) -> Result<Self, SearchError> {
        let mut filters = Vec::new();
        for (n, facet) in snapshot.fields.facets.iter().enumerate() {
            let Some(values) = wanted.filters.get(&facet.key).filter(|v| !v.is_empty()) else {
                continue;
            };
            let mut chosen = vec![false; columns.facets[n].as_ref().map_or(0, |c| c.num_terms())];
            if let Some(column) = &columns.facets[n] {
                for value in values {
                    if let Some(ord) = column.dictionary().term_ord(value.as_bytes())?
                        && let Some(slot) = usize::try_from(ord).ok().and_then(|o| chosen.get_mut(o))
                    {
                        *slot = true;
                    }
                }
            }
            filters.push((n, chosen));
        }
        Ok(Self {
            columns,
            wanted,
            filters,
            tally: Tally::new(columns, &snapshot.fields.facets, wanted.facets),
            heap: BinaryHeap::new(),
            total: 0,
        })
    }

    fn take(&mut self, doc: u32, score: f32) {
        // The number of chosen facets that the record fails: at none it is a hit; at one it counts for that facet alone.
        let mut failed = None;
        for (n, chosen) in &self.filters {
            let passes = self.columns.facets[*n].as_ref().is_some_and(|c| {
                c.term_ords(doc).any(|o| {
                    usize::try_from(o)
                        .ok()
                        .and_then(|o| chosen.get(o))
                        .copied()
                        .unwrap_or(false)
                })
            });
            if !passes {
                if failed.is_some() {
                    return;
                }
                failed = Some(*n);
            }
        }
        self.tally.take(doc, failed);
        if failed.is_some() {
            return;
        }
        self.total += 1;
        if self.wanted.top == 0 {
            return;
        }
        let key = match self.wanted.sort {
            // Ordinals of a segment are in the order of the keys; the first title is the best.
            Sort::Title => {
                u64::MAX
                    - self
                        .columns
                        .title_key
                        .as_ref()
                        .and_then(|c| c.term_ords(doc).next())
                        .unwrap_or(u64::MAX)
            }
            _ if self.wanted.scored => 0,
            _ => self.columns.updated.first(doc).unwrap_or(0),
        };
        let score = if self.wanted.sort == Sort::Title { 0.0 } else { score };
        if self.heap.len() == self.wanted.top
            && let Some(worst) = self.heap.peek()
            && (score < worst.score || (score == worst.score && key < worst.key))
        {
            return;
        }
        let tie = self.columns.tie.first(doc).unwrap_or(u64::MAX);
        let rank = Rank { score, key, tie, doc };
        if self.heap.len() < self.wanted.top {
            self.heap.push(rank);
        } else if let Some(mut worst) = self.heap.peek_mut()
            && rank < *worst
        {
            *worst = rank;
        }
    }

    /// What a record has to score to be listed.
    fn floor(&self) -> f32 {
        match self.heap.peek() {
            _ if self.wanted.top == 0 => f32::INFINITY,
            Some(worst) if self.heap.len() == self.wanted.top => worst.score,
            _ => 0.0,
        }
    }

    fn finish(
        self,
        segment: u32,
        found: &mut Vec<Found>,
        counts: &mut [BTreeMap<String, usize>],
    ) -> Result<(), SearchError> {
        for rank in self.heap {
            let mut title = Vec::new();
            if self.wanted.sort == Sort::Title
                && let Some(column) = &self.columns.title_key
            {
                column.ord_to_bytes(u64::MAX - rank.key, &mut title)?;
            }
            let updated = self.columns.updated.first(rank.doc).unwrap_or(0);
            found.push(Found {
                score: rank.score,
                title_bonus: 0.0,
                address: DocAddress::new(segment, rank.doc),
                tie: rank.tie,
                title,
                updated,
            });
        }
        self.tally.finish(counts)
    }
}

fn facet_counts(snapshot: &Snapshot, wanted: &Wanted, counts: Vec<BTreeMap<String, usize>>) -> Vec<FacetCounts> {
    let mut out = Vec::new();
    let facets = snapshot.fields.facets.iter().zip(counts);
    for (facet, mut counts) in facets.filter(|(facet, _)| wanted.facets.has(&facet.key)) {
        let chosen = wanted.filters.get(&facet.key).map_or(&[][..], Vec::as_slice);
        for value in chosen {
            counts.entry(value.clone()).or_default();
        }
        if counts.is_empty() {
            continue;
        }
        let mut values: Vec<FacetValue> = counts
            .into_iter()
            .map(|(value, count)| FacetValue {
                selected: chosen.contains(&value),
                value,
                count,
            })
            .collect();
        values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        out.push(FacetCounts {
            key: facet.key.clone(),
            values,
        });
    }
    out
}
