//! Unqualified Dublin Core (`oai_dc`): the form that every harvester reads.

use crate::meta::facts::Facts;
use crate::xml::Xml;

/// Name of the form.
pub(super) const PREFIX: &str = "oai_dc";
pub(super) const NAMESPACE: &str = "http://www.openarchives.org/OAI/2.0/oai_dc/";
pub(super) const SCHEMA: &str = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd";

/// Writes a record.
pub(super) fn write(xml: &mut Xml, facts: &Facts) {
    xml.open(
        "oai_dc:dc",
        &[
            ("xmlns:oai_dc", NAMESPACE),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xsi:schemaLocation", &format!("{NAMESPACE} {SCHEMA}")),
        ],
    );
    let vi = [("xml:lang", "vi")];
    let mut one = |name: &str, attributes: &[(&str, &str)], value: &str| {
        if !value.is_empty() {
            xml.leaf(&format!("dc:{name}"), attributes, value);
        }
    };
    one("title", &vi, &facts.title);
    for (tag, title, _) in &facts.translations {
        one("title", &[("xml:lang", tag)], title);
    }
    for maker in &facts.makers {
        one("creator", &[], &maker.name);
    }
    for word in facts.all_keywords() {
        one("subject", &vi, word);
    }
    one("description", &vi, &facts.summary);
    for (tag, _, summary) in &facts.translations {
        one(
            "description",
            &[("xml:lang", tag)],
            summary.as_deref().unwrap_or_default(),
        );
    }
    one("publisher", &[], &facts.publisher);
    one("date", &[], &facts.issued);
    one("type", &vi, &facts.kind);
    one("type", &[], kind(&facts.schema_org));
    one("format", &[], "text/html");
    one("identifier", &[], &facts.url);
    one("identifier", &[], &facts.ma);
    for source in &facts.sources {
        one("source", &[], &source.text);
    }
    one("language", &[], "vi");
    for related in &facts.related {
        one("relation", &[], related);
    }
    for place in &facts.places {
        one("coverage", &vi, &place.label);
    }
    one(
        "rights",
        &[],
        facts.licence_url.or(facts.licence.as_deref()).unwrap_or_default(),
    );
    xml.close();
}

/// The type of the vocabulary of DCMI.
fn kind(schema_org: &str) -> &'static str {
    match schema_org {
        "Dataset" => "Dataset",
        "Event" => "Event",
        "Product" => "PhysicalObject",
        _ => "Text",
    }
}
