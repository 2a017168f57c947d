//! Values as people read them, in the three languages.

use crate::{Declarations, FieldType, Lang, Value};

impl Declarations {
    /// A value as text for a reader.
    ///
    /// Vietnamese numbers are `1.234,5`, English and Chinese `1,234.5`; money is `1.200.000 đồng`; a range is
    /// `500–1.000 m`; a date is `30/05/2018` in Vietnamese and ISO otherwise. Codes and places show their labels,
    /// lists are joined by `, ` (`、` in Chinese), groups by `; `. Links show the `ma`: titles live in the index.
    pub fn display(&self, kind: &FieldType, value: &Value, lang: Lang) -> String {
        match value {
            Value::Text(text) | Value::Name(text) | Value::Link(text) => text.clone(),
            Value::Markdown { source, .. } => source.split_whitespace().collect::<Vec<_>>().join(" "),
            Value::Choice(code) => match inner(kind) {
                FieldType::Choice { vocabulary } => self.label(vocabulary, code, lang),
                _ => code.clone(),
            },
            Value::Place(code) => self.label("dia-ban", code, lang),
            Value::Year(year) => year.to_string(),
            Value::Date(date) => display_date(date, lang),
            Value::Number(number) => with_unit(number_text(*number, lang), unit_of(kind)),
            Value::Money(from, to) => money(*from, *to, lang),
            Value::Range(from, to) => with_unit(span(*from, *to, lang), unit_of(kind)),
            Value::Flag(flag) => yes_no(*flag, lang).to_owned(),
            Value::List(items) => {
                let item = match kind {
                    FieldType::List { of } => of,
                    other => other,
                };
                let shown: Vec<String> = items.iter().map(|value| self.display(item, value, lang)).collect();
                shown.join(if lang == Lang::Zh { "、" } else { ", " })
            }
            Value::Group(members) => {
                let fields = match inner(kind) {
                    FieldType::Group { fields } => fields.as_slice(),
                    _ => &[],
                };
                let shown = members.iter().filter_map(|(name, value)| {
                    let field = fields.iter().find(|field| field.name == *name)?;
                    Some(format!(
                        "{}: {}",
                        field.label.get(lang),
                        self.display(&field.kind, value, lang)
                    ))
                });
                shown.collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// The label of a code, or the code itself when the vocabulary does not have it.
    pub fn label(&self, vocabulary: &str, code: &str, lang: Lang) -> String {
        let term = self.vocabulary(vocabulary).and_then(|vocabulary| vocabulary.term(code));
        term.map_or_else(|| code.to_owned(), |term| term.labels.get(lang).to_owned())
    }
}

/// The type of an item when the kind is a list.
fn inner(kind: &FieldType) -> &FieldType {
    match kind {
        FieldType::List { of } => inner(of),
        other => other,
    }
}

fn unit_of(kind: &FieldType) -> Option<&str> {
    match inner(kind) {
        FieldType::Number { unit, .. } | FieldType::Range { unit } => unit.as_deref(),
        _ => None,
    }
}

/// A quantity with its unit; `pH` stands before its number, as it is said.
fn with_unit(number: String, unit: Option<&str>) -> String {
    match unit {
        None | Some("") => number,
        Some("pH") => format!("pH {number}"),
        Some("%") => format!("{number}%"),
        Some(unit) => format!("{number} {unit}"),
    }
}

fn yes_no(flag: bool, lang: Lang) -> &'static str {
    match (lang, flag) {
        (Lang::Vi, true) => "Có",
        (Lang::Vi, false) => "Không",
        (Lang::En, true) => "Yes",
        (Lang::En, false) => "No",
        (Lang::Zh, true) => "是",
        (Lang::Zh, false) => "否",
    }
}

fn span(from: f64, to: f64, lang: Lang) -> String {
    if from == to {
        return number_text(from, lang);
    }
    // A dash between negative numbers reads as a third sign.
    let dash = if from < 0.0 || to < 0.0 { " … " } else { "–" };
    format!("{}{dash}{}", number_text(from, lang), number_text(to, lang))
}

fn money(from: f64, to: f64, lang: Lang) -> String {
    let unit = match lang {
        Lang::Vi => "đồng",
        Lang::En => "VND",
        Lang::Zh => "越南盾",
    };
    format!("{} {unit}", span(from, to, lang))
}

/// A date as printed in a language; what is no ISO date comes back unchanged.
pub fn display_date(date: &str, lang: Lang) -> String {
    match (lang, date.split('-').collect::<Vec<_>>().as_slice()) {
        (Lang::Vi, [year, month, day]) => format!("{day}/{month}/{year}"),
        _ => date.to_owned(),
    }
}

/// A number with grouped thousands and at most three decimals, without zeros at its end.
pub fn number_text(number: f64, lang: Lang) -> String {
    let (group, point) = if lang == Lang::Vi { ('.', ',') } else { (',', '.') };
    let text = format!("{:.3}", number.abs());
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let rest = rest.trim_end_matches('0');
    let mut out = String::new();
    if number < 0.0 && (whole != "0" || !rest.is_empty()) {
        out.push('−');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(group);
        }
        out.push(digit);
    }
    if !rest.is_empty() {
        out.push(point);
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(kind: &FieldType, value: &Value, lang: Lang) -> String {
        Declarations::default().display(kind, value, lang)
    }

    #[test]
    fn numbers_are_written_as_in_each_language() {
        assert_eq!(number_text(1234.5, Lang::Vi), "1.234,5");
        assert_eq!(number_text(1234.5, Lang::En), "1,234.5");
        assert_eq!(number_text(-0.25, Lang::Vi), "−0,25");
        assert_eq!(number_text(100.0, Lang::Zh), "100");
        assert_eq!(number_text(-0.0001, Lang::Vi), "0");
    }

    #[test]
    fn quantities_carry_their_units() {
        let metres = FieldType::Range { unit: Some("m".into()) };
        assert_eq!(shown(&metres, &Value::Range(500.0, 1000.0), Lang::Vi), "500–1.000 m");
        assert_eq!(shown(&metres, &Value::Range(500.0, 500.0), Lang::Vi), "500 m");
        let acid = FieldType::Range {
            unit: Some("pH".into()),
        };
        assert_eq!(shown(&acid, &Value::Range(5.5, 6.5), Lang::Vi), "pH 5,5–6,5");
        assert_eq!(
            shown(&FieldType::Money, &Value::Money(1.2e6, 1.2e6), Lang::Vi),
            "1.200.000 đồng"
        );
        assert_eq!(
            shown(&FieldType::Money, &Value::Money(1e5, 2e5), Lang::En),
            "100,000–200,000 VND"
        );
        assert_eq!(
            shown(&FieldType::Date, &Value::Date("2018-05-30".into()), Lang::Vi),
            "30/05/2018"
        );
        let tags = Value::List(vec![Value::Text("a".into()), Value::Text("b".into())]);
        assert_eq!(shown(&FieldType::Tags, &tags, Lang::Zh), "a、b");
    }
}
