//! Suggestions while typing: the last syllable is a prefix, marks may be there or not.

use std::collections::HashSet;

use tantivy::Term;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use vietnamese::{Analyzer, fold, normalise, syllable, words};

use crate::document::{PLACES, coded_term};
use crate::expand::SUBJECTS;
use crate::index::{Index, SearchError, Snapshot};
use crate::response::{Suggestion, SuggestionKind};
use crate::terms::{self, SEP, Tier};

/// Most suggestions of one answer.
const MAX_SUGGESTIONS: usize = 20;
/// Longest text read, in characters; what is before it was finished long ago.
const MAX_CHARS: usize = 120;
/// Most terms that a prefix stands for, the most frequent ones.
const MAX_PREFIX_TERMS: usize = 48;
/// Terms of the dictionary looked at for a prefix.
const MAX_SCANNED: usize = 4_000;
/// Titles looked at for an order that the index can not give.
const MAX_TITLES: usize = 24;

/// A token typed so far.
struct Part {
    written: String,
    toneless: String,
    ascii: String,
}

impl Part {
    /// True when `form` may be what is being typed: it begins with the letters typed, and has the marks that were typed.
    fn begins(&self, ascii: &str, written: &str) -> bool {
        if !ascii.starts_with(&self.ascii) {
            return false;
        }
        if self.written == self.ascii || written.starts_with(&self.written) {
            return true;
        }
        if !fold::toneless(written).starts_with(&self.toneless) {
            return false;
        }
        let tone = |s: &str| syllable::parse(s).map(|s| s.tone);
        self.written == self.toneless || tone(&self.written).is_some_and(|t| tone(written) == Some(t))
    }

    /// True when the whole `form` may be what was typed.
    fn is(&self, ascii: &str, written: &str) -> bool {
        ascii == self.ascii
            && (self.written == self.ascii || self.written == written || fold::toneless(written) == self.written)
    }
}

impl Index {
    /// At most `limit` suggestions for what has been typed so far: subjects, queries that have results, records, places.
    ///
    /// # Errors
    /// The index can not be read.
    pub fn suggest(&self, q: &str, limit: usize) -> Result<Vec<Suggestion>, SearchError> {
        let snapshot = self.snapshot();
        let q: String = normalise(q).chars().take(MAX_CHARS).collect();
        let mut parts = Vec::new();
        Analyzer::new().analyze(&q, &mut |t| {
            parts.push(Part {
                written: t.written.to_owned(),
                toneless: t.toneless.to_owned(),
                ascii: t.ascii.to_owned(),
            });
        });
        let open = !q.ends_with(char::is_whitespace);
        let Some((last, before)) = parts.split_last() else {
            return Ok(Vec::new());
        };
        let before = &before[before.len().saturating_sub(12)..];
        let limit = limit.min(MAX_SUGGESTIONS);
        let (subjects, places) = named(&snapshot, before, last, open)?;
        let queries = if open {
            queries(&snapshot, before, last)?
        } else {
            Vec::new()
        };
        let records = records(&snapshot, before, last, open)?;
        let mut out: Vec<Suggestion> = Vec::new();
        let mut seen = HashSet::new();
        let mut add = |items: &[Suggestion], most: usize, out: &mut Vec<Suggestion>| {
            for item in items.iter().take(most) {
                if out.len() < limit && seen.insert((item.text.to_lowercase(), item.kind == SuggestionKind::Place)) {
                    out.push(item.clone());
                }
            }
        };
        add(&subjects, 3, &mut out);
        add(&queries, 3, &mut out);
        add(&places, 2, &mut out);
        add(&records, limit, &mut out);
        add(&subjects, limit, &mut out);
        add(&places, limit, &mut out);
        Ok(out)
    }
}

/// Subjects and places with a name that holds the parts in order, the last as a prefix.
fn named(
    snapshot: &Snapshot,
    before: &[Part],
    last: &Part,
    open: bool,
) -> Result<(Vec<Suggestion>, Vec<Suggestion>), SearchError> {
    let mut found: Vec<(u32, usize, bool, usize)> = Vec::new();
    let wanted = before.len() + 1;
    for (n, name) in snapshot.names.names.iter().enumerate() {
        let fits = |start: usize| {
            let run = &name.tokens[start..start + wanted];
            let end = &run[wanted - 1];
            let closes = if open {
                last.begins(&end.ascii, &end.written)
            } else {
                last.is(&end.ascii, &end.written)
            };
            closes && before.iter().zip(run).all(|(p, t)| p.is(&t.ascii, &t.written))
        };
        if name.tokens.len() < wanted {
            continue;
        }
        let Some(start) = (0..=name.tokens.len() - wanted).find(|&s| fits(s)) else {
            continue;
        };
        let penalty = u32::try_from(start * 4 + name.tokens.len()).unwrap_or(u32::MAX);
        // Of two spellings of one name, the one with marks is shown.
        found.push((penalty, name.term, name.text.is_ascii(), n));
    }
    found.sort_unstable();
    let mut terms = HashSet::new();
    let (mut subjects, mut places) = (Vec::new(), Vec::new());
    for (_, term, _, name) in found {
        if !terms.insert(term) {
            continue;
        }
        let owner = &snapshot.names.terms[term];
        let place = owner.vocabulary == PLACES;
        let (kind, path, list) = match (place, owner.vocabulary.as_str()) {
            (true, _) => (SuggestionKind::Place, "noi", &mut places),
            (_, SUBJECTS) => (SuggestionKind::Subject, "chu-de", &mut subjects),
            _ => continue,
        };
        if list.len() < MAX_SUGGESTIONS && has_records(snapshot, place, &owner.code)? {
            let text = snapshot.names.names[name].text.clone();
            list.push(Suggestion {
                text,
                kind,
                url: format!("/{path}/{}", owner.code),
            });
        }
    }
    Ok((subjects, places))
}

/// True when some record has the code, or one of today's units of the place.
pub(crate) fn has_records(snapshot: &Snapshot, place: bool, code: &str) -> Result<bool, SearchError> {
    let codes = if place {
        crate::document::todays_units(&snapshot.declarations, code)
    } else {
        vec![code.to_owned()]
    };
    for facet in snapshot
        .fields
        .facets
        .iter()
        .filter(|f| if place { f.places } else { f.key == "doi_tuong" })
    {
        for code in &codes {
            let term = Term::from_field_text(snapshot.fields.coded, &coded_term(&facet.key, code));
            if snapshot.searcher.doc_freq(&term)? > 0 {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Terms of a field that begin with `prefix` and please `keep`, by falling number of documents: (rest after the prefix, documents).
fn scan(
    snapshot: &Snapshot,
    field: Field,
    prefix: &str,
    keep: impl Fn(&str) -> bool,
) -> Result<Vec<(String, u32)>, SearchError> {
    let mut out: Vec<(String, u32)> = Vec::new();
    for segment in snapshot.searcher.segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let mut stream = inverted.terms().range().ge(prefix.as_bytes()).into_stream()?;
        let mut looked = 0;
        while let Some((key, info)) = stream.next() {
            looked += 1;
            let Some(rest) = key
                .strip_prefix(prefix.as_bytes())
                .and_then(|r| std::str::from_utf8(r).ok())
            else {
                break;
            };
            if looked > MAX_SCANNED {
                break;
            }
            if keep(rest) {
                match out.iter_mut().find(|(r, _)| r == rest) {
                    Some((_, n)) => *n += info.doc_freq,
                    None => out.push((rest.to_owned(), info.doc_freq)),
                }
            }
        }
    }
    out.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(out)
}

/// Nobody asks for a word and a grammatical word after it (`hạt để`), unless the two are one word.
fn says_something(a: &str, b: &str) -> bool {
    words::is_stopword(b).is_none() || words::class(&format!("{a} {b}")).is_some()
}

/// Queries that have results: what the index holds after the words typed.
fn queries(snapshot: &Snapshot, before: &[Part], last: &Part) -> Result<Vec<Suggestion>, SearchError> {
    let field = snapshot.fields.text;
    let Some(previous) = before.last() else {
        return Ok(Vec::new());
    };
    let mut start = String::from("b");
    start.push_str(&previous.ascii);
    start.push(' ');
    start.push_str(&last.ascii);
    let pair = |rest: &str| -> Option<(String, String)> {
        let (more, written) = rest.split_once(SEP)?;
        let second = format!("{}{more}", last.ascii);
        if written.is_empty() {
            return Some((previous.ascii.clone(), second));
        }
        written.split_once(' ').map(|(a, b)| (a.to_owned(), b.to_owned()))
    };
    let keep = |rest: &str| {
        pair(rest).is_some_and(|(a, b)| {
            previous.is(&fold::ascii(&a), &a) && last.begins(&fold::ascii(&b), &b) && says_something(&a, &b)
        })
    };
    let mut out = Vec::new();
    for (rest, _) in scan(snapshot, field, &start, keep)?.into_iter().take(3) {
        let Some((a, b)) = pair(&rest) else { continue };
        let mut text: Vec<String> = before[..before.len() - 1].iter().map(|p| p.written.clone()).collect();
        text.extend([a, b]);
        out.push(Suggestion {
            text: text.join(" "),
            kind: SuggestionKind::Query,
            url: String::new(),
        });
    }
    Ok(out)
}

/// Records whose title holds all parts, the last as a prefix; titles that begin so come first.
fn records(snapshot: &Snapshot, before: &[Part], last: &Part, open: bool) -> Result<Vec<Suggestion>, SearchError> {
    let field = snapshot.fields.title;
    let union = |terms: Vec<String>| -> Box<dyn Query> {
        let clauses = terms.iter().map(|t| {
            let query = TermQuery::new(Term::from_field_text(field, t), IndexRecordOption::WithFreqs);
            (Occur::Should, Box::new(query) as Box<dyn Query>)
        });
        Box::new(BooleanQuery::new(clauses.collect()))
    };
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for (n, part) in before.iter().chain([last]).enumerate() {
        let prefix = n == before.len() && open;
        let start = if prefix {
            format!("s{}", part.ascii)
        } else {
            terms::single_prefix(Tier::Syllable, &part.ascii)
        };
        let form = |rest: &str| -> Option<(String, String)> {
            let (more, written) = if prefix { rest.split_once(SEP)? } else { ("", rest) };
            let ascii = format!("{}{more}", part.ascii);
            Some((
                ascii.clone(),
                if written.is_empty() { ascii } else { written.to_owned() },
            ))
        };
        let keep =
            |rest: &str| form(rest).is_some_and(|(a, w)| if prefix { part.begins(&a, &w) } else { part.is(&a, &w) });
        let found = scan(snapshot, field, &start, keep)?;
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let terms = found
            .into_iter()
            .take(MAX_PREFIX_TERMS)
            .filter_map(|(rest, _)| form(&rest));
        clauses.push((
            Occur::Must,
            union(terms.map(|(a, w)| terms::single(Tier::Syllable, &a, &w)).collect()),
        ));
    }
    let top = snapshot.searcher.search(
        &BooleanQuery::new(clauses),
        &TopDocs::with_limit(MAX_TITLES).order_by_score(),
    )?;
    let mut rows = Vec::new();
    let first = before.first().unwrap_or(last);
    for (score, address) in top {
        let row = snapshot.row(address)?;
        let mut opens = None;
        Analyzer::new().analyze(&row.title, &mut |t| {
            opens.get_or_insert_with(|| first.begins(t.ascii, t.written));
        });
        rows.push((opens != Some(true), -score, row));
    }
    rows.sort_by(|a, b| {
        a.0.cmp(&b.0)
            .then(a.1.total_cmp(&b.1))
            .then_with(|| a.2.ma.cmp(&b.2.ma))
    });
    Ok(rows
        .into_iter()
        .map(|(_, _, row)| Suggestion {
            url: row.url(),
            text: row.title,
            kind: SuggestionKind::Record,
        })
        .collect())
}
