//! Names of the vocabularies in a query: other names of the same thing, and places of all eras.

use crate::document::{PLACES, coded_term, todays_units};
use crate::expand::{self, MAX_NAME_TOKENS, NameToken, Named, Sort};
use crate::index::{SearchError, Snapshot};
use crate::lexicon::Lexicon;
use crate::params;
use crate::query::understand::{Other, Query, Span};
use crate::request::SearchRequest;
use crate::response::{Expansion, PlaceReading};
use crate::terms;

/// Most other names searched for one name.
const MAX_OTHER_NAMES: usize = 12;
/// Other readings within a name are kept from this weight on.
const SURE_NAME: f32 = 0.6;
/// Bounds of how much the words of another name are raised or lowered to count as much as the words typed.
const MIN_WORTH: f32 = 0.2;
const MAX_WORTH: f32 = 2.0;

/// Finds names of the vocabularies in the query, longest first, and what else they are called.
pub(super) fn find_names(
    snapshot: &Snapshot,
    lexicon: &Lexicon,
    request: &SearchRequest,
    query: &mut Query,
) -> Result<(), SearchError> {
    let mut at = 0;
    while at < query.units.len() {
        let mut next = at + 1;
        for length in (1..=MAX_NAME_TOKENS.min(query.units.len() - at)).rev() {
            let units = &query.units[at..at + length];
            if units.iter().any(|u| u.typed.item != units[0].typed.item) || (length == 1 && units[0].stop) {
                continue;
            }
            let written = expand::key(units.iter().map(|u| u.forms.first().map_or("", |f| f.written.as_str())));
            let found: Vec<&Named> = snapshot.names.find(&written).collect();
            if found.is_empty() {
                continue;
            }
            if length > 1 {
                decide(query, (at, at + length));
            }
            if let Some(span) = span(snapshot, lexicon, request, query, (at, at + length), &found)? {
                query.spans.push(span);
            }
            next = at + length;
            break;
        }
        at = next;
    }
    Ok(())
}

/// Readings that make a name of several words are hardly meant otherwise: the unlikely others of these words go.
fn decide(query: &mut Query, (from, to): (usize, usize)) {
    for unit in &mut query.units[from..to] {
        let unlikely = unit.forms.iter().skip(1).position(|f| f.weight < SURE_NAME);
        unit.forms.truncate(unlikely.map_or(usize::MAX, |at| at + 1));
    }
    let units = &query.units;
    for pair in &mut query.pairs {
        let (a, b) = (units[pair.first].forms.len(), units[pair.first + 1].forms.len());
        pair.forms.retain(|&(x, y, _)| x < a && y < b);
    }
    query.pairs.retain(|pair| !pair.forms.is_empty());
}

fn span(
    snapshot: &Snapshot,
    lexicon: &Lexicon,
    request: &SearchRequest,
    query: &mut Query,
    (from, to): (usize, usize),
    found: &[&Named],
) -> Result<Option<Span>, SearchError> {
    let mut span = Span {
        from,
        to,
        names: Vec::new(),
        coded: Vec::new(),
        tagged: Vec::new(),
    };
    let typed: Vec<String> = query.units[from..to].iter().map(|u| u.typed.raw.clone()).collect();
    let typed = typed.join(" ");
    let own = expand::key(found[0].tokens.iter().map(|t| t.written.as_str()));
    let mut typed_worth = worth(lexicon, &found[0].tokens)?;
    let mut known = held(lexicon, found[0])?;
    // What the province is called too is the province, which is in every record: it tells nothing.
    let everywhere = found.iter().any(|name| is_province(snapshot, name));
    for name in found {
        let term = &snapshot.names.terms[name.term];
        if term.sort == Sort::Place {
            if everywhere {
                continue;
            }
            place(snapshot, request, &term.code, &typed, query, &mut span);
            continue;
        }
        span.tagged.extend(snapshot.names.codes(term));
        if !snapshot.names.expands(name) {
            continue;
        }
        for other in term.names.iter().map(|&n| &snapshot.names.names[n]) {
            let written = expand::key(other.tokens.iter().map(|t| t.written.as_str()));
            if written == own || span.names.len() >= MAX_OTHER_NAMES || span.names.iter().any(|n| n.text == other.text)
            {
                continue;
            }
            if term.sort == Sort::Abbreviation {
                let same = snapshot.names.find(&written).map(|n| &snapshot.names.terms[n.term]);
                span.tagged.extend(same.flat_map(|t| snapshot.names.codes(t)));
            }
            if held(lexicon, other)? {
                let tokens = other
                    .tokens
                    .iter()
                    .map(|t| (t.ascii.clone(), t.written.clone()))
                    .collect();
                // Names count alike, however many words they have to score by: nearly as much as the words typed.
                let share = match term.sort {
                    Sort::Abbreviation => params::ABBREVIATION,
                    _ => params::OTHER_NAME,
                };
                let worth = worth(lexicon, &other.tokens)?;
                if !known {
                    // The index lacks the words typed: the name that stands first, the usual one, is the measure.
                    (typed_worth, known) = (worth, true);
                }
                let weight = share * (typed_worth / worth).clamp(MIN_WORTH, MAX_WORTH);
                span.names.push(Other {
                    text: other.text.clone(),
                    tokens,
                    weight,
                });
                query.understood.expansions.push(Expansion {
                    from: typed.clone(),
                    to: other.text.clone(),
                    lang: other.lang.clone(),
                    vocabulary: term.vocabulary.clone(),
                    code: term.code.clone(),
                });
            }
        }
    }
    span.tagged.sort();
    span.tagged.dedup();
    Ok((!span.names.is_empty() || !span.coded.is_empty() || !span.tagged.is_empty()).then_some(span))
}

/// The most that a name can score: the inverse document frequencies of its words and pairs.
fn worth(lexicon: &Lexicon, tokens: &[NameToken]) -> Result<f32, SearchError> {
    let n = lexicon.documents();
    let idf = |df: u32| (1.0 + (n - df as f32 + 0.5).max(0.0) / (df as f32 + 0.5)).ln();
    let mut sum = 0.0;
    for t in tokens {
        sum += idf(lexicon.df(&t.ascii, &t.written)?);
    }
    for two in tokens.windows(2) {
        if terms::pair_is_indexed(&two[0].written, &two[1].written) {
            let df = lexicon.pair_df((&two[0].ascii, &two[0].written), (&two[1].ascii, &two[1].written))?;
            sum += params::PAIR * idf(df);
        }
    }
    Ok(sum.max(0.1))
}

fn is_province(snapshot: &Snapshot, name: &Named) -> bool {
    let term = &snapshot.names.terms[name.term];
    let place = snapshot
        .declarations
        .vocabulary(&term.vocabulary)
        .and_then(|v| v.term(&term.code));
    place.and_then(|t| t.place.as_ref()).is_some_and(|p| p.unit == "tinh")
}

/// True when the index holds the whole name.
fn held(lexicon: &Lexicon, name: &Named) -> Result<bool, SearchError> {
    if let [only] = name.tokens.as_slice() {
        return Ok(lexicon.df(&only.ascii, &only.written)? > 0);
    }
    for pair in name.tokens.windows(2) {
        if terms::pair_is_indexed(&pair[0].written, &pair[1].written)
            && lexicon.pair_df((&pair[0].ascii, &pair[0].written), (&pair[1].ascii, &pair[1].written))? == 0
        {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Takes a place into the span: today's units that hold it are searched by code.
fn place(snapshot: &Snapshot, request: &SearchRequest, code: &str, typed: &str, query: &mut Query, span: &mut Span) {
    let Some(vocabulary) = snapshot.declarations.vocabulary(PLACES) else {
        return;
    };
    let Some(term) = vocabulary.term(code) else { return };
    let now = todays_units(&snapshot.declarations, code);
    for facet in snapshot.fields.facets.iter().filter(|f| f.places) {
        for unit in &now {
            let coded = coded_term(&facet.key, unit);
            if !span.coded.contains(&coded) {
                span.coded.push(coded);
            }
        }
    }
    let names = now
        .iter()
        .map(|c| {
            (
                c.clone(),
                vocabulary
                    .term(c)
                    .map_or_else(|| c.clone(), |t| t.labels.get(request.lang).to_owned()),
            )
        })
        .collect();
    let reading = PlaceReading {
        from: typed.to_owned(),
        code: code.to_owned(),
        name: term.labels.get(request.lang).to_owned(),
        now: names,
    };
    if !query.understood.places.contains(&reading) {
        query.understood.places.push(reading);
    }
}
