//! Files that were just taken in, named in the record that they belong to.

use std::collections::BTreeMap;

use accounts::Act;
use catalogue::Status;
use jiff::Timestamp;

use super::save::Done;
use super::work::Work;
use crate::error::Error;
use crate::form;
use crate::room::Room;
use crate::session::{From, Signed};

/// Field that names the attachments of a record.
const FIELD: &str = "tep";

/// Adds attachments, title and path, to a record that is still being written. False where it was not done: the record is
/// published, has no such field, or was changed by someone in this very moment; then a person names them.
pub(crate) fn add(
    room: &Room,
    signed: &Signed,
    from: From,
    ma: &str,
    files: &[(String, String)],
) -> Result<bool, Error> {
    let work = Work::open(room, ma)?;
    let is_open = matches!(work.entry.status, Status::Draft | Status::InReview);
    let context = work.context()?;
    if files.is_empty() || !is_open || !work.in_place(signed) || context.collection.field(FIELD).is_none() {
        return Ok(false);
    }
    let mut pairs = form::read(context, &work.text, &BTreeMap::new()).pairs();
    let start = format!("f.{FIELD}.");
    let row = |name: &str| name.strip_prefix(&start)?.split('.').next()?.parse::<usize>().ok();
    let filled = pairs.iter().filter(|(_, value)| !value.is_empty());
    let next = filled
        .filter_map(|(name, _)| row(name))
        .max()
        .map_or(0, |last| last + 1);
    pairs.retain(|(name, _)| row(name).is_none_or(|row| row < next));
    for (row, (title, path)) in (next..).zip(files) {
        pairs.push((format!("{start}{row}.ten"), title.clone()));
        pairs.push((format!("{start}{row}.duong_dan"), path.clone()));
    }
    let text = form::write(context, &work.text, &pairs);
    if text == work.text {
        return Ok(false);
    }
    let (path, base) = (&work.entry.path, Some(work.now.hash.as_str()));
    match room.store().save(path, base, text.as_bytes(), Timestamp::now()) {
        Ok(_) => {}
        Err(ingest::save::SaveError::Conflict { .. }) => return Ok(false),
        Err(other) => return Err(other.into()),
    }
    Done {
        path,
        text: &text,
        what: "Đính kèm tệp".to_owned(),
        act: Act::Save,
        title: &work.entry.title,
    }
    .note(room, signed, from)?;
    Ok(true)
}
