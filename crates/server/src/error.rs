//! Errors become HTTP here, and only here.
//!
//! | error | from | status |
//! |---|---|---|
//! | `BadRequest` | the API's parameters | 400 |
//! | `NotFound` | a path or a record that is not there | 404 |
//! | `MethodNotAllowed` | the router | 405 |
//! | `BodyTooLarge`, `UriTooLong` | the bounds | 413, 414 |
//! | `Internal` | the index or a template | 500 |
//! | `Busy`, `TimedOut` | the bounds | 503 with `Retry-After` |
//!
//! A handler returns an [`Error`]; [`render`], near the outside, writes it as a page or, for programs, as
//! `application/problem+json` (RFC 9457).

use axum::BoxError;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::api::Problem;
use crate::app::App;
use crate::cx::Cx;
use crate::{door, pages};

/// Seconds after which a client may ask again.
const RETRY_AFTER: &str = "5";

/// What goes wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Error {
    /// The request can not be followed; says why, in Vietnamese.
    BadRequest(String),
    /// Nothing is here.
    NotFound,
    /// The path is there, the method is not.
    MethodNotAllowed,
    /// The body is over the bound.
    BodyTooLarge,
    /// Path and query are over the bound.
    UriTooLong,
    /// Too many requests in work.
    Busy,
    /// The answer took too long.
    TimedOut,
    /// Our fault; the log says what.
    Internal,
}

impl Error {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UriTooLong => StatusCode::URI_TOO_LONG,
            Self::Busy | Self::TimedOut => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn problem(&self) -> Problem {
        let (title, detail) = match self {
            Self::BadRequest(why) => ("Yêu cầu không hợp lệ", why.as_str()),
            Self::NotFound => ("Không tìm thấy", "Không có gì ở địa chỉ này."),
            Self::MethodNotAllowed => ("Phương thức không được phép", "Địa chỉ này chỉ nhận GET và HEAD."),
            Self::BodyTooLarge => ("Yêu cầu quá lớn", "Nội dung gửi lên vượt giới hạn."),
            Self::UriTooLong => ("Địa chỉ quá dài", "Đường dẫn và tham số vượt giới hạn."),
            Self::Busy => (
                "Máy chủ đang bận",
                "Có quá nhiều yêu cầu cùng lúc. Xin thử lại sau ít giây.",
            ),
            Self::TimedOut => (
                "Trả lời quá lâu",
                "Yêu cầu không xong trong thời gian cho phép. Xin thử lại.",
            ),
            Self::Internal => ("Lỗi của máy chủ", "Đã ghi lại lỗi này. Xin thử lại sau."),
        };
        Problem {
            r#type: "about:blank",
            title,
            status: self.status().as_u16(),
            detail: detail.to_owned(),
        }
    }
}

impl IntoResponse for Error {
    /// Only a note of the error: [`render`] writes the answer.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<search::SearchError> for Error {
    fn from(fault: search::SearchError) -> Self {
        tracing::error!(%fault, "the index can not be read");
        Self::Internal
    }
}

impl From<askama::Error> for Error {
    fn from(fault: askama::Error) -> Self {
        tracing::error!(%fault, "a template failed");
        Self::Internal
    }
}

/// Errors of the layers that bound time and number.
pub(crate) async fn from_layers(fault: BoxError) -> Error {
    if fault.is::<tower::timeout::error::Elapsed>() {
        Error::TimedOut
    } else if fault.is::<tower::load_shed::error::Overloaded>() {
        Error::Busy
    } else {
        tracing::error!(%fault, "a layer failed");
        Error::Internal
    }
}

/// Where no route is.
pub(crate) async fn not_found() -> Error {
    Error::NotFound
}

/// Where a route is, for another method.
pub(crate) async fn method_not_allowed(method: Method) -> Response {
    let mut response = Error::MethodNotAllowed.into_response();
    if method != Method::OPTIONS {
        response
            .headers_mut()
            .insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

/// Writes errors as pages or as problems.
pub(crate) async fn render(State(app): State<App>, request: Request, next: Next) -> Response {
    let uri = request.uri().clone();
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|v| v.to_str().ok())
        .map(str::to_owned);
    let mut response = next.run(request).await;
    let told = response.extensions_mut().remove::<Error>();
    let error = match told {
        Some(error) => error,
        // The framework's own refusal of a path that it can not read, in bare English.
        None if response.status() == StatusCode::BAD_REQUEST && is_plain(&response) => {
            Error::BadRequest("Địa chỉ có phần không đọc được.".to_owned())
        }
        None => return response,
    };
    let allow = response.headers().get(header::ALLOW).cloned();
    let mut written = if is_for_programs(uri.path()) {
        problem(&error)
    } else {
        page(&app, &uri, host.as_deref(), &error)
    };
    *written.status_mut() = error.status();
    if let Some(allow) = allow {
        written.headers_mut().insert(header::ALLOW, allow);
    }
    if matches!(error, Error::Busy | Error::TimedOut) {
        written
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER));
    }
    written
}

fn is_plain(response: &Response) -> bool {
    let media = response.headers().get(header::CONTENT_TYPE);
    media.is_some_and(|media| media.as_bytes().starts_with(b"text/plain"))
}

/// True for the addresses that programs ask and people do not read.
pub(crate) fn is_for_programs(path: &str) -> bool {
    const ENDS: [&str; 12] = [
        ".atom",
        ".ics",
        ".xml",
        ".md",
        ".bib",
        ".ris",
        ".csl.json",
        ".jsonld",
        ".linkset.json",
        ".ttl",
        ".txt",
        ".xsd",
    ];
    !door::is_room(path) && (path.starts_with("/api/") || path == "/oai" || ENDS.iter().any(|end| path.ends_with(end)))
}

fn problem(error: &Error) -> Response {
    let body = serde_json::to_string(&error.problem()).unwrap_or_default();
    ([(header::CONTENT_TYPE, "application/problem+json")], body).into_response()
}

fn page(app: &App, uri: &Uri, host: Option<&str>, error: &Error) -> Response {
    // An address over the bound is not carried into the page's own links.
    let home = Uri::from_static("/");
    let uri = if *error == Error::UriTooLong { &home } else { uri };
    let cx = Cx::new(&app.site, uri, host);
    pages::error::page(&cx, uri, error).unwrap_or_else(|_| error.problem().title.into_response())
}
