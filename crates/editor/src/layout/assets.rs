//! The files of the room. Their addresses name their content, so they are kept for ever.

use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use server::CachePolicy;

use crate::error::Error;
use crate::room::Room;

/// Name, media type, content.
const FILES: [(&str, &str, &str); 3] = [
    (
        "room.css",
        "text/css; charset=utf-8",
        include_str!("../../assets/room.css"),
    ),
    (
        "edit.css",
        "text/css; charset=utf-8",
        include_str!("../../assets/edit.css"),
    ),
    (
        "edit.js",
        "text/javascript; charset=utf-8",
        include_str!("../../assets/edit.js"),
    ),
];

static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = blake3::Hasher::new();
    for (_, _, text) in FILES {
        hasher.update(text.as_bytes());
    }
    hasher.finalize().to_hex().chars().take(12).collect()
});

/// Address of a file.
pub(crate) fn url(name: &str) -> String {
    format!("/bien-tap/tinh/{}/{name}", *HASH)
}

pub(crate) fn routes() -> Router<Room> {
    Router::new().route("/bien-tap/tinh/{hash}/{name}", get(file))
}

/// Answers with a file; an address of another build is not there.
async fn file(Path((hash, name)): Path<(String, String)>) -> Result<Response, Error> {
    let found = FILES.iter().find(|(n, _, _)| *n == name).filter(|_| hash == *HASH);
    let (_, media, text) = found.ok_or(Error::NotFound)?;
    let mut response = ([(header::CONTENT_TYPE, *media)], *text).into_response();
    response.extensions_mut().insert(CachePolicy::Immutable);
    Ok(response)
}
