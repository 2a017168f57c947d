//! Private files of the data folder: written whole, read by the server's own user alone.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Most bytes of a file that is read.
const MAX: u64 = 16 << 20;

/// Why the data folder could not be worked with. Every message is one Vietnamese sentence for people.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system refused.
    #[error("không đọc hoặc ghi được “{}”: {fault}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why.
        fault: io::Error,
    },
    /// The file is there and is not what we write.
    #[error("tệp “{}” bị hỏng: {fault}; lấy lại từ bản sao lưu", path.display())]
    Broken {
        /// Which file.
        path: PathBuf,
        /// What the parser says.
        fault: serde_json::Error,
    },
    /// The system has no random numbers.
    #[error("hệ thống không cho số ngẫu nhiên: {0}")]
    Random(String),
}

impl Error {
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |fault| Self::Io { path, fault }
    }
}

/// What tells one state of a file from the next: every writing here makes a new file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stamp {
    modified: Option<SystemTime>,
    size: u64,
    file: u64,
}

/// The state of a file; `None` when there is none.
pub(crate) fn stamp(path: &Path) -> Option<Stamp> {
    let at = fs::metadata(path).ok()?;
    #[cfg(unix)]
    let file = std::os::unix::fs::MetadataExt::ino(&at);
    #[cfg(not(unix))]
    let file = 0;
    Some(Stamp {
        modified: at.modified().ok(),
        size: at.len(),
        file,
    })
}

/// The value in a file; `None` when there is no file.
pub(crate) fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Result<Option<T>, Error> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(fault) => return Err(Error::io(path)(fault)),
    };
    let mut text = String::new();
    file.take(MAX).read_to_string(&mut text).map_err(Error::io(path))?;
    serde_json::from_str(&text).map(Some).map_err(|fault| Error::Broken {
        path: path.to_owned(),
        fault,
    })
}

/// Writes a value beside its place, brings it to the disk, and puts it there in one step.
pub(crate) fn write<T: serde::Serialize>(path: &Path, value: &T) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let save = || -> io::Result<()> {
        // tempfile makes its files for their owner alone (0600).
        let mut temporary = tempfile::Builder::new().prefix(".dang-ghi-").tempfile_in(folder)?;
        serde_json::to_writer_pretty(&mut temporary, value)?;
        temporary.write_all(b"\n")?;
        temporary.as_file().sync_all()?;
        temporary.persist(path).map_err(|failed| failed.error)?;
        sync_folder(folder)
    };
    save().map_err(Error::io(path))
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Options for a file of the server's own user.
pub(crate) fn private() -> fs::OpenOptions {
    let mut options = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Held while a file is read, changed and written; the system lets go when the process ends.
pub(crate) fn lock(path: &Path) -> Result<File, Error> {
    let file = private()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(Error::io(path))?;
    file.lock().map_err(Error::io(path))?;
    Ok(file)
}

/// Bytes that nobody can guess.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|fault| Error::Random(fault.to_string()))?;
    Ok(bytes)
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
            // Writing into a String does not fail.
            let _ = write!(out, "{byte:02x}");
            out
        })
}
