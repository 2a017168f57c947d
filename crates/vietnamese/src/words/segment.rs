//! The words that a run of syllables makes.

use std::iter::once;

use super::table::{self, Table};
use super::{canonical_key, lexicon, syllable_class};

/// Longest word, in syllables.
const MAX: usize = 4;

/// Cost of a word of two syllables and more by class 1–4, in nats (−ln of how often a word of
/// that class stands in running text).
const WORD: [f32; 4] = [7.0, 8.5, 10.0, 11.0];
/// Cost of a syllable by itself, by class 1–4: dearer than its share of running text says, because
/// a word that covers two syllables should win over two that stand alone.
const SYLLABLE: [f32; 4] = [7.0, 8.0, 9.0, 10.0];
/// A syllable that the lexicon does not know: names, other languages.
const UNKNOWN: f32 = 11.0;
/// What callers add counts as a word of this class.
const EXTRA_CLASS: u8 = 2;

/// Cuts a run of syllables into words of the general lexicon and of the caller.
#[derive(Clone, Debug, Default)]
pub struct Segmenter {
    extra: Table,
}

impl Segmenter {
    /// A segmenter over the general lexicon.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A segmenter that knows further words: any case and tone place, syllables separated by
    /// white space. Words of one syllable, or of more than four, change nothing.
    #[must_use]
    pub fn with_extra<I>(words: I) -> Self
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        let mut extra = Table::default();
        for word in words {
            let key = canonical_key(word.as_ref());
            if (2..=MAX).contains(&key.split(' ').count()) {
                extra.insert(&key, EXTRA_CLASS);
            }
        }
        Self { extra }
    }

    /// Replaces `out` by one number per syllable: the length in syllables of the word that starts
    /// there, 0 inside a word. The syllables are canonical and lower case
    /// ([`crate::Token::written`]), without a gap between them. The cheapest path over the costs
    /// of the word classes wins.
    pub fn segment(&self, syllables: &[&str], out: &mut Vec<u8>) {
        out.clear();
        // out[i] is, until the walk back, the length of the best word that ends at i.
        out.reserve(syllables.len());
        // Rings over the last MAX places: cost of the best path up to before i, hash of syllable i.
        let mut costs = [0.0_f32; MAX + 1];
        let mut hashes = [0_u64; MAX];
        for (i, syllable) in syllables.iter().enumerate() {
            hashes[i % MAX] = table::hash(syllable);
            let single = match syllable_class(syllable) {
                Some(class) => SYLLABLE[usize::from(class.clamp(1, 4)) - 1],
                None => UNKNOWN,
            };
            let (mut best, mut length) = (costs[i % (MAX + 1)] + single, 1);
            for n in 2..=MAX.min(i + 1) {
                let start = i + 1 - n;
                let hash = (start..=i).fold(0, |h, k| table::add(h, hashes[k % MAX]));
                let Some(class) = self.class(hash, &syllables[start..=i]) else {
                    continue;
                };
                let cost = costs[start % (MAX + 1)] + WORD[usize::from(class.clamp(1, 4)) - 1];
                if cost < best {
                    (best, length) = (cost, n);
                }
            }
            costs[(i + 1) % (MAX + 1)] = best;
            out.push(length as u8);
        }
        let mut end = syllables.len();
        while end > 0 {
            let length = out[end - 1];
            let start = end - usize::from(length);
            out[start..end].fill(0);
            out[start] = length;
            end = start;
        }
    }

    fn class(&self, hash: u64, syllables: &[&str]) -> Option<u8> {
        let general = lexicon().words.get(hash, syllables.iter().copied());
        let extra = self.extra.get(hash, syllables.iter().copied());
        general.into_iter().chain(extra).min()
    }
}

/// The hash of a single syllable as a word.
pub(super) fn single(syllable: &str) -> u64 {
    once(table::hash(syllable)).fold(0, table::add)
}
