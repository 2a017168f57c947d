//! Findings beside their inputs.

use catalogue::{Diagnostic, Field, FieldType, Kind, Node, codes, outline};

use super::fits::items;
use super::{Context, Control, FIELD, Form, Input, Note, OTHER};

/// Puts each finding of `text` where it belongs: at its input or row, at the body, or on top.
pub fn attach(context: Context<'_>, text: &str, diagnostics: &[Diagnostic], form: &mut Form) {
    let outline = outline(text);
    for finding in diagnostics {
        let note = Note {
            code: finding.code,
            severity: finding.severity,
            message: finding.message.clone(),
            remedy: match finding.code {
                // The line that an author of a file would add is the input itself.
                codes::MISSING_FIELD => "Điền mục này.".to_owned(),
                _ => finding.remedy.clone(),
            },
            line: finding.line,
        };
        let at = offset(text, finding.line, finding.column);
        if finding.code == codes::EMPTY_BODY || (finding.line > 0 && outline.front.is_some() && at >= outline.body) {
            form.body.notes.push(note);
            continue;
        }
        let name = if finding.line == 0 {
            None
        } else {
            let missing = finding.field.as_deref();
            match missing.filter(|field| !field.contains('.')) {
                Some(field) => Some(format!("{FIELD}{field}")),
                None => outline
                    .entries
                    .iter()
                    .find(|entry| entry.lines.contains(&at))
                    .map(|entry| {
                        let Some(field) = context.collection.field(&entry.key) else {
                            return format!("{OTHER}{}", entry.key);
                        };
                        let top = format!("{FIELD}{}", entry.key);
                        let Some(node) = &entry.value else { return top };
                        let inner = missing.and_then(|field| field.rsplit('.').next());
                        descend(top, &field.kind, node, at, inner)
                    }),
            }
        };
        let Some(name) = name else {
            form.notes.push(note);
            continue;
        };
        let mut inputs = form.sections.iter_mut().flat_map(|section| &mut section.inputs);
        let left = match inputs.find(|input| super::rows::is_within(&name, &input.name)) {
            Some(input) => put(input, &name, note),
            None => Some(note),
        };
        form.notes.extend(left);
    }
}

/// Byte of a line and a column, both from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = text.get(start..).unwrap_or("");
    let within = rest
        .char_indices()
        .nth(column.saturating_sub(1))
        .map_or(rest.len(), |(at, _)| at);
    start + within.min(rest.find('\n').unwrap_or(rest.len()))
}

/// The name of the deepest input at a byte. `missing` is the member that a group lacks.
fn descend(name: String, kind: &FieldType, node: &Node, at: usize, missing: Option<&str>) -> String {
    match kind {
        FieldType::List { of } => {
            let found = items(Some(node))
                .into_iter()
                .enumerate()
                .find(|(_, item)| at >= item.span.start && at <= item.span.end);
            match found {
                Some((index, item)) => descend(format!("{name}.{index}"), of, item, at, missing),
                None => name,
            }
        }
        FieldType::Group { fields } => {
            let Kind::Map(members) = &node.kind else { return name };
            let found = members
                .iter()
                .find(|(key, node)| at >= key.span.start && at <= node.span.end.max(key.span.end));
            let declared = |key: &str| fields.iter().find(|field: &&Field| field.name == key);
            // The first letter of a group without brackets is that of its first member.
            let of_the_group =
                |key: &str, field: &Field| missing.is_some_and(|missing| missing != key && !is_nested(&field.kind));
            match found.and_then(|(key, node)| declared(&key.text).map(|field| (field, key, node))) {
                Some((field, key, node)) if !of_the_group(&key.text, field) => {
                    descend(format!("{name}.{}", key.text), &field.kind, node, at, missing)
                }
                _ => match missing {
                    Some(missing) => format!("{name}.{missing}"),
                    None => name,
                },
            }
        }
        _ => name,
    }
}

fn is_nested(kind: &FieldType) -> bool {
    match kind {
        FieldType::List { of } => is_nested(of),
        FieldType::Group { .. } => true,
        _ => false,
    }
}

/// Puts a note at the input of this name, or at the nearest one around it; gives it back when there is none.
fn put(input: &mut Input, name: &str, note: Note) -> Option<Note> {
    let mut note = note;
    let parts = match &mut input.control {
        Control::Group { inputs } => inputs.iter_mut().collect::<Vec<_>>(),
        Control::Rows { rows } => {
            let own = input.name.clone();
            for row in rows.iter_mut() {
                if !super::rows::is_within(name, &format!("{own}.{}", row.index)) {
                    continue;
                }
                for part in &mut row.inputs {
                    if super::rows::is_within(name, &part.name) {
                        return put(part, name, note);
                    }
                }
                row.notes.push(note);
                return None;
            }
            Vec::new()
        }
        _ => Vec::new(),
    };
    for part in parts {
        if super::rows::is_within(name, &part.name) {
            match put(part, name, note) {
                None => return None,
                Some(left) => note = left,
            }
        }
    }
    input.notes.push(note);
    None
}
