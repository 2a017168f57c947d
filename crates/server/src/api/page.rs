//! `/api`: the OpenAPI document as a page that people read.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde_json::Value;

use super::doc;
use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::pages;

#[derive(Template)]
#[template(path = "api.html")]
struct Page<'a> {
    cx: &'a Cx,
    about: String,
    groups: Vec<Group>,
    others: Vec<(&'static str, String)>,
}

struct Group {
    title: String,
    operations: Vec<Operation>,
}

struct Operation {
    path: String,
    summary: String,
    description: String,
    parameters: Vec<(String, String)>,
    /// An address to try it with.
    example: Option<String>,
}

/// The page.
pub(super) async fn get(State(app): State<App>, cx: Cx) -> Result<Response, Error> {
    let doc = doc::document(&app.facets());
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut groups: Vec<Group> = Vec::new();
    for (path, item) in doc["paths"].as_object().into_iter().flatten() {
        let get = &item["get"];
        let title = text(&get["tags"][0]);
        let parameters = get["parameters"].as_array().into_iter().flatten();
        let operation = Operation {
            example: (!path.contains('{')).then(|| path.clone()),
            path: path.clone(),
            summary: text(&get["summary"]),
            description: text(&get["description"]),
            parameters: parameters
                .map(|p| (text(&p["name"]), text(&p["description"])))
                .collect(),
        };
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.operations.push(operation),
            None => groups.push(Group {
                title,
                operations: vec![operation],
            }),
        }
    }
    let others = [
        ("/api/v1/openapi.json", cx.t.open_openapi),
        ("/oai?verb=Identify", cx.t.open_oai),
        ("/moi.atom", cx.t.open_atom),
        ("/lich/tat-ca.ics", cx.t.open_ics),
        ("/dcat.jsonld", cx.t.open_dcat),
        ("/opensearch.xml", cx.t.open_search),
        ("/sitemap.xml", cx.t.open_sitemap),
        ("/llms.txt", cx.t.open_llms),
        ("/nhung", cx.t.open_embed),
    ];
    let page = Page {
        cx: &cx,
        about: text(&doc["info"]["description"]),
        groups,
        others: others.map(|(path, what)| (path, what.to_owned())).into(),
    };
    pages::html(&page)
}
