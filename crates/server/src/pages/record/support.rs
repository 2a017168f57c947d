//! Policies that may pay for it: those that the record names, then those in force on the same subject, then those that
//! pay for what its kind needs. Each says why it is here.

use std::collections::BTreeMap;

use catalogue::{Record, Value};
use search::SearchRequest;

use crate::app::App;
use crate::error::Error;
use crate::facets::{COLLECTION, Facets, SUBJECT_KEY};
use crate::pages::policies::POLICIES;
use crate::pages::rows;
use crate::show::{Show, vietnamese};
use crate::texts::fill;

/// Facet of what a policy pays for, and its place in a record.
const PAYS: (&str, &str, &str) = ("ho_tro.ap_dung_cho", "ho_tro", "ap_dung_cho");
/// Facet of validity, and its codes of what is still in force.
const IN_FORCE: (&str, [&str; 2]) = ("hieu_luc", ["con", "mot-phan"]);
/// Most policies, and most parts of one.
const SHOWN: (usize, usize) = (4, 2);

/// What the records of a collection need that policies pay for; `nhom` narrows it to a group of techniques.
const NEEDED: [(&str, &[&str], &[&str]); 6] = [
    ("cong-nghe", &[], &["cgcn", "thiet-bi"]),
    ("ky-thuat", &["che-bien", "bao-quan"], &["thiet-bi", "tieu-chuan"]),
    ("ky-thuat", &[], &["giong", "dao-tao"]),
    ("ket-qua", &[], &["cgcn"]),
    ("nhu-cau", &[], &["cgcn", "nghien-cuu"]),
    ("doanh-nghiep", &[], &["xuc-tien", "tieu-chuan", "shtt"]),
];

/// A policy.
pub(super) struct Policy {
    pub(super) ma: String,
    /// HTML: a link.
    pub(super) title: String,
    pub(super) number: String,
    /// HTML: why it is named.
    pub(super) why: String,
    /// HTML: what it pays for.
    pub(super) parts: Vec<String>,
}

/// The policies, those of the surest reason first.
pub(super) fn of(app: &App, facets: &Facets, show: &Show<'_>, record: &Record) -> Result<Vec<Policy>, Error> {
    let (cx, t) = (show.cx, show.cx.t);
    let Some(needed) = needed(record) else {
        return Ok(Vec::new());
    };
    let text = |name: &str| -> Vec<String> {
        let items = record.value(name).map_or(&[][..], Value::items);
        items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let mut out: Vec<Policy> = Vec::new();
    for ma in text("chinh_sach") {
        if let Some(found) = app.index.record(&ma)? {
            out.push(policy(show, &found, t.support_named.to_owned(), &[]));
        }
    }
    let known = |key: &str| facets.has(key);
    if !known(IN_FORCE.0) {
        return Ok(out);
    }
    let subjects = text(SUBJECT_KEY);
    let wanted: Vec<String> = needed.iter().map(|code| (*code).to_owned()).collect();
    for (key, values, why) in [
        (SUBJECT_KEY, subjects, t.support_subject),
        (PAYS.0, wanted, t.support_pays),
    ] {
        if values.is_empty() || !known(key) {
            continue;
        }
        let request = SearchRequest {
            filters: BTreeMap::from([
                (COLLECTION.to_owned(), vec![POLICIES.to_owned()]),
                (IN_FORCE.0.to_owned(), IN_FORCE.1.map(str::to_owned).to_vec()),
                (key.to_owned(), values.clone()),
            ]),
            limit: SHOWN.0 * 2,
            facets: search::Facets::None,
            snippets: false,
            ..SearchRequest::default()
        };
        let mut found = Vec::new();
        for hit in app.index.search(&request)?.hits {
            if out.iter().all(|p| p.ma != hit.id) && hit.id != record.ma {
                found.extend(app.index.record(&hit.id)?);
            }
        }
        // What states a rate says more than what only names its matter.
        found.sort_by_key(|p| !support(p).iter().any(|s| s.get("muc").is_some()));
        for found in found {
            let shared: Vec<String> = values
                .iter()
                .filter(|code| holds(&found, key, code))
                .map(|code| facets.value_html(key, code, cx))
                .collect();
            let why = fill(why, &[("x", &rows::joined(&shared))]);
            let only = if key == PAYS.0 { needed } else { &[] };
            out.push(policy(show, &found, why, only));
        }
    }
    out.truncate(SHOWN.0);
    Ok(out)
}

/// What is needed by records of its kind; `None` for kinds that no policy pays for.
fn needed(record: &Record) -> Option<&'static [&'static str]> {
    let group = record.value("nhom").and_then(Value::as_str).unwrap_or_default();
    let of_kind = NEEDED
        .iter()
        .filter(|(collection, _, _)| *collection == record.collection);
    of_kind
        .map(|(_, groups, codes)| (groups, *codes))
        .find(|(groups, _)| groups.is_empty() || groups.contains(&group))
        .map(|(_, codes)| codes)
}

fn support(policy: &Record) -> &[Value] {
    policy.value(PAYS.1).map_or(&[][..], Value::items)
}

fn pays_for(part: &Value, code: &str) -> bool {
    let codes = part.get(PAYS.2).map_or(&[][..], Value::items);
    codes.iter().any(|c| c.as_str() == Some(code))
}

fn holds(policy: &Record, key: &str, code: &str) -> bool {
    if key == PAYS.0 {
        return support(policy).iter().any(|part| pays_for(part, code));
    }
    let items = policy.value(key).map_or(&[][..], Value::items);
    items.iter().any(|v| v.as_str() == Some(code))
}

/// A policy with its parts, those with a rate first; only those that pay for one of `only`, unless it is empty.
fn policy(show: &Show<'_>, record: &Record, why: String, only: &[&str]) -> Policy {
    let cx = show.cx;
    let mut parts: Vec<&Value> = support(record)
        .iter()
        .filter(|part| only.is_empty() || only.iter().any(|code| pays_for(part, code)))
        .collect();
    parts.sort_by_key(|part| part.get("muc").is_none());
    let text = |part: &Value, name: &str| part.get(name).and_then(Value::as_str).map(|t| vietnamese(cx, t));
    let line = |part: &&Value| {
        let what = text(part, "noi_dung")?;
        Some(match text(part, "muc") {
            Some(rate) => format!("{what}: <b>{rate}</b>"),
            None => what,
        })
    };
    let title = match rows::translation(record, cx.lang) {
        Some((title, _)) if cx.lang != catalogue::Lang::Vi => crate::show::escape(&title),
        _ => vietnamese(cx, &record.title),
    };
    Policy {
        ma: record.ma.clone(),
        title: crate::show::anchor(&cx.link(&record.url()), &title),
        number: record
            .value("so_hieu")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        why,
        parts: parts.iter().filter_map(line).take(SHOWN.1).collect(),
    }
}
