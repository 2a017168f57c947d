//! The second pass over the best records: how much of the query each covers, and whether its title is the answer.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, TERMINATED};

use crate::collect::Found;
use crate::evaluate::Terms;
use crate::index::{SearchError, Snapshot};
use crate::params;
use crate::query::understand::{Other, Query, Unit};
use crate::snippet::{Marked, Run};
use crate::terms::{self, Tier};

/// What the second pass saw of one record.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    /// Importance of the words that the record holds.
    covered: f32,
    /// Importance of the words that its title holds, and how many those are.
    titled: f32,
    titled_words: usize,
    /// Words of the title and of its other names.
    title_length: u32,
    /// The query is the title, letter by letter.
    is_title: bool,
}

/// Scores the records anew and puts them in order.
pub(crate) fn rescore(
    snapshot: &Snapshot,
    terms: &Terms,
    query: &Query,
    found: &mut [Found],
) -> Result<(), SearchError> {
    let mut units: Vec<(&Unit, f32)> = Vec::with_capacity(query.units.len());
    for unit in &query.units {
        units.push((unit, importance(snapshot, terms, unit)?));
    }
    let total: f32 = units.iter().map(|(_, w)| w).sum();
    if total <= 0.0 {
        return Ok(());
    }
    let mut seen = vec![Seen::default(); found.len()];
    for segment in 0..snapshot.searcher.segment_readers().len() {
        let mut rows: Vec<usize> = (0..found.len())
            .filter(|&i| found[i].address.segment_ord as usize == segment)
            .collect();
        rows.sort_by_key(|&i| found[i].address.doc_id);
        if !rows.is_empty() {
            look((snapshot, terms), query, &units, (segment, &rows), found, &mut seen)?;
        }
    }
    for (hit, seen) in found.iter_mut().zip(&seen) {
        let coverage = (seen.covered / total).clamp(0.01, 1.0);
        hit.score *= coverage.powf(params::COVERAGE);
        hit.title_bonus = hit.score * title_bonus(seen, units.len(), total);
        hit.score += hit.title_bonus;
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.tie.cmp(&b.tie)));
    Ok(())
}

/// What the title adds, as a share of the score: a little for the words that it holds, much when the query is the title.
fn title_bonus(seen: &Seen, words: usize, total: f32) -> f32 {
    let holds = params::TITLE * (seen.titled / total).powi(2);
    if seen.titled_words < words || seen.title_length == 0 {
        return holds;
    }
    if seen.is_title {
        return holds + params::WHOLE_TITLE;
    }
    let typed = (words as f32 / seen.title_length as f32).min(1.0);
    holds + params::WHOLE_TITLE * (2.0 * typed - 1.0).max(0.0).powi(2)
}

/// How much of the query a word is: its inverse document frequency.
pub(crate) fn importance(snapshot: &Snapshot, terms: &Terms, unit: &Unit) -> Result<f32, SearchError> {
    let Some(form) = unit.forms.first() else {
        return Ok(0.0);
    };
    let term = terms::single(Tier::Syllable, &form.ascii, &form.written);
    let df = terms.df(snapshot.fields.text, &term)? as f32;
    let n = snapshot.searcher.num_docs() as f32;
    Ok((1.0 + (n - df + 0.5).max(0.0) / (df + 0.5)).ln())
}

fn look(
    (snapshot, terms): (&Snapshot, &Terms),
    query: &Query,
    units: &[(&Unit, f32)],
    (segment, rows): (usize, &[usize]),
    found: &[Found],
    seen: &mut [Seen],
) -> Result<(), SearchError> {
    for (n, (unit, weight)) in units.iter().enumerate() {
        let mut text = Cursors::new(terms, segment, snapshot.fields.text, unit)?;
        let mut title = Cursors::new(terms, segment, snapshot.fields.title, unit)?;
        let mut other = Others::new((snapshot, terms), query, segment, n)?;
        for &row in rows {
            let doc = found[row].address.doc_id;
            seen[row].covered += match text.at(doc) {
                Some(share) => weight * share,
                None if other.hold(doc) => weight * 0.8,
                None => 0.0,
            };
            if let Some(share) = title.at(doc) {
                seen[row].titled += weight * share;
                seen[row].titled_words += 1;
            }
        }
    }
    let lengths = snapshot.searcher.segment_readers()[segment].get_fieldnorms_reader(snapshot.fields.title)?;
    let titles = snapshot.segments[segment].title_key.as_ref();
    let mut asked: Option<Vec<u8>> = None;
    let mut key = Vec::new();
    for &row in rows {
        if seen[row].titled_words < units.len() {
            continue;
        }
        let doc = found[row].address.doc_id;
        seen[row].title_length = lengths.fieldnorm(doc);
        let Some((titles, ord)) = titles.and_then(|t| Some((t, t.ords().first(doc)?))) else {
            continue;
        };
        let asked = asked.get_or_insert_with(|| vietnamese::collation::key_without_case(&query.shown));
        key.clear();
        titles.ord_to_bytes(ord, &mut key)?;
        seen[row].is_title = key.starts_with(asked);
    }
    Ok(())
}

/// The postings of the forms of a unit, walked together.
struct Cursors(Vec<(SegmentPostings, f32)>);

impl Cursors {
    fn new(terms: &Terms, segment: usize, field: Field, unit: &Unit) -> Result<Self, SearchError> {
        let mut out = Vec::with_capacity(unit.forms.len());
        for form in &unit.forms {
            let term = terms::single(Tier::Syllable, &form.ascii, &form.written);
            let postings = terms.postings((field, &term), segment, IndexRecordOption::WithFreqs)?;
            out.extend(postings.map(|postings| (postings, form.weight)));
        }
        Ok(Self(out))
    }

    /// The weight of the best form that the document holds. Documents come in rising order.
    fn at(&mut self, doc: u32) -> Option<f32> {
        let held = self.0.iter_mut().filter_map(|(postings, weight)| {
            let weight = *weight;
            (holds(postings, doc) && postings.term_freq() > 0).then_some(weight)
        });
        held.reduce(f32::max)
    }
}

/// The postings of the other names of a unit.
struct Others {
    names: Vec<Vec<SegmentPostings>>,
    coded: Vec<SegmentPostings>,
}

impl Others {
    fn new(
        (snapshot, terms): (&Snapshot, &Terms),
        query: &Query,
        segment: usize,
        unit: usize,
    ) -> Result<Self, SearchError> {
        let mut out = Self {
            names: Vec::new(),
            coded: Vec::new(),
        };
        let Some(span) = query.spans.iter().find(|s| (s.from..s.to).contains(&unit)) else {
            return Ok(out);
        };
        let (text, coded) = (snapshot.fields.text, snapshot.fields.coded);
        for name in &span.names {
            let mut all = Vec::with_capacity(name.tokens.len());
            for (ascii, written) in &name.tokens {
                let term = terms::single(Tier::Syllable, ascii, written);
                let postings = terms.postings((text, &term), segment, IndexRecordOption::Basic)?;
                all.push(postings.unwrap_or_else(SegmentPostings::empty));
            }
            out.names.push(all);
        }
        for code in &span.coded {
            out.coded
                .extend(terms.postings((coded, code), segment, IndexRecordOption::Basic)?);
        }
        Ok(out)
    }

    fn hold(&mut self, doc: u32) -> bool {
        self.coded.iter_mut().any(|p| holds(p, doc))
            || self.names.iter_mut().any(|name| name.iter_mut().all(|p| holds(p, doc)))
    }
}

pub(crate) fn holds(postings: &mut SegmentPostings, doc: u32) -> bool {
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
    for (run, _) in runs(query) {
        out.runs.push(run);
    }
    out
}

/// For every span that has other names: its own words first, then its names. With the other name that a run is.
pub(crate) fn runs(query: &Query) -> impl Iterator<Item = (Run, Option<&Other>)> {
    query
        .spans
        .iter()
        .filter(|span| !span.names.is_empty())
        .flat_map(|span| {
            let own = query.units[span.from..span.to]
                .iter()
                .filter_map(|unit| unit.forms.first().map(|form| form.written.clone()));
            let own = Run {
                words: own.collect(),
                name_of: None,
            };
            let names = span.names.iter().map(|name| {
                let run = Run {
                    words: name.tokens.iter().map(|(_, written)| written.clone()).collect(),
                    name_of: Some(span.from),
                };
                (run, Some(name))
            });
            std::iter::once((own, None))
                .chain(names)
                .filter(|(run, _)| !run.words.is_empty())
        })
}
