//! How a record is brought onto one page of A4, and onto one of A5.
//!
//! The style sheet for paper sets a page of fixed height. Here is decided how large its letters are and which parts are on
//! it, from an estimate of the room that each part takes: the largest letters with which all fits, and never smaller ones
//! than can be read. Where those do not do, steps keep their names and warnings alone, then the parts that matter least
//! stay off the page; the leaflet says so, and names the address of the whole.

use super::Page;
use crate::show::Section;

/// A size of paper. Room is told in squares as wide and high as the letters are.
struct Paper {
    /// What one page holds of letters of 10 points.
    room: f64,
    /// Of a row of a table; where the page is narrow, its cells stand below each other.
    row: f64,
    /// The sizes of the style sheet, points.
    sizes: [f64; 5],
    /// Class of the size on the record, of what stays off the page, of steps without their texts, and of a record that is
    /// not whole.
    classes: [&'static str; 5],
    off: &'static str,
    brief: &'static str,
    lack: &'static str,
}

/// Measured over the records of the catalogue. What is over on the page is cut off, so some room is left: what columns
/// waste at their ends, and what the estimate is wrong by.
const A4: Paper = Paper {
    room: 3_640.0,
    row: 42.0,
    sizes: [11.0, 10.0, 9.25, 8.5, 8.0],
    classes: ["a40", "a41", "a42", "a43", "a44"],
    off: "off4",
    brief: "brief4",
    lack: "lack4",
};
const A5: Paper = Paper {
    room: 1_600.0,
    row: 72.0,
    sizes: [10.0, 9.25, 8.75, 8.25, 8.0],
    classes: ["a50", "a51", "a52", "a53", "a54"],
    off: "off5",
    brief: "brief5",
    lack: "lack5",
};
/// With its body only in letters of the first sizes; else larger ones without it.
const WITH_BODY: usize = 4;

/// What a letter takes, with its share of the ends of lines; and one of the title, which is set larger.
const OF_LETTER: f64 = 0.92;
const OF_TITLE: f64 = 2.2;
/// What parts take besides their letters.
const OF_FACT: f64 = 20.0;
const OF_SECTION: f64 = 90.0;
const OF_HEADING: f64 = 50.0;
const OF_STEPS: f64 = 130.0;
const OF_STEP: f64 = 28.0;
const OF_MONTHS: f64 = 98.0;
const OF_BOX: f64 = 210.0;
const OF_NOTE: f64 = 100.0;

/// A part, by how much it matters on paper.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Steps,
    Short,
    Inputs,
    Long,
    Rest,
    Body,
}

/// What a part takes: rows of tables, and the rest.
#[derive(Clone, Copy)]
struct Room {
    rows: usize,
    rest: f64,
}

impl Room {
    fn on(self, paper: &Paper) -> f64 {
        self.rest + self.rows as f64 * paper.row
    }
}

/// A part of the page that may stay off paper.
#[derive(Clone, Copy)]
enum Part {
    Fact(usize),
    Section(usize),
    Ladder,
    Body,
}

/// Chooses sizes for the record, marks the parts that stay off each size of paper.
pub(super) fn lay_out(page: &mut Page<'_>) {
    let head = head(page);
    let parts = parts(page);
    let mut classes = Vec::new();
    for paper in [A4, A5] {
        let holds = |size: f64| paper.room * (10.0 / size).powi(2) - head;
        let all: f64 = parts.iter().map(|(_, room, _)| room.on(&paper)).sum();
        let is_body = |rank: Rank| rank == Rank::Body;
        let own: f64 = parts.iter().filter(|p| !is_body(p.0)).map(|p| p.1.on(&paper)).sum();
        let first = |room: f64, most: usize| (0..most).find(|n| holds(paper.sizes[*n]) >= room);
        let with_body = first(all, WITH_BODY);
        let last = paper.sizes.len() - 1;
        let chosen = with_body.or_else(|| first(own, last)).unwrap_or(last);
        classes.push(paper.classes[chosen]);
        let mut left = holds(paper.sizes[chosen]);
        let mut lacks = false;
        for (rank, room, part) in &parts {
            let mut room = room.on(&paper);
            if room > left
                && let Part::Section(n) = part
                && *rank == Rank::Steps
            {
                room = brief(&page.sections[*n]);
                page.mark(*part, paper.brief);
                lacks = true;
            }
            if room <= left && (!is_body(*rank) || with_body.is_some()) {
                left -= room;
            } else {
                page.mark(*part, paper.off);
                lacks = true;
            }
        }
        if lacks {
            classes.push(paper.lack);
        }
    }
    page.leaflet = classes.join(" ");
}

/// What may stay off, the most important first.
fn parts(page: &Page<'_>) -> Vec<(Rank, Room, Part)> {
    let mut parts = Vec::new();
    for (n, fact) in page.facts.iter().enumerate() {
        let letters = letters(&fact.html) + letters(&fact.label);
        let rank = if letters <= 105 { Rank::Short } else { Rank::Long };
        let rest = letters as f64 * OF_LETTER + OF_FACT;
        parts.push((rank, Room { rows: 0, rest }, Part::Fact(n)));
    }
    for (n, section) in page.sections.iter().enumerate() {
        parts.push((rank(section), room(section), Part::Section(n)));
    }
    if let Some(ladder) = &page.ladder {
        let notes = ladder.notes.iter().map(|n| letters(n)).sum::<usize>();
        let rest = notes as f64 * OF_LETTER + OF_SECTION + OF_BOX / 2.0;
        parts.push((Rank::Short, Room { rows: 0, rest }, Part::Ladder));
    }
    if !page.body.is_empty() {
        let body = Room {
            rows: page.body.matches("<tr>").count(),
            rest: letters(&page.body) as f64 * OF_LETTER + page.body.matches("<h").count() as f64 * OF_HEADING,
        };
        parts.push((Rank::Body, body, Part::Body));
    }
    parts.sort_by_key(|(rank, _, _)| *rank);
    parts
}

impl Page<'_> {
    fn mark(&mut self, part: Part, class: &'static str) {
        let classes = match part {
            Part::Fact(n) => &mut self.facts[n].paper,
            Part::Section(n) => &mut self.sections[n].paper,
            Part::Ladder => &mut self.ladder_paper,
            Part::Body => &mut self.body_paper,
        };
        classes.push(' ');
        classes.push_str(class);
    }
}

/// Room of what stands above the columns.
fn head(page: &Page<'_>) -> f64 {
    let alerts = page.alerts.iter().map(|a| plain(&a.title) + letters(&a.text));
    let hazards = page
        .hazards
        .iter()
        .map(|h| letters(&h.label) + h.note.as_deref().map_or(0, letters));
    let text = plain(&page.summary) + alerts.sum::<usize>() + hazards.sum::<usize>();
    let boxes = page.alerts.len() + usize::from(!page.hazards.is_empty());
    let title = plain(&page.title) as f64 * OF_TITLE;
    let notes = [page.original.as_deref(), page.language_note];
    let notes = notes.iter().flatten().map(|n| plain(n) as f64 * OF_LETTER + OF_NOTE);
    title + notes.sum::<f64>() + text as f64 * OF_LETTER + boxes as f64 * OF_BOX + OF_SECTION
}

fn rank(section: &Section) -> Rank {
    match section.id.as_str() {
        "_buoc" => Rank::Steps,
        "_vat_tu" | "_thoi_vu" | "_chi_phi" | "_ho_tro" => Rank::Inputs,
        _ => Rank::Rest,
    }
}

fn room(section: &Section) -> Room {
    let steps = section.html.matches(STEP).count() as f64;
    let strips = section.html.matches("<ol class=\"months\"").count() as f64;
    let of_steps = if steps > 0.0 { OF_STEPS } else { 0.0 };
    Room {
        // Their heads are not rows of their own.
        rows: section.html.matches("<tr>").count().saturating_sub(1),
        rest: letters(&section.html) as f64 * OF_LETTER + of_steps + steps * OF_STEP + strips * OF_MONTHS + OF_SECTION,
    }
}

/// How a step begins.
const STEP: &str = "<li><span class=\"n\"";

/// Room of steps of which names and warnings alone are left.
fn brief(steps: &Section) -> f64 {
    let kept = |step: &str| {
        let name = step.split_once("<h3>").and_then(|(_, rest)| rest.split_once("</h3>"));
        let care = step.split_once("<p class=\"care\">");
        name.map_or(0, |(name, _)| letters(name)) + care.map_or(0, |(_, care)| letters(care))
    };
    let each: Vec<usize> = steps.html.split(STEP).skip(1).map(kept).collect();
    each.iter().sum::<usize>() as f64 * OF_LETTER + OF_STEPS + each.len() as f64 * OF_STEP + OF_SECTION
}

/// Letters of the text of HTML, without its tags.
fn letters(html: &str) -> usize {
    let mut inside = false;
    let width = |c: char| {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => return width(c),
            _ => {}
        }
        0
    };
    html.chars().map(width).sum()
}

/// A Chinese character is as wide as two letters.
fn width(c: char) -> usize {
    if c >= '\u{2e80}' { 2 } else { 1 }
}

/// Letters of a text.
fn plain(text: &str) -> usize {
    text.chars().map(width).sum()
}
