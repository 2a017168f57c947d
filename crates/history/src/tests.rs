//! What is told, by a history that is written and by one that is not.

use std::fs;
use std::path::Path;
use std::sync::RwLock;

use search::{Listed, SearchError};

use crate::keeper::{Keeper, Parts};
use crate::line::Line;
use crate::state::State;
use crate::store::Store;
use crate::{Entry, Error, Page, Selection, read};

/// A listing in parts of two.
struct Listing {
    listed: Vec<Listed>,
    left: Option<Vec<String>>,
}

impl Parts for Listing {
    fn is_whole(&self) -> bool {
        self.left.is_none()
    }

    fn listed(&mut self) -> Result<Vec<Listed>, SearchError> {
        Ok(self.listed.drain(..self.listed.len().min(2)).collect())
    }

    fn left(&mut self) -> Result<Vec<String>, SearchError> {
        let left = self.left.as_mut();
        Ok(left
            .map(|left| left.drain(..left.len().min(2)).collect())
            .unwrap_or_default())
    }
}

fn listed(all: &[(&str, &str)]) -> Vec<Listed> {
    let one = |(ma, hash): &(&str, &str)| Listed {
        ma: (*ma).to_owned(),
        collection: "ky-thuat".to_owned(),
        fields: vec!["4".to_owned()],
        hash: (*hash).to_owned(),
    };
    all.iter().map(one).collect()
}

struct Past {
    keeper: Keeper,
    state: RwLock<State>,
}

impl Past {
    fn open(data: Option<&Path>) -> Self {
        let mut store = data.map(|data| Store::open(data).expect("opened"));
        let state = store.as_mut().map(|store| store.read().expect("read"));
        Self {
            keeper: Keeper::new(store),
            state: RwLock::new(state.unwrap_or_default()),
        }
    }

    /// A comparison with all that is public; what is told of it.
    fn take(&mut self, all: &[(&str, &str)], now: i64) -> Vec<(String, i64, bool)> {
        let listed = listed(all);
        self.compare(Listing { listed, left: None }, now)
    }

    fn compare(&mut self, mut listing: Listing, now: i64) -> Vec<(String, i64, bool)> {
        let before = self.all();
        let clock = move || now;
        let changes = self
            .keeper
            .compare(&self.state, &mut listing, &clock)
            .expect("compared");
        let mut told = self.all();
        told.retain(|entry| !before.contains(entry));
        assert_eq!(told.len(), changes);
        told.into_iter().map(|e| (e.ma, e.changed, e.gone)).collect()
    }

    fn list(&self, selection: &Selection<'_>, limit: usize) -> Page {
        read(&self.state).list(selection, limit)
    }

    fn all(&self) -> Vec<Entry> {
        self.list(&Selection::default(), usize::MAX).entries
    }

    fn entry(&self, ma: &str) -> Entry {
        read(&self.state).entry(ma).expect("known")
    }

    /// How many records are held in memory.
    fn held(&self) -> usize {
        read(&self.state).held.len()
    }
}

/// Tries a history that is written, and one that is not.
fn each(of: impl Fn(&mut dyn FnMut() -> Past)) {
    of(&mut || Past::open(None));
    let dirs: Vec<_> = (0..4).map(|_| tempfile::tempdir().expect("a folder")).collect();
    let mut next = dirs.iter();
    of(&mut || Past::open(next.next().map(tempfile::TempDir::path)));
}

/// The `ma`s of so many records, in order.
fn names(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("ma-{n:05}")).collect()
}

/// All of them, with the same hash.
fn with<'a>(names: &'a [String], hash: &'a str) -> Vec<(&'a str, &'a str)> {
    names.iter().map(|ma| (ma.as_str(), hash)).collect()
}

fn told(all: &[(&str, i64, bool)]) -> Vec<(String, i64, bool)> {
    all.iter()
        .map(|(ma, at, gone)| ((*ma).to_owned(), *at, *gone))
        .collect()
}

#[test]
fn changes_are_told_once_and_moments_never_fall() {
    each(|open| {
        let mut past = open();
        let first = past.take(&[("a", "1"), ("b", "1")], 100);
        assert_eq!(first, told(&[("a", 100, false), ("b", 100, false)]));
        assert_eq!(past.take(&[("a", "1"), ("b", "1")], 150), []);
        // The clock was set back.
        let second = past.take(&[("a", "2")], 50);
        assert_eq!(second, told(&[("a", 100, false), ("b", 100, true)]));
        assert_eq!(past.take(&[("a", "2")], 300), []);
        assert_eq!(past.take(&[("a", "2"), ("b", "1")], 400), told(&[("b", 400, false)]));
        let b = past.entry("b");
        assert_eq!((b.first, b.changed, b.gone, b.hash()), (100, 400, false, "1"));
        assert_eq!(
            (read(&past.state).earliest(), read(&past.state).latest()),
            (Some(100), 400)
        );
    });
}

#[test]
fn a_list_that_is_read_in_parts_is_whole() {
    each(|open| {
        let mut past = open();
        past.take(&[("a", "1"), ("b", "1"), ("c", "1"), ("d", "1"), ("f", "1")], 100);
        past.take(&[("a", "1"), ("b", "2"), ("c", "1"), ("f", "1")], 200);
        // Of the same second, and between what was told.
        past.take(&[("a", "1"), ("b", "2"), ("bb", "1"), ("c", "2"), ("f", "1")], 200);
        let mut seen = Vec::new();
        let mut at: Option<(i64, String)> = None;
        loop {
            let selection = Selection {
                after: at.as_ref().map(|(at, ma)| (*at, ma.as_str())),
                ..Selection::default()
            };
            let page = past.list(&selection, 1);
            assert_eq!(page.total, 6);
            seen.extend(page.entries.iter().map(|e| (e.ma.clone(), e.gone)));
            at = page.entries.last().map(|e| (e.changed, e.ma.clone()));
            if !page.more {
                break;
            }
        }
        let seen: Vec<(&str, bool)> = seen.iter().map(|(ma, gone)| (ma.as_str(), *gone)).collect();
        let order = [
            ("a", false),
            ("f", false),
            ("b", false),
            ("bb", false),
            ("c", false),
            ("d", true),
        ];
        assert_eq!(seen, order);
        let since = Selection {
            from: Some(200),
            until: Some(200),
            field: Some("4"),
            ..Selection::default()
        };
        assert_eq!(past.list(&since, 10).entries.len(), 4);
        let live = Selection { live: true, ..since };
        assert_eq!(past.list(&live, 10).entries.len(), 3);
        let other = Selection {
            field: Some("1"),
            ..Selection::default()
        };
        assert_eq!(past.list(&other, 10).total, 0);
    });
}

#[test]
fn a_part_of_the_index_tells_of_its_own_records_alone() {
    each(|open| {
        let mut past = open();
        past.take(&[("a", "1"), ("b", "1"), ("c", "1")], 100);
        // `a` was written anew, `b` struck out, `c` was not looked at, `d` was struck out and never public.
        let part = |all: &[(&str, &str)]| Listing {
            listed: listed(all),
            left: Some(["a", "b", "b", "d"].map(str::to_owned).into()),
        };
        assert_eq!(
            past.compare(part(&[("a", "2")]), 200),
            told(&[("a", 200, false), ("b", 200, true)])
        );
        assert_eq!(past.compare(part(&[("a", "2")]), 300), []);
        // Merged into another part, as they were.
        assert_eq!(past.compare(part(&[("a", "2"), ("c", "1")]), 300), []);
    });
}

#[test]
fn what_is_written_is_not_held() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut past = Past::open(Some(dir.path()));
    let names = names(10_000);
    let all = with(&names, "1");
    assert_eq!(past.take(&all, 100).len(), 10_000);
    assert_eq!(past.held(), 0);
    // In the same second, before all of them.
    let more = [&[("a", "1")], &all[..]].concat();
    assert_eq!(past.take(&more, 100), told(&[("a", 100, false)]));
    assert_eq!(past.held(), 1);
    let before = past.all();
    assert_eq!(before.first().map(|e| e.ma.as_str()), Some("a"));
    drop(past);
    let mut past = Past::open(Some(dir.path()));
    assert_eq!((past.held(), past.all()), (1, before));
    // More than may be held: the file is written anew, in order.
    let fewer = &more[..5000];
    assert_eq!(past.take(fewer, 100).len(), 5001);
    assert_eq!(past.held(), 0);
    let after = past.all();
    drop(past);
    let past = Past::open(Some(dir.path()));
    assert_eq!((past.held(), past.all()), (0, after));
}

#[test]
fn it_survives_a_restart_and_a_torn_line() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("history.jsonl");
    let mut past = Past::open(Some(dir.path()));
    past.take(&[("a", "1"), ("b", "1")], 10);
    past.take(&[("a", "1")], 20);
    assert!(matches!(Store::open(dir.path()), Err(Error::Busy(_))), "one keeper");
    drop(past);
    let mut text = fs::read_to_string(&path).expect("read");
    assert_eq!(text.lines().count(), 3);
    text.push_str("{\"at\":30,\"what\":\"gone\",\"ma\":\"a");
    fs::write(&path, text).expect("written");
    let mut past = Past::open(Some(dir.path()));
    assert!(past.entry("b").gone && past.entry("b").changed == 20);
    assert!(!past.entry("a").gone && past.entry("a").first == 10);
    // The next comparison writes the file anew, without the torn line.
    assert_eq!(past.take(&[("a", "1"), ("c", "1")], 40), told(&[("c", 40, false)]));
    let before = past.all();
    drop(past);
    let text = fs::read_to_string(&path).expect("read");
    assert!(text.lines().all(|line| serde_json::from_str::<Line>(line).is_ok()));
    let past = Past::open(Some(dir.path()));
    assert_eq!(past.all(), before);
    assert_eq!((before.len(), read(&past.state).latest()), (3, 40));
}

#[test]
fn written_anew_it_says_the_same() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("history.jsonl");
    let mut past = Past::open(Some(dir.path()));
    let names = names(3000);
    for (hash, now) in [("1", 1), ("2", 2), ("3", 3), ("4", 4)] {
        let all = with(&names, hash);
        assert_eq!(past.take(&all, now).len(), 3000);
    }
    // Most of the lines said what was replaced.
    assert_eq!(fs::read_to_string(&path).expect("read").lines().count(), 3000);
    let before = past.all();
    assert!(before.iter().all(|e| (e.first, e.changed, e.hash()) == (1, 4, "4")));
    drop(past);
    assert_eq!(Past::open(Some(dir.path())).all(), before);
}

#[test]
fn lines_in_any_order_are_told_in_order() {
    let dir = tempfile::tempdir().expect("a folder");
    let line = |at: i64, ma: &str| {
        format!(
            "{{\"at\":{at},\"what\":\"new\",\"ma\":\"{ma}\",\"collection\":\"ky-thuat\",\"fields\":[\"4\"],\"hash\":\"1\"}}\n"
        )
    };
    let lines = [
        (20, "d"),
        (20, "b"),
        (10, "z"),
        (20, "c"),
        (30, "a"),
        (5, "d"),
        (30, "0"),
    ]
    .map(|(at, ma)| line(at, ma));
    fs::write(dir.path().join("history.jsonl"), lines.concat()).expect("written");
    let past = Past::open(Some(dir.path()));
    let order: Vec<(i64, String)> = past.all().into_iter().map(|e| (e.changed, e.ma)).collect();
    let wanted = [(5, "d"), (10, "z"), (20, "b"), (20, "c"), (30, "0"), (30, "a")];
    assert_eq!(order, wanted.map(|(at, ma)| (at, ma.to_owned())));
}

#[test]
fn a_line_that_went_from_the_file_is_not_told() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("history.jsonl");
    let mut past = Past::open(Some(dir.path()));
    // More than is read ahead.
    let names = names(200);
    let all = with(&names, "1");
    past.take(&all, 10);
    let text = fs::read_to_string(&path).expect("read");
    fs::write(&path, text.replace("\"ma-00000\"", "\"mx-00000\"")).expect("written");
    assert_eq!(past.all().len(), 199);
    let state = read(&past.state);
    assert!(state.entry("ma-00000").is_none() && state.entry("mx-00000").is_none());
    assert_eq!(past.entry("ma-00001").first, 10);
}
