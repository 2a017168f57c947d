//! The parser of queries alone: no letter or digit of a query is lost, moved or made up.
#![no_main]

use libfuzzer_sys::fuzz_target;
use parse::{Item, parse};
use request::MAX_QUERY_CHARS;
use response::Notice;

/// What the parser, a room of `search` that is closed from outside, asks of its house.
mod request {
    pub(crate) use search::MAX_QUERY_CHARS;
}
mod response {
    pub(crate) use search::Notice;
}
#[path = "../../../crates/search/src/query/parse.rs"]
mod parse;

fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| c.is_alphanumeric())
}

fuzz_target!(|text: &str| {
    let known = |name: &str| ["ten", "nam", "dia_ban"].contains(&name).then(|| name.to_owned());
    let (items, notices) = parse(text, known);
    let too_long = text.chars().count() > MAX_QUERY_CHARS;
    assert_eq!(notices.contains(&Notice::TooLong), too_long);
    let mut read = String::new();
    let mut words_before = false;
    for item in &items {
        let words = matches!(item, Item::Words(_));
        assert!(!(words && words_before), "words beside words are one text");
        words_before = words;
        match item {
            Item::Words(text) | Item::Phrase(text) | Item::Without(text) => {
                assert!(!text.trim().is_empty(), "{items:?}");
                read.push_str(text);
            }
            Item::Field { key, value } => {
                assert!(!value.trim().is_empty(), "{items:?}");
                read.push_str(key);
                read.push_str(value);
            }
        }
    }
    assert!(
        read.chars().count() <= MAX_QUERY_CHARS * 2,
        "a space for each of its characters at most"
    );
    let mut all = letters(text);
    for c in letters(&read) {
        assert_eq!(all.next(), Some(c), "{items:?}");
    }
    assert!(too_long || all.next().is_none(), "{items:?}");
});
