//! What the lexicon knows of one syllable, looked up once and carried along.

use super::form::{CLASS, end_bit};
use super::{STOPS, SYLLABLES, WORDS, table};

/// A canonical lower-case syllable as the lexicon knows it. Copied with every token, so that nothing that works on a run
/// of tokens has to look a syllable up again.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Known {
    pub(super) hash: u64,
    /// Class and the lengths of the words that end in it; 0 when it is not listed.
    entry: u8,
    stop: bool,
}

impl Known {
    /// Looks a syllable up.
    #[must_use]
    pub fn of(syllable: &str) -> Self {
        let hash = table::hash(syllable);
        let single = table::add(0, hash);
        let one = || std::iter::once(syllable);
        Self {
            hash,
            entry: SYLLABLES.get(single, one()).unwrap_or(0),
            stop: STOPS.get(single, one()).is_some(),
        }
    }

    /// Its frequency class, 1 (very common) to 4 (rare); `None` when it is not listed.
    #[must_use]
    pub fn class(self) -> Option<u8> {
        (self.entry & CLASS != 0).then_some(self.entry & CLASS)
    }

    /// Whether it is a stop word by itself.
    #[must_use]
    pub fn is_stop(self) -> bool {
        self.stop
    }

    /// Whether some word of this many syllables ends in it.
    pub(super) fn ends(self, length: usize) -> bool {
        self.entry & end_bit(length) != 0
    }
}

/// The frequency class of two syllables as one word, as [`super::class`] gives it for them joined by a space.
#[must_use]
pub fn pair_class(known: [Known; 2], syllables: [&str; 2]) -> Option<u8> {
    let hash = known.iter().fold(0, |hash, k| table::add(hash, k.hash));
    WORDS.get(hash, syllables.iter().copied())
}
