//! Inputs and costs of a technique, scaled to the reader's plot. A GET form: the state is in the address.

use catalogue::{Declarations, Record, Value};

use crate::cx::Cx;
use crate::format;
use crate::params::first;
use crate::texts::fill;

/// Field of the amount that quantities and costs are stated for.
pub(super) const BASIS: &str = "co_so_tinh";
/// Fields whose quantities hold for that amount.
pub(super) const SCALED: [&str; 2] = ["vat_tu", "chi_phi"];
/// Id of the vocabulary of units.
const UNITS: &str = "don-vi-quy-mo";
/// Units that measure the same, with their size: areas in m² (1 sào Bắc Bộ = 360 m²), masses in kg.
const FAMILIES: [&[(&str, f64)]; 2] = [
    &[("sao-bac", 360.0), ("m2", 1.0), ("ha", 10_000.0)],
    &[("kg", 1.0), ("tan", 1_000.0)],
];
/// Ways in which units are written after a stroke, as in `kg/ha`.
const WRITTEN: [(&str, &str); 6] = [
    ("ha", "ha"),
    ("sào", "sao-bac"),
    ("m²", "m2"),
    ("m2", "m2"),
    ("con", "con"),
    ("tấn", "tan"),
];
/// Largest amount taken.
const MOST: f64 = 1e9;

/// The calculator of a record.
pub(crate) struct Calculator {
    /// The reader's amount as it stands in the box.
    pub(crate) amount: String,
    /// What is wrong with it.
    pub(crate) fault: Option<String>,
    pub(crate) units: Vec<Unit>,
    /// For what the record states its quantities.
    pub(crate) basis: String,
    pub(crate) rows: Vec<Row>,
    pub(crate) total: Option<String>,
    /// The record states prices.
    pub(crate) stated: bool,
    /// Choices of the page's other forms.
    pub(crate) kept: Vec<(String, String)>,
}

/// A unit to choose.
pub(crate) struct Unit {
    pub(crate) code: String,
    pub(crate) label: String,
    pub(crate) chosen: bool,
}

/// A line.
pub(crate) struct Row {
    /// Name of its box.
    pub(crate) name: String,
    pub(crate) label: String,
    /// Scaled, with its unit; empty for a cost.
    pub(crate) quantity: String,
    /// Price of one unit, or the cost stated for the basis, as it stands in the box.
    pub(crate) price: String,
    /// What the price is of.
    pub(crate) per: String,
    pub(crate) sum: String,
}

/// Size and family of a unit; a unit of no family only measures itself.
fn size(code: &str) -> (f64, &str) {
    for family in FAMILIES {
        if let Some((_, size)) = family.iter().find(|(c, _)| *c == code) {
            return (*size, family[0].0);
        }
    }
    (1.0, code)
}

/// How many times `from` (amount, unit) goes into `to`; `None` where they measure different things.
fn factor(to: (f64, &str), from: (f64, &str)) -> Option<f64> {
    let ((a, family), (b, other)) = (size(to.1), size(from.1));
    (family == other && from.0 > 0.0).then(|| to.0 * a / (from.0 * b))
}

/// Unit of the quantity, and the amount that it is stated for: `kg/ha` is for one hectare.
fn basis_of<'a>(unit: &'a str, basis: Option<(f64, &'a str)>) -> (&'a str, Option<(f64, &'a str)>) {
    match unit.split_once('/') {
        None => (unit, basis),
        Some((unit, per)) => {
            let code = WRITTEN
                .iter()
                .find(|(w, _)| *w == per.trim())
                .map(|(_, code)| (1.0, *code));
            (unit.trim(), code)
        }
    }
}

fn number(group: &Value, name: &str) -> Option<f64> {
    match group.get(name) {
        Some(Value::Number(n)) if *n > 0.0 => Some(*n),
        _ => None,
    }
}

fn money(group: &Value, name: &str) -> Option<(f64, f64)> {
    match group.get(name) {
        Some(Value::Money(from, to)) => Some((*from, *to)),
        _ => None,
    }
}

fn text<'a>(group: &'a Value, name: &str) -> &'a str {
    group.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// Reads a number as people write it: `1.500,5`, `1500,5`, `1 500`, `0.5`.
pub(super) fn read(text: &str) -> Option<f64> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let groups = |s: &str| s.contains('.') && !s.starts_with('0') && s.split('.').skip(1).all(|part| part.len() == 3);
    let plain = if bare.contains(',') {
        bare.replace('.', "").replace(',', ".")
    } else if groups(&bare) {
        bare.replace('.', "")
    } else {
        bare
    };
    let number: f64 = plain.parse().ok()?;
    (number.is_finite() && (0.0..=1e12).contains(&number)).then_some(number)
}

/// The calculator, where the record states quantities or costs for an amount.
pub(crate) fn of(cx: &Cx, declarations: &Declarations, record: &Record) -> Option<Calculator> {
    let stated_for = record.value(BASIS);
    let basis = stated_for.and_then(|b| Some((number(b, "so_luong")?, text(b, "don_vi"))));
    let inputs = record.value("vat_tu").map_or(&[][..], Value::items);
    let costs = record.value("chi_phi").map_or(&[][..], Value::items);
    let has_amount = |item: &&Value| number(item, "so_luong").is_some();
    let first_basis = inputs
        .iter()
        .filter(has_amount)
        .find_map(|item| basis_of(text(item, "don_vi"), basis).1);
    let home = basis.or(first_basis)?;
    if first_basis.is_none() && (costs.is_empty() || basis.is_none()) {
        return None;
    }

    let (amount, fault, unit) = asked(cx, home);
    let label = |code: &str| {
        let term = declarations.vocabulary(UNITS).and_then(|v| v.term(code));
        term.map_or(code, |t| t.labels.get(cx.lang)).to_owned()
    };
    let home_unit = format::lower_first(&label(home.1));
    let mut rows = Vec::new();
    let (mut low, mut high, mut priced) = (0.0, 0.0, false);
    let mut add = |from: f64, to: f64| {
        low += from;
        high += to;
        priced = true;
        format::money(from.round(), to.round(), cx.lang)
    };
    let price_of = |name: &str, stated: Option<(f64, f64)>| {
        let typed = first(cx.pairs(), name).filter(|t| !t.trim().is_empty());
        match typed.and_then(read) {
            Some(price) => (typed.unwrap_or_default().to_owned(), Some((price, price))),
            None => {
                let shown = stated.filter(|(from, to)| from == to).map(|(from, _)| from);
                (shown.map(|n| format::number(n, cx.lang)).unwrap_or_default(), stated)
            }
        }
    };
    for (n, item) in inputs.iter().enumerate().filter(|(_, item)| has_amount(item)) {
        let (unit_text, stated_for) = basis_of(text(item, "don_vi"), basis);
        let (Some(quantity), Some(times)) = (
            number(item, "so_luong"),
            stated_for.and_then(|from| factor((amount, unit), from)),
        ) else {
            continue;
        };
        let quantity = quantity * times;
        let name = format!("g{n}");
        let (price, stated) = price_of(&name, money(item, "don_gia"));
        rows.push(Row {
            label: text(item, "ten").to_owned(),
            quantity: format::range(
                rounded(quantity),
                rounded(quantity),
                Some(unit_text).filter(|u| !u.is_empty()),
                cx.lang,
            ),
            per: format!("{}/{unit_text}", cx.t.dong),
            sum: stated
                .map(|(from, to)| add(from * quantity, to * quantity))
                .unwrap_or_default(),
            name,
            price,
        });
    }
    let per_basis = format!("{}/{} {home_unit}", cx.t.dong, format::number(home.0, cx.lang));
    for (n, item) in costs.iter().enumerate() {
        let Some(times) = basis.and_then(|from| factor((amount, unit), from)) else {
            continue;
        };
        let name = format!("c{n}");
        let (price, stated) = price_of(&name, money(item, "so_tien"));
        rows.push(Row {
            label: text(item, "hang_muc").to_owned(),
            quantity: String::new(),
            per: per_basis.clone(),
            sum: stated
                .map(|(from, to)| add(from * times, to * times))
                .unwrap_or_default(),
            name,
            price,
        });
    }
    let family = size(home.1).1;
    let codes: Vec<&str> = FAMILIES
        .iter()
        .find(|f| f[0].0 == family)
        .map_or_else(|| vec![home.1], |f| f.iter().map(|(code, _)| *code).collect());
    let stated = |item: &Value| item.get("don_gia").is_some() || item.get("so_tien").is_some();
    (!rows.is_empty()).then(|| Calculator {
        amount: first(cx.pairs(), "dt").map_or_else(|| format::number(home.0, cx.lang), str::to_owned),
        fault,
        units: codes
            .into_iter()
            .map(|code| Unit {
                label: label(code),
                chosen: code == unit,
                code: code.to_owned(),
            })
            .collect(),
        basis: fill(
            cx.t.calculator_basis,
            &[("n", &format::number(home.0, cx.lang)), ("unit", &home_unit)],
        ),
        total: priced.then(|| format::money(low.round(), high.round(), cx.lang)),
        stated: inputs.iter().chain(costs).any(stated),
        kept: cx.kept(is_own),
        rows,
    })
}

/// Names of the boxes of the calculator.
fn is_own(name: &str) -> bool {
    let numbered = name.strip_prefix(['g', 'c']);
    ["dt", "dv"].contains(&name) || numbered.is_some_and(|n| n.parse::<usize>().is_ok())
}

/// The amount and the unit that the reader asks for, and what is wrong with the amount.
fn asked<'a>(cx: &'a Cx, home: (f64, &'a str)) -> (f64, Option<String>, &'a str) {
    let unit = first(cx.pairs(), "dv")
        .filter(|code| size(code).1 == size(home.1).1)
        .unwrap_or(home.1);
    match first(cx.pairs(), "dt") {
        None => (home.0, None, home.1),
        Some(typed) => match read(typed).filter(|n| *n > 0.0 && *n <= MOST) {
            Some(amount) => (amount, None, unit),
            None => (home.0, Some(cx.t.calculator_fault.to_owned()), home.1),
        },
    }
}

/// A quantity with as many digits as one can weigh: three at the least.
fn rounded(quantity: f64) -> f64 {
    let step = if quantity >= 100.0 { 1.0 } else { 100.0 };
    (quantity * step).round() / step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_scale_within_what_they_measure() {
        assert_eq!(factor((5.0, "sao-bac"), (1.0, "ha")), Some(0.18));
        assert_eq!(factor((1.0, "ha"), (1000.0, "m2")), Some(10.0));
        assert_eq!(factor((20.0, "con"), (10.0, "con")), Some(2.0));
        assert_eq!(factor((20.0, "con"), (10.0, "ha")), None);
        assert_eq!(basis_of("kg/ha", None), ("kg", Some((1.0, "ha"))));
        assert_eq!(basis_of("kg/m³", Some((1.0, "ha"))), ("kg", None));
        assert_eq!(basis_of("kg", Some((1.0, "me"))), ("kg", Some((1.0, "me"))));
    }

    #[test]
    fn numbers_as_people_write_them() {
        assert_eq!(read("1.500,5"), Some(1500.5));
        assert_eq!(read("12.000"), Some(12_000.0));
        assert_eq!(read("2.5"), Some(2.5));
        assert_eq!(read("0.125"), Some(0.125));
        assert_eq!(read(" 1 500 "), Some(1500.0));
        assert_eq!(read("-1"), None);
        assert_eq!(read("1e99"), None);
        assert_eq!(read("nan"), None);
        assert_eq!(read("một"), None);
    }
}
