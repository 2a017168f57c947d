//! Compares and writes: one at a time, part by part.

use std::sync::{PoisonError, RwLock, RwLockWriteGuard};
use std::time::Duration;

use search::{Listed, Listing, SearchError, Told};

use crate::compare::Met;
use crate::line::Line;
use crate::read;
use crate::state::State;
use crate::store::Store;

/// Changes taken up together.
const MANY: usize = 4096;
/// A little more than the clock counts in.
const A_SECOND: Duration = Duration::from_millis(1050);

/// The time, in seconds since 1970, UTC.
pub(crate) type Clock<'c> = &'c dyn Fn() -> i64;

/// What is compared with: [`Listing`], in parts.
pub(crate) trait Parts {
    /// As [`Listing::is_whole`].
    fn is_whole(&self) -> bool;
    /// As [`Listing::listed`].
    fn listed(&mut self) -> Result<Vec<Listed>, SearchError>;
    /// As [`Listing::left`].
    fn left(&mut self) -> Result<Vec<String>, SearchError>;
}

impl Parts for Listing {
    fn is_whole(&self) -> bool {
        Self::is_whole(self)
    }

    fn listed(&mut self) -> Result<Vec<Listed>, SearchError> {
        Self::listed(self)
    }

    fn left(&mut self) -> Result<Vec<String>, SearchError> {
        Self::left(self)
    }
}

/// What comparing and writing take.
pub(crate) struct Keeper {
    /// `None` where nothing is written.
    pub(crate) store: Option<Store>,
    /// The state of the index that was compared last.
    pub(crate) told: Option<Told>,
}

impl Keeper {
    pub(crate) fn new(store: Option<Store>) -> Self {
        Self { store, told: None }
    }

    /// Takes up what is listed; gives the number of changes.
    pub(crate) fn compare(
        &mut self,
        state: &RwLock<State>,
        parts: &mut impl Parts,
        clock: Clock<'_>,
    ) -> Result<usize, SearchError> {
        self.tidy(state);
        let mut changes = Changes {
            store: self.store.as_mut(),
            state,
            met: read(state).meet(),
            clock,
            lines: Vec::new(),
            taken: 0,
        };
        loop {
            let listed = parts.listed()?;
            if listed.is_empty() {
                break;
            }
            changes.find(|state, met| state.differing(&listed, met));
        }
        if parts.is_whole() {
            let places = changes.met.places();
            for from in (0..places).step_by(MANY) {
                changes.find(|state, met| state.ended_laid(from..places.min(from + MANY), met));
            }
            changes.find(|state, met| state.ended_held(met));
        }
        loop {
            let left = parts.left()?;
            if left.is_empty() {
                break;
            }
            changes.find(|state, met| state.ended_of(&left, met));
        }
        changes.take();
        let taken = changes.taken;
        self.tidy(state);
        Ok(taken)
    }

    /// Has the file written anew where that is due.
    fn tidy(&mut self, state: &RwLock<State>) {
        let anew = self.store.as_mut().and_then(|store| store.tidy(&read(state)));
        if let Some(anew) = anew {
            *write(state) = anew;
        }
    }
}

/// Changes on their way into the history.
struct Changes<'a> {
    store: Option<&'a mut Store>,
    state: &'a RwLock<State>,
    met: Met,
    clock: Clock<'a>,
    lines: Vec<Line>,
    taken: usize,
}

impl Changes<'_> {
    /// Looks for changes, and takes them up where there are many.
    fn find(&mut self, look: impl FnOnce(&State, &mut Met) -> Vec<Line>) {
        self.lines.extend(look(&read(self.state), &mut self.met));
        if self.lines.len() >= MANY {
            self.take();
        }
    }

    /// Gives the changes one moment, writes them, and makes them known.
    fn take(&mut self) {
        self.lines.sort_by(|a, b| a.ma.cmp(&b.ma));
        self.lines.dedup_by(|a, b| a.ma == b.ma);
        if self.lines.len() >= MANY && self.store.is_some() && self.are_between() {
            std::thread::sleep(A_SECOND);
        }
        // Whoever asks while this is written waits: an answer with a later moment must not lack these.
        let mut state = write(self.state);
        let at = (self.clock)().max(state.latest());
        self.lines.iter_mut().for_each(|line| line.at = at);
        let places = self.store.as_mut().and_then(|store| store.add(&self.lines));
        for (n, line) in self.lines.drain(..).enumerate() {
            state.apply(&line, places.as_ref().and_then(|places| places.get(n)).copied());
            if state.held.get(&line.ma).is_some() {
                self.met.hold(&line.ma);
            }
            self.taken += 1;
        }
    }

    /// True when the changes came in the second of others and not behind them in the order of the `ma`: they would all have
    /// to be held in memory.
    fn are_between(&self) -> bool {
        let state = read(self.state);
        let latest = state.latest();
        let first = self.lines.first();
        (self.clock)() <= latest && first.is_some_and(|line| !state.is_behind_all(latest, &line.ma))
    }
}

fn write(state: &RwLock<State>) -> RwLockWriteGuard<'_, State> {
    state.write().unwrap_or_else(PoisonError::into_inner)
}
