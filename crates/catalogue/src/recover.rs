//! Front matter that may be broken: as many top-level entries as can be read, and a precise word on the others.

use crate::front::lines;
use crate::slips;
use crate::source::Findings;
use crate::yaml::{self, Key, Kind, Node, RECORD, Tree, Why};

/// The top-level entries of `text`, which begins at byte `offset` of the file.
///
/// The whole is read first. When that fails, every top-level entry is read on its own: linear in the size of the
/// text, and one slip costs one entry.
pub(crate) fn read(text: &str, offset: usize, findings: &mut Findings<'_>) -> Vec<(Key, Node)> {
    let tree = yaml::parse(text, offset, RECORD);
    if tree
        .faults
        .iter()
        .any(|fault| matches!(fault.why, Why::Big | Why::Deep))
    {
        // Reading entry by entry would only meet the same wall again, once per entry.
        slips::refuse(&tree, findings);
        if tree.faults.iter().any(|fault| fault.why == Why::Big) {
            return Vec::new();
        }
    }
    match tree.root {
        Some(Node {
            kind: Kind::Map(members),
            ..
        }) => {
            slips::refuse(
                &Tree {
                    root: None,
                    faults: tree.faults,
                },
                findings,
            );
            return members;
        }
        None if tree.faults.is_empty() => return Vec::new(),
        Some(Node { kind: Kind::Null, .. }) if tree.faults.is_empty() => return Vec::new(),
        _ => {}
    }
    entries(text, offset, findings)
}

/// Reads each top-level entry on its own.
fn entries(text: &str, offset: usize, findings: &mut Findings<'_>) -> Vec<(Key, Node)> {
    let parts = parts(text);
    let mut members = Vec::new();
    let mut next = 0;
    while let Some(&(from, to, _)) = parts.get(next) {
        next += 1;
        let mut end = to;
        let mut tree = yaml::parse(text.get(from..end).unwrap_or(""), offset + from, RECORD);
        // A quote or bracket left open may close on a line that looks like nothing of its own.
        while !is_entry(&tree) && parts.get(next).is_some_and(|(_, _, loose)| *loose) && next < parts.len() {
            let longer = parts[next].1;
            let again = yaml::parse(text.get(from..longer).unwrap_or(""), offset + from, RECORD);
            if !is_entry(&again) {
                break;
            }
            (tree, end, next) = (again, longer, next + 1);
        }
        let part = text.get(from..end).unwrap_or("");
        if is_entry(&tree) {
            slips::refuse(&tree, findings);
            if let Some(Node {
                kind: Kind::Map(found), ..
            }) = tree.root
            {
                members.extend(found);
            }
        } else if tree.root.is_some() || !tree.faults.is_empty() {
            slips::explain(part, offset + from, &tree, findings);
        }
    }
    members
}

/// True when the part was read as a mapping, to its end.
fn is_entry(tree: &Tree) -> bool {
    matches!(tree.root, Some(Node { kind: Kind::Map(_), .. })) && tree.faults.iter().all(|fault| fault.why.is_partial())
}

/// Start, end and looseness of each top-level part. A loose part begins with a line that is no `key:`.
fn parts(text: &str) -> Vec<(usize, usize, bool)> {
    let mut parts: Vec<(usize, usize, bool)> = Vec::new();
    for (at, line) in lines(text) {
        let end = (at + line.len() + 1).min(text.len());
        let blank = line.trim().is_empty() || line.starts_with('#');
        let inner = line.starts_with([' ', '\t']) || line.starts_with("- ") || line.trim_end() == "-";
        match parts.last_mut() {
            Some(last) if blank || inner => last.1 = end,
            None if blank => {}
            _ => parts.push((at, end, !slips::begins_entry(line))),
        }
    }
    parts
}
