//! A room of `search` that is closed from outside, with a window into how it looks for words.
#![allow(dead_code, unreachable_pub)]

#[path = "../../../crates/search/src/snippet/glance.rs"]
mod glance;
#[path = "../../../crates/search/src/snippet/mod.rs"]
mod room;
#[path = "../../../crates/search/src/snippet/words.rs"]
mod words;

pub(crate) use room::Snippets;

/// What is looked for: words with their weights, and words side by side with what they are a name of.
#[derive(Clone, Default)]
pub(crate) struct Wanted {
    pub(crate) words: Vec<(String, f32)>,
    pub(crate) runs: Vec<(Vec<String>, Option<usize>)>,
}

macro_rules! marked {
    ($room:ident, $wanted:expr) => {{
        let words = $wanted.words.iter().enumerate();
        let runs = $wanted.runs.iter().cloned();
        $room::Marked {
            words: words.map(|(n, (word, weight))| (word.clone(), (n, *weight))).collect(),
            runs: runs.map(|(words, name_of)| $room::Run { words, name_of }).collect(),
        }
    }};
}

impl Wanted {
    pub(crate) fn snippets(&self) -> Snippets {
        Snippets::new(marked!(room, self))
    }

    /// The quick look finds what the analyzer finds.
    pub(crate) fn assert_quick_is_exact(&self, text: &str) {
        let mut finder = words::Finder::new(marked!(words, self));
        let (quick, exact) = (finder.quick(text), finder.exact(text));
        assert_eq!(quick.hits, exact.hits, "{text:?}");
        assert_eq!(quick.runs, exact.runs, "{text:?}");
    }
}
