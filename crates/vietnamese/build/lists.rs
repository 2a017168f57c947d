//! The lists of `data/`, made canonical.

use std::collections::{BTreeMap, HashMap};

use crate::form::{STOP_KINDS, canonical_key, end_bit};
use crate::{fold, syllable};

/// Words with a small number each; their syllables are joined by one space.
pub(crate) type List = BTreeMap<String, u8>;

/// The general lexicon.
pub(crate) struct General {
    pub(crate) words: List,
    /// Every syllable of the lists and of the words, with its class and the lengths of the words that end in it.
    pub(crate) syllables: List,
    pub(crate) stops: List,
}

pub(crate) fn general(words: &str, syllables: &str, stops: &str) -> General {
    let frequency = |class: &str| class.parse().unwrap_or(4);
    let stop_kind = |kind: &str| {
        let place = STOP_KINDS.iter().position(|(name, _)| *name == kind);
        place.unwrap_or(STOP_KINDS.len() - 1) as u8
    };
    let words = read(words, frequency);
    let mut syllables = read(syllables, frequency);
    add_syllables_of(&words, &mut syllables);
    mark_ends(&words, &mut syllables);
    General {
        words,
        syllables,
        stops: read(stops, stop_kind),
    }
}

/// Gives syllables that have no class of their own one after the words they stand in, common
/// words counting more: the first 200 are very common, the next 600 common, and so on.
fn add_syllables_of(words: &List, syllables: &mut List) {
    let mut weights: HashMap<&str, u32> = HashMap::new();
    for (word, class) in words {
        for syllable in word.split(' ') {
            *weights.entry(syllable).or_default() += 16 >> (*class).clamp(1, 4);
        }
    }
    let mut ranked: Vec<(u32, &str)> = weights.into_iter().map(|(s, weight)| (weight, s)).collect();
    ranked.sort_unstable_by(|a, b| b.cmp(a));
    for (rank, (_, syllable)) in ranked.into_iter().enumerate() {
        let class = match rank {
            0..200 => 1,
            200..800 => 2,
            800..2500 => 3,
            _ => 4,
        };
        syllables.entry(syllable.to_owned()).or_insert(class);
    }
}

/// Notes with every syllable how long the words are that end in it.
fn mark_ends(words: &List, syllables: &mut List) {
    for word in words.keys() {
        let last = word.rsplit(' ').next().unwrap_or(word);
        if let Some(number) = syllables.get_mut(last) {
            *number |= end_bit(word.split(' ').count());
        }
    }
}

/// The lines of a list, `word<TAB>class`; `#` starts a comment.
fn lines(list: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = list.lines().filter(|l| !l.starts_with('#'));
    lines.map(|line| line.split_once('\t').unwrap_or((line, "")))
}

/// A list with the lower number for what stands in it twice. The same few thousand syllables make all words, so each is made
/// canonical once.
fn read(list: &str, number_of: impl Fn(&str) -> u8) -> List {
    let mut out = List::new();
    let mut known: HashMap<&str, String> = HashMap::new();
    for (word, class) in lines(list) {
        let mut key = String::new();
        for syllable in word.split_whitespace() {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(known.entry(syllable).or_insert_with(|| canonical_key(syllable)));
        }
        let number = number_of(class.trim());
        let kept = out.entry(key).or_insert(number);
        *kept = number.min(*kept);
    }
    out
}

/// The spelling that most words of the list use, of the canonical syllables that it mostly spells otherwise; by syllable.
pub(crate) fn usual_spellings(list: &str) -> Vec<(String, &str)> {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for (word, class) in lines(list) {
        let weight = 16 >> class.trim().parse::<u32>().unwrap_or(4).clamp(1, 4);
        for syllable in word.split_whitespace() {
            *counts.entry(syllable).or_default() += weight;
        }
    }
    let mut usual: Vec<(String, u32, &str)> = Vec::new();
    for (&syllable, &count) in &counts {
        let canonical = canonical_key(syllable);
        if canonical != syllable && counts.get(canonical.as_str()).is_none_or(|&n| n < count) {
            usual.push((canonical, u32::MAX - count, syllable));
        }
    }
    usual.sort_unstable();
    usual.dedup_by(|a, b| a.0 == b.0);
    usual
        .into_iter()
        .map(|(canonical, _, usual)| (canonical, usual))
        .collect()
}

/// The ASCII forms of all legal syllables.
pub(crate) fn bare_syllables() -> List {
    syllable::legal_forms().map(|form| (fold::ascii(&form), 0)).collect()
}
