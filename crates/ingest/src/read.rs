//! From files to parsed records: bounded reading, content hashes, and parsing on all cores in the order of the files.

use std::fs::File;
use std::io::{self, Read};
use std::num::NonZero;
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use catalogue::encoding::MAX_FILE;
use catalogue::{Code, Declarations, Diagnostic, Parsed, Severity, codes};

use search::Holdings;

use crate::build::Progress;
use crate::{Error, SourceFile};

/// A file that is there and can not be read. Belongs to the hundreds `01` of [`catalogue::codes`].
pub const UNREADABLE: Code = "NC0199";

/// Most files parsed before they are handed on.
const WINDOW_FILES: usize = 1024;
/// Most bytes of text parsed before they are handed on; rendered they take several times as much memory.
const WINDOW_BYTES: u64 = 16 << 20;

/// What became of one file.
#[derive(Debug)]
pub(crate) struct Reading {
    /// Hash of the bytes; empty when they could not be read.
    pub(crate) hash: String,
    /// The record, with every finding.
    pub(crate) parsed: Parsed,
    /// The raw front matter says something about who may see the record.
    pub(crate) keys: Vec<&'static str>,
    /// Why the file could not be read.
    pub(crate) fault: Option<io::Error>,
}

/// Identifies the bytes of a file *as this version of the program reads them*: a new version may read the same bytes
/// differently, so it takes every file up anew.
pub(crate) fn hash(bytes: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(concat!(env!("CARGO_PKG_VERSION"), "\n").as_bytes());
    hasher.update(bytes);
    hasher.finalize().to_hex().as_str()[..32].to_owned()
}

/// The bytes of a file, at most `max` of them, and its size.
pub(crate) fn bounded(path: &Path, max: u64) -> io::Result<(Vec<u8>, u64)> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(max)).unwrap_or(0));
    file.take(max).read_to_end(&mut bytes)?;
    Ok((bytes, size))
}

/// Reads and parses one file. `known` is the hash in the index: an unchanged file gives `None`.
pub(crate) fn reading(declarations: &Declarations, file: &SourceFile, known: Option<&str>) -> Option<Reading> {
    let max = MAX_FILE as u64;
    let whole = |code, message, remedy: &str| Parsed {
        diagnostics: vec![finding(code, &file.path, message, remedy)],
        ..Parsed::default()
    };
    let (bytes, size) = match bounded(&file.absolute, max) {
        Ok(read) => read,
        Err(fault) => {
            let parsed = whole(
                UNREADABLE,
                format!("không đọc được tệp: {fault}"),
                "Kiểm tra quyền đọc của tệp.",
            );
            return Some(Reading {
                hash: String::new(),
                parsed,
                keys: Vec::new(),
                fault: Some(fault),
            });
        }
    };
    if size > max {
        let message = format!("tệp dài {size} byte, quá {max} byte, nên không được đọc");
        let parsed = whole(
            codes::FILE_TOO_LARGE,
            message,
            "Chia nhỏ nội dung, hoặc để phần dài thành tệp đính kèm.",
        );
        return Some(Reading {
            hash: String::new(),
            parsed,
            keys: Vec::new(),
            fault: None,
        });
    }
    let hash = hash(&bytes);
    if known == Some(hash.as_str()) {
        return None;
    }
    let parsed = catalogue::parse(declarations, &file.path, &bytes);
    Some(Reading {
        hash,
        parsed,
        keys: crate::admission::keys_written(&bytes),
        fault: None,
    })
}

/// Of `files` those that `holdings` does not have as they are, ordered; what can not be read is among them. All are met there.
pub(crate) fn differing(
    mut files: impl Iterator<Item = Result<SourceFile, Error>>,
    holdings: &mut Holdings,
    expected: usize,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<SourceFile>, Error> {
    let mut out = Vec::new();
    let mut done = 0;
    loop {
        let mut part: Vec<SourceFile> = files.by_ref().take(WINDOW_FILES).collect::<Result<_, _>>()?;
        if part.is_empty() {
            out.sort();
            return Ok(out);
        }
        part.sort();
        let same = parallel(&part, cores(), |file| {
            // A byte more than is read as a record shows that it is longer.
            let read = bounded(&file.absolute, MAX_FILE as u64 + 1);
            read.is_ok_and(|(bytes, _)| holdings.has(&file.path, &hash(&bytes)))
        });
        done += part.len();
        for (file, (_, same)) in part.into_iter().zip(same) {
            holdings.meet(&file.path);
            if !same {
                out.push(file);
            }
        }
        progress(Progress::Reading {
            done,
            total: expected.max(done),
        });
    }
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Reads and parses `files` on all cores; `sink` gets them one by one, in their order. `known` gives the hash that the
/// index has for a path.
pub(crate) fn each<E>(
    declarations: &Declarations,
    files: &[SourceFile],
    known: impl Fn(&str) -> Option<String> + Sync,
    mut sink: impl FnMut(usize, Option<Reading>) -> Result<(), E>,
) -> Result<(), E> {
    let mut start = 0;
    while start < files.len() {
        let window = window(files, start);
        start = window.end;
        let part = files.get(window.clone()).unwrap_or_default();
        for (offset, reading) in parallel(part, cores(), |file| {
            reading(declarations, file, known(&file.path).as_deref())
        }) {
            sink(window.start + offset, reading)?;
        }
    }
    Ok(())
}

/// The files from `start` that are parsed together.
fn window(files: &[SourceFile], start: usize) -> Range<usize> {
    let mut bytes = 0;
    let count = files.iter().skip(start).take(WINDOW_FILES).take_while(|file| {
        let fits = bytes < WINDOW_BYTES;
        bytes += file.size;
        fits
    });
    start..start + count.count().max(1)
}

/// `work` on every item, by `cores` threads; results in the order of the items.
fn parallel<T: Sync, R: Send>(items: &[T], cores: usize, work: impl Fn(&T) -> R + Sync) -> Vec<(usize, R)> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { return done };
            done.push((at, work(item)));
        }
    };
    let mut all: Vec<(usize, R)> = thread::scope(|scope| {
        let threads: Vec<_> = (1..cores.min(items.len())).map(|_| scope.spawn(worker)).collect();
        let mut all = worker();
        for thread in threads {
            match thread.join() {
                Ok(done) => all.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    all.sort_by_key(|(at, _)| *at);
    all
}

/// A finding about a file as a whole.
pub(crate) fn finding(code: Code, path: &str, message: String, remedy: &str) -> Diagnostic {
    let severity = codes::info(code).map_or(Severity::Error, |row| row.severity);
    Diagnostic {
        code,
        severity,
        path: path.to_owned(),
        line: 0,
        column: 0,
        length: 0,
        source: String::new(),
        message,
        remedy: remedy.to_owned(),
        field: None,
    }
}
