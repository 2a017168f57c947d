//! Where everything stands in a record file, for programs that change a part of it and keep the rest.

use std::ops::Range;

use crate::front::{Split, split};
use crate::recover;
use crate::yaml::{self, Key, Kind, Node, RECORD, Tree};

/// The parts of a file, in bytes of its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// Between the `---` lines; `None` when the two are not there.
    pub front: Option<Range<usize>>,
    /// Where the body begins.
    pub body: usize,
    /// The top-level entries of the front matter, in their order.
    pub entries: Vec<Entry>,
}

/// One top-level entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its key; empty where there is none that can be told.
    pub key: String,
    /// Its lines, with their ends: from its key to its value, without comments and blank lines that follow.
    pub lines: Range<usize>,
    /// Its value; `None` when it can not be read, or holds what is refused (aliases, tags).
    pub value: Option<Node>,
}

impl Outline {
    /// The first entry with this key: the one that counts.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }
}

/// The outline of a record file. Entries that can not be read on their own are there without a value.
pub fn outline(text: &str) -> Outline {
    let Split::Both { front, body } = split(text) else {
        return Outline {
            front: None,
            body: 0,
            entries: Vec::new(),
        };
    };
    let source = text.get(front.clone()).unwrap_or("");
    let tree = yaml::parse(source, front.start, RECORD);
    let entries = match whole(text, &front, tree) {
        Some(entries) => entries,
        None => apart(text, source, front.start),
    };
    Outline {
        front: Some(front),
        body,
        entries,
    }
}

/// Every entry, when all of the front matter can be read and each begins its own line.
fn whole(text: &str, front: &Range<usize>, tree: Tree) -> Option<Vec<Entry>> {
    if !tree.faults.is_empty() {
        return None;
    }
    let members = match tree.root {
        None | Some(Node { kind: Kind::Null, .. }) => return Some(Vec::new()),
        Some(Node {
            kind: Kind::Map(members),
            ..
        }) => members,
        Some(_) => return None,
    };
    let starts_line = |key: &Key| key.span.start == front.start || text[..key.span.start].ends_with('\n');
    if !members.iter().all(|(key, _)| starts_line(key)) {
        return None;
    }
    Some(
        members
            .into_iter()
            .map(|(key, node)| entry(text, front.end, key, node))
            .collect(),
    )
}

fn entry(text: &str, end: usize, key: Key, node: Node) -> Entry {
    let last = match node.kind {
        Kind::Null => key.span.end.max(node.span.end),
        _ => node.span.end,
    };
    let value = text.get(key.span.start..last).unwrap_or("").trim_end().len() + key.span.start;
    Entry {
        key: key.text,
        lines: key.span.start..line_end(text, value).min(end),
        value: Some(node),
    }
}

/// Behind the end of the line that holds byte `at`.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    rest.find('\n').map_or(text.len(), |more| at + more + 1)
}

/// Every entry read on its own; two in one part, or none, leave it without a value.
fn apart(text: &str, source: &str, offset: usize) -> Vec<Entry> {
    let read = |part: &(usize, usize, bool)| {
        let (from, to) = (part.0 + offset, part.1 + offset);
        let piece = text.get(from..to)?;
        let kept = from + piece.trim_end().len();
        if kept == from {
            return None;
        }
        let tree = yaml::parse(piece, from, RECORD);
        if tree.faults.is_empty()
            && let Some(Node {
                kind: Kind::Map(members),
                ..
            }) = tree.root
            && let Ok([(key, node)]) = <[(Key, Node); 1]>::try_from(members)
            && key.span.start == from
        {
            return Some(entry(text, to, key, node));
        }
        Some(Entry {
            key: recover::key_of(source, part).unwrap_or_default(),
            lines: from..line_end(text, kept).min(to),
            value: None,
        })
    };
    recover::parts(source).iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(String, String, bool)> {
        let outline = outline(text);
        let tell = |e: Entry| (e.key, text[e.lines].to_owned(), e.value.is_some());
        outline.entries.into_iter().map(tell).collect()
    }

    #[test]
    fn entries_have_their_lines() {
        let text = "---\n# đầu\nten: a # b\n\n# giữa\nb:\n  - x\n  - {y: 1}\nc:\nd: |\n  một\n\n---\nthân";
        let entry = |key: &str, lines: &str| (key.to_owned(), lines.to_owned(), true);
        assert_eq!(
            told(text),
            [
                entry("ten", "ten: a # b\n"),
                entry("b", "b:\n  - x\n  - {y: 1}\n"),
                entry("c", "c:\n"),
                entry("d", "d: |\n  một\n"),
            ]
        );
        assert_eq!(&text[outline(text).body..], "thân");
    }

    #[test]
    fn what_is_broken_keeps_its_lines() {
        let text = "---\nten: a: b\nc: 1\nd: *x\n---\n";
        assert_eq!(
            told(text),
            [
                ("ten".to_owned(), "ten: a: b\n".to_owned(), false),
                ("c".to_owned(), "c: 1\n".to_owned(), true),
                ("d".to_owned(), "d: *x\n".to_owned(), false),
            ]
        );
        assert_eq!(outline("không có").front, None);
        assert_eq!(outline("---\n{a: 1}\n---\n").entries.len(), 1);
        assert!(outline("---\n---\n").entries.is_empty());
    }
}
