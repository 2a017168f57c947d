//! The files that are part of the program. The address of each names its content, so it is kept for ever.
//!
//! A page waits for its style before it shows anything, so each asks for one sheet alone: its parts are joined here.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::error::Error;
use crate::headers::CachePolicy;

/// The sheet of all pages but those below.
pub(crate) const SITE: &str = "site.css";
/// [`SITE`] and what a comparison needs besides.
pub(crate) const COMPARE: &str = "compare.css";
/// The script of the copy that opens without a server.
pub(crate) const COPY: &str = "copy.js";

const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Name, media type, parts.
const FILES: [(&str, &str, &[&str]); 8] = [
    (
        SITE,
        CSS,
        &[include_str!("../assets/site.css"), include_str!("../assets/more.css")],
    ),
    (
        COMPARE,
        CSS,
        &[
            include_str!("../assets/site.css"),
            include_str!("../assets/more.css"),
            include_str!("../assets/compare.css"),
        ],
    ),
    ("print.css", CSS, &[include_str!("../assets/print.css")]),
    ("embed.css", CSS, &[include_str!("../assets/embed.css")]),
    (COPY, SCRIPT, &[include_str!("../assets/copy.js")]),
    ("suggest.js", SCRIPT, &[include_str!("../assets/suggest.js")]),
    ("offline.js", SCRIPT, &[include_str!("../assets/offline.js")]),
    ("icon.svg", "image/svg+xml", &[include_str!("../assets/icon.svg")]),
];

/// A file as it is sent.
struct Asset {
    name: &'static str,
    media: &'static str,
    text: String,
    /// Of its text.
    hash: String,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let made = FILES.iter().map(|&(name, media, parts)| {
        let text = parts.concat();
        let text = match media {
            CSS => text.replace('\n', ""),
            SCRIPT => slim(&text),
            _ => text,
        };
        Asset {
            name,
            media,
            hash: short(blake3::hash(text.as_bytes())),
            text,
        }
    });
    made.collect()
});

/// Of all files.
static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = blake3::Hasher::new();
    for asset in ASSETS.iter() {
        hasher.update(asset.hash.as_bytes());
    }
    short(hasher.finalize())
});

fn short(hash: blake3::Hash) -> String {
    hash.to_hex().chars().take(12).collect()
}

/// Path under which the files are.
pub(crate) const ROUTE: &str = "/tinh/{hash}/{name}";

fn asset(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}

/// Address of a file of the program: a style sheet, a script, the icon.
pub fn url(name: &str) -> String {
    let hash = asset(name).map_or("", |asset| &asset.hash);
    format!("/tinh/{hash}/{name}")
}

/// Addresses of all files that pages of the server ask for.
pub(crate) fn all() -> impl Iterator<Item = String> {
    let served = ASSETS.iter().filter(|asset| asset.name != COPY);
    served.map(|asset| url(asset.name))
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

/// Answers with a file; an address of another content is not there.
pub(crate) async fn file(Path((hash, name)): Path<(String, String)>) -> Result<Response, Error> {
    let found = asset(&name).filter(|asset| asset.hash == hash).ok_or(Error::NotFound)?;
    let mut response = ([(header::CONTENT_TYPE, found.media)], found.text.as_str()).into_response();
    response.extensions_mut().insert(CachePolicy::Immutable);
    Ok(response)
}
