//! Numbers as printable text: an (s,c)-dense code (Brisaboa and others, 2003) over 91 characters.

/// Values of a last character.
const STOPPERS: u32 = 64;
/// Values of a character before the last.
const CONTINUERS: u32 = 27;

/// The character of a value below 91: from `#` on, without the backslash.
fn character(value: u32) -> char {
    let code = 35 + value + u32::from(35 + value >= 92);
    char::from_u32(code).unwrap_or('#')
}

/// Appends a number.
pub(super) fn push(out: &mut String, number: u32) {
    let mut before = Vec::new();
    let mut rest = number / STOPPERS;
    while rest > 0 {
        rest -= 1;
        before.push(character(STOPPERS + rest % CONTINUERS));
        rest /= CONTINUERS;
    }
    out.extend(before.into_iter().rev());
    out.push(character(number % STOPPERS));
}

/// Appends the gaps between ascending numbers.
pub(super) fn push_gaps(out: &mut String, numbers: impl IntoIterator<Item = u32>) {
    let mut last = 0;
    for number in numbers {
        push(out, number - last);
        last = number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the script reads.
    fn read(text: &str) -> Vec<u32> {
        let (mut out, mut value) = (Vec::new(), 0);
        for c in text.chars() {
            let code = u32::from(c) - 35 - u32::from(u32::from(c) > 92);
            if code < STOPPERS {
                out.push(value * STOPPERS + code);
                value = 0;
            } else {
                value = value * CONTINUERS + code - STOPPERS + 1;
            }
        }
        out
    }

    #[test]
    fn numbers_come_back_and_hold_no_separator() {
        let numbers: Vec<u32> = (0..3_000).chain([53_000, 1_000_000, 4_000_000]).collect();
        let mut text = String::new();
        for &number in &numbers {
            push(&mut text, number);
        }
        assert_eq!(read(&text), numbers);
        assert!(!text.contains([' ', '"', '\\', '\n']) && text.is_ascii());
        let lengths = [63, 64, 1_791, 1_792].map(|number| {
            let mut one = String::new();
            push(&mut one, number);
            one.len()
        });
        assert_eq!(lengths, [1, 2, 2, 3]);
    }
}
