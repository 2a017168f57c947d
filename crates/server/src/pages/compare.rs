//! `/so-sanh?ma=…&ma=…`: up to four technologies or techniques side by side. The choice is in the address.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use catalogue::{Declarations, Field, Record, Value};
use search::SearchRequest;

use super::rows::{self, RowView};
use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::facets::COLLECTION;
use crate::params::first;
use crate::show::{self, Show};
use crate::urls::{lang_code, with_query};

/// Collections whose records can be compared.
pub(crate) const COMPARED: [&str; 2] = ["cong-nghe", "ky-thuat"];
/// Most records side by side.
const MOST: usize = 4;
/// Records offered to be added.
const OFFERED: usize = 8;
/// Fields that do not tell what is better.
const APART: [&str; 16] = [
    "ma",
    "ten",
    "tom_tat",
    "ten_khac",
    "bang_phan_loai",
    "linh_vuc",
    "tu_khoa",
    "nguon",
    "tep",
    "giay_phep",
    "lien_quan",
    "buoc",
    "thang",
    "dich",
    "ngay_sua",
    "dia_ban_goc",
];

#[derive(Template)]
#[template(path = "compare.html")]
struct Page<'a> {
    cx: &'a Cx,
    columns: Vec<Column>,
    lines: Vec<Line>,
    full: bool,
    /// What was typed to find another record.
    q: String,
    chosen: Vec<String>,
    offers: Vec<(String, RowView)>,
    offers_title: &'static str,
}

struct Column {
    title: String,
    href: String,
    kind: String,
    collection: String,
    without: String,
    foreign: bool,
}

struct Line {
    label: String,
    differs: bool,
    cells: Vec<String>,
}

/// Address of the comparison of these records.
pub(crate) fn url(cx: &Cx, mas: &[&str]) -> String {
    let lang = cx.lang_param().map(|lang| ("lang", lang_code(lang)));
    with_query("/so-sanh", mas.iter().map(|ma| ("ma", *ma)).chain(lang))
}

/// The page of a comparison.
pub(crate) async fn get(State(app): State<App>, cx: Cx) -> Result<Response, Error> {
    app.run(move |app| {
        let declarations = app.declarations();
        let records = chosen(app, &cx)?;
        let mas: Vec<&str> = records.iter().map(|r| r.ma.as_str()).collect();
        let column = |record: &Record| {
            let without: Vec<&str> = mas.iter().copied().filter(|ma| *ma != record.ma).collect();
            let translated = rows::translation(record, cx.lang);
            Column {
                foreign: cx.lang != catalogue::Lang::Vi && translated.is_none(),
                title: translated.map_or_else(|| record.title.clone(), |(title, _)| title),
                href: cx.link(&record.url()),
                collection: record.collection.clone(),
                kind: declarations
                    .collection(&record.collection)
                    .map_or(record.collection.as_str(), |c| c.labels.get(cx.lang))
                    .to_owned(),
                without: url(&cx, &without),
            }
        };
        let full = records.len() >= MOST;
        let q = first(cx.pairs(), "q").unwrap_or_default().trim().to_owned();
        let offers = if full { Vec::new() } else { offers(app, &cx, &mas, &q)? };
        super::html(&Page {
            columns: records.iter().map(column).collect(),
            lines: lines(app, &cx, &declarations, &records)?,
            full,
            offers_title: match (q.is_empty(), records.is_empty()) {
                (false, _) => cx.t.compare_found,
                (true, true) => cx.t.compare_begin,
                (true, false) => cx.t.similar,
            },
            q,
            offers,
            chosen: mas.iter().map(|ma| (*ma).to_owned()).collect(),
            cx: &cx,
        })
    })
    .await
}

fn chosen(app: &App, cx: &Cx) -> Result<Vec<Record>, Error> {
    let mut out: Vec<Record> = Vec::new();
    for (_, ma) in cx.pairs().iter().filter(|(key, _)| key == "ma").take(MOST * 4) {
        if out.len() == MOST || out.iter().any(|r| r.ma == *ma) {
            continue;
        }
        if let Some(record) = app.index.record(ma)?
            && COMPARED.contains(&record.collection.as_str())
        {
            out.push(record);
        }
    }
    Ok(out)
}

/// What is declared of any of them, in declared order; a row that none has is left out.
fn lines(app: &App, cx: &Cx, declarations: &Declarations, records: &[Record]) -> Result<Vec<Line>, Error> {
    let mut linked = Vec::new();
    for record in records {
        for (_, value) in &record.values {
            super::record::links(value, &mut linked);
        }
    }
    let titles = show::titles(app, cx, &linked)?;
    let show = Show {
        cx,
        declarations,
        titles: &titles,
        today: app.today(),
    };
    let mut fields: Vec<&Field> = Vec::new();
    for collection in records.iter().filter_map(|r| declarations.collection(&r.collection)) {
        for field in collection.fields.iter().filter(|f| f.show.page) {
            if !APART.contains(&field.name.as_str()) && fields.iter().all(|f| f.name != field.name) {
                fields.push(field);
            }
        }
    }
    let line = |field: &Field| {
        let values: Vec<Option<&Value>> = records.iter().map(|r| r.value(&field.name)).collect();
        let cell = |(record, value): (&Record, &Option<&Value>)| {
            let field = declarations
                .collection(&record.collection)
                .and_then(|c| c.field(&field.name));
            field
                .zip(*value)
                .map(|(f, v)| show.value(&f.name, f, v))
                .unwrap_or_default()
        };
        let cells: Vec<String> = records.iter().zip(&values).map(cell).collect();
        Line {
            label: show.label(&field.label),
            differs: values.windows(2).any(|pair| pair[0] != pair[1]),
            cells,
        }
    };
    let all = fields.into_iter().map(line);
    Ok(all.filter(|l| l.cells.iter().any(|c| !c.is_empty())).collect())
}

/// Records that may be added: what was searched for, else what is like the first one, else the newest.
fn offers(app: &App, cx: &Cx, mas: &[&str], q: &str) -> Result<Vec<(String, RowView)>, Error> {
    let views = match mas.first() {
        Some(ma) if q.is_empty() => {
            let mut similar = app.index.similar(ma, OFFERED * 2)?;
            similar.retain(|row| COMPARED.contains(&row.collection.as_str()));
            rows::of_rows(app, cx, &similar)?
        }
        _ => {
            let request = SearchRequest {
                q: q.to_owned(),
                filters: BTreeMap::from([(COLLECTION.to_owned(), COMPARED.map(str::to_owned).to_vec())]),
                limit: OFFERED + MOST,
                facets: search::Facets::None,
                snippets: false,
                lang: cx.lang,
                ..SearchRequest::default()
            };
            rows::of_hits(app, cx, &app.index.search(&request)?.hits, false)?
        }
    };
    let offer = |view: RowView| {
        let with: Vec<&str> = mas.iter().copied().chain([view.ma.as_str()]).collect();
        (url(cx, &with), view)
    };
    let others = views.into_iter().filter(|v| !mas.contains(&v.ma.as_str()));
    Ok(others.take(OFFERED).map(offer).collect())
}
