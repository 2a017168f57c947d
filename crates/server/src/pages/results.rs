//! `/tim`: results. A plain GET form; every state has an address.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use search::{MAX_OFFSET, SearchResponse, Sort};

use super::rows::{self, RowView};
use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::facets::{COLLECTION, Facets};
use crate::params::{PER_PAGE, SearchParams};
use crate::show::escape;
use crate::texts::fill;
use crate::{format, urls};

mod groups;
mod none;
mod notes;

#[derive(Template)]
#[template(path = "results.html")]
struct Page<'a> {
    cx: &'a Cx,
    params: &'a SearchParams,
    heading: String,
    count: String,
    /// Which of the hits are on this page.
    shown: String,
    total: usize,
    /// HTML lines: how the query was understood.
    notes: Vec<String>,
    chips: Vec<Chip>,
    clear: String,
    sort_value: Option<&'static str>,
    sorts: Vec<Choice>,
    rows: Vec<RowView>,
    rows_start: usize,
    pages: Vec<PageLink>,
    first_page: String,
    /// “Trang 2”, from the second on.
    page_name: Option<String>,
    groups: Vec<groups::Group<'a>>,
    /// Proposals where nothing was found: other words, subjects and places, the count without any filter.
    similar: Vec<Choice>,
    topics: Vec<Choice>,
    unfiltered: Option<String>,
    /// Words or filters were given: without, nothing found means that there is nothing.
    asked: bool,
    /// Address of the list of those who can be asked.
    ask: Option<String>,
    collections: Vec<Choice>,
}

impl Page<'_> {
    /// Whether there is more without some filter.
    fn widens(&self) -> bool {
        self.unfiltered.is_some() || self.chips.iter().any(|chip| chip.gains.is_some())
    }
}

/// A filter that is on.
struct Chip {
    /// HTML.
    label: String,
    /// The same search without it.
    href: String,
    /// “Without it”, in words; HTML.
    without: String,
    /// Hits without it, looked up where there are none with it.
    gains: Option<String>,
}

/// A link that may be where one is.
struct Choice {
    label: String,
    href: String,
    current: bool,
}

struct PageLink {
    label: String,
    name: Option<String>,
    href: String,
    current: bool,
    gap: bool,
}

/// The page of results.
pub(crate) async fn get(State(app): State<App>, mut cx: Cx) -> Result<Response, Error> {
    app.run(move |app| {
        let declarations = app.declarations();
        let facets = app.facets();
        let params = SearchParams::of_page(cx.pairs(), |key| facets.has(key));
        cx.carry(&params);
        let answer = app.index.search(&params.request(cx.lang))?;
        if answer.total == 0 && !params.is_filtered() {
            app.missed(&params.q);
        }
        let rows = rows::of_hits(app, &cx, &answer.hits, !params.q.is_empty())?;
        let lang = cx.lang_param();
        let heading = if params.q.is_empty() {
            cx.t.all_records.to_owned()
        } else {
            fill(cx.t.results_for, &[("q", &short(&params.q))])
        };
        let page = Page {
            heading,
            count: count(&cx, answer.total),
            shown: shown(&cx, &params, &answer),
            total: answer.total,
            notes: notes::notes(&cx, &params, &answer.understood),
            chips: chips(app, &cx, &facets, &params, answer.total)?,
            clear: urls::results(
                &SearchParams {
                    filters: BTreeMap::new(),
                    offset: 0,
                    ..params.clone()
                },
                lang,
            ),
            sort_value: (params.sort != Sort::Relevance).then(|| urls::sort_code(params.sort)),
            sorts: sorts(&cx, &params),
            rows_start: params.offset + 1,
            pages: pages(&cx, &params, answer.total),
            page_name: (params.offset > 0)
                .then(|| fill(cx.t.page_n, &[("n", &(params.offset / PER_PAGE + 1).to_string())])),
            first_page: urls::results(
                &SearchParams {
                    offset: 0,
                    ..params.clone()
                },
                lang,
            ),
            // Without hits there is nothing to narrow: the chips widen.
            groups: if answer.total == 0 {
                Vec::new()
            } else {
                groups::groups(&cx, &facets, &params, &answer.facets)
            },
            unfiltered: none::unfiltered(app, &cx, &params, answer.total)?,
            asked: !params.q.is_empty() || params.is_filtered(),
            ask: none::ask(app, &cx),
            similar: answer
                .understood
                .did_you_mean
                .iter()
                .map(|q| Choice {
                    label: q.clone(),
                    href: urls::results(
                        &SearchParams {
                            q: q.clone(),
                            ..SearchParams::default()
                        },
                        lang,
                    ),
                    current: false,
                })
                .collect(),
            topics: answer
                .understood
                .topics
                .iter()
                .map(|t| Choice {
                    label: t.text.clone(),
                    href: cx.link(&t.url),
                    current: false,
                })
                .collect(),
            collections: declarations
                .collections
                .iter()
                .filter(|_| answer.total == 0)
                .map(|c| Choice {
                    label: c.labels.get(cx.lang).to_owned(),
                    href: urls::results(&SearchParams::filter(COLLECTION, &c.id), lang),
                    current: false,
                })
                .collect(),
            rows,
            cx: &cx,
            params: &params,
        };
        super::html(&page)
    })
    .await
}

/// A query short enough for a heading.
fn short(q: &str) -> String {
    let mut out: String = q.chars().take(80).collect();
    if out.len() < q.len() {
        out.push('…');
    }
    out
}

/// How many there are, in words.
pub(super) fn count(cx: &Cx, total: usize) -> String {
    match total {
        0 => cx.t.count_none.to_owned(),
        1 => cx.t.count_one.to_owned(),
        n => fill(cx.t.count, &[("n", &format::count(n, cx.lang))]),
    }
}

fn shown(cx: &Cx, params: &SearchParams, answer: &SearchResponse) -> String {
    if answer.hits.is_empty() || answer.total <= PER_PAGE {
        return String::new();
    }
    let (a, b) = (params.offset + 1, params.offset + answer.hits.len());
    fill(
        cx.t.shown,
        &[("a", &format::count(a, cx.lang)), ("b", &format::count(b, cx.lang))],
    )
}

fn chips(app: &App, cx: &Cx, facets: &Facets, params: &SearchParams, total: usize) -> Result<Vec<Chip>, Error> {
    let mut chips = Vec::new();
    for (key, values) in &params.filters {
        for value in values {
            let without = params.without(key, value);
            let gains = if total == 0 {
                let mut request = without.request(cx.lang);
                (request.limit, request.facets, request.snippets) = (0, search::Facets::None, false);
                Some(app.index.search(&request)?.total)
                    .filter(|n| *n > 0)
                    .map(|n| format::count(n, cx.lang))
            } else {
                None
            };
            let label = format!(
                "{}: {}",
                escape(&facets.label(key, cx.lang)),
                facets.value_html(key, value, cx)
            );
            chips.push(Chip {
                without: fill(cx.t.none_without, &[("x", &label)]),
                label,
                href: urls::results(&without, cx.lang_param()),
                gains,
            });
        }
    }
    Ok(chips)
}

fn sorts(cx: &Cx, params: &SearchParams) -> Vec<Choice> {
    let mut all = vec![(Sort::Newest, cx.t.sort_newest), (Sort::Title, cx.t.sort_title)];
    // Without words there is no best match: the newest come first.
    let asked = !params.q.is_empty();
    if asked {
        all.insert(0, (Sort::Relevance, cx.t.sort_relevance));
    }
    let one = |(sort, label): (Sort, &str)| Choice {
        label: label.to_owned(),
        href: urls::results(
            &SearchParams {
                sort,
                offset: 0,
                ..params.clone()
            },
            cx.lang_param(),
        ),
        current: sort == params.sort || (!asked && sort == Sort::Newest && params.sort == Sort::Relevance),
    };
    all.into_iter().map(one).collect()
}

/// First, last and the neighbours of the page.
fn pages(cx: &Cx, params: &SearchParams, total: usize) -> Vec<PageLink> {
    let last = total.div_ceil(PER_PAGE).min(MAX_OFFSET / PER_PAGE + 1);
    let here = params.offset / PER_PAGE + 1;
    if last < 2 || here > last {
        return Vec::new();
    }
    let href = |n: usize| {
        urls::results(
            &SearchParams {
                offset: (n - 1) * PER_PAGE,
                ..params.clone()
            },
            cx.lang_param(),
        )
    };
    let link = |n: usize, label: String, name: Option<String>| PageLink {
        label,
        name,
        href: href(n),
        current: false,
        gap: false,
    };
    let mut out = Vec::new();
    if here > 1 {
        out.push(link(here - 1, cx.t.previous.to_owned(), None));
    }
    let mut before = 0;
    for n in (1..=last).filter(|&n| n == 1 || n == last || n.abs_diff(here) <= 1) {
        if n > before + 1 {
            out.push(PageLink {
                label: String::new(),
                name: None,
                href: String::new(),
                current: false,
                gap: true,
            });
        }
        let name = fill(cx.t.page_n, &[("n", &n.to_string())]);
        out.push(PageLink {
            current: n == here,
            ..link(n, n.to_string(), Some(name))
        });
        before = n;
    }
    if here < last {
        out.push(link(here + 1, cx.t.next.to_owned(), None));
    }
    out
}
