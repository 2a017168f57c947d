//! Text cut into tokens, each in three tiers: written, without tone, ASCII.
//!
//! A token is a maximal run of letters and digits. The rest of the contract:
//!
//! * `&` joins letters (`KH&CN`, `R&D`); an apostrophe between letters is dropped
//!   (`H'Mông` → `hmông`); combining marks, zero-width characters and soft hyphens do not split
//!   words (a number with one inside is given in its pieces).
//! * Numbers: `1.300` and `1.300.000` lose their thousand dots; the decimal separator is written
//!   `.` (`3,5` and `3.5` → `3.5`, `1.300,5` → `1300.5`). A comma is a thousand separator only
//!   where it stands twice (`1,300,000`). Anything else is given in its pieces, without a gap
//!   between them: `20.11.2021`, `10:30`, `11041-2:2017`.
//! * Hyphen, slash, underscore and spaces are no gap; every other sign and a line break is.
//! * Each Han character is a token. Runs of other scripts are [`Kind::Word`].
//! * A run of more than 64 letters is cut there, without a gap.

mod cache;
mod forms;
mod number;
mod scan;

use cache::Cache;
use forms::Forms;
use scan::Step;

use crate::words::Known;

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Kind {
    /// A legal Vietnamese syllable.
    Syllable,
    /// Letters that are no legal Vietnamese syllable.
    #[default]
    Word,
    /// Digits only; see the module text for the separators.
    Number,
    /// Letters mixed with digits or joined by `&` (`va06`, `co2`, `kh&cn`).
    Code,
    /// One Han character.
    Han,
}

/// One token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token<'a> {
    /// First byte in the source text, on a character boundary.
    pub start: usize,
    /// Byte after the last in the source text, on a character boundary.
    pub end: usize,
    /// Lower case, NFC, canonical tone place and i/y (see [`crate::tone`]), `đ` for `ð`.
    pub written: &'a str,
    /// `written` without tone; hats, horn, breve and đ stay.
    pub toneless: &'a str,
    /// `written` in ASCII, as far as the script has an ASCII spelling.
    pub ascii: &'a str,
    /// What it is.
    pub kind: Kind,
    /// What the general lexicon knows of `written`.
    pub known: Known,
    /// Whether punctuation or a line break stands between the previous token and this one, so
    /// that they make no bigram. True for the first token of a text.
    pub gap: bool,
    /// Whether its first letter is upper case.
    pub capital: bool,
}

/// Cuts texts into tokens. It remembers the forms of the tokens it saw (at most 8,192, about
/// 1 MB), so keep one per thread and reuse it; a new one is cheap and starts small.
#[derive(Clone, Debug, Default)]
pub struct Analyzer {
    cache: Cache,
    forms: Forms,
    number: String,
}

impl Analyzer {
    /// An analyzer with an empty cache.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives every token of the text in order: offsets ascend and never overlap. Any text is
    /// fine; it need not be normalised.
    pub fn analyze(&mut self, text: &str, sink: &mut impl FnMut(Token<'_>)) {
        self.analyze_marked(text, &mut |token, mark| {
            sink(token);
            mark
        });
    }

    /// As [`Analyzer::analyze`], for a sink that would look every token up somewhere: what it answers is remembered with the
    /// token, and given to it when the same token comes again. It is 0 the first time, and whenever it was forgotten.
    pub fn analyze_marked(&mut self, text: &str, sink: &mut impl FnMut(Token<'_>, u32) -> u32) {
        let (mut at, mut gap) = (0, true);
        while let Some(found) = scan::next(text, at) {
            gap |= found.gap;
            at = found.end;
            match found.step {
                Step::Digits => at = self.digits(text, found.start, found.end, gap, sink),
                Step::Han => {
                    self.forms.read_han(&text[found.start..found.end]);
                    self.forms.emit(found.start, found.end, gap, sink);
                }
                Step::Run => self.run(text, found.start, found.end, gap, sink),
            }
            gap = false;
        }
    }

    /// A run of letters, or of letters and digits.
    #[inline]
    fn run(&mut self, text: &str, start: usize, end: usize, gap: bool, sink: &mut impl FnMut(Token<'_>, u32) -> u32) {
        let Some(key) = cache::key(text.as_bytes(), start, end) else {
            self.forms.read(&text[start..end]);
            return self.forms.emit(start, end, gap, sink);
        };
        if let Some(forms) = self.cache.get_mut(&key) {
            return forms.emit(start, end, gap, sink);
        }
        self.forms.read(&text[start..end]);
        self.forms.emit(start, end, gap, sink);
        self.cache.put(key, &self.forms);
    }

    /// A run of ASCII digits, with the separators that belong to the number. Gives the end.
    fn digits(
        &mut self,
        text: &str,
        start: usize,
        end: usize,
        gap: bool,
        sink: &mut impl FnMut(Token<'_>, u32) -> u32,
    ) -> usize {
        let token = |written: &str, end: usize, sink: &mut dyn FnMut(Token<'_>, u32) -> u32| {
            let token = Token {
                start,
                end,
                written,
                toneless: written,
                ascii: written,
                kind: Kind::Number,
                known: Known::default(),
                gap,
                capital: false,
            };
            sink(token, 0);
            end
        };
        match number::read(text.as_bytes(), start, end, &mut self.number) {
            Some(end) => token(&self.number, end, sink),
            None => token(&text[start..end], end, sink),
        }
    }
}
