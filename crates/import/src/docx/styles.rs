//! What styles and numberings say: the font, the level of a heading, the marks of a list.
//!
//! Word documents made here give list marks and old fonts by style as often as by the paragraph itself, so both are
//! followed up the chain of `basedOn`.

use std::collections::HashMap;

use crate::xml::Node;

/// Longest chain of styles that is followed.
const CHAIN: usize = 12;

/// A style, as far as it matters here.
#[derive(Debug, Default, Clone)]
struct Style {
    based_on: Option<String>,
    name: String,
    font: Option<String>,
    bold: Option<bool>,
    italic: Option<bool>,
    outline: Option<usize>,
    centred: Option<bool>,
    numbering: Option<(Option<String>, Option<usize>)>,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    font: Option<String>,
    /// The paragraph style that counts where none is named.
    default: Option<String>,
}

/// The font that runs of these properties have, if they name one.
pub(super) fn font_of(properties: &Node) -> Option<String> {
    let fonts = properties.child("rFonts")?;
    ["ascii", "hAnsi", "cs"]
        .iter()
        .find_map(|name| fonts.get(name))
        .map(str::to_owned)
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(root: Option<&Node>) -> Self {
        let mut all = Self::default();
        let Some(root) = root.and_then(|root| root.child("styles")) else {
            return all;
        };
        all.font = root.down(&["docDefaults", "rPrDefault", "rPr"]).and_then(font_of);
        for node in root.nodes().filter(|node| node.name == "style") {
            let Some(id) = node.get("styleId") else { continue };
            let run = node.child("rPr");
            let paragraph = node.child("pPr");
            let style = Style {
                based_on: node.val("basedOn").map(str::to_owned),
                name: node.val("name").unwrap_or(id).to_lowercase(),
                font: run.and_then(font_of),
                bold: run.and_then(|run| run.on("b")),
                italic: run.and_then(|run| run.on("i")),
                outline: paragraph
                    .and_then(|p| p.val("outlineLvl"))
                    .and_then(|level| level.parse().ok()),
                centred: paragraph.and_then(|p| p.val("jc")).map(|jc| jc == "center"),
                numbering: paragraph.and_then(numbering_of),
            };
            let default = matches!(node.get("default"), Some("1" | "true"));
            if default && node.get("type") == Some("paragraph") {
                all.default = Some(id.to_owned());
            }
            all.styles.insert(id.to_owned(), style);
        }
        all
    }

    /// The style and those that it is based on, nearest first.
    fn chain(&self, id: Option<&str>) -> Vec<&Style> {
        let mut at = id.or(self.default.as_deref());
        let mut chain = Vec::new();
        while let Some(style) = at.and_then(|id| self.styles.get(id)) {
            chain.push(style);
            if chain.len() > CHAIN {
                break;
            }
            at = style.based_on.as_deref();
        }
        chain
    }

    fn first<T>(&self, id: Option<&str>, of: impl Fn(&Style) -> Option<T>) -> Option<T> {
        self.chain(id).into_iter().find_map(of)
    }

    /// The font of a run: its character style, its paragraph's style, the document's.
    pub(super) fn font(&self, run: Option<&str>, paragraph: Option<&str>) -> Option<String> {
        let by_run = run.and_then(|run| self.first(Some(run), |style| style.font.clone()));
        by_run
            .or_else(|| self.first(paragraph, |style| style.font.clone()))
            .or_else(|| self.font.clone())
    }

    /// Whether runs of these styles are bold and italic.
    pub(super) fn weight(&self, run: Option<&str>, paragraph: Option<&str>) -> (bool, bool) {
        let on = |of: fn(&Style) -> Option<bool>| {
            let by_run = run.and_then(|run| self.first(Some(run), of));
            by_run.or_else(|| self.first(paragraph, of)).unwrap_or(false)
        };
        (on(|style| style.bold), on(|style| style.italic))
    }

    /// The level of a heading, from 1; 0 for the title of the document.
    pub(super) fn heading(&self, id: Option<&str>) -> Option<usize> {
        id?;
        self.first(id, |style| {
            let name = style.name.trim();
            if matches!(name, "title" | "tiêu đề") {
                return Some(0);
            }
            let digits = name.strip_prefix("heading ").or_else(|| name.strip_prefix("đầu đề "));
            digits
                .and_then(|digit| digit.trim().parse().ok())
                .filter(|level| (1..=9).contains(level))
                .or_else(|| style.outline.filter(|level| *level < 9).map(|level| level + 1))
        })
    }

    /// True when paragraphs of this style stand in the middle.
    pub(super) fn centred(&self, id: Option<&str>) -> bool {
        self.first(id, |style| style.centred).unwrap_or(false)
    }

    /// The depth that the name of a list style tells: `List Bullet 2` is one level in, in a numbering of its own.
    pub(super) fn list_depth(&self, id: Option<&str>) -> usize {
        let name = self.first(id, |style| style.name.strip_prefix("list ").map(str::to_owned));
        let last = name.and_then(|name| name.split(' ').next_back().and_then(|word| word.parse::<usize>().ok()));
        last.map_or(0, |depth| depth.clamp(1, 6) - 1)
    }

    /// The numbering that a style gives, its id and level.
    pub(super) fn numbering(&self, id: Option<&str>) -> Option<(String, usize)> {
        id?;
        let number = self.first(id, |style| style.numbering.as_ref().and_then(|(id, _)| id.clone()))?;
        let level = self.first(id, |style| style.numbering.as_ref().and_then(|(_, level)| *level));
        Some((number, level.unwrap_or(0)))
    }
}

/// `numPr` of paragraph properties: id and level, each of which may be left to the style.
pub(super) fn numbering_of(paragraph: &Node) -> Option<(Option<String>, Option<usize>)> {
    let numbering = paragraph.child("numPr")?;
    let level = numbering.val("ilvl").and_then(|level| level.parse().ok());
    Some((numbering.val("numId").map(str::to_owned), level))
}

/// How an item of a list is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A sign.
    Bullet,
    /// A number, a letter or a Roman number; it starts at this one.
    Number(u32),
    /// Nothing that can be seen.
    None,
}

/// The numberings of a document.
#[derive(Debug, Default)]
pub(super) struct Numberings {
    /// Marks by id and level.
    marks: HashMap<(String, usize), Mark>,
    /// The styles that give a level its mark: `w:lvl/w:pStyle`.
    by_style: HashMap<String, (String, usize)>,
}

impl Numberings {
    /// Reads `numbering.xml`.
    pub(super) fn read(root: Option<&Node>) -> Self {
        let mut all = Self::default();
        let Some(root) = root.and_then(|root| root.child("numbering")) else {
            return all;
        };
        let kinds: HashMap<&str, &Node> = root
            .nodes()
            .filter(|node| node.name == "abstractNum")
            .filter_map(|node| Some((node.get("abstractNumId")?, node)))
            .collect();
        for number in root.nodes().filter(|node| node.name == "num") {
            let Some(id) = number.get("numId") else { continue };
            let kind = number.val("abstractNumId").and_then(|kind| kinds.get(kind)).copied();
            // A list style lends its levels through another kind.
            let kind = kind.map(|kind| linked(&kinds, kind));
            for level in kind.into_iter().flat_map(Node::nodes).filter(|node| node.name == "lvl") {
                all.level(id, level);
            }
            for change in number.nodes().filter(|node| node.name == "lvlOverride") {
                if let Some(level) = change.child("lvl") {
                    all.level(id, level);
                }
                let at = change.get("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
                let start = change.val("startOverride").and_then(|start| start.parse().ok());
                if let (Some(start), Some(Mark::Number(from))) = (start, all.marks.get_mut(&(id.to_owned(), at))) {
                    *from = start;
                }
            }
        }
        all
    }

    fn level(&mut self, id: &str, level: &Node) {
        let at: usize = level.get("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
        let mark = match level.val("numFmt") {
            Some("bullet") => Mark::Bullet,
            Some("none") => Mark::None,
            _ => Mark::Number(level.val("start").and_then(|start| start.parse().ok()).unwrap_or(1)),
        };
        self.marks.insert((id.to_owned(), at), mark);
        if let Some(style) = level.val("pStyle") {
            self.by_style.insert(style.to_owned(), (id.to_owned(), at));
        }
    }

    /// The mark of a level; a numbering that is not described is a bullet.
    pub(super) fn mark(&self, id: &str, level: usize) -> Mark {
        let found = self.marks.get(&(id.to_owned(), level));
        found.copied().unwrap_or(Mark::Bullet)
    }

    /// The level that is given to paragraphs of a style by the numbering itself.
    pub(super) fn of_style(&self, style: &str) -> Option<(String, usize)> {
        self.by_style.get(style).cloned()
    }
}

/// The kind that holds the levels, when this one only names a list style.
fn linked<'n>(kinds: &HashMap<&str, &'n Node>, kind: &'n Node) -> &'n Node {
    let Some(name) = kind.val("numStyleLink") else {
        return kind;
    };
    let holder = kinds.values().find(|other| other.val("styleLink") == Some(name));
    holder.copied().unwrap_or(kind)
}
