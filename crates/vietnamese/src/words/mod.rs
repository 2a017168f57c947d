//! The general lexicon: words of two to four syllables, single syllables and stop words, each
//! with a class, and the words that a run of syllables makes.
//!
//! The lists are our own work, in `data/`; they are made canonical (see [`crate::tone`]) and laid
//! out when first asked for, which takes some milliseconds and one or two megabytes.

mod known;
mod segment;
mod table;

use std::collections::HashMap;
use std::sync::OnceLock;

pub use known::{Known, pair_class};
pub use segment::Segmenter;
use table::Table;

/// Why a word is a stop word.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum StopKind {
    /// A grammatical word: it stands in every text and says nothing about it.
    Function,
    /// A word that makes a question (*bao nhiêu, ở đâu*): it asks about the answer and seldom
    /// stands in it.
    Question,
}

/// The kinds in the stop word list. A word that is both counts as the first.
const STOP_KINDS: [(&str, StopKind); 2] = [("hoi", StopKind::Question), ("chuc-nang", StopKind::Function)];

struct Lexicon {
    words: Table,
    syllables: Table,
    stops: Table,
}

const WORDS: &str = include_str!("../../data/words.txt");

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let frequency = |class: &str| class.parse().unwrap_or(4);
        let stop_kind = |kind: &str| {
            STOP_KINDS
                .iter()
                .position(|(name, _)| *name == kind)
                .unwrap_or(STOP_KINDS.len() - 1) as u8
        };
        let words = read(WORDS, frequency);
        let mut syllables = read(include_str!("../../data/syllables.txt"), frequency);
        add_syllables_of(&words, &mut syllables);
        mark_ends(&words, &mut syllables);
        Lexicon {
            words,
            syllables,
            stops: read(include_str!("../../data/stopwords.txt"), stop_kind),
        }
    })
}

/// Gives syllables that have no class of their own one after the words they stand in, common
/// words counting more: the first 200 are very common, the next 600 common, and so on.
fn add_syllables_of(words: &Table, syllables: &mut Table) {
    let mut weights: HashMap<&str, u32> = HashMap::new();
    for (word, class) in words.iter() {
        for syllable in word.split(' ') {
            *weights.entry(syllable).or_default() += 16 >> class.clamp(1, 4);
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
        if look_up(syllables, syllable).is_none() {
            syllables.insert(syllable, class);
        }
    }
}

/// Notes with every syllable how long the words are that end in it.
fn mark_ends(words: &Table, syllables: &mut Table) {
    for (word, _) in words.iter() {
        let length = word.split(' ').count();
        if let Some(last) = word.rsplit(' ').next() {
            syllables.or(last, known::end_bit(length));
        }
    }
}

/// Lines of `word<TAB>class`; `#` starts a comment. The same few thousand syllables make all words, so each is made canonical once.
fn read(list: &str, class_of: impl Fn(&str) -> u8) -> Table {
    let mut table = Table::with_capacity(list.lines().count());
    let mut known: HashMap<&str, String> = HashMap::new();
    let mut key = String::new();
    for line in list.lines().filter(|l| !l.starts_with('#')) {
        let (word, class) = line.split_once('\t').unwrap_or((line, ""));
        key.clear();
        for syllable in word.split_whitespace() {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(known.entry(syllable).or_insert_with(|| canonical_key(syllable)));
        }
        table.insert(&key, class_of(class.trim()));
    }
    table
}

/// The spelling that most words of the list use, of the canonical syllables that it mostly spells otherwise.
fn usual_spellings(list: &'static str) -> HashMap<String, &'static str> {
    let mut counts: HashMap<&'static str, u32> = HashMap::new();
    for line in list.lines().filter(|l| !l.starts_with('#')) {
        let (word, class) = line.split_once('\t').unwrap_or((line, ""));
        let weight = 16 >> class.trim().parse::<u32>().unwrap_or(4).clamp(1, 4);
        for syllable in word.split_whitespace() {
            *counts.entry(syllable).or_default() += weight;
        }
    }
    let mut usual = HashMap::new();
    for (syllable, count) in &counts {
        let canonical = canonical_key(syllable);
        if canonical != *syllable && counts.get(canonical.as_str()).is_none_or(|n| n < count) {
            usual.insert(canonical, *syllable);
        }
    }
    usual
}

/// Lower case, NFC, canonical spelling, syllables joined by one space.
fn canonical_key(word: &str) -> String {
    let lower = crate::normalise(word).to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    crate::tone::canonical(&words.join(" ")).into_owned()
}

/// The frequency class of a word of two to four syllables, 1 (very common) to 4 (rare or
/// technical): canonical lower-case syllables joined by one space. `None` if it is not in the list.
#[must_use]
pub fn class(word_syllables: &str) -> Option<u8> {
    look_up(&lexicon().words, word_syllables)
}

/// The frequency class of a canonical lower-case syllable, 1 (very common) to 4 (rare).
#[must_use]
pub fn syllable_class(syllable: &str) -> Option<u8> {
    Known::of(syllable).class()
}

/// A canonical lower-case syllable as it is usually spelled: *kĩ → kỹ*, *lí → lý*, but *thi*. The one form of all spellings that
/// searching needs is not always the one that people write.
#[must_use]
pub fn usual_spelling(syllable: &str) -> &str {
    /// Canonical syllables that the word list spells otherwise.
    static USUAL: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    let usual = USUAL.get_or_init(|| usual_spellings(WORDS));
    usual.get(syllable).copied().unwrap_or(syllable)
}

/// Lays the lists out now, for who does not want the first text to wait for it.
pub fn warm() {
    lexicon();
}

/// Whether a word (canonical lower-case syllables joined by one space) is a stop word, and of
/// what kind.
#[must_use]
pub fn is_stopword(word: &str) -> Option<StopKind> {
    let kind = look_up(&lexicon().stops, word)?;
    STOP_KINDS.get(usize::from(kind)).map(|&(_, kind)| kind)
}

fn look_up(table: &Table, word: &str) -> Option<u8> {
    let hash = word.split(' ').fold(0, |h, s| table::add(h, table::hash(s)));
    table.get(hash, word.split(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_canonical_key() {
        assert!(class("công nghệ").is_some());
        assert_eq!(class("công"), None);
        assert_eq!(class(""), None);
        assert_eq!(class("công  nghệ"), None);
        assert_eq!(class("nghệ công"), None);
        for line in WORDS.lines().filter(|l| !l.starts_with('#')) {
            let word = line.split('\t').next().unwrap_or("");
            assert!(word.is_empty() || class(&canonical_key(word)).is_some(), "{word}");
        }
    }

    #[test]
    fn stop_words_and_syllables() {
        assert_eq!(is_stopword("bao nhiêu"), Some(StopKind::Question));
        assert_eq!(is_stopword("bởi"), Some(StopKind::Function));
        assert_eq!(is_stopword("hạt dẻ"), None);
        assert_eq!(syllable_class("biết"), Some(1));
        assert!(syllable_class("nghệ").is_some(), "from the words it stands in");
        assert_eq!(syllable_class("wifi"), None);
    }

    #[test]
    fn spelled_as_usual() {
        for (canonical, usual) in [
            ("kĩ", "kỹ"),
            ("lí", "lý"),
            ("mĩ", "mỹ"),
            ("thi", "thi"),
            ("dẻ", "dẻ"),
            ("vi", "vi"),
            ("sĩ", "sĩ"),
        ] {
            assert_eq!(usual_spelling(canonical), usual);
            assert_eq!(crate::tone::canonical(usual), canonical);
        }
    }

    #[test]
    fn known_syllables_say_what_the_lists_say() {
        let lexicon = lexicon();
        for (syllable, _) in lexicon.syllables.iter() {
            let known = Known::of(syllable);
            assert_eq!(known.class(), syllable_class(syllable));
            assert_eq!(known.is_stop(), is_stopword(syllable).is_some(), "{syllable}");
        }
        let word = [Known::of("có"), Known::of("thể")];
        assert_eq!(known::pair_class(word, ["có", "thể"]), class("có thể"));
        assert!(Known::of("thể").ends(2) && !Known::of("xyz").ends(2));
        for (word, _) in lexicon.words.iter() {
            let last = word.rsplit(' ').next().unwrap_or("");
            assert!(Known::of(last).ends(word.split(' ').count()), "{word}");
        }
    }

    #[test]
    fn cheapest_path() {
        let segmenter = Segmenter::with_extra(["khoa học", "xa xb", "xb xc xd"]);
        let mut out = vec![9];
        segmenter.segment(&["khoa", "học", "và", "công", "nghệ"], &mut out);
        assert_eq!(out, [2, 0, 1, 2, 0]);
        segmenter.segment(&["xa", "xb", "xc", "xd"], &mut out);
        assert_eq!(out, [1, 3, 0, 0], "longest first would leave two syllables over");
        segmenter.segment(&[], &mut out);
        assert!(out.is_empty());
        segmenter.segment(&["xyz"], &mut out);
        assert_eq!(out, [1]);
    }

    #[test]
    fn callers_add_words() {
        let mut out = Vec::new();
        let syllables = ["cây", "mác", "mật", "ở", "trùng", "khánh"];
        Segmenter::new().segment(&syllables, &mut out);
        assert_eq!(out, [1, 1, 1, 1, 1, 1]);
        Segmenter::with_extra(["Mác  Mật", "TRÙNG KHÁNH"]).segment(&syllables, &mut out);
        assert_eq!(out, [1, 2, 0, 1, 2, 0]);
    }
}
