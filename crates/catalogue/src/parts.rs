//! The small rules by which a record gets its name, summary, state and visibility.

use crate::{Field, Rendered, Status, Value, Visibility};

/// Longest summary made from the body, in characters.
const MAX_SUMMARY: usize = 240;

/// The file name without `.md`.
pub(crate) fn file_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").unwrap_or(name)
}

/// A stable number for a path whose name has no ASCII letter (FNV-1a).
pub(crate) fn checksum(path: &str) -> u32 {
    path.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

pub(crate) fn title_field(values: &[(String, Value)]) -> Option<String> {
    text_of(values, "ten").filter(|title| !title.is_empty())
}

pub(crate) fn text_of(values: &[(String, Value)], name: &str) -> Option<String> {
    values
        .iter()
        .find(|(field, _)| field == name)
        .and_then(|(_, value)| value.as_str())
        .map(str::to_owned)
}

/// Sets a value at its place in declared order.
pub(crate) fn put(fields: &[Field], values: &mut Vec<(String, Value)>, name: &str, value: Value) {
    values.retain(|(field, _)| field != name);
    let rank = |wanted: &str| {
        fields
            .iter()
            .position(|field| field.name == wanted)
            .unwrap_or(usize::MAX)
    };
    let at = values
        .iter()
        .position(|(field, _)| rank(field) > rank(name))
        .unwrap_or(values.len());
    if rank(name) != usize::MAX {
        values.insert(at, (name.to_owned(), value));
    }
}

/// The first words of the body, cut at a word.
pub(crate) fn first_words(body: &Rendered) -> String {
    let headings: Vec<&str> = body.headings.iter().map(|heading| heading.text.as_str()).collect();
    let line = body.text.lines().find(|line| !headings.contains(line)).unwrap_or("");
    if line.chars().count() <= MAX_SUMMARY {
        return line.to_owned();
    }
    let head: String = line.chars().take(MAX_SUMMARY - 1).collect();
    let kept = head.rsplit_once(' ').map_or(head.as_str(), |(kept, _)| kept);
    format!("{}…", kept.trim_end_matches([',', ';', ':', '.', ' ']))
}

pub(crate) fn status(values: &[(String, Value)]) -> Status {
    match text_of(values, "trang_thai").as_deref() {
        None => Status::Published,
        Some(code) => Status::ALL
            .into_iter()
            .find(|s| s.code() == code)
            .unwrap_or(Status::Draft),
    }
}

pub(crate) fn visibility(values: &[(String, Value)]) -> Visibility {
    match text_of(values, "quyen_xem").as_deref() {
        None | Some("cong-khai") => Visibility::Public,
        Some("tom-tat") => Visibility::SummaryOnly,
        Some(_) => Visibility::Internal,
    }
}
