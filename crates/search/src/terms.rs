//! How a term of the index is written.
//!
//! One indexed field holds three tiers of terms, told apart by their first letter:
//! `s` a syllable (or other word), `b` a pair of neighbours, `w` a syllable that is a word by itself.
//! After the tier comes the ASCII form, then `\u{1}`, then the written form where it differs. So the written forms
//! of one ASCII form lie side by side in the term dictionary: a query without marks is one short range of it.

use vietnamese::words::{self, Known};

/// Separates the ASCII form from the written form.
pub(crate) const SEP: char = '\u{1}';

/// A tier of terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Tier {
    /// A syllable or other single token.
    Syllable,
    /// Two neighbours.
    Pair,
    /// A syllable standing alone as a word.
    Word,
}

impl Tier {
    pub(crate) fn letter(self) -> char {
        match self {
            Tier::Syllable => 's',
            Tier::Pair => 'b',
            Tier::Word => 'w',
        }
    }
}

/// Appends the term of a single token.
pub(crate) fn push_single(out: &mut String, tier: Tier, ascii: &str, written: &str) {
    out.push(tier.letter());
    out.push_str(ascii);
    out.push(SEP);
    if written != ascii {
        out.push_str(written);
    }
}

/// Appends the term of a pair.
pub(crate) fn push_pair(out: &mut String, a: (&str, &str), b: (&str, &str)) {
    out.push(Tier::Pair.letter());
    out.push_str(a.0);
    out.push(' ');
    out.push_str(b.0);
    out.push(SEP);
    if a.0 != a.1 || b.0 != b.1 {
        out.push_str(a.1);
        out.push(' ');
        out.push_str(b.1);
    }
}

/// Two stop words side by side are not indexed as a pair, unless they are one word (`có thể`).
pub(crate) fn pair_is_indexed(a: &str, b: &str) -> bool {
    known_pair_is_indexed([Known::of(a), Known::of(b)], [a, b])
}

/// [`pair_is_indexed`] for syllables already looked up.
pub(crate) fn known_pair_is_indexed(known: [Known; 2], pair: [&str; 2]) -> bool {
    !(known[0].is_stop() && known[1].is_stop()) || words::pair_class(known, pair).is_some()
}

/// The term of a single token.
pub(crate) fn single(tier: Tier, ascii: &str, written: &str) -> String {
    let mut out = String::with_capacity(2 + ascii.len() + written.len());
    push_single(&mut out, tier, ascii, written);
    out
}

/// The term of a pair of (ASCII, written) forms.
pub(crate) fn pair(a: (&str, &str), b: (&str, &str)) -> String {
    let mut out = String::new();
    push_pair(&mut out, a, b);
    out
}

/// The terms of a run of (ASCII, written) tokens with their weights: syllables, and pairs where they are indexed.
pub(crate) fn run(tokens: &[(String, String)]) -> Vec<(String, f32)> {
    let mut out: Vec<(String, f32)> = tokens
        .iter()
        .map(|(a, w)| (single(Tier::Syllable, a, w), 1.0))
        .collect();
    for two in tokens.windows(2) {
        if pair_is_indexed(&two[0].1, &two[1].1) {
            let term = pair((&two[0].0, &two[0].1), (&two[1].0, &two[1].1));
            out.push((term, crate::params::PAIR));
        }
    }
    out
}

/// The ASCII form and the written form of the term of a single token.
pub(crate) fn read_single(term: &str) -> Option<(&str, &str)> {
    let (ascii, written) = term.get(1..)?.split_once(SEP)?;
    Some((ascii, if written.is_empty() { ascii } else { written }))
}

/// What all terms with this ASCII form begin with.
pub(crate) fn single_prefix(tier: Tier, ascii: &str) -> String {
    let mut out = String::with_capacity(2 + ascii.len());
    out.push(tier.letter());
    out.push_str(ascii);
    out.push(SEP);
    out
}

/// What all terms of pairs with these ASCII forms begin with.
pub(crate) fn pair_prefix(a: &str, b: &str) -> String {
    let mut out = String::with_capacity(3 + a.len() + b.len());
    out.push(Tier::Pair.letter());
    out.push_str(a);
    out.push(' ');
    out.push_str(b);
    out.push(SEP);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_forms_of_one_ascii_form_share_a_prefix() {
        for written in ["de", "dê", "dẻ", "đề"] {
            assert!(single(Tier::Syllable, "de", written).starts_with(&single_prefix(Tier::Syllable, "de")));
        }
        assert_eq!(single(Tier::Syllable, "de", "de"), "sde\u{1}");
        assert!(!single(Tier::Syllable, "den", "đen").starts_with(&single_prefix(Tier::Syllable, "de")));
        assert_eq!(pair(("hat", "hạt"), ("de", "dẻ")), "bhat de\u{1}hạt dẻ");
    }
}
