//! `/nhung`: a search box and the newest records for the frame of another site, under a policy of its own: no script, no
//! image, and in the frames of the sites that the configuration names.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::response::Response;

use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::headers::Policy;
use crate::params::first;
use crate::{feeds, format, moment, pages};

/// Records shown where the address does not say.
const SHOWN: usize = 5;
/// Most records shown.
const MOST: usize = 20;

#[derive(Template)]
#[template(path = "embed.html")]
struct Page<'a> {
    cx: &'a Cx,
    home: String,
    action: String,
    rows: Vec<Row>,
}

struct Row {
    title: String,
    kind: String,
    date: String,
    iso: String,
    href: String,
    foreign: bool,
}

/// The page. `n` records of the collection `bo`, of all without it.
pub(crate) async fn get(State(app): State<App>, cx: Cx) -> Result<Response, Error> {
    app.run(move |app| {
        let n = first(cx.pairs(), "n").and_then(|n| n.parse().ok()).unwrap_or(SHOWN);
        let declarations = app.declarations();
        let collection = first(cx.pairs(), "bo").filter(|id| declarations.collection(id).is_some());
        let records = feeds::latest(app, collection)?;
        let row = |public: &crate::public::Public| {
            let record = &public.record;
            let translated = crate::public::translated(record, cx.lang);
            let iso = moment::iso(public.modified()).get(..10).unwrap_or_default().to_owned();
            Row {
                title: translated.map_or(record.title.as_str(), |(title, _)| title).to_owned(),
                kind: declarations
                    .collection(&record.collection)
                    .map_or(record.collection.as_str(), |c| c.labels.get(cx.lang))
                    .to_owned(),
                date: format::date(&iso, cx.lang),
                iso,
                href: cx.origin.url(&cx.link(&record.url())),
                foreign: cx.lang != catalogue::Lang::Vi && translated.is_none(),
            }
        };
        let page = Page {
            home: cx.origin.url(&cx.link("/")),
            action: cx.origin.url("/tim"),
            rows: records.iter().take(n.min(MOST)).map(row).collect(),
            cx: &cx,
        };
        let mut response = pages::html(&page)?;
        response
            .extensions_mut()
            .insert(Policy(policy(&app.site.embed_in, &cx.origin.url(""))));
        Ok(response)
    })
    .await
}

/// The policy: the style sheet, the search form to this site, and frames of `hosts` and of this site.
fn policy(hosts: &[String], own: &str) -> HeaderValue {
    let fits = |host: &&String| {
        !host.is_empty()
            && host
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'/' | b'*'))
    };
    let mut ancestors = vec!["'self'"];
    ancestors.extend(hosts.iter().filter(fits).map(String::as_str));
    let text = format!(
        "default-src 'none'; style-src 'self'; form-action 'self' {own}; base-uri 'none'; frame-ancestors {}",
        ancestors.join(" ")
    );
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hosts_get_into_the_policy() {
        let hosts = ["https://*.caobang.gov.vn".to_owned(), "x; script-src *".to_owned()];
        let policy = policy(&hosts, "https://kh.vn");
        let text = policy.to_str().expect("text");
        assert!(
            text.ends_with("frame-ancestors 'self' https://*.caobang.gov.vn"),
            "{text}"
        );
    }
}
