//! What belongs to a record and is not yet, or never, in its file: proposed texts, remarks to a writer, who wrote what.
//!
//! Plain files under the data folder, each written whole.

use std::path::{Path, PathBuf};
use std::{fs, io};

use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{SaveError, Store, atomic};

/// Folder of the proposals.
const PROPOSALS: &str = "de-xuat";
/// Folder of the remarks.
const REMARKS: &str = "loi-nhan";
/// Folder of who wrote the versions.
const HANDS: &str = "nguoi-ghi";
/// Largest file that is read, in bytes: a text of a megabyte, every byte of it escaped.
const MAX_FILE: u64 = 8 << 20;
/// Most remarks and hands that are kept of a record.
const MAX_KEPT: usize = 500;

/// A text that someone who may not change a published record would put in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Path of the record under `content/`.
    pub path: String,
    /// Name of the account.
    pub by: String,
    /// Name shown to people.
    pub shown: String,
    /// When it was last written.
    pub at: Timestamp,
    /// Hash of the text of the record that it was made from.
    pub base: String,
    /// It waits for a reviewer.
    pub sent: bool,
    /// The whole text.
    pub text: String,
}

/// A word of a reviewer to a writer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Name shown to people.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What.
    pub text: String,
}

/// Who wrote a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hand {
    /// Hash of the text.
    pub hash: String,
    /// Name of the account.
    pub by: String,
    /// Name shown to people.
    pub shown: String,
    /// When.
    pub at: Timestamp,
    /// What was done, for people.
    pub what: String,
}

impl Store {
    /// Every proposal, the oldest first.
    ///
    /// # Errors
    /// The folder can not be read.
    pub fn proposals(&self) -> Result<Vec<Proposal>, SaveError> {
        let mut found = Vec::new();
        gather(&self.data.join(PROPOSALS), 0, &mut found)?;
        found.sort_by_key(|one: &Proposal| one.at);
        Ok(found)
    }

    /// The proposal of one person for one record.
    ///
    /// # Errors
    /// The path is none under `content/`, or the file can not be read.
    pub fn proposal(&self, path: &str, by: &str) -> Result<Option<Proposal>, SaveError> {
        load(&self.proposal_file(path, by)?)
    }

    /// Writes a proposal; the one of the same person for the same record is kept as a version and replaced.
    ///
    /// # Errors
    /// The path is none under `content/`, or the file can not be written.
    pub fn propose(&self, proposal: &Proposal) -> Result<(), SaveError> {
        let file = self.proposal_file(&proposal.path, &proposal.by)?;
        if let Some(old) = load::<Proposal>(&file)?
            && old.text != proposal.text
        {
            self.keep_text(&old)?;
        }
        store(&file, proposal)
    }

    /// Takes a proposal away; its text stays among the versions of the record.
    ///
    /// # Errors
    /// The file can not be read or taken away.
    pub fn withdraw(&self, path: &str, by: &str) -> Result<(), SaveError> {
        let file = self.proposal_file(path, by)?;
        let Some(old) = load::<Proposal>(&file)? else {
            return Ok(());
        };
        self.keep_text(&old)?;
        fs::remove_file(&file).map_err(|fault| SaveError::Io { path: file, fault })
    }

    /// What was said of a record, the oldest first.
    ///
    /// # Errors
    /// The path is none under `content/`, or the file can not be read.
    pub fn remarks(&self, path: &str) -> Result<Vec<Remark>, SaveError> {
        Ok(load(&self.aside(REMARKS, path)?)?.unwrap_or_default())
    }

    /// Adds a remark.
    ///
    /// # Errors
    /// The path is none under `content/`, or the file can not be written.
    pub fn remark(&self, path: &str, remark: Remark) -> Result<(), SaveError> {
        self.add(REMARKS, path, remark)
    }

    /// Who wrote the versions of a record, the oldest first.
    ///
    /// # Errors
    /// The path is none under `content/`, or the file can not be read.
    pub fn hands(&self, path: &str) -> Result<Vec<Hand>, SaveError> {
        Ok(load(&self.aside(HANDS, path)?)?.unwrap_or_default())
    }

    /// Notes who wrote a version.
    ///
    /// # Errors
    /// The path is none under `content/`, or the file can not be written.
    pub fn sign(&self, path: &str, hand: Hand) -> Result<(), SaveError> {
        self.add(HANDS, path, hand)
    }

    fn add<T: Serialize + DeserializeOwned>(&self, folder: &str, path: &str, one: T) -> Result<(), SaveError> {
        let file = self.aside(folder, path)?;
        let _lock = self.lock()?;
        let mut all: Vec<T> = load(&file)?.unwrap_or_default();
        all.push(one);
        let extra = all.len().saturating_sub(MAX_KEPT);
        all.drain(..extra);
        store(&file, &all)
    }

    fn keep_text(&self, proposal: &Proposal) -> Result<(), SaveError> {
        self.keep(&proposal.path, proposal.text.as_bytes(), proposal.at)
    }

    fn aside(&self, folder: &str, path: &str) -> Result<PathBuf, SaveError> {
        self.resolve(path)?;
        Ok(self.data.join(folder).join(format!("{path}.json")))
    }

    fn proposal_file(&self, path: &str, by: &str) -> Result<PathBuf, SaveError> {
        self.resolve(path)?;
        let plain = !by.is_empty()
            && by.len() <= 64
            && !by.starts_with('.')
            && by
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        if !plain {
            return Err(SaveError::Outside(by.to_owned()));
        }
        Ok(self.data.join(PROPOSALS).join(path).join(format!("{by}.json")))
    }
}

fn gather(folder: &Path, depth: usize, found: &mut Vec<Proposal>) -> Result<(), SaveError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(fault) => {
            let path = folder.to_owned();
            return Err(SaveError::Io { path, fault });
        }
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if depth < 8 {
                gather(&path, depth + 1, found)?;
            }
        } else if path.extension().is_some_and(|ending| ending == "json") {
            found.extend(load(&path)?);
        }
    }
    Ok(())
}

fn load<T: DeserializeOwned>(file: &Path) -> Result<Option<T>, SaveError> {
    let broken = |fault| SaveError::Io {
        path: file.to_owned(),
        fault,
    };
    match crate::read::bounded(file, MAX_FILE) {
        Ok((bytes, _)) => serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|fault| broken(fault.into())),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(fault) => Err(broken(fault)),
    }
}

fn store<T: Serialize>(file: &Path, value: &T) -> Result<(), SaveError> {
    let broken = |fault| SaveError::Io {
        path: file.to_owned(),
        fault,
    };
    let bytes = serde_json::to_vec(value).map_err(|fault| broken(fault.into()))?;
    atomic::write(file, &bytes, true).map_err(broken)
}
