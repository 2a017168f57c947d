//! The ways in which people type the same query. `None` where a way changes nothing worth measuring.

use unicode_normalization::UnicodeNormalization;
use vietnamese::{fold, keystrokes};

/// Makes a variant of a query.
type Make = fn(&str) -> Option<String>;

/// All variants by name.
pub(crate) const ALL: [(&str, Make); 8] = [
    ("as typed", |q| Some(q.to_owned())),
    ("no marks", |q| changed(q, fold::ascii)),
    ("no tones", |q| changed(q, fold::toneless)),
    ("telex", |q| changed(q, keystrokes::encode_telex)),
    ("nfd", |q| changed(q, |q| q.nfd().collect())),
    ("upper", |q| changed(q, str::to_uppercase)),
    ("tone place", |q| changed(q, other_tone_place)),
    ("one slip", one_slip),
];

fn changed(q: &str, make: impl Fn(&str) -> String) -> Option<String> {
    let other = make(q);
    (other != q).then_some(other)
}

/// `hoà` for `hòa` and the like, both ways.
fn other_tone_place(q: &str) -> String {
    const PAIRS: [(&str, &str); 10] = [
        ("òa", "oà"),
        ("óa", "oá"),
        ("ỏa", "oả"),
        ("õa", "oã"),
        ("ọa", "oạ"),
        ("ùy", "uỳ"),
        ("úy", "uý"),
        ("ủy", "uỷ"),
        ("ũy", "uỹ"),
        ("ụy", "uỵ"),
    ];
    let swap = |word: &str| {
        for (old, new) in PAIRS {
            // Only open syllables move, and never after q.
            if let Some(start) = word.strip_suffix(old).filter(|s| !s.ends_with('q')) {
                return format!("{start}{new}");
            }
            if let Some(start) = word.strip_suffix(new).filter(|s| !s.ends_with('q')) {
                return format!("{start}{old}");
            }
        }
        word.to_owned()
    };
    q.split(' ').map(swap).collect::<Vec<_>>().join(" ")
}

/// Two letters of the longest word change places: the commonest slip of fingers.
fn one_slip(q: &str) -> Option<String> {
    let words: Vec<&str> = q.split(' ').collect();
    let longest = (0..words.len()).max_by_key(|&i| (words[i].chars().count(), words.len() - i))?;
    let mut letters: Vec<char> = words[longest].chars().collect();
    if words.len() < 2 || letters.len() < 4 || !letters.iter().all(|c| c.is_alphabetic()) {
        return None;
    }
    let at = letters.len() - 2;
    letters.swap(at, at + 1);
    let slipped: String = letters.into_iter().collect();
    let mut out: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
    out[longest] = slipped;
    changed(q, |_| out.join(" "))
}
