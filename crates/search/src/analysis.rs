//! The tokenizers that tantivy calls: one pass of [`vietnamese::analysis`] gives all tiers.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use vietnamese::analysis::{Analyzer, Kind};
use vietnamese::words::{self, Segmenter};

use crate::terms::{self, Tier};

/// Longest token indexed, in bytes of its written form.
const MAX_TOKEN_BYTES: usize = 96;

/// Which tiers a tokenizer gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tiers {
    /// Syllables, pairs and words.
    All,
    /// Syllables alone.
    Syllables,
}

/// A tokenizer of one field.
pub(crate) struct TierTokenizer {
    tiers: Tiers,
    analyzer: Analyzer,
    segmenter: Segmenter,
    /// The terms of the text at hand, one after another.
    terms: String,
    /// End of each term in `terms`.
    ends: Vec<usize>,
    run: Run,
}

impl TierTokenizer {
    /// A tokenizer that gives these tiers.
    pub(crate) fn new(tiers: Tiers) -> Self {
        Self {
            tiers,
            analyzer: Analyzer::new(),
            segmenter: Segmenter::new(),
            terms: String::new(),
            ends: Vec::new(),
            run: Run::default(),
        }
    }

    fn fill(&mut self, text: &str) {
        self.terms.clear();
        self.ends.clear();
        self.run.clear();
        let Self {
            tiers,
            analyzer,
            segmenter,
            terms,
            ends,
            run,
        } = self;
        analyzer.analyze(text, &mut |token| {
            if token.written.len() > MAX_TOKEN_BYTES {
                return;
            }
            terms::push_single(terms, Tier::Syllable, token.ascii, token.written);
            ends.push(terms.len());
            if *tiers == Tiers::Syllables {
                return;
            }
            if token.gap || run.len() >= Run::MAX {
                run.finish(segmenter, terms, ends);
            }
            if let Some((ascii, written)) = run.last()
                && terms::pair_is_indexed(written, token.written)
            {
                terms::push_pair(terms, (ascii, written), (token.ascii, token.written));
                ends.push(terms.len());
            }
            run.push(
                token.ascii,
                token.written,
                token.kind,
                token.capital && !shouted(&text[token.start..token.end]),
            );
        });
        self.run.finish(&mut self.segmenter, &mut self.terms, &mut self.ends);
    }
}

impl Clone for TierTokenizer {
    fn clone(&self) -> Self {
        Self::new(self.tiers)
    }
}

/// All in capitals, or a single letter: a capital then tells nothing.
fn shouted(raw: &str) -> bool {
    !raw.chars().nth(1).is_some_and(char::is_lowercase)
}

/// The tokens since the last gap, for word segmentation.
#[derive(Default)]
struct Run {
    text: String,
    tokens: Vec<RunToken>,
    lengths: Vec<u8>,
}

/// One token of a run: where its forms lie in the text of the run.
struct RunToken {
    /// The ASCII form.
    ascii: std::ops::Range<usize>,
    /// The written form.
    written: std::ops::Range<usize>,
    kind: Kind,
    /// Written with a capital, as names are.
    capital: bool,
}

impl Run {
    /// Longest run segmented at once.
    const MAX: usize = 128;

    fn len(&self) -> usize {
        self.tokens.len()
    }

    fn clear(&mut self) {
        self.text.clear();
        self.tokens.clear();
    }

    fn push(&mut self, ascii: &str, written: &str, kind: Kind, capital: bool) {
        let start = self.text.len();
        self.text.push_str(ascii);
        let middle = self.text.len();
        self.text.push_str(written);
        self.tokens.push(RunToken {
            ascii: start..middle,
            written: middle..self.text.len(),
            kind,
            capital,
        });
    }

    /// ASCII form and written form of the last token.
    fn last(&self) -> Option<(&str, &str)> {
        let token = self.tokens.last()?;
        Some((&self.text[token.ascii.clone()], &self.text[token.written.clone()]))
    }

    /// Neighbours with capitals are one name; the word that opens a sentence may be an ordinary one before a name.
    fn in_name(&self, i: usize) -> bool {
        let capital = |i: usize| self.tokens.get(i).is_some_and(|t| t.capital);
        let before = i > 0 && capital(i - 1);
        let ordinary = || words::syllable_class(&self.text[self.tokens[i].written.clone()]).is_some_and(|c| c <= 2);
        capital(i) && (before || (capital(i + 1) && !(i == 0 && ordinary())))
    }

    /// Gives the syllables that stand alone as words and starts a new run.
    fn finish(&mut self, segmenter: &mut Segmenter, terms: &mut String, ends: &mut Vec<usize>) {
        if self.tokens.is_empty() {
            return;
        }
        let written: Vec<&str> = self.tokens.iter().map(|t| &self.text[t.written.clone()]).collect();
        segmenter.segment(&written, &mut self.lengths);
        for (i, (token, &length)) in self.tokens.iter().zip(&self.lengths).enumerate() {
            if length == 1 && token.kind == Kind::Syllable && !self.in_name(i) {
                terms::push_single(
                    terms,
                    Tier::Word,
                    &self.text[token.ascii.clone()],
                    &self.text[token.written.clone()],
                );
                ends.push(terms.len());
            }
        }
        self.clear();
    }
}

impl Tokenizer for TierTokenizer {
    type TokenStream<'a> = TierStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TierStream<'a> {
        self.fill(text);
        TierStream {
            terms: &self.terms,
            ends: &self.ends,
            next: 0,
            token: Token::default(),
        }
    }
}

/// The terms of one text.
pub(crate) struct TierStream<'a> {
    terms: &'a str,
    ends: &'a [usize],
    next: usize,
    token: Token,
}

impl TokenStream for TierStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(&end) = self.ends.get(self.next) else {
            return false;
        };
        let start = if self.next == 0 { 0 } else { self.ends[self.next - 1] };
        self.token.text.clear();
        self.token.text.push_str(&self.terms[start..end]);
        self.token.position = self.next;
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
