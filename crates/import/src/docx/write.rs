//! Blocks as Markdown.

use std::collections::HashMap;

use super::blocks::{Block, Cell};
use crate::markdown::escaped;

/// The body: blocks in their order, images where they stood, notes at the end.
pub(super) fn body(blocks: &[Block], images: &HashMap<String, String>, notes: &[String]) -> String {
    let mut out = String::new();
    let shallowest = blocks.iter().filter_map(|block| match block {
        Block::Heading(level, _) => Some((*level).max(1)),
        _ => None,
    });
    let top = shallowest.min().unwrap_or(1);
    let mut in_list = false;
    let mut widths: Vec<usize> = Vec::new();
    let mut number = 0;
    for (at, block) in blocks.iter().enumerate() {
        let item = matches!(block, Block::Item(..));
        if in_list && !item {
            out.push('\n');
            widths.clear();
        }
        in_list = item;
        match block {
            Block::Heading(level, text) => {
                // The title of the page is the first level.
                let signs = "#".repeat(((*level).max(1) - top + 2).min(6));
                out.push_str(&format!("{signs} {}\n\n", escaped(text, false)));
            }
            Block::Paragraph(p) => out.push_str(&format!("{}\n\n", p.markdown)),
            Block::Item(level, mark, text) => {
                // A level that nothing leads to would become code.
                let level = (*level).min(widths.len());
                widths.truncate(level);
                let indent = " ".repeat(widths.iter().sum());
                let mark = mark.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
                widths.push(mark.len());
                let text = text.replace("\\\n", &format!("\\\n{indent}{}", " ".repeat(mark.len())));
                out.push_str(&format!("{indent}{mark}{text}\n"));
            }
            Block::Table(rows) => table(rows, &mut out),
            Block::Image(id, alt) => {
                if let Some(path) = images.get(id) {
                    number += 1;
                    out.push_str(&format!(
                        "![{}]({path})\n\n",
                        escaped(&described(alt, blocks.get(at + 1), number), false)
                    ));
                }
            }
        }
    }
    if in_list {
        out.push('\n');
    }
    if notes.iter().any(|note| !note.is_empty()) {
        out.push_str("## Chú thích\n\n");
        for (at, note) in notes.iter().enumerate() {
            out.push_str(&format!("{}. {note}\n", at + 1));
        }
        out.push('\n');
    }
    out
}

/// What is said about an image: its own words, else the caption below it.
fn described(alt: &str, next: Option<&Block>, number: usize) -> String {
    // Word fills in the name of the file, or what a program saw in it.
    let own = alt.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_name = own.contains(".png") || own.contains(".jp") || own.starts_with("Picture") || own.starts_with("Image");
    if !own.is_empty() && !is_name {
        return own.chars().take(300).collect();
    }
    match next {
        Some(Block::Paragraph(p))
            if p.text.to_lowercase().starts_with("hình") || p.text.to_lowercase().starts_with("ảnh") =>
        {
            p.text.chars().take(300).collect()
        }
        _ => format!("Hình {number} trong tệp gốc"),
    }
}

/// A table with its first row as header; one column is no table but paragraphs.
fn table(rows: &[Vec<Cell>], out: &mut String) {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let filled = |row: &&Vec<Cell>| row.iter().any(|cell| !cell.text.is_empty());
    if width <= 1 {
        for row in rows.iter().filter(filled) {
            for cell in row {
                out.push_str(&format!("{}\n\n", cell.markdown));
            }
        }
        return;
    }
    for (at, row) in rows.iter().filter(filled).enumerate() {
        out.push('|');
        for column in 0..width {
            let cell = row.get(column);
            // A header is set bold already.
            let text = match cell {
                Some(cell) if at == 0 => escaped(&cell.text, false),
                Some(cell) => cell.markdown.clone(),
                None => String::new(),
            };
            out.push_str(&format!(" {text} |"));
        }
        out.push('\n');
        if at == 0 {
            out.push_str(&format!("|{}\n", " --- |".repeat(width)));
        }
    }
    out.push('\n');
}
