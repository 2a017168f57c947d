//! Text as Markdown that shows the same text.

/// Signs that begin something anywhere in a line.
const ANYWHERE: [char; 9] = ['\\', '`', '*', '_', '[', ']', '<', '~', '|'];

/// `text`, one line, so that Markdown shows it as it is. `first` at the beginning of a block.
pub(crate) fn escaped(text: &str, first: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if ANYWHERE.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    if !first {
        return out;
    }
    let trimmed = out.trim_start();
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    // `1.` and `1)` begin a list, `#` a heading, `-` and `+` a list or a rule, `>` a quotation.
    if (1..=9).contains(&digits) && trimmed[digits..].starts_with(['.', ')']) {
        let at = out.len() - trimmed.len() + digits;
        out.insert(at, '\\');
    } else if trimmed.starts_with(['#', '-', '+', '>', '=']) {
        let at = out.len() - trimmed.len();
        out.insert(at, '\\');
    }
    out
}

/// Plain text of several lines as paragraphs.
pub(crate) fn paragraphs(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| escaped(line, true)).collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_stay_signs() {
        assert_eq!(escaped("1. Mở đầu", true), "1\\. Mở đầu");
        assert_eq!(escaped("2*3 [a] <b>", true), "2\\*3 \\[a\\] \\<b>");
        assert_eq!(escaped("- mục", true), "\\- mục");
        assert_eq!(escaped("12 kg", true), "12 kg");
    }
}
