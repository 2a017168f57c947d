//! Text in the font encodings of old office files, read as Windows-1252 or Latin-1.
//!
//! `.VnTime` and `VNI-Times` documents hold code points that only look Vietnamese in their font;
//! copied out they read *Céng hoµ x· héi* or *Coäng hoøa xaõ hoäi*. Sources of the tables: TCVN
//! 5712:1993 table VN3, the chart of the VNI-Windows fonts, RFC 1456.

mod tables;

use crate::syllable::is_legal;

/// The encodings known here.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Encoding {
    /// TCVN 5712:1993 VN3, the encoding of the `.Vn…` fonts ("ABC"). Capitals with a tone live in
    /// separate fonts (`.VnTimeH`), so they come out in lower case.
    Tcvn3,
    /// VNI-Windows, the encoding of the `VNI-…` fonts: letter and marks are two code points.
    Vni,
    /// VISCII 1.1, RFC 1456.
    Viscii,
}

impl Encoding {
    /// All of them, the commonest first.
    pub const ALL: [Self; 3] = [Self::Tcvn3, Self::Vni, Self::Viscii];
}

/// Share of the words with foreign-looking letters that must become legal syllables.
const MIN_SHARE: f32 = 0.85;
/// Share of the same words that may have been legal as they stood.
const MAX_BEFORE: f32 = 0.4;
/// Share of all words that must be legal syllables afterwards, whether they changed or not:
/// French or German around a lucky word is not.
const MIN_ALL: f32 = 0.6;
/// Fewer changed words than this decide nothing.
const MIN_WORDS: usize = 2;
/// What of a long text is looked at for the decision, in characters.
const SAMPLE: usize = 20_000;

/// Decodes text whose characters are code points of a legacy encoding read as Windows-1252 or
/// Latin-1, and says of which.
///
/// `None` unless decoding turns nearly all words that hold a letter outside ASCII from illegal
/// into legal syllables, and most of the text then is Vietnamese. Plain Vietnamese, other
/// languages and code give `None`; so does a single word, which cannot be decided.
#[must_use]
pub fn detect_and_decode(text: &str) -> Option<(Encoding, String)> {
    // Letters that only Unicode text has: decided without decoding anything.
    let mut legacy = 0;
    for c in text.chars().take(SAMPLE) {
        match c {
            '\u{1ea0}'..='\u{1ef9}' | '\u{300}'..='\u{323}' | '\u{102}'..='\u{111}' | '\u{1a0}'..='\u{1b0}' => {
                return None;
            }
            '\u{80}'..='\u{ff}' => legacy += 1,
            _ => {}
        }
    }
    if legacy < MIN_WORDS {
        return None;
    }
    let end = text.char_indices().nth(SAMPLE).map_or(text.len(), |(i, _)| i);
    let sample = &text[..end];
    let before = Score::of(sample, sample);
    if before.changed < MIN_WORDS || before.share() > MAX_BEFORE {
        return None;
    }
    let best = Encoding::ALL
        .into_iter()
        .filter_map(|encoding| {
            let score = Score::of(sample, &decode_chars(encoding, sample, '\u{fffd}'));
            let rises = score.share() >= MIN_SHARE && score.all_share() >= MIN_ALL;
            rises.then_some((encoding, score.share()))
        })
        .reduce(|a, b| if b.1 > a.1 { b } else { a })?;
    Some((best.0, decode_chars(best.0, text, '\0')))
}

/// Decodes bytes of a known encoding. Bytes that the encoding does not use are read as
/// Windows-1252, so nothing is lost; never fails.
#[must_use]
pub fn decode_bytes(encoding: Encoding, bytes: &[u8]) -> String {
    let read: String = bytes
        .iter()
        .map(|&b| match b {
            // VISCII alone puts letters on six control codes.
            0..0x80 | 0xa0.. => char::from(b),
            _ if encoding == Encoding::Viscii => char::from(b),
            _ => tables::windows_1252(b),
        })
        .collect();
    decode_chars(encoding, &read, '\0')
}

/// Decodes text whose encoding is known, as from the name of its font. What the encoding does not use stays as it is.
#[must_use]
pub fn decode_text(encoding: Encoding, text: &str) -> String {
    decode_chars(encoding, text, '\0')
}

/// Decodes characters; what the encoding leaves free between U+00A0 and U+00FF becomes `unknown`,
/// or stays if that is NUL.
fn decode_chars(encoding: Encoding, text: &str, unknown: char) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let decoded = match encoding {
            Encoding::Tcvn3 => tables::tcvn3(c),
            Encoding::Viscii => tables::viscii(c),
            Encoding::Vni => match chars.peek().and_then(|&mark| tables::vni_pair(c, mark)) {
                Some(letter) => {
                    chars.next();
                    Some(letter)
                }
                None => tables::vni_single(c),
            },
        };
        out.push(match decoded {
            Some(letter) => letter,
            None if unknown != '\0' && c.is_alphabetic() && !c.is_ascii() => unknown,
            None => c,
        });
    }
    out
}

/// How Vietnamese a text is, counted over the words of the text as it stands.
#[derive(Default, Debug)]
struct Score {
    /// Words that hold a character outside ASCII in the source.
    changed: usize,
    changed_legal: usize,
    words: usize,
    legal: usize,
}

impl Score {
    fn of(source: &str, decoded: &str) -> Self {
        let mut score = Self::default();
        // White space is the same in both, so the pieces correspond.
        for (a, b) in source.split_ascii_whitespace().zip(decoded.split_ascii_whitespace()) {
            let b = b.trim_matches(|c: char| !c.is_alphanumeric() && c != '\u{fffd}');
            let touched = a.chars().any(|c| !c.is_ascii() && is_letter_like(c));
            if b.is_empty() || (!touched && b.chars().any(|c| c.is_ascii_digit())) {
                continue;
            }
            let legal = b
                .split(['-', '/', ',', '.', '(', ')', '"', ':', ';'])
                .all(|p| p.is_empty() || is_legal(p));
            score.words += 1;
            score.legal += usize::from(legal);
            score.changed += usize::from(touched);
            score.changed_legal += usize::from(touched && legal);
        }
        score
    }

    fn share(&self) -> f32 {
        self.changed_legal as f32 / self.changed.max(1) as f32
    }

    fn all_share(&self) -> f32 {
        self.legal as f32 / self.words.max(1) as f32
    }
}

/// Windows-1252 punctuation is in every office text and says nothing.
fn is_letter_like(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{ff}') && c != '\u{a0}'
}
