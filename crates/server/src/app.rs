//! What every handler shares.

use std::ops::Deref;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{SystemTime, UNIX_EPOCH};

use catalogue::Declarations;
use history::History;
use jiff::civil::Date;
use search::Index;
use tokio::sync::Semaphore;

use crate::api::bulk::Bulk;
use crate::error::Error;
use crate::facets::Facets;
use crate::files::Files;
use crate::limits::Limits;
use crate::misses::Misses;
use crate::site::Site;

/// Tells today's date: an argument, so that a test can hold it still.
pub type Clock = Arc<dyn Fn() -> Date + Send + Sync>;

/// The state of the service; clones share it. Every layer takes one for every request, so it is one pointer.
#[derive(Clone)]
pub(crate) struct App(Arc<Shared>);

pub(crate) struct Shared {
    pub(crate) index: Index,
    pub(crate) site: Arc<Site>,
    pub(crate) clock: Clock,
    /// Files for those who take everything.
    pub(crate) bulk: Bulk,
    history: History,
    /// The files beside the records, where the content folder is known.
    pub(crate) files: Option<Files>,
    /// Searches that found nothing, where they are kept.
    misses: Option<Misses>,
    searches: Arc<Semaphore>,
    /// The facets of the declarations that were served last.
    facets: RwLock<Arc<Facets>>,
    /// Tells this run of the program from others, whose generations have the same numbers.
    run: u64,
}

impl Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl App {
    pub(crate) fn new(
        index: Index,
        history: History,
        misses: Option<Misses>,
        content: Option<&Path>,
        site: Arc<Site>,
        limits: &Limits,
        clock: Clock,
    ) -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let run = u64::try_from(since.as_millis()).unwrap_or_default();
        let facets = Arc::new(Facets::new(&index.declarations()));
        Self(Arc::new(Shared {
            facets: RwLock::new(facets),
            index,
            history,
            misses,
            files: content.map(Files::new),
            bulk: Bulk::default(),
            site,
            clock,
            searches: Arc::new(Semaphore::new(limits.searches.max(1))),
            run,
        }))
    }

    /// Does work that reads the index, away from the threads that serve connections, so many at once as there is room.
    pub(crate) async fn run<T, W>(&self, work: W) -> Result<T, Error>
    where
        T: Send + 'static,
        W: FnOnce(&App) -> Result<T, Error> + Send + 'static,
    {
        let permit = Arc::clone(&self.searches)
            .acquire_owned()
            .await
            .map_err(|_| Error::Busy)?;
        let app = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            // Held by the work and not by the request: a request that is given up does not make room before its work ends.
            let _permit = permit;
            work(&app)
        });
        done.await.unwrap_or_else(|fault| {
            tracing::error!(%fault, "work on the index failed");
            Err(Error::Internal)
        })
    }

    /// The declarations served.
    pub(crate) fn declarations(&self) -> Arc<Declarations> {
        self.index.declarations()
    }

    /// The history of the records, up to the state served.
    pub(crate) fn history(&self) -> Result<&History, Error> {
        self.history.follow(&self.index)?;
        Ok(&self.history)
    }

    /// Notes a search of a person that found nothing.
    pub(crate) fn missed(&self, query: &str) {
        if let Some(misses) = &self.misses {
            misses.note(query, self.today());
        }
    }

    /// What can be filtered by, made anew only when other declarations are served.
    pub(crate) fn facets(&self) -> Arc<Facets> {
        let declarations = self.declarations();
        let held = Arc::clone(&self.facets.read().unwrap_or_else(PoisonError::into_inner));
        if held.are_of(&declarations) {
            return held;
        }
        let made = Arc::new(Facets::new(&declarations));
        *self.facets.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&made);
        made
    }

    /// Today.
    pub(crate) fn today(&self) -> Date {
        (self.clock)()
    }

    /// Validator of everything that is made from the index: weak, as answers are compressed on the way.
    /// The day belongs to it, because pages say what is overdue and what this month's work is.
    pub(crate) fn etag(&self) -> String {
        format!(
            "W/\"{:x}-{:x}-{}\"",
            self.run,
            self.index.generation(),
            self.today().strftime("%y%m%d")
        )
    }
}
