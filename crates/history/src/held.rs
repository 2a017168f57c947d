//! Records that are held whole: those of a history that is written nowhere, those that could not be written, and the few
//! whose line does not stand in the file where the list has them.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// The last state of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Whole {
    pub(crate) first: i64,
    pub(crate) changed: i64,
    pub(crate) hash: Box<str>,
    /// The number of its collection and fields.
    pub(crate) kind: u32,
    pub(crate) gone: bool,
    /// How many of the laid records, struck out ones among them, stand before it.
    pub(crate) before: usize,
}

/// Records by `ma`, and in the order of the lists.
#[derive(Debug, Default)]
pub(crate) struct Held {
    known: HashMap<Arc<str>, Whole>,
    order: BTreeSet<(i64, Arc<str>)>,
}

impl Held {
    pub(crate) fn len(&self) -> usize {
        self.known.len()
    }

    pub(crate) fn get(&self, ma: &str) -> Option<(&str, &Whole)> {
        self.known.get_key_value(ma).map(|(ma, whole)| (&**ma, whole))
    }

    pub(crate) fn put(&mut self, ma: &str, whole: Whole) {
        self.take(ma);
        let ma: Arc<str> = Arc::from(ma);
        self.order.insert((whole.changed, Arc::clone(&ma)));
        self.known.insert(ma, whole);
    }

    pub(crate) fn take(&mut self, ma: &str) -> Option<Whole> {
        let (ma, whole) = self.known.remove_entry(ma)?;
        self.order.remove(&(whole.changed, ma));
        Some(whole)
    }

    pub(crate) fn earliest(&self) -> Option<i64> {
        self.order.first().map(|(at, _)| *at)
    }

    /// Moment and `ma` of the last record in order.
    pub(crate) fn last(&self) -> Option<(i64, &str)> {
        self.order.last().map(|(at, ma)| (*at, &**ma))
    }

    /// Records from a moment on, in order.
    pub(crate) fn from(&self, moment: i64) -> impl Iterator<Item = (&str, &Whole)> {
        let order = self.order.range((moment, Arc::from(""))..);
        order.filter_map(|(_, ma)| self.get(ma))
    }

    /// What is noted of the laid records before each.
    pub(crate) fn places(&mut self) -> Vec<&mut usize> {
        self.known.values_mut().map(|whole| &mut whole.before).collect()
    }

    /// Every record, in no order.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &Whole)> {
        self.known.iter().map(|(ma, whole)| (&**ma, whole))
    }
}
