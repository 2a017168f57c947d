//! From a text to its terms in all tiers: one pass of [`vietnamese::analysis`], tokens numbered as they come.

use vietnamese::analysis::{self, Analyzer, Kind};
use vietnamese::words::{Known, Segmenter};

use crate::terms::{self, Tier};
use crate::words::Words;

/// Longest token indexed, in bytes of its written form.
const MAX_TOKEN_BYTES: usize = 96;
/// Most times that a text may count.
pub(crate) const MAX_WEIGHT: u8 = 6;

/// Which tiers are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tiers {
    /// Syllables, pairs and words of a text made by [`weighted`].
    All,
    /// Syllables alone, of a plain text.
    Syllables,
}

/// A term, as numbers of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Term {
    /// One token, in a tier of single ones.
    Single(Tier, u32),
    /// Two neighbours.
    Pair(u32, u32),
}

impl Term {
    /// Appends the term as it is indexed.
    #[inline]
    pub(crate) fn write(self, words: &Words, out: &mut String) {
        let forms = |number| (words.ascii(number), words.written(number));
        match self {
            Term::Single(tier, number) => terms::push_single(out, tier, words.ascii(number), words.written(number)),
            Term::Pair(a, b) => terms::push_pair(out, forms(a), forms(b)),
        }
    }
}

/// A text for the combined field, where each of its terms counts `weight` times (1 to 6): the weight is its first
/// character, so that a heavy text is analysed once and stored in the document once.
pub(crate) fn weighted(text: &str, weight: f32) -> String {
    let weight = weight.round().clamp(1.0, f32::from(MAX_WEIGHT)) as u8;
    let mut out = String::with_capacity(text.len() + 1);
    out.push(char::from(weight));
    out.push_str(text);
    out
}

/// The weight of a text and the text itself.
fn unweighted(text: &str) -> (u8, &str) {
    match text.as_bytes().first() {
        Some(&weight @ 1..=MAX_WEIGHT) => (weight, &text[1..]),
        _ => (1, text),
    }
}

/// Cuts texts into terms.
#[derive(Default)]
pub(crate) struct Cutter {
    analyzer: Analyzer,
    segmenter: Segmenter,
    run: Run,
    /// The tokens of all texts cut so far.
    pub(crate) words: Words,
}

impl Cutter {
    /// Gives the sink every term of a text, with the number of times that it counts.
    pub(crate) fn each(&mut self, tiers: Tiers, text: &str, sink: &mut impl FnMut(&Words, Term, u8)) {
        let Self {
            analyzer,
            segmenter,
            run,
            words,
        } = self;
        let all = tiers == Tiers::All;
        let (weight, text) = if all { unweighted(text) } else { (1, text) };
        run.tokens.clear();
        // A token is marked with its number, and one.
        analyzer.analyze_marked(text, &mut |token: analysis::Token<'_>, mark| {
            if token.written.len() > MAX_TOKEN_BYTES {
                return 0;
            }
            let word = match mark.checked_sub(1) {
                Some(word) => word,
                None => words.number(token.ascii, token.written),
            };
            sink(words, Term::Single(Tier::Syllable, word), weight);
            if !all {
                return word + 1;
            }
            if token.gap || run.tokens.len() >= Run::MAX {
                run.finish(segmenter, words, weight, sink);
            }
            if let Some(last) = run.tokens.last()
                && terms::known_pair_is_indexed([last.known, token.known], [words.written(last.word), token.written])
            {
                sink(words, Term::Pair(last.word, word), weight);
            }
            run.tokens.push(RunToken {
                word,
                known: token.known,
                kind: token.kind,
                capital: token.capital && !shouted(&text[token.start..token.end]),
            });
            word + 1
        });
        run.finish(segmenter, words, weight, sink);
    }
}

/// All in capitals, or a single letter: a capital then tells nothing.
fn shouted(raw: &str) -> bool {
    !raw.chars().nth(1).is_some_and(char::is_lowercase)
}

/// The tokens since the last gap, for word segmentation.
#[derive(Default)]
struct Run {
    tokens: Vec<RunToken>,
    lengths: Vec<u8>,
}

/// One token of a run.
struct RunToken {
    word: u32,
    known: Known,
    kind: Kind,
    /// Written with a capital, as names are.
    capital: bool,
}

impl Run {
    /// Longest run segmented at once.
    const MAX: usize = 128;

    /// Neighbours with capitals are one name; the word that opens a sentence may be an ordinary one before a name.
    fn in_name(&self, i: usize) -> bool {
        let capital = |i: usize| self.tokens.get(i).is_some_and(|t| t.capital);
        let before = i > 0 && capital(i - 1);
        let ordinary = || self.tokens[i].known.class().is_some_and(|c| c <= 2);
        capital(i) && (before || (capital(i + 1) && !(i == 0 && ordinary())))
    }

    /// Gives the syllables that stand alone as words and starts a new run.
    fn finish(
        &mut self,
        segmenter: &mut Segmenter,
        words: &Words,
        weight: u8,
        sink: &mut impl FnMut(&Words, Term, u8),
    ) {
        if self.tokens.is_empty() {
            return;
        }
        let Self { tokens, lengths } = self;
        segmenter.segment_known(
            tokens.len(),
            |i| (tokens[i].known, words.written(tokens[i].word)),
            lengths,
        );
        for (i, (token, &length)) in self.tokens.iter().zip(&self.lengths).enumerate() {
            if length == 1 && token.kind == Kind::Syllable && !self.in_name(i) {
                sink(words, Term::Single(Tier::Word, token.word), weight);
            }
        }
        self.tokens.clear();
    }
}
