//! `/bien-tap/tep/{ma}`: the files of a record, and the form that takes in more.

use askama::Template;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ingest::Entry;

use super::{ACCEPT, Put, beside, folder, give, put, there};
use crate::edit;
use crate::error::Error;
use crate::layout::{self, Look};
use crate::limits::MAX_PARTS;
use crate::room::Room;
use crate::session::{From, Signed};

/// Most files of one form.
const MAX_AT_ONCE: usize = 20;

/// A file of the record.
struct File {
    path: String,
    shown: String,
    image: bool,
}

#[derive(Template)]
#[template(path = "attachments.html")]
struct Page {
    look: Look,
    signed: Signed,
    ma: String,
    title: String,
    accept: &'static str,
    files: Vec<File>,
    taken: Vec<Put>,
    /// Those that are no pictures are named in the record already.
    added: bool,
    problems: Vec<String>,
}

/// The page.
pub(super) async fn get(
    State(room): State<Room>,
    look: Look,
    signed: Signed,
    Path(ma): Path<String>,
) -> Result<Response, Error> {
    let page = room
        .run(move |room| make(room, look, signed, &find(room, &ma)?, Vec::new(), Vec::new()))
        .await?;
    layout::html(&page)
}

fn find(room: &Room, ma: &str) -> Result<Entry, Error> {
    let found = room.shelf().find(&room.index().declarations(), ma)?;
    found.ok_or(Error::NotFound)
}

fn make(
    room: &Room,
    look: Look,
    signed: Signed,
    entry: &Entry,
    taken: Vec<Put>,
    problems: Vec<String>,
) -> Result<Page, Error> {
    let folder = folder(entry);
    let file = |name: String| {
        let path = format!("tep/{name}");
        File {
            shown: give::address(&beside(folder, &path)),
            image: catalogue::attachments::Kind::of(&name).is_some_and(|kind| kind.is_image()),
            path,
        }
    };
    Ok(Page {
        files: there(room, folder, &entry.ma).into_iter().map(file).collect(),
        ma: entry.ma.clone(),
        title: entry.title.clone(),
        accept: ACCEPT,
        look,
        signed,
        taken,
        added: false,
        problems,
    })
}

/// Takes in files. A script that asks for JSON gets what became of each.
pub(super) async fn post(
    State(room): State<Room>,
    look: Look,
    signed: Signed,
    from: From,
    Path(ma): Path<String>,
    headers: HeaderMap,
    mut parts: Multipart,
) -> Result<Response, Error> {
    let broken = |_| Error::BadRequest("Biểu mẫu bị hỏng trên đường gửi.".to_owned());
    let mut sent = Vec::new();
    for _ in 0..MAX_PARTS {
        let Some(part) = parts.next_field().await.map_err(broken)? else {
            break;
        };
        if let Some(name) = part.file_name().map(str::to_owned)
            && part.name() == Some("tep")
        {
            let bytes = part.bytes().await.map_err(broken)?;
            // A file chooser that nothing was chosen in sends an empty file without a name.
            if !(name.is_empty() && bytes.is_empty()) {
                sent.push((name, bytes));
            }
        }
    }
    if sent.is_empty() {
        return Err(Error::BadRequest("Chưa chọn tệp nào.".to_owned()));
    }
    if sent.len() > MAX_AT_ONCE {
        return Err(Error::BadRequest(format!("Mỗi lần gửi nhiều nhất {MAX_AT_ONCE} tệp.")));
    }
    let json = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.starts_with("application/json"));
    let (page, refused) = room
        .heavy(move |room| {
            let entry = find(room, &ma)?;
            let (mut taken, mut problems) = (Vec::new(), Vec::new());
            for (name, bytes) in sent {
                match put(room, &signed, &entry, &name, &bytes) {
                    Ok(done) => taken.push(done),
                    Err(Error::BadRequest(why)) => {
                        room.refuse(&signed, &format!("/bien-tap/tep/{ma}"), &why);
                        problems.push(why);
                    }
                    Err(other) => return Err(other),
                }
            }
            let refused = taken.is_empty();
            let files: Vec<(String, String)> = taken
                .iter()
                .filter(|one| !one.image)
                .map(|one| (one.title.clone(), one.path.clone()))
                .collect();
            // A form that is open names them itself.
            let added = !json && edit::attach::add(room, &signed, from, &ma, &files)?;
            let page = make(room, look, signed, &entry, taken, problems)?;
            Ok((Page { added, ..page }, refused))
        })
        .await?;
    let status = if refused {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    if json {
        let told = serde_json::json!({"tep": page.taken, "loi": page.problems}).to_string();
        return Ok((status, [(header::CONTENT_TYPE, "application/json")], told).into_response());
    }
    Ok((status, layout::html(&page)?).into_response())
}
