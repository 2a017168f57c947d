//! What the lexicon knows of one syllable, looked up once and carried along.

use super::{lexicon, table};

/// Bits of the class.
const CLASS: u8 = 0b0000_0111;
/// First bit of the lengths of words that end here.
const ENDS: u8 = 3;

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
        let lexicon = lexicon();
        let hash = table::hash(syllable);
        let single = table::add(0, hash);
        let one = || std::iter::once(syllable);
        Self {
            hash,
            entry: lexicon.syllables.get(single, one()).unwrap_or(0),
            stop: lexicon.stops.get(single, one()).is_some(),
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

/// The bit for words of two to four syllables.
pub(super) fn end_bit(length: usize) -> u8 {
    match length {
        2..=4 => 1 << (usize::from(ENDS) + length - 2),
        _ => 0,
    }
}

/// The frequency class of two syllables as one word, as [`super::class`] gives it for them joined by a space.
#[must_use]
pub fn pair_class(known: [Known; 2], syllables: [&str; 2]) -> Option<u8> {
    let hash = known.iter().fold(0, |hash, k| table::add(hash, k.hash));
    lexicon().words.get(hash, syllables.iter().copied())
}
