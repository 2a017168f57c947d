//! `/`: one search box, and what is here by need, collection, subject, place and date.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use catalogue::Declarations;
use search::{FacetCounts, Hit, SearchRequest, Sort};

use super::events::{self, Event};
use super::rows::{self, RowView};
use super::season::{self, Work};
use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::facets::{COLLECTION, Facets, PLACE_KEY, SUBJECT_KEY, SUBJECTS};
use crate::params::SearchParams;
use crate::texts::{Texts, fill};
use crate::{format, urls};

/// Newest records, coming events and works of the month shown.
const NEWEST: usize = 6;
const SOON: usize = 3;
const WORKS: usize = 6;
/// Subjects and places shown.
const TAGS: usize = 16;
/// Subjects offered as examples of a query.
const EXAMPLES: usize = 3;
/// Key of the facet of months.
const MONTH_KEY: &str = "thang";

/// A need, and the filters that answer it. Values that are not declared are left out, and a need with none is not shown.
struct Need {
    label: fn(&Texts) -> (&'static str, &'static str),
    filters: &'static [(&'static str, &'static str)],
}

const NEEDS: [Need; 6] = [
    Need {
        label: |t| (t.need_crops, t.need_crops_more),
        filters: &[
            ("nhom", "trong-trot"),
            ("nhom", "lam-nghiep"),
            ("nhom", "duoc-lieu"),
            ("nhom", "nam"),
        ],
    },
    Need {
        label: |t| (t.need_animals, t.need_animals_more),
        filters: &[("nhom", "chan-nuoi"), ("nhom", "thuy-san")],
    },
    Need {
        label: |t| (t.need_processing, t.need_processing_more),
        filters: &[("nhom", "che-bien"), ("nhom", "bao-quan")],
    },
    Need {
        label: |t| (t.need_business, t.need_business_more),
        filters: &[(COLLECTION, "cong-nghe")],
    },
    Need {
        label: |t| (t.need_support, t.need_support_more),
        filters: &[(COLLECTION, "chinh-sach")],
    },
    Need {
        label: |t| (t.need_models, t.need_models_more),
        filters: &[(COLLECTION, "mo-hinh")],
    },
];

#[derive(Template)]
#[template(path = "home.html")]
struct Page<'a> {
    cx: &'a Cx,
    total: usize,
    examples: Vec<(String, String)>,
    needs: Vec<NeedView>,
    month: Option<MonthView>,
    coming: Vec<Event>,
    collections: Vec<CollectionView>,
    subjects: Vec<Tag>,
    places: Vec<Tag>,
    rows: Vec<RowView>,
    rows_start: usize,
    see_newest: String,
}

/// The work of the present month.
struct MonthView {
    title: String,
    works: Vec<Work>,
    href: String,
    see_all: String,
}

struct NeedView {
    label: String,
    more: String,
    href: String,
}

/// A collection with its count.
pub(crate) struct CollectionView {
    pub(crate) label: String,
    pub(crate) description: String,
    pub(crate) count: String,
    pub(crate) href: String,
}

struct Tag {
    label: String,
    html: String,
    count: String,
    href: String,
}

/// Everything counted.
pub(crate) struct Counts {
    pub(crate) total: usize,
    facets: BTreeMap<String, Vec<(String, usize)>>,
    newest: Vec<Hit>,
}

/// Counts the whole catalogue.
pub(crate) fn counts(app: &App) -> Result<Counts, Error> {
    let request = SearchRequest {
        limit: NEWEST,
        sort: Sort::Newest,
        snippets: false,
        ..SearchRequest::default()
    };
    let answer = app.index.search(&request)?;
    let values = |f: FacetCounts| {
        (
            f.key,
            f.values
                .into_iter()
                .filter(|v| v.count > 0)
                .map(|v| (v.value, v.count))
                .collect(),
        )
    };
    Ok(Counts {
        total: answer.total,
        facets: answer.facets.into_iter().map(values).collect(),
        newest: answer.hits,
    })
}

/// The collections that hold something, in their order; all of them while nothing is there.
pub(crate) fn collections(cx: &Cx, declarations: &Declarations, counts: &Counts) -> Vec<CollectionView> {
    let count = |id: &str| {
        counts
            .of(COLLECTION)
            .iter()
            .find(|(v, _)| v == id)
            .map_or(0, |(_, n)| *n)
    };
    let shown = declarations
        .collections
        .iter()
        .filter(|c| counts.total == 0 || count(&c.id) > 0);
    let view = shown.map(|c| CollectionView {
        label: c.labels.get(cx.lang).to_owned(),
        description: c.description.get(cx.lang).to_owned(),
        count: format::count(count(&c.id), cx.lang),
        href: urls::results(&SearchParams::filter(COLLECTION, &c.id), cx.lang_param()),
    });
    view.collect()
}

impl Counts {
    fn of(&self, key: &str) -> &[(String, usize)] {
        self.facets.get(key).map_or(&[], Vec::as_slice)
    }
}

/// The home page.
pub(crate) async fn get(State(app): State<App>, cx: Cx) -> Result<Response, Error> {
    app.run(move |app| {
        let declarations = app.declarations();
        let facets = app.facets();
        let counts = counts(app)?;
        let lang = cx.lang_param();
        // Groups of subjects say little and would stand first: the subjects themselves are shown.
        let subject_terms = declarations
            .vocabulary(SUBJECTS)
            .map_or(&[][..], |v| v.terms.as_slice());
        let groups: BTreeSet<&str> = subject_terms.iter().filter_map(|t| t.broader.as_deref()).collect();
        let tops: BTreeSet<&str> = subject_terms
            .iter()
            .filter(|t| t.broader.is_none())
            .map(|t| t.code.as_str())
            .collect();
        let is_group = |key: &str, value: &str| {
            key == SUBJECT_KEY && (groups.contains(value) || (!groups.is_empty() && tops.contains(value)))
        };
        let tags = |key: &str, url: fn(&str) -> String| -> Vec<Tag> {
            let shown = counts
                .of(key)
                .iter()
                .filter(|(value, _)| facets.knows(key, value) && !is_group(key, value))
                .take(TAGS);
            let tag = shown.map(|(value, n)| Tag {
                label: facets.value_label(key, value, cx.lang),
                html: facets.value_html(key, value, &cx),
                count: format::count(*n, cx.lang),
                href: cx.link(&url(value)),
            });
            tag.collect()
        };
        let subjects = tags(SUBJECT_KEY, urls::subject);
        let query = |label: &str| {
            urls::results(
                &SearchParams {
                    q: label.to_lowercase(),
                    ..SearchParams::default()
                },
                lang,
            )
        };
        let page = Page {
            total: counts.total,
            examples: subjects
                .iter()
                // A label that lists several things is no query.
                .filter(|s| !s.label.contains([',', '、', '(', '（']))
                .take(EXAMPLES)
                .map(|s| (s.label.to_lowercase(), query(&s.label)))
                .collect(),
            needs: NEEDS
                .iter()
                .filter_map(|need| need_view(&cx, &facets, &counts, need))
                .collect(),
            month: month(app, &cx, &counts)?,
            coming: events::coming(app, &cx, SOON)?,
            collections: collections(&cx, &declarations, &counts),
            places: tags(PLACE_KEY, urls::place),
            rows: rows::of_hits(app, &cx, &counts.newest, false)?,
            rows_start: 1,
            see_newest: cx.link("/tim"),
            subjects,
            cx: &cx,
        };
        super::html(&page)
    })
    .await
}

fn need_view(cx: &Cx, facets: &Facets, counts: &Counts, need: &Need) -> Option<NeedView> {
    let mut params = SearchParams::default();
    for (key, value) in need.filters.iter().filter(|(key, value)| facets.knows(key, value)) {
        if counts.of(key).iter().any(|(v, _)| v == value) {
            params
                .filters
                .entry((*key).to_owned())
                .or_default()
                .push((*value).to_owned());
        }
    }
    let (label, more) = (need.label)(cx.t);
    params.is_filtered().then(|| NeedView {
        label: label.to_owned(),
        more: more.to_owned(),
        href: urls::results(&params, cx.lang_param()),
    })
}

/// What is done in this month.
fn month(app: &App, cx: &Cx, counts: &Counts) -> Result<Option<MonthView>, Error> {
    let now = app.today().month();
    let Some((_, n)) = counts.of(MONTH_KEY).iter().find(|(v, _)| *v == now.to_string()) else {
        return Ok(None);
    };
    let (works, href) = season::this_month(app, cx, WORKS)?;
    Ok((!works.is_empty()).then(|| MonthView {
        title: fill(cx.t.this_month, &[("n", &month_number(cx, now))]),
        works,
        href,
        see_all: fill(cx.t.see_all, &[("n", &format::count(*n, cx.lang))]),
    }))
}

/// `11` in Vietnamese, where the text says “tháng” already; else the name of the month.
fn month_number(cx: &Cx, month: i8) -> String {
    if cx.lang == catalogue::Lang::Vi {
        month.to_string()
    } else {
        format::month(month, cx.lang)
    }
}
