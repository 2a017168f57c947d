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
    pub(super) fn read<'s>(&'s self, text: &str, mut sink: impl FnMut((usize, usize), Option<&'s str>)) -> bool {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            // More than letters, and letters that are not spelt as they are looked up.
            let (mut mixed, mut odd) = (false, false);
            while let Some(&byte) = bytes.get(at) {
                at += match byte {
                    b'a'..=b'z' => 1,
                    b'A'..=b'Z' => {
                        odd |= start < at;
                        1
                    }
                    b'0'..=b'9' => {
                        mixed = true;
                        1
                    }
                    b'&' | b'\'' if joins_letters(text, start, at) => {
                        if byte == b'\'' {
                            return false;
                        }
                        mixed = true;
                        1
                    }
                    // Signs that count as letters or digits: ª ² ³ µ ¹ º ¼ ½ ¾, and small digits above and below.
                    0xc2 if matches!(
                        bytes.get(at + 1),
                        Some(0xaa | 0xb2 | 0xb3 | 0xb5 | 0xb9 | 0xba | 0xbc..=0xbe)
                    ) =>
                    {
                        mixed = true;
                        2
                    }
                    0xe2 if is_small_digit(&bytes[at..]) => {
                        mixed = true;
                        3
                    }
                    // Latin letters with marks, from À to ɏ, without × and ÷.
                    0xc3 if !matches!(bytes.get(at + 1), Some(0x97 | 0xb7)) => {
                        odd |= match bytes.get(at + 1) {
                            Some(0x90 | 0xb0) => true,
                            Some(second) => start < at && *second < 0xa0,
                            None => false,
                        };
                        2
                    }
                    0xc4..=0xc8 => {
                        let c = text[at..].chars().next();
                        odd |= c == Some('Ɖ') || (start < at && c.is_some_and(char::is_uppercase));
                        2
                    }
                    // The block of Vietnamese letters, from Ḁ to ỿ: capitals are even.
                    0xe1 if matches!(bytes.get(at + 1), Some(0xb8..=0xbb)) => {
                        odd |= start < at && bytes.get(at + 2).is_some_and(|third| third & 1 == 0);
                        3
                    }
                    0xe3..=0xe9 | 0xf0.. if self.han => return false,
                    0xc2.. if is_more(text, at) => return false,
                    _ => break,
                };
            }
            if start < at {
                let word = &text[start..at];
                if word.len() > LONGEST {
                    return false;
                }
                if mixed && self.is_cut(text, start, at) {
                    return false;
                }
                let wanted = match (mixed, odd) {
                    (true, _) => None,
                    (false, false) => self.wanted(word.as_bytes()),
                    (false, true) => self.wanted(vietnamese::normalise(word).to_lowercase().as_bytes()),
                };
                sink((start, at), wanted);
                continue;
            }
            let c = text[at..].chars().next();
            at += c.map_or(1, char::len_utf8);
            if c.is_some_and(is_han) {
                sink((start, at), None);
            }
        }
        true
    }

    /// True for letters behind a number with separators, as in `1.200m`: the analyzer gives both by themselves.
    fn is_cut(&self, text: &str, start: usize, end: usize) -> bool {
        let before = text.as_bytes()[..start].last_chunk::<2>();
        let within = matches!(before, Some([b'0'..=b'9', b'.' | b',']));
        let letters = text[start..end].trim_start_matches(|c: char| c.is_ascii_digit());
        within
            && letters.len() < end - start
            && self
                .wanted(vietnamese::normalise(letters).to_lowercase().as_bytes())
                .is_some()
    }

    fn wanted(&self, word: &[u8]) -> Option<&str> {
        let known = self.shapes[shape(word)];
        known.then(|| self.spellings.get(word).map(String::as_str)).flatten()
    }
}

/// A sign between letters, which the analyzer takes into the word or out of it. What is invisible may stand behind it.
fn joins_letters(text: &str, start: usize, at: usize) -> bool {
    let before = text[start..at].chars().next_back();
    let after = text[at + 1..].chars().next();
    before.is_some_and(char::is_alphabetic) && after.is_some_and(|c| c.is_alphabetic() || is_invisible(c))
}

fn is_small_digit(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xe2, 0x82, 0x80..=0x89, ..] | [0xe2, 0x81, 0xb0 | 0xb4..=0xb9, ..]
    )
}

/// A character that belongs to the word beside it and takes the analyzer to be read: letters of other scripts, marks that
/// stand apart, what is invisible, the apostrophes that join letters.
fn is_more(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_some_and(|c| match c {
        _ if is_han(c) => false,
        // Scripts that have marks, as a whole.
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{2c00}'..='\u{2dff}' => true,
        '\u{302a}'..='\u{302f}' | '\u{3040}'..='\u{30ff}' | '\u{a000}'..='\u{abff}' | '\u{f900}'..='\u{feff}' => true,
        '\u{1f000}'..='\u{1faff}' => false,
        '\u{10000}'.. => true,
        '\u{2018}'..='\u{201b}' | '\u{2bc}' => true,
        _ => is_invisible(c) || c.is_alphanumeric(),
    })
}

/// A word by itself.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
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
            .read(text, |(a, b), wanted| {
                out.extend(wanted.map(|w| format!("{w}={}", &text[a..b])));
            })
            .then_some(out)
    }

    #[test]
    fn words_are_found_in_every_case_and_never_within_others() {
        let got = found(&["ong", "đường"], "Ong mật, trong ĐƯỜNG; nông — “đường” ong2 ongs");
        assert_eq!(got.unwrap_or_default(), ["ong=Ong", "đường=ĐƯỜNG", "đường=đường"]);
    }

    /// Each found by fuzzing: the analyzer reads these as other words than the letters alone.
    #[test]
    fn what_stands_beside_letters_belongs_to_their_word() {
        assert_eq!(found(&["hmông"], "người H'Mông"), None);
        assert_eq!(found(&["cn", "kh"], "Sở KH&CN & cn").unwrap_or_default(), ["cn=cn"]);
        assert_eq!(found(&["vietgap"], "VietGAP, vietGap").unwrap_or_default().len(), 2);
        assert_eq!(found(&["đất"], "ðất, ÐẤT").unwrap_or_default().len(), 2);
        assert_eq!(found(&["m", "co"], "10 m², CO₂; 5 m").unwrap_or_default(), ["m=m"]);
        assert_eq!(found(&["a"], "aα"), None);
        assert_eq!(found(&["m"], "dài 1.200m"), None);
        assert!(found(&["m"], "1.200 m, 3,5kg").is_some());
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
