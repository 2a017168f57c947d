//! Writing into the content folder: whole files only, nothing overwritten that was not read, every version kept.
//!
//! What holds at every moment, also after `kill -9`: a file is the old one or the new one, never a part of either.
//! A version lies under the data folder before the file that it replaces is touched, so nothing that anyone wrote is
//! lost. What changed on disk since it was read is never overwritten: who comes second gets both texts ([`SaveError::Conflict`]).

mod aside;
mod atomic;
mod git;
mod gone;
mod versions;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use catalogue::encoding::MAX_FILE;
use jiff::Timestamp;

pub use aside::{Hand, Proposal, Remark};
pub use git::{Author, CommitError, commit};
pub use gone::Gone;
pub use versions::Version;

use crate::{read, reason};

/// Folder of the kept versions under the data folder.
const VERSIONS: &str = "ban-cu";
/// Held while a file is written, so that two savers of one machine come one after the other.
const LOCK: &str = ".khoa-ghi";

/// Why something was not saved. Every message is one Vietnamese sentence for people.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The path is none under `content/`, or leaves it.
    #[error("đường dẫn “{0}” không nằm trong thư mục nội dung")]
    Outside(String),
    /// The file changed since it was read. Nothing was written.
    #[error("bản ghi đã được người khác sửa từ lúc bạn mở; chưa ghi gì, hãy so hai bản")]
    Conflict {
        /// What is on disk now; `None` when the file is gone.
        now: Option<Text>,
    },
    /// A new file was wanted where one is.
    #[error("tệp “{0}” đã có, không ghi đè")]
    Exists(String),
    /// More than a file of content may hold.
    #[error("nội dung dài quá {MAX_FILE} byte nên không được ghi")]
    TooLarge,
    /// The system refused.
    #[error("không ghi được “{}”: {}", path.display(), reason(fault))]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why.
        fault: io::Error,
    },
}

/// A text with the hash that names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Hash of the bytes, hexadecimal.
    pub hash: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Text {
    fn new(bytes: Vec<u8>) -> Self {
        Self {
            hash: hash(&bytes),
            bytes,
        }
    }
}

/// The hash that [`Store::save`] compares, of bytes that were read or shown.
pub fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().as_str()[..32].to_owned()
}

/// The content folder with the versions of its files.
#[derive(Debug, Clone)]
pub struct Store {
    content: PathBuf,
    data: PathBuf,
}

impl Store {
    /// Opens both folders; the data folder is made when it is missing.
    ///
    /// # Errors
    /// The content folder is missing, or the data folder can not be made.
    pub fn open(content: &Path, data: &Path) -> Result<Self, SaveError> {
        let io = |path: &Path| {
            let path = path.to_owned();
            move |fault| SaveError::Io { path, fault }
        };
        let content = fs::canonicalize(content).map_err(io(content))?;
        fs::create_dir_all(data).map_err(io(data))?;
        let data = fs::canonicalize(data).map_err(io(data))?;
        Ok(Self { content, data })
    }

    /// What a file holds now; `None` when there is none. `path` is relative to `content/`, with `/`.
    ///
    /// # Errors
    /// The path leaves the content folder, or the file can not be read or is too large.
    pub fn read(&self, path: &str) -> Result<Option<Text>, SaveError> {
        let file = self.resolve(path)?;
        match read::bounded(&file, MAX_FILE as u64 + 1) {
            Ok((_, size)) if size > MAX_FILE as u64 => Err(SaveError::TooLarge),
            Ok((bytes, _)) => Ok(Some(Text::new(bytes))),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(fault) => Err(SaveError::Io { path: file, fault }),
        }
    }

    /// Puts `bytes` in the place of what was read under the hash `base`; `None` wants a file that is not there yet.
    ///
    /// Gives the hash of what is on disk afterwards. The text that is replaced and the new one are both kept.
    ///
    /// # Errors
    /// The file changed since it was read ([`SaveError::Conflict`]), or can not be written. Then nothing changed.
    pub fn save(&self, path: &str, base: Option<&str>, bytes: &[u8], now: Timestamp) -> Result<String, SaveError> {
        if bytes.len() > MAX_FILE {
            return Err(SaveError::TooLarge);
        }
        let file = self.resolve(path)?;
        let _lock = self.lock()?;
        let before = self.read(path)?;
        if before.as_ref().map(|text| text.hash.as_str()) != base {
            return Err(SaveError::Conflict { now: before });
        }
        let new = hash(bytes);
        if base == Some(new.as_str()) {
            return Ok(new);
        }
        if let Some(before) = &before {
            self.keep(path, &before.bytes, now)?;
        }
        let io = |fault| SaveError::Io {
            path: file.clone(),
            fault,
        };
        let written = atomic::write(&file, bytes, before.is_some()).map_err(io);
        match written {
            // Someone made the file in the moment between.
            Err(SaveError::Io { fault, .. }) if fault.kind() == io::ErrorKind::AlreadyExists => {
                return Err(SaveError::Conflict { now: self.read(path)? });
            }
            other => other?,
        }
        self.keep(path, bytes, now)?;
        Ok(new)
    }

    /// Makes a new file, such as an attachment, of any size; one that is there is never touched.
    ///
    /// # Errors
    /// There is a file ([`SaveError::Exists`]), or it can not be written.
    pub fn create(&self, path: &str, bytes: &[u8]) -> Result<(), SaveError> {
        let file = self.resolve(path)?;
        atomic::write(&file, bytes, false).map_err(|fault| match fault.kind() {
            io::ErrorKind::AlreadyExists => SaveError::Exists(path.to_owned()),
            _ => SaveError::Io { path: file, fault },
        })
    }

    /// The bytes of a file of any kind, at most `max`; `None` when there is none or it is larger.
    ///
    /// # Errors
    /// The path leaves the content folder, or the file can not be read.
    pub fn attached(&self, path: &str, max: u64) -> Result<Option<Vec<u8>>, SaveError> {
        let file = self.resolve(path)?;
        match read::bounded(&file, max) {
            Ok((_, size)) if size > max => Ok(None),
            Ok((bytes, _)) => Ok(Some(bytes)),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(fault) => Err(SaveError::Io { path: file, fault }),
        }
    }

    /// True when a file holds exactly these bytes.
    ///
    /// # Errors
    /// The file can not be read.
    pub fn is_same(&self, path: &str, bytes: &[u8]) -> Result<bool, SaveError> {
        let file = self.resolve(path)?;
        let size = bytes.len() as u64;
        match read::bounded(&file, size + 1) {
            Ok((there, _)) => Ok(there == bytes),
            Err(fault) => Err(SaveError::Io { path: file, fault }),
        }
    }

    /// A small file of settings under the data folder; `None` when there is none.
    ///
    /// # Errors
    /// It can not be read.
    pub fn setting(&self, name: &str) -> Result<Option<String>, SaveError> {
        let file = self.data.join(name);
        match read::bounded(&file, MAX_FILE as u64) {
            Ok((bytes, _)) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(fault) => Err(SaveError::Io { path: file, fault }),
        }
    }

    /// Writes a small file of settings under the data folder, whole.
    ///
    /// # Errors
    /// It can not be written.
    pub fn set(&self, name: &str, text: &str) -> Result<(), SaveError> {
        let file = self.data.join(name);
        atomic::write(&file, text.as_bytes(), true).map_err(|fault| SaveError::Io { path: file, fault })
    }

    /// True when there is something at this path.
    pub fn holds(&self, path: &str) -> bool {
        self.resolve(path).is_ok_and(|file| file.exists())
    }

    /// Every kept version of a file, the oldest first.
    ///
    /// # Errors
    /// The folder of versions can not be read.
    pub fn versions(&self, path: &str) -> Result<Vec<Version>, SaveError> {
        self.resolve(path)?;
        let folder = self.data.join(VERSIONS).join(path);
        versions::list(&folder).map_err(|fault| SaveError::Io { path: folder, fault })
    }

    /// The text of a kept version.
    ///
    /// # Errors
    /// There is no such version, or it can not be read.
    pub fn version(&self, path: &str, version: &Version) -> Result<Text, SaveError> {
        self.resolve(path)?;
        let file = self.data.join(VERSIONS).join(path).join(version.file_name());
        match read::bounded(&file, MAX_FILE as u64) {
            Ok((bytes, _)) => Ok(Text::new(bytes)),
            Err(fault) => Err(SaveError::Io { path: file, fault }),
        }
    }

    fn keep(&self, path: &str, bytes: &[u8], now: Timestamp) -> Result<(), SaveError> {
        let folder = self.data.join(VERSIONS).join(path);
        versions::keep(&folder, bytes, now).map_err(|fault| SaveError::Io { path: folder, fault })
    }

    fn lock(&self) -> Result<File, SaveError> {
        let path = self.data.join(LOCK);
        let io = |fault| SaveError::Io {
            path: path.clone(),
            fault,
        };
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(io)?;
        file.lock().map_err(io)?;
        Ok(file)
    }

    /// Where a path of the content lies. It must not leave the folder, neither by its parts nor through a link.
    fn resolve(&self, path: &str) -> Result<PathBuf, SaveError> {
        let outside = || SaveError::Outside(path.to_owned());
        let plain = !path.is_empty()
            && path.len() <= 240
            && path.split('/').all(|part| {
                !part.is_empty()
                    && !part.starts_with('.')
                    && !part
                        .chars()
                        .any(|c| c.is_control() || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|'))
            });
        if !plain {
            return Err(outside());
        }
        let file = self.content.join(path);
        // The nearest folder that is there says where the rest would go.
        let there = file.ancestors().skip(1).find(|folder| folder.exists());
        let real = there.and_then(|folder| fs::canonicalize(folder).ok());
        let link = fs::symlink_metadata(&file).is_ok_and(|at| at.is_symlink());
        if link || !real.is_some_and(|real| real.starts_with(&self.content)) {
            return Err(outside());
        }
        Ok(file)
    }
}
