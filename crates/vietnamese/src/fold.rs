//! The two coarser tiers of a written form: without tone, and in ASCII.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::letters::{join, plain, split};
use crate::syllable::Tone;

/// Letters that Unicode does not decompose, with their usual ASCII spelling.
const UNDECOMPOSED: [(char, &str); 14] = [
    ('ð', "d"),
    ('Ð', "D"),
    ('ø', "o"),
    ('Ø', "O"),
    ('ł', "l"),
    ('Ł', "L"),
    ('ß', "ss"),
    ('æ', "ae"),
    ('Æ', "AE"),
    ('œ', "oe"),
    ('Œ', "OE"),
    ('ı', "i"),
    ('þ', "th"),
    ('Þ', "Th"),
];

/// The text without any mark (đ → d, é → e, ß → ss); case stays, and so does what has no ASCII
/// spelling (Han, Cyrillic). Composed or decomposed.
#[must_use]
pub fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    ascii_into(text, &mut out);
    out
}

/// [`ascii`], appended to a buffer.
pub(crate) fn ascii_into(text: &str, out: &mut String) {
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
        } else if let Some(l) = split(c) {
            out.push(join(plain(l.base), Tone::Ngang, l.upper));
        } else if let Some(spelling) = undecomposed(c) {
            out.push_str(spelling);
        } else if (c as u32) < 0x2000 {
            for letter in std::iter::once(c).nfd().filter(|&d| !is_combining_mark(d)) {
                // Marks can stand on a letter of the table: ǽ, ǿ.
                match undecomposed(letter) {
                    Some(spelling) => out.push_str(spelling),
                    None => out.push(letter),
                }
            }
        } else {
            out.push(c);
        }
    }
}

fn undecomposed(letter: char) -> Option<&'static str> {
    let found = UNDECOMPOSED.iter().find(|(from, _)| *from == letter);
    found.map(|(_, spelling)| *spelling)
}

/// The text without tone marks; hats, horn, breve, đ and case stay. Wants NFC.
#[must_use]
pub fn toneless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    toneless_into(text, &mut out);
    out
}

/// [`toneless`], appended to a buffer.
pub(crate) fn toneless_into(text: &str, out: &mut String) {
    out.extend(text.chars().map(|c| match split(c) {
        Some(l) if l.tone != Tone::Ngang => join(l.base, Tone::Ngang, l.upper),
        _ => c,
    }));
}
