//! Follows edits: what changes under `content/` is searchable within a second.
//!
//! An edit is taken up from the paths that the system reports, without a scan. When the system lost count
//! (overflow), when something failed, and once at the start, everything is compared by hash instead: what is served from
//! the first moment is the index as it was left, and what was edited meanwhile follows within the time that a look at
//! every file takes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use catalogue::{Declarations, Diagnostic, Severity};
use notify_debouncer_full::{DebounceEventResult, notify};
use search::WriteError;

use crate::events::{Work, report};
use crate::update::{self, Outcome};
use crate::{Error, SourceFile, build, load_declarations, lock, walk};

/// How long the first look at all files waits: who starts has first answers to give, and the look takes every processor.
const START: Duration = Duration::from_millis(200);
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
    /// The system does not report changes: the content was compared once, and edits are seen at the next start.
    Unwatched(Error),
}

/// The state of the index when watching begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begin {
    /// It was made or verified a moment ago ([`crate::ensure`]).
    Verified,
    /// It was only opened: checksums are looked at before anything is compared, and a damaged index is built anew.
    Opened,
}

/// What the system reports, or `None` when nobody follows any more.
type Report = Option<DebounceEventResult>;

/// Watches until it is dropped. A change that is being written then is finished or, when the process ends, undone.
pub struct Watcher {
    stop: Sender<Report>,
}

impl Drop for Watcher {
    fn drop(&mut self) {
        // The other end is gone only when it had nothing to follow.
        let _ = self.stop.send(None);
    }
}

impl std::fmt::Debug for Watcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watcher")
    }
}

/// Keeps the index equal to `content` from now on, beginning with a look at all of it. `declarations` are those that the
/// index was made for; `on_change` is called on a thread of the watcher, as soon as a change can be seen by readers, and
/// once after that first look.
///
/// # Errors
/// The folder is missing, or there is no thread for the work.
pub fn watch(
    content: &Path,
    index: &Path,
    declarations: Arc<Declarations>,
    begin: Begin,
    on_change: impl FnMut(Change) + Send + 'static,
) -> Result<Watcher, Error> {
    let content = walk::root(content)?;
    let (stop, receiver) = mpsc::channel();
    let reports = stop.clone();
    let mut follower = Follower {
        content,
        index: index.to_owned(),
        declarations,
        unverified: begin == Begin::Opened,
        excluded: BTreeSet::new(),
        on_change: Box::new(on_change),
    };
    thread::Builder::new()
        .name("ingest".to_owned())
        .spawn(move || {
            if !matches!(receiver.recv_timeout(START), Err(RecvTimeoutError::Timeout)) {
                return;
            }
            match report(&follower.content, reports) {
                Ok(_reporter) => follower.run(&receiver),
                Err(error) => follower.run_once(&error),
            }
        })
        .map_err(|error| Error::Watch {
            path: index.to_owned(),
            reason: error.to_string(),
        })?;
    Ok(Watcher { stop })
}

/// Does what takes much memory for a moment on a thread that ends with it: only then all of it goes back to the system.
fn apart<T: Send>(much: bool, work: impl FnOnce() -> T + Send) -> T {
    if !much {
        return work();
    }
    thread::scope(|scope| match scope.spawn(work).join() {
        Ok(done) => done,
        Err(panic) => std::panic::resume_unwind(panic),
    })
}

struct Follower {
    content: PathBuf,
    index: PathBuf,
    declarations: Arc<Declarations>,
    /// The checksums of the index were not looked at yet.
    unverified: bool,
    /// Files that are there and not in the index: one of them may come in when another changes.
    excluded: BTreeSet<PathBuf>,
    on_change: Box<dyn FnMut(Change) + Send>,
}

impl Follower {
    /// Compares everything once; nothing will be reported.
    fn run_once(&mut self, error: &notify::Error) {
        if let Err(error) = apart(true, || self.work(&Work::everything())) {
            (self.on_change)(Change::Failed(error));
        }
        let path = self.content.clone();
        let reason = error.to_string();
        (self.on_change)(Change::Unwatched(Error::Watch { path, reason }));
    }

    /// Works until nobody watches.
    fn run(&mut self, receiver: &Receiver<Report>) {
        // What changed before the watching is found by comparing once.
        let mut work = Work::everything();
        let mut wait = RETRY;
        loop {
            let failed = match apart(work.scan, || self.work(&work)) {
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
                    Ok(Some(result)) => work.add(&self.content, result),
                    Err(RecvTimeoutError::Timeout) => {}
                    Ok(None) | Err(RecvTimeoutError::Disconnected) => return,
                }
            }
            while let Ok(report) = receiver.try_recv() {
                match report {
                    Some(result) => work.add(&self.content, result),
                    None => return,
                }
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
        if self.unverified {
            // Left by a build that was killed.
            search::tidy(&self.index);
            search::verify(&self.index, &self.declarations).map_err(|fault| Error::Write(fault.into()))?;
            self.unverified = false;
        }
        let mut committed = if work.scan {
            update::all(&lock, &self.content, &self.index, &self.declarations, &mut |_| {})?
        } else {
            let (files, gone) = self.resolve(&work.paths)?;
            update::some(&lock, &self.index, &self.declarations, &files, &gone, &mut |_| {})?
        };
        self.remember(&committed.outcome);
        let outcome = std::mem::take(&mut committed.outcome);
        if work.scan || outcome.touched() || !outcome.diagnostics.is_empty() {
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
        self.unverified = false;
        self.declarations = Arc::clone(&declarations);
        (self.on_change)(Change::Rebuilt { declarations, outcome });
        Ok(())
    }
}
