//! What every handler of the room shares.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use accounts::{Accounts, Act, Entry};
use ingest::Shelf;
use ingest::save::{self, Author, SaveError, Store};
use jiff::Timestamp;
use jiff::civil::Date;
use search::Index;
use server::{Door, Miss, Misses, Site};
use tokio::sync::Semaphore;

use crate::error::Error;
use crate::session::Signed;
use crate::{limits, router};

/// Where the room finds what it works on.
#[derive(Debug, Clone)]
pub struct Place {
    /// The folder of Markdown.
    pub content: PathBuf,
    /// The folder that is not to be deleted: people, sessions, versions.
    pub data: PathBuf,
}

/// The room; clones share it.
#[derive(Clone)]
pub struct Room {
    inner: Arc<Inner>,
}

struct Inner {
    accounts: Accounts,
    store: Store,
    shelf: Shelf,
    place: Place,
    index: Index,
    site: Arc<Site>,
    misses: Option<Misses>,
    heavy: Semaphore,
}

impl std::fmt::Debug for Room {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Room")
            .field("place", &self.inner.place)
            .finish_non_exhaustive()
    }
}

impl Room {
    /// Opens the room over a content folder. It answers 404 everywhere until there is an account.
    ///
    /// # Errors
    /// The content folder is missing, or the data folder can not be made.
    pub fn open(place: Place, index: Index, site: Arc<Site>, misses: Option<Misses>) -> Result<Self, SaveError> {
        let store = Store::open(&place.content, &place.data)?;
        let room = Self {
            inner: Arc::new(Inner {
                accounts: Accounts::open(&place.data, Timestamp::now()),
                store,
                shelf: Shelf::new(&place.content),
                place,
                index,
                site,
                misses,
                heavy: Semaphore::new(limits::HEAVY),
            }),
        };
        if room.people() > 0 {
            room.read_ahead();
        }
        Ok(room)
    }

    /// Reads everything beside the work of the server, so that the first to come does not wait for it.
    fn read_ahead(&self) {
        let room = self.clone();
        let started = std::thread::Builder::new().name("shelf".to_owned()).spawn(move || {
            let declarations = room.index().declarations();
            if let Err(error) = room.shelf().read_ahead(&declarations, room.today()) {
                tracing::warn!("{error}");
            }
        });
        if let Err(fault) = started {
            tracing::warn!(%fault, "the content is read when someone comes");
        }
    }

    /// The routes, for [`server::router_with`].
    pub fn door(&self) -> Door {
        Door {
            routes: router::routes(self.clone()),
            max_body: limits::MAX_UPLOAD,
            request_timeout: limits::TIME,
            concurrency: limits::CONCURRENCY,
        }
    }

    /// How many people may sign in.
    pub fn people(&self) -> usize {
        self.inner.accounts.people().all().map_or(0, |people| people.len())
    }

    pub(crate) fn accounts(&self) -> &Accounts {
        &self.inner.accounts
    }

    /// The content folder with the versions of its files.
    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    /// Every record, public or not, kept read.
    pub(crate) fn shelf(&self) -> &Shelf {
        &self.inner.shelf
    }

    /// Searches of the last days that found nothing, the most frequent first.
    pub(crate) fn misses(&self, days: i64, today: Date) -> Vec<Miss> {
        let misses = self.inner.misses.as_ref();
        misses.map(|misses| misses.last(days, today)).unwrap_or_default()
    }

    /// Today, where the Centre is.
    pub(crate) fn today(&self) -> Date {
        jiff::Zoned::now().date()
    }

    /// The content folder.
    pub(crate) fn content(&self) -> &Path {
        &self.inner.place.content
    }

    /// What is published, and the declarations in force.
    pub(crate) fn index(&self) -> &Index {
        &self.inner.index
    }

    /// Notes in the trail that something of `signed` was refused. For what a handler answers itself; errors are noted by
    /// the guard.
    pub(crate) fn refuse(&self, signed: &Signed, path: &str, why: &str) {
        let entry = Entry::new(Timestamp::now(), signed.name(), Act::Refused);
        self.accounts().trail().note(entry.path(path).note(why));
    }

    pub(crate) fn site(&self) -> &Arc<Site> {
        &self.inner.site
    }

    /// Commits what `signed` wrote, where the content is a git work tree. What was saved stands in any case.
    pub(crate) fn commit(&self, signed: &Signed, paths: &[&str], message: &str) {
        let author = Author {
            name: signed.person.shown.clone(),
            email: format!("{}@nhipcau.invalid", signed.name()),
        };
        if let Err(fault) = save::commit(self.content(), paths, &author, message) {
            tracing::warn!("{fault}; tệp đã được lưu");
        }
    }

    /// True when people reach the site over https alone.
    pub(crate) fn is_secure(&self) -> bool {
        let base = self.inner.site.base_url.as_deref();
        base.is_some_and(|base| base.starts_with("https://"))
    }

    /// Does work that waits for the disk, away from the threads that serve connections.
    pub(crate) async fn run<T, W>(&self, work: W) -> Result<T, Error>
    where
        T: Send + 'static,
        W: FnOnce(&Room) -> Result<T, Error> + Send + 'static,
    {
        let room = self.clone();
        let done = tokio::task::spawn_blocking(move || work(&room)).await;
        done.unwrap_or_else(|fault| {
            tracing::error!(%fault, "work of the editing room failed");
            Err(Error::Internal)
        })
    }

    /// As [`Room::run`], for work that takes a core and much memory, as hashing a password or decoding a picture: only so many at once.
    pub(crate) async fn heavy<T, W>(&self, work: W) -> Result<T, Error>
    where
        T: Send + 'static,
        W: FnOnce(&Room) -> Result<T, Error> + Send + 'static,
    {
        let _permit = self.inner.heavy.acquire().await.map_err(|_| Error::Internal)?;
        self.run(work).await
    }
}
