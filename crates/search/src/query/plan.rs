//! The tantivy query of an understood query.

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, Occur, Query as TantivyQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use crate::params;
use crate::query::understand::{Other, Query, Span, Unit};
use crate::schema::Fields;
use crate::terms::{self, Tier};

/// How much of the query a record must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Demand {
    /// Every word that is no stop word.
    All,
    /// At least this many of them.
    AtLeast(usize),
    /// Any of them, phrases taken as words.
    Any,
}

type Boxed = Box<dyn TantivyQuery>;

/// Makes the query; `None` when it asks for no words.
pub(crate) fn plan(fields: &Fields, query: &Query, demand: Demand) -> Option<Boxed> {
    let plan = Plan { fields, query };
    if query.units.is_empty() && query.titled.is_empty() {
        let all = vec![(Occur::Must, everything(fields))];
        return (!query.without.is_empty()).then(|| Box::new(BooleanQuery::new(plan.excluded(all))) as Boxed);
    }
    let mut clauses: Vec<(Occur, Boxed)> = Vec::new();
    let required = plan.required();
    match demand {
        Demand::All => clauses.extend(required.into_iter().map(|q| (Occur::Must, q))),
        Demand::AtLeast(n) if !required.is_empty() => {
            let n = n.clamp(1, required.len().max(1));
            let should = required.into_iter().map(|q| (Occur::Should, q)).collect();
            clauses.push((
                Occur::Must,
                Box::new(BooleanQuery::with_minimum_required_clauses(should, n)),
            ));
        }
        Demand::Any if !required.is_empty() => {
            clauses.push((Occur::Must, any(required)));
        }
        Demand::AtLeast(_) | Demand::Any => {}
    }
    clauses.extend(plan.optional().into_iter().map(|q| (Occur::Should, q)));
    let asked = if demand == Demand::Any {
        Occur::Should
    } else {
        Occur::Must
    };
    for &(from, to) in &query.phrases {
        clauses.extend(plan.phrase(from, to).into_iter().map(|q| (asked, q)));
    }
    for (ascii, written) in &query.titled {
        let term = Term::from_field_text(fields.title, &terms::single(Tier::Syllable, ascii, written));
        clauses.push((
            Occur::Must,
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)),
        ));
    }
    Some(Box::new(BooleanQuery::new(plan.excluded(clauses))))
}

/// `words`, or the record of this `ma`, which scores above all of them.
pub(crate) fn or_identifier(fields: &Fields, words: Boxed, ma: &str) -> Boxed {
    let term = |field, text| {
        Box::new(TermQuery::new(
            Term::from_field_text(field, text),
            IndexRecordOption::Basic,
        ))
    };
    let own = BooleanQuery::new(vec![
        (Occur::Must, term(fields.ma, ma) as Boxed),
        (Occur::Must, term(fields.public, "r") as Boxed),
    ]);
    let own: Boxed = Box::new(ConstScoreQuery::new(Box::new(own), params::IDENTIFIER));
    Box::new(BooleanQuery::new(vec![(Occur::Should, words), (Occur::Should, own)]))
}

struct Plan<'a> {
    fields: &'a Fields,
    query: &'a Query,
}

impl Plan<'_> {
    /// One clause for every word that counts; a named span is one clause with its other names.
    fn required(&self) -> Vec<Boxed> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < self.query.units.len() {
            if let Some(span) = self.query.spans.iter().find(|s| s.from == at) {
                out.push(self.span(span));
                at = span.to;
                continue;
            }
            if !self.query.units[at].stop {
                out.push(self.unit(&self.query.units[at]));
            }
            at += 1;
        }
        out
    }

    /// What adds to the score without being asked for.
    fn optional(&self) -> Vec<Boxed> {
        let mut out = Vec::new();
        let only = self.query.units.len() == 1;
        for (i, unit) in self.query.units.iter().enumerate() {
            let inside = self.query.spans.iter().any(|s| (s.from..s.to).contains(&i));
            if unit.stop && !inside {
                out.push(boost(self.unit(unit), params::STOP));
            }
            if unit.alone && !unit.stop {
                let weight = if only { params::WORD_ONLY } else { params::WORD };
                let forms = unit
                    .forms
                    .iter()
                    .map(|f| self.term(terms::single(Tier::Word, &f.ascii, &f.written), f.weight * weight));
                out.push(self.readings(forms.collect()));
            }
        }
        let weight = pair_weight(self.query);
        for pair in &self.query.pairs {
            let (a, b) = (&self.query.units[pair.first], &self.query.units[pair.first + 1]);
            let forms = pair.forms.iter().map(|&(x, y, p)| {
                let (x, y) = (&a.forms[x], &b.forms[y]);
                self.term(terms::pair((&x.ascii, &x.written), (&y.ascii, &y.written)), p * weight)
            });
            out.push(best(forms.collect()));
        }
        out
    }

    fn unit(&self, unit: &Unit) -> Boxed {
        let forms = unit.forms.iter();
        self.readings(
            forms
                .map(|f| self.term(terms::single(Tier::Syllable, &f.ascii, &f.written), f.weight))
                .collect(),
        )
    }

    /// The best of the readings: a word was typed in one sense. A lone word may be meant in all of them.
    fn readings(&self, forms: Vec<Boxed>) -> Boxed {
        if self.query.units.len() == 1 {
            any(forms)
        } else {
            best(forms)
        }
    }

    /// The reader's words, or another name of the same thing, or its place.
    fn span(&self, span: &Span) -> Boxed {
        let mut own: Vec<Boxed> = self.query.units[span.from..span.to]
            .iter()
            .map(|u| self.unit(u))
            .collect();
        // The syllables of a place's name are it only side by side.
        if !span.coded.is_empty() && span.to - span.from > 1 {
            own.extend(self.neighbours(span.to - 2));
        }
        let mut words = vec![all(own)];
        words.extend(span.names.iter().map(|n| boost(self.name(n), n.weight)));
        let words: Boxed = match words.len() {
            1 => words.remove(0),
            // A record that holds one name several times over says no more of the thing than its best name does.
            _ => Box::new(DisjunctionMaxQuery::with_tie_breaker(words, params::MORE_NAMES)),
        };
        let mut options = vec![words];
        for (codes, weight) in [(&span.coded, params::PLACE), (&span.tagged, params::TAG)] {
            if !codes.is_empty() {
                let codes = codes.iter().map(|code| {
                    let term = Term::from_field_text(self.fields.coded, code);
                    Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as Boxed
                });
                options.push(Box::new(ConstScoreQuery::new(any(codes.collect()), weight)));
            }
        }
        any(options)
    }

    fn name(&self, name: &Other) -> Boxed {
        all(self.run(&name.tokens))
    }

    fn run(&self, tokens: &[(String, String)]) -> Vec<Boxed> {
        terms::run(tokens)
            .into_iter()
            .map(|(term, weight)| self.term(term, weight))
            .collect()
    }

    /// Every neighbouring pair of a phrase; pairs of stop words are not indexed and not asked for.
    fn phrase(&self, from: usize, to: usize) -> Vec<Boxed> {
        let mut out: Vec<Boxed> = self.query.units[from..to].iter().map(|u| self.unit(u)).collect();
        out.extend((from..to.saturating_sub(1)).filter_map(|first| self.neighbours(first)));
        out
    }

    /// Asks for units `first` and `first + 1` side by side, in any of their forms, without a score; `None` for stop words.
    fn neighbours(&self, first: usize) -> Option<Boxed> {
        let (a, b) = (&self.query.units[first], &self.query.units[first + 1]);
        let mut forms = Vec::new();
        for x in &a.forms {
            for y in &b.forms {
                if terms::pair_is_indexed(&x.written, &y.written) {
                    forms.push(self.term(terms::pair((&x.ascii, &x.written), (&y.ascii, &y.written)), 0.0));
                }
            }
        }
        (!forms.is_empty()).then(|| any(forms))
    }

    fn excluded(&self, mut clauses: Vec<(Occur, Boxed)>) -> Vec<(Occur, Boxed)> {
        for run in &self.query.without {
            clauses.push((Occur::MustNot, all(self.run(run))));
        }
        clauses
    }

    fn term(&self, text: String, weight: f32) -> Boxed {
        boost(term_query(self.fields.text, &text), weight)
    }
}

/// Weight of a pair of neighbours of the query.
pub(crate) fn pair_weight(query: &Query) -> f32 {
    if query.units.len() <= params::SHORT {
        params::PAIR_SHORT
    } else {
        params::PAIR
    }
}

/// Every public record.
pub(crate) fn everything(fields: &Fields) -> Boxed {
    let term = Term::from_field_text(fields.public, "r");
    Box::new(ConstScoreQuery::new(
        Box::new(TermQuery::new(term, IndexRecordOption::Basic)),
        0.0,
    ))
}

fn term_query(field: Field, text: &str) -> Boxed {
    Box::new(TermQuery::new(
        Term::from_field_text(field, text),
        IndexRecordOption::WithFreqs,
    ))
}

fn boost(query: Boxed, weight: f32) -> Boxed {
    if (weight - 1.0).abs() < f32::EPSILON {
        query
    } else {
        Box::new(BoostQuery::new(query, weight))
    }
}

fn any(mut queries: Vec<Boxed>) -> Boxed {
    match queries.len() {
        1 => queries.remove(0),
        _ => Box::new(BooleanQuery::new(
            queries.into_iter().map(|q| (Occur::Should, q)).collect(),
        )),
    }
}

/// The best of alternatives, which do not add up.
fn best(mut queries: Vec<Boxed>) -> Boxed {
    match queries.len() {
        1 => queries.remove(0),
        _ => Box::new(DisjunctionMaxQuery::new(queries)),
    }
}

fn all(mut queries: Vec<Boxed>) -> Boxed {
    match queries.len() {
        1 => queries.remove(0),
        _ => Box::new(BooleanQuery::new(
            queries.into_iter().map(|q| (Occur::Must, q)).collect(),
        )),
    }
}
