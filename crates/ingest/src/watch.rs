//! Follows edits: what changes under `content/` is searchable within a second.
//!
//! An edit is taken up from the paths that the system reports, without a scan. When the system lost count
//! (overflow), when something failed, and once at the start, everything is compared by hash instead.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use catalogue::{Declarations, Diagnostic, Severity};
use notify_debouncer_full::{DebounceEventResult, notify};
use search::WriteError;

use crate::events::{Reporter, Work, report};
use crate::update::{self, Outcome};
use crate::{Error, SourceFile, build, load_declarations, lock, walk};

/// How long after a failure everything is compared again; doubled with every further failure, up to a bound.
const RETRY: Duration = Duration::from_secs(2);
/// The longest wait after failures.
const MAX_RETRY: Duration = Duration::from_secs(120);

/// What happened while watching.
#[derive(Debug)]
pub enum Change {
    /// The index was changed in place; it is committed and can be reloaded.
    Updated(Outcome),
    /// The declarations changed and a new index is in place of the old one.
    Rebuilt {
        /// The new declarations.
        declarations: Arc<Declarations>,
        /// Counts and findings.
        outcome: Outcome,
    },
    /// The declarations now have errors; those before stay in force until the errors are mended.
    DeclarationsRejected(Vec<Diagnostic>),
    /// A change could not be taken up; it is tried again.
    Failed(Error),
}

/// Watches until it is dropped. A change that is being written then is finished or, when the process ends, undone.
pub struct Watcher {
    _reporter: Reporter,
}

impl std::fmt::Debug for Watcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watcher")
    }
}

/// Keeps the index equal to `content` from now on. `declarations` are those that the index was made for; `on_change`
/// is called on a thread of the watcher, as soon as a change can be seen by readers.
///
/// # Errors
/// The folder is missing, or the system does not report changes in it.
pub fn watch(
    content: &Path,
    index: &Path,
    declarations: Arc<Declarations>,
    on_change: impl FnMut(Change) + Send + 'static,
) -> Result<Watcher, Error> {
    let content = walk::root(content)?;
    let failed = |error: notify::Error| Error::Watch {
        path: content.clone(),
        reason: error.to_string(),
    };
    let (sender, receiver) = mpsc::channel();
    let reporter = report(&content, sender).map_err(failed)?;
    let follower = Follower {
        content,
        index: index.to_owned(),
        declarations,
        excluded: BTreeSet::new(),
        on_change: Box::new(on_change),
    };
    thread::Builder::new()
        .name("ingest".to_owned())
        .spawn(move || follower.run(&receiver))
        .map_err(|error| Error::Watch {
            path: index.to_owned(),
            reason: error.to_string(),
        })?;
    Ok(Watcher { _reporter: reporter })
}

struct Follower {
    content: PathBuf,
    index: PathBuf,
    declarations: Arc<Declarations>,
    /// Files that are there and not in the index: one of them may come in when another changes.
    excluded: BTreeSet<PathBuf>,
    on_change: Box<dyn FnMut(Change) + Send>,
}

impl Follower {
    /// Works until nobody watches.
    fn run(mut self, receiver: &Receiver<DebounceEventResult>) {
        // What changed between the first indexing and the watching is found by comparing once.
        let mut work = Work::everything();
        let mut wait = RETRY;
        loop {
            let failed = match self.work(&work) {
                Ok(()) => None,
                Err(error) => {
                    (self.on_change)(Change::Failed(error));
                    Some(Instant::now() + wait)
                }
            };
            wait = if failed.is_some() {
                (wait * 2).min(MAX_RETRY)
            } else {
                RETRY
            };
            work = if failed.is_some() {
                Work::everything()
            } else {
                Work::default()
            };
            // After a failure new edits do not hurry the next try: it compares everything.
            while failed.map_or(work.is_empty(), |until| Instant::now() < until) {
                let next = match failed {
                    None => receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
                    Some(until) => receiver.recv_timeout(until.saturating_duration_since(Instant::now())),
                };
                match next {
                    Ok(result) => work.add(&self.content, result),
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
            while let Ok(result) = receiver.try_recv() {
                work.add(&self.content, result);
            }
        }
    }

    fn work(&mut self, work: &Work) -> Result<(), Error> {
        if work.declarations && self.declare()? {
            return Ok(());
        }
        match self.take_up(work) {
            // The folder of the index may be deleted at any time: then it is made again.
            Err(Error::Write(WriteError::Fault(fault))) => {
                tracing::warn!("lập lại toàn bộ chỉ mục vì {fault}");
                self.rebuild(Arc::clone(&self.declarations))
            }
            done => done,
        }
    }

    /// Takes up changed records.
    fn take_up(&mut self, work: &Work) -> Result<(), Error> {
        if !work.scan && work.paths.is_empty() {
            return Ok(());
        }
        let lock = lock::take(&self.index)?;
        let mut committed = if work.scan {
            update::all(&lock, &self.content, &self.index, &self.declarations, &mut |_| {})?
        } else {
            let (files, gone) = self.resolve(&work.paths)?;
            let is_gone = |path: &str| {
                gone.iter().any(|g| {
                    path.strip_prefix(g.as_str())
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                })
            };
            update::some(&lock, &self.index, &self.declarations, &files, &is_gone)?
        };
        self.remember(&committed.outcome);
        let outcome = std::mem::take(&mut committed.outcome);
        if outcome.touched() || !outcome.diagnostics.is_empty() {
            (self.on_change)(Change::Updated(outcome));
        }
        committed.merge(&self.index).map(drop)
    }

    /// The files behind the reported paths, and paths at or under which nothing is left.
    fn resolve(&self, paths: &BTreeSet<PathBuf>) -> Result<(Vec<SourceFile>, Vec<String>), Error> {
        let (mut files, mut gone) = (Vec::new(), Vec::new());
        for path in paths.iter().chain(&self.excluded) {
            if fs::symlink_metadata(path).is_ok_and(|m| m.is_dir()) {
                files.extend(walk::walk_under(&self.content, path)?);
            } else if let Some(file) = walk::source_file(&self.content, &self.content, path) {
                files.push(file);
            } else if let Some(path) = walk::relative(&self.content, path) {
                gone.push(path);
            }
        }
        files.sort();
        files.dedup_by(|a, b| a.path == b.path);
        Ok((files, gone))
    }

    fn remember(&mut self, outcome: &Outcome) {
        let excluded = outcome.excluded.iter().map(|e| &e.path);
        self.excluded = excluded
            .chain(outcome.unreadable.iter().map(|(path, _)| path))
            .map(|path| self.content.join(path))
            .collect();
    }

    /// Reads the declarations again; true when they changed and everything was built anew.
    fn declare(&mut self) -> Result<bool, Error> {
        let (declarations, diagnostics) = load_declarations(&self.content)?;
        if search::fingerprint(&declarations) == search::fingerprint(&self.declarations) {
            return Ok(false);
        }
        if diagnostics.iter().any(|d| d.severity == Severity::Error) {
            (self.on_change)(Change::DeclarationsRejected(diagnostics));
            return Ok(false);
        }
        self.rebuild(Arc::new(declarations))?;
        Ok(true)
    }

    fn rebuild(&mut self, declarations: Arc<Declarations>) -> Result<(), Error> {
        let lock = lock::take(&self.index)?;
        let outcome = build::locked(&lock, &self.content, &self.index, &declarations, &mut |_| {})?;
        self.remember(&outcome);
        self.declarations = Arc::clone(&declarations);
        (self.on_change)(Change::Rebuilt { declarations, outcome });
        Ok(())
    }
}
