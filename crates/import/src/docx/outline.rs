//! The title and the headings of a document, said by styles or guessed from how it looks.

use super::blocks::{Block, Paragraph};
use crate::cell::folded;

/// Longest paragraph that may be a heading, in characters.
const MAX_HEADING: usize = 140;
/// Most lines that make one title together.
const TITLE_LINES: usize = 4;

/// Lines at the head of official papers that are no title, folded.
const LETTERHEAD: &[&str] = &[
    "cong hoa xa hoi chu nghia viet nam",
    "doc lap tu do hanh phuc",
    "uy ban nhan dan",
    "ubnd tinh",
    "so khoa hoc",
    "so kh cn",
    "bo khoa hoc",
    "trung tam",
    "truong dai hoc",
    "cao bang ngay",
];

/// The title, taken out of the blocks, and whether the document says that it is one.
pub(super) fn title(blocks: &mut Vec<Block>, name: &str) -> (String, bool) {
    if let Some(at) = blocks.iter().position(|block| matches!(block, Block::Heading(0, _)))
        && let Block::Heading(_, text) = blocks.remove(at)
    {
        return (text, true);
    }
    // A single heading of the first level before any other names the whole.
    let firsts = blocks
        .iter()
        .filter(|block| matches!(block, Block::Heading(1, _)))
        .count();
    let first = blocks.iter().position(|block| matches!(block, Block::Heading(..)));
    if let Some(at) = first.filter(|_| firsts == 1)
        && matches!(blocks.get(at), Some(Block::Heading(1, _)))
        && let Block::Heading(_, text) = blocks.remove(at)
    {
        return (text, true);
    }
    let start = blocks.iter().take(30).position(|block| match block {
        Block::Paragraph(p) => {
            p.bold
                && p.text.chars().count() <= 200
                && (p.centred || p.text == p.text.to_uppercase())
                && !is_letterhead(&p.text)
        }
        _ => false,
    });
    let Some(start) = start else {
        return (stem(name), false);
    };
    let lines = blocks.iter().skip(start).take(TITLE_LINES).take_while(
        |block| matches!(block, Block::Paragraph(p) if p.bold && p.centred && p.text.chars().count() <= 200),
    );
    let count = lines.count().max(1);
    let lines: Vec<String> = blocks
        .drain(start..start + count)
        .filter_map(|block| match block {
            Block::Paragraph(p) => Some(p.text),
            _ => None,
        })
        .collect();
    let whole = lines.join(" ");
    if whole.chars().count() > 200 {
        // Too long for a title: what is over stays in the text.
        let text = lines.get(1..).unwrap_or_default().join(" ");
        if !text.is_empty() {
            blocks.insert(start, Block::Paragraph(plain(&text)));
        }
        return (lines.into_iter().next().unwrap_or_default(), false);
    }
    (whole, false)
}

fn plain(text: &str) -> Paragraph {
    Paragraph {
        markdown: crate::markdown::escaped(text, true),
        text: text.to_owned(),
        bold: false,
        centred: false,
    }
}

fn is_letterhead(text: &str) -> bool {
    let folded = folded(text);
    LETTERHEAD.iter().any(|head| folded.starts_with(head))
}

/// The name of a file as a title.
fn stem(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.replace('_', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Makes headings of bold lines where the document has none by style; true when there were any.
pub(super) fn headings(blocks: &mut [Block]) -> bool {
    if blocks.iter().any(|block| matches!(block, Block::Heading(..))) {
        return false;
    }
    let mut any = false;
    for block in blocks.iter_mut() {
        let Block::Paragraph(p) = block else { continue };
        let length = p.text.chars().count();
        if !p.bold || length > MAX_HEADING || p.text.ends_with(['.', ';', ',']) || is_letterhead(&p.text) {
            continue;
        }
        *block = Block::Heading(level(&p.text), p.text.clone());
        any = true;
    }
    any
}

/// The level that the number before a heading says: `I.` and `Chương` first, `1.` second, `1.1.` third.
fn level(text: &str) -> usize {
    let first = text.split_whitespace().next().unwrap_or("");
    let mark = first.trim_end_matches(['.', ')', ':']);
    let numbers: Vec<&str> = mark.split('.').collect();
    let digits = numbers
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    let roman = !mark.is_empty() && mark.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    match () {
        () if digits && first != mark => (numbers.len() + 1).min(5),
        () if digits && numbers.len() > 1 => (numbers.len() + 1).min(5),
        () if roman => 1,
        () => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_tell_levels() {
        for (text, wanted) in [
            ("I. ĐẶT VẤN ĐỀ", 1),
            ("1. Mục tiêu", 2),
            ("1.2. Nội dung", 3),
            ("2.1 Phương pháp", 3),
            ("Kết luận", 1),
        ] {
            assert_eq!(level(text), wanted, "{text}");
        }
    }
}
