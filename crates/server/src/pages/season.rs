//! `/mua-vu`: the work of a month, with the year of each technique.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use catalogue::{Record, Value};

use super::rows;
use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::format;
use crate::params::first;
use crate::show::strip;
use crate::texts::fill;
use crate::urls::{lang_code, with_query};

/// The collection of techniques.
const TECHNIQUES: &str = "ky-thuat";
/// Key of months.
const MONTH: &str = "thang";

#[derive(Template)]
#[template(path = "season.html")]
struct Page<'a> {
    cx: &'a Cx,
    title: String,
    months: Vec<Month>,
    works: Vec<Work>,
    /// Where more are than are shown.
    more: Option<(String, String)>,
}

struct Month {
    n: i8,
    name: String,
    href: String,
    chosen: bool,
}

/// A technique in its month.
pub(crate) struct Work {
    pub(crate) title: String,
    pub(crate) href: String,
    /// What is done in the month.
    pub(crate) tasks: String,
    /// HTML.
    pub(crate) strip: String,
    pub(crate) foreign: bool,
}

/// The page of a month: the one asked for, else the present one.
pub(crate) async fn get(State(app): State<App>, cx: Cx) -> Result<Response, Error> {
    app.run(move |app| {
        app.declarations().collection(TECHNIQUES).ok_or(Error::NotFound)?;
        let now = app.today().month();
        let asked = first(cx.pairs(), MONTH).and_then(|m| m.parse().ok());
        let month = asked.filter(|m| (1..=12).contains(m)).unwrap_or(now);
        let of_month = [(MONTH, month.to_string())];
        let records = super::records_of(app, TECHNIQUES, &of_month)?;
        let mut works: Vec<Work> = records.iter().map(|record| work(&cx, record, month, now)).collect();
        works.sort_by_key(|w| w.title.to_lowercase());
        let named = if cx.lang == catalogue::Lang::Vi {
            month.to_string()
        } else {
            format::month(month, cx.lang)
        };
        super::html(&Page {
            title: fill(cx.t.this_month, &[("n", &named)]),
            months: (1..=12)
                .map(|n| Month {
                    n,
                    name: format::month(n, cx.lang),
                    href: link(&cx, n),
                    chosen: n == month,
                })
                .collect(),
            more: super::all_of(app, &cx, TECHNIQUES, &of_month, works.len())?,
            works,
            cx: &cx,
        })
    })
    .await
}

/// Techniques with named work in this month, at most `most`, and the address of the page of the month.
pub(crate) fn this_month(app: &App, cx: &Cx, most: usize) -> Result<(Vec<Work>, String), Error> {
    let month = app.today().month();
    let named = [(MONTH, month.to_string())];
    let mut works: Vec<Work> = super::newest_of(app, TECHNIQUES, &named, most * 4)?
        .iter()
        .map(|record| work(cx, record, month, month))
        .collect();
    // What says what to do first.
    works.sort_by_key(|w| w.tasks.is_empty());
    works.truncate(most);
    Ok((works, link(cx, month)))
}

fn link(cx: &Cx, month: i8) -> String {
    let n = month.to_string();
    let lang = cx.lang_param().map(|l| ("lang", lang_code(l)));
    with_query("/mua-vu", [(MONTH, n.as_str())].into_iter().chain(lang))
}

fn months(value: Option<&Value>) -> Vec<i8> {
    let items = value.map_or(&[][..], Value::items);
    items
        .iter()
        .filter_map(|m| if let Value::Number(n) = m { Some(*n as i8) } else { None })
        .collect()
}

fn work(cx: &Cx, record: &Record, month: i8, now: i8) -> Work {
    let seasons = record.value("thoi_vu").map_or(&[][..], Value::items);
    let tasks: Vec<&str> = seasons
        .iter()
        .filter(|s| months(s.get(MONTH)).contains(&month))
        .filter_map(|s| s.get("viec").and_then(Value::as_str))
        .collect();
    let translated = rows::translation(record, cx.lang).filter(|_| cx.lang != catalogue::Lang::Vi);
    Work {
        foreign: cx.lang != catalogue::Lang::Vi && translated.is_none(),
        title: translated.map_or_else(|| record.title.clone(), |(title, _)| title),
        href: cx.link(&record.url()),
        tasks: tasks.join("; "),
        strip: strip(&months(record.value(MONTH)), now, cx.lang),
    }
}
