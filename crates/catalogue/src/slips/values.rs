//! Slips within a value: quotes, brackets, colons, special first characters.

use std::ops::Range;

use super::{Slip, slip};
use crate::codes;
use crate::front::lines;
use crate::refs::Edit;
use crate::text::{short, yaml_quoted, yaml_whole};
use crate::yaml::Why;

/// Where the content of a line begins: after its indentation and list dashes.
pub(super) fn item_start(line: &str) -> usize {
    let mut at = line.len() - line.trim_start().len();
    while line[at..].starts_with("- ") {
        at += 2;
        at += line[at..].len() - line[at..].trim_start().len();
    }
    at
}

/// Key and value of a line: their start in the line, and the value without blanks and comment.
fn key_value(line: &str) -> (Option<&str>, usize, &str) {
    let item = item_start(line);
    let rest = &line[item..];
    let quoted = rest.starts_with(['"', '\'', '[', '{']);
    let (key, start) = match rest.find(": ").filter(|_| !quoted) {
        Some(end) => (Some(rest[..end].trim()), item + end + 2),
        None => (None, item),
    };
    let value = line[start..].trim_end();
    let lead = value.len() - value.trim_start().len();
    (key, start + lead, value.trim_start())
}

/// Slips within the values: the line of the fault first, then every other.
pub(super) fn in_values(part: &str, at: usize, why: Why) -> Option<Slip> {
    let all: Vec<(usize, &str)> = lines(part).collect();
    let near = all.iter().rposition(|(start, _)| *start <= at).unwrap_or(0);
    let order = std::iter::once(near).chain(0..all.len());
    let mut block: Option<usize> = None;
    let mut in_block = vec![false; all.len()];
    for (number, (_, line)) in all.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        match block {
            Some(outer) if indent > outer || line.trim().is_empty() => in_block[number] = true,
            _ => block = key_value(line).2.starts_with(['|', '>']).then_some(indent),
        }
    }
    order.filter(|number| !in_block[*number]).find_map(|number| {
        let (start, line) = all[number];
        let (key, from, value) = key_value(line);
        if value.is_empty() || line.trim_start().starts_with('#') {
            return None;
        }
        let range = start + from..start + from + value.len();
        let written = key.map(|key| format!("{key}: ")).unwrap_or_default();
        match value.chars().next()? {
            quote @ ('"' | '\'') => quoted(value, quote, range, &written, why),
            open @ ('[' | '{') => bracket(part, start + from, value, open, range, &written, why),
            first @ ('@' | '`' | '%' | '&' | '*' | '!' | ',' | '?' | ']' | '}' | '|' | '>')
                if !is_block_header(value) =>
            {
                slip(
                    codes::YAML_SPECIAL,
                    range.clone(),
                    format!("giá trị bắt đầu bằng ký tự đặc biệt {first}"),
                    format!("Đặt trong ngoặc kép: {written}{}", yaml_quoted(value)),
                )
                // An anchor or an alias may be meant as one.
                .map(|slip| slip.mended(whole(value, &range).filter(|_| !matches!(first, '&' | '*'))))
            }
            _ if key.is_some() && (value.contains(": ") || value.ends_with(':')) => slip(
                codes::YAML_COLON,
                range.clone(),
                "giá trị có dấu hai chấm mà không có ngoặc kép",
                format!("Đặt trong ngoặc kép: {written}{}", yaml_quoted(value)),
            )
            .map(|slip| slip.mended(whole(value, &range))),
            _ => None,
        }
    })
}

/// The value in quotes. What may be a comment at its end leaves a doubt.
fn whole(value: &str, range: &Range<usize>) -> Option<Edit> {
    (!value.contains(" #")).then(|| Edit::signs(range.clone(), yaml_whole(value)))
}

/// `|`, `>`, `|-` … : the head of a block scalar.
fn is_block_header(value: &str) -> bool {
    let head = value.split(" #").next().unwrap_or(value).trim_end();
    head.starts_with(['|', '>']) && head.len() <= 3 && head[1..].chars().all(|c| matches!(c, '+' | '-' | '1'..='9'))
}

/// A value that begins with a quote.
fn quoted(value: &str, quote: char, range: Range<usize>, written: &str, why: Why) -> Option<Slip> {
    let inner = &value[1..];
    let mut end = None;
    let mut skip = false;
    let (mut escape, mut first_escape) = (None, None);
    let letters: Vec<(usize, char)> = inner.char_indices().collect();
    for (number, (at, c)) in letters.iter().enumerate() {
        if skip {
            skip = false;
        } else if quote == '"' && *c == '\\' {
            skip = true;
            let next = letters.get(number + 1).map(|(_, c)| *c);
            first_escape = first_escape.or(Some(*at));
            if escape.is_none() && !next.is_some_and(|c| "0abtnvfre \"/\\N_LPxuU".contains(c)) {
                escape = Some(*at);
            }
        } else if *c == quote {
            let doubled = quote == '\'' && letters.get(number + 1).is_some_and(|(_, next)| *next == '\'');
            if doubled {
                skip = true;
            } else {
                end = Some(*at);
                break;
            }
        }
    }
    if let (Some(at), Why::Escape) = (escape.or(first_escape), why) {
        let place = range.start + 1 + at..range.start + 2 + at;
        return slip(
            codes::YAML_ESCAPE,
            place,
            "dấu \\ dùng sai trong ngoặc kép",
            "Viết \\\\ thay cho \\, hoặc dùng ngoặc đơn '…'.",
        );
    }
    let Some(end) = end else {
        let matches = matches!(
            why,
            Why::Quote | Why::Colon | Why::Other | Why::Indent | Why::Bracket | Why::NoColon
        );
        return if matches {
            slip(
                codes::YAML_QUOTE,
                range,
                "giá trị mở ngoặc mà không đóng",
                format!("Đóng ngoặc: {written}{}", yaml_quoted(inner)),
            )
        } else {
            None
        };
    };
    let after = inner[end + 1..].trim();
    if after.is_empty() || after.starts_with('#') || after.starts_with([',', '}', ']', ':']) {
        return None;
    }
    let place = range.end - inner[end + 1..].trim_start().len()..range.end;
    let whole = value.replace(['"', '\''], "");
    let fixed = if quote == '"' {
        format!("'{}'", short(value))
    } else {
        yaml_quoted(&whole)
    };
    slip(
        codes::YAML_AFTER_QUOTE,
        place,
        "có chữ sau dấu ngoặc đóng",
        format!("Đặt cả giá trị trong một cặp ngoặc khác loại: {written}{fixed}"),
    )
    .map(|slip| {
        let single = format!("'{}'", value.replace('\'', "''"));
        slip.mended((!value.contains(" #")).then(|| Edit::signs(range, single)))
    })
}

/// A value that begins with a bracket.
fn bracket(
    part: &str,
    start: usize,
    value: &str,
    open: char,
    range: Range<usize>,
    written: &str,
    why: Why,
) -> Option<Slip> {
    let close = if open == '[' { ']' } else { '}' };
    let (mut depth, mut quote, mut end) = (0_i32, None, None);
    for (at, c) in part.get(start..)?.char_indices() {
        match (quote, c) {
            (Some(q), _) if q == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => {
                depth -= 1;
                if depth == 0 {
                    end = Some(start + at + 1);
                    break;
                }
            }
            _ => {}
        }
    }
    let Some(end) = end else {
        if quote.is_some() {
            return slip(
                codes::YAML_QUOTE,
                range,
                "trong ngoặc có giá trị mở ngoặc kép mà không đóng",
                "Đóng ngoặc kép của từng giá trị.",
            );
        }
        return slip(
            codes::YAML_BRACKET,
            range,
            format!("mở ngoặc {open} mà không đóng"),
            format!("Thêm {close} ở cuối: {written}{}{close}", short(value)),
        );
    };
    let line_end = part.get(end..)?.lines().next().unwrap_or("").trim();
    if !line_end.is_empty() && !line_end.starts_with('#') && !line_end.starts_with([',', ']', '}', ':']) {
        return slip(
            codes::YAML_SPECIAL,
            range.clone(),
            format!("giá trị bắt đầu bằng {open}, nên được hiểu là danh sách hoặc nhóm"),
            format!("Đặt trong ngoặc kép: {written}{}", yaml_quoted(value)),
        )
        .map(|slip| slip.mended(whole(value, &range)));
    }
    if !matches!(
        why,
        Why::Bracket | Why::Colon | Why::Special | Why::Other | Why::NoColon
    ) || end < range.end
    {
        return None;
    }
    let stray = if open == '{' {
        "mỗi mục trong { } phải có dạng khoá: giá trị"
    } else {
        "các mục trong [ ] phải cách nhau bằng dấu phẩy"
    };
    slip(
        codes::YAML_BRACKET,
        range,
        stray,
        "Mục có dấu phẩy, dấu hai chấm hoặc ngoặc thì đặt trong ngoặc kép.",
    )
}
