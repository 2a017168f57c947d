//! What is on the page of a record, to jump to.

use catalogue::Record;

use super::Page;

/// A line of the contents; `id` is that of the part.
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) foreign: bool,
}

/// The parts of the page, in their order there.
pub(super) fn of(page: &Page<'_>, record: &Record) -> Vec<Entry> {
    let t = page.cx.t;
    let entry = |id: &str, text: &str| Entry {
        id: id.to_owned(),
        text: text.to_owned(),
        foreign: false,
    };
    let mut out: Vec<Entry> = page.sections.iter().map(|s| entry(&s.id, &s.title)).collect();
    if !page.did.kinds.is_empty() {
        out.push(entry("_lam", t.did));
    }
    if page.calculator.is_some() {
        out.push(entry("tinh", t.calculator));
    }
    if let Some(ladder) = &page.ladder {
        out.push(entry("_bac", &ladder.title));
    }
    if page.fit.is_some() {
        out.push(entry("_hop", t.fit));
    }
    if !page.applied.is_empty() {
        let title = if page.applied.applicable {
            t.applied
        } else {
            t.applied_own
        };
        out.push(entry("_noi", title));
    }
    if !page.policies.is_empty() {
        out.push(entry("_tien", t.support));
    }
    if page.cx.site.has_contact() || !page.ask.parties.is_empty() || page.ask.others.is_some() {
        out.push(entry("_hoi", t.who_to_ask));
    }
    let body = record.body.headings.iter().filter(|h| h.level == 2);
    out.extend(body.map(|h| Entry {
        id: h.id.clone(),
        text: h.text.clone(),
        foreign: page.cx_foreign,
    }));
    out
}
