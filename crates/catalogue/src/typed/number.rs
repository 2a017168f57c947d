//! Numbers, money and ranges, with the remedies for the ways Vietnamese authors write them.

use super::{Checker, Spot};
use crate::text::short;
use crate::yaml::{Kind, Node};
use crate::{Code, Value, codes};

/// Largest magnitude of any number: beyond it a double is no longer exact in units.
const MAX: f64 = 9e15;

/// The bounds of a number field.
pub(super) struct Limits<'a> {
    pub(super) unit: Option<&'a str>,
    pub(super) min: Option<f64>,
    pub(super) max: Option<f64>,
    pub(super) integer: bool,
}

impl Checker<'_, '_> {
    pub(super) fn number(&mut self, spot: &Spot, limits: &Limits<'_>, node: &Node, text: &str) -> Option<Value> {
        let Some(number) = plain(text) else {
            self.mend(node, |_| certain(text, limits.unit), true);
            let remedy = match (guess(text), limits.unit) {
                (Some(guess), Some(unit)) => format!("Viết {guess}; đơn vị {unit} đã có trong khai báo."),
                (Some(guess), None) => format!("Viết {guess}."),
                (None, _) => "Chỉ ghi số, ví dụ 12 hoặc 12.5; bỏ trường này nếu không biết.".to_owned(),
            };
            self.wrong(
                codes::BAD_NUMBER,
                node,
                format!("“{}” không phải là số", short(text)),
                remedy,
            );
            return None;
        };
        if limits.integer && number.fract() != 0.0 {
            self.wrong(
                codes::BAD_NUMBER,
                node,
                format!("“{}” phải là số nguyên", short(text)),
                format!(
                    "Viết {} nếu đúng là số nguyên.",
                    digits(text)
                        .filter(|_| looks_grouped(text))
                        .unwrap_or_else(|| number.round().to_string())
                ),
            );
            return None;
        }
        if looks_grouped(text) {
            let whole = text.replace('.', "");
            self.wrong(
                codes::AMBIGUOUS_NUMBER,
                node,
                format!("“{text}” được đọc là số thập phân {}", text.replace('.', ",")),
                format!(
                    "Viết {whole} nếu là số nguyên; nếu đúng là số thập phân thì bỏ bớt số 0 ở cuối hoặc để nguyên."
                ),
            );
        }
        let low = limits.min.filter(|min| number < *min);
        let high = limits.max.filter(|max| number > *max);
        if low.is_some() || high.is_some() {
            let allowed = match (limits.min, limits.max) {
                (Some(min), Some(max)) => format!("từ {min} đến {max}"),
                (Some(min), None) => format!("từ {min} trở lên"),
                (_, Some(max)) => format!("không quá {max}"),
                _ => String::new(),
            };
            self.wrong(
                codes::OUT_OF_RANGE,
                node,
                format!("“{}” ngoài khoảng cho phép", short(text)),
                format!("Trường “{}” nhận số {allowed}.", spot.leaf()),
            );
            return None;
        }
        Some(Value::Number(number))
    }

    pub(super) fn money(&mut self, spot: &Spot, node: &Node) -> Option<Value> {
        if let Kind::Map(_) = node.kind {
            let (from, to) = self.pair(spot, node, codes::BAD_MONEY, "{tu: 100000, den: 200000}")?;
            return Some(Value::Money(from, to));
        }
        let Some(text) = node.text() else {
            self.wrong(
                codes::BAD_MONEY,
                node,
                format!("“{}” cần một số tiền", spot.leaf()),
                "Viết một số, ví dụ 1200000, hoặc {tu: 100000, den: 200000}.",
            );
            return None;
        };
        self.amount(node, text.trim())
            .map(|amount| Value::Money(amount, amount))
    }

    /// One sum in đồng.
    fn amount(&mut self, node: &Node, text: &str) -> Option<f64> {
        match plain(text) {
            Some(amount) if amount >= 0.0 && !looks_grouped(text) => return Some(amount),
            Some(amount) if amount < 0.0 => {
                self.wrong(
                    codes::BAD_MONEY,
                    node,
                    format!("số tiền “{}” nhỏ hơn 0", short(text)),
                    "Số tiền phải từ 0 trở lên.",
                );
                return None;
            }
            _ => {}
        }
        self.mend(node, |_| certain_money(text), true);
        let remedy = match guess_money(text) {
            Some(guess) => format!("Số tiền tính bằng đồng, viết liền các chữ số: {guess}."),
            None => "Số tiền tính bằng đồng, viết liền các chữ số, ví dụ 1200000.".to_owned(),
        };
        self.wrong(
            codes::BAD_MONEY,
            node,
            format!("“{}” không phải là số tiền", short(text)),
            remedy,
        );
        None
    }

    pub(super) fn range(&mut self, spot: &Spot, node: &Node) -> Option<Value> {
        if let Kind::Map(_) = node.kind {
            let (from, to) = self.pair(spot, node, codes::BAD_RANGE, "{tu: 500, den: 1000}")?;
            return Some(Value::Range(from, to));
        }
        let text = node.text().unwrap_or("").trim();
        if let Some(number) = plain(text) {
            return Some(Value::Range(number, number));
        }
        let ends: Vec<f64> = text
            .split(['-', '–', '÷', '~'])
            .filter_map(|part| guess(part.trim()))
            .filter_map(|part| plain(&part))
            .collect();
        let remedy = match ends.as_slice() {
            [from, to] => format!("Viết {}: {{tu: {from}, den: {to}}}.", spot.leaf()),
            _ => format!("Viết {}: {{tu: 500, den: 1000}}.", spot.leaf()),
        };
        self.wrong(
            codes::BAD_RANGE,
            node,
            format!("“{}” cần một khoảng {{tu: …, den: …}}", spot.leaf()),
            remedy,
        );
        None
    }

    /// `tu` and `den` of a mapping, both there and in order.
    fn pair(&mut self, spot: &Spot, node: &Node, code: Code, example: &str) -> Option<(f64, f64)> {
        let Kind::Map(members) = &node.kind else { return None };
        for (key, _) in members
            .iter()
            .filter(|(key, _)| !matches!(key.text.as_str(), "tu" | "den"))
        {
            self.findings.at(
                codes::UNKNOWN_FIELD,
                key.span.clone(),
                format!("không có khoá “{}” trong “{}”", short(&key.text), spot.leaf()),
                format!("Chỉ dùng tu và den: {example}."),
            );
        }
        let mut ends = [None, None];
        for (end, name) in ends.iter_mut().zip(["tu", "den"]) {
            let Some(part) = node.get(name).filter(|part| !part.is_empty()) else {
                self.wrong(
                    code,
                    node,
                    format!("“{}” thiếu “{name}”", spot.leaf()),
                    format!("Viết đủ hai đầu: {example}. Chỉ có một con số thì viết cùng một số ở cả hai."),
                );
                continue;
            };
            let text = part.text().unwrap_or("").trim();
            *end = if code == codes::BAD_MONEY {
                self.amount(part, text)
            } else {
                plain(text)
            };
            if end.is_none() && code != codes::BAD_MONEY {
                let remedy =
                    guess(text).map_or_else(|| "Chỉ ghi số.".to_owned(), |guess| format!("Viết {name}: {guess}."));
                self.wrong(
                    codes::BAD_NUMBER,
                    part,
                    format!("“{}” không phải là số", short(text)),
                    remedy,
                );
            }
        }
        let (from, to) = (ends[0]?, ends[1]?);
        if from > to {
            self.wrong(
                code,
                node,
                format!("“{}”: số đầu {from} lớn hơn số cuối {to}", spot.leaf()),
                format!("Đổi chỗ: {{tu: {to}, den: {from}}}."),
            );
            return Some((to, from));
        }
        Some((from, to))
    }
}

/// A finite number as YAML writes it, without exponents, infinities or hexadecimal.
pub(crate) fn plain(text: &str) -> Option<f64> {
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    let well_formed = !body.is_empty()
        && body.len() <= 24
        && body.starts_with(|c: char| c.is_ascii_digit())
        && body.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && body.matches('.').count() <= 1
        && !body.ends_with('.');
    well_formed
        .then(|| text.parse::<f64>().ok())
        .flatten()
        .filter(|number| number.abs() <= MAX)
}

/// `1.200`: a decimal for YAML, one thousand two hundred for a Vietnamese reader.
fn looks_grouped(text: &str) -> bool {
    text.split_once('.')
        .is_some_and(|(whole, rest)| rest.len() == 3 && !whole.starts_with('0') && whole.len() <= 3)
}

/// What the author may have meant: thousands with dots, a decimal comma, a unit behind.
fn guess(text: &str) -> Option<String> {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))
        .unwrap_or(text.len());
    let mut number = text.get(..end)?.trim_end_matches(['.', ',']).to_owned();
    let groups = |separator: char| {
        let parts: Vec<&str> = number.split(separator).collect();
        parts.len() > 1
            && parts
                .iter()
                .skip(1)
                .all(|part| part.split(',').next().is_some_and(|p| p.len() == 3))
    };
    if number.contains('.') && (number.matches('.').count() > 1 || number.contains(',')) && groups('.') {
        number = number.replace('.', "");
    } else if number.matches(',').count() > 1 && groups(',') {
        number = number.replace(',', "");
    }
    let number = number.replace(',', ".");
    plain(&number).map(|_| number)
}

/// The number that a text can only mean: dots between thousands, a decimal comma, and its own unit at most behind it.
fn certain(text: &str, unit: Option<&str>) -> Option<String> {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))
        .unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(end)?;
    // `1.200` and `1,200` can be read in two ways.
    let lone =
        |mark: char| number.matches(mark).count() == 1 && number.split_once(mark).is_some_and(|(_, r)| r.len() == 3);
    let doubtful =
        number.ends_with(['.', ',']) || (lone(',') && !number.contains('.')) || (lone('.') && !number.contains(','));
    let own = rest.trim().is_empty() || unit.is_some_and(|unit| unit.to_lowercase() == rest.trim().to_lowercase());
    if doubtful || !own {
        return None;
    }
    guess(number)
}

/// The sum in đồng that a text can only mean: a number and nothing but words for money after it.
pub fn certain_money(text: &str) -> Option<String> {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))
        .unwrap_or(text.len());
    let rest = crate::text::fold(text.get(end..)?);
    let words: Vec<&str> = rest.split_whitespace().collect();
    let known = match words.as_slice() {
        [] | ["d" | "dong" | "vnd"] => true,
        ["ty" | "trieu" | "nghin" | "ngan", tail @ ..] => matches!(tail, [] | ["d" | "dong" | "vnd"]),
        _ => false,
    };
    // A lone comma before three digits is a decimal one or an English one.
    let number = text.get(..end)?;
    let doubtful = number.ends_with(['.', ','])
        || number
            .split_once(',')
            .is_some_and(|(_, rest)| rest.len() == 3 && !number.contains('.'));
    if !known || doubtful {
        return None;
    }
    guess_money(text)
}

/// The same for money: words for million and billion, and a lone dot separates thousands.
fn guess_money(text: &str) -> Option<String> {
    let folded = crate::text::fold(text);
    let factor = [("ty", 1e9), ("trieu", 1e6), ("nghin", 1e3), ("ngan", 1e3)]
        .iter()
        .find(|(word, _)| folded.contains(word))
        .map(|(_, factor)| *factor);
    let number = match factor {
        None if looks_grouped(text.split_whitespace().next()?) => return digits(text.split_whitespace().next()?),
        _ => plain(&guess(text)?)?,
    };
    let amount = number * factor.unwrap_or(1.0);
    (0.0..=MAX).contains(&amount).then(|| format!("{amount:.0}"))
}

fn digits(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    (!digits.is_empty()).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_plain_numbers_only() {
        assert_eq!(plain("12.5"), Some(12.5));
        assert_eq!(plain("-3"), Some(-3.0));
        for text in [
            "",
            "1e9",
            "inf",
            ".nan",
            "0x10",
            "1.200.000",
            "12 kg",
            "1,5",
            "5.",
            "99999999999999999999",
        ] {
            assert_eq!(plain(text), None, "{text}");
        }
    }

    #[test]
    fn guesses_what_was_meant() {
        assert_eq!(guess("1.200.000"), Some("1200000".into()));
        assert_eq!(guess("1,5"), Some("1.5".into()));
        assert_eq!(guess("12 kg"), Some("12".into()));
        assert_eq!(guess("1.234,5 m"), Some("1234.5".into()));
        assert_eq!(guess("nhiều"), None);
        assert_eq!(guess_money("1,2 triệu đồng"), Some("1200000".into()));
        assert_eq!(guess_money("500.000 đồng"), Some("500000".into()));
        assert_eq!(guess_money("2 tỷ"), Some("2000000000".into()));
    }
}
