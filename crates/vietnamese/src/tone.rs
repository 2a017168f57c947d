//! One spelling for one syllable: where the tone mark stands, and i or y.
//!
//! * Tone place: *hòa, ủy, thúy* (first vowel of an open pair), whichever of the two schools the
//!   author follows; *hoàn, suýt* have one place in both, and `u` after `q`, `i` after `g` belong
//!   to the onset (*quý, giò*).
//! * i/y: a lone `y` after h, k, l, m, s, t, v is written `i` (*kỹ → kĩ, lý → lí, Vỹ → Vĩ*).
//!   The first six are the ministry's list (decision 240/QĐ 1984); `v` is added because *vỹ/vĩ*
//!   and *vy/vi* are written both ways for the same word and the sound is the same. *y, -uy, -ay,
//!   -ây* are other sounds or have one spelling and stay.
//! * After `qu` it goes the other way: *quí → quý, quít → quýt*, the spelling of current
//!   dictionaries.

use std::borrow::Cow;

use crate::letters::{join, split};
use crate::syllable::{Bases, Syllable, compose, parse_bases};

/// Every syllable of the text in its canonical spelling; what is no legal syllable, and all case,
/// stays. Wants NFC; borrowed when nothing changes.
#[must_use]
pub fn canonical(text: &str) -> Cow<'_, str> {
    let mut out: Option<String> = None;
    let mut rest = text;
    let mut done = 0;
    while let Some(from) = rest.find(char::is_alphabetic) {
        let tail = &rest[from..];
        let len = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
        let word = &tail[..len];
        let at = text.len() - tail.len();
        if let Some(better) = canonical_word(word) {
            let out = out.get_or_insert_with(|| String::with_capacity(text.len() + 4));
            out.push_str(&text[done..at]);
            out.push_str(&better);
            done = at + len;
        }
        rest = &tail[len..];
    }
    match out {
        Some(mut out) => {
            out.push_str(&text[done..]);
            Cow::Owned(out)
        }
        None => Cow::Borrowed(text),
    }
}

/// The canonical spelling of one word, where it differs from what is written.
fn canonical_word(word: &str) -> Option<String> {
    let bases = Bases::read(word)?;
    let syllable = canonical_syllable(parse_bases(bases.letters(), bases.tone)?);
    let form = compose(syllable.onset, syllable.rhyme, syllable.tone);
    // Neither rule changes the number of letters, so case is carried over letter by letter.
    let cased: String = form
        .chars()
        .zip(word.chars())
        .map(|(new, old)| match (split(new), split(old)) {
            (Some(n), Some(o)) => join(n.base, n.tone, o.upper),
            _ => new,
        })
        .collect();
    (cased != word).then_some(cased)
}

/// The i/y rule on a syllable taken apart.
pub(crate) fn canonical_syllable(mut s: Syllable) -> Syllable {
    s.rhyme = match (s.onset, s.rhyme) {
        ("h" | "k" | "l" | "m" | "s" | "t" | "v", "y") => "i",
        ("qu", "i") => "y",
        ("qu", "it") => "yt",
        ("qu", "inh") => "ynh",
        (_, same) => same,
    };
    s
}

/// The text without tone marks; hats, horn, breve, đ and case stay. Wants NFC.
#[must_use]
pub fn without_tone(text: &str) -> String {
    crate::fold::toneless(text)
}
