//! Finds words in a long text without analysing it: each word of the text is looked up as it stands, among all
//! spellings of the words wanted. Analysis costs a dozen times as much, and a page of results looks through ten bodies.

use std::collections::HashMap;

/// All spellings of the words wanted.
pub(super) struct Glance {
    /// Spelling → its word as the index writes it.
    spellings: HashMap<Box<[u8]>, String>,
    /// Which pairs of length and last byte spellings have: most words of a text end here.
    shapes: Box<[bool; SHAPES]>,
    /// Some words wanted are written in Han: a text with Han in it takes more than a glance.
    han: bool,
}

const SHAPES: usize = 1 << 12;
/// No letter of the Latin script comes after it.
const FIRST_HAN: char = '\u{3000}';
/// The longest spelling looked up, in bytes.
const LONGEST: usize = 63;

/// A small number of the length of a word and its last byte.
fn shape(word: &[u8]) -> usize {
    let last = word.last().map_or(0, |&b| usize::from(b & 0x3f));
    (word.len().min(LONGEST) << 6) | last
}

impl Glance {
    /// `None` where a word is not of letters alone: where such words end depends on what is around them.
    /// `spell` gives all other spellings of a word.
    pub(super) fn of<'a>(words: impl Iterator<Item = &'a String>, spell: impl Fn(&str) -> Vec<String>) -> Option<Self> {
        let mut out = Self {
            spellings: HashMap::new(),
            shapes: Box::new([false; SHAPES]),
            han: false,
        };
        for word in words {
            if word.chars().all(|c| c >= FIRST_HAN) {
                out.han = true;
                continue;
            }
            if word.len() >= LONGEST || !word.chars().all(is_plain_letter) {
                return None;
            }
            for spelling in spell(word).iter().chain([word]) {
                out.add(spelling.clone(), word);
                out.add(spelling.to_uppercase(), word);
                let mut letters = spelling.chars();
                if let Some(first) = letters.next() {
                    out.add(first.to_uppercase().chain(letters).collect(), word);
                }
            }
        }
        Some(out)
    }

    fn add(&mut self, spelling: String, word: &str) {
        self.shapes[shape(spelling.as_bytes())] = true;
        self.spellings
            .entry(spelling.into_bytes().into())
            .or_insert_with(|| word.to_owned());
    }

    /// Gives the sink the place of every word of the text, and the word wanted that it is, if any.
    /// False where a glance is not enough, as in text with marks apart from their letters; what was given is void then.
    pub(super) fn read<'s>(&'s self, text: &str, sink: &mut dyn FnMut((usize, usize), Option<&'s str>)) -> bool {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            let mut digits = false;
            while let Some(&byte) = bytes.get(at) {
                at += match byte {
                    b'a'..=b'z' | b'A'..=b'Z' => 1,
                    b'0'..=b'9' => {
                        digits = true;
                        1
                    }
                    // Latin letters with marks, from À to ɏ, without × and ÷.
                    0xc3 if !matches!(bytes.get(at + 1), Some(0x97 | 0xb7)) => 2,
                    0xc4..=0xc8 => 2,
                    // The block of Vietnamese letters, from Ḁ to ỿ.
                    0xe1 if matches!(bytes.get(at + 1), Some(0xb8..=0xbb)) => 3,
                    // Marks that stand apart, invisible characters, the apostrophes that join letters.
                    0xcc | 0xcd | 0xef => return false,
                    0xe3..=0xe9 | 0xf0.. if self.han => return false,
                    0xe2 if joins(&bytes[at..]) => return false,
                    _ => break,
                };
            }
            if start < at {
                let word = &bytes[start..at.min(bytes.len())];
                let wanted = if !digits && self.shapes[shape(word)] {
                    self.spellings.get(word).map(String::as_str)
                } else {
                    None
                };
                sink((start, at), wanted);
                continue;
            }
            at += 1;
            while !text.is_char_boundary(at) {
                at += 1;
            }
        }
        true
    }
}

/// Zero-width characters and the curly apostrophe.
fn joins(bytes: &[u8]) -> bool {
    matches!(bytes, [0xe2, 0x80, 0x8b..=0x8f | 0x98 | 0x99 | 0xaa..=0xae, ..] | [0xe2, 0x81, 0xa0..=0xaf, ..])
}

/// A letter that [`Glance::read`] takes for one.
fn is_plain_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (matches!(c, '\u{c0}'..='\u{23f}' | '\u{1e00}'..='\u{1eff}') && !matches!(c, '×' | '÷'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &[&str], text: &str) -> Option<Vec<String>> {
        let words: Vec<String> = words.iter().map(|&w| w.to_owned()).collect();
        let glance = Glance::of(words.iter(), |_| Vec::new())?;
        let mut out = Vec::new();
        glance
            .read(text, &mut |(a, b), wanted| {
                out.extend(wanted.map(|w| format!("{w}={}", &text[a..b])));
            })
            .then_some(out)
    }

    #[test]
    fn words_are_found_in_every_case_and_never_within_others() {
        let got = found(&["ong", "đường"], "Ong mật, trong ĐƯỜNG; nông — “đường” ong2 ongs");
        assert_eq!(got.unwrap_or_default(), ["ong=Ong", "đường=ĐƯỜNG", "đường=đường"]);
    }

    #[test]
    fn what_needs_more_than_a_glance_says_so() {
        assert_eq!(found(&["hạt"], "ha\u{323}t"), None);
        assert_eq!(found(&["hạt"], "hạt\u{200b}dẻ"), None);
        assert_eq!(found(&["co2"], "co2"), None);
        assert_eq!(found(&["hạt", "板"], "hạt 板栗"), None);
        assert_eq!(found(&["hạt", "板"], "Hạt dẻ").unwrap_or_default(), ["hạt=Hạt"]);
        assert!(found(&["hạt"], "hạt × 3").is_some());
    }
}
