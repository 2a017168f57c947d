//! Two texts side by side, with the differences marked.

use catalogue::{Collection, Declarations, FieldType, outline};
use similar::{ChangeTag, DiffOp, TextDiff};

/// Lines around a difference that are shown.
const AROUND: usize = 2;
/// Lines that share less of their words than this are told as one for the other.
const ALIKE: f32 = 0.5;
/// Longest pair of lines whose words are compared, in bytes.
const WORDS: usize = 6_000;

/// A row: a line on the left, on the right, or on both.
pub(super) struct Row {
    pub(super) left: Option<Line>,
    pub(super) right: Option<Line>,
    /// The two sides differ.
    pub(super) changed: bool,
}

/// A line in parts.
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) parts: Vec<Part>,
}

/// A part of a line.
pub(super) struct Part {
    pub(super) text: String,
    /// It is not on the other side.
    pub(super) marked: bool,
}

/// A stretch of rows.
pub(super) struct Hunk {
    pub(super) rows: Vec<Row>,
}

/// A record file as people read it: labels for the names of fields and for codes, no fences.
pub(super) fn readable(declarations: &Declarations, collection: &Collection, text: &str) -> String {
    let parts = outline(text);
    let Some(front) = parts.front else {
        return text.to_owned();
    };
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = front.start;
    for entry in &parts.entries {
        out.push_str(text.get(at..entry.lines.start).unwrap_or(""));
        at = entry.lines.end;
        let lines = text.get(entry.lines.clone()).unwrap_or("");
        let field = collection.field(&entry.key);
        let (Some(field), Some((_, rest))) = (field, lines.split_once(':')) else {
            out.push_str(lines);
            continue;
        };
        let code = entry.value.as_ref().and_then(|value| value.text());
        let term = match (&field.kind, code) {
            (FieldType::Choice { vocabulary }, Some(code)) => {
                declarations.vocabulary(vocabulary).and_then(|terms| terms.term(code))
            }
            _ => None,
        };
        match term {
            Some(term) => out.push_str(&format!("{}: {}\n", field.label.vi, term.labels.vi)),
            None => out.push_str(&format!("{}:{rest}", field.label.vi)),
        }
    }
    out.push_str(text.get(at..front.end).unwrap_or(""));
    out.push_str("Nội dung:\n");
    out.push_str(text.get(parts.body..).unwrap_or(""));
    out
}

/// The stretches where two texts differ.
pub(super) fn hunks(old: &str, new: &str) -> Vec<Hunk> {
    let diff = TextDiff::from_lines(old, new);
    let line = |text: Option<&&str>| text.map_or("", |text| text.trim_end_matches(['\n', '\r'])).to_owned();
    let (olds, news) = (diff.old_slices(), diff.new_slices());
    let plain = |number: usize, text: String, marked: bool| Line {
        number: number + 1,
        parts: vec![Part { text, marked }],
    };
    let mut out = Vec::new();
    for group in diff.grouped_ops(AROUND) {
        let mut rows = Vec::new();
        for op in group {
            match op {
                DiffOp::Equal {
                    old_index,
                    new_index,
                    len,
                } => {
                    for at in 0..len {
                        rows.push(Row {
                            left: Some(plain(old_index + at, line(olds.get(old_index + at)), false)),
                            right: Some(plain(new_index + at, line(news.get(new_index + at)), false)),
                            changed: false,
                        });
                    }
                }
                DiffOp::Delete { old_index, old_len, .. } => {
                    for at in old_index..old_index + old_len {
                        rows.push(Row {
                            left: Some(plain(at, line(olds.get(at)), true)),
                            right: None,
                            changed: true,
                        });
                    }
                }
                DiffOp::Insert { new_index, new_len, .. } => {
                    for at in new_index..new_index + new_len {
                        rows.push(Row {
                            left: None,
                            right: Some(plain(at, line(news.get(at)), true)),
                            changed: true,
                        });
                    }
                }
                DiffOp::Replace {
                    old_index,
                    old_len,
                    new_index,
                    new_len,
                } => {
                    for at in 0..old_len.max(new_len) {
                        let left = (at < old_len).then(|| line(olds.get(old_index + at)));
                        let right = (at < new_len).then(|| line(news.get(new_index + at)));
                        let (lefts, rights) = words(left.as_deref(), right.as_deref());
                        rows.push(Row {
                            left: left.map(|_| Line {
                                number: old_index + at + 1,
                                parts: lefts,
                            }),
                            right: right.map(|_| Line {
                                number: new_index + at + 1,
                                parts: rights,
                            }),
                            changed: true,
                        });
                    }
                }
            }
        }
        out.push(Hunk { rows });
    }
    out
}

/// The words of two lines that stand for each other.
fn words(left: Option<&str>, right: Option<&str>) -> (Vec<Part>, Vec<Part>) {
    let whole = |text: Option<&str>| {
        text.map(|text| Part {
            text: text.to_owned(),
            marked: true,
        })
        .into_iter()
        .collect::<Vec<_>>()
    };
    let (Some(old), Some(new)) = (left, right) else {
        return (whole(left), whole(right));
    };
    if old.len() + new.len() > WORDS {
        return (whole(left), whole(right));
    }
    let diff = TextDiff::from_words(old, new);
    if diff.ratio() < ALIKE {
        return (whole(left), whole(right));
    }
    let (mut lefts, mut rights) = (Vec::new(), Vec::new());
    for change in diff.iter_all_changes() {
        let text = change.value();
        match change.tag() {
            ChangeTag::Equal => {
                push(&mut lefts, text, false);
                push(&mut rights, text, false);
            }
            ChangeTag::Delete => push(&mut lefts, text, true),
            ChangeTag::Insert => push(&mut rights, text, true),
        }
    }
    (joined(lefts), joined(rights))
}

/// Blanks between two marked words are marked with them.
fn joined(parts: Vec<Part>) -> Vec<Part> {
    let last = parts.len().saturating_sub(1);
    let mut out: Vec<Part> = Vec::new();
    for (at, mut part) in parts.into_iter().enumerate() {
        if at > 0 && at < last && part.text.trim().is_empty() {
            part.marked = true;
        }
        push(&mut out, &part.text, part.marked);
    }
    out
}

fn push(parts: &mut Vec<Part>, text: &str, marked: bool) {
    match parts.last_mut() {
        Some(last) if last.marked == marked => last.text.push_str(text),
        _ => parts.push(Part {
            text: text.to_owned(),
            marked,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_by_its_labels() {
        let (declarations, _) = catalogue::declarations::parse(&[]);
        let collection = declarations.collections.first().expect("the built-in collection");
        let text = "---\n# ghi chú\nten: \"A\"\nla: 1\nnam: 2026\n---\n\nThân: bài\n";
        assert_eq!(
            readable(&declarations, collection, text),
            "# ghi chú\nTên: \"A\"\nla: 1\nNăm: 2026\nNội dung:\n\nThân: bài\n"
        );
        assert_eq!(readable(&declarations, collection, "không có"), "không có");
    }

    #[test]
    fn only_what_differs_is_marked() {
        let found = hunks("a\nb c d\ne\n", "a\nb x d\ne\nf\n");
        assert_eq!(found.len(), 1);
        let told: Vec<String> = found[0]
            .rows
            .iter()
            .map(|row| {
                let side = |line: &Option<Line>| {
                    line.as_ref().map_or("-".to_owned(), |line| {
                        line.parts
                            .iter()
                            .map(|part| {
                                if part.marked {
                                    format!("[{}]", part.text)
                                } else {
                                    part.text.clone()
                                }
                            })
                            .collect()
                    })
                };
                format!("{}|{}", side(&row.left), side(&row.right))
            })
            .collect();
        assert_eq!(told, ["a|a", "b [c] d|b [x] d", "e|e", "-|[f]"]);
        assert!(hunks("a\n", "a\n").is_empty());
    }
}
