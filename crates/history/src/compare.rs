//! What changed: the history against what the index lists, part by part.

use std::collections::HashSet;
use std::ops::Range;

use search::Listed;

use crate::line::{Line, What};
use crate::state::{Known, State};

/// The records that were met so far.
#[derive(Debug)]
pub(crate) struct Met {
    /// By place, of those that were laid when the comparison began. What was laid later was met.
    laid: Vec<bool>,
    held: HashSet<String>,
}

impl Met {
    /// The places of the records that were laid when the comparison began.
    pub(crate) fn places(&self) -> usize {
        self.laid.len()
    }

    /// A record that is held from now on was met.
    pub(crate) fn hold(&mut self, ma: &str) {
        self.held.insert(ma.to_owned());
    }

    fn lay(&mut self, place: usize) {
        if let Some(met) = self.laid.get_mut(place) {
            *met = true;
        }
    }

    fn has(&self, known: &Known<'_>) -> bool {
        match known {
            Known::Laid(place, _) => self.laid.get(*place).copied().unwrap_or(true),
            Known::Held(ma, _) => self.held.contains(*ma),
        }
    }
}

impl State {
    /// Begins a comparison. Until it ends nothing is made compact.
    pub(crate) fn meet(&self) -> Met {
        Met {
            laid: vec![false; self.laid.end()],
            held: HashSet::new(),
        }
    }

    /// The changes that lead from what is known to `listed`, in that order. Their moment is not known yet.
    pub(crate) fn differing(&self, listed: &[Listed], met: &mut Met) -> Vec<Line> {
        let differs = |one: &Listed| {
            self.what(one, met).map(|what| Line {
                at: 0,
                what,
                ma: one.ma.clone(),
                collection: one.collection.clone(),
                fields: one.fields.clone(),
                hash: one.hash.clone(),
                first: None,
            })
        };
        listed.iter().filter_map(differs).collect()
    }

    /// What happened to a record that is listed; `None` where nothing did.
    fn what(&self, listed: &Listed, met: &mut Met) -> Option<What> {
        let appeared = |gone: bool| if gone { What::New } else { What::Changed };
        if let Some((ma, whole)) = self.held.get(&listed.ma) {
            met.hold(ma);
            return (whole.gone || !self.is(whole, listed)).then(|| appeared(whole.gone));
        }
        let print = self.print_of(listed);
        for place in self.laid.having(self.key(&listed.ma)) {
            let Some(laying) = self.laid.get(place) else { continue };
            if !laying.gone && laying.print == print {
                met.lay(place);
                return None;
            }
            // Another state of it, or another record whose hash begins alike.
            if self.line(place).is_some_and(|line| line.ma == listed.ma) {
                met.lay(place);
                return Some(appeared(laying.gone));
            }
        }
        Some(What::New)
    }

    /// The ends of laid records at `places` that were not met.
    pub(crate) fn ended_laid(&self, places: Range<usize>, met: &Met) -> Vec<Line> {
        let known = places.filter_map(|place| self.at(place));
        known.filter_map(|known| self.ended(&known, met)).collect()
    }

    /// The ends of held records that were not met.
    pub(crate) fn ended_held(&self, met: &Met) -> Vec<Line> {
        let known = self.held.all().map(|(ma, whole)| Known::Held(ma, whole));
        known.filter_map(|known| self.ended(&known, met)).collect()
    }

    /// The ends of the records in `left` that were not met.
    pub(crate) fn ended_of(&self, left: &[String], met: &Met) -> Vec<Line> {
        let ended = |ma: &String| {
            if let Some((ma, whole)) = self.held.get(ma) {
                return self.ended(&Known::Held(ma, whole), met);
            }
            let places = self.laid.having(self.key(ma));
            let known = places.filter_map(|place| self.at(place));
            known
                .filter_map(|known| self.ended(&known, met))
                .find(|line| line.ma == *ma)
        };
        left.iter().filter_map(ended).collect()
    }

    fn ended(&self, known: &Known<'_>, met: &Met) -> Option<Line> {
        let gone = match known {
            Known::Laid(_, laying) => laying.gone,
            Known::Held(_, whole) => whole.gone,
        };
        if gone || met.has(known) {
            return None;
        }
        let entry = self.told(known, None)?;
        Some(Line {
            at: 0,
            what: What::Gone,
            ma: entry.ma,
            collection: entry.collection,
            fields: entry.fields,
            hash: String::new(),
            first: None,
        })
    }
}
