//! Numbers and their units, kept on one line.

/// Units that are written after a number and a blank.
const UNITS: [&str; 15] = [
    "%", "°C", "kg", "ha", "cm", "mm", "km", "m", "m²", "m³", "g", "tấn", "tạ", "lít", "đồng",
];

/// Text or HTML in which no line ends between a number and its unit.
pub(crate) fn glue(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut from = 0;
    for (before, two) in text.as_bytes().windows(2).enumerate() {
        let at = before + 1;
        if two[1] == b' ' && two[0].is_ascii_digit() && begins_with_unit(&text[at + 1..]) {
            out.push_str(&text[from..at]);
            out.push('\u{a0}');
            from = at + 1;
        }
    }
    out.push_str(&text[from..]);
    out
}

fn begins_with_unit(text: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    UNITS.iter().any(|unit| text.strip_prefix(unit).is_some_and(ends))
}

#[cfg(test)]
mod tests {
    use super::glue;

    #[test]
    fn units_stay_with_their_numbers() {
        assert_eq!(
            glue("từ 50 % xuống 7–10 %, ở 40 °C"),
            "từ 50\u{a0}% xuống 7–10\u{a0}%, ở 40\u{a0}°C"
        );
        assert_eq!(glue("<p>10 kg</p> <b>5 m</b>"), "<p>10\u{a0}kg</p> <b>5\u{a0}m</b>");
        assert_eq!(glue("3 giờ, 2 mét, năm % và 5"), "3 giờ, 2 mét, năm % và 5");
    }
}
