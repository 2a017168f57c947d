//! Vietnamese dictionary order.
//!
//! Letters: a ă â b c d đ e ê f … o ô ơ … u ư …; tones: ngang huyền hỏi ngã sắc nặng; lower case
//! before upper. As in printed dictionaries the tone decides syllable by syllable, so that all
//! entries beginning with *bà* stand together after all beginning with *ba* (*ba, ba ba, bà, bà
//! ba*). Digits sort by value, before letters; punctuation only separates.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::letters::split;
use crate::syllable::Tone;

/// The alphabet in order, with the four letters of other languages in their usual places.
const ALPHABET: [char; 33] = [
    'a', 'ă', 'â', 'b', 'c', 'd', 'đ', 'e', 'ê', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'ô', 'ơ', 'p', 'q',
    'r', 's', 't', 'u', 'ư', 'v', 'w', 'x', 'y', 'z',
];

/// Ends the letters of a syllable: lower than any letter, so that *ba* stands before *bac*.
const END_OF_LETTERS: u8 = 1;
/// Ends the text, before the bytes that only break ties.
const END_OF_TEXT: u8 = 0;
const NUMBER: u8 = 8;
const FIRST_LETTER: u8 = 16;
const OTHER: u8 = 250;

/// A sort key: comparing keys bytewise is comparing texts in dictionary order. Composed and
/// decomposed text give the same key; where the tone mark stands does not matter.
#[must_use]
pub fn key(text: &str) -> Vec<u8> {
    let (mut out, mut ties) = parts(text);
    out.append(&mut ties);
    out
}

/// What the [`key`] of every text of the same letters, digits and tones begins with, whatever its case and punctuation, and of
/// no other text.
#[must_use]
pub fn key_without_case(text: &str) -> Vec<u8> {
    parts(text).0
}

/// What decides, with its end; and what only breaks ties.
fn parts(text: &str) -> (Vec<u8>, Vec<u8>) {
    let text = crate::normalise(text);
    let mut out = Vec::with_capacity(text.len() * 2 + 8);
    let mut ties = Vec::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(from) = rest.find(char::is_alphanumeric) {
        rest = &rest[from..];
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            rest = number(rest, &mut out, &mut ties);
        } else {
            let inside = |c: char| (c.is_alphanumeric() || is_combining_mark(c)) && !c.is_ascii_digit();
            let len = rest.find(|c| !inside(c)).unwrap_or(rest.len());
            syllable(&rest[..len], &mut out, &mut ties);
            rest = &rest[len..];
        }
    }
    out.push(END_OF_TEXT);
    (out, ties)
}

/// Digits by value: how many of them (zeros in front left out), then which. A run of more than 255
/// is cut.
fn number<'a>(text: &'a str, out: &mut Vec<u8>, ties: &mut Vec<u8>) -> &'a str {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (run, rest) = text.split_at(digits);
    let value = run.trim_start_matches('0');
    let value = &value[..value.len().min(255)];
    out.push(NUMBER);
    out.push(value.len() as u8);
    out.extend_from_slice(value.as_bytes());
    ties.push(1 + (digits - value.len()).min(254) as u8);
    rest
}

fn syllable(word: &str, out: &mut Vec<u8>, ties: &mut Vec<u8>) {
    let mut tones = [Tone::Ngang as u8; 4];
    let mut marked = 0;
    for c in word.chars() {
        if let Some(letter) = split(c) {
            out.push(rank(letter.base));
            ties.push(1 + u8::from(letter.upper));
            if letter.tone != Tone::Ngang {
                // A syllable has one tone; a foreign word may have more (résumé).
                if let Some(slot) = tones.get_mut(marked) {
                    *slot = letter.tone as u8;
                }
                marked += 1;
            }
            continue;
        }
        // Other Latin letters stand with their base letter, after it; other scripts after z.
        let base = std::iter::once(c).nfd().next().and_then(split);
        match base {
            Some(letter) => {
                out.push(rank(letter.base));
                ties.push(3 + u8::from(letter.upper));
            }
            None => {
                out.push(OTHER);
                out.extend_from_slice(&(c as u32).to_be_bytes()[1..]);
            }
        }
    }
    out.push(END_OF_LETTERS);
    let used = marked.clamp(1, tones.len());
    out.extend(tones[..used].iter().map(|t| t + 2));
    out.push(END_OF_LETTERS);
}

fn rank(base: char) -> u8 {
    RANKS.get(base as usize).copied().unwrap_or(OTHER)
}

/// The ranks of the letters by their numbers, of which `ư` has the highest.
static RANKS: [u8; 'ư' as usize + 1] = {
    let mut out = [OTHER; 'ư' as usize + 1];
    let mut rank = 0;
    while rank < ALPHABET.len() {
        out[ALPHABET[rank] as usize] = FIRST_LETTER + rank as u8;
        rank += 1;
    }
    out
};

#[cfg(test)]
mod tests {
    use super::{key, key_without_case};

    #[test]
    fn dictionary_order() {
        let sorted = [
            "",
            "10",
            "a",
            "à",
            "ả",
            "ã",
            "á",
            "ạ",
            "an",
            "ăn",
            "ân",
            "ba",
            "Ba",
            "ba ba",
            "bà",
            "bà ba",
            "bác",
            "bắc",
            "bấc",
            "Cao Bằng",
            "chanh",
            "da",
            "đà",
            "Đà Nẵng",
            "đá",
            "e",
            "ê",
            "hoa",
            "hòa",
            "hoan",
            "o",
            "ô",
            "ơ",
            "quà",
            "quế",
            "thủy",
            "thuyền",
            "Tổ 2",
            "Tổ 10",
            "u",
            "ư",
            "y",
            "zê",
        ];
        let mut by_key: Vec<&str> = sorted.iter().rev().copied().collect();
        by_key.sort_by_key(|t| key(t));
        assert_eq!(by_key, sorted);
    }

    #[test]
    fn one_key_for_every_spelling_of_one_text() {
        assert_eq!(key("hoà"), key("hòa"));
        assert_eq!(key("Cao Bằng"), key("Cao B\u{103}\u{300}ng"));
        assert!(key("Sấy, hạt: DẺ!").starts_with(&key_without_case("sấy hạt dẻ")));
        assert!(!key("sấy hạt dẻ tươi").starts_with(&key_without_case("sấy hạt dẻ")));
        assert!(!key("sấy hạt dê").starts_with(&key_without_case("sấy hạt dẻ")));
        assert!(key("001") > key("1"));
        assert!(key("2") < key("10") && key("10") < key("a"));
        assert!(key("zoo") < key("栗"));
        assert!(key("Müller") > key("Muller"));
    }
}
