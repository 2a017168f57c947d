//! The document of a feed.

use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::meta::facts::Facts;
use crate::moment;
use crate::public::Public;
use crate::xml::Xml;

/// What a feed says of itself. Addresses are whole.
pub(super) struct Feed {
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) own: String,
    pub(super) page: String,
    /// Of a search: records found in all.
    pub(super) total: Option<usize>,
}

/// Writes a feed of records, in their order.
pub(super) fn document(app: &App, cx: &Cx, feed: &Feed, records: &[Public]) -> Result<String, Error> {
    let mut xml = Xml::new();
    xml.open(
        "feed",
        &[
            ("xmlns", "http://www.w3.org/2005/Atom"),
            ("xmlns:opensearch", "http://a9.com/-/spec/opensearch/1.1/"),
            ("xml:lang", "vi"),
        ],
    );
    xml.leaf("id", &[], &feed.own).leaf("title", &[], &feed.title);
    if !feed.subtitle.is_empty() {
        xml.leaf("subtitle", &[], &feed.subtitle);
    }
    let updated = records.iter().map(Public::modified).max();
    xml.leaf("updated", &[], &moment::iso(updated.unwrap_or_default()));
    xml.empty(
        "link",
        &[("rel", "self"), ("type", "application/atom+xml"), ("href", &feed.own)],
    );
    xml.empty(
        "link",
        &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.page)],
    );
    xml.empty(
        "link",
        &[
            ("rel", "search"),
            ("type", "application/opensearchdescription+xml"),
            ("href", &cx.origin.url("/opensearch.xml")),
        ],
    );
    xml.open("author", &[])
        .leaf("name", &[], &crate::meta::facts::publisher(&cx.site))
        .leaf("uri", &[], &cx.origin.url("/"))
        .close();
    xml.leaf("icon", &[], &cx.origin.url(&crate::assets::url("icon.svg")));
    if let Some(total) = feed.total {
        xml.leaf("opensearch:totalResults", &[], &total.to_string());
        xml.leaf("opensearch:itemsPerPage", &[], &records.len().to_string());
    }
    for public in records {
        entry(&mut xml, public, &Facts::of(app, public, &cx.origin)?, cx);
    }
    Ok(xml.finish())
}

fn entry(xml: &mut Xml, public: &Public, facts: &Facts, cx: &Cx) {
    xml.open("entry", &[]);
    xml.leaf("id", &[], &facts.url).leaf("title", &[], &facts.title);
    let published = public.first.min(facts.modified);
    xml.leaf("published", &[], &moment::iso(published));
    xml.leaf("updated", &[], &moment::iso(facts.modified));
    xml.empty(
        "link",
        &[("rel", "alternate"), ("type", "text/html"), ("href", &facts.url)],
    );
    xml.empty(
        "link",
        &[
            ("rel", "alternate"),
            ("type", "text/markdown"),
            ("href", &facts.form(".md")),
        ],
    );
    let scheme = cx.origin.url("/api/v1/collections");
    xml.empty(
        "category",
        &[("term", &facts.collection), ("label", &facts.kind), ("scheme", &scheme)],
    );
    for subject in &facts.subjects {
        xml.empty("category", &[("term", &subject.code), ("label", &subject.label)]);
    }
    if let Some(licence) = facts.licence_url {
        xml.empty("link", &[("rel", "license"), ("href", licence)]);
    }
    if !facts.summary.is_empty() {
        xml.leaf("summary", &[("type", "text")], &facts.summary);
    }
    xml.close();
}
