//! All words of the index one letter away from a word, found in one walk through its term dictionary instead of hundreds of
//! look-ups: for words that are no Vietnamese syllables, where every letter may be another one.

use tantivy_fst::Automaton;

use crate::terms::{SEP, Tier};

/// Longest word compared, in letters.
pub(crate) const MAX: usize = 32;

/// Takes the terms of single tokens whose ASCII form is one deletion, insertion, substitution or swap of neighbours away
/// from a word, or the word itself; whatever their written form is.
pub(crate) struct OneEdit {
    word: Vec<u8>,
}

/// Where in the word a term stands after some of its letters: a bit for each position.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct State {
    /// The letter of the tier was read.
    begun: bool,
    /// Without an edit.
    exact: u64,
    /// With one.
    edited: u64,
    /// The next letter was read before this one.
    swapped: u64,
    /// The ASCII form is read, and is one.
    done: bool,
}

impl OneEdit {
    /// `None` for a word that is not compared.
    pub(crate) fn of(ascii: &str) -> Option<Self> {
        let is_fit = ascii.is_ascii() && (1..=MAX).contains(&ascii.len());
        is_fit.then(|| Self {
            word: ascii.as_bytes().to_vec(),
        })
    }

    /// A bit for every position of the word where that letter stands.
    fn places(&self, byte: u8) -> u64 {
        let at = self.word.iter().enumerate().filter(|&(_, &b)| b == byte);
        at.fold(0, |bits, (i, _)| bits | 1 << i)
    }
}

impl Automaton for OneEdit {
    type State = State;

    fn start(&self) -> State {
        State::default()
    }

    fn is_match(&self, state: &State) -> bool {
        state.done
    }

    fn can_match(&self, state: &State) -> bool {
        !state.begun || state.done || (state.exact | state.edited | state.swapped) != 0
    }

    fn will_always_match(&self, state: &State) -> bool {
        state.done
    }

    fn accept(&self, state: &State, byte: u8) -> State {
        if state.done {
            return *state;
        }
        let mut next = State {
            begun: true,
            ..State::default()
        };
        if !state.begun {
            next.exact = u64::from(char::from(byte) == Tier::Syllable.letter());
            return next;
        }
        let end = 1_u64 << self.word.len();
        if char::from(byte) == SEP {
            // At the end of the word, or before its last letter, which is then the one that is missing.
            next.done = (state.exact | state.edited) & end != 0 || (state.exact << 1) & end != 0;
            return next;
        }
        let is = self.places(byte);
        let within = (end << 1) - 1;
        next.exact = (state.exact & is) << 1;
        next.edited = (state.edited & is) << 1;
        // Another letter instead, one more, one less, and the second of two swapped ones.
        next.edited |= (state.exact << 1) | state.exact | ((state.exact << 1) & is) << 1 | (state.swapped & is) << 2;
        next.edited &= within;
        // This is the letter after the one that is due.
        next.swapped = state.exact & (is >> 1);
        next
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::query::edits;
    use crate::terms;

    fn takes(word: &str, term: &str) -> bool {
        let automaton = OneEdit::of(word).expect("a word of letters");
        let state = term
            .bytes()
            .fold(automaton.start(), |state, byte| automaton.accept(&state, byte));
        automaton.is_match(&state)
    }

    #[test]
    fn takes_what_is_one_edit_away() {
        let mut rng = fastrand::Rng::with_seed(7);
        let mut letters = |n: usize| -> String { (0..n).map(|_| char::from(rng.u8(b'a'..=b'd'))).collect() };
        let mut taken = 0;
        for _ in 0..3_000 {
            let (word, other) = (letters(5), letters(4));
            let near: BTreeSet<String> = edits::one_edit(&word).into_iter().collect();
            for other in [other.clone(), format!("{other}a"), format!("{other}ab"), word.clone()] {
                let term = terms::single(Tier::Syllable, &other, "ơ");
                assert_eq!(takes(&word, &term), near.contains(&other), "{word} {other}");
                taken += usize::from(near.contains(&other));
            }
        }
        assert!(taken > 3_050, "{taken}");
    }

    #[test]
    fn other_tiers_and_longer_words_are_none() {
        assert!(takes("wifi", "swifi\u{1}") && takes("wifi", "swify\u{1}x"));
        assert!(!takes("wifi", "bwifi\u{1}") && !takes("wifi", "swifi") && !takes("wifi", "swifixy\u{1}"));
        assert!(OneEdit::of("").is_none() && OneEdit::of("sấy").is_none() && OneEdit::of(&"a".repeat(33)).is_none());
    }
}
