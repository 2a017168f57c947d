//! The two halves of a record file: the front matter between `---` lines, and the body.

use std::ops::Range;

/// Where the halves are, in bytes.
#[derive(Debug, PartialEq)]
pub(crate) enum Split {
    /// Both `---` lines were found.
    Both { front: Range<usize>, body: usize },
    /// The first line is not `---`.
    NoFront,
    /// The second `---` is missing. `front` is the run of lines that look like fields.
    Unclosed { front: Range<usize>, body: usize },
}

/// Finds the halves. A line is a fence when it is `---` with nothing but blanks after it.
pub(crate) fn split(text: &str) -> Split {
    let mut lines = lines(text);
    let Some((_, first)) = lines.next() else {
        return Split::NoFront;
    };
    if !is_fence(first) {
        return Split::NoFront;
    }
    let start = lines.clone().next().map_or(text.len(), |(at, _)| at);
    for (at, line) in lines.clone() {
        if is_fence(line) {
            let body = (at + line.len() + 1).min(text.len());
            return Split::Both { front: start..at, body };
        }
    }
    // Without an end, the fields last until the first blank line or Markdown heading.
    let end = lines
        .take_while(|(_, line)| !line.trim().is_empty() && !line.starts_with("# ") && !line.starts_with("## "))
        .last()
        .map_or(start, |(at, line)| (at + line.len() + 1).min(text.len()));
    Split::Unclosed {
        front: start..end,
        body: end,
    }
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

/// Lines with their offsets, without line ends.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> + Clone {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line.strip_suffix('\n').unwrap_or(line)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_fences() {
        assert_eq!(split("---\na: 1\n---\nx"), Split::Both { front: 4..9, body: 13 });
        assert_eq!(split("---\r\na: 1\r\n---\r\nx"), Split::Both { front: 5..11, body: 16 });
        assert_eq!(split("---\n---"), Split::Both { front: 4..4, body: 7 });
        assert_eq!(split("a: 1\n"), Split::NoFront);
        assert_eq!(split(""), Split::NoFront);
        assert_eq!(split("---\na: 1\n\nx\n"), Split::Unclosed { front: 4..9, body: 9 });
        assert_eq!(split("---"), Split::Unclosed { front: 3..3, body: 3 });
    }
}
