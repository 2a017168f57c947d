//! What must be seen before a record is relied upon: its standing, restrictions, hazards.

use catalogue::{Declarations, Field, FieldType, Record, Value, Visibility};
use jiff::civil::Date;

use crate::facets::inner;
use crate::format;
use crate::show::Show;
use crate::texts::fill;

/// Coded values that restrict what may be done with a record: field, member of it, codes.
const RESTRICTIONS: [(&str, Option<&str>, &[&str]); 3] = [
    ("danh_muc_cgcn", Some("nhom"), &["han-che", "cam"]),
    ("hieu_luc", None, &["het", "mot-phan"]),
    ("con_hoat_dong", None, &["da-dung"]),
];
/// What came in place of a policy.
const REPLACED_BY: &str = "bi_thay_the";

/// A notice above the record.
pub(super) struct Alert {
    pub(super) title: String,
    /// HTML.
    pub(super) text: String,
    /// It restricts what may be done, rather than says how sure it is.
    pub(super) bad: bool,
}

/// A hazard of following the record; both HTML.
pub(super) struct Hazard {
    pub(super) label: String,
    pub(super) note: Option<String>,
}

/// Standing and restrictions, the gravest first.
pub(super) fn alerts(show: &Show<'_>, fields: &[Field], record: &Record, today: Date) -> Vec<Alert> {
    let cx = show.cx;
    let plain = |title: &str, text: String| Alert {
        title: title.to_owned(),
        text,
        bad: false,
    };
    let mut out = restrictions(show, fields, record);
    if record.flag("minh_hoa") {
        out.push(plain(cx.t.illustrative, cx.t.illustrative_more.to_owned()));
    }
    let due = record.value("han_ra_soat").and_then(Value::as_str);
    if let Some(due) = due.filter(|due| due.parse::<Date>().is_ok_and(|due| due < today)) {
        let text = fill(cx.t.overdue_more, &[("date", &format::date(due, cx.lang))]);
        out.push(plain(cx.t.overdue, text));
    }
    if record.visibility == Visibility::SummaryOnly {
        out.push(plain(cx.t.summary_only, String::new()));
    }
    out
}

fn restrictions(show: &Show<'_>, fields: &[Field], record: &Record) -> Vec<Alert> {
    let mut out = Vec::new();
    for (name, member, codes) in RESTRICTIONS {
        let value = record.value(name).and_then(|v| member.map_or(Some(v), |m| v.get(m)));
        let Some(code) = value.and_then(Value::as_str).filter(|code| codes.contains(code)) else {
            continue;
        };
        let field = fields.iter().find(|f| f.name == name);
        let kind = field.and_then(|f| match (member, inner(&f.kind)) {
            (Some(member), FieldType::Group { fields }) => fields.iter().find(|f| f.name == member).map(|f| &f.kind),
            (None, kind) => Some(kind),
            _ => None,
        });
        let Some(term) = kind.and_then(|kind| term(show.declarations, kind, code)) else {
            continue;
        };
        let mut text: Vec<String> = term.note.iter().map(|note| show.label(note)).collect();
        if name == "hieu_luc" {
            let after = record.value(REPLACED_BY).map_or(&[][..], Value::items);
            let links: Vec<String> = after
                .iter()
                .filter_map(Value::as_str)
                .filter_map(|ma| show.record(ma))
                .collect();
            if !links.is_empty() {
                text.push(format!("{} {}", show.cx.t.replaced_by, links.join(", ")));
            }
        }
        out.push(Alert {
            title: term.labels.get(show.cx.lang).to_owned(),
            text: text.join(" "),
            bad: true,
        });
    }
    out
}

fn term<'d>(declarations: &'d Declarations, kind: &FieldType, code: &str) -> Option<&'d catalogue::Term> {
    match kind {
        FieldType::Choice { vocabulary } => declarations.vocabulary(vocabulary)?.term(code),
        _ => None,
    }
}

/// The hazards that the record names.
pub(super) fn hazards(show: &Show<'_>, fields: &[Field], record: &Record) -> Vec<Hazard> {
    let Some(kind) = fields.iter().find(|f| f.name == "canh_bao").map(|f| inner(&f.kind)) else {
        return Vec::new();
    };
    let codes = record.value("canh_bao").map_or(&[][..], Value::items);
    let hazard = |code: &str| {
        let term = term(show.declarations, kind, code);
        Hazard {
            label: term.map_or_else(|| show.text(code), |t| show.label(&t.labels)),
            note: term.and_then(|t| t.note.as_ref()).map(|n| show.label(n)),
        }
    };
    codes.iter().filter_map(Value::as_str).map(hazard).collect()
}
