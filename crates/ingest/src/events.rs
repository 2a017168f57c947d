//! What the file system reports, and what has to be done about it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::time::Duration;

use notify_debouncer_full::notify::event::{AccessKind, AccessMode, EventKind};
use notify_debouncer_full::notify::{
    self, Event, EventHandler, RecommendedWatcher, RecursiveMode, Watcher, WatcherKind,
};
use notify_debouncer_full::{DebounceEventResult, DebouncedEvent, Debouncer, RecommendedCache, new_debouncer_opt};

use crate::walk::{self, DECLARED};

/// An editor writes a file in several steps; what comes within this time is one edit.
const QUIET: Duration = Duration::from_millis(30);

/// The watcher with its debouncer.
pub(crate) type Reporter = Debouncer<Writes, RecommendedCache>;

/// Reports changes under `content` to `sender` until it is dropped.
pub(crate) fn report(content: &Path, sender: Sender<Option<DebounceEventResult>>) -> notify::Result<Reporter> {
    let handler = move |result: DebounceEventResult| {
        // The other end is gone only when nobody follows any more.
        let _ = sender.send(Some(result));
    };
    let config = notify::Config::default().with_follow_symlinks(false);
    let mut reporter = new_debouncer_opt(QUIET, None, handler, RecommendedCache::new(), config)?;
    reporter.watch(content, RecursiveMode::Recursive)?;
    Ok(reporter)
}

/// The system's watcher without its reports of reading: comparing all files would flood the debouncer, and our own
/// reading would go round in circles.
#[derive(Debug)]
pub(crate) struct Writes(RecommendedWatcher);

impl Watcher for Writes {
    fn new<F: EventHandler>(mut handler: F, config: notify::Config) -> notify::Result<Self> {
        let inner = move |event: notify::Result<Event>| {
            if !event.as_ref().is_ok_and(is_reading) {
                handler.handle_event(event);
            }
        };
        RecommendedWatcher::new(inner, config).map(Self)
    }

    fn watch(&mut self, path: &Path, mode: RecursiveMode) -> notify::Result<()> {
        self.0.watch(path, mode)
    }

    fn unwatch(&mut self, path: &Path) -> notify::Result<()> {
        self.0.unwatch(path)
    }

    fn configure(&mut self, config: notify::Config) -> notify::Result<bool> {
        self.0.configure(config)
    }

    fn kind() -> WatcherKind {
        RecommendedWatcher::kind()
    }
}

fn is_reading(event: &Event) -> bool {
    matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write))
}

/// What the reported events ask for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Work {
    /// Compare everything.
    pub(crate) scan: bool,
    /// Read the declarations again.
    pub(crate) declarations: bool,
    /// Files and folders that may have changed, come or gone.
    pub(crate) paths: BTreeSet<PathBuf>,
}

impl Work {
    pub(crate) fn everything() -> Self {
        Work {
            scan: true,
            declarations: true,
            paths: BTreeSet::new(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        !self.scan && !self.declarations && self.paths.is_empty()
    }

    pub(crate) fn add(&mut self, content: &Path, result: DebounceEventResult) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(kind: EventKind, paths: &[&str]) -> Work {
        let mut event = Event::new(kind);
        event.paths = paths.iter().map(PathBuf::from).collect();
        let mut work = Work::default();
        work.add(
            Path::new("/nd"),
            Ok(vec![DebouncedEvent::new(event, std::time::Instant::now())]),
        );
        work
    }

    #[test]
    fn paths_say_what_to_do() {
        let changed = EventKind::Any;
        assert_eq!(asked(changed, &["/nd/ky-thuat/a.md"]).paths.len(), 1);
        assert_eq!(asked(changed, &["/nd/ky-thuat"]).paths.len(), 1);
        assert!(asked(changed, &["/nd/_collections/ky-thuat.yaml"]).declarations);
        assert!(asked(changed, &["/nd"]).scan);
        assert!(asked(changed, &["/nd/.git/index", "/nd/ky-thuat/.a.md.swp", "/khac/a.md"]).is_empty());
    }

    #[test]
    fn a_system_that_lost_count_asks_for_everything() {
        let mut work = Work::default();
        let event = Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan);
        work.add(
            Path::new("/nd"),
            Ok(vec![DebouncedEvent::new(event, std::time::Instant::now())]),
        );
        assert_eq!(work, Work::everything());
        work.add(Path::new("/nd"), Err(vec![notify::Error::generic("x")]));
        assert_eq!(work, Work::everything());
    }

    #[test]
    fn reading_is_no_change() {
        assert!(is_reading(&Event::new(EventKind::Access(AccessKind::Open(
            AccessMode::Any
        )))));
        assert!(!is_reading(&Event::new(EventKind::Access(AccessKind::Close(
            AccessMode::Write
        )))));
        assert!(!is_reading(&Event::new(EventKind::Any)));
    }
}
