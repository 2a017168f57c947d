//! Numbers, sums of money and ranges as offices write them.

use catalogue::codes;

use super::{Fault, fault};
use crate::finding::short;
use crate::yaml::Yaml;

/// A lone dot before three digits: `1.250` is one thousand two hundred and fifty here, and one and a quarter to a machine.
#[derive(Clone, Copy, PartialEq)]
enum LoneDot {
    /// Sums of money are never told to a thousandth.
    Thousands,
    /// Nobody knows.
    Doubtful,
}

/// A number as people write it here: dots between thousands, a decimal comma.
fn plain(text: &str, dot: LoneDot) -> Option<f64> {
    let text = text.trim();
    let lone = text.matches('.').count() == 1
        && !text.contains(',')
        && text.split('.').next_back().is_some_and(|t| t.len() == 3);
    if lone {
        return match dot {
            LoneDot::Thousands => plain(&text.replace('.', ""), dot),
            LoneDot::Doubtful => None,
        };
    }
    let grouped = |mark: char| {
        let parts: Vec<&str> = text.split(mark).collect();
        parts.len() > 1 && parts.iter().skip(1).all(|part| part.len() == 3)
    };
    let number = if text.contains(',') && text.contains('.') {
        // The last of the two is the decimal one.
        if text.rfind(',') > text.rfind('.') {
            text.replace('.', "").replace(',', ".")
        } else {
            text.replace(',', "")
        }
    } else if text.matches('.').count() > 1 && grouped('.') {
        text.replace('.', "")
    } else {
        text.replace(',', ".")
    };
    let digits = number.strip_prefix('-').unwrap_or(&number);
    let sound = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    sound
        .then(|| number.parse().ok())
        .flatten()
        .filter(|n: &f64| n.abs() < 9e15)
}

pub(super) fn number(line: &str, integer: bool, unit: Option<&str>) -> Result<Yaml, Fault> {
    let bare = unit
        .and_then(|unit| {
            line.to_lowercase()
                .strip_suffix(&unit.to_lowercase())
                .map(str::to_owned)
        })
        .unwrap_or_else(|| line.to_owned());
    match plain(&bare, LoneDot::Doubtful) {
        Some(number) if !integer || number.fract() == 0.0 => Ok(Yaml::Plain(number.to_string())),
        _ => Err(fault(
            codes::IMPORT_VALUE,
            format!("“{}” không phải là số", short(line)),
            "Chỉ ghi số; đơn vị đã có trong khai báo của trường.",
        )),
    }
}

pub(super) fn money(line: &str, factor: f64) -> Result<Yaml, Fault> {
    let one = |text: &str| -> Option<f64> {
        if factor != 1.0 {
            // The unit of the column, unless the cell has its own.
            if let Some(n) = plain(text, LoneDot::Thousands) {
                return Some(n * factor);
            }
            if !text.contains(char::is_alphabetic) {
                return None;
            }
        }
        catalogue::certain_money(text).and_then(|sum| sum.parse().ok())
    };
    let sum = |n: f64| Yaml::Plain(format!("{n:.0}"));
    if let Some(n) = one(line).filter(|n| *n >= 0.0) {
        return Ok(sum(n));
    }
    let ends: Vec<&str> = line.split(['-', '–']).map(str::trim).collect();
    if let [from, to] = ends.as_slice() {
        // `100 - 200 triệu`: the word belongs to both.
        let word: String = to
            .chars()
            .skip_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
            .collect();
        let from = if from.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) {
            format!("{from}{word}")
        } else {
            (*from).to_owned()
        };
        if let (Some(a), Some(b)) = (one(&from), one(to))
            && a <= b
        {
            return Ok(Yaml::Map(vec![("tu".to_owned(), sum(a)), ("den".to_owned(), sum(b))]));
        }
    }
    Err(fault(
        codes::IMPORT_VALUE,
        format!("“{}” không phải là số tiền", short(line)),
        "Ghi số kèm đơn vị rõ ràng, ví dụ 1.200.000 hoặc 350 triệu đồng.",
    ))
}

pub(super) fn range(line: &str) -> Result<Yaml, Fault> {
    let ends: Vec<f64> = line
        .split(['-', '–', '÷', '~'])
        .filter_map(|end| plain(end, LoneDot::Doubtful))
        .collect();
    let number = |n: &f64| Yaml::Plain(n.to_string());
    match ends.as_slice() {
        [one] if plain(line, LoneDot::Doubtful).is_some() => Ok(Yaml::Map(vec![
            ("tu".to_owned(), number(one)),
            ("den".to_owned(), number(one)),
        ])),
        [from, to] if from <= to => Ok(Yaml::Map(vec![
            ("tu".to_owned(), number(from)),
            ("den".to_owned(), number(to)),
        ])),
        _ => Err(fault(
            codes::IMPORT_VALUE,
            format!("“{}” không phải là một khoảng", short(line)),
            "Viết hai số, ví dụ 500–1000.",
        )),
    }
}
