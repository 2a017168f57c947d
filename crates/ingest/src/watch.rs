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
use std::time::Duration;

use catalogue::{Declarations, Diagnostic, Severity};
use notify_debouncer_full::notify::event::{AccessKind, AccessMode, EventKind};
use notify_debouncer_full::notify::{self, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, DebouncedEvent, Debouncer, RecommendedCache, new_debouncer};
use search::WriteError;

use crate::update::{self, Outcome};
use crate::walk::{self, DECLARED};
use crate::{Error, SourceFile, build, load_declarations, lock};

/// An editor writes a file in several steps; what comes within this time is one edit.
const QUIET: Duration = Duration::from_millis(200);
/// How long after a failure everything is compared again.
const RETRY: Duration = Duration::from_secs(2);

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
    _debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
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
    let mut debouncer = new_debouncer(QUIET, None, move |result: DebounceEventResult| {
        // The other end is gone only when nobody follows any more.
        let _ = sender.send(result);
    })
    .map_err(failed)?;
    debouncer.watch(&content, RecursiveMode::Recursive).map_err(failed)?;
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
    Ok(Watcher { _debouncer: debouncer })
}

/// What the reported events ask for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Work {
    /// Compare everything.
    scan: bool,
    /// Read the declarations again.
    declarations: bool,
    /// Files and folders that may have changed, come or gone.
    paths: BTreeSet<PathBuf>,
}

impl Work {
    fn everything() -> Self {
        Work {
            scan: true,
            declarations: true,
            paths: BTreeSet::new(),
        }
    }

    fn is_empty(&self) -> bool {
        !self.scan && !self.declarations && self.paths.is_empty()
    }

    fn add(&mut self, content: &Path, result: DebounceEventResult) {
        match result {
            Ok(events) => events.iter().for_each(|event| self.event(content, event)),
            Err(errors) => {
                tracing::warn!(?errors, "có thể đã bỏ sót thay đổi nên so lại toàn bộ nội dung");
                *self = Work::everything();
            }
        }
    }

    fn event(&mut self, content: &Path, event: &DebouncedEvent) {
        if event.need_rescan() {
            *self = Work::everything();
        }
        // Reading is no change; our own reading would go round in circles.
        if matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write)) {
            return;
        }
        for path in &event.paths {
            let Some(inside) = walk::relative(content, path) else {
                continue;
            };
            if inside.is_empty() {
                self.scan = true;
            } else if inside.split('/').next().is_some_and(|first| DECLARED.contains(&first)) {
                self.declarations = true;
            } else if !walk::is_aside(&inside) {
                self.paths.insert(path.clone());
            }
        }
    }
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
        loop {
            if !work.is_empty() {
                work = match self.work(&work) {
                    Ok(()) => Work::default(),
                    Err(error) => {
                        (self.on_change)(Change::Failed(error));
                        Work::everything()
                    }
                };
            }
            let next = if work.is_empty() {
                receiver.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                receiver.recv_timeout(RETRY)
            };
            match next {
                Ok(result) => work.add(&self.content, result),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
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
