//! `GET /api/v1/records.ndjson` and `GET /api/v1/records.csv`: everything at once.
//!
//! A file is written once for a state of the index and served from the disk, with a strong validator and by ranges, so
//! that a download over a bad line goes on where it broke off.

use std::collections::HashMap;
use std::io::{self, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tempfile::NamedTempFile;
use tokio::io::AsyncReadExt;
use tokio_util::io::ReaderStream;

use super::ask::Ask;
use super::ranges::{Asked, asked, holds};
use super::records;
use super::table::Table;
use crate::app::App;
use crate::error::Error;
use crate::public;

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Form {
    Ndjson,
    Csv,
}

impl Form {
    fn media(self) -> &'static str {
        match self {
            Self::Ndjson => "application/x-ndjson",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
        }
    }
}

/// The form, and the collection where it is one alone.
type Key = (Form, Option<String>);

/// The files that were made, each for the state of the index that was served last when it was asked for.
#[derive(Default)]
pub(crate) struct Bulk {
    made: Mutex<HashMap<Key, Arc<Made>>>,
}

struct Made {
    generation: u64,
    file: NamedTempFile,
    length: u64,
    /// Without quotes.
    tag: String,
}

/// Every record as a line of JSON.
#[utoipa::path(
    get,
    path = "/api/v1/records.ndjson",
    tag = "Tải trọn bộ",
    summary = "Mọi bản ghi, NDJSON",
    description = "Mỗi dòng là một bản ghi như /api/v1/records/{ma} trả về. Có ETag và tải tiếp được từng khoảng (Range).",
    params(("collection" = Option<String>, Query, description = "Chỉ bộ dữ liệu này")),
    responses((status = 200, description = "Tệp NDJSON", body = String, content_type = "application/x-ndjson"))
)]
pub(crate) async fn ndjson(state: State<App>, headers: HeaderMap, query: RawQuery) -> Result<Response, Error> {
    serve(state, headers, query, Form::Ndjson).await
}

/// Every record as a row of a table.
#[utoipa::path(
    get,
    path = "/api/v1/records.csv",
    tag = "Tải trọn bộ",
    summary = "Mọi bản ghi, CSV cho Excel",
    description = "Bảng UTF-8 có BOM, mở thẳng bằng Excel. Khi chọn một bộ dữ liệu, bảng có mọi trường của bộ ấy; \
                   không chọn thì chỉ có các trường chung. Có ETag và tải tiếp được từng khoảng (Range).",
    params(("collection" = Option<String>, Query, description = "Chỉ bộ dữ liệu này")),
    responses((status = 200, description = "Tệp CSV", body = String, content_type = "text/csv; charset=utf-8"))
)]
pub(crate) async fn csv(state: State<App>, headers: HeaderMap, query: RawQuery) -> Result<Response, Error> {
    serve(state, headers, query, Form::Csv).await
}

async fn serve(
    State(app): State<App>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    form: Form,
) -> Result<Response, Error> {
    let ask = Ask::new(query.as_deref(), &["collection"])?;
    let collection = ask.text("collection").map(str::to_owned);
    let name = collection.as_deref().unwrap_or("nhip-cau").to_owned();
    if let Some(id) = &collection {
        app.declarations().collection(id).ok_or(Error::NotFound)?;
    }
    let made = app.run(move |app| made(app, form, collection)).await?;
    let strong = format!("\"{}\"", made.tag);
    // The same bytes compressed on the way are not the same bytes: then the validator is weak, and no range goes by it.
    let accepts = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    let compressed =
        ["gzip", "br", "*"].iter().any(|name| accepts.contains(name)) && !headers.contains_key(header::RANGE);
    let etag = if compressed {
        format!("W/{strong}")
    } else {
        strong.clone()
    };
    let mut response = if holds(&headers, &strong) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        match asked(&headers, &strong, made.length) {
            Asked::Whole => body(&made, 0, made.length).await?,
            Asked::Part { first, last } => {
                let mut response = body(&made, first, last - first + 1).await?;
                *response.status_mut() = StatusCode::PARTIAL_CONTENT;
                put(
                    &mut response,
                    header::CONTENT_RANGE,
                    &format!("bytes {first}-{last}/{}", made.length),
                );
                response
            }
            Asked::Nothing => {
                let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
                put(
                    &mut response,
                    header::CONTENT_RANGE,
                    &format!("bytes */{}", made.length),
                );
                return Ok(response);
            }
        }
    };
    put(&mut response, header::CONTENT_TYPE, form.media());
    put(&mut response, header::ETAG, &etag);
    put(&mut response, header::ACCEPT_RANGES, "bytes");
    put(&mut response, header::VARY, "accept-encoding");
    let disposition = format!("attachment; filename=\"{name}.{}\"", form.extension());
    put(&mut response, header::CONTENT_DISPOSITION, &disposition);
    Ok(response)
}

fn put(response: &mut Response, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

async fn body(made: &Made, first: u64, length: u64) -> Result<Response, Error> {
    let mut file = made.file.reopen().map_err(unwritable)?;
    file.seek(SeekFrom::Start(first)).map_err(unwritable)?;
    let stream = ReaderStream::new(tokio::fs::File::from_std(file).take(length));
    let mut response = Body::from_stream(stream).into_response();
    put(&mut response, header::CONTENT_LENGTH, &length.to_string());
    Ok(response)
}

/// The file for the state served, made where there is none.
fn made(app: &App, form: Form, collection: Option<String>) -> Result<Arc<Made>, Error> {
    let key = (form, collection);
    // Held while a file is written: who asks for the same one waits for it rather than write it too.
    let mut all = app.bulk.made.lock().unwrap_or_else(PoisonError::into_inner);
    let generation = app.index.generation();
    if let Some(made) = all.get(&key).filter(|made| made.generation == generation) {
        return Ok(Arc::clone(made));
    }
    let file = write(app, form, key.1.as_deref())?;
    let mut hasher = blake3::Hasher::new();
    let mut written = file.reopen().map_err(unwritable)?;
    let length = io::copy(&mut written, &mut hasher).map_err(unwritable)?;
    let made = Arc::new(Made {
        generation,
        file,
        length,
        tag: hasher.finalize().to_hex().as_str()[..32].to_owned(),
    });
    all.insert(key, Arc::clone(&made));
    Ok(made)
}

fn write(app: &App, form: Form, collection: Option<&str>) -> Result<NamedTempFile, Error> {
    let file = NamedTempFile::new().map_err(unwritable)?;
    let mut out = io::BufWriter::new(&file);
    let declarations = app.declarations();
    let entries = public::entries(app, collection)?;
    match form {
        Form::Ndjson => {
            for entry in &entries {
                if let Some(found) = public::of_entry(app, entry)? {
                    serde_json::to_writer(&mut out, &records::record(app, found)).map_err(|_| Error::Internal)?;
                    out.write_all(b"\n").map_err(unwritable)?;
                }
            }
        }
        Form::Csv => {
            let mut table = Table::new(&mut out, &declarations, collection).map_err(unwritable)?;
            for entry in &entries {
                if let Some(found) = public::of_entry(app, entry)? {
                    table.row(&found).map_err(unwritable)?;
                }
            }
            table.finish().map_err(unwritable)?;
        }
    }
    out.flush().map_err(unwritable)?;
    drop(out);
    Ok(file)
}

fn unwritable(fault: impl std::fmt::Display) -> Error {
    tracing::error!(%fault, "a file for download can not be written or read");
    Error::Internal
}
