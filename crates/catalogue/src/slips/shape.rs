//! Slips in the shape of lines: indentation, blanks, dashes, colons.

use super::values::item_start;
use super::{Slip, begins_entry, slip};
use crate::codes;
use crate::front::lines;
use crate::refs::Edit;
use crate::text::short;

/// A tab in the indentation of a line.
pub(super) fn tabs(part: &str) -> Option<Slip> {
    lines(part).find_map(|(at, line)| {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let tab = line[..indent].find('\t')?;
        let end = at + indent;
        if line.trim().is_empty() {
            return None;
        }
        slip(
            codes::YAML_TAB,
            at + tab..end,
            "dòng thụt vào bằng phím Tab",
            "Thay phím Tab bằng hai khoảng trắng.",
        )
        .map(|slip| slip.mended(untabbed(part)))
    })
}

/// Two blanks for each tab, where every line of the part is indented by tabs alone: mixed ones can mean anything.
fn untabbed(part: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (at, line) in lines(part).filter(|(_, line)| !line.trim().is_empty()) {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if line[..indent].contains(' ') {
            return Vec::new();
        }
        if indent > 0 {
            edits.push(Edit::signs(at..at + indent, "  ".repeat(indent)));
        }
    }
    edits
}

/// `ten:Sấy` and `ten： Sấy`.
pub(super) fn space(part: &str) -> Option<Slip> {
    lines(part).find_map(|(at, line)| {
        let item = item_start(line);
        let rest = line.get(item..)?;
        let end = rest.find([':', '：'])?;
        let key = &rest[..end];
        let is_key = !key.is_empty()
            && key
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        let mark = rest[end..].chars().next()?;
        let after = rest[end + mark.len_utf8()..].chars().next();
        let wrong = mark == '：' || after.is_some_and(|c| !c.is_whitespace() && c != '/');
        if !is_key || !wrong {
            return None;
        }
        let value = short(&rest[end + mark.len_utf8()..]);
        let place = at + item + end..at + item + end + mark.len_utf8();
        // What follows is a value as it stands, or becomes one in quotes.
        let rest = rest[end + mark.len_utf8()..].trim();
        let sure = !rest.contains(": ") && !rest.contains(" #");
        let blank = if after.is_some_and(char::is_whitespace) {
            ":"
        } else {
            ": "
        };
        let edit = sure.then(|| Edit::signs(place.clone(), blank));
        let message = if mark == '：' {
            "dấu hai chấm gõ bằng bộ gõ tiếng Trung (：)"
        } else {
            "thiếu khoảng trắng sau dấu hai chấm"
        };
        slip(codes::YAML_NO_SPACE, place, message, format!("Viết: {key}: {value}")).map(|slip| slip.mended(edit))
    })
}

/// Lines of a list without a dash, or with a dash and no blank.
pub(super) fn dashes(part: &str) -> Option<Slip> {
    let all: Vec<(usize, &str)> = lines(part).collect();
    let dashed = |line: &str| line.trim_start().starts_with("- ");
    let indent = |line: &str| line.len() - line.trim_start().len();
    let list = all.iter().find(|(_, line)| dashed(line)).map(|(_, line)| indent(line));
    all.iter().skip(1).find_map(|(at, line)| {
        let body = line.trim();
        let from = at + indent(line);
        let range = from..from + body.len();
        if body.starts_with('-') && !body.starts_with("- ") && body.len() > 1 && !body.starts_with("--") {
            return slip(
                codes::YAML_DASH,
                range,
                "thiếu khoảng trắng sau dấu gạch đầu dòng",
                format!("Viết: - {}", short(&body[1..])),
            )
            .map(|slip| slip.mended(dashed_all(part)));
        }
        if let Some(bullet) = body.chars().next().filter(|c| matches!(c, '•' | '–' | '—' | '+' | '*')) {
            return slip(
                codes::YAML_DASH,
                range,
                format!("dấu đầu dòng {bullet} không phải dấu gạch của danh sách"),
                format!("Viết: - {}", short(body[bullet.len_utf8()..].trim())),
            )
            .map(|slip| slip.mended(dashed_all(part)));
        }
        if list == Some(indent(line)) && !body.is_empty() && !body.starts_with(['-', '#']) {
            return slip(
                codes::YAML_DASH,
                range,
                "dòng này thiếu dấu gạch đầu dòng",
                format!("Viết: - {}", short(body)),
            );
        }
        None
    })
}

/// Dashes as a list wants them, for every line of the part that has another mark or no blank after it.
fn dashed_all(part: &str) -> Vec<Edit> {
    let edit = |(at, line): (usize, &str)| {
        let body = line.trim();
        let from = at + line.len() - line.trim_start().len();
        let mark = body.chars().next()?;
        let rest = body.get(mark.len_utf8()..)?;
        let wrong = match mark {
            // `-5` may be a number.
            '-' => !rest.starts_with([' ', '-']) && rest.starts_with(|c: char| c.is_alphabetic() || c == '"'),
            '•' | '–' | '—' | '+' | '*' => !rest.trim().is_empty(),
            _ => false,
        };
        let end = from + mark.len_utf8() + rest.len() - rest.trim_start().len();
        wrong.then(|| Edit::signs(from..end, "- "))
    };
    lines(part).skip(1).filter_map(edit).collect()
}

/// A line that is no `key: value`.
pub(super) fn no_colon(part: &str) -> Option<Slip> {
    let (at, line) = lines(part).find(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with('#'))?;
    let body = line.trim();
    if begins_entry(line) {
        return None;
    }
    let start = at + line.len() - line.trim_start().len();
    let first = body.split_whitespace().next().unwrap_or(body);
    let is_key = first
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    let remedy = match body.split_once('=') {
        Some((key, value)) if !key.trim().is_empty() && !key.trim().contains(' ') => {
            format!("Viết: {}: {}", key.trim(), short(value.trim()))
        }
        _ if is_key && body.len() > first.len() => {
            format!("Viết: {first}: {}", short(body[first.len()..].trim()))
        }
        _ => "Viết khoá: giá trị, hoặc thụt dòng này vào nếu nó nối tiếp dòng trên.".to_owned(),
    };
    slip(
        codes::YAML_NO_COLON,
        start..start + body.len(),
        "dòng này không có dạng khoá: giá trị",
        remedy,
    )
}
