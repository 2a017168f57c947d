//! The way back: what a Telex user types.

use crate::letters::{Letter, split};
use crate::syllable::{Tone, is_legal};

/// The Telex keys that type the text: marks right after their letter, the tone at the end of the
/// syllable (*nuôi cấy → nuooi caays*). Words that are no legal syllable are typed as they are.
/// Wants NFC.
#[must_use]
pub fn encode_telex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let len = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let (word, tail) = rest.split_at(len);
        if is_legal(word) {
            encode_word(word, &mut out);
        } else {
            out.push_str(word);
        }
        let other = tail.find(char::is_alphabetic).unwrap_or(tail.len());
        out.push_str(&tail[..other]);
        rest = &tail[other..];
    }
    out
}

fn encode_word(word: &str, out: &mut String) {
    let mut last: Option<Letter> = None;
    let mut tone = Tone::Ngang;
    let mut upper = false;
    for letter in word.chars().filter_map(split) {
        if letter.tone != Tone::Ngang {
            tone = letter.tone;
        }
        upper = letter.upper;
        let mut push = |c: char| out.push(if upper { c.to_ascii_uppercase() } else { c });
        let keys = match letter.base {
            'ă' => "aw",
            'â' => "aa",
            'ê' => "ee",
            'ô' => "oo",
            'ơ' => "ow",
            'ư' => "uw",
            'đ' => "dd",
            // A real double vowel needs the escape.
            'o' if last.is_some_and(|l| l.base == 'o') => "oo",
            plain => {
                push(plain);
                last = Some(letter);
                continue;
            }
        };
        keys.chars().for_each(&mut push);
        last = Some(letter);
    }
    let key = match tone {
        Tone::Ngang => return,
        Tone::Sac => 's',
        Tone::Huyen => 'f',
        Tone::Hoi => 'r',
        Tone::Nga => 'x',
        Tone::Nang => 'j',
    };
    out.push(if upper { key.to_ascii_uppercase() } else { key });
}
