//! Small helpers on text: folding, distance between names, quoting for messages.

/// Lower case without Vietnamese marks, `đ` as `d`; other scripts are kept.
pub(crate) fn fold(text: &str) -> String {
    vietnamese::fold::ascii(text).to_lowercase()
}

/// The folded text as ASCII words joined by hyphens, at most `max` characters, cut at a word where one ends.
pub(crate) fn slug(text: &str, max: usize) -> String {
    let mut out = String::new();
    for c in fold(text).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        // One word past the bound is enough to see where to cut.
        if out.len() > max + 40 {
            break;
        }
    }
    if out.len() > max {
        let cut = out[..=max].rfind('-').filter(|at| *at > 0).unwrap_or(max);
        out.truncate(cut);
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// `text` for a message: one line, at most 60 characters, control characters as spaces.
pub(crate) fn short(text: &str) -> String {
    cut(text.trim(), 60)
}

/// The first `max` characters on one line, with `…` where something was cut.
pub(crate) fn cut(text: &str, max: usize) -> String {
    let mut out: String = text
        .chars()
        .take(max)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().nth(max).is_some() {
        out.truncate(out.trim_end().len());
        out.push('…');
    }
    out
}

/// `text`, whole, in double quotes, as YAML wants it.
pub(crate) fn yaml_whole(text: &str) -> String {
    format!("\"{}\"", text.trim().replace('\\', "\\\\").replace('"', "\\\""))
}

/// `text` in double quotes, as YAML wants it, cut for a message.
pub(crate) fn yaml_quoted(text: &str) -> String {
    format!(
        "\"{}\"",
        cut(text.trim(), 80).replace('\\', "\\\\").replace('"', "\\\"")
    )
}

/// The candidate nearest to `wanted` by edit distance on folded names, when near enough to be a slip.
pub(crate) fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = simplify(wanted).chars().take(64).collect();
    // A third of the letters may be wrong: enough for slips, too few to invent a meaning.
    let allowed = (wanted.len() / 3).clamp(1, 4);
    candidates
        .into_iter()
        .filter_map(|name| {
            let letters: Vec<char> = simplify(name).chars().take(64).collect();
            (letters.len().abs_diff(wanted.len()) <= allowed).then(|| (distance(&wanted, &letters), name))
        })
        .filter(|(far, name)| *far <= allowed && *far < name.chars().count())
        .min_by_key(|(far, _)| *far)
        .map(|(_, name)| name)
}

/// Folded, and with `_`, `-` and spaces alike: the commonest differences between names.
pub(crate) fn simplify(name: &str) -> String {
    fold(name.trim()).replace(['_', ' '], "-")
}

/// Edit distance where a swap of neighbours counts once (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds() {
        assert_eq!(fold("Đặng Sâm ð"), "dang sam d");
        assert_eq!(fold("板栗 Hạt dẻ"), "板栗 hat de");
    }

    #[test]
    fn slugs() {
        assert_eq!(slug("  Quy trình: sấy lạnh (hạt dẻ)!", 60), "quy-trinh-say-lanh-hat-de");
        assert_eq!(slug("một hai ba bốn", 9), "mot-hai");
        assert_eq!(slug("板栗", 60), "");
    }

    #[test]
    fn proposes_slips_only() {
        let names = ["tom_tat", "ten", "tu_khoa"];
        assert_eq!(nearest("tom-tat", names), Some("tom_tat"));
        assert_eq!(nearest("tóm tắt", names), Some("tom_tat"));
        assert_eq!(nearest("tomtat", names), Some("tom_tat"));
        assert_eq!(nearest("tne", names), Some("ten"));
        assert_eq!(nearest("kinh_phi", names), None);
    }
}
