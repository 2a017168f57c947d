//! Text cut into tokens, each in three tiers: written, without tone, ASCII.

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// A legal Vietnamese syllable.
    Syllable,
    /// Letters that are no legal Vietnamese syllable.
    Word,
    /// Digits only, thousand separators removed.
    Number,
    /// Letters mixed with digits or joined by `&`.
    Code,
    /// One Han character.
    Han,
}

/// One token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token<'a> {
    /// First byte in the source text.
    pub start: usize,
    /// Byte after the last in the source text.
    pub end: usize,
    /// Lower case, NFC, canonical tone place and i/y.
    pub written: &'a str,
    /// `written` without tone.
    pub toneless: &'a str,
    /// `written` in ASCII.
    pub ascii: &'a str,
    /// What it is.
    pub kind: Kind,
    /// Whether punctuation or a line break stands between the previous token and this one; true
    /// for the first token.
    pub gap: bool,
    /// Whether its first letter is upper case.
    pub capital: bool,
}

/// Cuts texts into tokens; keep one per thread and reuse it.
#[derive(Debug, Default)]
pub struct Analyzer {}

impl Analyzer {
    /// An analyzer with an empty cache.
    #[must_use]
    pub fn new() -> Self {
        Self {}
    }

    /// Gives every token of the text, in order.
    pub fn analyze(&mut self, text: &str, sink: &mut impl FnMut(Token<'_>)) {
        let mut at = 0;
        let mut gap = true;
        while at < text.len() {
            let tail = &text[at..];
            let len = tail
                .find(|c: char| !c.is_alphanumeric())
                .unwrap_or(tail.len());
            if len == 0 {
                let c = tail.chars().next().unwrap_or(' ');
                gap |= !(c == ' ' || c == '-' || c == '/');
                at += c.len_utf8();
                continue;
            }
            let raw = &tail[..len];
            let lower = crate::normalise(raw).to_lowercase();
            let written = crate::tone::canonical(&lower);
            let kind = if crate::syllable::is_legal(&written) {
                Kind::Syllable
            } else {
                Kind::Word
            };
            sink(Token {
                start: at,
                end: at + len,
                toneless: &crate::fold::toneless(&written),
                ascii: &crate::fold::ascii(&written),
                written: &written,
                kind,
                gap,
                capital: raw.starts_with(char::is_uppercase),
            });
            gap = false;
            at += len;
        }
    }
}
