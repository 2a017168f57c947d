//! The pages that only the copy has: its search, its lists, and what it is.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use search::{Hit, MAX_LIMIT, MAX_OFFSET, SearchRequest, Sort};

use super::addresses::{DATA_PATH, LIST, NOTE, PAGE, SEARCH};
use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::facets::{COLLECTION, Facets, PLACE_KEY, SUBJECT_KEY};
use crate::format;
use crate::pages::html;
use crate::pages::rows::{self, RowView};
use crate::params::{SearchParams, first};
use crate::show::escape;
use crate::texts::fill;
use crate::urls::{self, lang_code, with_query};

/// Records on one page of a list of a collection.
const PER_PAGE: usize = 300;

/// The routes of these pages.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(SEARCH, get(search_page))
        .route(LIST, get(list))
        .route(NOTE, get(note))
}

/// A link with a count.
struct Counted {
    href: String,
    /// HTML.
    label: String,
    count: String,
    description: String,
}

struct Tags {
    id: &'static str,
    title: &'static str,
    tags: Vec<Counted>,
}

#[derive(Template)]
#[template(path = "copy_search.html")]
struct SearchPage<'a> {
    cx: &'a Cx,
    /// Path of the data.
    data: &'static str,
    /// Names of the collections, JSON.
    kinds: String,
    /// The language of the translated titles; empty where titles are shown as they are.
    translated: &'static str,
    collections: Vec<Counted>,
    tags: Vec<Tags>,
}

async fn search_page(State(app): State<App>, cx: Cx) -> Result<Response, Error> {
    app.run(move |app| {
        let (declarations, facets) = (app.declarations(), app.facets());
        let answer = app.index.search(&SearchRequest {
            limit: 0,
            facets: search::Facets::of(&[COLLECTION, SUBJECT_KEY, PLACE_KEY]),
            lang: cx.lang,
            ..SearchRequest::default()
        })?;
        let counts = |key: &'static str| {
            let of_key = answer.facets.iter().filter(move |f| f.key == key);
            of_key.flat_map(|f| &f.values).filter(|v| v.count > 0)
        };
        let tags = |key: &'static str, url: fn(&str) -> String| -> Vec<Counted> {
            counts(key)
                .filter(|v| facets.knows(key, &v.value))
                .map(|v| Counted {
                    href: cx.link(&url(&v.value)),
                    label: facets.value_html(key, &v.value, &cx),
                    count: format::count(v.count, cx.lang),
                    description: String::new(),
                })
                .collect()
        };
        let labels: Vec<&str> = declarations.collections.iter().map(|c| c.labels.get(cx.lang)).collect();
        let groups = [
            ("dt", cx.t.by_subject, tags(SUBJECT_KEY, urls::subject)),
            ("db", cx.t.by_place, tags(PLACE_KEY, urls::place)),
        ];
        html(&SearchPage {
            data: DATA_PATH,
            kinds: serde_json::to_string(&labels).unwrap_or_default(),
            translated: if cx.lang == catalogue::Lang::Vi {
                ""
            } else {
                lang_code(cx.lang)
            },
            collections: declarations
                .collections
                .iter()
                .map(|c| Counted {
                    href: cx.link(&format!("/{}", c.id)),
                    label: escape(c.labels.get(cx.lang)),
                    count: format::count(
                        counts(COLLECTION).find(|v| v.value == c.id).map_or(0, |v| v.count),
                        cx.lang,
                    ),
                    description: c.description.get(cx.lang).to_owned(),
                })
                .collect(),
            tags: groups
                .into_iter()
                .filter(|(_, _, tags)| !tags.is_empty())
                .map(|(id, title, tags)| Tags { id, title, tags })
                .collect(),
            cx: &cx,
        })
    })
    .await
}

struct Group {
    id: String,
    title: String,
    rows: Vec<RowView>,
}

struct PageLink {
    href: String,
    label: String,
    name: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "copy_list.html")]
struct ListPage<'a> {
    cx: &'a Cx,
    heading: String,
    count: String,
    groups: Vec<Group>,
    /// Collections with no such record: links to their part lead to the end of the list.
    without: Vec<String>,
    pages: Vec<PageLink>,
}

/// All records with these values by title, under the names of their collections; a whole collection in pages.
async fn list(State(app): State<App>, cx: Cx) -> Result<Response, Error> {
    app.run(move |app| {
        let (declarations, facets) = (app.declarations(), app.facets());
        let params = SearchParams::of_page(cx.pairs(), |key| facets.has(key));
        let whole = params.filters.keys().all(|key| key == COLLECTION);
        let page: usize = first(cx.pairs(), PAGE).and_then(|n| n.parse().ok()).unwrap_or(1);
        let (from, most) = if whole {
            ((page.max(1) - 1).saturating_mul(PER_PAGE), PER_PAGE)
        } else {
            (0, MAX_OFFSET)
        };
        let (total, hits) = hits(app, &cx, &params, from, most)?;
        let (mut groups, mut without) = (Vec::new(), Vec::new());
        for collection in &declarations.collections {
            let own: Vec<Hit> = hits
                .iter()
                .filter(|hit| hit.collection == collection.id)
                .cloned()
                .collect();
            if own.is_empty() {
                without.push(collection.id.clone());
            } else {
                groups.push(Group {
                    id: collection.id.clone(),
                    title: collection.labels.get(cx.lang).to_owned(),
                    rows: rows::of_hits(app, &cx, &own, false)?,
                });
            }
        }
        html(&ListPage {
            heading: heading(&cx, &facets, &params),
            count: fill(cx.t.copy_all, &[("n", &format::count(total, cx.lang))]),
            pages: if whole {
                pages(&cx, &params, page.max(1), total)
            } else {
                Vec::new()
            },
            without: if whole { Vec::new() } else { without },
            groups,
            cx: &cx,
        })
    })
    .await
}

/// How many there are, and those from the `from`th on, `most` at the most.
fn hits(app: &App, cx: &Cx, params: &SearchParams, from: usize, most: usize) -> Result<(usize, Vec<Hit>), Error> {
    let mut request = SearchRequest {
        filters: params.filters.clone(),
        sort: Sort::Title,
        offset: from.min(MAX_OFFSET),
        limit: MAX_LIMIT,
        facets: search::Facets::None,
        snippets: false,
        lang: cx.lang,
        ..SearchRequest::default()
    };
    let mut out = Vec::new();
    loop {
        let answer = app.index.search(&request)?;
        let last = answer.hits.len() < MAX_LIMIT;
        out.extend(answer.hits);
        request.offset += MAX_LIMIT;
        if last || out.len() >= most || request.offset > MAX_OFFSET {
            return Ok((answer.total, out));
        }
    }
}

fn heading(cx: &Cx, facets: &Facets, params: &SearchParams) -> String {
    let values = params.filters.iter().map(|(key, values)| {
        let labels: Vec<String> = values.iter().map(|v| facets.value_label(key, v, cx.lang)).collect();
        if key == COLLECTION {
            labels.join(", ")
        } else {
            format!("{}: {}", facets.label(key, cx.lang), labels.join(", "))
        }
    });
    values.collect::<Vec<_>>().join("; ")
}

fn pages(cx: &Cx, params: &SearchParams, here: usize, total: usize) -> Vec<PageLink> {
    let last = total.min(MAX_OFFSET + MAX_LIMIT).div_ceil(PER_PAGE);
    let lang = cx.lang_param().map(|lang| ("lang", lang_code(lang)));
    let link = |n: usize| {
        let number = n.to_string();
        let filters = params
            .filters
            .iter()
            .flat_map(|(key, values)| values.iter().map(|value| (key.as_str(), value.as_str())));
        PageLink {
            href: with_query(LIST, filters.chain([(PAGE, number.as_str())]).chain(lang)),
            name: fill(cx.t.page_n, &[("n", &number)]),
            current: n == here,
            label: number,
        }
    };
    if last > 1 {
        (1..=last).map(link).collect()
    } else {
        Vec::new()
    }
}

#[derive(Template)]
#[template(path = "copy_note.html")]
struct NotePage<'a> {
    cx: &'a Cx,
    state: String,
}

async fn note(State(app): State<App>, cx: Cx) -> Result<Response, Error> {
    app.run(move |app| {
        let date = format::date(&app.today().to_string(), cx.lang);
        let n = format::count(app.index.len(), cx.lang);
        html(&NotePage {
            state: fill(cx.t.copy_state, &[("n", &n), ("date", &date)]),
            cx: &cx,
        })
    })
    .await
}
