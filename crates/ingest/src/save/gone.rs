//! Files that were taken away: their last text lies among the versions.

use std::path::Path;
use std::{fs, io};

use jiff::Timestamp;

use super::versions::{self, Version};
use super::{SaveError, Store, VERSIONS, atomic};

/// How deep a file may lie under `content/`.
const DEEPEST: usize = 8;

/// A file that has versions and is no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// Path that it had under `content/`.
    pub path: String,
    /// Its newest version.
    pub last: Version,
}

impl Store {
    /// Takes away the file that was read under the hash `base`. Its text is kept as the newest version.
    ///
    /// # Errors
    /// The file changed since it was read ([`SaveError::Conflict`]), or can not be taken away. Then it stands.
    pub fn remove(&self, path: &str, base: &str, now: Timestamp) -> Result<(), SaveError> {
        let file = self.resolve(path)?;
        let _lock = self.lock()?;
        match self.read(path)? {
            Some(text) if text.hash == base => self.keep(path, &text.bytes, now)?,
            now => return Err(SaveError::Conflict { now }),
        }
        atomic::remove(&file).map_err(|fault| SaveError::Io { path: file, fault })
    }

    /// Every record file that has versions and is no more, by path.
    ///
    /// # Errors
    /// The versions can not be read.
    pub fn gone(&self) -> Result<Vec<Gone>, SaveError> {
        let folder = self.data.join(VERSIONS);
        let mut found = Vec::new();
        self.gather(&folder, "", 0, &mut found)
            .map_err(|fault| SaveError::Io { path: folder, fault })?;
        found.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(found)
    }

    fn gather(&self, folder: &Path, path: &str, depth: usize, found: &mut Vec<Gone>) -> io::Result<()> {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(fault) => return Err(fault),
        };
        for entry in entries.flatten() {
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            if name.starts_with('.') || !entry.file_type()?.is_dir() {
                continue;
            }
            let path = if path.is_empty() {
                name
            } else {
                format!("{path}/{name}")
            };
            // The versions of a file lie in a folder of its name.
            if !path.ends_with(".md") {
                if depth < DEEPEST {
                    self.gather(&entry.path(), &path, depth + 1, found)?;
                }
            } else if !self.holds(&path)
                && let Some(last) = versions::list(&entry.path())?.pop()
            {
                found.push(Gone { path, last });
            }
        }
        Ok(())
    }
}
