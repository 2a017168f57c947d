//! The tokenizers that tantivy calls for changes of an index that exists; a new one is written by [`crate::bulk`].

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::tiers::{Cutter, Tiers};

/// Bytes of tokens that a tokenizer remembers from one text to the next.
const MAX_REMEMBERED: usize = 4 << 20;

/// A tokenizer of one field.
pub(crate) struct TierTokenizer {
    tiers: Tiers,
    cutter: Cutter,
}

impl TierTokenizer {
    /// A tokenizer that gives these tiers.
    pub(crate) fn new(tiers: Tiers) -> Self {
        Self {
            tiers,
            cutter: Cutter::default(),
        }
    }

    /// Gives the sink every term, made in `token`, as often as it counts.
    fn each(&mut self, text: &str, token: &mut Token, sink: &mut dyn FnMut(&Token)) {
        if self.cutter.words.memory() > MAX_REMEMBERED {
            self.cutter = Cutter::default();
        }
        self.cutter.each(self.tiers, text, &mut |words, term, weight| {
            token.text.clear();
            term.write(words, &mut token.text);
            for _ in 0..weight {
                sink(token);
            }
        });
    }
}

impl Clone for TierTokenizer {
    fn clone(&self) -> Self {
        Self::new(self.tiers)
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
