//! The history on disk: `history.jsonl` in the data folder, one line a change, only ever added to.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use crate::Error;
use crate::state::{Line, State};

/// Name of the file.
const NAME: &str = "history.jsonl";
/// Held while a process keeps the history; the system lets it go however the process ends.
const LOCK: &str = ".history.lock";
/// Lines that the file may have beyond one per record before it is written anew.
const SLACK: usize = 4096;

/// The file, open for adding.
pub(crate) struct Store {
    path: PathBuf,
    file: File,
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
            lines: 0,
            torn: false,
            _lock: lock,
        })
    }

    /// Reads what is there, line by line. A line that does not read back, as after a loss of power, is left out and said in
    /// the log.
    pub(crate) fn read(&mut self) -> io::Result<State> {
        let mut state = State::default();
        let mut lost = 0;
        let mut reader = BufReader::new(File::open(&self.path)?);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line)? > 0 {
            self.torn = line.last() != Some(&b'\n');
            match serde_json::from_slice::<Line>(&line) {
                Ok(line) => {
                    state.apply(&line);
                    self.lines += 1;
                }
                Err(_) if line.trim_ascii().is_empty() => {}
                Err(_) => lost += 1,
            }
            line.clear();
        }
        if lost > 0 {
            self.torn = true;
            tracing::warn!(lost, "lines of the history could not be read and are left out");
        }
        Ok(state)
    }

    /// Adds lines; `state` holds them already. A disk that refuses is logged, and all is written with the next change.
    pub(crate) fn append(&mut self, lines: &[Line], state: &State) {
        let written = if self.torn || self.lines + lines.len() > 2 * state.len() + SLACK {
            self.rewrite(state)
        } else {
            self.add(lines)
        };
        if let Err(fault) = written {
            self.torn = true;
            tracing::error!(%fault, path = %self.path.display(), "the history could not be written");
        }
    }

    fn add(&mut self, lines: &[Line]) -> io::Result<()> {
        self.file.write_all(&bytes(lines.iter())?)?;
        self.file.sync_data()?;
        self.lines += lines.len();
        Ok(())
    }

    fn rewrite(&mut self, state: &State) -> io::Result<()> {
        let beside = self.path.with_extension("new");
        let lines: Vec<Line> = state.lines().collect();
        let mut file = File::create(&beside)?;
        file.write_all(&bytes(lines.iter())?)?;
        file.sync_all()?;
        fs::rename(&beside, &self.path)?;
        if let Some(folder) = self.path.parent() {
            File::open(folder)?.sync_all()?;
        }
        self.file = File::options().append(true).open(&self.path)?;
        (self.lines, self.torn) = (lines.len(), false);
        Ok(())
    }
}

fn bytes<'a>(lines: impl Iterator<Item = &'a Line>) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    for line in lines {
        serde_json::to_writer(&mut out, line)?;
        out.push(b'\n');
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use search::Listed;

    use super::*;

    fn listed(all: &[&str]) -> Vec<Listed> {
        let one = |ma: &&str| Listed {
            ma: (*ma).to_owned(),
            collection: "ky-thuat".to_owned(),
            fields: Vec::new(),
            hash: "1".to_owned(),
        };
        all.iter().map(one).collect()
    }

    fn take(store: &mut Store, state: &mut State, all: &[&str], now: i64) -> usize {
        let lines = state.compare(&listed(all), None, now);
        lines.iter().for_each(|line| state.apply(line));
        store.append(&lines, state);
        lines.len()
    }

    fn opened(data: &Path) -> (Store, State) {
        let mut store = Store::open(data).expect("opened");
        let state = store.read().expect("read");
        (store, state)
    }

    #[test]
    fn it_survives_a_restart_and_a_torn_line() {
        let dir = tempfile::tempdir().expect("a folder");
        let (mut store, mut state) = opened(dir.path());
        assert_eq!(take(&mut store, &mut state, &["a", "b"], 10), 2);
        assert_eq!(take(&mut store, &mut state, &["a"], 20), 1);
        assert!(matches!(Store::open(dir.path()), Err(Error::Busy(_))), "one keeper");
        drop(store);
        let path = dir.path().join(NAME);
        let mut text = fs::read_to_string(&path).expect("read");
        assert_eq!(text.lines().count(), 3);
        text.push_str("{\"at\":30,\"what\":\"gone\",\"ma\":\"a");
        fs::write(&path, text).expect("written");
        let (mut store, mut state) = opened(dir.path());
        assert!(state.entry("b").is_some_and(|b| b.gone && b.changed == 20));
        assert!(state.entry("a").is_some_and(|a| !a.gone && a.first == 10));
        // The next change writes the file anew, without the torn line.
        assert_eq!(take(&mut store, &mut state, &["a", "c"], 40), 1);
        drop(store);
        let text = fs::read_to_string(&path).expect("read");
        assert!(text.lines().all(|line| serde_json::from_str::<Line>(line).is_ok()));
        let (_, again) = opened(dir.path());
        assert_eq!((again.len(), again.latest()), (3, 40));
    }
}
