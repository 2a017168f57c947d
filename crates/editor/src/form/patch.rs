//! The smallest change of a file that gives a field its new value.

use std::ops::Range;

use catalogue::{Kind, Node};

use super::submit::Plain;
use super::yaml;

/// Bytes that become other text.
pub(super) type Change = (Range<usize>, String);

/// Changes within a value that keep everything about it; `None` when its shape has to be written anew.
pub(super) fn changes(text: &str, node: &Node, wanted: &Plain) -> Option<Vec<Change>> {
    match wanted {
        Plain::Kept(_) => Some(Vec::new()),
        Plain::Empty => None,
        Plain::Scalar(new, style) => {
            let old = text.get(node.span.clone())?;
            let scalar = matches!(node.kind, Kind::Plain(_) | Kind::Quoted(_));
            let simple = scalar && !old.is_empty() && !old.starts_with(['|', '>']) && !old.contains('\n');
            // A text that stands in quotes keeps them.
            let new = match node.kind {
                Kind::Quoted(_) if old.starts_with('"') => yaml::flow(&Plain::Kept(Node {
                    span: 0..0,
                    kind: Kind::Quoted(new.clone()),
                })),
                _ => yaml::scalar(new, *style),
            };
            simple.then(|| vec![(node.span.clone(), new)])
        }
        Plain::Map(members) => map(text, node, members),
        Plain::List(items) => list(text, node, items),
    }
}

fn map(text: &str, node: &Node, wanted: &[(String, Plain)]) -> Option<Vec<Change>> {
    let Kind::Map(old) = &node.kind else { return None };
    // A member that goes has its blanks, comma or comment with it: written anew.
    if !old
        .iter()
        .all(|(key, node)| node.is_empty() || wanted.iter().any(|(name, _)| *name == key.text))
    {
        return None;
    }
    let flow = text.get(node.span.clone())?.starts_with('{');
    let mut all = Vec::new();
    let mut new = Vec::new();
    for (name, plain) in wanted {
        match old.iter().find(|(key, _)| key.text == *name) {
            Some((_, node)) => all.extend(changes(text, node, plain)?),
            None => new.push(yaml::member(name, plain)),
        }
    }
    if !new.is_empty() {
        let (first, last) = (old.first()?, old.last()?);
        if flow {
            all.push((last.1.span.end..last.1.span.end, format!(", {}", new.join(", "))));
        } else {
            let indent = column(text, first.0.span.start);
            let end = last_line(text, last.1.span.end);
            let lines: String = new
                .iter()
                .map(|line| format!("\n{}{line}", " ".repeat(indent)))
                .collect();
            all.push((end..end, lines));
        }
    }
    Some(all)
}

fn list(text: &str, node: &Node, wanted: &[(Option<usize>, Plain)]) -> Option<Vec<Change>> {
    let Kind::List(old) = &node.kind else { return None };
    let kept: Vec<usize> = wanted.iter().filter_map(|(at, _)| *at).collect();
    let ordered = kept.windows(2).all(|pair| pair[0] < pair[1]);
    let new_behind = wanted
        .iter()
        .skip_while(|(at, _)| at.is_some())
        .all(|(at, _)| at.is_none());
    if kept.is_empty() || !ordered || !new_behind {
        return None;
    }
    let flow = text.get(node.span.clone())?.starts_with('[');
    let mut all = Vec::new();
    for (at, plain) in wanted {
        if let Some(at) = at {
            all.extend(changes(text, old.get(*at)?, plain)?);
        }
    }
    let gone: Vec<usize> = (0..old.len()).filter(|at| !kept.contains(at)).collect();
    if flow && !gone.is_empty() {
        return None;
    }
    for at in gone {
        let from = line_start(text, old.get(at)?.span.start);
        let to = match old.get(at + 1) {
            Some(next) => line_start(text, next.span.start),
            None => {
                let end = last_line(text, old.get(at)?.span.end);
                text.get(end..)?.find('\n').map_or(text.len(), |more| end + more + 1)
            }
        };
        all.push((from..to, String::new()));
    }
    let new: Vec<&Plain> = wanted
        .iter()
        .filter(|(at, _)| at.is_none())
        .map(|(_, plain)| plain)
        .collect();
    if !new.is_empty() {
        let last = old.last()?;
        if flow {
            let items: Vec<String> = new.iter().map(|item| yaml::flow(item)).collect();
            all.push((last.span.end..last.span.end, format!(", {}", items.join(", "))));
        } else if kept.last() == Some(&(old.len() - 1)) {
            let line = line_start(text, old.first()?.span.start);
            let dash = text.get(line..)?.find('-')?;
            let end = last_line(text, last.span.end);
            let lines = new.iter().flat_map(|item| yaml::item_lines(item));
            let lines: String = lines.map(|line| format!("\n{}{line}", " ".repeat(dash))).collect();
            all.push((end..end, lines));
        } else {
            return None;
        }
    }
    Some(all)
}

/// The text with the changes made; `None` when two of them touch the same bytes.
pub(super) fn apply(text: &str, mut all: Vec<Change>) -> Option<String> {
    all.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in all {
        out.push_str(text.get(at..range.start)?);
        out.push_str(&new);
        at = range.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

/// True when a node says what was wanted.
pub(super) fn says(node: &Node, wanted: &Plain) -> bool {
    match wanted {
        Plain::Empty => node.is_empty(),
        Plain::Kept(old) => same(old, node),
        Plain::Scalar(text, _) => node.text() == Some(text),
        Plain::List(items) => match &node.kind {
            Kind::List(nodes) => {
                nodes.len() == items.len() && nodes.iter().zip(items).all(|(node, (_, item))| says(node, item))
            }
            _ => false,
        },
        Plain::Map(members) => match &node.kind {
            Kind::Map(nodes) => {
                let filled = nodes.iter().filter(|(_, node)| !node.is_empty()).count();
                let count = members
                    .iter()
                    .filter(|(_, plain)| !matches!(plain, Plain::Kept(node) if node.is_empty()));
                filled == count.count()
                    && members
                        .iter()
                        .all(|(key, plain)| node.get(key).is_some_and(|node| says(node, plain)))
            }
            _ => false,
        },
    }
}

/// The same values, wherever and however they are written.
fn same(a: &Node, b: &Node) -> bool {
    match (&a.kind, &b.kind) {
        (Kind::Null, Kind::Null) => true,
        (Kind::List(a), Kind::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Kind::Map(a), Kind::Map(b)) => {
            a.len() == b.len()
                && a.iter()
                    .zip(b)
                    .all(|((ka, a), (kb, b))| ka.text == kb.text && same(a, b))
        }
        _ => a.text().is_some() && a.text() == b.text(),
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |at| at + 1)
}

/// The end of the line that a value ends on, before its line end.
fn last_line(text: &str, end: usize) -> usize {
    let end = text.get(..end).unwrap_or("").trim_end().len();
    let rest = text.get(end..).unwrap_or("");
    let line = rest.split('\n').next().unwrap_or("");
    end + line.strip_suffix('\r').unwrap_or(line).len()
}

fn column(text: &str, at: usize) -> usize {
    at - line_start(text, at)
}
