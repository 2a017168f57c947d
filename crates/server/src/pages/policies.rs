//! `/chinh-sach`: policies by what they pay for.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use catalogue::{Declarations, Record, Value};

use super::rows;
use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::facets::COLLECTION;
use crate::params::SearchParams;
use crate::urls;

/// The collection of policies.
pub(crate) const POLICIES: &str = "chinh-sach";
/// Vocabulary of what is paid for.
const PAID_FOR: &str = "noi-dung-ho-tro";
/// Vocabulary of validity, and its code for what is in force.
const VALIDITY: (&str, &str) = ("hieu-luc", "con");

#[derive(Template)]
#[template(path = "policies.html")]
struct Page<'a> {
    cx: &'a Cx,
    groups: Vec<Group>,
    all: String,
    /// Where more are than are shown.
    more: Option<(String, String)>,
}

struct Group {
    id: String,
    title: String,
    policies: Vec<Policy>,
}

struct Policy {
    title: String,
    href: String,
    number: String,
    validity: String,
    in_force: bool,
    /// What is paid for, and how much.
    support: Vec<(String, String)>,
    foreign: bool,
}

/// The page of policies.
pub(crate) async fn get(State(app): State<App>, cx: Cx) -> Result<Response, Error> {
    app.run(move |app| {
        let declarations = app.declarations();
        declarations.collection(POLICIES).ok_or(Error::NotFound)?;
        let records = super::records_of(app, POLICIES, &[])?;
        let terms = declarations
            .vocabulary(PAID_FOR)
            .map_or(&[][..], |v| v.terms.as_slice());
        let group = |id: &str, title: &str, pays: &dyn Fn(&Value) -> bool, none: bool| Group {
            id: id.to_owned(),
            title: title.to_owned(),
            policies: records
                .iter()
                .filter_map(|record| policy(&cx, &declarations, record, pays, none))
                .collect(),
        };
        let mut groups: Vec<Group> = terms
            .iter()
            .map(|term| {
                let pays = |support: &Value| {
                    let of = support.get("ap_dung_cho").map_or(&[][..], Value::items);
                    of.iter().any(|code| code.as_str() == Some(&term.code))
                };
                group(&term.code, term.labels.get(cx.lang), &pays, false)
            })
            .collect();
        groups.push(group("khac", cx.t.policies_other, &|_| false, true));
        groups.retain(|g| !g.policies.is_empty());
        for group in &mut groups {
            // What one can still apply for first.
            group.policies.sort_by_key(|p| !p.in_force);
        }
        super::html(&Page {
            more: super::all_of(app, &cx, POLICIES, &[], records.len())?,
            groups,
            all: urls::results(&SearchParams::filter(COLLECTION, POLICIES), cx.lang_param()),
            cx: &cx,
        })
    })
    .await
}

/// A policy with the parts of its support that `pays` holds for; with `none`, one that names nothing it pays for.
fn policy(
    cx: &Cx,
    declarations: &Declarations,
    record: &Record,
    pays: &dyn Fn(&Value) -> bool,
    none: bool,
) -> Option<Policy> {
    let support = record.value("ho_tro").map_or(&[][..], Value::items);
    let named = support.iter().any(|s| s.get("ap_dung_cho").is_some());
    let text = |group: &Value, name: &str| group.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let parts: Vec<(String, String)> = support
        .iter()
        .filter(|s| pays(s))
        .map(|s| (text(s, "noi_dung"), text(s, "muc")))
        .collect();
    if if none { named } else { parts.is_empty() } {
        return None;
    }
    let value = |name: &str| record.value(name).and_then(Value::as_str).unwrap_or_default();
    let code = value("hieu_luc");
    let term = declarations.vocabulary(VALIDITY.0).and_then(|v| v.term(code));
    let translated = rows::translation(record, cx.lang).filter(|_| cx.lang != catalogue::Lang::Vi);
    Some(Policy {
        foreign: cx.lang != catalogue::Lang::Vi && translated.is_none(),
        title: translated.map_or_else(|| record.title.clone(), |(title, _)| title),
        href: cx.link(&record.url()),
        number: value("so_hieu").to_owned(),
        validity: term.map_or(code, |t| t.labels.get(cx.lang)).to_owned(),
        in_force: code == VALIDITY.1,
        support: parts,
    })
}
