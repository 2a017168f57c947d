//! Submitted pairs into the text of a file: what is not changed stays byte for byte.

use std::collections::BTreeMap;

use catalogue::{Entry, FieldType, Outline, outline};

use super::build::{Builder, body, is_fixed, read};
use super::patch::{apply, changes, says};
use super::sections::{NOTES, OWN, STATE, section_of};
use super::submit::{Plain, Submitted, normal};
use super::{BODY, Context, Control, FIELD, Input, OTHER, clean, yaml};

/// The text with what was submitted. Names that are no field's, and fields that were not submitted, change nothing.
pub fn write(context: Context<'_>, text: &str, pairs: &[(String, String)]) -> String {
    let pairs: Vec<(String, String)> = pairs.iter().map(|(name, value)| (name.clone(), clean(value))).collect();
    let form = read(context, text, &BTreeMap::new());
    let crlf = text.contains("\r\n");
    let mut out = text.to_owned();
    for input in form.inputs() {
        out = field(context, out, input, &pairs, crlf);
    }
    match pairs.iter().find(|(name, _)| name == BODY) {
        Some((_, value)) => with_body(&out, value, crlf),
        None => out,
    }
}

/// One top-level field.
fn field(context: Context<'_>, text: String, input: &Input, pairs: &[(String, String)], crlf: bool) -> String {
    let blank = BTreeMap::new();
    let builder = Builder {
        context,
        text: &text,
        blank: &blank,
    };
    let submitted = Submitted {
        builder: &builder,
        pairs,
    };
    if !submitted.has(&input.name) || unchanged(input, &submitted) {
        return text;
    }
    let outline = outline(&text);
    if let Some(key) = input.name.strip_prefix(OTHER) {
        let entry = match key.strip_prefix(':') {
            Some(at) => at.parse::<usize>().ok().and_then(|at| outline.entries.get(at)),
            None => outline.entry(key),
        };
        return match entry {
            Some(entry) => raw(&text, entry, submitted.text(&input.name), crlf),
            None => text.clone(),
        };
    }
    let name = input.name.strip_prefix(FIELD).unwrap_or(&input.name);
    let entry = outline.entry(name);
    if let (Control::Yaml { .. }, Some(entry)) = (&input.control, entry) {
        return raw(&text, entry, submitted.text(&input.name), crlf);
    }
    let Some(declared) = context.collection.field(name) else {
        return text.clone();
    };
    let old = entry.and_then(|entry| entry.value.as_ref());
    let wanted = submitted.value(&input.name, &declared.kind, old);
    set(context, &text, name, &wanted, crlf).unwrap_or_else(|| text.clone())
}

fn unchanged(input: &Input, submitted: &Submitted<'_>) -> bool {
    let mut shown = Vec::new();
    input.pairs(&mut shown);
    normal(shown) == submitted.within(&input.name)
}

/// Sets one field to a scalar, as programs do: `ngay_sua`, `trang_thai`. Empty takes it out.
pub fn set_scalar(context: Context<'_>, text: &str, name: &str, value: &str) -> String {
    let style = match context.collection.field(name).map(|field| &field.kind) {
        Some(FieldType::Date | FieldType::Year | FieldType::Number { .. } | FieldType::Flag) => {
            super::submit::Style::Bare
        }
        _ => super::submit::Style::Text,
    };
    let wanted = if value.is_empty() {
        Plain::Empty
    } else {
        Plain::Scalar(value.to_owned(), style)
    };
    let crlf = text.contains("\r\n");
    set(context, text, name, &wanted, crlf).unwrap_or_else(|| text.to_owned())
}

/// The text in which a field has its new value: by the smallest change, else written anew.
fn set(context: Context<'_>, text: &str, name: &str, wanted: &Plain, crlf: bool) -> Option<String> {
    let outline = outline(text);
    let entry = outline.entry(name);
    if *wanted == Plain::Empty {
        return Some(match entry {
            Some(entry) => splice(text, entry.lines.clone(), ""),
            None => text.to_owned(),
        });
    }
    let right = |changed: &String| {
        let after = catalogue::outline(changed);
        let others = |outline: &Outline| -> Vec<String> {
            let others = outline.entries.iter().filter(|other| other.key != name);
            others.map(|other| other.key.clone()).collect()
        };
        others(&after) == others(&outline)
            && after
                .entry(name)
                .and_then(|entry| entry.value.as_ref())
                .is_some_and(|node| says(node, wanted))
    };
    let ends = |text: String| if crlf { text.replace('\n', "\r\n") } else { text };
    let small = entry
        .and_then(|entry| entry.value.as_ref())
        .and_then(|node| changes(text, node, wanted))
        .map(|all| all.into_iter().map(|(range, new)| (range, ends(new))).collect())
        .and_then(|all| apply(text, all))
        .filter(right);
    if small.is_some() {
        return small;
    }
    let lines = ends(format!("{}\n", yaml::entry(name, wanted)));
    match entry {
        Some(entry) => Some(splice(text, entry.lines.clone(), &lines)),
        None if outline.front.is_none() => Some(ends(format!("---\n{}---\n\n", lines.replace("\r\n", "\n"))) + text),
        None => {
            let at = place(context, &outline, name)?;
            Some(splice(text, at..at, &lines))
        }
    }
}

/// Where a new field goes: behind the nearest field declared before it, or before the next one, of the same section
/// first. The fields of the collection itself are declared last and written before those that manage the record.
fn place(context: Context<'_>, outline: &Outline, name: &str) -> Option<usize> {
    let front = outline.front.clone()?;
    let fields = &context.collection.fields;
    let own = fields
        .iter()
        .position(|field| field.name == name)
        .unwrap_or(fields.len());
    let section = section_of(name);
    let entry = |field: &catalogue::Field| outline.entry(&field.name);
    let near = |field: &&catalogue::Field| section_of(&field.name) == section && !is_fixed(&field.name);
    let (before, after) = fields.split_at(own);
    let last = |entry: &Entry| entry.lines.end;
    let first = |entry: &Entry| entry.lines.start;
    let managed = || {
        let manages = |entry: &&Entry| section_of(&entry.key) > NOTES || entry.key == STATE;
        outline.entries.iter().find(manages).filter(|_| section == OWN)
    };
    before
        .iter()
        .rev()
        .filter(near)
        .find_map(entry)
        .map(last)
        .or_else(|| after.iter().filter(near).find_map(entry).map(first))
        .or_else(|| managed().map(first))
        .or_else(|| before.iter().rev().find_map(entry).map(last))
        .or_else(|| after.iter().find_map(entry).map(first))
        .or(Some(front.end))
}

/// An entry whose value is given as YAML.
fn raw(text: &str, entry: &Entry, value: &str, crlf: bool) -> String {
    let value = value.trim_end();
    let ends = |text: String| if crlf { text.replace('\n', "\r\n") } else { text };
    let lines = if entry.key.is_empty() {
        // Not a field by itself; a fence within would end the front matter.
        let safe = |line: &str| {
            if line.trim_end() == "---" {
                format!(" {line}")
            } else {
                line.to_owned()
            }
        };
        value.split('\n').map(safe).collect::<Vec<_>>().join("\n")
    } else if value.trim().is_empty() {
        return splice(text, entry.lines.clone(), "");
    } else {
        let mut lines = value.split('\n');
        let first = lines.next().unwrap_or("");
        let mut out = format!("{}:{}{first}", entry.key, if first.is_empty() { "" } else { " " });
        for line in lines {
            // What begins at the left edge would be a field of its own.
            let indent = if line.starts_with(' ') || line.is_empty() {
                ""
            } else {
                "  "
            };
            out.push_str(&format!("\n{indent}{line}"));
        }
        out
    };
    let lines = if lines.is_empty() { lines } else { ends(lines + "\n") };
    splice(text, entry.lines.clone(), &lines)
}

fn with_body(text: &str, value: &str, crlf: bool) -> String {
    let at = outline(text).body;
    let (front, old) = text.split_at(at.min(text.len()));
    if clean(&body(old)) == *value {
        return text.to_owned();
    }
    let end = if value.is_empty() { "" } else { "\n" };
    let value = if crlf {
        value.replace('\n', "\r\n")
    } else {
        value.to_owned()
    };
    let eol = if crlf { "\r\n" } else { "\n" };
    let gap = if front.is_empty() { "" } else { eol };
    let close = if front.is_empty() || front.ends_with('\n') {
        ""
    } else {
        eol
    };
    let end = if end.is_empty() { "" } else { eol };
    format!("{front}{close}{gap}{value}{end}")
}

fn splice(text: &str, range: std::ops::Range<usize>, new: &str) -> String {
    let (before, after) = (
        text.get(..range.start).unwrap_or(""),
        text.get(range.end..).unwrap_or(""),
    );
    format!("{before}{new}{after}")
}
