//! Puts the reading of a query together: the words to search with their weights, what was changed, what was added.

use std::collections::BTreeMap;

use vietnamese::{Analyzer, Kind, Segmenter, legacy, normalise, syllable, words};

use crate::document::{PLACES, coded_term, todays_units};
use crate::expand::{self, MAX_NAME_TOKENS, Named};
use crate::index::{SearchError, Snapshot};
use crate::lexicon::Lexicon;
use crate::params;
use crate::query::model::Model;
use crate::query::parse::{Item, parse};
use crate::query::read::{Manner, Reading, Sources, Typed, tokens};
use crate::request::{MAX_QUERY_TERMS, SearchRequest};
use crate::response::{Change, ChangeKind, Expansion, Notice, PlaceReading, Understood};
use crate::terms;

/// Readings less likely than this share of the best are not searched.
const KEEP: f32 = 0.02;
/// The same for a query of one token.
const KEEP_ALONE: f32 = 1e-5;
/// Most readings searched of one token.
const MAX_SEARCHED: usize = 6;
/// The same for a query of one token.
const MAX_SEARCHED_ALONE: usize = 30;
/// Most other names searched for one name.
const MAX_OTHER_NAMES: usize = 12;

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
    /// Terms of coded fields that mean the same (places).
    pub(crate) coded: Vec<String>,
}

/// Another name to search.
#[derive(Debug, Clone)]
pub(crate) struct Other {
    pub(crate) text: String,
    /// (ASCII, written) of its tokens.
    pub(crate) tokens: Vec<(String, String)>,
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
        && let Some((_, decoded)) = legacy::detect_and_decode(&text)
    {
        query.understood.changes.push(Change {
            from: text.clone(),
            to: decoded.clone(),
            kind: ChangeKind::Encoding,
        });
        text = decoded;
    }
    let (items, notices) = parse(&text, |name| known_field(snapshot, name));
    query.understood.notices = notices;
    let mut analyzer = Analyzer::new();
    let mut typed: Vec<Typed> = Vec::new();
    let mut phrases: Vec<usize> = Vec::new();
    for (n, item) in items.iter().enumerate() {
        match item {
            Item::Words(words) => tokens(&mut analyzer, words, n, &mut typed),
            Item::Phrase(words) => {
                tokens(&mut analyzer, words, n, &mut typed);
                phrases.push(n);
            }
            Item::Without(words) => query.without.push(exact(&mut analyzer, words)),
            Item::Field { key, value } if key == "ten" => query.titled.extend(exact(&mut analyzer, value)),
            Item::Field { key, value } => {
                let values = field_values(snapshot, &mut analyzer, key, value);
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
        typed = cut_run_together(&sources, typed, &mut query.understood.changes)?;
    }
    if typed.len() > MAX_QUERY_TERMS {
        typed.truncate(MAX_QUERY_TERMS);
        query.understood.notices.push(Notice::TooManyTerms);
    }
    if typed.is_empty() {
        return Ok(query);
    }
    read_units(&sources, &mut query, typed, request.literal)?;
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
        find_names(snapshot, lexicon, request, &mut query)?;
    }
    Ok(query)
}

/// Reads every token and weighs the readings.
fn read_units(sources: &Sources, query: &mut Query, typed: Vec<Typed>, literal: bool) -> Result<(), SearchError> {
    let linked: Vec<bool> = typed.windows(2).map(|w| w[0].item == w[1].item).collect();
    let mut unreadable = 0;
    for t in &typed {
        unreadable += usize::from(t.decoded.is_some() && !sources.knows(t)?);
    }
    let manner = Manner::of(&typed, unreadable);
    let mut readings: Vec<Vec<Reading>> = Vec::with_capacity(typed.len());
    for t in &typed {
        if literal {
            let df = sources.lexicon.df(&t.ascii, &t.written)?;
            readings.push(vec![Reading {
                ascii: t.ascii.clone(),
                written: t.written.clone(),
                df,
                channel: 0.0,
                kind: ChangeKind::Typed,
            }]);
        } else {
            readings.push(sources.readings(t, &manner)?);
        }
    }
    let model = Model {
        lexicon: sources.lexicon,
        names: sources.names,
    };
    if !literal {
        let doubtful = doubtful(sources, &model, &typed, &readings, &linked)?;
        for (i, t) in typed.iter().enumerate() {
            if doubtful[i] {
                sources.slips(t, &manner, &mut readings[i])?;
            }
        }
    }
    let posterior = model.posterior(&readings, &linked)?;
    // Readings kept of each token, best first: positions in `readings`.
    let alone = typed.len() == 1;
    let kept: Vec<Vec<usize>> = posterior.single.iter().map(|p| best(p, alone)).collect();
    // A lone syllable without a tone has no neighbours to tell what was meant: its forms are searched almost alike.
    let undecided = !literal && alone && typed[0].written == typed[0].toneless;
    for (i, t) in typed.into_iter().enumerate() {
        let top = kept[i].first().map_or(1.0, |&r| posterior.single[i][r]);
        let forms = kept[i]
            .iter()
            .map(|&r| {
                let reading = &readings[i][r];
                let weight = match undecided {
                    true => lone_weight(&t, &reading.written),
                    false => (posterior.single[i][r] / top).powf(params::READING),
                };
                Weighted {
                    ascii: reading.ascii.clone(),
                    written: reading.written.clone(),
                    weight,
                    kind: reading.kind,
                }
            })
            .collect();
        query.units.push(Unit {
            forms,
            stop: false,
            alone: false,
            typed: t,
        });
    }
    for i in 0..query.units.len().saturating_sub(1) {
        if !linked[i] {
            continue;
        }
        let mut forms = Vec::new();
        let top = posterior.pair[i].iter().flatten().copied().fold(1e-9f32, f32::max);
        for (a, &ra) in kept[i].iter().enumerate() {
            for (b, &rb) in kept[i + 1].iter().enumerate() {
                let p = posterior.pair[i][ra][rb] / top;
                let (x, y) = (&readings[i][ra], &readings[i + 1][rb]);
                if p >= KEEP
                    && sources
                        .lexicon
                        .pair_df((&x.ascii, &x.written), (&y.ascii, &y.written))?
                        > 0
                {
                    forms.push((a, b, p.powf(params::READING)));
                }
            }
        }
        if !forms.is_empty() {
            query.pairs.push(Pair { first: i, forms });
        }
    }
    mark_words(query, &linked);
    Ok(())
}

/// Weight of a reading of a lone syllable typed without a tone: the form typed before others, common words before rare ones.
fn lone_weight(typed: &Typed, written: &str) -> f32 {
    let class = words::syllable_class(written).map_or(5, |c| usize::from(c.clamp(1, 4)));
    let common = params::LONE_CLASS[class - 1];
    match (typed.written == written, typed.written == typed.ascii) {
        (true, _) => common.sqrt(),
        (false, true) => params::LONE_BARE * common,
        (false, false) => params::LONE_TONELESS * common,
    }
}

/// Tokens that may hold a slip: not known as typed, or known but at odds with both neighbours.
fn doubtful(
    sources: &Sources,
    model: &Model,
    typed: &[Typed],
    readings: &[Vec<Reading>],
    linked: &[bool],
) -> Result<Vec<bool>, SearchError> {
    let mut joined = vec![false; linked.len()];
    for (i, &link) in linked.iter().enumerate() {
        if !link {
            continue;
        }
        'pair: for a in &readings[i] {
            for b in &readings[i + 1] {
                if model.joins(a, b)? {
                    joined[i] = true;
                    break 'pair;
                }
            }
        }
    }
    let mut out = Vec::with_capacity(typed.len());
    for (i, t) in typed.iter().enumerate() {
        let word = matches!(t.kind, Kind::Syllable | Kind::Word);
        let known = readings[i].iter().any(|r| r.df > 0 && r.kind != ChangeKind::Spelling)
            || readings[i]
                .iter()
                .any(|r| sources.names.forms(&r.ascii).contains(&r.written))
            || sources.names.find(&t.written).next().is_some();
        let left = i > 0 && linked[i - 1];
        let right = i < linked.len() && linked[i];
        let alone = (left || right) && !(left && joined[i - 1]) && !(right && joined[i]);
        out.push(word && t.ascii.len() > 1 && (!known || alone));
    }
    Ok(out)
}

/// Positions of the likely readings, best first.
fn best(p: &[f32], alone: bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[b].total_cmp(&p[a]).then(a.cmp(&b)));
    let top = order.first().map_or(0.0, |&i| p[i]);
    let (keep, most) = if alone {
        (KEEP_ALONE, MAX_SEARCHED_ALONE)
    } else {
        (KEEP, MAX_SEARCHED)
    };
    order.retain(|&i| p[i] >= top * keep);
    order.truncate(most);
    order
}

/// Marks stop words and syllables that the query uses as words by themselves.
fn mark_words(query: &mut Query, linked: &[bool]) {
    let segmenter = Segmenter::new();
    let mut lengths = Vec::new();
    let mut start = 0;
    for end in 1..=query.units.len() {
        if end < query.units.len() && linked[end - 1] {
            continue;
        }
        let run: Vec<&str> = query.units[start..end]
            .iter()
            .map(|u| u.forms.first().map_or("", |f| f.written.as_str()))
            .collect();
        segmenter.segment(&run, &mut lengths);
        let stops = stop_words(&run);
        for (i, unit) in query.units[start..end].iter_mut().enumerate() {
            unit.alone =
                lengths.get(i) == Some(&1) && unit.forms.first().is_some_and(|f| syllable::is_legal(&f.written));
            unit.stop = stops[i];
        }
        start = end;
    }
    // A query of stop words alone is about them.
    if query.units.iter().all(|u| u.stop) {
        query.units.iter_mut().for_each(|u| u.stop = false);
    }
}

/// Which words of a run are stop words; openers of questions count over several syllables.
fn stop_words(run: &[&str]) -> Vec<bool> {
    let mut out: Vec<bool> = run.iter().map(|w| words::is_stopword(w).is_some()).collect();
    for length in 2..=4usize {
        for start in 0..(run.len() + 1).saturating_sub(length) {
            if words::is_stopword(&run[start..start + length].join(" ")).is_some() {
                out[start..start + length].iter_mut().for_each(|s| *s = true);
            }
        }
    }
    out
}

/// Says which words were read otherwise than typed.
fn report_changes(query: &mut Query) {
    let mut changed = false;
    let mut text = Vec::new();
    for unit in &query.units {
        let Some(form) = unit.forms.first() else { continue };
        text.push(form.written.clone());
        if form.kind != ChangeKind::Typed {
            changed = true;
            let change = Change {
                from: unit.typed.raw.clone(),
                to: form.written.clone(),
                kind: form.kind,
            };
            if change.from != change.to {
                query.understood.changes.push(change);
            }
        }
    }
    if changed || !query.understood.changes.is_empty() {
        query.understood.searched_as = Some(text.join(" "));
    }
}

/// Finds names of the vocabularies in the query, longest first, and what else they are called.
fn find_names(
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
    };
    let typed: Vec<String> = query.units[from..to].iter().map(|u| u.typed.raw.clone()).collect();
    let typed = typed.join(" ");
    let own = expand::key(found[0].tokens.iter().map(|t| t.written.as_str()));
    for name in found {
        let term = &snapshot.names.terms[name.term];
        if term.vocabulary == PLACES {
            place(snapshot, request, &term.code, &typed, query, &mut span);
            continue;
        }
        for other in term.names.iter().map(|&n| &snapshot.names.names[n]) {
            let written = expand::key(other.tokens.iter().map(|t| t.written.as_str()));
            if written == own || span.names.len() >= MAX_OTHER_NAMES || span.names.iter().any(|n| n.text == other.text)
            {
                continue;
            }
            if held(lexicon, other)? {
                let tokens = other
                    .tokens
                    .iter()
                    .map(|t| (t.ascii.clone(), t.written.clone()))
                    .collect();
                span.names.push(Other {
                    text: other.text.clone(),
                    tokens,
                });
                query.understood.expansions.push(Expansion {
                    from: typed.clone(),
                    to: other.text.clone(),
                    lang: other.lang.clone(),
                });
            }
        }
    }
    Ok((!span.names.is_empty() || !span.coded.is_empty()).then_some(span))
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
    // The province is in every record: it tells nothing.
    if term.place.as_ref().is_some_and(|p| p.unit == "tinh") {
        return;
    }
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

/// The key of a field that can be asked for by name: a facet key, its last part, or `ten`.
fn known_field(snapshot: &Snapshot, name: &str) -> Option<String> {
    let name = vietnamese::fold::ascii(&name.to_lowercase());
    if matches!(name.as_str(), "ten" | "title" | "tieude") {
        return Some("ten".to_owned());
    }
    let facets = &snapshot.fields.facets;
    let exact = facets.iter().find(|f| f.key == name);
    exact
        .or_else(|| facets.iter().find(|f| f.key.rsplit('.').next() == Some(&name)))
        .map(|f| f.key.clone())
}

/// What a typed value of a field means: its codes. An unknown one stays as typed and matches nothing.
fn field_values(snapshot: &Snapshot, analyzer: &mut Analyzer, key: &str, value: &str) -> Vec<String> {
    let wanted = exact(analyzer, value);
    let written = expand::key(wanted.iter().map(|(_, w)| w.as_str()));
    let ascii = expand::key(wanted.iter().map(|(a, _)| a.as_str()));
    let mut out = vec![value.to_owned()];
    let hits = snapshot.names.names.iter().filter(|n| {
        expand::key(n.tokens.iter().map(|t| t.written.as_str())) == written
            || (written == ascii && expand::key(n.tokens.iter().map(|t| t.ascii.as_str())) == ascii)
    });
    for name in hits {
        let term = &snapshot.names.terms[name.term];
        if term.vocabulary == PLACES {
            out.extend(todays_units(&snapshot.declarations, &term.code));
        } else {
            out.push(term.code.clone());
        }
    }
    if key.ends_with("dia_ban") && value.contains(':') {
        out.extend(todays_units(&snapshot.declarations, value));
    }
    out.sort();
    out.dedup();
    out
}

/// The tokens of a text as they stand.
fn exact(analyzer: &mut Analyzer, text: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    analyzer.analyze(text, &mut |t| out.push((t.ascii.to_owned(), t.written.to_owned())));
    out
}

/// Cuts tokens that are no word of the index but a run of syllables that are.
fn cut_run_together(
    sources: &Sources,
    typed: Vec<Typed>,
    changes: &mut Vec<Change>,
) -> Result<Vec<Typed>, SearchError> {
    let mut out = Vec::with_capacity(typed.len());
    let mut analyzer = Analyzer::new();
    for t in typed {
        if t.kind != Kind::Word || t.decoded.is_some() || t.ascii.len() < 5 || sources.knows(&t)? {
            out.push(t);
            continue;
        }
        match sources.cut(&t.written)? {
            Some(pieces) => {
                let text = pieces.join(" ");
                changes.push(Change {
                    from: t.raw.clone(),
                    to: text.clone(),
                    kind: ChangeKind::Spacing,
                });
                let start = out.len();
                tokens(&mut analyzer, &text, t.item, &mut out);
                out[start..].iter_mut().for_each(|p| p.origin = ChangeKind::Spacing);
            }
            None => out.push(t),
        }
    }
    Ok(out)
}
