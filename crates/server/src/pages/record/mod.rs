//! `/{collection}/{ma}`: one record.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::{FieldType, Lang, Record, Value};

use super::calculator::{self, Calculator};
use super::compare::{self, COMPARED};
use super::events::{self, EVENTS};
use super::rows::{self, RowView};
use crate::app::App;
use crate::cx::Cx;
use crate::door::{STAFF_FILES, for_staff};
use crate::error::Error;
use crate::facets::{COLLECTION, SUBJECT_KEY, inner};
use crate::formats;
use crate::glue::glue;
use crate::meta::facts::Facts;
use crate::meta::{jsonld, signposting};
use crate::params::{SearchParams, first};
use crate::public;
use crate::show::{self, Section, Show, qr, sections};
use crate::urls;

mod about;
mod applied;
mod ask;
mod contents;
mod did;
mod evidence;
mod files;
mod fit;
mod notice;
mod paper;
mod related;
mod support;

pub(crate) use applied::{MODELS, models_with};
pub(crate) use ask::asked;

/// Fields that have a place of their own on the page, or none.
const APART: [&str; 17] = [
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
    "chinh_sach",
];
/// What asks for large letters.
const BIG: (&str, &str) = ("chu", "to");
/// Records that link here which are looked at.
const LINKED_FROM: usize = 60;

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
    /// schema.org, for an element `script`.
    graph: String,
    /// Name, address and media type of the other forms.
    formats: Vec<(&'static str, String, &'static str)>,
    language_note: Option<&'static str>,
    alerts: Vec<notice::Alert>,
    hazards: Vec<notice::Hazard>,
    toc: Vec<contents::Entry>,
    facts: Vec<Fact>,
    sections: Vec<Section>,
    ladder: Option<evidence::Ladder>,
    calculator: Option<Calculator>,
    fit: Option<fit::Fit>,
    applied: applied::Applied,
    /// Choices of the page's other forms, kept by the form of the place.
    kept: Vec<(String, String)>,
    policies: Vec<support::Policy>,
    /// What an organisation or an expert has done.
    did: did::Did,
    ask: ask::Ask,
    compare: Option<String>,
    /// Address of the calendar file of an event.
    ics: Option<String>,
    /// Not public yet: nothing of it is kept on the reader's machine.
    draft: bool,
    /// Set in large letters, on screen and on as many pages as it takes.
    big: bool,
    /// Address of the page in the other size of letters.
    other_size: String,
    /// SVG of the address of the page, for paper.
    qr: String,
    /// The address in words.
    address: String,
    /// Classes that say how small the leaflet is set.
    leaflet: String,
    body: Vec<BodyPart>,
    /// Classes that keep the ladder off paper.
    ladder_paper: String,
    /// What is attached.
    attached: Vec<files::Attached>,
    sources: String,
    about: Vec<Fact>,
    history: Vec<about::Moment>,
    citation: String,
    groups: Vec<Group>,
    /// Title and summary are Vietnamese on a page that is not.
    foreign: bool,
    cx_foreign: bool,
}

/// A line of the table of facts; both HTML.
struct Fact {
    /// Of its field.
    name: String,
    label: String,
    html: String,
    /// Classes that keep it off paper.
    paper: String,
}

/// A part of the body, from one of its headings to the next; HTML.
struct BodyPart {
    html: String,
    /// Classes that keep it off paper.
    paper: String,
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
        let mut page = page(app, &cx, &record)?;
        let mut link = None;
        if let Some(public) = public::one(app, &ma)? {
            let facts = Facts::of(app, &public, &cx.origin)?;
            page.graph = jsonld::embedded(&jsonld::record(app, &cx, &public, &facts));
            link = signposting::header(&facts);
        }
        let mut response = super::html(&page)?;
        if let Some(link) = link {
            response.headers_mut().insert(header::LINK, link);
        }
        Ok(response)
    })
    .await
}

/// The page of a record that is not in the index, with a notice above it.
pub(crate) fn preview(app: &App, cx: &Cx, record: &Record, notice: (String, String)) -> Result<Response, Error> {
    let mut page = page(app, cx, record)?;
    let (title, text) = notice;
    page.draft = true;
    page.alerts.insert(0, notice::Alert { title, text, bad: true });
    for part in &mut page.body {
        part.html = for_staff(&part.html);
    }
    for attached in &mut page.attached {
        attached.href = format!("{STAFF_FILES}{}", attached.href.trim_start_matches('/'));
    }
    super::html(&page)
}

/// `/{collection}` leads to its records.
pub(crate) async fn collection(State(app): State<App>, cx: Cx, Path(id): Path<String>) -> Result<Response, Error> {
    app.declarations().collection(&id).ok_or(Error::NotFound)?;
    Ok(Redirect::temporary(&urls::results(&SearchParams::filter(COLLECTION, &id), cx.lang_param())).into_response())
}

fn page<'a>(app: &App, cx: &'a Cx, record: &Record) -> Result<Page<'a>, Error> {
    let declarations = app.declarations();
    let declared = declarations.collection(&record.collection);
    let fields = declared.map_or(&[][..], |c| c.fields.as_slice());
    let mut linked = Vec::new();
    for (_, value) in &record.values {
        links(value, &mut linked);
    }
    let titles = show::titles(app, cx, &linked)?;
    let calculator = calculator::of(cx, &declarations, record);
    let show = Show {
        cx,
        declarations: &declarations,
        titles: &titles,
        today: app.today(),
    };
    let from = app.index.linked_from(&record.ma, LINKED_FROM)?;
    let applied = applied::of(app, cx, record, &linked, &from)?;
    let did = did::of(app, &show, record, &from)?;
    let done: Vec<String> = did.mas().map(str::to_owned).collect();
    let policies = support::of(app, &app.facets(), &show, record)?;

    let mut facts = Vec::new();
    let mut parts = Vec::new();
    let mut groups = Vec::new();
    // For how much the first of the scaled parts holds: it is said there too, for paper has no calculator.
    let mut basis = calculator
        .as_ref()
        .filter(|_| record.value(calculator::BASIS).is_some())
        .map(|c| c.basis.clone());
    for (field, value) in fields.iter().filter_map(|f| record.value(&f.name).map(|v| (f, v))) {
        let name = field.name.as_str();
        // The calculator says for what amount the record states its quantities.
        let is_said = name == calculator::BASIS && calculator.is_some();
        if is_said || !field.show.page || APART.contains(&name) || evidence::is_shown(name) || fit::is_shown(name) {
            continue;
        }
        if is_list_of_links(&field.kind) {
            let found: Vec<search::Row> = value
                .items()
                .iter()
                .filter_map(Value::as_str)
                .filter(|ma| !applied.named.iter().chain(&done).any(|n| n == ma))
                .filter_map(|ma| titles.get(ma).map(|l| l.row.clone()))
                .take(related::RELATED)
                .collect();
            if !found.is_empty() {
                groups.push(Group {
                    id: format!("_{name}"),
                    title: field.label.get(cx.lang).to_owned(),
                    rows: rows::of_rows(app, cx, &found)?,
                });
            }
        } else if let Some(mut section) = sections::section(&show, field, value) {
            if let Some(basis) = basis.take_if(|_| calculator::SCALED.contains(&name)) {
                section.html.insert_str(0, &format!("<p>{}</p>", show::escape(&basis)));
            }
            section.html = glue(&section.html);
            parts.push(section);
        } else {
            let html = glue(&show.value(name, field, value));
            if !html.is_empty() {
                let label = show.label(&field.label);
                facts.push(Fact {
                    name: name.to_owned(),
                    label,
                    html,
                    paper: String::new(),
                });
            }
        }
    }
    let elsewhere = linked.iter().map(|ma| (*ma).to_owned());
    let elsewhere = elsewhere.chain(applied.named.iter().cloned());
    let elsewhere = elsewhere.chain(done);
    let shown: Vec<String> = elsewhere.chain(policies.iter().map(|p| p.ma.clone())).collect();
    related::add(app, cx, record, &shown, &from, &mut groups)?;

    let is_foreign = cx.lang != Lang::Vi;
    let translated = rows::translation(record, cx.lang).filter(|_| is_foreign);
    let language_note = match (is_foreign, &translated) {
        (false, _) => None,
        (true, Some(_)) => Some(cx.t.in_vietnamese),
        (true, None) => Some(cx.t.not_translated),
    };
    let (title, summary) = translated
        .clone()
        .unwrap_or_else(|| (record.title.clone(), record.summary.clone()));
    let ladder = evidence::of(&show, fields, record);
    let fit = fit::of(&show, fields, record);
    let big = first(cx.pairs(), BIG.0) == Some(BIG.1);
    let of_place = |name: &str| name == applied::COMMUNE || fit.iter().flat_map(|f| &f.rows).any(|r| r.name == name);
    let mut page = Page {
        cx,
        kind: declared
            .map_or(record.collection.as_str(), |c| c.labels.get(cx.lang))
            .to_owned(),
        kind_href: urls::results(&SearchParams::filter(COLLECTION, &record.collection), cx.lang_param()),
        original: translated.is_some().then(|| record.title.clone()),
        title,
        graph: String::new(),
        formats: formats::named(record),
        language_note,
        alerts: notice::alerts(&show, fields, record, app.today()),
        hazards: notice::hazards(&show, fields, record),
        toc: Vec::new(),
        leaflet: String::new(),
        ladder_paper: String::new(),
        facts,
        summary: glue(&summary),
        ladder,
        calculator,
        kept: cx.kept(of_place),
        fit,
        applied,
        policies,
        did,
        ask: ask::of(app, &show, record, &linked)?,
        compare: COMPARED
            .contains(&record.collection.as_str())
            .then(|| compare::url(cx, &[&record.ma])),
        ics: (record.collection == EVENTS && !events::is_past(record, app.today()))
            .then(|| events::ics_url(&record.ma)),
        draft: false,
        big,
        other_size: cx.here((!big).then_some(BIG)),
        qr: qr(&cx.absolute(&record.url())),
        address: cx.absolute(&record.url()),
        sections: parts,
        body: body_parts(&glue(&files::sized(app, show::body(&record.body.html, cx.t.table)))),
        attached: files::attached(app, cx, record)?,
        sources: sections::sources(&show, record),
        about: about::facts(&show, fields, record),
        history: about::history(cx, record),
        citation: about::citation(cx, record),
        groups,
        foreign: is_foreign && translated.is_none(),
        cx_foreign: is_foreign,
    };
    page.toc = contents::of(&page, record);
    paper::lay_out(&mut page);
    Ok(page)
}

/// The body, cut before its headings.
fn body_parts(html: &str) -> Vec<BodyPart> {
    let mut cuts: Vec<usize> = html.match_indices("<h2").map(|(at, _)| at).collect();
    cuts.insert(0, 0);
    cuts.push(html.len());
    let parts = cuts.windows(2).filter_map(|cut| html.get(cut[0]..cut[1]));
    let of = |html: &str| BodyPart {
        html: html.to_owned(),
        paper: String::new(),
    };
    parts.filter(|part| !part.trim().is_empty()).map(of).collect()
}

fn is_list_of_links(kind: &FieldType) -> bool {
    matches!((kind, inner(kind)), (FieldType::List { .. }, FieldType::Link { .. }))
}

/// Codes of the subjects of a record.
fn subjects(record: &Record) -> Vec<String> {
    let values = record.value(SUBJECT_KEY).map_or(&[][..], Value::items);
    values.iter().filter_map(Value::as_str).map(str::to_owned).collect()
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
