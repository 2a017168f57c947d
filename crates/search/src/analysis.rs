//! The tokenizers that tantivy calls: one pass of [`vietnamese::analysis`] gives all tiers.

use std::ops::Range;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use vietnamese::analysis::{self, Analyzer, Kind};
use vietnamese::words::{Known, Segmenter};

use crate::terms::{self, Tier};

/// Longest token indexed, in bytes of its written form.
const MAX_TOKEN_BYTES: usize = 96;
/// Most times that a text may count.
const MAX_WEIGHT: u8 = 6;

/// Which tiers a tokenizer gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tiers {
    /// Syllables, pairs and words of a text made by [`weighted`].
    All,
    /// Syllables alone, of a plain text.
    Syllables,
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

/// A tokenizer of one field.
pub(crate) struct TierTokenizer {
    tiers: Tiers,
    analyzer: Analyzer,
    segmenter: Segmenter,
    run: Run,
}

impl TierTokenizer {
    /// A tokenizer that gives these tiers.
    pub(crate) fn new(tiers: Tiers) -> Self {
        Self {
            tiers,
            analyzer: Analyzer::new(),
            segmenter: Segmenter::new(),
            run: Run::default(),
        }
    }

    /// Gives the sink every term, made in `token`.
    fn each(&mut self, text: &str, token: &mut Token, sink: &mut dyn FnMut(&Token)) {
        let Self {
            tiers,
            analyzer,
            segmenter,
            run,
        } = self;
        let all = *tiers == Tiers::All;
        let (weight, text) = if all { unweighted(text) } else { (1, text) };
        let mut out = Out { token, sink, weight };
        run.clear();
        analyzer.analyze(text, &mut |token: analysis::Token<'_>| {
            if token.written.len() > MAX_TOKEN_BYTES {
                return;
            }
            out.give(|term| terms::push_single(term, Tier::Syllable, token.ascii, token.written));
            if !all {
                return;
            }
            if token.gap || run.len() >= Run::MAX {
                run.finish(segmenter, &mut out);
            }
            if let Some((last, ascii, written)) = run.last()
                && terms::known_pair_is_indexed([last, token.known], [written, token.written])
            {
                out.give(|term| terms::push_pair(term, (ascii, written), (token.ascii, token.written)));
            }
            run.push(&token, token.capital && !shouted(&text[token.start..token.end]));
        });
        run.finish(segmenter, &mut out);
    }
}

impl Clone for TierTokenizer {
    fn clone(&self) -> Self {
        Self::new(self.tiers)
    }
}

/// Where terms go: each is made in one buffer and given as often as the text counts.
struct Out<'a> {
    token: &'a mut Token,
    sink: &'a mut dyn FnMut(&Token),
    weight: u8,
}

impl Out<'_> {
    #[inline]
    fn give(&mut self, make: impl FnOnce(&mut String)) {
        self.token.text.clear();
        make(&mut self.token.text);
        for _ in 0..self.weight {
            (self.sink)(self.token);
        }
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
    ascii: Range<usize>,
    /// The written form; the same place where it is no other.
    written: Range<usize>,
    known: Known,
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

    fn push(&mut self, token: &analysis::Token<'_>, capital: bool) {
        let start = self.text.len();
        self.text.push_str(token.ascii);
        let ascii = start..self.text.len();
        let written = if token.ascii == token.written {
            ascii.clone()
        } else {
            self.text.push_str(token.written);
            ascii.end..self.text.len()
        };
        self.tokens.push(RunToken {
            ascii,
            written,
            known: token.known,
            kind: token.kind,
            capital,
        });
    }

    /// The last token: what is known of it, its ASCII form, its written form.
    fn last(&self) -> Option<(Known, &str, &str)> {
        let token = self.tokens.last()?;
        Some((
            token.known,
            &self.text[token.ascii.clone()],
            &self.text[token.written.clone()],
        ))
    }

    /// Neighbours with capitals are one name; the word that opens a sentence may be an ordinary one before a name.
    fn in_name(&self, i: usize) -> bool {
        let capital = |i: usize| self.tokens.get(i).is_some_and(|t| t.capital);
        let before = i > 0 && capital(i - 1);
        let ordinary = || self.tokens[i].known.class().is_some_and(|c| c <= 2);
        capital(i) && (before || (capital(i + 1) && !(i == 0 && ordinary())))
    }

    /// Gives the syllables that stand alone as words and starts a new run.
    fn finish(&mut self, segmenter: &mut Segmenter, out: &mut Out<'_>) {
        if self.tokens.is_empty() {
            return;
        }
        let Self { text, tokens, lengths } = self;
        segmenter.segment_known(
            tokens.len(),
            |i| (tokens[i].known, &text[tokens[i].written.clone()]),
            lengths,
        );
        for (i, (token, &length)) in self.tokens.iter().zip(&self.lengths).enumerate() {
            if length == 1 && token.kind == Kind::Syllable && !self.in_name(i) {
                let (ascii, written) = (&self.text[token.ascii.clone()], &self.text[token.written.clone()]);
                out.give(|term| terms::push_single(term, Tier::Word, ascii, written));
            }
        }
        self.clear();
    }
}

impl Tokenizer for TierTokenizer {
    type TokenStream<'a> = TierStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TierStream<'a> {
        TierStream {
            tokenizer: self,
            text,
            ahead: None,
            token: Token::default(),
        }
    }
}

/// The terms of one text. tantivy's writer takes them by [`TokenStream::process`], as they are made.
pub(crate) struct TierStream<'a> {
    tokenizer: &'a mut TierTokenizer,
    text: &'a str,
    /// The terms left, last first, once somebody asks for them one by one.
    ahead: Option<Vec<Token>>,
    token: Token,
}

impl TokenStream for TierStream<'_> {
    fn advance(&mut self) -> bool {
        let Self { tokenizer, text, .. } = self;
        let ahead = self.ahead.get_or_insert_with(|| {
            let mut all = Vec::new();
            tokenizer.each(text, &mut Token::default(), &mut |token| all.push(token.clone()));
            all.reverse();
            all
        });
        match ahead.pop() {
            Some(token) => {
                self.token = token;
                true
            }
            None => false,
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }

    fn process(&mut self, sink: &mut dyn FnMut(&Token)) {
        if self.ahead.is_none() {
            self.token.position = 0;
            return self.tokenizer.each(self.text, &mut self.token, sink);
        }
        while self.advance() {
            sink(self.token());
        }
    }
}
