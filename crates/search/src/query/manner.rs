//! How the typist writes, and how likely that makes a written form.

use vietnamese::{Kind, fold};

use crate::query::read::Typed;

/// How the typist writes: a probability for each way, from the marks that the whole query shows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner {
    /// All marks typed.
    pub(crate) marked: f32,
    /// Hats but no tones.
    pub(crate) toneless: f32,
    /// No marks.
    pub(crate) bare: f32,
    /// Some words with, some without.
    pub(crate) mixed: f32,
    /// Keystrokes of an input method that was off.
    pub(crate) keystrokes: f32,
}

impl Manner {
    /// Judges by the share of syllables with marks: in ordinary text four of five carry one, two of three a tone.
    pub(crate) fn of(tokens: &[Typed], unreadable: usize) -> Self {
        let syllables: Vec<&Typed> = tokens.iter().filter(|t| matches!(t.kind, Kind::Syllable)).collect();
        let n = i32::try_from(syllables.len()).unwrap_or(i32::MAX);
        let tones = syllables.iter().filter(|t| t.written != t.toneless).count();
        let hats = syllables.iter().filter(|t| t.toneless != t.ascii).count();
        let marks = syllables.iter().filter(|t| t.written != t.ascii).count();
        let plain = n - i32::try_from(marks).unwrap_or(0);
        // Likelihood of the marks seen under each manner; unmarked syllables are 22 % of text, toneless ones 36 %.
        let marked = 0.62 * 0.22f32.powi(plain) * 0.78f32.powi(n - plain);
        let toneless = if tones == 0 {
            0.08 * 0.5f32.powi(n - i32::try_from(hats).unwrap_or(0)) * 0.5f32.powi(i32::try_from(hats).unwrap_or(0))
        } else {
            0.0
        };
        let bare = if marks == 0 { 0.27 } else { 0.0 };
        let mixed = 0.03 * 0.55f32.powi(plain) * 0.45f32.powi(n - plain);
        let keys = if unreadable > 0 { 0.9 } else { 0.002 }
            * if tokens.iter().any(|t| t.decoded.is_some()) {
                1.0
            } else {
                0.0
            };
        let sum = marked + toneless + bare + mixed;
        let rest = 1.0 - keys;
        Self {
            marked: rest * marked / sum,
            toneless: rest * toneless / sum,
            bare: rest * bare / sum,
            mixed: rest * mixed / sum,
            keystrokes: keys,
        }
    }

    /// P(typed | written), over all manners.
    pub(super) fn channel(&self, typed: &Typed, written: &str, ascii: &str) -> f32 {
        let exact = typed.written == written;
        let same_ascii = typed.written == ascii;
        let same_flat = typed.toneless == typed.written && fold::toneless(written) == typed.written;
        let keyed = match &typed.decoded {
            Some(decoded) => decoded == written,
            None => exact,
        };
        let is = |b: bool| if b { 1.0 } else { 0.0 };
        self.marked * is(exact)
            + self.toneless * is(same_flat)
            + self.bare * is(same_ascii)
            + self.mixed * (0.5 * is(exact) + 0.35 * is(same_ascii) + 0.15 * is(same_flat))
            + self.keystrokes * is(keyed)
    }
}
