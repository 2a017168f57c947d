//! Numbers, money and dates as a reader of each language writes them.

use catalogue::Lang;
use jiff::civil::Date;

use crate::texts::{fill, texts};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Units that are words, in Vietnamese, English and Chinese.
const UNITS: [(&str, &str, &str); 12] = [
    ("độ", "°", "°"),
    ("mm/năm", "mm/year", "毫米/年"),
    ("hộ", "households", "户"),
    ("con", "head", "头（只）"),
    ("cây", "plants", "株"),
    ("tấn", "t", "吨"),
    ("lít", "l", "升"),
    ("sào", "sào (360 m²)", "高（360平方米）"),
    ("người", "people", "人"),
    ("ngày", "days", "天"),
    ("tháng", "months", "个月"),
    ("năm", "years", "年"),
];

/// Whole numbers below this are exact.
const WHOLE: f64 = 9.0e15;

/// A number with its digits grouped, at most three decimals: `1.234,5` in Vietnamese, else `1,234.5`.
pub(crate) fn number(value: f64, lang: Lang) -> String {
    let (group, point) = if lang == Lang::Vi { ('.', ',') } else { (',', '.') };
    // Most numbers are whole: as integers they cost a tenth.
    let text = if value.fract() == 0.0 && value.abs() < WHOLE {
        (value.abs() as u64).to_string()
    } else {
        format!("{:.3}", value.abs())
    };
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    if value < 0.0 {
        out.push('−');
    }
    push_grouped(&mut out, whole, group);
    let decimals = decimals.trim_end_matches('0');
    if !decimals.is_empty() {
        out.push(point);
        out.push_str(decimals);
    }
    out
}

/// A count: as [`number`]. A page has hundreds of them.
pub(crate) fn count(n: usize, lang: Lang) -> String {
    let text = n.to_string();
    if text.len() <= 3 {
        return text;
    }
    let mut out = String::with_capacity(text.len() + text.len() / 3);
    push_grouped(&mut out, &text, if lang == Lang::Vi { '.' } else { ',' });
    out
}

fn push_grouped(out: &mut String, digits: &str, group: char) {
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(group);
        }
        out.push(digit);
    }
}

/// From–to with a unit; one number where both are equal.
pub(crate) fn range(from: f64, to: f64, unit: Option<&str>, lang: Lang) -> String {
    let numbers = if from == to {
        number(from, lang)
    } else {
        format!("{}–{}", number(from, lang), number(to, lang))
    };
    match unit {
        Some(unit) => format!("{numbers}\u{a0}{}", self::unit(unit, lang)),
        None => numbers,
    }
}

/// A unit as a reader of the language writes it; units are declared in Vietnamese.
pub(crate) fn unit(declared: &str, lang: Lang) -> &str {
    let found = UNITS.iter().find(|(vi, _, _)| *vi == declared);
    match (found, lang) {
        (None, _) | (_, Lang::Vi) => declared,
        (Some((_, en, _)), Lang::En) => en,
        (Some((_, _, zh)), Lang::Zh) => zh,
    }
}

/// An amount of đồng.
pub(crate) fn money(from: f64, to: f64, lang: Lang) -> String {
    range(from, to, Some(texts(lang).dong), lang)
}

/// An ISO date in words; what is not one, as it is.
pub(crate) fn date(iso: &str, lang: Lang) -> String {
    let Ok(date) = iso.parse::<Date>() else {
        return iso.to_owned();
    };
    let (day, month, year) = (date.day(), date.month(), date.year());
    match lang {
        Lang::Vi => format!("{day}/{month}/{year}"),
        Lang::En => format!("{day} {} {year}", MONTHS[month.clamp(1, 12) as usize - 1]),
        Lang::Zh => format!("{year}年{month}月{day}日"),
    }
}

/// A label as it stands within a sentence; abbreviations stay as they are.
pub(crate) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    let starts_word = text.chars().nth(1).is_some_and(char::is_lowercase);
    match chars.next() {
        Some(first) if starts_word => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

/// The name of a month, 1–12.
pub(crate) fn month(n: i8, lang: Lang) -> String {
    match lang {
        Lang::En => MONTHS[n.clamp(1, 12) as usize - 1].to_owned(),
        _ => fill(texts(lang).month, &[("n", &n.to_string())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        assert_eq!(number(1_234_567.5, Lang::Vi), "1.234.567,5");
        assert_eq!(number(1_234_567.5, Lang::En), "1,234,567.5");
        assert_eq!(number(-0.25, Lang::Vi), "−0,25");
        assert_eq!(number(999.0, Lang::Zh), "999");
        assert_eq!(count(999, Lang::Vi), "999");
        assert_eq!(count(1_000, Lang::Vi), "1.000");
        assert_eq!(count(1_234_567, Lang::En), "1,234,567");
        assert_eq!(range(500.0, 1000.0, Some("m"), Lang::Vi), "500–1.000\u{a0}m");
        assert_eq!(money(230_000.0, 230_000.0, Lang::Vi), "230.000\u{a0}đồng");
    }

    #[test]
    fn dates() {
        assert_eq!(date("2026-11-02", Lang::Vi), "2/11/2026");
        assert_eq!(date("2026-11-02", Lang::En), "2 November 2026");
        assert_eq!(date("2026-11-02", Lang::Zh), "2026年11月2日");
        assert_eq!(date("khoảng 2019", Lang::Vi), "khoảng 2019");
    }
}
