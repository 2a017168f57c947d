//! Terms in the order in which the term dictionary wants them, that of their bytes, without writing them all down.

use crate::terms::Tier;
use crate::tiers::Term;
use crate::words::Words;

/// What a term takes while it is sorted.
pub(super) const BYTES: usize = size_of::<Key>() + size_of::<Term>() + 3 * size_of::<u32>();

/// The order of a term by what [`crate::terms`] writes: its ASCII forms, then its written forms where they are others.
type Key = (u64, u64, u32);

/// The place of a token among others.
#[derive(Clone, Copy, Default)]
struct Rank {
    /// Of its ASCII form, among all those.
    ascii: u32,
    /// Of its written form, among those of the same ASCII form; 0 where it is no other.
    written: u32,
    /// As `written`, but never 0: beside a token with marks, one without is written out.
    beside: u32,
}

/// The numbers of the terms, in the order of what they are written as.
pub(super) fn by_text(terms: &[Term], words: &Words) -> Vec<u32> {
    let ranks = ranks(words);
    // The letters of the tiers sort as they stand here.
    let (mut pairs, mut syllables, mut lone): (Vec<Key>, Vec<Key>, Vec<Key>) = Default::default();
    for (number, &term) in (0..).zip(terms) {
        match term {
            Term::Pair(a, b) => {
                let (a, b) = (ranks[a as usize], ranks[b as usize]);
                let written = match (a.written, b.written) {
                    (0, 0) => 0,
                    _ => join(a.beside, b.beside),
                };
                pairs.push((join(a.ascii, b.ascii), written, number));
            }
            Term::Single(tier, word) => {
                let rank = ranks[word as usize];
                let list = if tier == Tier::Word { &mut lone } else { &mut syllables };
                list.push((u64::from(rank.ascii), u64::from(rank.written), number));
            }
        }
    }
    let mut out = Vec::with_capacity(terms.len());
    for mut list in [pairs, syllables, lone] {
        list.sort_unstable();
        out.extend(list.into_iter().map(|(_, _, number)| number));
    }
    out
}

fn join(a: u32, b: u32) -> u64 {
    u64::from(a) << 32 | u64::from(b)
}

/// The ranks of all tokens, by their numbers.
fn ranks(words: &Words) -> Vec<Rank> {
    let mut sorted: Vec<u32> = (0..words.len() as u32).collect();
    sorted.sort_unstable_by_key(|&number| (words.ascii(number), words.written(number)));
    let mut out = vec![Rank::default(); sorted.len()];
    for (ascii, group) in (0..).zip(sorted.chunk_by(|&a, &b| words.ascii(a) == words.ascii(b))) {
        for (beside, &number) in (1..).zip(group) {
            let plain = words.ascii(number) == words.written(number);
            out[number as usize] = Rank {
                ascii,
                written: if plain { 0 } else { beside },
                beside,
            };
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_come_in_the_order_of_their_bytes() {
        let mut words = Words::default();
        // Accents before and behind their letters in the alphabet, forms that begin others, signs of numbers.
        let tokens = [
            ("de", "dẻ"),
            ("de", "de"),
            ("de", "đê"),
            ("den", "đèn"),
            ("d", "d"),
            ("α", "ά"),
            ("α", "α"),
            ("3.5", "3.5"),
            ("3", "3"),
            ("kh&cn", "kh&cn"),
            ("a", "à"),
            ("a", "a"),
            ("栗", "栗"),
        ];
        let numbers: Vec<u32> = tokens.iter().map(|(a, w)| words.number(a, w)).collect();
        let mut terms = Vec::new();
        for &a in &numbers {
            terms.push(Term::Single(Tier::Word, a));
            terms.push(Term::Single(Tier::Syllable, a));
            terms.extend(numbers.iter().map(|&b| Term::Pair(a, b)));
        }
        let texts: Vec<String> = by_text(&terms, &words)
            .into_iter()
            .map(|number| {
                let mut text = String::new();
                terms[number as usize].write(&words, &mut text);
                text
            })
            .collect();
        assert_eq!(texts.len(), terms.len());
        assert!(texts.is_sorted_by(|a, b| a < b));
    }
}
