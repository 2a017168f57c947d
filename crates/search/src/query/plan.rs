//! What an understood query asks of a record.

use tantivy::schema::Field;

use crate::evaluate::Clause;
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

/// Makes the clause; `None` when it asks for no words.
pub(crate) fn plan(fields: &Fields, query: &Query, demand: Demand) -> Option<Clause> {
    let plan = Plan { fields, query };
    if query.units.is_empty() && query.titled.is_empty() {
        return (!query.without.is_empty()).then(|| Clause::Asked {
            must: vec![everything(fields)],
            should: Vec::new(),
            not: plan.excluded(),
        });
    }
    let required = plan.required();
    let mut must = match demand {
        _ if required.is_empty() => Vec::new(),
        Demand::All => required,
        Demand::AtLeast(n) => vec![Clause::AtLeast(n.clamp(1, required.len()), required)],
        Demand::Any => vec![Clause::Any(required)],
    };
    let mut should = plan.optional();
    for &(from, to) in &query.phrases {
        let asked = if demand == Demand::Any { &mut should } else { &mut must };
        asked.extend(plan.phrase(from, to));
    }
    for (ascii, written) in &query.titled {
        must.push(Clause::Term {
            field: fields.title,
            text: terms::single(Tier::Syllable, ascii, written),
            weight: 1.0,
        });
    }
    Some(Clause::Asked {
        must,
        should,
        not: plan.excluded(),
    })
}

/// `words`, or the record of this `ma`, which scores above all of them.
pub(crate) fn or_identifier(fields: &Fields, words: Clause, ma: &str) -> Clause {
    let own = Clause::All(vec![held(fields.ma, ma), held(fields.public, "r")]);
    Clause::Any(vec![words, Clause::Constant(Box::new(own), params::IDENTIFIER)])
}

struct Plan<'a> {
    fields: &'a Fields,
    query: &'a Query,
}

impl Plan<'_> {
    /// One clause for every word that counts; a named span is one clause with its other names.
    fn required(&self) -> Vec<Clause> {
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
    fn optional(&self) -> Vec<Clause> {
        let mut out = Vec::new();
        let only = self.query.units.len() == 1;
        for (i, unit) in self.query.units.iter().enumerate() {
            let inside = self.query.spans.iter().any(|s| (s.from..s.to).contains(&i));
            if unit.stop && !inside {
                out.push(self.unit(unit).times(params::STOP));
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

    fn unit(&self, unit: &Unit) -> Clause {
        let forms = unit.forms.iter();
        self.readings(
            forms
                .map(|f| self.term(terms::single(Tier::Syllable, &f.ascii, &f.written), f.weight))
                .collect(),
        )
    }

    /// The best of the readings: a word was typed in one sense. A lone word may be meant in all of them.
    fn readings(&self, forms: Vec<Clause>) -> Clause {
        if self.query.units.len() == 1 {
            Clause::Any(forms)
        } else {
            best(forms)
        }
    }

    /// The reader's words, or another name of the same thing, or its place.
    fn span(&self, span: &Span) -> Clause {
        let mut own: Vec<Clause> = self.query.units[span.from..span.to]
            .iter()
            .map(|u| self.unit(u))
            .collect();
        // The syllables of a place's name are it only side by side.
        if !span.coded.is_empty() && span.to - span.from > 1 {
            own.extend(self.neighbours(span.to - 2));
        }
        let mut words = vec![Clause::All(own)];
        words.extend(span.names.iter().map(|n| self.name(n).times(n.weight)));
        // A record that holds one name several times over says no more of the thing than its best name does.
        let words = Clause::Best {
            of: words,
            tie: params::MORE_NAMES,
        };
        let mut options = vec![words];
        for (codes, weight) in [(&span.coded, params::PLACE), (&span.tagged, params::TAG)] {
            if !codes.is_empty() {
                let codes = codes.iter().map(|code| held(self.fields.coded, code));
                options.push(Clause::Constant(Box::new(Clause::Any(codes.collect())), weight));
            }
        }
        Clause::Any(options)
    }

    fn name(&self, name: &Other) -> Clause {
        Clause::All(self.run(&name.tokens))
    }

    fn run(&self, tokens: &[(String, String)]) -> Vec<Clause> {
        terms::run(tokens)
            .into_iter()
            .map(|(term, weight)| self.term(term, weight))
            .collect()
    }

    /// Every neighbouring pair of a phrase; pairs of stop words are not indexed and not asked for.
    fn phrase(&self, from: usize, to: usize) -> Vec<Clause> {
        let mut out: Vec<Clause> = self.query.units[from..to].iter().map(|u| self.unit(u)).collect();
        out.extend((from..to.saturating_sub(1)).filter_map(|first| self.neighbours(first)));
        out
    }

    /// Asks for units `first` and `first + 1` side by side, in any of their forms, without a score; `None` for stop words.
    fn neighbours(&self, first: usize) -> Option<Clause> {
        let (a, b) = (&self.query.units[first], &self.query.units[first + 1]);
        let mut forms = Vec::new();
        for x in &a.forms {
            for y in &b.forms {
                if terms::pair_is_indexed(&x.written, &y.written) {
                    forms.push(self.term(terms::pair((&x.ascii, &x.written), (&y.ascii, &y.written)), 0.0));
                }
            }
        }
        (!forms.is_empty()).then_some(Clause::Any(forms))
    }

    fn excluded(&self) -> Vec<Clause> {
        let without = self.query.without.iter();
        without.map(|run| Clause::All(self.run(run))).collect()
    }

    fn term(&self, text: String, weight: f32) -> Clause {
        Clause::Term {
            field: self.fields.text,
            text,
            weight,
        }
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
pub(crate) fn everything(fields: &Fields) -> Clause {
    held(fields.public, "r")
}

/// A term that has to be there and scores nothing.
fn held(field: Field, text: &str) -> Clause {
    Clause::Term {
        field,
        text: text.to_owned(),
        weight: 0.0,
    }
}

/// The best of alternatives, which do not add up.
fn best(of: Vec<Clause>) -> Clause {
    Clause::Best { of, tie: 0.0 }
}
