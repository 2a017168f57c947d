//! One search from request to response.

use std::time::Instant;

use crate::collect::{Collected, Wanted, collect};
use crate::document::{Row, todays_units};
use crate::evaluate::Terms;
use crate::explain::explain;
use crate::index::{Index, SearchError, Snapshot};
use crate::lexicon::Lexicon;
use crate::params;
use crate::propose::propose;
use crate::query::plan::{Demand, everything, or_identifier, plan};
use crate::query::understand::{Query, understand};
use crate::rank;
use crate::request::{MAX_LIMIT, MAX_OFFSET, SearchRequest, Sort};
use crate::response::{Hit, Match, SearchResponse};
use crate::snippet::{Looked, Snippets};

impl Index {
    /// Answers a search.
    ///
    /// # Errors
    /// The index can not be read. No query is an error.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse, SearchError> {
        let began = Instant::now();
        let snapshot = self.snapshot();
        let terms = Terms::new(&snapshot.searcher);
        let lexicon = Lexicon::new(&snapshot, &terms);
        let mut query = understand(&snapshot, &lexicon, request)?;
        let mut filters = request.filters.clone();
        for (key, values) in std::mem::take(&mut query.filters) {
            filters.entry(key).or_default().extend(values);
        }
        for facet in snapshot.fields.facets.iter().filter(|f| f.places) {
            // Records carry today's units: an old place is asked for by those that hold it.
            if let Some(codes) = filters.get_mut(&facet.key) {
                *codes = codes
                    .iter()
                    .flat_map(|code| todays_units(&snapshot.declarations, code))
                    .collect();
            }
        }
        let limit = request.limit.min(MAX_LIMIT);
        let offset = request.offset.min(MAX_OFFSET);
        let asks = !query.units.is_empty() || !query.titled.is_empty();
        let scored = asks && request.sort == Sort::Relevance;
        let top = if limit == 0 { 0 } else { offset + limit };
        let top = if scored && top > 0 {
            top.max(params::SECOND_PASS)
        } else {
            top
        };
        let wanted = Wanted {
            filters: &filters,
            sort: request.sort,
            scored,
            top,
            facets: &request.facets,
        };
        let mut got = run(
            (&snapshot, &terms),
            &mut query,
            identifier(&snapshot, &request.q)?.as_deref(),
            &wanted,
        )?;
        if scored {
            let pass = got.found.len().min(params::SECOND_PASS.max(top));
            rank::rescore(&snapshot, &terms, &query, &mut got.found[..pass])?;
        }
        let page = offset.min(got.found.len())..(offset + limit).min(got.found.len());
        let mut snippets = Snippets::new(rank::marked(&query));
        let mut hits = Vec::with_capacity(page.len());
        for found in &got.found[page] {
            let explain = match request.explain {
                true if scored => Some(explain(&snapshot, &terms, &query, found)?),
                true => Some(Vec::new()),
                false => None,
            };
            let score = if scored { found.score } else { 0.0 };
            let stored = snapshot.row_and_body(found.address)?;
            hits.push(hit(&query, stored, score, explain, request, &mut snippets));
        }
        if got.total == 0 && limit > 0 && !request.q.trim().is_empty() {
            propose(self, &snapshot, request, &mut query)?;
        }
        let took_us = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
        Ok(SearchResponse {
            total: got.total,
            hits,
            facets: got.facets,
            understood: query.understood,
            took_us,
        })
    }
}

/// The `ma` that the whole query is, in any case of letters.
fn identifier(snapshot: &Snapshot, q: &str) -> Result<Option<String>, SearchError> {
    let ma = q.trim().to_lowercase();
    let could_be = !ma.is_empty() && ma.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    Ok((could_be && snapshot.find(&ma)?.is_some()).then_some(ma))
}

/// Asks for all the words; where too few records hold them all, for most of them, then for any. The record with the
/// `ma` typed, if one was, is listed whatever its words are, before all others.
fn run(
    (snapshot, terms): (&Snapshot, &Terms),
    query: &mut Query,
    ma: Option<&str>,
    wanted: &Wanted,
) -> Result<Collected, SearchError> {
    let plan = |query: &Query, demand: Demand| {
        let words = plan(&snapshot.fields, query, demand)?;
        Some(match ma {
            Some(ma) => or_identifier(&snapshot.fields, words, ma),
            None => words,
        })
    };
    let Some(strict) = plan(query, Demand::All) else {
        return collect(snapshot, terms, &everything(&snapshot.fields), wanted);
    };
    let got = collect(snapshot, terms, &strict, wanted)?;
    let words = query.units.iter().filter(|u| !u.stop).count();
    // A phrase is asked for on purpose: what holds it is the answer, however little it is.
    let phrase = !query.phrases.is_empty() && got.total > 0;
    if got.total >= params::ENOUGH || words < 2 || phrase {
        return Ok(got);
    }
    let strict_total = got.total;
    let mut last = got;
    let share = (words as f32 * params::RELAXED).ceil() as usize;
    for demand in [Demand::AtLeast(share), Demand::Any] {
        let Some(relaxed) = plan(query, demand) else {
            break;
        };
        last = collect(snapshot, terms, &relaxed, wanted)?;
        if last.total >= params::ENOUGH {
            break;
        }
    }
    query.understood.partial = last.total > strict_total;
    Ok(last)
}

fn hit(
    query: &Query,
    (row, body): (Row, String),
    score: f32,
    explain: Option<Vec<Match>>,
    request: &SearchRequest,
    snippets: &mut Snippets,
) -> Hit {
    let looked = snippets.look(&body);
    let (title_html, snippet) = if request.snippets {
        (snippets.mark(&row.title), snippets.passage(&body, &looked))
    } else {
        (String::new(), String::new())
    };
    Hit {
        url: row.url(),
        id: row.ma,
        collection: row.collection,
        title: row.title,
        title_html,
        summary: row.summary,
        score,
        snippet,
        updated: row.updated,
        row: row.values,
        matched_names: matched_names(query, &looked),
        explain,
    }
}

/// Other names of the query that the text holds while it lacks the reader's own words.
fn matched_names(query: &Query, looked: &Looked) -> Vec<String> {
    let mut out = Vec::new();
    let mut has_own = false;
    for ((_, name), &held) in rank::runs(query).zip(&looked.runs) {
        match name {
            None => has_own = held,
            Some(name) if held && !has_own => out.push(name.text.clone()),
            Some(_) => {}
        }
    }
    out
}
