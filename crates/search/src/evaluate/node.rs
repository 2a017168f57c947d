//! A clause over one segment.

use tantivy::{DocId, TERMINATED};

use super::Clause;
use super::leaf::Leaf;
use super::terms::Terms;
use super::window::{Counts, Join, Pool, Window};
use crate::index::SearchError;

/// What it costs to ask a term for one record, in postings read in a sweep.
const ASKING: usize = 8;
/// What bounds are multiplied by, so that no rounding of sums makes one too low.
const ROUNDED: f32 = 1.000_1;

/// A clause with its place in the postings.
pub(super) struct Node {
    kind: Kind,
    /// Terms under it.
    terms: usize,
    /// What it costs to read it whole, in postings of all segments: scores are summed up in the order of costs, which
    /// has to be one for all segments, or equals would differ in their last digit.
    cost: usize,
    /// At most so many records of all segments match.
    most: usize,
    /// No record scores more.
    bound: f32,
}

enum Kind {
    Leaf(Box<Leaf>),
    Any(Vec<Node>),
    Best {
        of: Vec<Node>,
        tie: f32,
    },
    /// Those that fewest records match first.
    All(Vec<Node>),
    AtLeast(usize, Vec<Node>),
    Constant(Box<Node>, f32),
    Asked {
        must: Box<Node>,
        /// The cheapest first.
        should: Vec<Node>,
        not: Vec<Node>,
    },
}

impl Node {
    /// `None` where no record of the segment can match.
    pub(super) fn of(terms: &Terms, segment: usize, clause: &Clause) -> Result<Option<Self>, SearchError> {
        let some = |of: &[Clause]| -> Result<Vec<Self>, SearchError> {
            let mut nodes = Vec::with_capacity(of.len());
            for clause in of {
                nodes.extend(Self::of(terms, segment, clause)?);
            }
            Ok(nodes)
        };
        Ok(match clause {
            Clause::Term { field, text, weight } => {
                Leaf::open(terms, segment, (*field, text, *weight))?.map(|leaf| Self {
                    terms: 1,
                    cost: leaf.len(),
                    most: leaf.len(),
                    bound: leaf.bound(),
                    kind: Kind::Leaf(Box::new(leaf)),
                })
            }
            Clause::Any(of) => Self::union(some(of)?, Kind::Any),
            Clause::Best { of, tie } => Self::union(some(of)?, |of| Kind::Best { of, tie: *tie }),
            Clause::All(of) => Self::all(some(of)?, of.len()),
            Clause::AtLeast(n, of) => {
                let held = some(of)?;
                match *n {
                    0 | 1 => Self::union(held, Kind::Any),
                    n if held.len() < n => None,
                    n => Self::union(held, |of| Kind::AtLeast(n, of)),
                }
            }
            Clause::Constant(of, score) => Self::of(terms, segment, of)?.map(|node| Self {
                terms: node.terms,
                cost: node.cost,
                most: node.most,
                bound: *score,
                kind: Kind::Constant(Box::new(node), *score),
            }),
            Clause::Asked { must, should, not } => {
                let (held, should) = if must.is_empty() {
                    (Self::union(some(should)?, Kind::Any), Vec::new())
                } else {
                    (Self::all(some(must)?, must.len()), some(should)?)
                };
                let (mut should, not) = (should, some(not)?);
                should.sort_by_key(|node| node.cost);
                match held {
                    Some(must) if !should.is_empty() || !not.is_empty() => Some(Self {
                        terms: must.terms + should.iter().chain(&not).map(|node| node.terms).sum::<usize>(),
                        cost: must.cost,
                        most: must.most,
                        bound: must.bound + sum_of_bounds(&should),
                        kind: Kind::Asked {
                            must: Box::new(must),
                            should,
                            not,
                        },
                    }),
                    held => held,
                }
            }
        })
    }

    fn union(mut of: Vec<Self>, kind: impl FnOnce(Vec<Self>) -> Kind) -> Option<Self> {
        if of.len() < 2 {
            return of.pop();
        }
        Some(Self {
            terms: of.iter().map(|node| node.terms).sum(),
            cost: of.iter().map(|node| node.cost).sum(),
            most: of.iter().map(|node| node.most).sum(),
            bound: sum_of_bounds(&of),
            kind: kind(of),
        })
    }

    fn all(mut of: Vec<Self>, asked: usize) -> Option<Self> {
        if of.len() < asked.max(2) {
            return of.pop().filter(|_| asked == 1);
        }
        of.sort_by_key(|node| node.most);
        let most = of[0].most;
        // Of the others it reads all, or asks for what the first leaves.
        let cost = |node: &Self| node.cost.min(most * node.terms * ASKING);
        Some(Self {
            terms: of.iter().map(|node| node.terms).sum(),
            cost: of.iter().map(cost).sum(),
            most,
            bound: sum_of_bounds(&of),
            kind: Kind::All(of),
        })
    }

    /// No record before this one matches, of those not yet looked at.
    pub(super) fn next(&self) -> DocId {
        let nearest = |of: &[Self]| of.iter().map(Self::next).min().unwrap_or(TERMINATED);
        match &self.kind {
            Kind::Leaf(leaf) => leaf.doc(),
            Kind::Any(of) | Kind::Best { of, .. } => nearest(of),
            Kind::All(of) => of.iter().map(Self::next).max().unwrap_or(TERMINATED),
            Kind::AtLeast(n, of) => {
                let mut all: Vec<DocId> = of.iter().map(Self::next).collect();
                all.sort_unstable();
                all.get(n - 1).copied().unwrap_or(TERMINATED)
            }
            Kind::Constant(of, _) => of.next(),
            Kind::Asked { must, .. } => must.next(),
        }
    }

    /// Puts the records of the window that match into `out`, which is empty. Windows come in rising order. Records that can
    /// not score `floor` may be given less than they score.
    pub(super) fn fill(&mut self, start: DocId, out: &mut Window, pool: &mut Pool, floor: f32) {
        match &mut self.kind {
            Kind::Leaf(leaf) => leaf.each(start, |at, score| out.put(at, score)),
            Kind::Any(of) => of.iter_mut().for_each(|node| node.join(start, out, pool, Join::Sum)),
            Kind::Best { of, tie } if *tie == 0.0 => {
                of.iter_mut().for_each(|node| node.join(start, out, pool, Join::Best));
            }
            Kind::Best { of, tie } => {
                let mut sums = pool.lend();
                for node in of {
                    node.visit(start, pool, |at, score| {
                        out.join(at, score, Join::Best);
                        sums.join(at, score, Join::Sum);
                    });
                }
                out.revise(|at, best| Some(best + (sums.score(at) - best) * *tie));
                pool.take_back(sums);
            }
            Kind::All(of) => {
                let Some((first, others)) = of.split_first_mut() else {
                    return;
                };
                first.fill(start, out, pool, 0.0);
                for node in others {
                    node.narrow(start, out, pool);
                }
            }
            Kind::AtLeast(n, of) => {
                let mut counts = Counts::default();
                for node in of {
                    node.visit(start, pool, |at, score| counts.add(at, score, out));
                }
                counts.put_in(*n, out);
            }
            Kind::Constant(of, constant) => {
                of.fill(start, out, pool, 0.0);
                out.revise(|_, _| Some(*constant));
            }
            Kind::Asked { must, should, not } => {
                must.fill(start, out, pool, 0.0);
                for node in not {
                    node.visit(start, pool, |at, _| out.remove(at));
                }
                let mut rest = sum_of_bounds(should) * ROUNDED;
                let mut open = out.members().clone();
                for node in should {
                    if floor > 0.0 {
                        open.retain(|at| out.score(at) + rest >= floor);
                    }
                    rest -= node.bound;
                    match open.count() {
                        0 => break,
                        few if node.is_asked(few, pool) => open.each(|at| {
                            if let Some(more) = node.probe(start + at as u32) {
                                out.add(at, more);
                            }
                        }),
                        _ => node.visit(start, pool, |at, more| out.add(at, more)),
                    }
                }
            }
        }
    }

    /// Gives the records of the window that match.
    fn visit(&mut self, start: DocId, pool: &mut Pool, take: impl FnMut(usize, f32)) {
        if let Kind::Leaf(leaf) = &mut self.kind {
            return leaf.each(start, take);
        }
        let mut own = pool.lend();
        self.fill(start, &mut own, pool, 0.0);
        own.each(take);
        pool.take_back(own);
    }

    /// Joins the records of the window that match to those in `out`.
    fn join(&mut self, start: DocId, out: &mut Window, pool: &mut Pool, how: Join) {
        self.visit(start, pool, |at, score| out.join(at, score, how));
    }

    /// Keeps the records in `out` that match, and adds its score to theirs.
    fn narrow(&mut self, start: DocId, out: &mut Window, pool: &mut Pool) {
        let held = out.members().count();
        if held == 0 {
            return;
        }
        if self.is_asked(held, pool) {
            return out.revise(|at, score| Some(score + self.probe(start + at as u32)?));
        }
        let mut own = pool.lend();
        self.fill(start, &mut own, pool, 0.0);
        out.intersect(&own);
        out.revise(|at, score| Some(score + own.score(at)));
        pool.take_back(own);
    }

    /// Whether to ask it for so many records costs less than to read what it has in a window.
    fn is_asked(&self, records: usize, pool: &Pool) -> bool {
        records * self.terms * ASKING < self.cost / pool.windows
    }

    /// The score of one record; `None` where it does not match. Records come in rising order.
    fn probe(&mut self, doc: DocId) -> Option<f32> {
        match &mut self.kind {
            Kind::Leaf(leaf) => leaf.probe(doc),
            Kind::Any(of) => sum(of, doc, 1),
            Kind::AtLeast(least, of) => sum(of, doc, *least),
            Kind::Best { of, tie } => {
                let mut held: Option<(f32, f32)> = None;
                for score in of.iter_mut().filter_map(|node| node.probe(doc)) {
                    held = Some(held.map_or((score, score), |(best, sum)| (best.max(score), sum + score)));
                }
                held.map(|(best, sum)| best + (sum - best) * *tie)
            }
            Kind::All(of) => {
                let mut sum = 0.0;
                for node in of {
                    sum += node.probe(doc)?;
                }
                Some(sum)
            }
            Kind::Constant(of, constant) => of.probe(doc).map(|_| *constant),
            Kind::Asked { must, should, not } => {
                let score = must.probe(doc)?;
                if not.iter_mut().any(|node| node.probe(doc).is_some()) {
                    return None;
                }
                Some(score + sum(should, doc, 0).unwrap_or_default())
            }
        }
    }
}

/// No record scores more in all of them.
fn sum_of_bounds(of: &[Node]) -> f32 {
    of.iter().map(|node| node.bound).sum()
}

/// The sum over those that the record matches, where they are at least so many.
fn sum(of: &mut [Node], doc: DocId, least: usize) -> Option<f32> {
    let scores = of.iter_mut().filter_map(|node| node.probe(doc));
    let (n, sum) = scores.fold((0, 0.0), |(n, sum), score| (n + 1, sum + score));
    (n >= least).then_some(sum)
}
