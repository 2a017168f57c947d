//! The postings of one field of a segment: noted in the order of the records, read out in the order of the terms.
//!
//! A table of terms that every token walks, as tantivy's, waits for memory most of the time. Here a token costs a look-up
//! among numbers and four bytes at the end of a list; one pass over that list then lays the records of each term side by side.

use tantivy::DocId;
use tantivy::postings::FieldSerializer;

use super::order;
use super::pairs::Pairs;
use crate::terms::Tier;
use crate::tiers::Term;
use crate::words::Words;

/// Bits of an entry that count; the rest is the number of a term, or of a record.
const COUNT_BITS: u32 = 4;
/// What an entry can count. What occurs more often in a record has further entries for the same.
const MAX_COUNT: u32 = (1 << COUNT_BITS) - 1;

/// Pairs looked up together: the processor waits for the memory of all of them at once.
const TOGETHER: usize = 64;

/// Where a term was seen last.
#[derive(Clone, Copy, Default)]
pub(super) struct Seen {
    /// The number of the term and one; 0 for a term that was never seen.
    next: u32,
    /// Its last entry.
    at: u32,
}

impl Seen {
    #[inline]
    pub(super) fn is_new(self) -> bool {
        self.next == 0
    }
}

/// The postings of a field.
#[derive(Default)]
pub(super) struct Postings {
    /// Single tokens by their number: as syllables, as lone words.
    singles: Vec<[Seen; 2]>,
    pairs: Pairs,
    /// Pairs of this record that wait to be looked up, and how often each counts.
    waiting: Vec<(u32, u32, u8)>,
    log: Log,
    /// Where the entries of each record end.
    ends: Vec<u32>,
    tokens: u64,
    /// Tokens of this record.
    length: u32,
}

/// What was noted of the records.
#[derive(Default)]
struct Log {
    /// All terms, in the order of their first occurrence.
    terms: Vec<Term>,
    /// Term and count, record after record.
    entries: Vec<u32>,
    /// Where the entries of this record begin.
    begin: usize,
}

impl Log {
    #[inline]
    fn note(&mut self, seen: &mut Seen, term: Term, weight: u8) {
        let weight = u32::from(weight);
        if seen.is_new() {
            self.terms.push(term);
            seen.next = self.terms.len() as u32;
        } else if seen.at as usize >= self.begin {
            let entry = &mut self.entries[seen.at as usize];
            if (*entry & MAX_COUNT) + weight <= MAX_COUNT {
                *entry += weight;
                return;
            }
        }
        seen.at = self.entries.len() as u32;
        self.entries.push((seen.next - 1) << COUNT_BITS | weight);
    }
}

impl Postings {
    /// Notes that the record being read has a term `weight` times more.
    #[inline]
    pub(super) fn add(&mut self, term: Term, weight: u8) {
        self.length += u32::from(weight);
        match term {
            Term::Pair(a, b) => {
                self.waiting.push((a, b, weight));
                if self.waiting.len() == TOGETHER {
                    self.look_up();
                }
            }
            Term::Single(tier, word) => {
                let word = word as usize;
                if word >= self.singles.len() {
                    self.singles.resize(word + 1, [Seen::default(); 2]);
                }
                let seen = &mut self.singles[word][usize::from(tier == Tier::Word)];
                self.log.note(seen, term, weight);
            }
        }
    }

    /// Notes the pairs that wait.
    fn look_up(&mut self) {
        self.pairs.fetch(&self.waiting);
        for (a, b, weight) in self.waiting.drain(..) {
            self.log.note(self.pairs.get((a, b)), Term::Pair(a, b), weight);
        }
    }

    /// Ends a record: the number of its tokens.
    pub(super) fn end_record(&mut self) -> u32 {
        self.look_up();
        self.log.begin = self.log.entries.len();
        self.ends.push(self.log.begin as u32);
        let length = std::mem::take(&mut self.length);
        self.tokens += u64::from(length);
        length
    }

    /// Tokens of all records.
    pub(super) fn tokens(&self) -> u64 {
        self.tokens
    }

    /// Bytes that it takes up to the end of writing, about.
    pub(super) fn memory(&self) -> usize {
        let terms = self.log.terms.len();
        let noted = self.pairs.memory() + terms * size_of::<Term>() + self.singles.len() * size_of::<[Seen; 2]>();
        self.log.entries.len() * 2 * size_of::<u32>() + noted.max(terms * order::BYTES)
    }

    /// True when there is nothing to be written.
    pub(super) fn is_empty(&self) -> bool {
        self.log.terms.is_empty()
    }

    /// Writes every term in order, with its records.
    pub(super) fn write(self, words: &Words, out: &mut FieldSerializer<'_>) -> tantivy::Result<()> {
        let Self {
            log,
            ends,
            pairs,
            singles,
            ..
        } = self;
        drop((pairs, singles));
        let Log { terms, entries, .. } = log;
        let order = order::by_text(&terms, words);
        let (laid, starts) = lay(&entries, &ends, &order);
        drop(entries);
        let mut text = String::new();
        for (number, range) in order.into_iter().zip(starts.windows(2)) {
            text.clear();
            terms[number as usize].write(words, &mut text);
            let records = &laid[range[0] as usize..range[1] as usize];
            // Entries of one record stand side by side.
            let of_a_record = || records.chunk_by(|a, b| a >> COUNT_BITS == b >> COUNT_BITS);
            out.new_term(text.as_bytes(), of_a_record().count() as u32, true)?;
            for entries in of_a_record() {
                let count = entries.iter().map(|entry| entry & MAX_COUNT).sum();
                out.write_doc(entries[0] >> COUNT_BITS, count, &[]);
            }
            out.close_term()?;
        }
        Ok(())
    }
}

/// The records and counts of the terms, term after term in the given order, and where those of each begin.
fn lay(entries: &[u32], ends: &[u32], order: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut next = vec![0_u32; order.len()];
    for entry in entries {
        next[(entry >> COUNT_BITS) as usize] += 1;
    }
    let mut starts = Vec::with_capacity(order.len() + 1);
    let mut sum = 0;
    for &number in order {
        starts.push(sum);
        sum += std::mem::replace(&mut next[number as usize], sum);
    }
    starts.push(sum);
    let mut laid = vec![0_u32; entries.len()];
    let mut begin = 0;
    for (record, &end) in ends.iter().enumerate() {
        let record = (record as DocId) << COUNT_BITS;
        for entry in &entries[begin..end as usize] {
            let at = &mut next[(entry >> COUNT_BITS) as usize];
            laid[*at as usize] = record | (entry & MAX_COUNT);
            *at += 1;
        }
        begin = end as usize;
    }
    (laid, starts)
}
