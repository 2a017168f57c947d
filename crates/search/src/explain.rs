//! Why a hit is where it is: every word that matched, and its part of the score.
//!
//! Walks the same query as [`crate::query::plan`] for one record, with the same weights; only done when asked for.

use tantivy::DocAddress;
use tantivy::schema::Field;

use crate::collect::Found;
use crate::evaluate::Terms;
use crate::index::{SearchError, Snapshot};
use crate::params;
use crate::query::plan::pair_weight;
use crate::query::understand::{Query, Span, Unit};
use crate::rank;
use crate::response::{ChangeKind, Match};
use crate::terms::{self, SEP, Tier};

/// Most words told of one hit.
const MAX_MATCHES: usize = 256;

/// What matched in a hit, the heaviest first. The weights add up to its score.
pub(crate) fn explain(
    snapshot: &Snapshot,
    terms: &Terms,
    query: &Query,
    found: &Found,
) -> Result<Vec<Match>, SearchError> {
    let one = Record {
        snapshot,
        terms,
        query,
        at: found.address,
    };
    let mut out = one.words()?;
    scale(&mut out, found.score - found.title_bonus);
    let mut title = one.title()?;
    scale(&mut title, found.title_bonus);
    out.append(&mut title);
    let mut merged: Vec<Match> = Vec::with_capacity(out.len());
    for m in out.into_iter().filter(|m| m.weight > 0.0) {
        match merged
            .iter_mut()
            .find(|o| (o.field, &o.word, o.kind) == (m.field, &m.word, m.kind))
        {
            Some(same) => same.weight += m.weight,
            None => merged.push(m),
        }
    }
    merged.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.word.cmp(&b.word)));
    merged.truncate(MAX_MATCHES);
    Ok(merged)
}

/// The second pass multiplies the whole score: every part has its share of that.
fn scale(matches: &mut [Match], score: f32) {
    let sum: f32 = matches.iter().map(|m| m.weight).sum();
    if sum > 0.0 {
        matches.iter_mut().for_each(|m| m.weight *= score / sum);
    }
}

/// One record and the query.
struct Record<'a> {
    snapshot: &'a Snapshot,
    terms: &'a Terms<'a>,
    query: &'a Query,
    at: DocAddress,
}

impl Record<'_> {
    /// Words in the text, with what each gave in the first pass.
    fn words(&self) -> Result<Vec<Match>, SearchError> {
        let query = self.query;
        let mut out = Vec::new();
        for (i, unit) in query.units.iter().enumerate() {
            let span = query.spans.iter().find(|s| (s.from..s.to).contains(&i));
            match span {
                Some(span) if span.from == i => self.span(span, &mut out)?,
                Some(_) => {}
                None => out.extend(self.unit(unit, if unit.stop { params::STOP } else { 1.0 })?),
            }
            if unit.alone && !unit.stop {
                let weight = if query.units.len() == 1 {
                    params::WORD_ONLY
                } else {
                    params::WORD
                };
                let mut forms = Vec::new();
                for f in &unit.forms {
                    let term = terms::single(Tier::Word, &f.ascii, &f.written);
                    forms.extend(self.term(&term, &f.written, f.kind, weight * f.weight)?);
                }
                out.extend(self.readings(forms));
            }
        }
        for pair in &query.pairs {
            let (a, b) = (&query.units[pair.first], &query.units[pair.first + 1]);
            let mut forms = Vec::new();
            for &(x, y, p) in &pair.forms {
                let (x, y) = (&a.forms[x], &b.forms[y]);
                let term = terms::pair((&x.ascii, &x.written), (&y.ascii, &y.written));
                let kind = if x.kind == ChangeKind::Typed { y.kind } else { x.kind };
                let word = format!("{} {}", x.written, y.written);
                forms.extend(self.term(&term, &word, kind, pair_weight(query) * p)?);
            }
            out.extend(best(forms));
        }
        for &(from, to) in &query.phrases {
            for unit in &query.units[from..to] {
                out.extend(self.unit(unit, 1.0)?);
            }
        }
        for (ascii, written) in &query.titled {
            let term = terms::single(Tier::Syllable, ascii, written);
            let weight = self.score(self.snapshot.fields.title, &term, 1.0)?;
            out.extend(weight.map(|weight| matched("title", written, ChangeKind::Typed, weight)));
        }
        Ok(out)
    }

    /// The reader's own words or the best other name; of the others what [`params::MORE_NAMES`] says; and the place.
    fn span(&self, span: &Span, out: &mut Vec<Match>) -> Result<(), SearchError> {
        let mut options: Vec<Vec<Match>> = Vec::new();
        let mut own = Vec::new();
        let mut whole = true;
        for unit in &self.query.units[span.from..span.to] {
            let of_unit = self.unit(unit, 1.0)?;
            whole &= !of_unit.is_empty();
            own.extend(of_unit);
        }
        if !span.coded.is_empty() && span.to - span.from > 1 {
            whole &= self.neighbours(span.to - 2)?;
        }
        if whole {
            options.push(own);
        }
        for name in &span.names {
            if let Some(score) = self.run(&name.tokens, name.weight)? {
                options.push(vec![matched("text", &name.text, ChangeKind::OtherName, score)]);
            }
        }
        let sum = |of: &Vec<Match>| of.iter().map(|m| m.weight).sum::<f32>();
        let best = options.iter().map(sum).fold(0.0, f32::max);
        for mut option in options {
            if sum(&option) < best {
                option.iter_mut().for_each(|m| m.weight *= params::MORE_NAMES);
            }
            out.extend(option);
        }
        for (field, codes, kind, weight) in [
            ("place", &span.coded, ChangeKind::Place, params::PLACE),
            ("tag", &span.tagged, ChangeKind::OtherName, params::TAG),
        ] {
            for code in codes {
                if self.holds(self.snapshot.fields.coded, code)? {
                    let code = code.rsplit(SEP).next().unwrap_or(code);
                    out.push(matched(field, code, kind, weight));
                    break;
                }
            }
        }
        Ok(())
    }

    /// True when the record holds units `first` and `first + 1` side by side, or they are stop words.
    fn neighbours(&self, first: usize) -> Result<bool, SearchError> {
        let (a, b) = (&self.query.units[first], &self.query.units[first + 1]);
        let mut asked = false;
        for x in &a.forms {
            for y in &b.forms {
                if terms::pair_is_indexed(&x.written, &y.written) {
                    asked = true;
                    let term = terms::pair((&x.ascii, &x.written), (&y.ascii, &y.written));
                    if self.score(self.snapshot.fields.text, &term, 0.0)?.is_some() {
                        return Ok(true);
                    }
                }
            }
        }
        Ok(!asked)
    }

    fn unit(&self, unit: &Unit, weight: f32) -> Result<Vec<Match>, SearchError> {
        let mut out = Vec::new();
        for f in &unit.forms {
            let term = terms::single(Tier::Syllable, &f.ascii, &f.written);
            out.extend(self.term(&term, &f.written, f.kind, weight * f.weight)?);
        }
        Ok(self.readings(out))
    }

    /// As the query counts them: the best alone, or all readings of a lone word.
    fn readings(&self, forms: Vec<Match>) -> Vec<Match> {
        if self.query.units.len() == 1 {
            return forms;
        }
        best(forms).into_iter().collect()
    }

    /// The score of a name, where the record holds all of it.
    fn run(&self, tokens: &[(String, String)], weight: f32) -> Result<Option<f32>, SearchError> {
        let mut sum = 0.0;
        for (term, share) in terms::run(tokens) {
            match self.score(self.snapshot.fields.text, &term, weight * share)? {
                Some(score) => sum += score,
                None => return Ok(None),
            }
        }
        Ok(Some(sum))
    }

    fn term(&self, term: &str, word: &str, kind: ChangeKind, weight: f32) -> Result<Option<Match>, SearchError> {
        let score = self.score(self.snapshot.fields.text, term, weight)?;
        Ok(score.map(|score| matched("text", word, kind, score)))
    }

    /// BM25 of a term of this record; `None` where it lacks the term.
    fn score(&self, field: Field, term: &str, boost: f32) -> Result<Option<f32>, SearchError> {
        self.terms.score((field, term, boost), self.at)
    }

    fn holds(&self, field: Field, term: &str) -> Result<bool, SearchError> {
        Ok(self.score(field, term, 0.0)?.is_some())
    }

    /// Words in the title, by their importance.
    fn title(&self) -> Result<Vec<Match>, SearchError> {
        let mut out = Vec::new();
        for unit in &self.query.units {
            for f in &unit.forms {
                let term = terms::single(Tier::Syllable, &f.ascii, &f.written);
                if self.holds(self.snapshot.fields.title, &term)? {
                    let weight = rank::importance(self.snapshot, self.terms, unit)? * f.weight;
                    out.push(matched("title", &f.written, f.kind, weight));
                    break;
                }
            }
        }
        Ok(out)
    }
}

/// The heaviest of alternatives.
fn best(of: Vec<Match>) -> Option<Match> {
    of.into_iter().max_by(|a, b| a.weight.total_cmp(&b.weight))
}

fn matched(field: &'static str, word: &str, kind: ChangeKind, weight: f32) -> Match {
    Match {
        field,
        word: word.to_owned(),
        kind,
        weight,
    }
}
