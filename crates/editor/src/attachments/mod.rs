//! Files beside a record: taken in within bounds, made harmless, and shown to the staff.
//!
//! The public gets a file only when a public record names it; see the server's `files`.

mod give;
mod judge;
mod page;

use accounts::{Act, Entry as Line};
use axum::Router;
use axum::routing::get;
use import::Attachment;
use ingest::Entry;
use jiff::Timestamp;
use serde::Serialize;

use crate::error::Error;
use crate::room::Room;
use crate::session::Signed;

pub(crate) use judge::ACCEPT;

/// Most files of one record.
const MAX_FILES: usize = 60;

/// The routes of this part.
pub(crate) fn routes() -> Router<Room> {
    Router::new()
        .route("/bien-tap/tep/{ma}", get(page::get).post(page::post))
        .route("/bien-tap/tep-xem/{*path}", get(give::get))
}

/// A file that was taken in.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Put {
    /// Path as the record names it: `tep/kt-say-hat-de-lo-say.jpg`.
    #[serde(rename = "duong_dan")]
    pub(crate) path: String,
    /// Address under which the staff sees it.
    #[serde(rename = "xem")]
    pub(crate) shown: String,
    /// What the file was called, without its ending.
    #[serde(rename = "ten")]
    pub(crate) title: String,
    /// A picture, to be put into the text.
    #[serde(rename = "anh")]
    pub(crate) image: bool,
    /// Bytes.
    #[serde(rename = "co")]
    pub(crate) size: usize,
}

/// Takes in a file for a record. Computes and waits for the disk.
pub(crate) fn put(room: &Room, signed: &Signed, entry: &Entry, name: &str, bytes: &[u8]) -> Result<Put, Error> {
    let taken = judge::take(&entry.ma, name, bytes).map_err(Error::BadRequest)?;
    let folder = folder(entry);
    if there(room, folder, &entry.ma).len() >= MAX_FILES {
        return Err(Error::BadRequest(format!(
            "Bản ghi này đã có {MAX_FILES} tệp; không nhận thêm."
        )));
    }
    let file = Attachment {
        path: format!("tep/{}", taken.name),
        bytes: taken.bytes,
    };
    let path = ingest::attach(room.store(), folder, &file)?;
    let whole = beside(folder, &path);
    let version = ingest::save::hash(&file.bytes);
    let now = Timestamp::now();
    let line = Line::new(now, signed.name(), Act::Attach)
        .path(&whole)
        .version(&version);
    room.accounts().trail().note(line);
    room.commit(signed, &[&whole], &format!("Đính kèm {whole}"));
    Ok(Put {
        shown: give::address(&whole),
        size: file.bytes.len(),
        image: taken.image,
        title: title(name),
        path,
    })
}

/// What a person called a file, as the title of an attachment.
fn title(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let plain: String = stem
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(120)
        .collect();
    match plain.split_whitespace().collect::<Vec<_>>().join(" ") {
        title if title.is_empty() => "Tệp đính kèm".to_owned(),
        title => title,
    }
}

/// Names of the files in `tep/` that were taken in for a record, ordered.
fn there(room: &Room, folder: &str, ma: &str) -> Vec<String> {
    let start = format!("{ma}-");
    let entries = std::fs::read_dir(room.content().join(folder).join("tep"));
    let names = entries.into_iter().flatten().flatten();
    let mut names: Vec<String> = names
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.starts_with(&start))
        .collect();
    names.sort();
    names
}

/// The folder of a record under `content/`.
fn folder(entry: &Entry) -> &str {
    entry.path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path in a folder of the content.
fn beside(folder: &str, path: &str) -> String {
    if folder.is_empty() {
        path.to_owned()
    } else {
        format!("{folder}/{path}")
    }
}
