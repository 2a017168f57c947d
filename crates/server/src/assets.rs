//! The files that are part of the program. Their addresses name their content, so they are kept for ever.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::error::Error;
use crate::headers::CachePolicy;

/// Name, media type, content.
const FILES: [(&str, &str, &str); 8] = [
    (
        "site.css",
        "text/css; charset=utf-8",
        include_str!("../assets/site.css"),
    ),
    (
        "more.css",
        "text/css; charset=utf-8",
        include_str!("../assets/more.css"),
    ),
    (
        "print.css",
        "text/css; charset=utf-8",
        include_str!("../assets/print.css"),
    ),
    (
        COPY,
        "text/javascript; charset=utf-8",
        include_str!("../assets/copy.js"),
    ),
    (
        "embed.css",
        "text/css; charset=utf-8",
        include_str!("../assets/embed.css"),
    ),
    (
        "suggest.js",
        "text/javascript; charset=utf-8",
        include_str!("../assets/suggest.js"),
    ),
    (
        "offline.js",
        "text/javascript; charset=utf-8",
        include_str!("../assets/offline.js"),
    ),
    ("icon.svg", "image/svg+xml", include_str!("../assets/icon.svg")),
];

/// The script of the copy that opens without a server.
pub(crate) const COPY: &str = "copy.js";

/// Path under which the files are.
pub(crate) const ROUTE: &str = "/tinh/{hash}/{name}";

static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = blake3::Hasher::new();
    for (_, _, text) in FILES {
        hasher.update(text.as_bytes());
    }
    hasher.finalize().to_hex().chars().take(12).collect()
});

/// Address of a file of the program: a style sheet, a script, the icon.
pub fn url(name: &str) -> String {
    format!("/tinh/{}/{name}", *HASH)
}

/// Addresses of all files that pages of the server ask for.
pub(crate) fn all() -> impl Iterator<Item = String> {
    let served = FILES.iter().filter(|(name, _, _)| *name != COPY);
    served.map(|(name, _, _)| url(name))
}

/// What tells this build's files from another's.
pub(crate) fn hash() -> &'static str {
    &HASH
}

/// A script as it is sent: lines without their indentation and without comments.
pub(crate) fn slim(script: &str) -> String {
    let lines = script.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The scripts as they are sent, by name.
static SCRIPTS: LazyLock<BTreeMap<&str, String>> = LazyLock::new(|| {
    let scripts = FILES.iter().filter(|(name, _, _)| name.ends_with(".js"));
    scripts.map(|(name, _, text)| (*name, slim(text))).collect()
});

/// Answers with a file; an address of another build is not there.
pub(crate) async fn file(Path((hash, name)): Path<(String, String)>) -> Result<Response, Error> {
    let found = FILES.iter().find(|(n, _, _)| *n == name).filter(|_| hash == *HASH);
    let (_, media, text) = found.ok_or(Error::NotFound)?;
    let text = SCRIPTS.get(name.as_str()).map_or(*text, String::as_str);
    let mut response = ([(header::CONTENT_TYPE, *media)], text).into_response();
    response.extensions_mut().insert(CachePolicy::Immutable);
    Ok(response)
}
