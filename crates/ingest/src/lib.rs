//! Keeps the index equal to the content: walk, check, build, update, watch; mends and saves what is in it.
//!
//! Content is read here and nowhere else; the index is written here and nowhere else. Nothing is printed: findings,
//! counts and progress go back to the caller. What holds at every moment:
//!
//! - A bad file never stops the others ([`check`], [`build`], [`update`]).
//! - The index is the state before or after a change, never between, also after `kill -9` or with a full disk.
//! - Same content, same index: what is searchable depends on the bytes under `content/` alone, not on the way there.
//! - A record whose own word on who may see it can not be read stays out ([`Reason`]).

mod admission;
mod build;
mod check;
mod declarations;
mod drafts;
mod error;
mod events;
mod fix;
mod lock;
mod read;
pub mod save;
mod shelf;
mod update;
mod walk;
mod watch;

pub use admission::{Excluded, Reason};
pub use build::{Progress, build};
pub use check::{Report, check};
pub use declarations::load_declarations;
pub use drafts::{Placed, attach, place};
pub use error::{Error, reason};
pub use fix::{Fix, fixes};
pub use read::UNREADABLE;
pub use shelf::{Entry, Shelf};
pub use update::{Ensured, Outcome, ensure, update};
pub use walk::{SourceFile, walk};
pub use watch::{Begin, Change, Watcher, watch};
