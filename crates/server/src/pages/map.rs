//! `/ban-do`: the communes as circles at their centre points, and the same as a list.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use catalogue::Term;
use search::SearchRequest;

use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::facets::{COLLECTION, PLACE_KEY, PLACES, SUBJECT_KEY};
use crate::geo::{self, Point, Projection};
use crate::params::SearchParams;
use crate::texts::fill;
use crate::{format, urls};

/// Width of the drawing, in its own units.
const WIDTH: f64 = 1000.0;
/// Room around the outermost points.
const MARGIN: f64 = 45.0;
/// Radius of a circle of no records, and of the fullest one.
const RADIUS: (f64, f64) = (7.0, 38.0);
/// Most subjects offered.
const SUBJECTS_SHOWN: usize = 40;
/// Height of a name in the drawing, and the width of one of its letters.
const NAME: (f64, f64) = (20.0, 11.5);
/// How much of a circle a name may not cover.
const KEPT: f64 = 0.62;
/// Radius from which a circle is still seen under a name.
const OVER: f64 = 24.0;

#[derive(Template)]
#[template(path = "map.html")]
struct Page<'a> {
    cx: &'a Cx,
    width: f64,
    height: f64,
    dots: Vec<Dot>,
    list: Vec<Entry>,
    collections: Vec<Choice>,
    subjects: Vec<Choice>,
    count: String,
    filtered: bool,
    results: String,
}

struct Dot {
    href: String,
    title: String,
    x: String,
    y: String,
    r: String,
    empty: bool,
    /// Name and its place, where there is room.
    name: Option<(String, String, String)>,
}

struct Entry {
    href: String,
    label: String,
    count: usize,
}

struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

/// The page of the map.
pub(crate) async fn get(State(app): State<App>, cx: Cx) -> Result<Response, Error> {
    app.run(move |app| {
        let declarations = app.declarations();
        let facets = app.facets();
        let known = |key: &str, value: &str| facets.knows(key, value);
        let mut params = SearchParams::of_page(cx.pairs(), |key| [COLLECTION, SUBJECT_KEY].contains(&key));
        params.q.clear();
        for (key, values) in &mut params.filters {
            values.retain(|value| known(key, value));
        }
        let request = SearchRequest {
            filters: params.filters.clone(),
            limit: 0,
            facets: search::Facets::of(&[COLLECTION, SUBJECT_KEY, PLACE_KEY]),
            lang: cx.lang,
            ..SearchRequest::default()
        };
        let answer = app.index.search(&request)?;
        let counts = |key: &'static str| {
            let of_key = answer.facets.iter().filter(move |f| f.key == key);
            of_key.flat_map(|f| &f.values)
        };
        let by_place: BTreeMap<&str, usize> = counts(PLACE_KEY).map(|v| (v.value.as_str(), v.count)).collect();
        let vocabulary = declarations.vocabulary(PLACES).ok_or(Error::NotFound)?;
        let places: Vec<(&Term, Point, usize)> = geo::communes(vocabulary)
            .map(|(term, point)| {
                let count = by_place.get(term.code.as_str()).copied().unwrap_or_default();
                (term, point, count)
            })
            .collect();
        let (dots, height) = draw(&cx, &places);
        let mut list: Vec<Entry> = places
            .iter()
            .map(|(term, _, count)| Entry {
                href: cx.link(&urls::place(&term.code)),
                label: crate::show::label(&cx, &term.labels),
                count: *count,
            })
            .collect();
        list.sort_by_key(|entry| std::cmp::Reverse(entry.count));
        let choices = |key: &'static str, most: usize| -> Vec<Choice> {
            let chosen = params.filters.get(key).cloned().unwrap_or_default();
            counts(key)
                .filter(|v| v.selected || (v.count > 0 && known(key, &v.value)))
                .take(most)
                .map(|v| Choice {
                    value: v.value.clone(),
                    label: format!("{} ({})", facets.value_label(key, &v.value, cx.lang), v.count),
                    chosen: chosen.contains(&v.value),
                })
                .collect()
        };
        let with_records = list.iter().filter(|entry| entry.count > 0).count();
        super::html(&Page {
            width: WIDTH,
            height,
            dots,
            count: fill(
                cx.t.map_count,
                &[
                    ("n", &format::count(answer.total, cx.lang)),
                    ("m", &with_records.to_string()),
                    ("all", &list.len().to_string()),
                ],
            ),
            list,
            collections: choices(COLLECTION, usize::MAX),
            subjects: choices(SUBJECT_KEY, SUBJECTS_SHOWN),
            filtered: params.is_filtered(),
            results: urls::results(&params, cx.lang_param()),
            cx: &cx,
        })
    })
    .await
}

/// Circles of the places, large ones first so that small ones lie above, and the height of the drawing.
fn draw(cx: &Cx, places: &[(&Term, Point, usize)]) -> (Vec<Dot>, f64) {
    let points = places.iter().map(|(_, point, _)| *point);
    let Some(drawing) = Projection::new(points, WIDTH, MARGIN) else {
        return (Vec::new(), 0.0);
    };
    let height = drawing.height;
    let most = places
        .iter()
        .map(|(_, _, count)| *count)
        .max()
        .unwrap_or_default()
        .max(1) as f64;
    let mut order: Vec<_> = places.iter().collect();
    order.sort_by_key(|(_, _, count)| std::cmp::Reverse(*count));
    let at = |point: Point| drawing.at(point);
    // Area, not radius, stands for the count.
    let radius = |count: usize| RADIUS.0 + (RADIUS.1 - RADIUS.0) * (count as f64 / most).sqrt();
    // What a name may not cover: the circles, and the names before it.
    let circle = |&&(_, point, count): &&(&Term, Point, usize)| {
        let ((x, y), r) = (at(point), radius(count) * KEPT);
        [x - r, y - r, x + r, y + r]
    };
    let mut taken: Vec<[f64; 4]> = order.iter().map(circle).collect();
    let dot = |(own, &&(term, point, count)): (usize, &&(&Term, Point, usize))| {
        let ((x, y), r) = (at(point), radius(count));
        let short = term.place.as_ref().map_or("", |p| p.short.as_str());
        let half = short.chars().count() as f64 * NAME.1 / 2.0;
        // Below, above, to the right, to the left, over the circle itself where it is large, at the corners: the middle of
        // the name and its top.
        let (aside, low, high) = (0.7 * r + half, y + 0.6 * r, y - 0.6 * r - NAME.0);
        let spots = [
            (x, y + r),
            (x, y - r - NAME.0 - 4.0),
            (x + r + half + 4.0, y - NAME.0 / 2.0),
            (x - r - half - 4.0, y - NAME.0 / 2.0),
            (x, if r < OVER { -NAME.0 } else { y - NAME.0 / 2.0 }),
            (x + aside, low),
            (x - aside, low),
            (x + aside, high),
            (x - aside, high),
        ];
        let name = spots
            .iter()
            .filter(|_| count > 0)
            .map(|(middle, top)| (middle, top, [middle - half, *top, middle + half, top + NAME.0]))
            .find(|(_, _, [left, top, right, bottom])| {
                let free = |(n, t): (usize, &[f64; 4])| {
                    n == own || *right < t[0] || t[2] < *left || *bottom < t[1] || t[3] < *top
                };
                *left >= 0.0 && *right <= WIDTH && *top >= 0.0 && *bottom < height && taken.iter().enumerate().all(free)
            });
        let name = name.map(|(middle, top, area)| {
            taken.push(area);
            (
                short.to_owned(),
                format!("{middle:.0}"),
                format!("{:.0}", top + NAME.0 * 0.8),
            )
        });
        let n = fill(cx.t.count_records, &[("n", &format::count(count, cx.lang))]);
        Dot {
            href: cx.link(&urls::place(&term.code)),
            title: format!("{}: {n}", term.labels.get(cx.lang)),
            x: format!("{x:.0}"),
            y: format!("{y:.0}"),
            r: format!("{r:.0}"),
            empty: count == 0,
            name,
        }
    };
    (order.iter().enumerate().map(dot).collect(), height)
}
