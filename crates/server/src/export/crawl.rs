//! Asks the routes for every page that the copy has, and writes them.

use std::collections::HashSet;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum::response::Response;
use tokio::task::JoinSet;
use tower::ServiceExt;

use super::addresses::{Addresses, DATA_PATH, Page, Target};
use super::folder::Folder;
use super::rewrite::{self, Frame};
use super::{ExportError, Exported, pages};
use crate::app::App;
use crate::limits::Limits;
use crate::{assets, router};

/// Largest page, in bytes: a bound against a fault of ours.
const LARGEST: usize = 64 << 20;

/// A file, and the links on it.
struct Made {
    file: String,
    bytes: Vec<u8>,
    links: Vec<String>,
    is_page: bool,
}

fn routes(app: &App) -> Router {
    router::pages()
        .merge(pages::routes())
        .merge(router::attached())
        .route(assets::ROUTE, axum::routing::get(assets::file))
        .with_state(app.clone())
}

/// What the routes answer.
async fn ask(routes: Router, address: &str) -> Result<Response, ExportError> {
    let request = Request::get(address)
        .body(Body::empty())
        .map_err(|e| ExportError::Page {
            address: address.to_owned(),
            fault: e.to_string(),
        })?;
    match routes.oneshot(request).await {
        Ok(response) => Ok(response),
        Err(never) => match never {},
    }
}

/// Those of the pages that this catalogue has: without a vocabulary of places, for one, there is no map.
pub(super) async fn served(app: &App, names: &[&'static str]) -> Result<Vec<&'static str>, ExportError> {
    let routes = routes(app);
    let mut out = Vec::new();
    for name in names {
        let answer = ask(routes.clone(), &format!("/{name}")).await?;
        if answer.status() != StatusCode::NOT_FOUND {
            out.push(*name);
        }
    }
    Ok(out)
}

/// Writes everything that can be reached.
pub(super) async fn crawl(
    app: &App,
    addresses: Arc<Addresses>,
    folder: &Folder,
    exported: &mut Exported,
    progress: &mut (dyn FnMut(usize) + Send),
) -> Result<(), ExportError> {
    let routes = routes(app);
    let frame = Arc::new(Frame::new(app));
    let mut known: HashSet<String> = HashSet::new();
    let mut waiting: Vec<Page> = Vec::new();
    let mut look = |href: &str, waiting: &mut Vec<Page>| {
        if let Target::File(page) = addresses.target(href)
            && !page.request.starts_with(DATA_PATH)
            && known.insert(page.file.clone())
        {
            waiting.push(page);
        }
    };
    for seed in addresses.seeds() {
        look(&seed, &mut waiting);
    }
    let most = Limits::default().searches;
    let mut work: JoinSet<Result<Made, ExportError>> = JoinSet::new();
    loop {
        while work.len() < most
            && let Some(page) = waiting.pop()
        {
            work.spawn(make(routes.clone(), Arc::clone(&addresses), Arc::clone(&frame), page));
        }
        let Some(done) = work.join_next().await else {
            return Ok(());
        };
        let made = done.map_err(|fault| ExportError::Page {
            address: String::new(),
            fault: fault.to_string(),
        })??;
        for link in &made.links {
            look(link, &mut waiting);
        }
        exported.bytes += folder.write(&made.file, &made.bytes)?;
        if made.is_page {
            exported.pages += 1;
            progress(exported.pages);
        }
    }
}

async fn make(routes: Router, addresses: Arc<Addresses>, frame: Arc<Frame>, page: Page) -> Result<Made, ExportError> {
    let fault = |fault: String| ExportError::Page {
        address: page.request.clone(),
        fault,
    };
    let response = ask(routes, &page.request).await?;
    if response.status() != StatusCode::OK {
        return Err(fault(response.status().to_string()));
    }
    let bytes = to_bytes(response.into_body(), LARGEST)
        .await
        .map_err(|e| fault(e.to_string()))?;
    if !page.file.ends_with(".html") {
        return Ok(Made {
            file: page.file,
            bytes: bytes.to_vec(),
            links: Vec::new(),
            is_page: false,
        });
    }
    let html = std::str::from_utf8(&bytes).map_err(|e| fault(e.to_string()))?;
    let (html, links) = rewrite::page(&addresses, &frame, &page.file, html);
    Ok(Made {
        file: page.file,
        bytes: html.into_bytes(),
        links,
        is_page: true,
    })
}
