//! The folder of a copy: written beside its place, and moved there when it is whole.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::ExportError;
use super::addresses::{HOME, PAGES};

/// Tells that a folder is a copy.
const MARK: &str = "ban-xuat.json";
/// Ending of the folder that is being written.
const WRITING: &str = "dang-ghi";
/// Ending of the earlier copy, while the new one takes its place.
const OLD: &str = "ban-cu";

/// A copy that is being written. Dropped before [`Folder::finish`] it leaves nothing.
pub(super) struct Folder {
    place: PathBuf,
    temporary: PathBuf,
}

impl Folder {
    /// Begins a copy that is to be at `place`.
    pub(super) fn begin(place: &Path) -> Result<Self, ExportError> {
        refuse_foreign(place)?;
        let fault = |fault| ExportError::Write {
            path: place.to_owned(),
            fault,
        };
        let place = std::path::absolute(place).map_err(fault)?;
        let (temporary, old) = (beside(&place, WRITING), beside(&place, OLD));
        if let Some(parent) = place.parent() {
            fs::create_dir_all(parent).map_err(fault)?;
        }
        // A run that was ended between its last two steps left the earlier copy aside.
        if old.is_dir() && !place.exists() {
            fs::rename(&old, &place).map_err(fault)?;
        }
        // What a run left that was ended before.
        remove(&temporary)
            .and_then(|()| fs::create_dir(&temporary))
            .map_err(fault)?;
        Ok(Self { place, temporary })
    }

    /// Writes a file; gives its size.
    pub(super) fn write(&self, file: &str, bytes: &[u8]) -> Result<u64, ExportError> {
        let path = self.temporary.join(file);
        let written = path
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(&path, bytes));
        written.map_err(|fault| ExportError::Write {
            path: self.place.join(file),
            fault,
        })?;
        Ok(bytes.len() as u64)
    }

    /// Writes what tells that this is a copy, and of when.
    pub(super) fn mark(&self, made: Date, records: usize) -> Result<u64, ExportError> {
        let text = format!("{{\"program\":\"nhipcau\",\"made\":\"{made}\",\"records\":{records}}}\n");
        self.write(&format!("{PAGES}/{MARK}"), text.as_bytes())
    }

    /// Moves the copy to its place; an earlier one goes away after that.
    pub(super) fn finish(self) -> Result<(), ExportError> {
        // What came there meanwhile is not ours to remove.
        refuse_foreign(&self.place)?;
        let fault = |fault| ExportError::Place {
            path: self.place.clone(),
            fault,
        };
        let old = beside(&self.place, OLD);
        remove(&old).map_err(fault)?;
        let had = match fs::rename(&self.place, &old) {
            Ok(()) => true,
            Err(error) if error.kind() == ErrorKind::NotFound => false,
            Err(error) => return Err(fault(error)),
        };
        if let Err(error) = fs::rename(&self.temporary, &self.place) {
            if had {
                fs::rename(&old, &self.place).map_err(fault)?;
            }
            return Err(fault(error));
        }
        remove(&old).map_err(|fault| ExportError::Write {
            path: old.clone(),
            fault,
        })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // After `finish` it is not there any more; else nothing more can be done about it.
        let _ = remove(&self.temporary);
    }
}

/// A hidden name beside the folder, on the same disk.
fn beside(place: &Path, what: &str) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    place.with_file_name(format!(".{name}.{what}"))
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Only an empty folder, none, or an earlier copy with nothing beside it may be replaced.
fn refuse_foreign(place: &Path) -> Result<(), ExportError> {
    let fault = |fault| ExportError::Write {
        path: place.to_owned(),
        fault,
    };
    let names = match fs::read_dir(place) {
        Ok(entries) => entries
            .map(|entry| entry.map(|e| e.file_name().to_string_lossy().into_owned()))
            .collect::<io::Result<Vec<_>>>()
            .map_err(fault)?,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(fault(error)),
    };
    let copy = place.join(PAGES).join(MARK).is_file();
    let own = |name: &&String| copy && [HOME, PAGES].contains(&name.as_str());
    match names.iter().find(|name| !own(name)) {
        None => Ok(()),
        Some(found) => Err(ExportError::Foreign {
            path: place.to_owned(),
            found: found.clone(),
        }),
    }
}
