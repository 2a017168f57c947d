//! Years and dates, with the remedies for the ways Vietnamese authors write them.

use super::Checker;
use crate::text::short;
use crate::yaml::Node;
use crate::{Value, codes};

impl Checker<'_, '_> {
    pub(super) fn year(&mut self, node: &Node, text: &str) -> Option<Value> {
        let year = (text.len() == 4)
            .then(|| text.parse::<i32>().ok())
            .flatten()
            .filter(|year| (1000..3000).contains(year));
        if year.is_none() {
            let run: Vec<&str> = text
                .split(|c: char| !c.is_ascii_digit())
                .filter(|part| part.len() == 4)
                .collect();
            if let [one] = run.as_slice()
                && matches!(crate::text::fold(text).replace(one, "").trim(), "" | "nam")
            {
                self.mend(node, |_| Some((*one).to_owned()), true);
            }
            let remedy = match run.as_slice() {
                [one] => format!("Chỉ ghi năm: {one}."),
                _ => "Viết năm bằng bốn chữ số, ví dụ 2018.".to_owned(),
            };
            self.wrong(
                codes::BAD_YEAR,
                node,
                format!("“{}” không phải là năm", short(text)),
                remedy,
            );
        }
        year.map(Value::Year)
    }

    pub(super) fn date(&mut self, node: &Node, text: &str) -> Option<Value> {
        if is_date(text) {
            return Some(Value::Date(text.to_owned()));
        }
        let parts: Vec<&str> = text.split(['/', '-', '.']).map(str::trim).collect();
        let iso = day_first(text).unwrap_or_default();
        if is_date(&iso) {
            self.mend(node, |_| Some(iso.clone()), true);
        }
        let remedy = if is_date(&iso) {
            format!("Viết {iso} (năm-tháng-ngày).")
        } else if parts.len() == 3 {
            "Ngày này không có trên lịch; kiểm tra lại tháng và ngày.".to_owned()
        } else {
            "Viết năm-tháng-ngày, ví dụ 2018-05-30; chỉ biết năm thì bỏ trường này.".to_owned()
        };
        self.wrong(
            codes::BAD_DATE,
            node,
            format!("“{}” không phải là ngày", short(text)),
            remedy,
        );
        None
    }
}

/// A day as Vietnamese documents write it, the day first (`30/5/2018`, `ngày 30 tháng 5 năm 2018`), or with the year
/// first, as `YYYY-MM-DD`. The day may not exist.
pub fn day_first(text: &str) -> Option<String> {
    let folded = crate::text::fold(text);
    let words: Vec<&str> = folded.split_whitespace().filter(|word| *word != "ngay").collect();
    let parts: Vec<&str> = match words.as_slice() {
        [day, "thang", month, "nam", year] => vec![day, month, year],
        [one] => one.split(['/', '-', '.']).map(str::trim).collect(),
        _ => text.split(['/', '-', '.']).map(str::trim).collect(),
    };
    match parts.as_slice() {
        [day, month, year] | [year, month, day]
            if year.len() == 4
                && [day, month].iter().all(|part| (1..=2).contains(&part.len()))
                && parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())) =>
        {
            Some(format!("{year}-{month:0>2}-{day:0>2}"))
        }
        _ => None,
    }
}

/// True for an existing day written `YYYY-MM-DD`, 1000–2999.
pub(crate) fn is_date(text: &str) -> bool {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| {
            if matches!(i, 4 | 7) {
                b == b'-'
            } else {
                b.is_ascii_digit()
            }
        });
    shaped && ("1000".."3000").contains(&&text[..4]) && text.parse::<jiff::civil::Date>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_calendar() {
        assert!(is_date("2024-02-29"));
        for text in [
            "2023-02-29",
            "2024-13-01",
            "30/05/2018",
            "2018-5-3",
            "0999-01-01",
            "20240101",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }
}
