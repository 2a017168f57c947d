//! `POST /bien-tap/nhap-tep`: an office file becomes drafts, with what was guessed marked.

use accounts::Act;
use askama::Template;
use axum::body::Bytes;
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Redirect, Response};
use import::{Import, Mapping, Options, Refusal};
use ingest::Placed;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::choose;
use super::save::{Done, seal};
use super::work::Desk;
use crate::error::Error;
use crate::layout::{self, Look};
use crate::room::Room;
use crate::session::{From, Signed};

/// Folder of the guesses under the data folder.
const FOLDER: &str = "nhap-tep";
/// Longest name of a field of the form, and of a collection.
const MAX_NAME: usize = 80;

/// What an import was not sure of, kept until a person has sent the record on.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Guesses {
    /// Name of the file.
    pub(super) file: String,
    /// Fields that were guessed.
    pub(super) fields: Vec<String>,
    /// What a person has to look at: place, message, remedy.
    pub(super) notes: Vec<(String, String, String)>,
}

impl Guesses {
    fn name(path: &str) -> String {
        format!("{FOLDER}/{path}.json")
    }

    /// What is kept for a record.
    pub(super) fn of(room: &Room, path: &str) -> Result<Option<Self>, Error> {
        let text = room.store().setting(&Self::name(path))?;
        let guesses: Option<Self> = text.and_then(|text| serde_json::from_str(&text).ok());
        Ok(guesses.filter(|guesses| !guesses.file.is_empty()))
    }

    /// A person has read it.
    pub(super) fn forget(room: &Room, path: &str) -> Result<(), Error> {
        if Self::of(room, path)?.is_some() {
            room.store().set(&Self::name(path), "{}")?;
        }
        Ok(())
    }

    fn keep(&self, room: &Room, path: &str) -> Result<(), Error> {
        let text = serde_json::to_string(self).map_err(|fault| {
            tracing::error!(%fault, "guesses could not be written");
            Error::Internal
        })?;
        Ok(room.store().set(&Self::name(path), &text)?)
    }
}

#[derive(Template)]
#[template(path = "edit/imported.html")]
struct Page {
    look: Look,
    file: String,
    made: Vec<Made>,
    left: Vec<Left>,
}

struct Made {
    ma: String,
    title: String,
    unfinished: Vec<String>,
    notes: usize,
}

/// Something of the file that gave no draft.
struct Left {
    place: String,
    message: String,
    remedy: String,
}

/// The uploaded form.
struct Sent {
    collection: String,
    name: String,
    bytes: Bytes,
}

/// Reads the file and makes drafts of it.
pub(super) async fn post(
    State(room): State<Room>,
    look: Look,
    signed: Signed,
    from: From,
    parts: Multipart,
) -> Result<Response, Error> {
    let sent = read(parts).await?;
    room.run(move |room| take(room, look, signed, from, &sent)).await
}

async fn read(mut parts: Multipart) -> Result<Sent, Error> {
    let broken = |_| Error::BadRequest("Biểu mẫu bị hỏng trên đường gửi.".to_owned());
    let mut sent = Sent {
        collection: String::new(),
        name: String::new(),
        bytes: Bytes::new(),
    };
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        match part.name() {
            Some("bo") => sent.collection = part.text().await.map_err(broken)?.chars().take(MAX_NAME).collect(),
            Some("tep") => {
                sent.name = part.file_name().unwrap_or("").chars().take(200).collect();
                sent.bytes = part.bytes().await.map_err(broken)?;
            }
            _ => {}
        }
    }
    Ok(sent)
}

fn take(room: &Room, look: Look, signed: Signed, from: From, sent: &Sent) -> Result<Response, Error> {
    let desk = Desk::open(room)?;
    let mapping = mapping(room, &sent.collection)?;
    let options = Options {
        collection: Some(sent.collection.as_str()).filter(|id| !id.is_empty()),
        mapping: mapping.as_ref(),
        today: room.today(),
    };
    let refused = |why: String| {
        choose::show(
            room,
            look.clone(),
            signed.clone(),
            sent.collection.clone(),
            String::new(),
            None,
            Some(why),
        )
    };
    if sent.name.is_empty() {
        return refused("Chưa chọn tệp.".to_owned());
    }
    let mut import = match import::import(&desk.declarations, &options, &sent.name, &sent.bytes) {
        Ok(import) => import,
        Err(Refusal::WhichCollection(_)) => {
            return refused("không rõ tệp thuộc bộ dữ liệu nào; chọn bộ dữ liệu ở trên rồi gửi lại".to_owned());
        }
        Err(why) => return refused(why.to_string()),
    };
    rename(room, &desk, &mut import)?;
    let placed = ingest::place(room.store(), &desk.declarations, &import, Timestamp::now())?;
    let mut made = Vec::new();
    for (draft, placed) in import.drafts.iter().zip(&placed).filter(|(_, placed)| placed.written) {
        let text = room
            .store()
            .read(&placed.path)?
            .map(|text| text.bytes)
            .unwrap_or_default();
        Done {
            path: &placed.path,
            text: &String::from_utf8_lossy(&text),
            what: format!("Nhập từ {}", sent.name),
            act: Act::Import,
            title: &draft.title,
        }
        .sign(room, &signed, from)?;
        let notes = draft.findings.iter().map(|finding| {
            let place = finding.place.to_string();
            (place, finding.message.clone(), finding.remedy.clone())
        });
        Guesses {
            file: sent.name.clone(),
            fields: draft.guessed.clone(),
            notes: notes.collect(),
        }
        .keep(room, &placed.path)?;
        made.push(Made {
            ma: draft.ma.clone(),
            title: draft.title.clone(),
            unfinished: placed.unfinished.clone(),
            notes: draft.findings.len(),
        });
    }
    let paths = written(&import, &placed);
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    seal(room, &signed, &paths, &format!("Nhập tệp {}", sent.name))?;
    if let ([one], true) = (made.as_slice(), import.findings.is_empty()) {
        return Ok(Redirect::to(&format!("/bien-tap/sua/{}?da=nhap", one.ma)).into_response());
    }
    let left = import.findings.iter().map(|finding| Left {
        place: finding.place.to_string(),
        message: finding.message.clone(),
        remedy: finding.remedy.clone(),
    });
    layout::html(&Page {
        file: sent.name.clone(),
        left: left.collect(),
        made,
        look,
    })
}

/// What an import put into the content: its drafts, and the folders of the original and the images.
fn written(import: &Import, placed: &[Placed]) -> Vec<String> {
    let mut paths: Vec<String> = placed
        .iter()
        .filter(|one| one.written)
        .map(|one| one.path.clone())
        .collect();
    if paths.is_empty() {
        return paths;
    }
    let images = import.drafts.iter().flat_map(|draft| &draft.attachments);
    for file in images.chain([&import.original]) {
        if let Some((folder, _)) = file.path.rsplit_once('/') {
            let folder = if import.folder.is_empty() {
                folder.to_owned()
            } else {
                format!("{}/{folder}", import.folder)
            };
            if !paths.contains(&folder) {
                paths.push(folder);
            }
        }
    }
    paths
}

/// Columns as a person has put them right before.
fn mapping(room: &Room, collection: &str) -> Result<Option<Mapping>, Error> {
    let plain = !collection.is_empty() && collection.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if !plain {
        return Ok(None);
    }
    let text = room.store().setting(&format!("anh-xa-cot/{collection}.toml"))?;
    Ok(text.and_then(|text| Mapping::parse(&text).ok()))
}

/// Gives each draft an identifier that is free.
fn rename(room: &Room, desk: &Desk, import: &mut Import) -> Result<(), Error> {
    let mut given: Vec<String> = Vec::new();
    for draft in &mut import.drafts {
        let collection = desk.collection(&draft.collection)?;
        let base = draft.ma.clone();
        let taken = |ma: &str, given: &[String]| {
            desk.entry(ma).is_some()
                || given.iter().any(|other| other == ma)
                || room.store().holds(&super::work::path_of(collection, ma))
        };
        let mut number = 2;
        while taken(&draft.ma, &given) && number < 10_000 {
            draft.ma = format!("{base}-{number}");
            number += 1;
        }
        given.push(draft.ma.clone());
    }
    Ok(())
}
