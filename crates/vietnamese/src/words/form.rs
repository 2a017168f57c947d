//! The forms in which the lists are laid out when the crate is built (`build/`), and looked up when it runs.

/// Bits of the class in the number of a syllable.
pub(crate) const CLASS: u8 = 0b0000_0111;
/// First bit of the lengths of words that end in it.
const ENDS: u8 = 3;

/// Why a word is a stop word.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum StopKind {
    /// A grammatical word: it stands in every text and says nothing about it.
    Function,
    /// A word that makes a question (*bao nhiêu, ở đâu*): it asks about the answer and seldom
    /// stands in it.
    Question,
}

/// The kinds in the stop word list; a word is laid out with the place of its kind. A word that is both counts as the first.
pub(crate) const STOP_KINDS: [(&str, StopKind); 2] = [("hoi", StopKind::Question), ("chuc-nang", StopKind::Function)];

/// The bit for words of two to four syllables that end in a syllable.
pub(crate) fn end_bit(length: usize) -> u8 {
    match length {
        2..=4 => 1 << (usize::from(ENDS) + length - 2),
        _ => 0,
    }
}

/// Lower case, NFC, canonical spelling, syllables joined by one space.
pub(crate) fn canonical_key(word: &str) -> String {
    let lower = crate::normalise::normalise(word).to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    crate::tone::canonical(&words.join(" ")).into_owned()
}
