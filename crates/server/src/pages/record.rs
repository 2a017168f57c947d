//! `/{collection}/{ma}`: one record.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::{Declarations, Field, FieldType, Lang, Record, Value, Visibility};
use jiff::civil::Date;

use super::calculator::{self, Calculator};
use super::compare::{self, COMPARED};
use super::events::{self, EVENTS};
use super::rows::{self, RowView};
use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::facets::{COLLECTION, inner};
use crate::format;
use crate::params::SearchParams;
use crate::show::{Section, Show, escape, qr, sections};
use crate::texts::fill;
use crate::urls;

/// Fields that have a place of their own on the page, or none.
const APART: [&str; 16] = [
    "ma",
    "ten",
    "tom_tat",
    "canh_bao",
    "nguon",
    "tep",
    "minh_hoa",
    "ngay_sua",
    "ngay_tao",
    "han_ra_soat",
    "giay_phep",
    "bang_phan_loai",
    "linh_vuc",
    "tu_khoa",
    "dich",
    "quyen_xem",
];
/// Fields about the record rather than about its matter: shown at the end.
const ABOUT: [&str; 6] = [
    "linh_vuc",
    "bang_phan_loai",
    "tu_khoa",
    "giay_phep",
    "ngay_sua",
    "han_ra_soat",
];
/// Records shown in each list of related ones.
const RELATED: usize = 8;
/// Records shown as similar.
const SIMILAR: usize = 4;

#[derive(Template)]
#[template(path = "record.html")]
struct Page<'a> {
    cx: &'a Cx,
    kind: String,
    kind_href: String,
    title: String,
    /// The Vietnamese title below a translated one.
    original: Option<String>,
    summary: String,
    canonical: Option<String>,
    language_note: Option<&'static str>,
    alerts: Vec<Alert>,
    hazards: Vec<Hazard>,
    toc: Vec<Entry>,
    facts: Vec<Fact>,
    sections: Vec<Section>,
    calculator: Option<Calculator>,
    compare: Option<String>,
    /// Address of the calendar file of an event.
    ics: Option<String>,
    /// SVG of the address of the page, for paper.
    qr: String,
    /// The address in words.
    address: String,
    /// How small the leaflet is set, by how much there is to say: `s0` (little) to `s4`.
    leaflet: &'static str,
    body: String,
    sources: String,
    about: Vec<Fact>,
    citation: String,
    groups: Vec<Group>,
    /// Title and summary are Vietnamese on a page that is not.
    foreign: bool,
    cx_foreign: bool,
}

struct Alert {
    title: &'static str,
    text: String,
}

struct Hazard {
    label: String,
    note: Option<String>,
}

struct Entry {
    id: String,
    text: String,
    foreign: bool,
}

struct Fact {
    label: String,
    html: String,
}

struct Group {
    id: String,
    title: String,
    rows: Vec<RowView>,
}

/// The page of a record.
pub(crate) async fn get(
    State(app): State<App>,
    cx: Cx,
    Path((collection, ma)): Path<(String, String)>,
) -> Result<Response, Error> {
    app.run(move |app| {
        let record = app.index.record(&ma)?.ok_or(Error::NotFound)?;
        if record.collection != collection {
            // A record may move; its identifier stays.
            return Ok(Redirect::permanent(&cx.link(&record.url())).into_response());
        }
        super::html(&page(app, &cx, &record)?)
    })
    .await
}

/// `/{collection}` leads to its records.
pub(crate) async fn collection(State(app): State<App>, cx: Cx, Path(id): Path<String>) -> Result<Response, Error> {
    app.declarations().collection(&id).ok_or(Error::NotFound)?;
    Ok(Redirect::temporary(&urls::results(&SearchParams::filter(COLLECTION, &id), cx.lang_param())).into_response())
}

fn page<'a>(app: &App, cx: &'a Cx, record: &Record) -> Result<Page<'a>, Error> {
    let declarations = app.declarations();
    let fields = declarations
        .collection(&record.collection)
        .map_or(&[][..], |c| c.fields.as_slice());
    let mut linked = Vec::new();
    for (_, value) in &record.values {
        links(value, &mut linked);
    }
    let rows = app.index.titles(&linked)?;
    let titles: BTreeMap<String, search::Row> = rows.into_iter().flatten().map(|row| (row.ma.clone(), row)).collect();
    let show = Show {
        cx,
        declarations: &declarations,
        titles: &titles,
        today: app.today(),
    };

    let mut facts = Vec::new();
    let mut parts = Vec::new();
    let mut groups = Vec::new();
    for (field, value) in fields.iter().filter_map(|f| record.value(&f.name).map(|v| (f, v))) {
        if !field.show.page || APART.contains(&field.name.as_str()) {
            continue;
        }
        let label = field.label.get(cx.lang).to_owned();
        if matches!(
            (&field.kind, inner(&field.kind)),
            (FieldType::List { .. }, FieldType::Link { .. })
        ) {
            let found: Vec<search::Row> = value
                .items()
                .iter()
                .filter_map(Value::as_str)
                .filter_map(|ma| titles.get(ma).cloned())
                .take(RELATED)
                .collect();
            if !found.is_empty() {
                groups.push(Group {
                    id: format!("_{}", field.name),
                    title: label,
                    rows: rows::of_rows(app, cx, &found)?,
                });
            }
        } else if let Some(section) = sections::section(&show, field, value) {
            parts.push(section);
        } else {
            let html = show.value(&field.name, field, value);
            if !html.is_empty() {
                facts.push(Fact { label, html });
            }
        }
    }
    related(app, cx, record, &linked, &mut groups)?;

    let translated = if cx.lang == Lang::Vi {
        None
    } else {
        rows::translation(record, cx.lang)
    };
    let is_foreign = cx.lang != Lang::Vi;
    let language_note = match (is_foreign, &translated) {
        (false, _) => None,
        (true, Some(_)) => Some(cx.t.in_vietnamese),
        (true, None) => Some(cx.t.not_translated),
    };
    let declared = declarations.collection(&record.collection);
    let toc = contents(&parts, record, cx);
    let (title, summary) = translated
        .clone()
        .unwrap_or_else(|| (record.title.clone(), record.summary.clone()));
    Ok(Page {
        cx,
        kind: declared
            .map_or(record.collection.as_str(), |c| c.labels.get(cx.lang))
            .to_owned(),
        kind_href: urls::results(&SearchParams::filter(COLLECTION, &record.collection), cx.lang_param()),
        original: translated.is_some().then(|| record.title.clone()),
        title,
        canonical: cx
            .site
            .base_url
            .as_ref()
            .map(|_| cx.site.absolute(&cx.link(&record.url()))),
        language_note,
        alerts: alerts(cx, record, app.today()),
        hazards: hazards(cx, &declarations, fields, record),
        toc,
        leaflet: leaflet(&facts, &parts, &summary, &record.body.text),
        facts,
        summary,
        calculator: calculator::of(cx, &declarations, record),
        compare: COMPARED
            .contains(&record.collection.as_str())
            .then(|| compare::url(cx, &[&record.ma])),
        ics: (record.collection == EVENTS).then(|| events::ics_url(&record.ma)),
        qr: qr(&cx.site.absolute(&record.url())),
        address: cx.site.absolute(&record.url()),
        sections: parts,
        body: record.body.html.clone(),
        sources: sections::sources(&show, record),
        about: about(&show, fields, record),
        citation: citation(cx, record),
        groups,
        foreign: is_foreign && translated.is_none(),
        cx_foreign: is_foreign,
    })
}

/// The set of sizes of the style sheet for paper that brings this much onto one page. The body is printed where there
/// is room for it; else its page is named on the leaflet.
fn leaflet(facts: &[Fact], parts: &[Section], summary: &str, body: &str) -> &'static str {
    let html = facts.iter().map(|f| &f.html).chain(parts.iter().map(|s| &s.html));
    let own: usize = html.map(|html| letters(html)).sum::<usize>() + summary.chars().count();
    match (own, own + body.chars().count()) {
        (_, 0..=1_400) => "s0 whole",
        (_, 1_401..=2_400) => "s1 whole",
        (_, 2_401..=3_400) => "s2 whole",
        (0..=1_400, _) => "s0",
        (1_401..=2_400, _) => "s1",
        (2_401..=3_400, _) => "s2",
        (3_401..=5_000, _) => "s3",
        _ => "s4",
    }
}

/// Letters of the text of HTML, without its tags.
fn letters(html: &str) -> usize {
    let mut inside = false;
    let count = |c: char| {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ => return !inside,
        }
        false
    };
    html.chars().map(count).filter(|counted| *counted).count()
}

/// The `ma`s that a value links to.
pub(super) fn links<'a>(value: &'a Value, out: &mut Vec<&'a str>) {
    match value {
        Value::Link(ma) => out.push(ma),
        Value::List(items) => items.iter().for_each(|item| links(item, out)),
        Value::Group(members) => members.iter().for_each(|(_, member)| links(member, out)),
        _ => {}
    }
}

fn related(app: &App, cx: &Cx, record: &Record, linked: &[&str], groups: &mut Vec<Group>) -> Result<(), Error> {
    let mut from = app.index.linked_from(&record.ma, RELATED)?;
    from.retain(|row| !linked.contains(&row.ma.as_str()));
    if !from.is_empty() {
        groups.push(Group {
            id: "_tu".to_owned(),
            title: cx.t.linked_from.to_owned(),
            rows: rows::of_rows(app, cx, &from)?,
        });
    }
    let mut similar = app.index.similar(&record.ma, SIMILAR + linked.len().min(RELATED))?;
    similar.retain(|row| !linked.contains(&row.ma.as_str()) && !from.iter().any(|f| f.ma == row.ma));
    similar.truncate(SIMILAR);
    if !similar.is_empty() {
        groups.push(Group {
            id: "_gan".to_owned(),
            title: cx.t.similar.to_owned(),
            rows: rows::of_rows(app, cx, &similar)?,
        });
    }
    Ok(())
}

fn alerts(cx: &Cx, record: &Record, today: Date) -> Vec<Alert> {
    let mut out = Vec::new();
    if record.flag("minh_hoa") {
        out.push(Alert {
            title: cx.t.illustrative,
            text: cx.t.illustrative_more.to_owned(),
        });
    }
    let due = record.value("han_ra_soat").and_then(Value::as_str);
    if let Some(due) = due.filter(|due| due.parse::<Date>().is_ok_and(|due| due < today)) {
        out.push(Alert {
            title: cx.t.overdue,
            text: fill(cx.t.overdue_more, &[("date", &format::date(due, cx.lang))]),
        });
    }
    if record.visibility == Visibility::SummaryOnly {
        out.push(Alert {
            title: cx.t.summary_only,
            text: String::new(),
        });
    }
    out
}

fn hazards(cx: &Cx, declarations: &Declarations, fields: &[Field], record: &Record) -> Vec<Hazard> {
    let field = fields.iter().find(|f| f.name == "canh_bao").map(|f| inner(&f.kind));
    let Some(FieldType::Choice { vocabulary }) = field else {
        return Vec::new();
    };
    let codes = record
        .value("canh_bao")
        .map_or(&[][..], Value::items)
        .iter()
        .filter_map(Value::as_str);
    let hazard = |code: &str| {
        let term = declarations.vocabulary(vocabulary).and_then(|v| v.term(code));
        Hazard {
            label: term.map_or(code, |t| t.labels.get(cx.lang)).to_owned(),
            note: term.and_then(|t| t.note.as_ref()).map(|n| n.get(cx.lang).to_owned()),
        }
    };
    codes.map(hazard).collect()
}

fn contents(parts: &[Section], record: &Record, cx: &Cx) -> Vec<Entry> {
    let own = parts.iter().map(|s| Entry {
        id: s.id.clone(),
        text: s.title.clone(),
        foreign: false,
    });
    let body = record.body.headings.iter().filter(|h| h.level == 2);
    own.chain(body.map(|h| Entry {
        id: h.id.clone(),
        text: h.text.clone(),
        foreign: cx.lang != Lang::Vi,
    }))
    .collect()
}

fn about(show: &Show<'_>, fields: &[Field], record: &Record) -> Vec<Fact> {
    let cx = show.cx;
    let mut out = vec![Fact {
        label: cx.t.identifier.to_owned(),
        html: format!("<code>{}</code>", escape(&record.ma)),
    }];
    for name in ABOUT {
        let field = fields.iter().find(|f| f.name == name);
        if let (Some(field), Some(value)) = (field, record.value(name)) {
            let label = field.label.get(cx.lang).to_owned();
            out.push(Fact {
                label,
                html: show.value(name, field, value),
            });
        }
    }
    out
}

/// Title, catalogue, identifier, date, address.
fn citation(cx: &Cx, record: &Record) -> String {
    let mut parts = vec![record.title.clone(), cx.site.name.clone(), record.ma.clone()];
    if !record.updated.is_empty() {
        parts.push(format!(
            "{} {}",
            cx.t.updated.to_lowercase(),
            format::date(&record.updated, cx.lang)
        ));
    }
    let mut text = parts.join(". ");
    text.push_str(". ");
    text.push_str(&cx.site.absolute(&record.url()));
    text
}
