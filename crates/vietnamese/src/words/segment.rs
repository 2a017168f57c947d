//! The words that a run of syllables makes.

use super::known::Known;
use super::table::{self, Table};
use super::{WORDS, canonical_key};

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
        self.segment_known(syllables.len(), |i| (Known::of(syllables[i]), syllables[i]), out);
    }

    /// [`Segmenter::segment`] for syllables already looked up: `at` gives the one at each of `count` places, and its text.
    pub fn segment_known<'s>(&self, count: usize, at: impl Fn(usize) -> (Known, &'s str), out: &mut Vec<u8>) {
        out.clear();
        // out[i] is, until the walk back, the length of the best word that ends at i.
        out.reserve(count);
        // Rings over the last MAX places: cost of the best path up to before i, hash of syllable i.
        let mut costs = [0.0_f32; MAX + 1];
        let mut hashes = [0_u64; MAX];
        let own = !self.extra.is_empty();
        for i in 0..count {
            let (known, _) = at(i);
            hashes[i % MAX] = known.hash;
            let single = match known.class() {
                Some(class) => SYLLABLE[usize::from(class.clamp(1, 4)) - 1],
                None => UNKNOWN,
            };
            let (mut best, mut length) = (costs[i % (MAX + 1)] + single, 1);
            for n in 2..=MAX.min(i + 1) {
                if !own && !known.ends(n) {
                    continue;
                }
                let start = i + 1 - n;
                let hash = (start..=i).fold(0, |h, k| table::add(h, hashes[k % MAX]));
                let Some(class) = self.class(hash, (start..=i).map(|k| at(k).1)) else {
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
        let mut end = count;
        while end > 0 {
            let length = out[end - 1];
            let start = end - usize::from(length);
            out[start..end].fill(0);
            out[start] = length;
            end = start;
        }
    }

    fn class<'s>(&self, hash: u64, syllables: impl Iterator<Item = &'s str> + Clone) -> Option<u8> {
        let general = WORDS.get(hash, syllables.clone());
        let extra = self.extra.view().get(hash, syllables);
        general.into_iter().chain(extra).min()
    }
}
