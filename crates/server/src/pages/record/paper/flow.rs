//! From HTML, as the pages of records hold it, to pieces, and from pieces to the columns of a page.

use super::letters::{BOLD, Words};

/// Height of a line, as in the style sheet; all heights in the size of the letters.
pub(super) const LINE: f64 = 1.25;

/// What is not broken over columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) height: f64,
    /// Room above it, where it does not begin a column.
    pub(super) before: f64,
    /// Does not end a column.
    pub(super) with_next: bool,
}

impl Piece {
    pub(super) fn of(height: f64) -> Self {
        Self {
            height,
            before: 0.0,
            with_next: false,
        }
    }
}

/// Text in one face, whole or broken over columns by its lines.
pub(super) struct Block {
    pub(super) words: Words,
    pub(super) indent: f64,
    /// Size of its letters.
    pub(super) scale: f64,
    pub(super) before: f64,
    pub(super) with_next: bool,
}

impl Block {
    pub(super) fn new(words: Words) -> Self {
        Self {
            words,
            indent: 0.0,
            scale: 1.0,
            before: 0.0,
            with_next: false,
        }
    }

    /// Its lines; two at least stay together at either end.
    pub(super) fn set(&self, room: f64, out: &mut Vec<Piece>) {
        let lines = self.words.lines((room - self.indent) / self.scale);
        let of = |lines: usize, before: f64| Piece {
            height: lines as f64 * LINE * self.scale,
            before,
            with_next: self.with_next,
        };
        if lines < 4 || self.with_next {
            out.push(of(lines, self.before));
        } else {
            out.push(of(2, self.before));
            out.extend((4..lines).map(|_| of(1, 0.0)));
            out.push(of(2, 0.0));
        }
    }
}

/// A part of a page.
pub(super) enum Part {
    Block(Block),
    /// Cells of rows, each its words.
    Table(Vec<Vec<Words>>),
}

impl Part {
    pub(super) fn set(&self, room: f64, out: &mut Vec<Piece>) {
        match self {
            Self::Block(block) => block.set(room, out),
            Self::Table(rows) => table(rows, room, out),
        }
    }
}

/// Padding of a cell, across and down with its line.
const CELL: (f64, f64) = (0.4, 0.3);

/// Rows of a table; its columns share the room as browsers do, by what they need at least and at most.
fn table(rows: &[Vec<Words>], room: f64, out: &mut Vec<Piece>) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let most = |measure: fn(&Words) -> f64, column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(measure).fold(0.0, f64::max) + CELL.0
    };
    let least: Vec<f64> = (0..columns).map(|n| most(Words::longest, n)).collect();
    let full: Vec<f64> = (0..columns).map(|n| most(Words::width, n)).collect();
    let (sum_least, sum_full) = (least.iter().sum::<f64>(), full.iter().sum::<f64>());
    let share = if sum_full <= room {
        1.0
    } else {
        ((room - sum_least) / (sum_full - sum_least)).max(0.0)
    };
    for row in rows {
        let lines = row.iter().enumerate().map(|(n, cell)| {
            let width = least[n] + share * (full[n] - least[n]) - CELL.0;
            cell.lines(width)
        });
        out.push(Piece::of(lines.max().unwrap_or(1).max(1) as f64 * LINE + CELL.1));
    }
}

/// Parts of a body: paragraphs, lists, headings, tables.
pub(super) fn parts(html: &str) -> Vec<Part> {
    let mut out = Vec::new();
    let (mut words, mut bold, mut depth, mut heading) = (Words::default(), 0_u32, 0_u32, false);
    let mut rest = html;
    let flush = |words: &mut Words, depth: u32, heading: bool, out: &mut Vec<Part>| {
        let mut words = std::mem::take(words);
        words.close();
        if words.is_empty() {
            return;
        }
        let (before, with_next) = if heading { (0.4, true) } else { (0.2, false) };
        out.push(Part::Block(Block {
            indent: f64::from(depth) * 1.2,
            // Items of a list stand close.
            before: if depth > 0 { 0.05 } else { before },
            with_next,
            ..Block::new(words)
        }));
    };
    while let Some(start) = rest.find('<') {
        words.push(&rest[..start], if bold > 0 { BOLD } else { 1.0 });
        let Some(end) = rest[start..].find('>') else { break };
        let tag = &rest[start + 1..start + end];
        rest = &rest[start + end + 1..];
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        let is_end = tag.starts_with('/');
        let step = |n: u32| if is_end { n.saturating_sub(1) } else { n + 1 };
        match name {
            "b" | "strong" | "th" => bold = step(bold),
            "a" | "em" | "i" | "span" | "code" | "sub" | "sup" | "small" | "time" | "mark" => {}
            "table" if !is_end => {
                flush(&mut words, depth, heading, &mut out);
                let end = rest.find("</table>").unwrap_or(rest.len());
                out.push(Part::Table(rows(&rest[..end])));
                rest = &rest[end..];
            }
            _ => {
                flush(&mut words, depth, heading, &mut out);
                match name {
                    "ul" | "ol" => depth = step(depth),
                    "h1" | "h2" | "h3" | "h4" => {
                        heading = !is_end;
                        bold = step(bold);
                    }
                    _ => {}
                }
            }
        }
    }
    words.push(rest, 1.0);
    flush(&mut words, depth, heading, &mut out);
    out
}

/// Cells of the rows of a table.
pub(super) fn rows(table: &str) -> Vec<Vec<Words>> {
    let rows = table.split("<tr").skip(1).map(|row| {
        let cells = row.split("<t").skip(1).filter(|cell| cell.starts_with(['d', 'h']));
        cells
            .map(|cell| run(cell.split_once('>').map_or("", |(_, text)| text), 1.0))
            .collect()
    });
    rows.collect()
}

/// Text of HTML in one run; what a style sheet puts between items takes a little.
pub(super) fn run(html: &str, scale: f64) -> Words {
    let mut words = Words::default();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        words.push(&rest[..start], scale);
        let Some(end) = rest[start..].find('>') else {
            return words;
        };
        if ["<li", "<div", "<dd", "<p", "<td", "<br"]
            .iter()
            .any(|tag| rest[start..].starts_with(tag))
        {
            words.gap(0.4);
        }
        rest = &rest[start + end + 1..];
    }
    words.push(rest, scale);
    words.close();
    words
}

/// Whether the pieces stand on a page of two columns of this height.
pub(super) fn fits<'a>(pieces: impl Iterator<Item = &'a Piece>, height: f64) -> bool {
    let pieces: Vec<&Piece> = pieces.collect();
    let (mut column, mut at) = (1, 0.0);
    for (n, piece) in pieces.iter().enumerate() {
        let mut need = piece.before + piece.height;
        let mut last = n;
        while pieces[last].with_next && last + 1 < pieces.len() {
            last += 1;
            need += pieces[last].before + pieces[last].height;
        }
        if at > 0.0 && at + need > height {
            (column, at) = (column + 1, 0.0);
        }
        at += if at > 0.0 { piece.before } else { 0.0 } + piece.height;
        if column > 2 || at > height {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{LINE, Piece, fits, parts, rows};

    fn lines(html: &str) -> usize {
        let mut pieces = Vec::new();
        parts(html).iter().for_each(|part| part.set(1000.0, &mut pieces));
        pieces.len()
    }

    #[test]
    fn blocks_of_html_are_told_apart() {
        assert_eq!(lines("<p>Một <b>hai</b> ba.</p>"), 1);
        assert_eq!(
            lines("<h2 id=\"a\">Tên</h2><ul><li>Một</li><li>hai</li></ul><p>Ba</p>"),
            4
        );
        assert_eq!(
            lines("<table><tr><th>a</th></tr><tr><td>b</td></tr></table><p>c</p>"),
            3
        );
        assert_eq!(rows("<thead><tr><th>a</th><th>b</th></tr></thead>")[0].len(), 2);
    }

    #[test]
    fn pieces_are_not_broken_and_headings_do_not_end_a_column() {
        let piece = Piece::of(LINE * 3.0);
        assert!(fits([piece, piece].iter(), LINE * 3.0));
        assert!(fits([piece, piece].iter(), LINE * 5.0));
        assert!(
            !fits([piece, piece, piece].iter(), LINE * 5.0),
            "half of a piece would stand in each column"
        );
        let heading = Piece {
            with_next: true,
            ..Piece::of(LINE)
        };
        assert!(fits([piece, piece, piece].iter(), LINE * 6.0));
        assert!(!fits(
            [piece, Piece::of(LINE * 2.0), heading, piece, piece].iter(),
            LINE * 6.0
        ));
    }
}
