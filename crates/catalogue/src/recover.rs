//! Front matter that may be broken: as many top-level entries as can be read, and a precise word on the others.

use crate::front::lines;
use crate::slips;
use crate::source::Findings;
use crate::yaml::{self, Key, Kind, Node, RECORD, Tree, Why};

/// What could be read of a front matter.
#[derive(Debug, Default)]
pub(crate) struct Front {
    pub(crate) members: Vec<(Key, Node)>,
    /// Keys whose entries are there but could not be read: their absence is no second finding.
    pub(crate) broken: Vec<String>,
}

/// The top-level entries of `text`, which begins at byte `offset` of the file.
///
/// The whole is read first. When that fails, every top-level entry is read on its own: linear in the size of the
/// text, and one slip costs one entry.
pub(crate) fn read(text: &str, offset: usize, findings: &mut Findings<'_>) -> Front {
    let tree = yaml::parse(text, offset, RECORD);
    if tree.faults.iter().any(|fault| fault.why == Why::Big) {
        // Reading entry by entry would only add up to the same.
        slips::refuse(&tree, findings);
        return Front {
            members: Vec::new(),
            broken: parts(text).iter().filter_map(|part| key_of(text, part)).collect(),
        };
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
            return Front {
                members,
                broken: Vec::new(),
            };
        }
        None | Some(Node { kind: Kind::Null, .. }) if tree.faults.is_empty() => return Front::default(),
        _ => {}
    }
    entries(text, offset, findings)
}

/// Reads each top-level entry on its own.
fn entries(text: &str, offset: usize, findings: &mut Findings<'_>) -> Front {
    let parts = parts(text);
    let mut front = Front::default();
    let mut next = 0;
    while let Some(part @ &(from, to, _)) = parts.get(next) {
        next += 1;
        let mut end = to;
        let mut tree = yaml::parse(text.get(from..end).unwrap_or(""), offset + from, RECORD);
        // A quote or bracket left open may close on a line that looks like nothing of its own.
        if !is_entry(&tree)
            && let Some((_, longer, true)) = parts.get(next)
        {
            let again = yaml::parse(text.get(from..*longer).unwrap_or(""), offset + from, RECORD);
            if is_entry(&again) {
                (tree, end, next) = (again, *longer, next + 1);
            }
        }
        let source = text.get(from..end).unwrap_or("");
        if is_entry(&tree) {
            slips::refuse(&tree, findings);
            if let Some(Node {
                kind: Kind::Map(found), ..
            }) = tree.root
            {
                front.members.extend(found);
            }
        } else if !source.trim().is_empty() {
            match slips::explain(source, offset + from, &tree, findings) {
                // An unquoted colon leaves no doubt about what was meant.
                Some(entry) => front.members.push(entry),
                None => front.broken.extend(key_of(text, part)),
            }
        }
    }
    front
}

/// The key that a part begins with.
pub(crate) fn key_of(text: &str, (from, to, loose): &(usize, usize, bool)) -> Option<String> {
    let part = text.get(*from..*to).filter(|_| !loose)?;
    part.split([':', '：'])
        .next()
        .map(|key| key.trim_matches(['"', '\'', ' ']).to_owned())
}

/// True when the part was read as a mapping, to its end.
fn is_entry(tree: &Tree) -> bool {
    matches!(tree.root, Some(Node { kind: Kind::Map(_), .. })) && tree.faults.iter().all(|fault| fault.why.is_partial())
}

/// Start, end and looseness of each top-level part. A loose part begins with a line that is no `key:`.
pub(crate) fn parts(text: &str) -> Vec<(usize, usize, bool)> {
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
