//! Finds the records that match a query, and scores them.
//!
//! A query is a tree of [`Clause`]s over terms of the index. It is evaluated a window of neighbouring records at a time, term
//! by term: the postings of a term are read in one sweep into an array of scores, and arrays are joined. With the long lists
//! of the commonest syllables this takes half the time of walking all lists record by record, each call through a table of
//! virtual functions, as the scorers of tantivy do. Where few records of a window are left, terms are asked for
//! these alone instead.
//!
//! The score of a term is BM25 (Robertson and Zaragoza 2009).

mod leaf;
mod node;
mod terms;
mod window;

use tantivy::TERMINATED;
use tantivy::schema::Field;

use crate::index::SearchError;
use node::Node;
pub(crate) use terms::{Bm25, Terms};
use window::SIZE;

/// What is asked of a record, and what it scores that meets it.
#[derive(Debug, Clone)]
pub(crate) enum Clause {
    /// Holds the term; scores BM25 times the weight. Without a weight the term only has to be there.
    Term { field: Field, text: String, weight: f32 },
    /// Meets any; scores the sum of those that it meets.
    Any(Vec<Clause>),
    /// Meets any; scores the best of them and the share `tie` of the others.
    Best { of: Vec<Clause>, tie: f32 },
    /// Meets all; scores their sum.
    All(Vec<Clause>),
    /// Meets at least so many; scores the sum of those that it meets.
    AtLeast(usize, Vec<Clause>),
    /// Meets this; scores a constant.
    Constant(Box<Clause>, f32),
    /// Meets all of `must` (where that is empty, any of `should`) and none of `not`; scores the sum of `must` and `should`.
    Asked {
        must: Vec<Clause>,
        should: Vec<Clause>,
        not: Vec<Clause>,
    },
}

impl Clause {
    /// The same with all its scores multiplied.
    pub(crate) fn times(self, by: f32) -> Self {
        let all = |of: Vec<Clause>| of.into_iter().map(|c| c.times(by)).collect();
        match self {
            Self::Term { field, text, weight } => Self::Term {
                field,
                text,
                weight: weight * by,
            },
            Self::Any(of) => Self::Any(all(of)),
            Self::Best { of, tie } => Self::Best { of: all(of), tie },
            Self::All(of) => Self::All(all(of)),
            Self::AtLeast(n, of) => Self::AtLeast(n, all(of)),
            Self::Constant(of, score) => Self::Constant(of, score * by),
            Self::Asked { must, should, not } => Self::Asked {
                must: all(must),
                should: all(should),
                not,
            },
        }
    }
}

/// Gives every record of a segment that meets the clause, deleted ones too, in rising order, with its score. `take` says
/// below which score it does not need to know the score any more: what cannot reach it may come with a lower one.
pub(crate) fn each(
    terms: &Terms,
    segment: usize,
    clause: &Clause,
    mut floor: f32,
    mut take: impl FnMut(u32, f32) -> f32,
) -> Result<(), SearchError> {
    let Some(mut node) = Node::of(terms, segment, clause)? else {
        return Ok(());
    };
    let mut pool = terms.pool();
    let mut found = pool.lend();
    let mut from = 0;
    loop {
        let start = node.next().max(from);
        if start >= TERMINATED {
            pool.take_back(found);
            return Ok(());
        }
        found.clear();
        node.fill(start, &mut found, &mut pool, floor);
        found.each(|at, score| floor = take(start + at as u32, score));
        from = start + SIZE as u32;
    }
}

#[cfg(test)]
mod tests;
