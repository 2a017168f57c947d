//! The history on disk: `history.jsonl` in the data folder, one line a change, only ever added to.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::Error;
use crate::line::Line;
use crate::lines::Lines;
use crate::state::State;

/// Name of the file.
const NAME: &str = "history.jsonl";
/// Held while a process keeps the history; the system lets it go however the process ends.
const LOCK: &str = ".history.lock";
/// Lines that the file may have beyond one per record before it is written anew; records that are held in memory before that.
const SLACK: usize = 4096;

/// The file, open for adding.
pub(crate) struct Store {
    path: PathBuf,
    file: File,
    /// Its length: where the next line begins.
    end: u64,
    lines: usize,
    /// The file lacks something: it is written anew with the next change.
    torn: bool,
    _lock: File,
}

impl Store {
    /// Opens the file; what is in it is read by [`Store::read`].
    pub(crate) fn open(data: &Path) -> Result<Self, Error> {
        let io = |fault| Error::Io {
            path: data.display().to_string(),
            fault,
        };
        fs::create_dir_all(data).map_err(io)?;
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(data.join(LOCK))
            .map_err(io)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::Busy(data.display().to_string())),
            Err(TryLockError::Error(fault)) => return Err(io(fault)),
        }
        let path = data.join(NAME);
        let file = File::options().create(true).append(true).open(&path).map_err(io)?;
        Ok(Self {
            path,
            file,
            end: 0,
            lines: 0,
            torn: false,
            _lock: lock,
        })
    }

    /// Reads what is there, line by line. A line that does not read back, as after a loss of power, is left out and said in
    /// the log.
    pub(crate) fn read(&mut self) -> io::Result<State> {
        let mut state = State::over(Some(Lines::open(&self.path)?));
        let mut lost = 0;
        let mut reader = BufReader::new(File::open(&self.path)?);
        let mut line = Vec::new();
        loop {
            line.clear();
            let length = reader.read_until(b'\n', &mut line)?;
            if length == 0 {
                break;
            }
            self.torn = line.last() != Some(&b'\n');
            match serde_json::from_slice::<Line>(&line) {
                Ok(line) => {
                    state.apply(&line, Some(self.end));
                    self.lines += 1;
                }
                Err(_) if line.trim_ascii().is_empty() => {}
                Err(_) => lost += 1,
            }
            self.end += length as u64;
        }
        if lost > 0 {
            self.torn = true;
            tracing::warn!(lost, "lines of the history could not be read and are left out");
        }
        state.compact();
        Ok(state)
    }

    /// Adds lines, and gives the place where each begins. A disk that refuses is logged, and all is written with the next
    /// change; [`Store::tidy`] does it.
    pub(crate) fn add(&mut self, lines: &[Line]) -> Option<Vec<u64>> {
        if self.torn {
            return None;
        }
        let written = self.write(lines);
        self.torn = written.is_err();
        written.map_err(|fault| self.refused(&fault)).ok()
    }

    fn write(&mut self, lines: &[Line]) -> io::Result<Vec<u64>> {
        let mut bytes = Vec::new();
        let mut places = Vec::with_capacity(lines.len());
        for line in lines {
            places.push(self.end + bytes.len() as u64);
            write(line, &mut bytes)?;
        }
        self.file.write_all(&bytes)?;
        self.file.sync_data()?;
        self.end += bytes.len() as u64;
        self.lines += lines.len();
        Ok(places)
    }

    /// Writes the file anew where it lacks something, has many lines that others replaced, or too much has to be held in
    /// memory; gives the state over the new one.
    pub(crate) fn tidy(&mut self, state: &State) -> Option<State> {
        let long = self.lines > 2 * state.len() + SLACK;
        if !self.torn && !long && state.held.len() <= SLACK {
            return None;
        }
        let written = self.rewrite(state);
        self.torn = written.is_err();
        written.map_err(|fault| self.refused(&fault)).ok()
    }

    fn refused(&self, fault: &io::Error) {
        tracing::error!(%fault, path = %self.path.display(), "the history could not be written");
    }

    fn rewrite(&mut self, state: &State) -> io::Result<State> {
        let beside = self.path.with_extension("new");
        let mut anew = State::over(None);
        let mut file = BufWriter::new(File::create(&beside)?);
        let (mut lines, mut end, mut bytes) = (0, 0, Vec::new());
        for line in state.lines() {
            let line = line?;
            bytes.clear();
            write(&line, &mut bytes)?;
            file.write_all(&bytes)?;
            anew.put(&line, line.first.unwrap_or(line.at), Some(end));
            end += bytes.len() as u64;
            lines += 1;
        }
        file.into_inner()?.sync_all()?;
        fs::rename(&beside, &self.path)?;
        if let Some(folder) = self.path.parent() {
            File::open(folder)?.sync_all()?;
        }
        self.file = File::options().append(true).open(&self.path)?;
        anew.read_lines(Lines::open(&self.path)?);
        (self.lines, self.end) = (lines, end);
        Ok(anew)
    }
}

fn write(line: &Line, bytes: &mut Vec<u8>) -> io::Result<()> {
    serde_json::to_writer(&mut *bytes, line)?;
    bytes.push(b'\n');
    Ok(())
}
