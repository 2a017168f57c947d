//! ASCII forms one letter away.

use vietnamese::words::is_bare_syllable;

use crate::query::near;

/// True for a word that no marks make a syllable of: every letter of it may be another one.
pub(crate) fn is_foreign(ascii: &str) -> bool {
    ascii.len() >= 4 && !is_bare_syllable(ascii)
}

/// The form itself and all forms one deletion, insertion, substitution or swap of neighbours away, or one that sounds alike.
/// Only possible syllables, unless the form is long enough to be another word.
pub(crate) fn within_one(ascii: &str) -> Vec<String> {
    let mut out = one_edit(ascii);
    out.extend(respellings(ascii));
    if !is_foreign(ascii) {
        out.retain(|form| form == ascii || is_bare_syllable(form));
    }
    out.sort();
    out.dedup();
    out
}

/// The form itself and all forms one deletion, insertion, substitution or swap of neighbours away; none are empty.
pub(crate) fn one_edit(ascii: &str) -> Vec<String> {
    let mut out = vec![ascii.to_owned()];
    if !ascii.is_ascii() || ascii.len() > near::MAX {
        return out;
    }
    let bytes = ascii.as_bytes();
    let mut push = |candidate: Vec<u8>| {
        if let Ok(text) = String::from_utf8(candidate)
            && !text.is_empty()
        {
            out.push(text);
        }
    };
    for i in 0..bytes.len() {
        push([&bytes[..i], &bytes[i + 1..]].concat());
        if i + 1 < bytes.len() {
            let mut swapped = bytes.to_vec();
            swapped.swap(i, i + 1);
            push(swapped);
        }
        for letter in b'a'..=b'z' {
            let mut other = bytes.to_vec();
            other[i] = letter;
            push(other);
        }
    }
    for i in 0..=bytes.len() {
        for letter in b'a'..=b'z' {
            push([&bytes[..i], &[letter], &bytes[i..]].concat());
        }
    }
    out
}

/// Forms that sound alike and are spelled with more than one letter apart.
pub(crate) fn respellings(ascii: &str) -> Vec<String> {
    let mut out = Vec::new();
    if !ascii.is_ascii() || ascii.len() > near::MAX {
        return out;
    }
    for (a, b) in [
        ("tr", "ch"),
        ("gi", "d"),
        ("gi", "r"),
        ("ng", "n"),
        ("nh", "n"),
        ("ngh", "ng"),
        ("gh", "g"),
        ("qu", "k"),
        ("ph", "f"),
        ("k", "c"),
    ] {
        for (from, to) in [(a, b), (b, a)] {
            out.extend(ascii.strip_prefix(from).map(|rest| format!("{to}{rest}")));
            out.extend(ascii.strip_suffix(from).map(|rest| format!("{rest}{to}")));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_possible_syllables() {
        let near = within_one("say");
        assert!(
            near.contains(&"xay".to_owned()) && near.contains(&"say".to_owned()) && near.contains(&"sau".to_owned())
        );
        assert!(!near.contains(&"sayq".to_owned()));
        assert!(within_one("trong").contains(&"chong".to_owned()));
    }
}
