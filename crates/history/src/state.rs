//! The history in memory: the last line of every record, and the order of their moments.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Bound;

use search::Listed;
use serde::{Deserialize, Serialize};

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

/// What is known of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// `ma` of the record.
    pub ma: String,
    /// Id of its collection, the last one where it is gone.
    pub collection: String,
    /// Codes of its fields of science with those above them, the last ones where it is gone.
    pub fields: Vec<String>,
    /// When it was first seen. Seconds since 1970, UTC.
    pub first: i64,
    /// When it last changed, came back or went. Seconds since 1970, UTC.
    pub changed: i64,
    /// It is public no more.
    pub gone: bool,
    hash: String,
}

impl Entry {
    /// Hash of its source; empty where it is gone.
    pub fn hash(&self) -> &str {
        &self.hash
    }
}

/// Which entries are wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Selection<'a> {
    /// Changed at this moment or later.
    pub from: Option<i64>,
    /// Changed at this moment or before.
    pub until: Option<i64>,
    /// Of this collection.
    pub collection: Option<&'a str>,
    /// Of this field of science or one below it; with an empty code: of any.
    pub field: Option<&'a str>,
    /// Only records that are there.
    pub live: bool,
    /// Behind this one in the order of the list: moment and `ma`.
    pub after: Option<(i64, &'a str)>,
}

/// A part of a list.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The entries.
    pub entries: Vec<Entry>,
    /// There are more behind the last of them.
    pub more: bool,
    /// Entries selected, not counting `after`.
    pub total: usize,
}

/// The history in memory.
#[derive(Debug, Default)]
pub(crate) struct State {
    entries: HashMap<String, Entry>,
    order: BTreeSet<(i64, String)>,
}

impl State {
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn entry(&self, ma: &str) -> Option<&Entry> {
        self.entries.get(ma)
    }

    pub(crate) fn earliest(&self) -> Option<i64> {
        // Of a record that changed since, the first moment is in no list; the least of the moments that are is right.
        self.order.first().map(|(at, _)| *at)
    }

    pub(crate) fn latest(&self) -> i64 {
        self.order.last().map_or(0, |(at, _)| *at)
    }

    /// The changes that lead from what is known to `listed`, in the order of the `ma`.
    pub(crate) fn compare(&self, listed: &[Listed], now: i64) -> Vec<Line> {
        let at = now.max(self.latest());
        let mut lines = Vec::new();
        let mut there = HashSet::with_capacity(listed.len());
        for one in listed {
            there.insert(one.ma.as_str());
            let what = match self.entries.get(&one.ma) {
                Some(known) if !known.gone => {
                    if (&known.hash, &known.collection, &known.fields) == (&one.hash, &one.collection, &one.fields) {
                        continue;
                    }
                    What::Changed
                }
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
        let gone = self
            .entries
            .values()
            .filter(|e| !e.gone && !there.contains(e.ma.as_str()));
        lines.extend(gone.map(|entry| Line {
            at,
            what: What::Gone,
            ma: entry.ma.clone(),
            collection: entry.collection.clone(),
            fields: entry.fields.clone(),
            hash: String::new(),
            first: None,
        }));
        lines.sort_by(|a, b| a.ma.cmp(&b.ma));
        lines
    }

    pub(crate) fn apply(&mut self, line: &Line) {
        let old = self.entries.remove(&line.ma);
        if let Some(old) = &old {
            self.order.remove(&(old.changed, old.ma.clone()));
        }
        let entry = Entry {
            ma: line.ma.clone(),
            collection: line.collection.clone(),
            fields: line.fields.clone(),
            first: line.first.or(old.map(|old| old.first)).unwrap_or(line.at),
            changed: line.at,
            gone: line.what == What::Gone,
            hash: line.hash.clone(),
        };
        self.order.insert((entry.changed, entry.ma.clone()));
        self.entries.insert(entry.ma.clone(), entry);
    }

    /// Lines that say the same as all that were applied, fewest of them.
    pub(crate) fn lines(&self) -> impl Iterator<Item = Line> + '_ {
        let known = self.order.iter().filter_map(|(_, ma)| self.entries.get(ma));
        known.map(|entry| Line {
            at: entry.changed,
            what: match entry {
                Entry { gone: true, .. } => What::Gone,
                Entry { first, changed, .. } if first == changed => What::New,
                _ => What::Changed,
            },
            ma: entry.ma.clone(),
            collection: entry.collection.clone(),
            fields: entry.fields.clone(),
            hash: entry.hash.clone(),
            first: Some(entry.first),
        })
    }

    pub(crate) fn list(&self, selection: &Selection<'_>, limit: usize) -> Page {
        let from = selection.from.unwrap_or(i64::MIN);
        let until = selection.until.unwrap_or(i64::MAX);
        let mut page = Page::default();
        if from > until {
            return page;
        }
        let range = (Bound::Included((from, String::new())), Bound::Unbounded);
        let selected = self
            .order
            .range(range)
            .take_while(|(at, _)| *at <= until)
            .filter_map(|(_, ma)| self.entries.get(ma))
            .filter(|e| !(selection.live && e.gone))
            .filter(|e| selection.collection.is_none_or(|c| e.collection == c))
            .filter(|e| {
                selection
                    .field
                    .is_none_or(|f| e.fields.iter().any(|field| f.is_empty() || field == f))
            });
        for entry in selected {
            page.total += 1;
            if selection
                .after
                .is_some_and(|after| (entry.changed, entry.ma.as_str()) <= after)
            {
                continue;
            }
            if page.entries.len() < limit {
                page.entries.push(entry.clone());
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
        let lines = state.compare(&listed(all), now);
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
        assert_eq!(again.entries, state.entries);
        assert_eq!(again.order, state.order);
    }
}
