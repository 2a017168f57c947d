//! The runs of a paragraph: text with its weight, its link and the coding of its font.

use std::collections::HashMap;

use super::styles::{Styles, font_of};
use crate::legacy::{self, Coded};
use crate::markdown::escaped;
use crate::xml::{Child, Node};

/// Text of one kind.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) link: Option<String>,
    pub(super) coded: Option<Coded>,
}

/// What is met in a paragraph beside its text.
#[derive(Debug, Default)]
pub(super) struct Met {
    /// Relation ids of images with their descriptions.
    pub(super) images: Vec<(String, String)>,
    /// Numbers of footnotes and endnotes: `f3`, `e1`.
    pub(super) notes: Vec<String>,
    /// Text boxes, as nodes that hold paragraphs.
    pub(super) deleted: usize,
    pub(super) formulas: usize,
    pub(super) legacy: usize,
    pub(super) boxes: Vec<String>,
}

/// What runs are read with.
pub(super) struct Context<'a> {
    pub(super) styles: &'a Styles,
    /// Targets of the relations that lead out of the document.
    pub(super) links: &'a HashMap<String, String>,
}

impl Context<'_> {
    /// The runs of a paragraph whose style is `style`; old fonts are read already.
    pub(super) fn runs(&self, paragraph: &Node, style: Option<&str>, met: &mut Met) -> Vec<Run> {
        let mut runs = Vec::new();
        self.gather(paragraph, style, None, &mut runs, met);
        // A letter and its mark may stand in two runs (VNI), so runs of one kind are joined before they are read.
        let mut joined: Vec<Run> = Vec::new();
        for run in runs.into_iter().filter(|run| !run.text.is_empty()) {
            match joined.last_mut() {
                Some(last) if same_kind(last, &run) => last.text.push_str(&run.text),
                _ => joined.push(run),
            }
        }
        for run in &mut joined {
            let decoded = legacy::decode(&run.text, run.coded);
            met.legacy += usize::from(decoded != run.text);
            run.text = decoded;
        }
        // Pasted text may have lost its font.
        let whole: String = joined
            .iter()
            .filter(|run| run.coded.is_none())
            .map(|run| run.text.as_str())
            .collect();
        if let Some((encoding, _)) = legacy::detect(&whole) {
            for run in joined.iter_mut().filter(|run| run.coded.is_none()) {
                run.text = vietnamese::legacy::decode_text(encoding, &run.text);
                met.legacy += 1;
            }
        }
        for run in &mut joined {
            run.text = legacy::clean(&run.text);
        }
        joined
    }

    fn gather(&self, node: &Node, style: Option<&str>, link: Option<&str>, runs: &mut Vec<Run>, met: &mut Met) {
        for child in node.nodes() {
            match child.name.as_str() {
                "r" => self.run(child, style, link, runs, met),
                "hyperlink" => {
                    let target = child.get("id").and_then(|id| self.links.get(id)).map(String::as_str);
                    self.gather(child, style, target.or(link), runs, met);
                }
                // What was taken out by someone who reviewed the document.
                "del" | "moveFrom" => met.deleted += 1,
                "oMath" | "oMathPara" => {
                    met.formulas += 1;
                    runs.push(Run {
                        text: child.text(),
                        italic: true,
                        ..Run::default()
                    });
                }
                "AlternateContent" => {
                    // Both say the same; one is enough.
                    if let Some(one) = child.child("Choice").or_else(|| child.child("Fallback")) {
                        self.gather(one, style, link, runs, met);
                    }
                }
                "pPr" | "rPr" | "commentRangeStart" | "commentRangeEnd" => {}
                _ => self.gather(child, style, link, runs, met),
            }
        }
    }

    fn run(&self, node: &Node, style: Option<&str>, link: Option<&str>, runs: &mut Vec<Run>, met: &mut Met) {
        let properties = node.child("rPr");
        let run_style = properties.and_then(|p| p.val("rStyle"));
        let font = properties
            .and_then(font_of)
            .or_else(|| self.styles.font(run_style, style));
        let (bold, italic) = self.styles.weight(run_style, style);
        let hidden = properties.and_then(|p| p.on("vanish")).unwrap_or(false);
        let mut run = Run {
            text: String::new(),
            bold: properties.and_then(|p| p.on("b")).unwrap_or(bold),
            italic: properties.and_then(|p| p.on("i")).unwrap_or(italic),
            link: link.map(str::to_owned),
            coded: font.as_deref().and_then(legacy::of_font),
        };
        if hidden {
            met.deleted += 1;
            return;
        }
        self.content(node, &mut run, met);
        runs.push(run);
    }

    fn content(&self, node: &Node, run: &mut Run, met: &mut Met) {
        for child in node.nodes() {
            match child.name.as_str() {
                "t" => {
                    for part in &child.children {
                        if let Child::Text(text) = part {
                            run.text.push_str(text);
                        }
                    }
                }
                "tab" => run.text.push(' '),
                "br" | "cr" if child.get("type") != Some("page") => run.text.push('\n'),
                "noBreakHyphen" => run.text.push('-'),
                // Signs of the fonts Symbol and Wingdings: mostly bullets and check marks.
                "sym" => run.text.push('•'),
                "footnoteReference" => note(child, 'f', run, met),
                "endnoteReference" => note(child, 'e', run, met),
                "drawing" | "pict" | "object" => pictures(child, met),
                "AlternateContent" => {
                    if let Some(one) = child.child("Choice").or_else(|| child.child("Fallback")) {
                        self.content(one, run, met);
                    }
                }
                "rPr" | "delText" | "instrText" => {}
                _ => self.content(child, run, met),
            }
        }
    }
}

fn same_kind(a: &Run, b: &Run) -> bool {
    a.bold == b.bold && a.italic == b.italic && a.link == b.link && a.coded == b.coded
}

fn note(node: &Node, kind: char, run: &mut Run, met: &mut Met) {
    if let Some(id) = node.get("id") {
        met.notes.push(format!("{kind}{id}"));
        run.text.push_str(&format!(" ({})", met.notes.len()));
    }
}

/// Images and text boxes of a drawing.
fn pictures(node: &Node, met: &mut Met) {
    let described = node
        .find("docPr")
        .and_then(|at| at.get("descr").or_else(|| at.get("title")));
    let alt = described.unwrap_or("").to_owned();
    let image = node
        .find("blip")
        .and_then(|blip| blip.get("embed"))
        .or_else(|| node.find("imagedata").and_then(|at| at.get("id")));
    if let Some(id) = image {
        met.images.push((id.to_owned(), alt));
    }
    if let Some(text) = node.find("txbxContent") {
        let paragraphs = text.nodes().filter(|node| node.name == "p").map(Node::text);
        met.boxes.extend(paragraphs.filter(|text| !text.trim().is_empty()));
    }
}

/// The runs as one line of Markdown; line breaks within the paragraph are kept as such.
pub(super) fn to_markdown(runs: &[Run], plain: bool) -> String {
    let mut out = String::new();
    for run in runs {
        let lead: String = run.text.chars().take_while(|c| c.is_whitespace()).collect();
        let core = run.text.trim();
        if core.is_empty() {
            out.push(' ');
            continue;
        }
        let lines: Vec<String> = core
            .lines()
            .map(|line| {
                escaped(
                    &line.split_whitespace().collect::<Vec<_>>().join(" "),
                    out.trim().is_empty(),
                )
            })
            .collect();
        let mut text = lines.join("\\\n");
        if !plain && (run.bold || run.italic) {
            let sign = match (run.bold, run.italic) {
                (true, true) => "***",
                (true, false) => "**",
                _ => "*",
            };
            // A sign must touch its text, and must not cross a line break.
            text = text
                .split("\\\n")
                .map(|line| format!("{sign}{line}{sign}"))
                .collect::<Vec<_>>()
                .join("\\\n");
        }
        if let Some(link) = run.link.as_deref().filter(|link| is_safe(link)) {
            text = format!("[{text}](<{link}>)");
        }
        if !lead.is_empty() && !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&text);
        if run.text.ends_with(char::is_whitespace) {
            out.push(' ');
        }
    }
    out.trim().to_owned()
}

fn is_safe(link: &str) -> bool {
    let lower = link.to_ascii_lowercase();
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme))
        && !link.contains(['<', '>', '\n', ' ', '\\'])
}

/// The plain text of runs, on one line.
pub(super) fn to_text(runs: &[Run]) -> String {
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
