//! The files beside the records: given out when a public record names them, and not otherwise.
//!
//! A file of a draft, of an internal record, or the office file that an import kept is not there for the public, whatever
//! its address. What a browser could run is given out as nothing to run: its own media type, no guessing, a download.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::SeekFrom;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::body::Body;
use axum::extract::{self, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use catalogue::attachments::{self, Kind};
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;

use crate::api::ranges::{Asked, asked, holds};
use crate::app::App;
use crate::error::Error;
use crate::headers::Policy;
use crate::public;

/// What a browser may do with a file that it shows or downloads: nothing, in an origin of its own.
const SANDBOX: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";
/// The same for a PDF: viewers do not work in a sandbox, and run nothing of the page's origin.
const PDF: &str = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'";
/// Most sizes of images that are remembered.
const MAX_SIZES: usize = 20_000;

/// The files of one content folder.
#[derive(Debug)]
pub(crate) struct Files {
    root: PathBuf,
    named: Mutex<NamedFiles>,
    sizes: Mutex<HashMap<String, Sized>>,
}

/// When a file was changed, with the width and height of its picture, if it is one.
type Sized = (SystemTime, Option<(u32, u32)>);

/// What public records name, for one state of the index.
#[derive(Debug, Default)]
struct NamedFiles {
    generation: Option<u64>,
    /// By record: hash of its source, files that it names, originals among them.
    records: HashMap<String, (String, Vec<attachments::Named>)>,
    public: Arc<HashSet<String>>,
}

/// What is known of a file that is there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts {
    pub(crate) kind: Kind,
    pub(crate) size: u64,
    modified: SystemTime,
}

impl Files {
    pub(crate) fn new(content: &Path) -> Self {
        Self {
            // A folder that is not there has no file to give.
            root: fs::canonicalize(content).unwrap_or_else(|_| content.to_owned()),
            named: Mutex::default(),
            sizes: Mutex::default(),
        }
    }

    /// The files that public records name. Only records that changed since the last time are read again.
    pub(crate) fn public(&self, app: &App) -> Result<Arc<HashSet<String>>, Error> {
        let mut held = self.named.lock().unwrap_or_else(PoisonError::into_inner);
        let generation = app.index.generation();
        if held.generation == Some(generation) {
            return Ok(Arc::clone(&held.public));
        }
        let declarations = app.declarations();
        let mut before = std::mem::take(&mut held.records);
        let mut records = HashMap::new();
        for entry in public::entries(app, None)? {
            if let Some(known) = before.remove(&entry.ma).filter(|known| known.0 == entry.hash()) {
                records.insert(entry.ma, known);
                continue;
            }
            let Some(record) = app.index.record(&entry.ma)? else {
                continue;
            };
            let collection = declarations.collection(&record.collection);
            let named = collection.map(|collection| attachments::named(collection, &record));
            records.insert(entry.ma.clone(), (entry.hash().to_owned(), named.unwrap_or_default()));
        }
        let all = || records.values().flat_map(|(_, named)| named);
        let originals: HashSet<&str> = all().filter(|one| one.original).map(|one| one.path.as_str()).collect();
        let public = all()
            .filter(|one| !originals.contains(one.path.as_str()) && Kind::of(&one.path).is_some())
            .map(|one| one.path.clone())
            .collect();
        held.public = Arc::new(public);
        held.records = records;
        held.generation = Some(generation);
        Ok(Arc::clone(&held.public))
    }

    /// Where a file lies, when it is there and lies in the content folder.
    fn place(&self, path: &str) -> Option<PathBuf> {
        let plain = path
            .split('/')
            .all(|part| !part.is_empty() && !part.starts_with(['.', '_']) && !part.contains(['\\', '\0']));
        let real = plain.then(|| fs::canonicalize(self.root.join(path)).ok()).flatten()?;
        real.starts_with(&self.root).then_some(real)
    }

    /// What is known of a file.
    pub(crate) fn facts(&self, path: &str) -> Option<Facts> {
        let kind = Kind::of(path)?;
        let at = fs::metadata(self.place(path)?).ok().filter(fs::Metadata::is_file)?;
        Some(Facts {
            kind,
            size: at.len(),
            modified: at.modified().unwrap_or(UNIX_EPOCH),
        })
    }

    /// Width and height of an image, in pixels.
    pub(crate) fn size(&self, path: &str) -> Option<(u32, u32)> {
        let facts = self.facts(path).filter(|facts| facts.kind.is_image())?;
        let mut sizes = self.sizes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((modified, size)) = sizes.get(path)
            && *modified == facts.modified
        {
            return *size;
        }
        // The head of the file says it; nothing is decoded.
        let read = || {
            let reader = image::ImageReader::open(self.place(path)?).ok()?;
            reader.with_guessed_format().ok()?.into_dimensions().ok()
        };
        let size = read();
        if sizes.len() >= MAX_SIZES {
            sizes.clear();
        }
        sizes.insert(path.to_owned(), (facts.modified, size));
        size
    }
}

/// Answers with the file at a path of three parts and more.
pub(crate) async fn get(
    State(app): State<App>,
    extract::Path((first, second, rest)): extract::Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    give(&app, format!("{first}/{second}/{rest}"), &headers).await
}

/// Answers with a file that a public record names.
pub(crate) async fn give(app: &App, path: String, headers: &HeaderMap) -> Result<Response, Error> {
    let asked_for = path.clone();
    let found = app
        .run(move |app| {
            let Some(files) = &app.files else { return Ok(None) };
            if Kind::of(&asked_for).is_none() || !files.public(app)?.contains(&asked_for) {
                return Ok(None);
            }
            Ok(files.facts(&asked_for).zip(files.place(&asked_for)))
        })
        .await?;
    let (facts, place) = found.ok_or(Error::NotFound)?;
    answer(&path, facts, &place, headers).await
}

/// The file, or the part of it that is asked for.
async fn answer(path: &str, facts: Facts, place: &Path, headers: &HeaderMap) -> Result<Response, Error> {
    let since = facts.modified.duration_since(UNIX_EPOCH).unwrap_or_default();
    let etag = format!("{:x}-{:x}", facts.size, since.as_nanos());
    let tag = format!("\"{etag}\"");
    let mut response = if holds(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        // The validator is weak, so a part goes by no `If-Range`.
        match asked(headers, "", facts.size) {
            Asked::Whole => body(place, 0, facts.size).await?,
            Asked::Part { first, last } => {
                let mut response = body(place, first, last - first + 1).await?;
                *response.status_mut() = StatusCode::PARTIAL_CONTENT;
                put(
                    &mut response,
                    header::CONTENT_RANGE,
                    &format!("bytes {first}-{last}/{}", facts.size),
                );
                response
            }
            Asked::Nothing => {
                let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
                put(&mut response, header::CONTENT_RANGE, &format!("bytes */{}", facts.size));
                return Ok(response);
            }
        }
    };
    put(&mut response, header::CONTENT_TYPE, facts.kind.media);
    put(&mut response, header::ETAG, &format!("W/{tag}"));
    put(&mut response, header::ACCEPT_RANGES, "bytes");
    let name: String = path
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .chars()
        .filter(safe)
        .collect();
    let way = if facts.kind.shown { "inline" } else { "attachment" };
    put(
        &mut response,
        header::CONTENT_DISPOSITION,
        &format!("{way}; filename=\"{name}\""),
    );
    let policy = if facts.kind.ending == "pdf" { PDF } else { SANDBOX };
    response
        .extensions_mut()
        .insert(Policy(HeaderValue::from_static(policy)));
    Ok(response)
}

fn safe(c: &char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')
}

fn put(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

async fn body(place: &Path, first: u64, length: u64) -> Result<Response, Error> {
    let unread = |fault: std::io::Error| {
        tracing::error!(%fault, "a file of the content can not be read");
        Error::Internal
    };
    let mut file = tokio::fs::File::open(place).await.map_err(unread)?;
    file.seek(SeekFrom::Start(first)).await.map_err(unread)?;
    let mut response = Body::from_stream(ReaderStream::new(file.take(length))).into_response();
    put(&mut response, header::CONTENT_LENGTH, &length.to_string());
    Ok(response)
}
