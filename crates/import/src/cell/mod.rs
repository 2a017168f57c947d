//! The text of a cell as the value of a field.

mod number;

use catalogue::{Code, Declarations, FieldType, Vocabulary, codes};
use vietnamese::fold::ascii;

use self::number::{money, number, range};
use crate::finding::short;
use crate::legacy::{clean, one_line};
use crate::yaml::Yaml;

/// Why a text is not the value of its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) remedy: String,
}

fn fault(code: Code, message: impl Into<String>, remedy: impl Into<String>) -> Fault {
    Fault {
        code,
        message: message.into(),
        remedy: remedy.into(),
    }
}

/// The value that `text` means for a field of this type. `factor` is the unit of its column: 1,000,000 for `triệu đồng`.
/// A list gives what could be read of it and a fault for the rest.
pub(crate) fn value(
    declarations: &Declarations,
    kind: &FieldType,
    text: &str,
    factor: f64,
) -> (Option<Yaml>, Vec<Fault>) {
    if let FieldType::List { of } = kind {
        return list(declarations, of, text, factor);
    }
    if let FieldType::Tags = kind {
        let items: Vec<Yaml> = parts(text, true).into_iter().map(Yaml::Text).collect();
        return (Some(Yaml::List(items)), Vec::new());
    }
    match one(declarations, kind, text, factor) {
        Ok(value) => (Some(value), Vec::new()),
        Err(fault) => (None, vec![fault]),
    }
}

fn list(declarations: &Declarations, of: &FieldType, text: &str, factor: f64) -> (Option<Yaml>, Vec<Fault>) {
    // A comma separates names and codes; in running text it is a comma.
    let commas = matches!(of, FieldType::Choice { .. } | FieldType::Place | FieldType::Link { .. });
    let mut items = Vec::new();
    let mut faults = Vec::new();
    for part in parts(text, commas) {
        match one(declarations, of, &part, factor) {
            Ok(value) if items.contains(&value) => {}
            Ok(value) => items.push(value),
            Err(fault) => faults.push(fault),
        }
    }
    ((!items.is_empty()).then_some(Yaml::List(items)), faults)
}

/// The items of a cell: lines, or what semicolons separate, or commas. Dashes and numbers before an item are dropped.
fn parts(text: &str, commas: bool) -> Vec<String> {
    let text = clean(text);
    let marks = |c: char| c == '\n' || c == ';' || (commas && c == ',');
    text.split(marks)
        .map(|part| one_line(part.trim_start_matches(['-', '–', '•', '+', '*', ' '])))
        .filter(|part| !part.is_empty())
        .collect()
}

fn one(declarations: &Declarations, kind: &FieldType, text: &str, factor: f64) -> Result<Yaml, Fault> {
    let line = one_line(text);
    match kind {
        FieldType::Text { max } => bounded(line, *max),
        FieldType::Person { .. } | FieldType::Organisation { .. } => bounded(line, 300),
        FieldType::Markdown => bounded(line, 20_000),
        FieldType::Choice { vocabulary } => choice(declarations.vocabulary(vocabulary), &line),
        FieldType::Place => place(declarations.vocabulary("dia-ban"), &line),
        FieldType::Year => year(&line),
        FieldType::Date => date(&line),
        FieldType::Number { integer, unit, .. } => number(&line, *integer, unit.as_deref()),
        FieldType::Money => money(&line, factor),
        FieldType::Range { .. } => range(&line),
        FieldType::Flag => flag(&line),
        FieldType::Url if line.starts_with("http://") || line.starts_with("https://") => {
            if line.contains([' ', '<', '>', '"']) {
                return Err(fault(
                    codes::IMPORT_VALUE,
                    format!("địa chỉ “{}” viết sai", short(&line)),
                    "Chép lại địa chỉ từ thanh địa chỉ của trình duyệt.",
                ));
            }
            Ok(Yaml::Text(line))
        }
        FieldType::Url => Err(fault(
            codes::IMPORT_VALUE,
            format!("“{}” không phải là địa chỉ trang", short(&line)),
            "Địa chỉ phải bắt đầu bằng http:// hoặc https://.",
        )),
        FieldType::Link { .. } => Err(fault(
            codes::IMPORT_VALUE,
            format!("“{}” cần đổi thành mã của một bản ghi", short(&line)),
            "Tìm bản ghi ấy rồi viết mã của nó, ví dụ kt-say-hat-de.",
        )),
        FieldType::File => Err(fault(
            codes::IMPORT_VALUE,
            format!("“{}” là tên tệp chưa có trong thư mục nội dung", short(&line)),
            "Chép tệp vào thư mục tep/ cạnh bản ghi rồi viết đường dẫn.",
        )),
        FieldType::Tags | FieldType::List { .. } | FieldType::Group { .. } => Ok(Yaml::Text(line)),
    }
}

fn bounded(line: String, max: usize) -> Result<Yaml, Fault> {
    let length = line.chars().count();
    if length > max {
        return Err(fault(
            codes::IMPORT_TOO_LONG,
            format!("dài {length} ký tự, quá {max}"),
            format!("Rút còn {max} ký tự; cả đoạn đã được giữ trong nội dung."),
        ));
    }
    Ok(Yaml::Text(line))
}

/// Lower case, without marks, single blanks and nothing but letters and digits.
pub(crate) fn folded(text: &str) -> String {
    let folded = ascii(text).to_lowercase();
    let words = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// A code of digits alone needs quotes, or YAML reads a number.
fn code(code: &str) -> Yaml {
    let plain = code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && code.starts_with(|c: char| c.is_ascii_alphabetic());
    let word = matches!(
        code,
        "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
    );
    if plain && !word {
        Yaml::Plain(code.to_owned())
    } else {
        Yaml::Text(code.to_owned())
    }
}

fn choice(list: Option<&Vocabulary>, line: &str) -> Result<Yaml, Fault> {
    let Some(list) = list else { return Ok(code(line)) };
    if list.term(line).is_some() {
        return Ok(code(line));
    }
    let wanted = folded(line);
    let marked = line.to_lowercase();
    let names = |term: &catalogue::Term| -> Vec<String> {
        let labels = [Some(&term.labels.vi), term.labels.en.as_ref(), term.labels.zh.as_ref()];
        let names = term.names.iter().map(|name| &name.name);
        labels.into_iter().flatten().chain(names).cloned().collect()
    };
    // As written first; without marks two terms may have one name, and then nobody knows.
    let exact: Vec<&catalogue::Term> = list
        .terms
        .iter()
        .filter(|term| names(term).iter().any(|name| name.to_lowercase() == marked))
        .collect();
    let loose = || -> Vec<&catalogue::Term> {
        let same = |name: &String| !wanted.is_empty() && folded(name) == wanted;
        list.terms.iter().filter(|term| names(term).iter().any(same)).collect()
    };
    let found = if exact.is_empty() { loose() } else { exact };
    match found.as_slice() {
        [one] => Ok(code(&one.code)),
        [] => {
            let known: Vec<&str> = list.terms.iter().take(8).map(|term| term.labels.vi.as_str()).collect();
            let more = if list.terms.len() > known.len() { "…" } else { "" };
            Err(fault(
                codes::IMPORT_CHOICE,
                format!("“{}” không có trong danh mục “{}”", short(line), list.labels.vi),
                format!("Chọn một trong: {}{more}.", known.join("; ")),
            ))
        }
        several => {
            let labels: Vec<&str> = several.iter().take(4).map(|term| term.labels.vi.as_str()).collect();
            Err(fault(
                codes::IMPORT_CHOICE,
                format!("“{}” có thể là nhiều mục", short(line)),
                format!("Viết rõ một trong: {}.", labels.join("; ")),
            ))
        }
    }
}

fn place(list: Option<&Vocabulary>, line: &str) -> Result<Yaml, Fault> {
    let Some(list) = list else {
        return Ok(Yaml::Text(line.to_owned()));
    };
    if list.term(line).is_some() {
        return Ok(Yaml::Text(line.to_owned()));
    }
    let marked = line.to_lowercase();
    let wanted = folded(line);
    let named = |term: &&catalogue::Term, same: &dyn Fn(&str) -> bool| {
        same(&term.labels.vi) || term.place.as_ref().is_some_and(|place| same(&place.short))
    };
    let pick = |same: &dyn Fn(&str) -> bool| -> Vec<&catalogue::Term> {
        let all: Vec<&catalogue::Term> = list.terms.iter().filter(|term| named(term, same)).collect();
        // Today's units before those of 2020 and 2013, whose names many of them kept.
        let newest = all
            .iter()
            .filter_map(|term| term.code.split_once(':'))
            .map(|(era, _)| era)
            .max();
        let newest = newest.map(str::to_owned);
        all.into_iter()
            .filter(|term| term.code.split_once(':').map(|(era, _)| era) == newest.as_deref())
            .collect()
    };
    let exact = pick(&|name| name.to_lowercase() == marked);
    let found = if exact.is_empty() {
        pick(&|name| folded(name) == wanted)
    } else {
        exact
    };
    match found.as_slice() {
        [one] => Ok(Yaml::Text(one.code.clone())),
        [] => Err(fault(
            codes::IMPORT_CHOICE,
            format!("không có địa bàn tên “{}”", short(line)),
            "Viết đúng tên xã, phường; tên cũ ghi thêm vào ô địa bàn gốc.",
        )),
        several => {
            let labels: Vec<String> = several
                .iter()
                .take(4)
                .map(|t| format!("{} ({})", t.labels.vi, t.code))
                .collect();
            Err(fault(
                codes::IMPORT_CHOICE,
                format!("có nhiều địa bàn tên “{}”", short(line)),
                format!("Viết mã một trong: {}.", labels.join("; ")),
            ))
        }
    }
}

fn year(line: &str) -> Result<Yaml, Fault> {
    let runs: Vec<&str> = line
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .collect();
    let years: Vec<&str> = runs
        .iter()
        .copied()
        .filter(|run| run.len() == 4 && ("1900".."2100").contains(run))
        .collect();
    let words = folded(line);
    let only = words
        .split(' ')
        .all(|word| word == "nam" || word == "thang" || word.bytes().all(|b| b.is_ascii_digit()));
    match years.as_slice() {
        [one] if only && runs.len() <= 3 => Ok(Yaml::Plain((*one).to_owned())),
        _ => Err(fault(
            codes::IMPORT_VALUE,
            format!("“{}” không phải là một năm", short(line)),
            "Viết năm bằng bốn chữ số, ví dụ 2018.",
        )),
    }
}

fn date(line: &str) -> Result<Yaml, Fault> {
    let iso = catalogue::day_first(line).filter(|iso| iso.parse::<jiff::civil::Date>().is_ok());
    iso.map(Yaml::Plain).ok_or_else(|| {
        fault(
            codes::IMPORT_VALUE,
            format!("“{}” không phải là ngày", short(line)),
            "Viết ngày/tháng/năm đủ cả ba, ví dụ 30/5/2018.",
        )
    })
}

fn flag(line: &str) -> Result<Yaml, Fault> {
    match folded(line).as_str() {
        "co" | "x" | "true" | "yes" | "dung" | "1" => Ok(Yaml::Plain("true".to_owned())),
        "khong" | "false" | "no" | "sai" | "0" => Ok(Yaml::Plain("false".to_owned())),
        _ => Err(fault(
            codes::IMPORT_VALUE,
            format!("“{}” không phải là có hoặc không", short(line)),
            "Viết có hoặc không.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(kind: &FieldType, text: &str, factor: f64) -> Option<String> {
        match one(&Declarations::default(), kind, text, factor).ok()? {
            Yaml::Plain(text) | Yaml::Text(text) => Some(text),
            other => Some(format!("{other:?}")),
        }
    }

    #[test]
    fn values_as_offices_write_them() {
        let money = |t: &str, f| text(&FieldType::Money, t, f);
        assert_eq!(money("1.200.000 đồng", 1.0).as_deref(), Some("1200000"));
        assert_eq!(money("350 triệu", 1.0).as_deref(), Some("350000000"));
        assert_eq!(money("1.250,5", 1e6).as_deref(), Some("1250500000"));
        assert_eq!(money("1.250", 1e6).as_deref(), Some("1250000000"));
        assert_eq!(money("0,25", 1e6).as_deref(), Some("250000"));
        assert_eq!(money("1,5 tỷ", 1e6).as_deref(), Some("1500000000"));
        assert_eq!(money("khoảng 2 tỷ", 1.0), None);
        let number = |t: &str| {
            let kind = FieldType::Number {
                unit: Some("kg".to_owned()),
                min: None,
                max_value: None,
                integer: false,
            };
            text(&kind, t, 1.0)
        };
        assert_eq!(number("12,5 kg").as_deref(), Some("12.5"));
        assert_eq!(number("1.234,5").as_deref(), Some("1234.5"));
        assert_eq!(number("1.234"), None);
        let date = |t: &str| text(&FieldType::Date, t, 1.0);
        assert_eq!(date("ngày 5 tháng 3 năm 2018").as_deref(), Some("2018-03-05"));
        assert_eq!(date("31/02/2018"), None);
        let year = |t: &str| text(&FieldType::Year, t, 1.0);
        assert_eq!(year("Năm 2018").as_deref(), Some("2018"));
        assert_eq!(year("2017-2018"), None);
        assert_eq!(year("hai nghìn"), None);
    }
}
