//! Headers of every answer: security, caching, validators.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::error;

/// What a browser may load and do.
const CSP: &str = concat!(
    "default-src 'none'; ",   // nothing that is not named below: no frame, no font
    "script-src 'self'; ",    // the scripts of suggestions and of reading offline; no inline script
    "connect-src 'self'; ",   // they ask this server and no other
    "worker-src 'self'; ",    // the worker that holds pages for when there is no network
    "style-src 'self'; ",     // the one style sheet; no inline style
    "img-src 'self'; ",       // the icon and images of records
    "form-action 'self'; ",   // the search form
    "base-uri 'none'; ",      // a page can not redirect its relative addresses
    "frame-ancestors 'none'", // no page of ours in someone's frame
);

/// Headers that every answer carries.
const SECURITY: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, CSP),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// The content security policy of an answer that has one of its own (an extension of it): a page that may stand in a
/// frame of another site, a page of another room.
#[derive(Debug, Clone)]
pub struct Policy(pub HeaderValue);

/// How long an answer may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CachePolicy {
    /// The address names the content: for ever.
    Immutable,
    /// Kept, and asked for again each time: the validator makes that cheap.
    Revalidate,
    /// Not kept: errors, and states that pass.
    Never,
    /// For one reader alone, and not kept.
    Private,
}

impl CachePolicy {
    fn value(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Immutable => "public, max-age=31536000, immutable",
            Self::Revalidate => "public, no-cache",
            Self::Never => "no-store",
            Self::Private => "private, no-store",
        })
    }
}

/// Writes security headers and the cache policy that the handler chose (an extension of its answer).
/// Without a choice, a good answer is revalidated and any other is not kept.
pub(crate) async fn write(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let kept = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let chosen = response.extensions_mut().remove::<CachePolicy>();
    let policy = chosen.unwrap_or(if kept || response.status().is_redirection() {
        CachePolicy::Revalidate
    } else {
        CachePolicy::Never
    });
    let own = response.extensions_mut().remove::<Policy>();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, policy.value());
    for (name, value) in SECURITY {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Some(Policy(policy)) = own {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Answers 304 before any work where the client holds the state served, and puts the validator on good answers.
pub(crate) async fn validate(State(app): State<App>, request: Request, next: Next) -> Response {
    let readable = matches!(*request.method(), Method::GET | Method::HEAD);
    let etag = app.etag();
    if readable && holds(request.headers(), &etag) {
        return with_etag(StatusCode::NOT_MODIFIED.into_response(), &etag);
    }
    let response = next.run(request).await;
    if readable && response.status() == StatusCode::OK {
        with_etag(response, &etag)
    } else {
        response
    }
}

fn with_etag(mut response: Response, etag: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(etag) {
        response.headers_mut().insert(header::ETAG, value);
        response
            .headers_mut()
            .insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    response
}

/// Weak comparison (RFC 9110, 13.1.2).
fn holds(headers: &HeaderMap, etag: &str) -> bool {
    let opaque = etag.trim_start_matches("W/");
    let lists = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|v| v.to_str().ok());
    lists
        .flat_map(|list| list.split(','))
        .any(|one| one.trim().trim_start_matches("W/") == opaque)
}

/// Lets pages of other sites read what is made for programs (CORS): all of it is public, and nothing here goes by a cookie.
pub(crate) async fn share(request: Request, next: Next) -> Response {
    let open = error::is_for_programs(request.uri().path());
    if open && request.method() == Method::OPTIONS {
        let mut response = StatusCode::NO_CONTENT.into_response();
        let headers = response.headers_mut();
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_METHODS,
            HeaderValue::from_static("GET, HEAD"),
        );
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("*"));
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
        return response;
    }
    let mut response = next.run(request).await;
    if open {
        let headers = response.headers_mut();
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("etag, link, content-range, accept-ranges, retry-after"),
        );
    }
    response
}
