//! The history in memory: the last line of every record, and the order of their moments. It is there for as long as the
//! service runs, so it is kept small: of a record whose line lies in the file, [`crate::laid`] has a few bytes.

use std::hash::{BuildHasher, RandomState};
use std::io;

use search::Listed;

use crate::entry::{Entry, Page, Selection};
use crate::held::{Held, Whole};
use crate::laid::{Laid, Laying, MAX_KINDS, MAX_OFFSET};
use crate::line::{Line, What};
use crate::lines::Lines;
use crate::once::Once;

/// Collection and fields of science: those of many records, so each pair is held once.
type Kind = (String, Vec<String>);

/// The history in memory.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// Its key is drawn at every start: nobody can write an `ma` that meets another one's hash.
    hasher: RandomState,
    kinds: Once<Kind>,
    pub(crate) laid: Laid,
    /// `ma` of the record that was laid last.
    last: String,
    /// Where the lines of laid records are read.
    lines: Option<Lines>,
    pub(crate) held: Held,
}

/// A record as it is known.
#[derive(Debug)]
pub(crate) enum Known<'a> {
    Laid(usize, Laying),
    Held(&'a str, &'a Whole),
}

impl State {
    /// An empty one; the lines that are put into it lie in a file.
    pub(crate) fn over(lines: Option<Lines>) -> Self {
        Self {
            lines,
            ..Self::default()
        }
    }

    pub(crate) fn read_lines(&mut self, lines: Lines) {
        self.lines = Some(lines);
    }

    /// Forgets what was replaced.
    pub(crate) fn compact(&mut self) {
        self.laid.compact(self.held.places());
    }

    pub(crate) fn len(&self) -> usize {
        self.laid.len() + self.held.len()
    }

    pub(crate) fn earliest(&self) -> Option<i64> {
        // Of a record that changed since, the first moment is in no list; the least of the moments that are is right.
        let laid = (0..self.laid.end()).find(|&place| self.laid.get(place).is_some());
        let laid = laid.map(|place| self.laid.moment(place));
        laid.into_iter().chain(self.held.earliest()).min()
    }

    pub(crate) fn latest(&self) -> i64 {
        let held = self.held.last().map(|(at, _)| at);
        self.laid.last_moment().into_iter().chain(held).max().unwrap_or(0)
    }

    pub(crate) fn entry(&self, ma: &str) -> Option<Entry> {
        self.find(ma).and_then(|(known, line)| self.told(&known, line))
    }

    /// What is known of a record, with its line where it had to be read.
    fn find(&self, ma: &str) -> Option<(Known<'_>, Option<Line>)> {
        if let Some((ma, whole)) = self.held.get(ma) {
            return Some((Known::Held(ma, whole), None));
        }
        self.laid.having(self.key(ma)).find_map(|place| {
            let line = self.line(place).filter(|line| line.ma == ma)?;
            Some((self.at(place)?, Some(line)))
        })
    }

    /// The laid record at a place; `None` where it is struck out.
    pub(crate) fn at(&self, place: usize) -> Option<Known<'_>> {
        self.laid.get(place).map(|laying| Known::Laid(place, laying))
    }

    pub(crate) fn told(&self, known: &Known<'_>, line: Option<Line>) -> Option<Entry> {
        match known {
            Known::Held(ma, whole) => {
                let (collection, fields) = self.kinds.get(whole.kind).clone();
                Some(Entry {
                    ma: (*ma).to_owned(),
                    collection,
                    fields,
                    first: whole.first,
                    changed: whole.changed,
                    gone: whole.gone,
                    hash: whole.hash.to_string(),
                })
            }
            Known::Laid(place, laying) => {
                let line = line.or_else(|| self.line(*place))?;
                Some(Entry {
                    ma: line.ma,
                    collection: line.collection,
                    fields: line.fields,
                    first: laying.first,
                    changed: self.laid.moment(*place),
                    gone: laying.gone,
                    hash: line.hash,
                })
            }
        }
    }

    /// The line of a laid record; `None`, and said in the log, where the file does not hold it any more.
    pub(crate) fn line(&self, place: usize) -> Option<Line> {
        match self.try_line(place) {
            Ok(line) => Some(line),
            Err(fault) => {
                tracing::error!(%fault, "a line of the history could not be read again");
                None
            }
        }
    }

    fn try_line(&self, place: usize) -> io::Result<Line> {
        let missing = || io::Error::new(io::ErrorKind::InvalidData, "it is not where it was");
        let lines = self.lines.as_ref().ok_or_else(missing)?;
        let line = lines.read(self.laid.offset(place).ok_or_else(missing)?)?;
        let same = self.laid.key(place) == Some(self.key(&line.ma));
        same.then_some(line).ok_or_else(missing)
    }

    pub(crate) fn key(&self, ma: &str) -> u32 {
        (self.hasher.hash_one(ma) >> 32) as u32
    }

    fn print(&self, ma: &str, hash: &str, collection: &str, fields: &[String]) -> u64 {
        self.hasher.hash_one((ma, hash, collection, fields))
    }

    /// The hash of a record as it is listed, by which it is known again.
    pub(crate) fn print_of(&self, listed: &Listed) -> u64 {
        self.print(&listed.ma, &listed.hash, &listed.collection, &listed.fields)
    }

    /// True when a held record is as it is listed.
    pub(crate) fn is(&self, whole: &Whole, listed: &Listed) -> bool {
        let (collection, fields) = self.kinds.get(whole.kind);
        *whole.hash == *listed.hash && *collection == listed.collection && *fields == listed.fields
    }

    /// Takes up a line, and where it begins in the file that is read.
    pub(crate) fn apply(&mut self, line: &Line, offset: Option<u64>) {
        let first = match self.find(&line.ma) {
            Some((Known::Laid(place, laying), _)) => {
                self.laid.strike(place);
                Some(laying.first)
            }
            Some((Known::Held(..), _)) => self.held.take(&line.ma).map(|whole| whole.first),
            None => None,
        };
        self.put(line, line.first.or(first).unwrap_or(line.at), offset);
    }

    /// Takes up the line of a record that is not known.
    pub(crate) fn put(&mut self, line: &Line, first: i64, offset: Option<u64>) {
        let kind = self.kinds.put(&(line.collection.clone(), line.fields.clone()));
        let gone = line.what == What::Gone;
        let in_order = self.is_behind_all(line.at, &line.ma);
        let offset = offset.filter(|&offset| in_order && offset <= MAX_OFFSET && kind < MAX_KINDS);
        if let Some(offset) = offset {
            let laying = Laying {
                key: self.key(&line.ma),
                print: self.print(&line.ma, &line.hash, &line.collection, &line.fields),
                offset,
                kind,
                gone,
                first,
            };
            self.laid.push(line.at, laying);
            self.last.clone_from(&line.ma);
            return;
        }
        let before = if in_order {
            self.laid.end()
        } else {
            self.before(line.at, |other| other < line.ma.as_str())
        };
        let whole = Whole {
            first,
            changed: line.at,
            hash: line.hash.as_str().into(),
            kind,
            gone,
            before,
        };
        self.held.put(&line.ma, whole);
    }

    /// True when a record of this moment and `ma` stands behind all others in the lists.
    pub(crate) fn is_behind_all(&self, at: i64, ma: &str) -> bool {
        let laid = self.laid.last_moment().map(|moment| (moment, self.last.as_str()));
        let last = laid.max(self.held.last());
        last.is_none_or(|last| last < (at, ma))
    }

    /// How many laid records stand before those of a moment and with those of it whose `ma` passes; struck out ones count.
    fn before(&self, at: i64, passes: impl Fn(&str) -> bool) -> usize {
        let (mut from, mut to) = (self.laid.from(at), self.laid.from(at.saturating_add(1)));
        while from < to {
            let middle = from.midpoint(to);
            if self.line(middle).is_none_or(|line| passes(&line.ma)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        from
    }

    /// What is known from a moment until another, in order.
    fn between(&self, from: i64, until: i64) -> impl Iterator<Item = Known<'_>> {
        let end = until
            .checked_add(1)
            .map_or(self.laid.end(), |after| self.laid.from(after));
        let mut place = self.laid.from(from);
        let held = self
            .held
            .from(from)
            .take_while(move |(_, whole)| whole.changed <= until);
        let mut held = held.peekable();
        std::iter::from_fn(move || {
            loop {
                if let Some((ma, whole)) = held.next_if(|(_, whole)| place >= end || whole.before <= place) {
                    return Some(Known::Held(ma, whole));
                }
                if place >= end {
                    return None;
                }
                place += 1;
                if let Some(known) = self.at(place - 1) {
                    return Some(known);
                }
            }
        })
    }

    /// Lines that say the same as all that were applied, fewest of them. What the file does not hold any more is left out.
    pub(crate) fn lines(&self) -> impl Iterator<Item = io::Result<Line>> + '_ {
        self.between(i64::MIN, i64::MAX).filter_map(|known| {
            let line = match &known {
                Known::Held(..) => None,
                Known::Laid(place, _) => match self.try_line(*place) {
                    Ok(line) => Some(line),
                    Err(fault) if fault.kind() == io::ErrorKind::InvalidData => {
                        tracing::error!(%fault, "a line of the history is lost");
                        return None;
                    }
                    Err(fault) => return Some(Err(fault)),
                },
            };
            self.told(&known, line).map(|entry| Ok(Line::of(entry)))
        })
    }

    pub(crate) fn list(&self, selection: &Selection<'_>, limit: usize) -> Page {
        let from = selection.from.unwrap_or(i64::MIN);
        let until = selection.until.unwrap_or(i64::MAX);
        let mut page = Page::default();
        if from > until {
            return page;
        }
        let kinds = self.kinds.which(|(collection, fields)| {
            let within = |f: &str| fields.iter().any(|field| f.is_empty() || field == f);
            selection.collection.is_none_or(|wanted| collection == wanted) && selection.field.is_none_or(within)
        });
        // How many of the laid records were told before.
        let told = selection.after.map(|(at, ma)| self.before(at, |other| other <= ma));
        for known in self.between(from, until) {
            let (kind, gone, before) = match &known {
                Known::Laid(place, laying) => (laying.kind, laying.gone, told.is_some_and(|told| *place < told)),
                Known::Held(ma, whole) => {
                    let before = selection.after.is_some_and(|after| (whole.changed, *ma) <= after);
                    (whole.kind, whole.gone, before)
                }
            };
            if (selection.live && gone) || !kinds.has(kind) {
                continue;
            }
            page.total += 1;
            if before {
                continue;
            }
            if page.entries.len() < limit {
                page.entries.extend(self.told(&known, None));
            } else {
                page.more = true;
            }
        }
        page
    }
}
