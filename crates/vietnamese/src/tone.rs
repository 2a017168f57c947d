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

use crate::letters::{VOWELS, join, split};
use crate::syllable::{Bases, Syllable, Tone, compose, parse_bases};

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

/// The other spellings of a canonical syllable in lower case: those that [`canonical`] brings to it, itself left out.
/// Empty for what is no syllable. Wants NFC.
#[must_use]
pub fn spellings(syllable: &str) -> Vec<String> {
    let letters: Vec<char> = syllable.chars().collect();
    let Some(toned) = letters
        .iter()
        .position(|&c| split(c).is_some_and(|l| l.tone != Tone::Ngang))
    else {
        return other_letter(&letters, syllable);
    };
    let tone = split(letters[toned]).map_or(Tone::Ngang, |l| l.tone);
    let mut out = Vec::new();
    for (at, &letter) in letters.iter().enumerate() {
        let Some(vowel) = split(letter).filter(|l| VOWELS.iter().any(|v| v[0] == l.base)) else {
            continue;
        };
        let mut moved = letters.clone();
        if let Some(from) = split(moved[toned]) {
            moved[toned] = join(from.base, Tone::Ngang, false);
        }
        moved[at] = join(vowel.base, tone, false);
        if at != toned {
            let word: String = moved.iter().collect();
            out.extend((canonical(&word) == syllable).then_some(word));
        }
        out.extend(other_letter(&moved, syllable));
    }
    out
}

/// The spellings with one i for y or the other way round that are brought to `syllable`.
fn other_letter(letters: &[char], syllable: &str) -> Vec<String> {
    let swapped = (0..letters.len()).filter_map(|at| {
        let letter = split(letters[at])?;
        let base = match letter.base {
            'i' => 'y',
            'y' => 'i',
            _ => return None,
        };
        let mut word = letters.to_vec();
        word[at] = join(base, letter.tone, false);
        Some(word.into_iter().collect::<String>())
    });
    swapped.filter(|word| canonical(word) == syllable).collect()
}

/// The text without tone marks; hats, horn, breve, đ and case stay. Wants NFC.
#[must_use]
pub fn without_tone(text: &str) -> String {
    crate::fold::toneless(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_what_is_brought_to_the_syllable() {
        assert_eq!(spellings("hòa"), ["hoà"]);
        assert_eq!(spellings("kĩ"), ["kỹ"]);
        assert_eq!(spellings("quý"), ["qúy", "qúi", "quí"]);
        assert_eq!(spellings("thúy"), ["thuý"]);
        assert_eq!(spellings("hoàn"), ["hòan"]);
        for one in ["ong", "hạt", "nuôi", "wifi", "", "co2"] {
            assert!(spellings(one).is_empty(), "{one}: {:?}", spellings(one));
        }
        for syllable in crate::syllable::legal_forms() {
            let canonical_form = canonical(&syllable).into_owned();
            for spelling in spellings(&canonical_form) {
                assert_ne!(spelling, canonical_form);
                assert_eq!(canonical(&spelling), canonical_form);
            }
            if canonical_form != syllable {
                assert!(
                    spellings(&canonical_form).contains(&syllable),
                    "{syllable} of {canonical_form}"
                );
            }
        }
    }
}
