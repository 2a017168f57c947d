//! The syntax of a query: words, `"a phrase"`, `-without`, `field:value`. Flat: nothing nests, nothing is an error.

use crate::request::MAX_QUERY_CHARS;
use crate::response::Notice;

/// A part of a query, in the order typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Item {
    /// Words; together with their neighbours they are one text.
    Words(String),
    /// Words in this order, side by side.
    Phrase(String),
    /// Words that must not occur (side by side).
    Without(String),
    /// A value of a field.
    Field {
        /// Key of a facet or `ten`.
        key: String,
        /// The value as typed.
        value: String,
    },
}

/// Reads a query. `known` gives the full key for what stands before a colon, if it is a field.
pub(crate) fn parse(text: &str, known: impl Fn(&str) -> Option<String>) -> (Vec<Item>, Vec<Notice>) {
    let mut notices = Vec::new();
    let text = match text.char_indices().nth(MAX_QUERY_CHARS) {
        Some((end, _)) => {
            notices.push(Notice::TooLong);
            // Cut between words where there is a space to cut at.
            let cut = &text[..end];
            cut.rfind(char::is_whitespace).map_or(cut, |space| &cut[..space])
        }
        None => text,
    };
    let mut items: Vec<Item> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (item, tail) = next(rest, &known, &mut notices);
        match (item, items.last_mut()) {
            (Item::Words(more), Some(Item::Words(words))) => {
                words.push(' ');
                words.push_str(&more);
            }
            (item, _) => items.push(item),
        }
        rest = tail.trim_start();
    }
    (items, notices)
}

fn next<'a>(rest: &'a str, known: &impl Fn(&str) -> Option<String>, notices: &mut Vec<Notice>) -> (Item, &'a str) {
    if let Some((phrase, tail)) = quoted(rest) {
        return (Item::Phrase(phrase.to_owned()), tail);
    }
    if let Some(after) = rest.strip_prefix('-')
        && after.starts_with(|c: char| c.is_alphanumeric() || c == '"')
    {
        let (value, tail) = value(after);
        return (Item::Without(value.to_owned()), tail);
    }
    let (chunk, tail) = chunk(rest);
    if let Some((name, first)) = chunk.split_once(':')
        && !name.is_empty()
        && name.chars().all(|c| c.is_alphabetic() || c == '_' || c == '.')
        && !first.starts_with('/')
    {
        match known(name) {
            Some(key) => {
                let (value, tail) = value(&rest[name.len() + 1..]);
                if !value.trim().is_empty() {
                    return (
                        Item::Field {
                            key,
                            value: value.trim().to_owned(),
                        },
                        tail,
                    );
                }
            }
            None if !first.is_empty() && name.is_ascii() && name.len() > 2 => {
                notices.push(Notice::UnknownField(name.to_owned()))
            }
            None => {}
        }
    }
    (Item::Words(chunk.to_owned()), tail)
}

/// A quoted text or the next chunk.
fn value(rest: &str) -> (&str, &str) {
    quoted(rest).unwrap_or_else(|| chunk(rest))
}

fn quoted(rest: &str) -> Option<(&str, &str)> {
    let inner = rest.strip_prefix('"')?;
    let (phrase, tail) = inner.split_once('"')?;
    (!phrase.trim().is_empty()).then_some((phrase, tail))
}

fn chunk(rest: &str) -> (&str, &str) {
    let end = rest
        .char_indices()
        .skip(1)
        .find(|&(_, c)| c.is_whitespace() || c == '"')
        .map_or(rest.len(), |(i, _)| i);
    rest.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<Item> {
        parse(text, |name| (name == "nam").then(|| "nam".to_owned())).0
    }

    #[test]
    fn words_phrases_exclusions_and_fields() {
        assert_eq!(
            items("sấy \"hạt dẻ\" -lạnh nam:2018 TCVN 11041-2:2017"),
            [
                Item::Words("sấy".into()),
                Item::Phrase("hạt dẻ".into()),
                Item::Without("lạnh".into()),
                Item::Field {
                    key: "nam".into(),
                    value: "2018".into()
                },
                Item::Words("TCVN 11041-2:2017".into()),
            ]
        );
    }

    #[test]
    fn what_is_no_syntax_is_words() {
        for text in ["\"", "-", "- a", "a:b", "\"\"", "nam:", "((((", "https://x.vn", "a\"b"] {
            let found = items(text);
            assert!(found.iter().all(|i| matches!(i, Item::Words(_))), "{text}: {found:?}");
        }
    }

    #[test]
    fn too_long_is_cut_and_said() {
        let (items, notices) = parse(&"dài ".repeat(400), |_| None);
        assert_eq!(notices, [Notice::TooLong]);
        assert!(matches!(&items[..], [Item::Words(w)] if w.chars().count() <= MAX_QUERY_CHARS));
    }
}
