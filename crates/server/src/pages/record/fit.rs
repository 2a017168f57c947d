//! Whether a technique suits the reader's place: what it needs beside what the reader measured there.
//!
//! The vocabulary of places holds no altitude, slope or soil of a commune, so these are asked for and not assumed.

use catalogue::{Field, FieldType, Record, Value};

use crate::facets::inner;
use crate::format;
use crate::pages::calculator::read;
use crate::params::first;
use crate::show::Show;
use crate::texts::fill;

/// Field of what a technique needs of its place.
const NEEDS: &str = "phu_hop";

/// What a technique needs of its place.
pub(super) struct Fit {
    pub(super) rows: Vec<Row>,
    /// Label and text (HTML) of needs that are no numbers, such as soils.
    pub(super) words: Vec<(String, String)>,
}

/// A range, and the reader's number.
pub(super) struct Row {
    /// Name of its box.
    pub(super) name: String,
    /// HTML.
    pub(super) label: String,
    pub(super) needs: String,
    /// As it stands in the box.
    pub(super) typed: String,
    pub(super) unit: String,
    pub(super) verdict: Verdict,
    /// The verdict in words.
    pub(super) said: String,
}

/// How the reader's number lies to the range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing was typed.
    Unknown,
    /// It can not be read.
    Fault,
    /// It lies in the range.
    In,
    /// It lies below or above.
    Out,
}

/// True for the field that [`of`] shows.
pub(super) fn is_shown(field: &str) -> bool {
    field == NEEDS
}

/// What the record needs of its place; `None` where it does not say.
pub(super) fn of(show: &Show<'_>, fields: &[Field], record: &Record) -> Option<Fit> {
    let declared = fields.iter().find(|f| f.name == NEEDS)?;
    let FieldType::Group { fields } = inner(&declared.kind) else {
        return None;
    };
    let Some(Value::Group(members)) = record.value(NEEDS) else {
        return None;
    };
    let (mut rows, mut words) = (Vec::new(), Vec::new());
    for (name, value) in members {
        let Some(field) = fields.iter().find(|f| f.name == *name) else {
            continue;
        };
        match (&field.kind, value) {
            (FieldType::Range { unit }, Value::Range(from, to)) => {
                rows.push(row(show, field, (*from, *to), unit.as_deref()));
            }
            _ => words.push((show.label(&field.label), show.value(name, field, value))),
        }
    }
    Some(Fit { rows, words })
}

fn row(show: &Show<'_>, field: &Field, range: (f64, f64), unit: Option<&str>) -> Row {
    let (cx, t) = (show.cx, show.cx.t);
    let typed = first(cx.pairs(), &field.name).unwrap_or_default().trim();
    let said = |text: &str, by: f64| fill(text, &[("n", &format::range(by, by, unit, cx.lang))]);
    let (verdict, said) = match (typed.is_empty(), read(typed)) {
        (true, _) => (Verdict::Unknown, String::new()),
        (false, None) => (Verdict::Fault, t.fit_fault.to_owned()),
        (false, Some(n)) if n < range.0 => (Verdict::Out, said(t.fit_low, range.0 - n)),
        (false, Some(n)) if n > range.1 => (Verdict::Out, said(t.fit_high, n - range.1)),
        (false, Some(_)) => (Verdict::In, t.fit_in.to_owned()),
    };
    Row {
        name: field.name.clone(),
        label: show.label(&field.label),
        needs: format::range(range.0, range.1, unit, cx.lang),
        typed: typed.chars().take(20).collect(),
        unit: unit.map(|u| format::unit(u, cx.lang).to_owned()).unwrap_or_default(),
        verdict,
        said,
    }
}
