//! The history in memory: the last line of every record, and the order of their moments. It is there for as long as the
//! service runs, so it is kept small: a few words a record.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Bound;
use std::sync::Arc;

use search::Listed;
use serde::{Deserialize, Serialize};

use crate::entry::{Entry, Page, Selection};
use crate::once::Once;

/// What happened to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum What {
    /// It became public, for the first time or again.
    New,
    /// Its source is another.
    Changed,
    /// It is public no more.
    Gone,
}

/// One change, as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Line {
    /// Seconds since 1970, UTC.
    pub(crate) at: i64,
    pub(crate) what: What,
    pub(crate) ma: String,
    pub(crate) collection: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) fields: Vec<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) hash: String,
    /// Only in a history that was written anew: the moment at which the record was first seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) first: Option<i64>,
}

/// The history in memory.
#[derive(Debug, Default)]
pub(crate) struct State {
    known: HashMap<Arc<str>, Known>,
    order: BTreeSet<(i64, Arc<str>)>,
    collections: Once<String>,
    fields: Once<Vec<String>>,
}

/// The last line of a record. Collection and fields are those of many records, so each is held once.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    first: i64,
    changed: i64,
    hash: Hash,
    collection: u32,
    fields: u32,
    gone: bool,
}

/// The hash of a source: 32 hexadecimal digits as they are written today, or whatever a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Hash {
    Digits([u8; 16]),
    Other(Box<str>),
}

impl Hash {
    fn of(text: &str) -> Self {
        let digits = u128::from_str_radix(text, 16).map(u128::to_be_bytes).map(Self::Digits);
        match digits {
            Ok(digits) if digits.text() == text => digits,
            _ => Self::Other(text.into()),
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Digits(digits) => format!("{:032x}", u128::from_be_bytes(*digits)),
            Self::Other(text) => text.to_string(),
        }
    }
}

impl State {
    pub(crate) fn len(&self) -> usize {
        self.known.len()
    }

    pub(crate) fn entry(&self, ma: &str) -> Option<Entry> {
        self.known.get(ma).map(|known| self.told(ma, known))
    }

    pub(crate) fn earliest(&self) -> Option<i64> {
        // Of a record that changed since, the first moment is in no list; the least of the moments that are is right.
        self.order.first().map(|(at, _)| *at)
    }

    pub(crate) fn latest(&self) -> i64 {
        self.order.last().map_or(0, |(at, _)| *at)
    }

    fn told(&self, ma: &str, known: &Known) -> Entry {
        Entry {
            ma: ma.to_owned(),
            collection: self.collections.get(known.collection).clone(),
            fields: self.fields.get(known.fields).clone(),
            first: known.first,
            changed: known.changed,
            gone: known.gone,
            hash: known.hash.text(),
        }
    }

    fn is(&self, known: &Known, listed: &Listed) -> bool {
        !known.gone
            && *self.collections.get(known.collection) == listed.collection
            && *self.fields.get(known.fields) == listed.fields
            && known.hash == Hash::of(&listed.hash)
    }

    /// The changes that lead from what is known to `listed`, in the order of the `ma`. `left` are those that may be gone;
    /// with `None`, all that are known.
    pub(crate) fn compare(&self, listed: &[Listed], left: Option<&[String]>, now: i64) -> Vec<Line> {
        let at = now.max(self.latest());
        let mut lines = Vec::new();
        let mut there = HashSet::with_capacity(listed.len());
        for one in listed {
            there.insert(one.ma.as_str());
            let what = match self.known.get(one.ma.as_str()) {
                Some(known) if self.is(known, one) => continue,
                Some(known) if !known.gone => What::Changed,
                _ => What::New,
            };
            lines.push(Line {
                at,
                what,
                ma: one.ma.clone(),
                collection: one.collection.clone(),
                fields: one.fields.clone(),
                hash: one.hash.clone(),
                first: None,
            });
        }
        let mut gone = |ma: &str, known: &Known| {
            if known.gone || there.contains(ma) {
                return;
            }
            let Entry {
                ma, collection, fields, ..
            } = self.told(ma, known);
            lines.push(Line {
                at,
                what: What::Gone,
                ma,
                collection,
                fields,
                hash: String::new(),
                first: None,
            });
        };
        match left {
            None => self.known.iter().for_each(|(ma, known)| gone(ma, known)),
            Some(left) => {
                let known = left.iter().filter_map(|ma| Some((ma, self.known.get(ma.as_str())?)));
                known.for_each(|(ma, known)| gone(ma, known));
            }
        }
        lines.sort_by(|a, b| a.ma.cmp(&b.ma));
        lines.dedup_by(|a, b| a.ma == b.ma);
        lines
    }

    pub(crate) fn apply(&mut self, line: &Line) {
        let (ma, first) = match self.known.remove_entry(line.ma.as_str()) {
            Some((ma, old)) => {
                self.order.remove(&(old.changed, Arc::clone(&ma)));
                (ma, Some(old.first))
            }
            None => (Arc::from(line.ma.as_str()), None),
        };
        let known = Known {
            first: line.first.or(first).unwrap_or(line.at),
            changed: line.at,
            hash: Hash::of(&line.hash),
            collection: self.collections.put(&line.collection),
            fields: self.fields.put(&line.fields),
            gone: line.what == What::Gone,
        };
        self.order.insert((known.changed, Arc::clone(&ma)));
        self.known.insert(ma, known);
    }

    /// Lines that say the same as all that were applied, fewest of them.
    pub(crate) fn lines(&self) -> impl Iterator<Item = Line> + '_ {
        let known = self.order.iter().filter_map(|(_, ma)| self.entry(ma));
        known.map(|entry| Line {
            at: entry.changed,
            what: match entry {
                Entry { gone: true, .. } => What::Gone,
                Entry { first, changed, .. } if first == changed => What::New,
                _ => What::Changed,
            },
            first: Some(entry.first),
            ma: entry.ma,
            collection: entry.collection,
            fields: entry.fields,
            hash: entry.hash,
        })
    }

    pub(crate) fn list(&self, selection: &Selection<'_>, limit: usize) -> Page {
        let from = selection.from.unwrap_or(i64::MIN);
        let until = selection.until.unwrap_or(i64::MAX);
        let mut page = Page::default();
        if from > until {
            return page;
        }
        let collections = self
            .collections
            .which(|c| selection.collection.is_none_or(|wanted| c == wanted));
        let fields = self.fields.which(|of| {
            selection
                .field
                .is_none_or(|f| of.iter().any(|field| f.is_empty() || field == f))
        });
        let range = (Bound::Included((from, Arc::from(""))), Bound::Unbounded);
        let selected = self
            .order
            .range(range)
            .take_while(|(at, _)| *at <= until)
            .filter_map(|(_, ma)| self.known.get_key_value(ma))
            .filter(|(_, known)| !(selection.live && known.gone))
            .filter(|(_, known)| collections.has(known.collection) && fields.has(known.fields));
        for (ma, known) in selected {
            page.total += 1;
            if selection.after.is_some_and(|after| (known.changed, &**ma) <= after) {
                continue;
            }
            if page.entries.len() < limit {
                page.entries.push(self.told(ma, known));
            } else {
                page.more = true;
            }
        }
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(all: &[(&str, &str)]) -> Vec<Listed> {
        let one = |(ma, hash): &(&str, &str)| Listed {
            ma: (*ma).to_owned(),
            collection: "ky-thuat".to_owned(),
            fields: vec!["4".to_owned()],
            hash: (*hash).to_owned(),
        };
        all.iter().map(one).collect()
    }

    fn take(state: &mut State, all: &[(&str, &str)], now: i64) -> Vec<(String, What, i64)> {
        let lines = state.compare(&listed(all), None, now);
        lines.iter().for_each(|line| state.apply(line));
        lines.into_iter().map(|l| (l.ma, l.what, l.at)).collect()
    }

    #[test]
    fn changes_are_told_once_and_moments_never_fall() {
        let mut state = State::default();
        let told = take(&mut state, &[("a", "1"), ("b", "1")], 100);
        assert_eq!(
            told,
            [("a".to_owned(), What::New, 100), ("b".to_owned(), What::New, 100)]
        );
        assert_eq!(take(&mut state, &[("a", "1"), ("b", "1")], 150), []);
        // The clock was set back.
        assert_eq!(
            take(&mut state, &[("a", "2")], 50),
            [("a".to_owned(), What::Changed, 100), ("b".to_owned(), What::Gone, 100)]
        );
        assert_eq!(take(&mut state, &[("a", "2")], 300), []);
        assert_eq!(
            take(&mut state, &[("a", "2"), ("b", "1")], 400),
            [("b".to_owned(), What::New, 400)]
        );
        let b = state.entry("b").expect("known");
        assert_eq!((b.first, b.changed, b.gone), (100, 400, false));
    }

    #[test]
    fn a_list_that_is_read_in_parts_is_whole() {
        let mut state = State::default();
        take(&mut state, &[("a", "1"), ("b", "1"), ("c", "1"), ("d", "1")], 100);
        take(&mut state, &[("a", "1"), ("b", "2"), ("c", "1")], 200);
        let mut seen = Vec::new();
        let mut at: Option<(i64, String)> = None;
        loop {
            let selection = Selection {
                after: at.as_ref().map(|(at, ma)| (*at, ma.as_str())),
                ..Selection::default()
            };
            let page = state.list(&selection, 1);
            assert_eq!(page.total, 4);
            seen.extend(page.entries.iter().map(|e| (e.ma.clone(), e.gone)));
            at = page.entries.last().map(|e| (e.changed, e.ma.clone()));
            if !page.more {
                break;
            }
        }
        let seen: Vec<(&str, bool)> = seen.iter().map(|(ma, gone)| (ma.as_str(), *gone)).collect();
        assert_eq!(seen, [("a", false), ("c", false), ("b", false), ("d", true)]);
        let since = Selection {
            from: Some(200),
            until: Some(200),
            field: Some("4"),
            ..Selection::default()
        };
        assert_eq!(state.list(&since, 10).entries.len(), 2);
        let other = Selection {
            field: Some("1"),
            ..Selection::default()
        };
        assert_eq!(state.list(&other, 10).total, 0);
    }

    #[test]
    fn written_anew_it_says_the_same() {
        let mut state = State::default();
        take(&mut state, &[("a", "1"), ("b", "1")], 100);
        take(&mut state, &[("a", "2")], 200);
        let mut again = State::default();
        state.lines().for_each(|line| again.apply(&line));
        let all = |state: &State| state.list(&Selection::default(), 10).entries;
        assert_eq!(all(&again), all(&state));
        assert_eq!(all(&state).len(), 2);
    }

    #[test]
    fn a_part_of_the_index_tells_of_its_own_records_alone() {
        let mut state = State::default();
        take(&mut state, &[("a", "1"), ("b", "1"), ("c", "1")], 100);
        // `a` was written anew, `b` struck out, `c` was not looked at, `d` was struck out and never public.
        let left = ["a", "b", "b", "d"].map(str::to_owned);
        let lines = state.compare(&listed(&[("a", "2")]), Some(&left), 200);
        let told: Vec<(&str, What)> = lines.iter().map(|l| (l.ma.as_str(), l.what)).collect();
        assert_eq!(told, [("a", What::Changed), ("b", What::Gone)]);
        lines.iter().for_each(|line| state.apply(line));
        assert_eq!(state.compare(&listed(&[("a", "2")]), Some(&left), 300), []);
        // Merged into another part, as they were.
        assert_eq!(state.compare(&listed(&[("a", "2"), ("c", "1")]), Some(&left), 300), []);
    }

    #[test]
    fn a_hash_is_told_as_it_was_written() {
        for text in [
            "",
            "1",
            "00ff00ff00ff00ff00ff00ff00ff00ff",
            "00FF00ff00ff00ff00ff00ff00ff00ff",
            "+1",
        ] {
            assert_eq!(Hash::of(text).text(), text);
        }
        assert!(matches!(Hash::of("00ff00ff00ff00ff00ff00ff00ff00ff"), Hash::Digits(_)));
    }
}
