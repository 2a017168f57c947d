//! Signposting (signposting.org): typed links from a record's page to all its forms, as a header and as a linkset
//! (RFC 9264).

use axum::http::HeaderValue;
use serde_json::{Map, Value, json};

use super::facts::Facts;
use crate::formats::Format;

/// One link.
struct Link {
    rel: &'static str,
    href: String,
    media: Option<&'static str>,
}

fn links(facts: &Facts) -> Vec<Link> {
    let plain = |rel, href: &str| Link {
        rel,
        href: href.to_owned(),
        media: None,
    };
    let mut out = vec![
        plain("cite-as", &facts.url),
        plain("type", "https://schema.org/AboutPage"),
        plain("type", &format!("https://schema.org/{}", facts.schema_org)),
    ];
    out.extend(facts.licence_url.map(|url| plain("license", url)));
    let makers = facts.makers.iter().filter_map(|m| m.url.as_deref());
    out.extend(makers.map(|url| plain("author", url)));
    let forms = Format::ALL.iter().filter(|f| **f != Format::Linkset);
    out.extend(forms.map(|form| Link {
        rel: "describedby",
        href: facts.form(form.extension()),
        media: Some(form.plain_media()),
    }));
    out
}

/// The `Link` header of the page of a record.
pub(crate) fn header(facts: &Facts) -> Option<HeaderValue> {
    let mut links = links(facts);
    links.push(Link {
        rel: "linkset",
        href: facts.form(Format::Linkset.extension()),
        media: Some(Format::Linkset.plain_media()),
    });
    let one = |link: &Link| match link.media {
        Some(media) => format!("<{}>; rel=\"{}\"; type=\"{media}\"", link.href, link.rel),
        None => format!("<{}>; rel=\"{}\"", link.href, link.rel),
    };
    HeaderValue::from_str(&links.iter().map(one).collect::<Vec<_>>().join(", ")).ok()
}

/// The `Link` header of another form of a record: back to its page.
pub(crate) fn back(facts: &Facts) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("<{}>; rel=\"describes\"; type=\"text/html\"", facts.url)).ok()
}

/// The same as a document.
pub(crate) fn linkset(facts: &Facts) -> Value {
    let mut own: Map<String, Value> = Map::from_iter([("anchor".to_owned(), json!(facts.url))]);
    for link in links(facts) {
        let mut target = json!({ "href": link.href });
        if let Some(media) = link.media {
            target["type"] = json!(media);
        }
        let targets = own.entry(link.rel).or_insert_with(|| json!([]));
        if let Some(targets) = targets.as_array_mut() {
            targets.push(target);
        }
    }
    let forms = Format::ALL.iter().filter(|f| **f != Format::Linkset);
    let back = forms.map(|form| {
        json!({
            "anchor": facts.form(form.extension()),
            "describes": [{ "href": facts.url, "type": "text/html" }],
        })
    });
    json!({ "linkset": std::iter::once(Value::Object(own)).chain(back).collect::<Vec<_>>() })
}
