//! Rows of lists of records: what tells kinds apart at a glance.

use catalogue::{Declarations, FieldType, Lang, Record, Value};
use search::{Hit, Row};

use super::compare::{self, COMPARED};
use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::facets::{HAZARDS, PLACES, inner};
use crate::format;
use crate::glue::glue;
use crate::show::{self, escape};
use crate::texts::fill;

/// Most places named in a row.
const PLACES_SHOWN: usize = 3;
/// Most coded values of a field in a row.
const VALUES_SHOWN: usize = 6;
/// Longest text of a field in a row, in characters.
const TEXT_SHOWN: usize = 90;

/// One row.
pub(crate) struct RowView {
    pub(crate) ma: String,
    pub(crate) url: String,
    /// Id and name of the collection.
    pub(crate) collection: String,
    pub(crate) kind: String,
    /// The first coded value, HTML: the kind within the collection.
    pub(crate) group: Option<String>,
    /// Title, escaped, matches marked.
    pub(crate) title_html: String,
    /// The Vietnamese title below a translated one.
    pub(crate) original: Option<String>,
    pub(crate) summary: String,
    /// Passage, escaped, matches marked.
    pub(crate) snippet: String,
    /// Other names by which it matched, HTML.
    pub(crate) names: String,
    /// HTML.
    pub(crate) hazards: String,
    /// Label and text, HTML.
    pub(crate) meta: Vec<(String, String)>,
    /// Address of a comparison that begins with it, where its kind can be compared.
    pub(crate) compare: Option<String>,
    /// Title and summary are Vietnamese on a page that is not.
    pub(crate) foreign: bool,
    /// The page is not Vietnamese.
    pub(crate) cx_foreign: bool,
}

/// Rows of hits.
pub(crate) fn of_hits(app: &App, cx: &Cx, hits: &[Hit], with_snippets: bool) -> Result<Vec<RowView>, Error> {
    let declarations = app.declarations();
    let one = |hit: &Hit| {
        let mut view = view(
            app,
            cx,
            &declarations,
            &hit.id,
            &hit.collection,
            &hit.title,
            &hit.summary,
            &hit.row,
        )?;
        if view.original.is_none() && !hit.title_html.is_empty() {
            view.title_html.clone_from(&hit.title_html);
        }
        if with_snippets {
            view.snippet = glue(&hit.snippet);
            view.names = hit
                .matched_names
                .iter()
                .map(|n| marked(cx, n))
                .collect::<Vec<_>>()
                .join(", ");
        }
        Ok(view)
    };
    hits.iter().map(one).collect()
}

/// Another name that matched, as HTML: Chinese where it is written in Han characters.
fn marked(cx: &Cx, name: &str) -> String {
    match (name.chars().any(is_han), cx.lang) {
        (true, Lang::Zh) => format!("<mark>{}</mark>", escape(name)),
        (true, _) => format!("<mark lang=\"zh\">{}</mark>", escape(name)),
        (false, _) => format!("<mark>{}</mark>", show::vietnamese(cx, name)),
    }
}

/// A Chinese character.
pub(super) fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// What a list shows of a hit.
pub(crate) fn of_hit(hit: Hit) -> Row {
    Row {
        ma: hit.id,
        collection: hit.collection,
        title: hit.title,
        summary: hit.summary,
        updated: hit.updated,
        values: hit.row,
    }
}

/// Rows of records that are named elsewhere.
pub(crate) fn of_rows(app: &App, cx: &Cx, rows: &[Row]) -> Result<Vec<RowView>, Error> {
    let declarations = app.declarations();
    rows.iter()
        .map(|row| {
            view(
                app,
                cx,
                &declarations,
                &row.ma,
                &row.collection,
                &row.title,
                &row.summary,
                &row.values,
            )
        })
        .collect()
}

#[expect(
    clippy::too_many_arguments,
    reason = "hits and rows have the same members under different types"
)]
fn view(
    app: &App,
    cx: &Cx,
    declarations: &Declarations,
    ma: &str,
    collection: &str,
    title: &str,
    summary: &str,
    values: &[(String, Value)],
) -> Result<RowView, Error> {
    let declared = declarations.collection(collection);
    let mut view = RowView {
        ma: ma.to_owned(),
        compare: COMPARED.contains(&collection).then(|| compare::url(cx, &[ma])),
        url: cx.link(&format!("/{collection}/{ma}")),
        collection: collection.to_owned(),
        kind: declared.map_or(collection, |c| c.labels.get(cx.lang)).to_owned(),
        group: None,
        title_html: escape(title),
        original: None,
        summary: glue(summary),
        snippet: String::new(),
        names: String::new(),
        hazards: String::new(),
        meta: Vec::new(),
        foreign: cx.lang != Lang::Vi,
        cx_foreign: cx.lang != Lang::Vi,
    };
    if view.foreign
        && let Some(record) = app.index.record(ma)?
        && let Some((translated, summary)) = translation(&record, cx.lang)
    {
        view.title_html = escape(&translated);
        view.original = Some(title.to_owned());
        view.summary = glue(&summary);
        view.foreign = false;
    }
    for (name, value) in values {
        let Some(field) = declared.and_then(|c| c.field(name)) else {
            continue;
        };
        match inner(&field.kind) {
            FieldType::Choice { vocabulary } => {
                let label = |v: &Value| {
                    let code = v.as_str().unwrap_or_default();
                    let term = declarations.vocabulary(vocabulary).and_then(|v| v.term(code));
                    term.map_or_else(|| escape(code), |t| show::label(cx, &t.labels))
                };
                let mut labels: Vec<String> = value.items().iter().take(VALUES_SHOWN).map(label).collect();
                let over = value.items().len().saturating_sub(VALUES_SHOWN);
                // Hazards are all named.
                if vocabulary == HAZARDS {
                    labels = value.items().iter().map(label).collect();
                } else if over > 0 {
                    labels.push(escape(&fill(cx.t.and_values, &[("n", &over.to_string())])));
                }
                if vocabulary == HAZARDS {
                    view.hazards = joined(&labels);
                } else if view.group.is_none() && matches!(value, Value::Choice(_)) {
                    view.group = labels.into_iter().next();
                } else {
                    view.meta.push((show::label(cx, &field.label), joined(&labels)));
                }
            }
            FieldType::Place => view
                .meta
                .push((show::label(cx, &field.label), places(cx, declarations, value))),
            _ => {
                if let Some(text) = short_text(cx, value) {
                    view.meta.push((show::label(cx, &field.label), text));
                }
            }
        }
    }
    Ok(view)
}

/// Names side by side; those that hold a comma themselves are set apart by more than one.
pub(crate) fn joined(names: &[String]) -> String {
    let is_listed = names.iter().any(|name| name.contains(", "));
    names.join(if is_listed { "; " } else { ", " })
}

/// Title and summary of a record in another language, where it has them.
pub(crate) fn translation(record: &Record, lang: Lang) -> Option<(String, String)> {
    let translated = record.value("dich")?.get(crate::urls::lang_code(lang))?;
    let title = translated.get("ten").and_then(Value::as_str)?;
    let summary = translated.get("tom_tat").and_then(Value::as_str).unwrap_or_default();
    Some((title.to_owned(), summary.to_owned()))
}

fn places(cx: &Cx, declarations: &Declarations, value: &Value) -> String {
    let codes: Vec<&str> = value.items().iter().filter_map(Value::as_str).collect();
    let name = |code: &&str| {
        let term = declarations.vocabulary(PLACES).and_then(|v| v.term(code));
        term.map_or_else(|| escape(code), |t| show::label(cx, &t.labels))
    };
    let mut text = codes.iter().take(PLACES_SHOWN).map(name).collect::<Vec<_>>().join(", ");
    if codes.len() > PLACES_SHOWN {
        text.push(' ');
        let more = (codes.len() - PLACES_SHOWN).to_string();
        text.push_str(&escape(&fill(cx.t.and_more, &[("n", &more)])));
    }
    text
}

/// HTML.
fn short_text(cx: &Cx, value: &Value) -> Option<String> {
    let lang = cx.lang;
    match value {
        Value::Text(text) | Value::Name(text) => {
            let mut short: String = text.chars().take(TEXT_SHOWN).collect();
            if short.len() < text.len() {
                short.push('…');
            }
            Some(show::vietnamese(cx, &short))
        }
        Value::Year(year) => Some(year.to_string()),
        Value::Date(date) => Some(format::date(date, lang)),
        Value::Number(n) => Some(format::number(*n, lang)),
        Value::Money(from, to) => Some(format::money(*from, *to, lang)),
        Value::List(items) => {
            let all: Vec<String> = items.iter().filter_map(|v| short_text(cx, v)).collect();
            (!all.is_empty()).then(|| all.join(", "))
        }
        _ => None,
    }
}
