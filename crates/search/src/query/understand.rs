//! Puts the reading of a query together: the words to search with their weights, what was changed, what was added.

use std::collections::{BTreeMap, HashMap};

use vietnamese::{Analyzer, Kind, legacy, normalise, words};

use crate::index::{SearchError, Snapshot};
use crate::lexicon::Lexicon;
use crate::query::parse::{Item, parse};
use crate::query::read::{Sources, Typed, tokens};
use crate::query::{fields, named, units};
use crate::request::{MAX_QUERY_TERMS, SearchRequest};
use crate::response::{Change, ChangeKind, Notice, Understood};

/// Most times that a word outside phrases is taken.
const MAX_REPEATS: usize = 3;

/// A word to search: one position of the query with its readings.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// Readings by falling weight; the first has weight 1.
    pub(crate) forms: Vec<Weighted>,
    /// A stop word: scored, never required.
    pub(crate) stop: bool,
    /// The query uses the syllable as a word by itself.
    pub(crate) alone: bool,
    pub(crate) typed: Typed,
}

/// A written form with its weight.
#[derive(Debug, Clone)]
pub(crate) struct Weighted {
    pub(crate) ascii: String,
    pub(crate) written: String,
    /// 0–1.
    pub(crate) weight: f32,
    pub(crate) kind: ChangeKind,
}

/// Neighbours `first`, `first + 1` with the forms that the index holds side by side.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    pub(crate) first: usize,
    /// (form of the first, form of the second, weight 0–1).
    pub(crate) forms: Vec<(usize, usize, f32)>,
}

/// Units `from..to` that are a name, and what else the thing is called.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) names: Vec<Other>,
    /// Terms of coded fields that mean the same place.
    pub(crate) coded: Vec<String>,
    /// Terms of coded fields of records that are said to be about the thing, or of the kind.
    pub(crate) tagged: Vec<String>,
}

/// Another name to search.
#[derive(Debug, Clone)]
pub(crate) struct Other {
    pub(crate) text: String,
    /// (ASCII, written) of its tokens.
    pub(crate) tokens: Vec<(String, String)>,
    /// Against 1 for the words typed.
    pub(crate) weight: f32,
}

/// A query, understood.
#[derive(Debug, Default)]
pub(crate) struct Query {
    pub(crate) units: Vec<Unit>,
    pub(crate) pairs: Vec<Pair>,
    pub(crate) spans: Vec<Span>,
    /// Unit ranges that must stand side by side.
    pub(crate) phrases: Vec<(usize, usize)>,
    /// Words that must not occur, as runs of (ASCII, written).
    pub(crate) without: Vec<Vec<(String, String)>>,
    /// Words that the title must hold.
    pub(crate) titled: Vec<(String, String)>,
    /// Facet values that `field:value` asks for.
    pub(crate) filters: BTreeMap<String, Vec<String>>,
    /// What a unit would have been read as with a slip corrected, where that was too unlikely: to propose if nothing is found.
    pub(crate) unsaid: Vec<Option<String>>,
    /// The words as they were read, in their usual spelling.
    pub(crate) shown: String,
    pub(crate) understood: Understood,
}

/// Reads a request.
pub(crate) fn understand(
    snapshot: &Snapshot,
    lexicon: &Lexicon,
    request: &SearchRequest,
) -> Result<Query, SearchError> {
    let mut query = Query::default();
    let mut text = normalise(&request.q).into_owned();
    if !request.literal
        && let Some(decoded) = decoded(&request.q, &text)
    {
        query.understood.changes.push(Change {
            from: text.clone(),
            to: decoded.clone(),
            kind: ChangeKind::Encoding,
        });
        text = decoded;
    }
    let (items, notices) = parse(&text, |name| fields::known_field(snapshot, name));
    query.understood.notices = notices;
    let mut analyzer = Analyzer::new();
    let mut typed: Vec<Typed> = Vec::new();
    let mut phrases: Vec<usize> = Vec::new();
    for (n, item) in items.iter().enumerate() {
        match item {
            Item::Words(words) => tokens(&mut analyzer, words, n, request.literal, &mut typed),
            Item::Phrase(words) => {
                tokens(&mut analyzer, words, n, request.literal, &mut typed);
                phrases.push(n);
            }
            Item::Without(words) => query.without.push(fields::exact(&mut analyzer, words)),
            Item::Field { key, value } if key == "ten" => query.titled.extend(fields::exact(&mut analyzer, value)),
            Item::Field { key, value } => {
                let values = fields::field_values(snapshot, &mut analyzer, key, value);
                query.filters.entry(key.clone()).or_default().extend(values);
            }
        }
    }
    query.without.retain(|run| !run.is_empty());
    let sources = Sources {
        lexicon,
        names: &snapshot.names,
    };
    if !request.literal {
        typed = units::cut_run_together(&sources, typed, &mut query.understood.changes)?;
    }
    if typed.len() > MAX_QUERY_TERMS {
        typed.truncate(MAX_QUERY_TERMS);
        query.understood.notices.push(Notice::TooManyTerms);
    }
    bound_repeats(&mut typed, &phrases);
    if typed.is_empty() {
        return Ok(query);
    }
    units::read_units(&sources, &mut query, typed, request.literal)?;
    for n in phrases {
        let of_item = |i: &usize| query.units[*i].typed.item == n;
        if let (Some(from), Some(to)) = (
            (0..query.units.len()).find(of_item),
            (0..query.units.len()).rfind(of_item),
        ) {
            query.phrases.push((from, to + 1));
        }
    }
    report_changes(&mut query);
    if !request.literal {
        named::find_names(snapshot, lexicon, request, &mut query)?;
    }
    Ok(query)
}

/// A word said over and over asks for no more than the word, and costs as much as so many words: of each the first few
/// stay. Phrases keep theirs.
fn bound_repeats(typed: &mut Vec<Typed>, phrases: &[usize]) {
    let mut said: HashMap<String, usize> = HashMap::new();
    typed.retain(|token| {
        if phrases.contains(&token.item) {
            return true;
        }
        let times = said.entry(token.written.clone()).or_default();
        *times += 1;
        *times <= MAX_REPEATS
    });
}

/// Text of an old font, decoded. In TCVN3 a soft hyphen is `ư`: it is looked at before invisible characters go.
fn decoded(raw: &str, normal: &str) -> Option<String> {
    let with_hyphens = raw.contains('\u{ad}').then(|| legacy::detect_and_decode(raw)).flatten();
    let (_, text) = with_hyphens.or_else(|| legacy::detect_and_decode(normal))?;
    Some(normalise(&text).into_owned())
}

/// Says which words were read otherwise than typed, spelled as they usually are.
fn report_changes(query: &mut Query) {
    let mut changed = false;
    let mut text = Vec::new();
    for unit in &query.units {
        let Some(form) = unit.forms.first() else { continue };
        // Words that were typed as they stand keep the reader's spelling of i and y.
        let shown = match form.kind {
            ChangeKind::Typed if unit.typed.kind == Kind::Syllable => unit.typed.raw.to_lowercase(),
            ChangeKind::Typed => form.written.clone(),
            _ => words::usual_spelling(&form.written).to_owned(),
        };
        if form.kind != ChangeKind::Typed {
            changed = true;
            let change = Change {
                from: unit.typed.raw.clone(),
                to: shown.clone(),
                kind: form.kind,
            };
            if change.from != change.to {
                query.understood.changes.push(change);
            }
        }
        text.push(shown);
    }
    query.shown = text.join(" ");
    if changed || !query.understood.changes.is_empty() {
        query.understood.searched_as = Some(query.shown.clone());
    }
}
