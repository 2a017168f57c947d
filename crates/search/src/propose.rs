//! Where nothing is found: other queries that have results, and the nearest topics.

use std::collections::HashSet;

use catalogue::Lang;
use tantivy::Term;
use vietnamese::{Analyzer, fold, words};

use crate::document::coded_term;
use crate::expand::{self, NamedTerm, Sort};
use crate::index::{Index, SearchError, Snapshot};
use crate::query::parse::{Item, parse};
use crate::query::understand::Query;
use crate::request::{Facets, SearchRequest};
use crate::response::{Suggestion, SuggestionKind};
use crate::suggest::has_records;

/// Most proposals of one answer.
const MAX_PROPOSALS: usize = 3;
/// Most candidates that are tried for results.
const MAX_TRIED: usize = 8;
/// Most topics of one answer.
const MAX_TOPICS: usize = 6;
/// Letters of one edit: the longer a word, the more slips it may hold.
const LETTERS_AN_EDIT: usize = 10;
/// Longest text compared, in letters.
const MAX_LETTERS: usize = 40;

/// Fills what is said when a search finds nothing.
pub(crate) fn propose(
    index: &Index,
    snapshot: &Snapshot,
    request: &SearchRequest,
    query: &mut Query,
) -> Result<(), SearchError> {
    let words = plain_words(&request.q);
    let near = near_names(snapshot, &words);
    let mut candidates: Vec<String> = Vec::new();
    if !words.is_empty() {
        candidates.push(words.clone());
    }
    candidates.extend(with_slips(query));
    candidates.extend(near.iter().map(|&n| snapshot.names.names[n].text.clone()));
    let understood = &mut query.understood;
    let mut seen = HashSet::from([request.q.trim().to_lowercase()]);
    for candidate in candidates.into_iter().take(MAX_TRIED) {
        if understood.did_you_mean.len() >= MAX_PROPOSALS {
            break;
        }
        let answer = index.search(&SearchRequest {
            q: candidate.clone(),
            limit: 0,
            facets: Facets::None,
            snippets: false,
            ..SearchRequest::default()
        })?;
        let text = answer.understood.searched_as.unwrap_or(candidate);
        if answer.total > 0 && seen.insert(text.to_lowercase()) {
            understood.did_you_mean.push(text);
        }
    }
    understood.topics = topics(snapshot, &words, &near, request.lang)?;
    Ok(())
}

/// The query with the slips corrected that were too unlikely to be corrected unasked.
fn with_slips(query: &Query) -> Option<String> {
    query.unsaid.iter().any(Option::is_some).then(|| {
        let words = query.units.iter().zip(&query.unsaid).map(|(unit, slip)| match slip {
            Some(written) => words::usual_spelling(written).to_owned(),
            None => unit.typed.raw.clone(),
        });
        words.collect::<Vec<_>>().join(" ")
    })
}

/// The words of a query without what narrows it: phrases and titles as words, exclusions and fields left out.
fn plain_words(q: &str) -> String {
    let q = vietnamese::normalise(q);
    let title = |name: &str| matches!(name, "ten" | "title").then(|| "ten".to_owned());
    let (items, _) = parse(&q, |name| title(name).or_else(|| Some(name.to_owned())));
    let texts = items.into_iter().filter_map(|item| match item {
        Item::Words(text) | Item::Phrase(text) => Some(text),
        Item::Field { key, value } if key == "ten" => Some(value),
        Item::Without(_) | Item::Field { .. } => None,
    });
    texts.collect::<Vec<_>>().join(" ")
}

/// ASCII letters and digits alone, each run of the same letter once (`hatttdee` → `hatde`).
fn squeezed(text: &str) -> Vec<u8> {
    let ascii = fold::ascii(&text.to_lowercase());
    let mut out: Vec<u8> = ascii.bytes().filter(u8::is_ascii_alphanumeric).collect();
    out.dedup();
    out.truncate(MAX_LETTERS + 1);
    out
}

/// Names written almost like the whole text, whatever its spaces, the nearest first.
fn near_names(snapshot: &Snapshot, text: &str) -> Vec<usize> {
    let wanted = squeezed(text);
    if !(3..=MAX_LETTERS).contains(&wanted.len()) {
        return Vec::new();
    }
    let most = 1 + wanted.len() / LETTERS_AN_EDIT;
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (n, name) in snapshot.names.names.iter().enumerate() {
        let tokens: String = expand::key(name.tokens.iter().map(|t| t.ascii.as_str()));
        if tokens.len() + most < wanted.len() {
            continue;
        }
        if let Some(edits) = distance(&wanted, &squeezed(&tokens), most) {
            found.push((edits, n));
        }
    }
    found.sort_unstable();
    found.truncate(MAX_TRIED);
    found.into_iter().map(|(_, n)| n).collect()
}

/// Edits between two texts (insertion, deletion, substitution), if at most `most`.
fn distance(a: &[u8], b: &[u8], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        let mut least = row[0];
        for (j, y) in b.iter().enumerate() {
            let change = before + usize::from(x != y);
            before = row[j + 1];
            row[j + 1] = change.min(before + 1).min(row[j] + 1);
            least = least.min(row[j + 1]);
        }
        if least > most {
            return None;
        }
    }
    row.last().copied().filter(|&edits| edits <= most)
}

/// Subjects and places with records: those whose names are near the text, then those that share words with it; where there
/// are none, the subjects with most records.
fn topics(snapshot: &Snapshot, text: &str, near: &[usize], lang: Lang) -> Result<Vec<Suggestion>, SearchError> {
    let names = &snapshot.names;
    let mut terms: Vec<usize> = near.iter().map(|&n| names.names[n].term).collect();
    terms.extend(sharing(snapshot, text));
    let mut out = Vec::new();
    let mut seen = HashSet::new();
    for term in terms {
        if out.len() < MAX_TOPICS && seen.insert(term) {
            out.extend(topic(snapshot, &names.terms[term], lang)?);
        }
    }
    if out.is_empty() {
        let mut common = Vec::new();
        for (n, term) in names.terms.iter().enumerate().filter(|(_, t)| t.sort == Sort::Thing) {
            let coded = Term::from_field_text(snapshot.fields.coded, &coded_term("doi_tuong", &term.code));
            common.push((std::cmp::Reverse(snapshot.searcher.doc_freq(&coded)?), n));
        }
        common.sort_unstable();
        for (_, n) in common.into_iter().take(MAX_TOPICS) {
            out.extend(topic(snapshot, &names.terms[n], lang)?);
        }
    }
    Ok(out)
}

/// Terms with a name that shares words with the text, by how much of the name that is.
fn sharing(snapshot: &Snapshot, text: &str) -> Vec<usize> {
    let mut wanted: Vec<(String, String)> = Vec::new();
    Analyzer::new().analyze(text, &mut |t| {
        if t.written.chars().count() > 1 && words::is_stopword(t.written).is_none() {
            wanted.push((t.ascii.to_owned(), t.written.to_owned()));
        }
    });
    let is = |token: &expand::NameToken| {
        wanted
            .iter()
            .any(|(ascii, written)| token.ascii == *ascii && (written == ascii || *written == token.written))
    };
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    for name in &snapshot.names.names {
        let shared = name.tokens.iter().filter(|t| is(t)).count();
        if shared > 0 && shared * 2 >= name.tokens.len() {
            found.push((name.tokens.len() - shared, name.tokens.len(), name.term));
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, _, term)| term).collect()
}

/// A term as a page to go to, if it has one with records on it.
fn topic(snapshot: &Snapshot, term: &NamedTerm, lang: Lang) -> Result<Option<Suggestion>, SearchError> {
    let (kind, path) = match term.sort {
        Sort::Place => (SuggestionKind::Place, "noi"),
        Sort::Thing => (SuggestionKind::Subject, "chu-de"),
        _ => return Ok(None),
    };
    if !has_records(snapshot, term.sort == Sort::Place, &term.code)? {
        return Ok(None);
    }
    let vocabulary = snapshot.declarations.vocabulary(&term.vocabulary);
    Ok(vocabulary.and_then(|v| v.term(&term.code)).map(|t| Suggestion {
        text: t.labels.get(lang).to_owned(),
        kind,
        url: format!("/{path}/{}", term.code),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted_up_to_a_bound() {
        assert_eq!(distance(b"thacden", b"thachden", 2), Some(1));
        assert_eq!(distance(b"hatde", b"hatde", 1), Some(0));
        assert_eq!(distance(b"hatde", b"londen", 2), None);
        assert_eq!(distance(b"", b"ab", 2), Some(2));
    }

    #[test]
    fn what_narrows_is_left_out() {
        assert_eq!(plain_words("nam:2018 \"hạt dẻ\" -lạnh ten:sấy"), "hạt dẻ sấy");
        assert_eq!(squeezed("Hatttdee"), b"hatde");
    }
}
