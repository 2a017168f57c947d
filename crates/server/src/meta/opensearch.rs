//! OpenSearch 1.1: `/opensearch.xml` describes the search, `/goi-y` answers with suggestions in its form.

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::api::suggest::{LIMIT, typed};
use crate::app::App;
use crate::error::Error;
use crate::origin::Origin;
use crate::urls;
use crate::xml::Xml;

/// Longest short name, in characters.
const SHORT: usize = 16;

/// The description.
pub(crate) async fn description(State(app): State<App>, origin: Origin) -> Response {
    let site = &app.site;
    let mut xml = Xml::new();
    xml.open(
        "OpenSearchDescription",
        &[("xmlns", "http://a9.com/-/spec/opensearch/1.1/")],
    );
    xml.leaf("ShortName", &[], &site.name.chars().take(SHORT).collect::<String>());
    xml.leaf("LongName", &[], &site.name.chars().take(3 * SHORT).collect::<String>());
    xml.leaf("Description", &[], &site.tagline.vi);
    let url = |kind: &str, rel: &str, path: &str, xml: &mut Xml| {
        let template = origin.url(path);
        let mut attributes = vec![("type", kind), ("template", template.as_str())];
        if !rel.is_empty() {
            attributes.push(("rel", rel));
        }
        xml.empty("Url", &attributes);
    };
    url("text/html", "results", "/tim?q={searchTerms}", &mut xml);
    url("application/atom+xml", "results", "/tim.atom?q={searchTerms}", &mut xml);
    url(
        "application/x-suggestions+json",
        // Without a relation: programs know suggestions by their type, and some look at no other relation than the default.
        "",
        "/goi-y?q={searchTerms}",
        &mut xml,
    );
    url(
        "application/opensearchdescription+xml",
        "self",
        "/opensearch.xml",
        &mut xml,
    );
    xml.leaf(
        "Image",
        &[("type", "image/svg+xml"), ("width", "16"), ("height", "16")],
        &origin.url(&crate::assets::url("icon.svg")),
    );
    xml.empty("Query", &[("role", "example"), ("searchTerms", "hạt dẻ")]);
    for language in &site.languages {
        xml.leaf("Language", &[], language.tag());
    }
    xml.leaf("InputEncoding", &[], "UTF-8");
    xml.leaf("OutputEncoding", &[], "UTF-8");
    let media = "application/opensearchdescription+xml; charset=utf-8";
    ([(header::CONTENT_TYPE, media)], xml.finish()).into_response()
}

/// Suggestions: what was typed, completions, their kinds, their pages.
pub(crate) async fn suggestions(
    State(app): State<App>,
    origin: Origin,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let q = typed(query.as_deref());
    let answer = app
        .run(move |app| {
            let found = app.index.suggest(&q, LIMIT)?;
            let texts: Vec<&str> = found.iter().map(|s| s.text.as_str()).collect();
            let kinds: Vec<&str> = found.iter().map(|_| "").collect();
            let pages: Vec<String> = found
                .iter()
                .map(|s| match s.url.as_str() {
                    "" => origin.url(&urls::with_query("/tim", [("q", s.text.as_str())])),
                    path => origin.url(path),
                })
                .collect();
            Ok(json!([q, texts, kinds, pages]))
        })
        .await?;
    let mut response = Json::<Value>(answer).into_response();
    let media = HeaderValue::from_static("application/x-suggestions+json");
    response.headers_mut().insert(header::CONTENT_TYPE, media);
    Ok(response)
}
