//! The slow path: from the raw bytes of a token to its three forms.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::{Kind, Token};
use crate::normalise::{is_apostrophe, is_invisible};
use crate::syllable::{Bases, compose_into, parse_bases};
use crate::words::Known;
use crate::{fold, tone};

/// The three forms of one token, in one buffer; equal forms share their bytes.
#[derive(Debug, Default)]
pub(super) struct Forms {
    text: String,
    written: u16,
    toneless: (u16, u16),
    ascii: (u16, u16),
    kind: Kind,
    known: Known,
    capital: bool,
    /// What the sink answered last.
    mark: u32,
}

impl Clone for Forms {
    fn clone(&self) -> Self {
        Self {
            text: self.text.clone(),
            ..*self
        }
    }

    /// Keeps the allocation.
    fn clone_from(&mut self, source: &Self) {
        self.text.clone_from(&source.text);
        self.written = source.written;
        self.toneless = source.toneless;
        self.ascii = source.ascii;
        self.kind = source.kind;
        self.known = source.known;
        self.capital = source.capital;
        self.mark = source.mark;
    }
}

/// What a character of a token becomes before case and NFC.
#[inline]
fn plain_char(c: char) -> Option<char> {
    let u = c as u32;
    Some(match c {
        '\0'..='\u{7f}' if c != '\'' => c,
        '\'' => return None,
        'ð' | 'Ð' | 'Ɖ' => 'đ',
        '²' => '2',
        '³' => '3',
        '¹' => '1',
        // Superscript and subscript digits: CO₂ and CO2 are one thing.
        '\u{2070}' | '\u{2074}'..='\u{2079}' => char::from(b'0' + (u - 0x2070) as u8),
        '\u{2080}'..='\u{2089}' => char::from(b'0' + (u - 0x2080) as u8),
        // Full-width letters and digits beside Han text.
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
            char::from((u - 0xff00 + 0x20) as u8)
        }
        _ if is_invisible(c) || is_apostrophe(c) => return None,
        _ => c,
    })
}

impl Forms {
    /// Makes the forms of a run of letters and digits.
    pub(super) fn read(&mut self, raw: &str) {
        self.capital = raw.starts_with(char::is_uppercase);
        self.mark = 0;
        self.text.clear();
        let lower = raw.chars().filter_map(plain_char).flat_map(char::to_lowercase);
        if is_nfc_quick(lower.clone()) == IsNormalized::Yes {
            self.text.extend(lower);
        } else {
            self.text.extend(lower.nfc());
        }
        if let Some(bases) = Bases::read(&self.text)
            && let Some(syllable) = parse_bases(bases.letters(), bases.tone)
        {
            let s = tone::canonical_syllable(syllable);
            self.text.clear();
            compose_into(s.onset, s.rhyme, s.tone, &mut self.text);
            self.kind = Kind::Syllable;
        } else {
            self.kind = kind(&self.text);
            if self.kind == Kind::Code
                && let std::borrow::Cow::Owned(better) = tone::canonical(&self.text)
            {
                self.text = better;
            }
        }
        self.known = Known::of(&self.text);
        self.add_tiers();
    }

    /// Makes the forms of one Han character.
    pub(super) fn read_han(&mut self, raw: &str) {
        self.text.clear();
        self.text.extend(raw.nfc());
        self.kind = Kind::Han;
        self.known = Known::default();
        self.capital = false;
        self.mark = 0;
        let end = self.text.len() as u16;
        self.written = end;
        self.toneless = (0, end);
        self.ascii = (0, end);
    }

    /// Appends the two coarser tiers where they differ. A token has at most 512 raw bytes, so
    /// three forms of it fit 16-bit offsets.
    fn add_tiers(&mut self) {
        let end = self.text.len();
        self.written = end as u16;
        self.toneless = (0, self.written);
        self.ascii = (0, self.written);
        if self.text.is_ascii() {
            return;
        }
        let mut tier = String::with_capacity(end);
        fold::toneless_into(&self.text, &mut tier);
        if tier != self.text {
            self.text.push_str(&tier);
            self.toneless = (self.written, self.text.len() as u16);
        }
        let (from, to) = self.toneless;
        tier.clear();
        fold::ascii_into(&self.text[..end], &mut tier);
        if tier == self.text[usize::from(from)..usize::from(to)] {
            self.ascii = self.toneless;
        } else {
            let from = self.text.len() as u16;
            self.text.push_str(&tier);
            self.ascii = (from, self.text.len() as u16);
        }
    }

    /// Hands the token over.
    #[inline]
    pub(super) fn emit(&mut self, start: usize, end: usize, gap: bool, sink: &mut impl FnMut(Token<'_>, u32) -> u32) {
        let slice = |(from, to): (u16, u16)| &self.text[usize::from(from)..usize::from(to)];
        let token = Token {
            start,
            end,
            written: slice((0, self.written)),
            toneless: slice(self.toneless),
            ascii: slice(self.ascii),
            kind: self.kind,
            known: self.known,
            gap,
            capital: self.capital,
        };
        self.mark = sink(token, self.mark);
    }
}

fn kind(text: &str) -> Kind {
    let (mut letters, mut others) = (false, false);
    for c in text.chars() {
        if c == '&' || c.is_numeric() {
            others = true;
        } else if c.is_alphabetic() {
            letters = true;
        }
    }
    match (letters, others) {
        (true, true) => Kind::Code,
        (false, true) => Kind::Number,
        _ => Kind::Word,
    }
}
