//! Records whose last line lies in the file, in 24 bytes each and six for finding them. Their text stays there.
//!
//! They are only ever added at the end, in the order of the lists: by moment, then by `ma`. One that changes is struck out
//! and added anew, so that a place, once given, stays until [`Laid::compact`].

use crate::chunks::Chunks;
use crate::once::Once;

/// Most different collections with fields of science.
pub(crate) const MAX_KINDS: u32 = 1 << KIND_BITS;
/// Largest place of a line in the file.
pub(crate) const MAX_OFFSET: u64 = (1 << OFFSET_BITS) - 1;

const OFFSET_BITS: u32 = 40;
const KIND_BITS: u32 = 22;
const GONE: u64 = 1 << 62;
const STRUCK: u64 = 1 << 63;

/// A free slot of the table.
const FREE: u32 = u32::MAX;

/// What is kept of a record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Laying {
    /// Hash of its `ma`. Several records may have the same one.
    pub(crate) key: u32,
    /// Hash of its `ma` and of everything that tells one state of it from another.
    pub(crate) print: u64,
    /// Where its line begins.
    pub(crate) offset: u64,
    /// The number of its collection and fields, less than [`MAX_KINDS`].
    pub(crate) kind: u32,
    pub(crate) gone: bool,
    /// When it was first seen.
    pub(crate) first: i64,
}

#[derive(Debug, Clone, Copy)]
struct Record {
    key: u32,
    first: u32,
    print: u64,
    /// Offset, kind, and whether it is gone or struck out.
    rest: u64,
}

/// The records in order.
#[derive(Debug, Default)]
pub(crate) struct Laid {
    records: Chunks<Record>,
    /// Each moment with the place of its first record.
    moments: Vec<(i64, u32)>,
    firsts: Once<i64>,
    /// Open-addressed by the key: places of records, struck out ones among them.
    slots: Vec<u32>,
    taken: usize,
    struck: usize,
}

impl Laid {
    /// Places given, those of struck out records among them.
    pub(crate) fn end(&self) -> usize {
        self.records.len()
    }

    /// Records that are not struck out.
    pub(crate) fn len(&self) -> usize {
        self.records.len() - self.struck
    }

    /// The moment of the last record, struck out or not.
    pub(crate) fn last_moment(&self) -> Option<i64> {
        self.moments.last().map(|(at, _)| *at)
    }

    /// The place of the first record of a moment or of a later one.
    pub(crate) fn from(&self, moment: i64) -> usize {
        let n = self.moments.partition_point(|(at, _)| *at < moment);
        self.moments.get(n).map_or(self.end(), |(_, start)| *start as usize)
    }

    /// The moment of the record at a place.
    pub(crate) fn moment(&self, place: usize) -> i64 {
        let after = self.moments.partition_point(|(_, start)| *start as usize <= place);
        after.checked_sub(1).map_or(i64::MIN, |n| self.moments[n].0)
    }

    /// The record at a place; `None` where it is struck out.
    pub(crate) fn get(&self, place: usize) -> Option<Laying> {
        let record = self.records.get(place)?;
        (record.rest & STRUCK == 0).then(|| self.laying(record))
    }

    /// The place in the file of a record, struck out or not.
    pub(crate) fn offset(&self, place: usize) -> Option<u64> {
        self.records.get(place).map(|record| record.rest & MAX_OFFSET)
    }

    /// The hash of the `ma` of a record, struck out or not.
    pub(crate) fn key(&self, place: usize) -> Option<u32> {
        self.records.get(place).map(|record| record.key)
    }

    fn laying(&self, record: &Record) -> Laying {
        Laying {
            key: record.key,
            print: record.print,
            offset: record.rest & MAX_OFFSET,
            kind: (record.rest >> OFFSET_BITS) as u32 & (MAX_KINDS - 1),
            gone: record.rest & GONE != 0,
            first: *self.firsts.get(record.first),
        }
    }

    /// The places of the records with a key that are not struck out.
    pub(crate) fn having(&self, key: u32) -> impl Iterator<Item = usize> + '_ {
        let mut at = self.slot(key);
        let probes = std::iter::from_fn(move || {
            let place = self.slots.get(at).copied().filter(|&place| place != FREE)?;
            at = self.next(at);
            Some(place as usize)
        });
        probes.filter(move |&place| {
            let record = self.records.get(place);
            record.is_some_and(|record| record.key == key && record.rest & STRUCK == 0)
        })
    }

    /// Adds a record at the end. `moment` is that of the last one or a later one.
    pub(crate) fn push(&mut self, moment: i64, of: Laying) {
        let place = self.records.len();
        if self.last_moment() != Some(moment) {
            self.moments.push((moment, u32::try_from(place).unwrap_or(FREE)));
        }
        let gone = if of.gone { GONE } else { 0 };
        self.records.push(Record {
            key: of.key,
            first: self.firsts.put(&of.first),
            print: of.print,
            rest: of.offset | u64::from(of.kind) << OFFSET_BITS | gone,
        });
        if (self.taken + 1) * 5 > self.slots.len() * 4 {
            self.spread();
        } else {
            self.enter(place);
        }
    }

    /// Strikes the record at a place out.
    pub(crate) fn strike(&mut self, place: usize) {
        if let Some(record) = self.records.get_mut(place)
            && record.rest & STRUCK == 0
        {
            record.rest |= STRUCK;
            self.struck += 1;
        }
    }

    /// Forgets what is struck out; every place is another then, also those that others have noted.
    pub(crate) fn compact(&mut self, mut noted: Vec<&mut usize>) {
        noted.sort_unstable_by(|a, b| b.cmp(a));
        let mut moments = Vec::new();
        let mut kept = 0;
        for place in 0..self.records.len() {
            while let Some(noted) = noted.pop_if(|noted| **noted <= place) {
                *noted = kept;
            }
            let Some(&record) = self.records.get(place).filter(|record| record.rest & STRUCK == 0) else {
                continue;
            };
            let moment = self.moment(place);
            if moments.last().is_none_or(|(at, _)| *at != moment) {
                moments.push((moment, kept as u32));
            }
            if let Some(to) = self.records.get_mut(kept) {
                *to = record;
            }
            kept += 1;
        }
        noted.into_iter().for_each(|noted| *noted = kept);
        self.records.truncate(kept);
        self.moments = moments;
        self.struck = 0;
        self.spread();
    }

    fn slot(&self, key: u32) -> usize {
        ((u64::from(key) * self.slots.len() as u64) >> 32) as usize
    }

    fn next(&self, slot: usize) -> usize {
        if slot + 1 < self.slots.len() { slot + 1 } else { 0 }
    }

    fn enter(&mut self, place: usize) {
        let Some(key) = self.records.get(place).map(|record| record.key) else {
            return;
        };
        let mut at = self.slot(key);
        while self.slots[at] != FREE {
            at = self.next(at);
        }
        self.slots[at] = u32::try_from(place).unwrap_or(FREE);
        self.taken += 1;
    }

    /// The table anew, with room for a quarter more records.
    fn spread(&mut self) {
        self.taken = 0;
        self.slots = Vec::new();
        self.slots = vec![FREE; self.len() * 8 / 5 + 64];
        for place in 0..self.records.len() {
            if self.get(place).is_some() {
                self.enter(place);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laying(key: u32, offset: u64) -> Laying {
        Laying {
            key,
            print: u64::from(key) << 32 | 7,
            offset,
            kind: (key % 5) << 19,
            gone: key.is_multiple_of(3),
            first: i64::from(key % 4) - 2,
        }
    }

    #[test]
    fn what_was_laid_is_found() {
        let mut laid = Laid::default();
        let key = |n: u32| n.wrapping_mul(0x9E37_79B9) >> (n % 7);
        for n in 0..30_000_u32 {
            laid.push(i64::from(n / 1000), laying(key(n), MAX_OFFSET - u64::from(n)));
        }
        for n in (0..30_000).step_by(3) {
            laid.strike(n);
        }
        let check = |laid: &Laid, place: usize, n: u32| {
            let got = laid.get(place).expect("there");
            let wanted = laying(key(n), MAX_OFFSET - u64::from(n));
            assert_eq!(
                (got.key, got.print, got.offset, got.kind, got.gone, got.first),
                (
                    wanted.key,
                    wanted.print,
                    wanted.offset,
                    wanted.kind,
                    wanted.gone,
                    wanted.first
                )
            );
            assert_eq!(laid.moment(place), i64::from(n / 1000));
            assert!(laid.having(key(n)).any(|other| other == place), "{n}");
        };
        assert!(laid.get(3).is_none() && !laid.having(key(3)).any(|place| place == 3));
        (0..30_000)
            .filter(|n| n % 3 != 0)
            .for_each(|n| check(&laid, n as usize, n));
        assert_eq!((laid.from(-1), laid.from(7), laid.from(30)), (0, 7000, 30_000));
        let mut noted = [0, 1, 15_000, 30_000];
        laid.compact(noted.iter_mut().collect());
        assert_eq!(noted, [0, 0, 10_000, 20_000]);
        assert_eq!((laid.len(), laid.end()), (20_000, 20_000));
        let kept = (0..30_000).filter(|n| n % 3 != 0);
        kept.enumerate().for_each(|(place, n)| check(&laid, place, n));
    }
}
