//! schema.org in JSON-LD: one graph a page, whose parts name each other by `@id`.

use serde_json::{Value, json};

use super::facts::{Facts, publisher};
use super::things;
use crate::app::App;
use crate::cx::Cx;
use crate::moment;
use crate::public::Public;

/// The graph of the page of a record.
pub(crate) fn record(app: &App, cx: &Cx, public: &Public, facts: &Facts) -> Value {
    let thing = format!("{}#ban-ghi", facts.url);
    let mut page = json!({
        "@type": "ItemPage",
        "@id": facts.url,
        "url": facts.url,
        "name": facts.title,
        "description": facts.summary,
        "inLanguage": "vi",
        "isPartOf": { "@id": site_id(cx) },
        "publisher": { "@id": publisher_id(cx) },
        "mainEntity": { "@id": thing },
        "dateModified": moment::iso(facts.modified),
        "breadcrumb": {
            "@type": "BreadcrumbList",
            "itemListElement": [
                crumb(1, &cx.site.name, &cx.origin.url("/")),
                crumb(2, &facts.kind, &cx.origin.url(&format!("/{}", facts.collection))),
                crumb(3, &facts.title, &facts.url),
            ],
        },
    });
    if let Some(url) = facts.licence_url {
        page["license"] = json!(url);
    }
    let mut graph = site(cx);
    graph.push(page);
    graph.push(things::thing(&app.declarations(), public, facts, &thing));
    whole(graph)
}

/// The graph of a page that is about no record.
pub(crate) fn page(cx: &Cx) -> Value {
    let mut graph = site(cx);
    graph.push(json!({
        "@type": "WebPage",
        "@id": cx.canonical(),
        "url": cx.canonical(),
        "inLanguage": cx.lang.tag(),
        "isPartOf": { "@id": site_id(cx) },
    }));
    whole(graph)
}

/// A graph for an element `script`: nothing in it ends the element.
pub(crate) fn embedded(graph: &Value) -> String {
    graph
        .to_string()
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

fn whole(graph: Vec<Value>) -> Value {
    json!({ "@context": "https://schema.org", "@graph": graph })
}

fn site_id(cx: &Cx) -> String {
    cx.origin.url("/#trang")
}

fn publisher_id(cx: &Cx) -> String {
    cx.origin.url("/#don-vi")
}

fn site(cx: &Cx) -> Vec<Value> {
    let site = &cx.site;
    let languages: Vec<&str> = site.languages.iter().map(|l| l.tag()).collect();
    let mut organisation = json!({
        "@type": "Organization",
        "@id": publisher_id(cx),
        "name": publisher(site),
        "url": cx.origin.url("/"),
    });
    let contacts = [
        ("telephone", &site.phone),
        ("email", &site.email),
        ("address", &site.address),
    ];
    for (name, value) in contacts {
        if let Some(value) = value {
            organisation[name] = json!(value);
        }
    }
    vec![
        json!({
            "@type": "WebSite",
            "@id": site_id(cx),
            "url": cx.origin.url("/"),
            "name": site.name,
            "description": site.tagline.vi,
            "inLanguage": languages,
            "publisher": { "@id": publisher_id(cx) },
            "potentialAction": {
                "@type": "SearchAction",
                "target": {
                    "@type": "EntryPoint",
                    "urlTemplate": cx.origin.url("/tim?q={search_term_string}"),
                },
                "query-input": "required name=search_term_string",
            },
        }),
        organisation,
    ]
}

fn crumb(position: usize, name: &str, item: &str) -> Value {
    json!({ "@type": "ListItem", "position": position, "name": name, "item": item })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_element() {
        let text = embedded(&json!({ "name": "</script><b>" }));
        assert!(!text.contains('<'));
        assert_eq!(
            serde_json::from_str::<Value>(&text).ok(),
            Some(json!({ "name": "</script><b>" }))
        );
    }
}
