//! The body of a document as blocks: paragraphs, headings, items, tables, images.

use std::collections::HashMap;

use super::runs::{Context, Met, Run, to_markdown, to_text};
use super::styles::{Mark, Numberings, numbering_of};
use crate::xml::Node;

/// Deepest list that Markdown keeps readable.
const MAX_LEVEL: usize = 6;

/// One block.
#[derive(Debug, Clone)]
pub(super) enum Block {
    /// A heading, its level from 1, 0 for the title of the document.
    Heading(usize, String),
    Paragraph(Paragraph),
    /// An item: its depth from 0, its number (`None` for a bullet), Markdown.
    Item(usize, Option<u32>, String),
    /// Rows of cells, Markdown on one line each, and the same as plain text.
    Table(Vec<Vec<Cell>>),
    /// Relation id of an image, and what is said about it.
    Image(String, String),
}

/// A paragraph of running text.
#[derive(Debug, Clone)]
pub(super) struct Paragraph {
    pub(super) markdown: String,
    pub(super) text: String,
    /// All of it is bold.
    pub(super) bold: bool,
    pub(super) centred: bool,
}

/// A cell of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    pub(super) markdown: String,
    pub(super) text: String,
}

/// Turns nodes into blocks.
pub(super) struct Reader<'a> {
    pub(super) context: Context<'a>,
    pub(super) numberings: &'a Numberings,
    pub(super) blocks: Vec<Block>,
    pub(super) met: Met,
    counters: HashMap<(String, usize), u32>,
    pub(super) nested_tables: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(context: Context<'a>, numberings: &'a Numberings) -> Self {
        Self {
            context,
            numberings,
            blocks: Vec::new(),
            met: Met::default(),
            counters: HashMap::new(),
            nested_tables: 0,
        }
    }

    /// Every block of a body.
    pub(super) fn body(&mut self, node: &Node) {
        for child in node.nodes() {
            match child.name.as_str() {
                "p" => self.paragraph(child),
                "tbl" => {
                    let rows = self.table(child, 0);
                    self.blocks.push(Block::Table(rows));
                }
                "sectPr" => {}
                // Content controls, insertions of a review and their like.
                "AlternateContent" => {
                    if let Some(one) = child.child("Choice").or_else(|| child.child("Fallback")) {
                        self.body(one);
                    }
                }
                "del" | "moveFrom" => self.met.deleted += 1,
                _ => self.body(child),
            }
        }
    }

    fn paragraph(&mut self, node: &Node) {
        let properties = node.child("pPr");
        let style = properties.and_then(|p| p.val("pStyle"));
        let images = self.met.images.len();
        let boxes = self.met.boxes.len();
        let runs = self.context.runs(node, style, &mut self.met);
        let text = to_text(&runs);
        if !text.is_empty() {
            let block = self.block(properties, style, &runs, text);
            self.blocks.push(block);
        }
        for (id, alt) in self.met.images.split_off(images) {
            self.blocks.push(Block::Image(id, alt));
        }
        for text in self.met.boxes.split_off(boxes) {
            let text = crate::legacy::one_line(&text);
            self.blocks.push(Block::Paragraph(Paragraph {
                markdown: crate::markdown::escaped(&text, true),
                text,
                bold: false,
                centred: false,
            }));
        }
    }

    fn block(&mut self, properties: Option<&Node>, style: Option<&str>, runs: &[Run], text: String) -> Block {
        let own = properties
            .and_then(|p| p.val("outlineLvl"))
            .and_then(|level| level.parse::<usize>().ok());
        let heading = own.filter(|level| *level < 9).map(|level| level + 1);
        if let Some(level) = heading.or_else(|| self.context.styles.heading(style)) {
            return Block::Heading(level, text);
        }
        if let Some((id, level)) = self.numbering(properties, style) {
            let mark = self.numberings.mark(&id, level);
            let markdown = to_markdown(runs, false);
            let depth = level.max(self.context.styles.list_depth(style)).min(MAX_LEVEL);
            match mark {
                Mark::Bullet => return Block::Item(depth, None, markdown),
                Mark::Number(start) => {
                    let number = self.count(&id, level, start);
                    return Block::Item(depth, Some(number), markdown);
                }
                Mark::None => {}
            }
        }
        let own = properties.and_then(|p| p.val("jc"));
        let said: Vec<&Run> = runs.iter().filter(|run| !run.text.trim().is_empty()).collect();
        let bold = said.iter().all(|run| run.bold);
        Block::Paragraph(Paragraph {
            markdown: to_markdown(runs, false),
            text,
            bold,
            centred: own.map_or_else(|| self.context.styles.centred(style), |jc| jc == "center"),
        })
    }

    /// The list that a paragraph belongs to: by its own word, by its style, or by a level that names its style.
    fn numbering(&self, properties: Option<&Node>, style: Option<&str>) -> Option<(String, usize)> {
        let by_style = || {
            self.context
                .styles
                .numbering(style)
                .or_else(|| self.numberings.of_style(style?))
        };
        let found = match properties.and_then(numbering_of) {
            Some((Some(id), level)) => {
                let level = level.or_else(|| by_style().map(|(_, level)| level)).unwrap_or(0);
                Some((id, level))
            }
            Some((None, level)) => by_style().map(|(id, at)| (id, level.unwrap_or(at))),
            None => by_style(),
        };
        // The number 0 takes a paragraph out of its list.
        found.filter(|(id, _)| id != "0")
    }

    /// The next number of a level; deeper levels begin anew.
    fn count(&mut self, id: &str, level: usize, start: u32) -> u32 {
        self.counters.retain(|(other, at), _| other != id || *at <= level);
        let counter = self
            .counters
            .entry((id.to_owned(), level))
            .or_insert(start.saturating_sub(1));
        *counter = counter.saturating_add(1);
        *counter
    }

    fn table(&mut self, node: &Node, depth: usize) -> Vec<Vec<Cell>> {
        let mut rows = Vec::new();
        for row in wrapped(node, "tr") {
            let mut cells = Vec::new();
            for cell in wrapped(row, "tc") {
                let properties = cell.child("tcPr");
                let continues = properties
                    .and_then(|p| p.child("vMerge"))
                    .is_some_and(|merge| merge.get("val") != Some("restart"));
                let span: usize = properties
                    .and_then(|p| p.val("gridSpan"))
                    .and_then(|span| span.parse().ok())
                    .unwrap_or(1);
                cells.push(if continues {
                    Cell::default()
                } else {
                    self.cell(cell, depth)
                });
                cells.extend((1..span.min(60)).map(|_| Cell::default()));
            }
            rows.push(cells);
        }
        rows
    }

    /// The paragraphs of a cell on one line. A table within becomes text; the original shows it as it was.
    fn cell(&mut self, node: &Node, depth: usize) -> Cell {
        let mut whole = Cell::default();
        let join = |whole: &mut Cell, markdown: &str, text: &str| {
            if !text.is_empty() {
                let mark = if whole.text.is_empty() { "" } else { "; " };
                whole.markdown.push_str(mark);
                whole
                    .markdown
                    .push_str(&markdown.replace("\\\n", " ").replace('\n', " "));
                whole.text.push_str(mark);
                whole.text.push_str(text);
            }
        };
        let mut open: Vec<&Node> = node.nodes().collect();
        open.reverse();
        while let Some(child) = open.pop() {
            match child.name.as_str() {
                "p" => {
                    let style = child.child("pPr").and_then(|p| p.val("pStyle"));
                    let runs = self.context.runs(child, style, &mut self.met);
                    join(&mut whole, &to_markdown(&runs, false), &to_text(&runs));
                }
                "tbl" if depth < 4 => {
                    self.nested_tables += 1;
                    for row in self.table(child, depth + 1) {
                        for cell in row {
                            join(&mut whole, &cell.markdown, &cell.text);
                        }
                    }
                }
                "tcPr" => {}
                _ => {
                    let mut inner: Vec<&Node> = child.nodes().collect();
                    inner.reverse();
                    open.extend(inner);
                }
            }
        }
        whole
    }
}

/// Elements of this name, also those that a content control wraps.
fn wrapped<'n>(node: &'n Node, name: &str) -> Vec<&'n Node> {
    let mut found = Vec::new();
    for child in node.nodes() {
        if child.name == name {
            found.push(child);
        } else if matches!(child.name.as_str(), "sdt" | "sdtContent" | "customXml" | "ins") {
            found.extend(wrapped(child, name));
        }
    }
    found
}
