//! What an import gave, put into the content folder: the original, the images, then the record that points to them.
//!
//! In that order, so that a process that is killed leaves no record without its files. A file that is there is never
//! touched: a draft whose place is taken is left out and told.

use catalogue::{Declarations, Severity, codes};
use import::{Attachment, Draft, Import};
use jiff::Timestamp;

use crate::save::{SaveError, Store};

/// Most names that are tried for an original whose name is taken by another file.
const NAMES: usize = 100;

/// What became of one draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Path under `content/`.
    pub path: String,
    /// False when there was a file already.
    pub written: bool,
    /// What `check` will say about it as it is: fields that are missing first.
    pub unfinished: Vec<String>,
}

/// Writes the drafts of an import, in their order.
///
/// # Errors
/// The system refuses; what was written before stands, each file whole.
pub fn place(
    store: &Store,
    declarations: &Declarations,
    import: &Import,
    now: Timestamp,
) -> Result<Vec<Placed>, SaveError> {
    let free: Vec<bool> = import.drafts.iter().map(|draft| !store.holds(&draft.path())).collect();
    let mut original = None;
    if free.contains(&true) {
        original = Some(attach(store, &import.folder, &import.original)?);
    }
    let mut placed = Vec::with_capacity(import.drafts.len());
    for (draft, free) in import.drafts.iter().zip(free) {
        let path = draft.path();
        if !free {
            placed.push(Placed {
                path,
                written: false,
                unfinished: Vec::new(),
            });
            continue;
        }
        let mut text = draft.to_markdown();
        if let Some(name) = original.as_ref().filter(|name| **name != import.original.path) {
            let said = |path: &str| format!("duong_dan: \"{path}\"");
            text = text.replacen(&said(&import.original.path), &said(name), 1);
        }
        for image in &draft.attachments {
            let name = attach(store, &draft.folder, image)?;
            text = text.replace(&format!("]({})", image.path), &format!("]({name})"));
        }
        store.save(&path, None, text.as_bytes(), now)?;
        placed.push(Placed {
            unfinished: unfinished(declarations, draft, &text),
            path,
            written: true,
        });
    }
    Ok(placed)
}

/// Puts a file beside the records under its name, or under the next that is free; one with the same bytes is enough.
/// Gives the path within the folder.
///
/// # Errors
/// The system refuses, or no name is free.
pub fn attach(store: &Store, folder: &str, file: &Attachment) -> Result<String, SaveError> {
    let (stem, ending) = file.path.rsplit_once('.').unwrap_or((&file.path, "bin"));
    for number in 1..=NAMES {
        let name = match number {
            1 => file.path.clone(),
            _ => format!("{stem}-{number}.{ending}"),
        };
        let path = if folder.is_empty() {
            name.clone()
        } else {
            format!("{folder}/{name}")
        };
        match store.create(&path, &file.bytes) {
            Ok(()) => return Ok(name),
            Err(SaveError::Exists(_)) if store.is_same(&path, &file.bytes)? => return Ok(name),
            Err(SaveError::Exists(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Err(SaveError::Exists(file.path.clone()))
}

/// What is still missing or wrong in a draft, in the words of the check.
fn unfinished(declarations: &Declarations, draft: &Draft, text: &str) -> Vec<String> {
    let (_, mut found) = catalogue::parse_record(declarations, &draft.path(), text.as_bytes());
    found.retain(|d| d.severity == Severity::Error);
    found.sort_by_key(|d| !matches!(d.code, codes::MISSING_FIELD | codes::MISSING_UNLESS));
    found.into_iter().map(|d| d.message).collect()
}
