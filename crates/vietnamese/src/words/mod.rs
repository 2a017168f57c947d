//! The general lexicon: words of two to four syllables, single syllables and stop words, each
//! with a class, and the words that a run of syllables makes.
//!
//! The lists are our own work, in `data/`; they are made canonical (see [`crate::tone`]) and laid
//! out when the crate is built (`build/`), so that nothing has to be made ready before the first look.

mod form;
mod known;
mod segment;
mod table;

pub use form::StopKind;
use form::{STOP_KINDS, canonical_key};
pub use known::{Known, pair_class};
pub use segment::Segmenter;
use table::View;

/// A table that `build/` laid out.
macro_rules! laid {
    ($name:literal) => {
        View::of(
            include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".slots")),
            include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".text")),
        )
    };
}

static WORDS: View<'_> = laid!("words");
static SYLLABLES: View<'_> = laid!("syllables");
/// By the place of their kind among [`STOP_KINDS`].
static STOPS: View<'_> = laid!("stops");
/// The ASCII forms of all legal syllables.
static BARE: View<'_> = laid!("bare");
/// Canonical syllables that the word list spells otherwise, ordered, with that spelling.
static USUAL: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/usual.rs"));

/// The frequency class of a word of two to four syllables, 1 (very common) to 4 (rare or
/// technical): canonical lower-case syllables joined by one space. `None` if it is not in the list.
#[must_use]
pub fn class(word_syllables: &str) -> Option<u8> {
    WORDS.look_up(word_syllables)
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
    let found = USUAL.binary_search_by_key(&syllable, |&(canonical, _)| canonical);
    found.map_or(syllable, |at| USUAL[at].1)
}

/// True when marks can make a legal Vietnamese syllable of these lower-case ASCII letters.
#[must_use]
pub fn is_bare_syllable(ascii: &str) -> bool {
    BARE.look_up(ascii).is_some()
}

/// Whether a word (canonical lower-case syllables joined by one space) is a stop word, and of
/// what kind.
#[must_use]
pub fn is_stopword(word: &str) -> Option<StopKind> {
    let kind = STOPS.look_up(word)?;
    STOP_KINDS.get(usize::from(kind)).map(|&(_, kind)| kind)
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
        for line in include_str!("../../data/words.txt")
            .lines()
            .filter(|l| !l.starts_with('#'))
        {
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
    fn bare_syllables_are_those_that_marks_make_legal() {
        let bare: std::collections::HashSet<String> = crate::syllable::legal_forms()
            .map(|form| crate::fold::ascii(&form))
            .collect();
        assert_eq!(BARE.iter().count(), bare.len());
        assert!(bare.iter().all(|form| is_bare_syllable(form)));
        for other in ["", "wifi", "nghe nghe", "Nghe", "nghệ", "z"] {
            assert!(!is_bare_syllable(other), "{other}");
        }
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
        for (syllable, _) in SYLLABLES.iter() {
            let known = Known::of(syllable);
            assert_eq!(known.class(), syllable_class(syllable));
            assert_eq!(known.is_stop(), is_stopword(syllable).is_some(), "{syllable}");
        }
        let word = [Known::of("có"), Known::of("thể")];
        assert_eq!(known::pair_class(word, ["có", "thể"]), class("có thể"));
        assert!(Known::of("thể").ends(2) && !Known::of("xyz").ends(2));
        for (word, _) in WORDS.iter() {
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
