//! Fields of forms, read within bounds.

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, header};

use crate::error::Error;
use crate::limits::{MAX_FIELDS, MAX_PARTS};
use crate::room::Room;

/// Name of the field with the token.
pub(super) const CSRF: &str = "csrf";
/// Header with the token, for scripts.
const CSRF_HEADER: &str = "x-csrf-token";
/// Longest token looked at.
const MAX_TOKEN: usize = 200;

/// How the body of a request is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Body {
    /// `application/x-www-form-urlencoded`, also where nothing is said.
    Fields,
    /// `multipart/form-data`.
    Files,
    /// Anything else: a script's.
    Other,
}

/// What the header says of the body.
pub(super) fn kind(headers: &HeaderMap) -> Body {
    let media = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .map(|media| media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    match media.as_deref() {
        None | Some("application/x-www-form-urlencoded") => Body::Fields,
        Some("multipart/form-data") => Body::Files,
        Some(_) => Body::Other,
    }
}

/// The form token that a request carries.
pub(super) async fn token(headers: &HeaderMap, body: &Bytes) -> Result<Option<String>, Error> {
    if let Some(sent) = headers.get(CSRF_HEADER) {
        return Ok(sent.to_str().ok().map(str::to_owned));
    }
    match kind(headers) {
        Body::Fields => {
            if body.iter().filter(|b| **b == b'&').count() >= MAX_FIELDS {
                return Err(Error::TooLarge);
            }
            let mut pairs = form_urlencoded::parse(body);
            Ok(pairs
                .find(|(name, _)| name == CSRF)
                .map(|(_, value)| value.into_owned()))
        }
        Body::Files => in_parts(headers, body).await,
        Body::Other => Ok(None),
    }
}

/// The token among the parts of a form with files.
async fn in_parts(headers: &HeaderMap, body: &Bytes) -> Result<Option<String>, Error> {
    let mut request = Request::new(axum::body::Body::from(body.clone()));
    if let Some(media) = headers.get(header::CONTENT_TYPE) {
        request.headers_mut().insert(header::CONTENT_TYPE, media.clone());
    }
    let broken = |_| Error::BadRequest("Biểu mẫu bị hỏng trên đường gửi.".to_owned());
    let mut parts = Multipart::from_request(request, &())
        .await
        .map_err(|_| Error::BadRequest("Biểu mẫu bị hỏng trên đường gửi.".to_owned()))?;
    for _ in 0..MAX_PARTS {
        let Some(mut part) = parts.next_field().await.map_err(broken)? else {
            return Ok(None);
        };
        if part.name() != Some(CSRF) {
            continue;
        }
        let mut sent = Vec::new();
        while let Some(more) = part.chunk().await.map_err(broken)? {
            sent.extend_from_slice(&more);
            if sent.len() > MAX_TOKEN {
                return Ok(None);
            }
        }
        return Ok(String::from_utf8(sent).ok());
    }
    Err(Error::TooLarge)
}

/// The fields of a form without files, in their order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields(pub(crate) Vec<(String, String)>);

impl Fields {
    /// The fields of a body.
    pub(super) fn of(body: &Bytes) -> Self {
        let pairs = form_urlencoded::parse(body).take(MAX_FIELDS);
        Self(pairs.map(|(n, v)| (n.into_owned(), v.into_owned())).collect())
    }

    /// The first value of a field, or nothing.
    pub(crate) fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(n, _)| n == name);
        found.map_or("", |(_, value)| value.as_str())
    }
}

impl FromRequest<Room> for Fields {
    type Rejection = Error;

    async fn from_request(request: Request, room: &Room) -> Result<Self, Error> {
        let body = Bytes::from_request(request, room).await.map_err(|_| Error::TooLarge)?;
        Ok(Self::of(&body))
    }
}
