//! Lines of the file, read again where one is asked for.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::line::Line;

/// Longest line that is read, in bytes.
const MAX: u64 = 1 << 20;

/// The file, open for reading. It stays readable where another took its name.
#[derive(Debug)]
pub(crate) struct Lines(Mutex<Reader>);

#[derive(Debug)]
struct Reader {
    file: BufReader<File>,
    /// Where it stands; unknown after a fault.
    at: Option<u64>,
}

impl Lines {
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let file = BufReader::new(File::open(path)?);
        Ok(Self(Mutex::new(Reader { file, at: Some(0) })))
    }

    /// The line that begins at a place; `InvalidData` where none does.
    pub(crate) fn read(&self, place: u64) -> io::Result<Line> {
        let mut reader = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = reader.bytes(place)?;
        serde_json::from_slice(&bytes).map_err(io::Error::from)
    }
}

impl Reader {
    fn bytes(&mut self, place: u64) -> io::Result<Vec<u8>> {
        // Lines are mostly asked for one after another: what is read ahead is kept.
        let step = self
            .at
            .take()
            .and_then(|at| i64::try_from(place).ok()?.checked_sub_unsigned(at));
        match step {
            Some(step) => self.file.seek_relative(step)?,
            None => self.file.seek(SeekFrom::Start(place)).map(drop)?,
        }
        let mut bytes = Vec::new();
        let read = (&mut self.file).take(MAX).read_until(b'\n', &mut bytes)?;
        self.at = Some(place + read as u64);
        Ok(bytes)
    }
}
