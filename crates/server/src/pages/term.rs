//! What the pages of a place and of a subject have in common: a term of a vocabulary and the records that name it.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;
use catalogue::{Declarations, Lang, Term};
use search::SearchRequest;

use super::near::Near;
use super::rows::{self, RowView};
use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::facets::{COLLECTION, LANGUAGES};
use crate::params::SearchParams;
use crate::show::{escape, label};
use crate::texts::fill;
use crate::{format, urls};

/// Records shown on the page.
const SHOWN: usize = 10;

#[derive(Template)]
#[template(path = "term.html")]
struct Page<'a> {
    cx: &'a Cx,
    title: String,
    /// HTML.
    heading: String,
    kind: &'static str,
    /// HTML.
    lede: Option<String>,
    hazard: Option<(String, String)>,
    /// Label and HTML.
    facts: Vec<(&'static str, String)>,
    records_title: &'static str,
    total: usize,
    /// Address, name, count.
    by_collection: Vec<(String, String, String)>,
    rows: Vec<RowView>,
    rows_start: usize,
    see_all: Option<(String, String)>,
    near: Option<Near>,
    /// For the search box where there are no records.
    q: String,
}

/// A term as its page shows it.
pub(super) struct TermView {
    pub(super) title: String,
    /// The title as HTML.
    pub(super) heading: String,
    pub(super) kind: &'static str,
    /// HTML.
    pub(super) lede: Option<String>,
    pub(super) hazard: Option<(String, String)>,
    /// Label and HTML.
    pub(super) facts: Vec<(&'static str, String)>,
    pub(super) records_title: &'static str,
    /// Facet and values by which its records are found.
    pub(super) key: &'static str,
    pub(super) values: Vec<String>,
    /// What lies around it.
    pub(super) near: Option<Near>,
    /// A query that puts the records in order, without leaving any out; newest first without one.
    pub(super) best_by: Option<String>,
}

/// The page of a term with its records.
pub(super) fn page(app: &App, cx: &Cx, term: TermView) -> Result<Response, Error> {
    let declarations = app.declarations();
    let filters = BTreeMap::from([(term.key.to_owned(), term.values)]);
    let request = SearchRequest {
        filters: filters.clone(),
        limit: SHOWN,
        snippets: false,
        facets: search::Facets::of(&[COLLECTION]),
        lang: cx.lang,
        ..SearchRequest::default()
    };
    let mut answer = app.index.search(&request)?;
    if let Some(name) = term.best_by {
        // Those that speak of it most, then the newest of the rest.
        let best = app
            .index
            .search(&SearchRequest {
                q: name,
                facets: search::Facets::None,
                literal: true,
                ..request
            })?
            .hits;
        let rest = std::mem::replace(&mut answer.hits, best);
        answer.hits.extend(
            rest.into_iter()
                .filter(|hit| answer.hits.iter().all(|h| h.id != hit.id))
                .collect::<Vec<_>>(),
        );
        answer.hits.truncate(SHOWN);
    }
    let all = SearchParams {
        filters,
        ..SearchParams::default()
    };
    let of_collection = |value: &search::FacetValue| {
        let mut params = all.clone();
        params.filters.insert(COLLECTION.to_owned(), vec![value.value.clone()]);
        let label = declarations
            .collection(&value.value)
            .map_or(value.value.as_str(), |c| c.labels.get(cx.lang))
            .to_owned();
        (
            urls::results(&params, cx.lang_param()),
            label,
            format::count(value.count, cx.lang),
        )
    };
    let counted = answer.facets.iter().flat_map(|f| &f.values).filter(|v| v.count > 0);
    let see_all = (answer.total > answer.hits.len()).then(|| {
        (
            urls::results(&all, cx.lang_param()),
            fill(cx.t.see_all, &[("n", &format::count(answer.total, cx.lang))]),
        )
    });
    super::html(&Page {
        by_collection: counted.map(of_collection).collect(),
        rows: rows::of_hits(app, cx, &answer.hits, false)?,
        rows_start: 1,
        total: answer.total,
        see_all,
        near: term.near,
        q: term.title.clone(),
        title: term.title,
        heading: term.heading,
        kind: term.kind,
        lede: term.lede,
        hazard: term.hazard,
        facts: term.facts,
        records_title: term.records_title,
        cx,
    })
}

/// All names by language, in the order of the vocabulary of languages.
pub(super) fn names(cx: &Cx, declarations: &Declarations, found: &Term) -> String {
    let mut all: Vec<(&str, &str)> = vec![("vi", &found.labels.vi)];
    for (lang, label) in [(Lang::Zh, &found.labels.zh), (Lang::En, &found.labels.en)] {
        if let Some(label) = label {
            all.push((urls::lang_code(lang), label));
        }
    }
    for name in &found.names {
        if !all.contains(&(&name.lang, &name.name)) {
            all.push((&name.lang, &name.name));
        }
    }
    let languages = declarations.vocabulary(LANGUAGES);
    let order = |lang: &str| {
        languages
            .and_then(|v| v.by_code.get(lang))
            .copied()
            .unwrap_or(usize::MAX)
    };
    let mut tags: Vec<&str> = all.iter().map(|(lang, _)| *lang).collect();
    tags.sort_by_key(|lang| (order(lang), *lang));
    tags.dedup();
    let mut out = String::new();
    for tag in tags {
        let called = languages
            .and_then(|v| v.term(tag))
            .map_or_else(|| escape(tag), |term| label(cx, &term.labels));
        let same: Vec<String> = all
            .iter()
            .filter(|(lang, _)| *lang == tag)
            .map(|(_, name)| escape(name))
            .collect();
        out.push_str(&format!(
            "<div><dt>{}</dt><dd lang=\"{}\">{}</dd></div>",
            called,
            escape(tag),
            same.join(", ")
        ));
    }
    // The Vietnamese name alone is the heading already.
    if all.len() < 2 {
        String::new()
    } else {
        format!("<dl class=\"sub\">{out}</dl>")
    }
}
