//! Routes, and the layers around them.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::error_handling::HandleErrorLayer;
use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use history::History;
use search::Index;
use tower::ServiceBuilder;
use tower::limit::GlobalConcurrencyLimitLayer;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::trace::TraceLayer;

use crate::app::{App, Clock};
use crate::door::{self, Door};
use crate::error::{self, Error};
use crate::headers::{self, CachePolicy};
use crate::limits::Limits;
use crate::misses::Misses;
use crate::site::Site;
use crate::{api, assets, embed, feeds, files, formats, meta, oai, pages, preview};

/// The service: everything that is served, within `limits`. Its history is forgotten with it.
pub fn router(index: Index, site: Arc<Site>, limits: &Limits) -> Router {
    router_with(index, site, limits, Beside::default())
}

/// What is served beside the index, or kept of what is asked.
#[derive(Debug)]
pub struct Beside {
    /// When records were first seen, changed, went.
    pub history: History,
    /// Searches that found nothing.
    pub misses: Option<Misses>,
    /// The content folder, for the files beside the records.
    pub content: Option<PathBuf>,
    /// The editing room.
    pub door: Option<Door>,
}

impl Default for Beside {
    /// A history that is forgotten with the service, and nothing else.
    fn default() -> Self {
        Self {
            history: History::in_memory(),
            misses: None,
            content: None,
            door: None,
        }
    }
}

/// [`router`] with what is beside the index.
pub fn router_with(index: Index, site: Arc<Site>, limits: &Limits, beside: Beside) -> Router {
    let clock = Arc::new(|| jiff::Zoned::now().date());
    build(index, site, limits, clock, beside)
}

/// [`router`] with a clock of its own.
pub fn router_at(index: Index, site: Arc<Site>, limits: &Limits, clock: Clock) -> Router {
    build(index, site, limits, clock, Beside::default())
}

fn build(index: Index, site: Arc<Site>, limits: &Limits, clock: Clock, beside: Beside) -> Router {
    let Beside {
        history,
        misses,
        content,
        door,
    } = beside;
    let app = App::new(index, history, misses, content.as_deref(), site, limits, clock);
    let served = self::pages()
        .route("/moi.atom", get(feeds::newest))
        .route("/tim.atom", get(feeds::search))
        .route("/nhung", get(embed::get))
        .route("/goi-y", get(meta::opensearch::suggestions))
        .route("/opensearch.xml", get(meta::opensearch::description))
        .route("/sitemap.xml", get(meta::sitemap::get))
        .route("/sitemap/{part}", get(meta::sitemap::part))
        .route("/robots.txt", get(meta::robots::get))
        .route("/llms.txt", get(meta::llms::get))
        .route("/dcat.jsonld", get(meta::dcat::get))
        .merge(api::routes())
        // Only what is made from the index is validated by its state, and only after the bounds below.
        .route_layer(middleware::from_fn_with_state(app.clone(), headers::validate));
    let room_body = door.as_ref().map_or(limits.max_body, |door| door.max_body);
    let public = Router::new()
        .merge(served)
        .merge(api::own_validators())
        .merge(oai::routes())
        .merge(attached())
        .route(assets::ROUTE, get(assets::file))
        .route(pages::offline::WORKER, get(pages::offline::worker))
        .fallback(error::not_found)
        .method_not_allowed_fallback(error::method_not_allowed);
    let mut all = bounded(public, limits.concurrency, limits.request_timeout, limits.max_body);
    if let Some(door) = door {
        // Bounds of its own: an upload over a slow line takes its time, and takes no place from a reader.
        let shown = middleware::from_fn_with_state(app.clone(), preview::show);
        let routes = door.routes.with_state(()).layer(shown);
        all = all.merge(bounded(routes, door.concurrency, door.request_timeout, door.max_body));
    }
    all
        // Not bounded with the rest: they must answer while everything else is busy.
        .route("/livez", get(live))
        .route("/readyz", get(ready))
        .layer(
            // In one: every layer put on by itself is one more box around every route, made anew for every request.
            ServiceBuilder::new()
                .layer(TraceLayer::new_for_http().make_span_with(|request: &Request| {
                    // Without the query: what people search for stays out of the log.
                    tracing::debug_span!("http", method = %request.method(), path = request.uri().path())
                }))
                // Level 5 is the first at which brotli is smaller than gzip, and costs well under a millisecond a page.
                .layer(CompressionLayer::new().quality(CompressionLevel::Precise(5)))
                .layer(middleware::from_fn(headers::share))
                .layer(middleware::from_fn(headers::write))
                .layer(middleware::from_fn_with_state(app.clone(), error::render))
                .layer(middleware::from_fn_with_state((limits.clone(), room_body), sizes)),
        )
        .with_state(app)
}

/// Routes within their bounds: requests at once, time, size of a body.
fn bounded(routes: Router<App>, concurrency: usize, time: Duration, max_body: usize) -> Router<App> {
    let bounds = ServiceBuilder::new()
        .layer(RequestBodyLimitLayer::new(max_body))
        .layer(HandleErrorLayer::new(error::from_layers))
        .load_shed()
        // The limit lives in the layer: with a plain one every request would get its own.
        .layer(GlobalConcurrencyLimitLayer::new(concurrency))
        .timeout(time);
    routes.layer(bounds)
}

/// The pages that are made from the index.
pub(crate) fn pages() -> Router<App> {
    Router::new()
        .route("/", get(pages::home::get))
        .route("/tim", get(pages::results::get))
        .route("/gioi-thieu", get(pages::about::get))
        .route("/noi/{code}", get(pages::place::get))
        .route("/chu-de/{code}", get(pages::subject::get))
        .route("/so-sanh", get(pages::compare::get))
        .route("/ban-do", get(pages::map::get))
        .route("/su-kien", get(pages::events::get))
        .route("/lich/{file}", get(pages::events::ics))
        .route("/chinh-sach", get(pages::policies::get))
        .route("/mua-vu", get(pages::season::get))
        .route(pages::offline::PATH, get(pages::offline::get))
        // An extension chooses the form: `.atom`, `.md`; `.md`, `.bib`, `.ris`, `.csl.json`, `.jsonld`, `.linkset.json`.
        .route("/{collection}", get(feeds::collection))
        .route("/{collection}/{ma}", get(formats::get))
}

/// The files beside the records, at their paths under `content/`.
pub(crate) fn attached() -> Router<App> {
    Router::new().route("/{first}/{second}/{*rest}", get(files::get))
}

/// Refuses what is too large before anything reads it.
async fn sizes(State((limits, room_body)): State<(Limits, usize)>, request: Request, next: Next) -> Response {
    let uri = request.uri();
    if uri.path().len() + uri.query().map_or(0, |q| q.len() + 1) > limits.max_uri {
        return Error::UriTooLong.into_response();
    }
    let length = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.parse().ok());
    let max_body = if door::is_room(uri.path()) {
        room_body
    } else {
        limits.max_body
    };
    if length.is_some_and(|length: usize| length > max_body) {
        return Error::BodyTooLarge.into_response();
    }
    next.run(request).await
}

/// The process answers.
async fn live() -> Response {
    let mut response = "ok\n".into_response();
    response.extensions_mut().insert(CachePolicy::Never);
    response
}

/// The index answers.
async fn ready(State(app): State<App>) -> Result<Response, Error> {
    let index = app.index.clone();
    let looked = tokio::task::spawn_blocking(move || index.titles(&["-"]));
    match looked.await {
        Ok(Ok(_)) => Ok(live().await),
        _ => Err(Error::Busy),
    }
}
