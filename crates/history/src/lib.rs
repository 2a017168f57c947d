//! What the content can not tell: when a public record was first seen, when it last changed, and that it was there once.
//!
//! Harvesters ask “what changed since?” and must be told of records that are gone, also after the index was deleted and
//! built anew. So the answer lives in the data folder and not in the index: one line of `history.jsonl` for every change
//! of a *public* record. The lines are found by comparing what the index serves now with what was known
//! ([`History::follow`]), never from what some run of ingest said it did: a run in another process, a rebuild, an edit
//! while nothing ran and a kill at any moment all come out the same.
//!
//! What holds:
//!
//! - A moment is when a change could first be *seen* here, in whole seconds, and moments never fall: a harvester that asks
//!   from the moment of its last answer misses nothing, also where the clock was set back.
//! - What was never public is never written. Of what was, the identifier, its collection and fields of science stay, so
//!   that those who hold a copy can be told to delete it, and nothing else does.
//! - A line stays where it was written until the file is written anew, so that of a record only hashes and that place need
//!   be in memory; its text is read again where someone asks. Where the short hashes of two records meet, their lines are
//!   read; that nothing changed is said by 96 bits of hashes whose key is drawn at every start.
//! - A record is changed when its source is. Other labels in a vocabulary are no change of the records that use it.

mod chunks;
mod compare;
mod entry;
mod held;
mod keeper;
mod laid;
mod line;
mod lines;
mod once;
mod state;
mod store;
#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock, RwLockReadGuard};
use std::time::{SystemTime, UNIX_EPOCH};

use search::{Index, SearchError};

pub use entry::{Entry, Page, Selection};
use keeper::Keeper;
use state::State;
use store::Store;

/// Key of the facet whose values are kept beside the collection: harvesters select by it.
pub const FIELD_OF_SCIENCE: &str = "linh_vuc";

/// Why the history can not be kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another process keeps it.
    #[error("thư mục dữ liệu “{0}” đang được một tiến trình khác dùng")]
    Busy(String),
    /// The disk refused.
    #[error("không đọc hoặc ghi được thư mục dữ liệu “{path}”: {fault}")]
    Io {
        /// The folder.
        path: String,
        /// The system's word.
        fault: std::io::Error,
    },
}

/// The history of the public records. Clones share it.
#[derive(Clone)]
pub struct History {
    shared: Arc<Shared>,
}

impl std::fmt::Debug for History {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("History")
    }
}

struct Shared {
    /// Read from the disk when it is first asked for.
    state: OnceLock<RwLock<State>>,
    /// Held while comparing and writing.
    keeper: Mutex<Keeper>,
    /// The state of the index that was compared last, plus one; 0 for none.
    followed: AtomicU64,
}

impl History {
    /// Opens the history in the data folder, which is made where it is missing. What it holds is read when it is first asked
    /// for: who starts a service need not wait for it.
    ///
    /// # Errors
    /// Another process keeps it, or the disk refused.
    pub fn open(data: &Path) -> Result<Self, Error> {
        Ok(Self::of(Some(Store::open(data)?)))
    }

    /// A history that is forgotten with the process.
    pub fn in_memory() -> Self {
        Self::of(None)
    }

    fn of(store: Option<Store>) -> Self {
        let shared = Shared {
            state: OnceLock::new(),
            keeper: Mutex::new(Keeper::new(store)),
            followed: AtomicU64::new(0),
        };
        Self {
            shared: Arc::new(shared),
        }
    }

    /// Takes up what the index serves now; cheap where it is the state of the last time. Gives the number of changes.
    ///
    /// A disk that refuses is logged and does not stand in the way: what was not written is written with the next change.
    ///
    /// # Errors
    /// The index can not be read.
    pub fn follow(&self, index: &Index) -> Result<usize, SearchError> {
        let generation = index.generation().wrapping_add(1);
        if self.shared.followed.load(Ordering::Acquire) == generation {
            return Ok(0);
        }
        let mut keeper = self.keeper();
        if self.shared.followed.load(Ordering::Acquire) == generation {
            return Ok(0);
        }
        let state = self.state(&mut keeper);
        let mut listing = index.listing(FIELD_OF_SCIENCE, keeper.told.as_ref())?;
        let changes = keeper.compare(state, &mut listing, &now)?;
        keeper.told = Some(listing.told());
        self.shared.followed.store(generation, Ordering::Release);
        Ok(changes)
    }

    fn keeper(&self) -> MutexGuard<'_, Keeper> {
        self.shared.keeper.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known, read from the disk the first time. A file that can not be read is left as it is, and said in the log.
    fn state(&self, keeper: &mut Keeper) -> &RwLock<State> {
        self.shared.state.get_or_init(|| {
            let read = keeper.store.as_mut().map(Store::read).transpose();
            RwLock::new(match read {
                Ok(state) => state.unwrap_or_default(),
                Err(fault) => {
                    tracing::error!(%fault, "the history could not be read; it is neither told nor written");
                    keeper.store = None;
                    State::default()
                }
            })
        })
    }

    /// What is known of a record that is or was public.
    pub fn entry(&self, ma: &str) -> Option<Entry> {
        self.read(|state| state.entry(ma))
    }

    /// The entries that are selected, by moment and then by `ma`.
    pub fn list(&self, selection: &Selection<'_>, limit: usize) -> Page {
        self.read(|state| state.list(selection, limit))
    }

    /// The moment of the first change; now where there is none. Seconds since 1970, UTC.
    pub fn earliest(&self) -> i64 {
        self.read(State::earliest).unwrap_or_else(now)
    }

    /// Now, or the moment of the last change where the clock says less.
    pub fn now(&self) -> i64 {
        now().max(self.read(State::latest))
    }

    fn read<T>(&self, work: impl FnOnce(&State) -> T) -> T {
        let state = match self.shared.state.get() {
            Some(state) => state,
            None => self.state(&mut self.keeper()),
        };
        work(&read(state))
    }
}

fn read(state: &RwLock<State>) -> RwLockReadGuard<'_, State> {
    state.read().unwrap_or_else(PoisonError::into_inner)
}

/// Seconds since 1970, UTC.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or_default()
}
