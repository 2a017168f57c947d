//! Values as YAML: quotes where YAML needs them, one line where it stays readable.

use catalogue::{Kind, Node};

use super::submit::{Plain, Style};

/// Longest value on the line of its key, in bytes.
const LINE: usize = 110;
/// Longest item of a list on its own line, in bytes.
const ITEM: usize = 400;

/// The lines of `key: value`, without the last line end.
pub(super) fn entry(key: &str, value: &Plain) -> String {
    let one = flow(value);
    let mut out = format!("{}:", scalar(key, Style::Text));
    let block = match value {
        Plain::List(items) => {
            let deep = items.iter().any(|(_, item)| is_map(item));
            deep || one.len() > LINE
        }
        Plain::Map(_) => one.len() > LINE,
        Plain::Kept(node) => match &node.kind {
            Kind::List(items) => items.iter().any(|item| matches!(item.kind, Kind::Map(_))) || one.len() > LINE,
            Kind::Map(_) => one.len() > LINE,
            _ => false,
        },
        _ => false,
    };
    if block {
        for line in lines(value) {
            out.push_str("\n  ");
            out.push_str(&line);
        }
    } else {
        out.push(' ');
        out.push_str(&one);
    }
    out
}

/// The lines of a list or a mapping in block style.
fn lines(value: &Plain) -> Vec<String> {
    match value {
        Plain::List(items) => items.iter().flat_map(|(_, item)| item_lines(item)).collect(),
        Plain::Map(members) => members.iter().map(|(key, value)| member(key, value)).collect(),
        Plain::Kept(node) => lines(&unfold(node)),
        other => vec![flow(other)],
    }
}

/// The lines of one item, the first with its dash.
pub(super) fn item_lines(item: &Plain) -> Vec<String> {
    let one = flow(item);
    let members = match item {
        Plain::Map(members) if one.len() > ITEM => members.iter().map(|(key, value)| member(key, value)).collect(),
        Plain::Kept(node) if matches!(node.kind, Kind::Map(_)) && one.len() > ITEM => lines(item),
        _ => vec![one],
    };
    members
        .into_iter()
        .enumerate()
        .map(|(at, line)| format!("{}{line}", if at == 0 { "- " } else { "  " }))
        .collect()
}

/// `key: value` on one line.
pub(super) fn member(key: &str, value: &Plain) -> String {
    format!("{}: {}", scalar(key, Style::Text), flow(value))
}

/// A node as a value of our own, its scalars quoted as they were.
fn unfold(node: &Node) -> Plain {
    match &node.kind {
        Kind::List(items) => Plain::List(items.iter().map(|item| (None, Plain::Kept(item.clone()))).collect()),
        Kind::Map(members) => Plain::Map(
            members
                .iter()
                .map(|(key, node)| (key.text.clone(), Plain::Kept(node.clone())))
                .collect(),
        ),
        _ => Plain::Kept(node.clone()),
    }
}

fn is_map(value: &Plain) -> bool {
    match value {
        Plain::Map(_) => true,
        Plain::Kept(node) => matches!(node.kind, Kind::Map(_)),
        _ => false,
    }
}

/// Written on one line, valid inside brackets.
pub(super) fn flow(value: &Plain) -> String {
    match value {
        Plain::Empty => "null".to_owned(),
        Plain::Scalar(text, style) => scalar(text, *style),
        Plain::List(items) => {
            let items: Vec<String> = items.iter().map(|(_, item)| flow(item)).collect();
            format!("[{}]", items.join(", "))
        }
        Plain::Map(members) => {
            let members: Vec<String> = members.iter().map(|(key, value)| member(key, value)).collect();
            format!("{{{}}}", members.join(", "))
        }
        Plain::Kept(node) => match &node.kind {
            Kind::Null => "null".to_owned(),
            Kind::Plain(text) if is_safe(text) => text.clone(),
            Kind::Plain(text) | Kind::Quoted(text) => quoted(text),
            Kind::List(_) | Kind::Map(_) => flow(&unfold(node)),
        },
    }
}

/// A scalar that reads back as exactly this text.
pub(super) fn scalar(text: &str, style: Style) -> String {
    let plain = match style {
        Style::Bare => {
            text.len() <= 40
                && text.starts_with(|c: char| c.is_ascii_alphanumeric())
                && text
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'))
                && !is_null(text)
        }
        Style::Text => {
            text.chars().count() <= 60
                && text.starts_with(char::is_alphabetic)
                && text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '.' | '%'))
                && text.chars().all(|c| c.is_alphanumeric() || " -_./()%’".contains(c))
                && !is_reserved(text)
        }
    };
    if plain { text.to_owned() } else { quoted(text) }
}

/// True when an unquoted scalar can be moved anywhere, also between brackets.
fn is_safe(text: &str) -> bool {
    text.starts_with(char::is_alphanumeric)
        && text.chars().all(|c| c.is_alphanumeric() || " -_./()%’".contains(c))
        && !text.ends_with(' ')
        && !is_null(text)
}

fn is_null(text: &str) -> bool {
    text.is_empty() || matches!(text, "~" | "null" | "Null" | "NULL")
}

/// Words that YAML readers take for something else than text.
fn is_reserved(text: &str) -> bool {
    is_null(text)
        || matches!(
            text.to_ascii_lowercase().as_str(),
            "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n" | "nan" | "inf"
        )
}

/// Text in double quotes, on one line.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}
