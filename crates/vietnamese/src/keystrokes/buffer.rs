//! The syllable as it stands while keys come in.

use crate::letters::{is_vowel, join, split};
use crate::syllable::{MAX_LETTERS, Tone, compose, parse_bases};

/// Letters so far, with the marks already put on, and the tone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Buffer {
    bases: [char; MAX_LETTERS],
    upper: [bool; MAX_LETTERS],
    len: usize,
    tone: Tone,
    /// Keys that did something.
    pub(super) keys: usize,
}

impl Buffer {
    pub(super) fn new() -> Self {
        Self {
            bases: ['\0'; MAX_LETTERS],
            upper: [false; MAX_LETTERS],
            len: 0,
            tone: Tone::Ngang,
            keys: 0,
        }
    }

    /// Adds a letter as it is; `None` if it is no Vietnamese letter, if the syllable is full, or
    /// if it brings a second tone.
    pub(super) fn push(&mut self, c: char) -> Option<()> {
        let letter = split(c)?;
        *self.bases.get_mut(self.len)? = letter.base;
        self.upper[self.len] = letter.upper;
        self.len += 1;
        if letter.tone != Tone::Ngang {
            self.set_tone(letter.tone)?;
        }
        Some(())
    }

    /// Whether a vowel was typed.
    pub(super) fn has_vowel(&self) -> bool {
        // The u of qu and the i of gi count: quý is typed quys, gì is typed gif.
        self.letters().iter().any(|&c| is_vowel(c))
    }

    pub(super) fn letters(&self) -> &[char] {
        &self.bases[..self.len]
    }

    /// Sets the tone; a second tone is a slip of something that is no Vietnamese.
    pub(super) fn set_tone(&mut self, tone: Tone) -> Option<()> {
        if self.tone != Tone::Ngang || !self.has_vowel() {
            return None;
        }
        self.tone = tone;
        Some(())
    }

    /// Takes the tone away; `None` if there is none.
    pub(super) fn clear_tone(&mut self) -> Option<()> {
        if self.tone == Tone::Ngang {
            return None;
        }
        self.tone = Tone::Ngang;
        Some(())
    }

    /// The last place of a letter.
    pub(super) fn find(&self, base: char) -> Option<usize> {
        self.letters().iter().rposition(|&c| c == base)
    }

    pub(super) fn replace(&mut self, at: usize, base: char) {
        self.bases[at] = base;
    }

    /// Circumflex on the last letter of that kind.
    pub(super) fn hat(&mut self, base: char) -> Option<()> {
        let to = match base {
            'a' => 'â',
            'e' => 'ê',
            'o' => 'ô',
            _ => return None,
        };
        self.replace(self.find(base)?, to);
        Some(())
    }

    /// Horn on the last `o` or `u`, on both of `uo`. `u` wins in `ua` and `ui` because it is the
    /// only letter there that takes one; the `u` of `qu` takes none.
    pub(super) fn horn(&mut self) -> Option<()> {
        let from = usize::from(matches!(self.letters(), ['q', 'u', ..])) * 2;
        let at = from + self.letters()[from..].iter().rposition(|c| matches!(c, 'o' | 'u'))?;
        match self.bases[at] {
            'o' => {
                self.bases[at] = 'ơ';
                if at > from && self.bases[at - 1] == 'u' {
                    self.bases[at - 1] = 'ư';
                }
            }
            _ => {
                // The u after o or u is a glide (hươu): the horn belongs to the letter before.
                let horned = if at > from && matches!(self.bases[at - 1], 'u' | 'o') {
                    at - 1
                } else {
                    at
                };
                if self.bases[horned] == 'o' {
                    self.bases[horned] = 'ơ';
                    if horned > from && self.bases[horned - 1] == 'u' {
                        self.bases[horned - 1] = 'ư';
                    }
                } else {
                    self.bases[horned] = 'ư';
                }
            }
        }
        Some(())
    }

    /// Bar through the `d` that begins the syllable.
    pub(super) fn bar(&mut self) -> Option<()> {
        if self.letters().first() != Some(&'d') {
            return None;
        }
        self.bases[0] = 'đ';
        Some(())
    }

    /// The written syllable, if it is legal. `ươ` is typed in several ways, so a horn on one of
    /// `uo` is tried on both (before a final) and on `o` alone (*thuở*).
    pub(super) fn finish(mut self) -> Option<String> {
        if let Some(done) = self.written() {
            return Some(done);
        }
        let at = self
            .letters()
            .windows(2)
            .position(|w| matches!(w, ['ư' | 'u', 'ơ'] | ['ư', 'o']))?;
        for pair in [['ư', 'ơ'], ['u', 'ơ']] {
            (self.bases[at], self.bases[at + 1]) = (pair[0], pair[1]);
            if let Some(done) = self.written() {
                return Some(done);
            }
        }
        None
    }

    fn written(&self) -> Option<String> {
        let s = parse_bases(self.letters(), self.tone)?;
        let form = compose(s.onset, s.rhyme, s.tone);
        let cased = form.chars().zip(self.upper).filter_map(|(c, upper)| {
            let letter = split(c)?;
            Some(join(letter.base, letter.tone, upper))
        });
        Some(cased.collect())
    }
}
