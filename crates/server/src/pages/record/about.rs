//! About the record itself: its codes, its history, how to cite it.

use catalogue::{Field, Record, Value};
use jiff::civil::Date;

use super::Fact;
use crate::cx::Cx;
use crate::format;
use crate::show::{Show, escape, vietnamese};

/// Fields about the record rather than about its matter.
const ABOUT: [&str; 4] = ["linh_vuc", "bang_phan_loai", "tu_khoa", "giay_phep"];

/// What happened to the record, or will.
pub(super) struct Moment {
    pub(super) iso: String,
    pub(super) date: String,
    pub(super) what: &'static str,
}

/// Codes, keywords, licence.
pub(super) fn facts(show: &Show<'_>, fields: &[Field], record: &Record) -> Vec<Fact> {
    let cx = show.cx;
    let mut out = vec![Fact {
        name: "ma".to_owned(),
        label: cx.t.identifier.to_owned(),
        html: format!("<code>{}</code>", escape(&record.ma)),
        paper: String::new(),
    }];
    for name in ABOUT {
        let field = fields.iter().find(|f| f.name == name);
        if let (Some(field), Some(value)) = (field, record.value(name)) {
            out.push(Fact {
                name: name.to_owned(),
                label: show.label(&field.label),
                html: show.value(name, field, value),
                paper: String::new(),
            });
        }
    }
    out
}

/// The dates that the record holds, in order.
pub(super) fn history(cx: &Cx, record: &Record) -> Vec<Moment> {
    let date = |name: &str| record.value(name).and_then(Value::as_str);
    let sources = record.value("nguon").map_or(&[][..], Value::items);
    let read = sources
        .iter()
        .filter_map(|s| s.get("ngay_doc").and_then(Value::as_str))
        .max();
    let (created, changed) = (date("ngay_tao"), date("ngay_sua"));
    let moments = [
        (read, cx.t.history_read),
        (created, cx.t.history_created),
        (changed.filter(|d| Some(*d) != created), cx.t.history_changed),
        (date("han_ra_soat"), cx.t.history_review),
    ];
    let mut out: Vec<Moment> = moments
        .into_iter()
        .filter_map(|(iso, what)| {
            let iso = iso.filter(|iso| iso.parse::<Date>().is_ok())?;
            Some(Moment {
                iso: iso.to_owned(),
                date: format::date(iso, cx.lang),
                what,
            })
        })
        .collect();
    out.sort_by(|a, b| a.iso.cmp(&b.iso));
    out
}

/// Title, catalogue, identifier, date, address: HTML.
pub(super) fn citation(cx: &Cx, record: &Record) -> String {
    let mut parts = vec![vietnamese(cx, &record.title), escape(&cx.site.name), escape(&record.ma)];
    if !record.updated.is_empty() {
        parts.push(format!("{} {}", cx.t.updated, format::date(&record.updated, cx.lang)));
    }
    let mut text = parts.join(". ");
    text.push_str(". ");
    text.push_str(&escape(&cx.absolute(&record.url())));
    text
}
