//! The second pass over the best records: how much of the query each covers, and whether its title is the answer.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, TERMINATED, Term};

use crate::collect::Found;
use crate::index::{SearchError, Snapshot};
use crate::params;
use crate::query::understand::{Query, Unit};
use crate::response::{ChangeKind, Match};
use crate::snippet::Marked;
use crate::terms::{self, Tier};

/// What the second pass saw of one record.
#[derive(Debug, Clone, Default)]
struct Seen {
    covered: f32,
    titled: f32,
    matches: Vec<Match>,
}

/// Scores the records anew and puts them in order. With `explain`, gives per record what matched.
pub(crate) fn rescore(
    snapshot: &Snapshot,
    query: &Query,
    found: &mut [Found],
    explain: bool,
) -> Result<Vec<Vec<Match>>, SearchError> {
    let units: Vec<(&Unit, f32)> = query.units.iter().map(|u| (u, importance(snapshot, u))).collect();
    let total: f32 = units.iter().map(|(_, w)| w).sum();
    if total <= 0.0 {
        return Ok(vec![Vec::new(); found.len()]);
    }
    let mut seen: Vec<Seen> = vec![Seen::default(); found.len()];
    for segment in 0..snapshot.searcher.segment_readers().len() {
        let mut rows: Vec<usize> = (0..found.len())
            .filter(|&i| found[i].address.segment_ord as usize == segment)
            .collect();
        rows.sort_by_key(|&i| found[i].address.doc_id);
        if !rows.is_empty() {
            look(
                snapshot,
                query,
                &units,
                total,
                (segment, &rows),
                found,
                &mut seen,
                explain,
            )?;
        }
    }
    for (hit, seen) in found.iter_mut().zip(&seen) {
        let coverage = (seen.covered / total).clamp(0.01, 1.0);
        hit.score *= coverage.powf(params::COVERAGE) * (1.0 + params::TITLE * (seen.titled / total).powi(2));
    }
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by(|&a, &b| {
        found[b]
            .score
            .total_cmp(&found[a].score)
            .then(found[a].tie.cmp(&found[b].tie))
    });
    let sorted: Vec<Found> = order.iter().map(|&i| found[i].clone()).collect();
    found.clone_from_slice(&sorted);
    Ok(order
        .into_iter()
        .map(|i| std::mem::take(&mut seen[i].matches))
        .collect())
}

/// How much of the query a word is: its inverse document frequency.
fn importance(snapshot: &Snapshot, unit: &Unit) -> f32 {
    let Some(form) = unit.forms.first() else { return 0.0 };
    let term = Term::from_field_text(
        snapshot.fields.text,
        &terms::single(Tier::Syllable, &form.ascii, &form.written),
    );
    let df = snapshot.searcher.doc_freq(&term).unwrap_or(0) as f32;
    let n = snapshot.searcher.num_docs() as f32;
    (1.0 + (n - df + 0.5).max(0.0) / (df + 0.5)).ln()
}

#[allow(clippy::too_many_arguments)]
fn look(
    snapshot: &Snapshot,
    query: &Query,
    units: &[(&Unit, f32)],
    total: f32,
    (segment, rows): (usize, &[usize]),
    found: &[Found],
    seen: &mut [Seen],
    explain: bool,
) -> Result<(), SearchError> {
    for (n, (unit, weight)) in units.iter().enumerate() {
        let mut text = Cursors::new(&snapshot.searcher, segment, snapshot.fields.text, unit)?;
        let mut title = Cursors::new(&snapshot.searcher, segment, snapshot.fields.title, unit)?;
        let mut other = Others::new(snapshot, query, segment, n)?;
        for &row in rows {
            let doc = found[row].address.doc_id;
            let in_text = text.at(doc);
            let share = match in_text {
                Some((_, share)) => share,
                None if other.hold(doc) => 0.8,
                None => 0.0,
            };
            seen[row].covered += weight * share;
            let in_title = title.at(doc);
            if let Some((_, share)) = in_title {
                seen[row].titled += weight * share;
            }
            if explain {
                for (field, at) in [("text", in_text), ("title", in_title)] {
                    if let Some((form, share)) = at {
                        let form = &unit.forms[form];
                        seen[row].matches.push(Match {
                            field,
                            word: form.written.clone(),
                            kind: form.kind,
                            weight: weight * share / total,
                        });
                    }
                }
                if in_text.is_none() && share > 0.0 {
                    let kind = ChangeKind::OtherName;
                    seen[row].matches.push(Match {
                        field: "text",
                        word: unit.typed.raw.clone(),
                        kind,
                        weight: weight * share / total,
                    });
                }
            }
        }
    }
    Ok(())
}

/// The postings of the forms of a unit, walked together.
struct Cursors(Vec<(SegmentPostings, f32)>);

impl Cursors {
    fn new(searcher: &Searcher, segment: usize, field: Field, unit: &Unit) -> Result<Self, SearchError> {
        let inverted = searcher.segment_readers()[segment].inverted_index(field)?;
        let mut out = Vec::with_capacity(unit.forms.len());
        for form in &unit.forms {
            let term = Term::from_field_text(field, &terms::single(Tier::Syllable, &form.ascii, &form.written));
            match inverted.read_postings(&term, IndexRecordOption::WithFreqs)? {
                Some(postings) => out.push((postings, form.weight)),
                None => out.push((SegmentPostings::empty(), 0.0)),
            }
        }
        Ok(Self(out))
    }

    /// The best form that the document holds, and its weight. Documents come in rising order.
    fn at(&mut self, doc: u32) -> Option<(usize, f32)> {
        let mut best: Option<(usize, f32)> = None;
        for (n, (postings, weight)) in self.0.iter_mut().enumerate() {
            if holds(postings, doc) && postings.term_freq() > 0 && best.is_none_or(|(_, w)| *weight > w) {
                best = Some((n, *weight));
            }
        }
        best
    }
}

/// The postings of the other names of a unit.
struct Others {
    names: Vec<Vec<SegmentPostings>>,
    coded: Vec<SegmentPostings>,
}

impl Others {
    fn new(snapshot: &Snapshot, query: &Query, segment: usize, unit: usize) -> Result<Self, SearchError> {
        let mut out = Self {
            names: Vec::new(),
            coded: Vec::new(),
        };
        let Some(span) = query.spans.iter().find(|s| (s.from..s.to).contains(&unit)) else {
            return Ok(out);
        };
        let reader = &snapshot.searcher.segment_readers()[segment];
        let text = reader.inverted_index(snapshot.fields.text)?;
        for name in &span.names {
            let mut all = Vec::new();
            for (ascii, written) in &name.tokens {
                let term = Term::from_field_text(snapshot.fields.text, &terms::single(Tier::Syllable, ascii, written));
                all.push(
                    text.read_postings(&term, IndexRecordOption::Basic)?
                        .unwrap_or_else(SegmentPostings::empty),
                );
            }
            out.names.push(all);
        }
        let coded = reader.inverted_index(snapshot.fields.coded)?;
        for code in &span.coded {
            out.coded.extend(coded.read_postings(
                &Term::from_field_text(snapshot.fields.coded, code),
                IndexRecordOption::Basic,
            )?);
        }
        Ok(out)
    }

    fn hold(&mut self, doc: u32) -> bool {
        self.coded.iter_mut().any(|p| holds(p, doc))
            || self.names.iter_mut().any(|name| name.iter_mut().all(|p| holds(p, doc)))
    }
}

fn holds(postings: &mut SegmentPostings, doc: u32) -> bool {
    if postings.doc() == TERMINATED || postings.doc() > doc {
        return false;
    }
    if postings.doc() < doc {
        postings.seek(doc);
    }
    postings.doc() == doc
}

/// What is marked in a hit: the words of the query in all their readings, and other names as a whole.
pub(crate) fn marked(query: &Query) -> Marked {
    let mut out = Marked::default();
    for (n, unit) in query.units.iter().enumerate() {
        let base = if unit.stop { 0.05 } else { 1.0 };
        for form in &unit.forms {
            out.words
                .entry(form.written.clone())
                .or_insert((n, base * form.weight.max(0.1)));
        }
    }
    for span in &query.spans {
        for name in span.names.iter().filter(|n| !n.tokens.is_empty()) {
            out.names.push((
                name.tokens.iter().map(|(_, written)| written.clone()).collect(),
                span.from,
            ));
        }
    }
    out
}
