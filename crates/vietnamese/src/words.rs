//! The general lexicon and the words that a run of syllables makes.

/// Why a word is a stop word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StopKind {
    /// A grammatical word.
    Function,
}

/// The class of a word: canonical lower-case syllables joined by one space.
#[must_use]
pub fn class(_word: &str) -> Option<u8> {
    None
}

/// The class of a canonical lower-case syllable.
#[must_use]
pub fn syllable_class(_syllable: &str) -> Option<u8> {
    None
}

/// Whether a word (canonical, lower case) is a stop word, and of what kind.
#[must_use]
pub fn is_stopword(_word: &str) -> Option<StopKind> {
    None
}

/// Cuts a run of syllables into words.
#[derive(Clone, Debug, Default)]
pub struct Segmenter {}

impl Segmenter {
    /// A segmenter over the general lexicon.
    #[must_use]
    pub fn new() -> Self {
        Self {}
    }

    /// A segmenter that knows further words.
    #[must_use]
    pub fn with_extra<I>(_words: I) -> Self
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        Self {}
    }

    /// For each syllable the length in syllables of the word that starts there, 0 inside a word.
    pub fn segment(&self, syllables: &[&str], out: &mut Vec<u8>) {
        out.clear();
        out.resize(syllables.len(), 1);
    }
}
