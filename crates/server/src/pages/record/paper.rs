//! How a record is brought onto one page of A4, and onto one of A5.
//!
//! The style sheet for paper sets a page of fixed height. Here is decided how small its letters are and which parts are
//! on it, from an estimate of the room that each part takes: the largest letters with which all fits; where not even
//! the smallest do, the parts that matter least stay off the page, and the leaflet names the address of the whole.

use catalogue::Record;

use super::Page;
use crate::show::Section;

/// A size of paper: letters that one page holds at 10 pt, and the sizes of the style sheet, points.
struct Paper {
    room: f64,
    sizes: [f64; 6],
    /// Class of the size on the record, and of what stays off the page.
    classes: [&'static str; 6],
    off: &'static str,
}

/// Measured over the records of the catalogue: what is over on the page is cut off, so the estimate leaves some room.
const A4: Paper = Paper {
    room: 2_900.0,
    sizes: [11.0, 10.0, 9.0, 8.25, 7.5, 6.9],
    classes: ["a40", "a41", "a42", "a43", "a44", "a45"],
    off: "off4",
};
const A5: Paper = Paper {
    room: 1_150.0,
    sizes: [9.5, 8.75, 8.0, 7.25, 6.6, 6.0],
    classes: ["a50", "a51", "a52", "a53", "a54", "a55"],
    off: "off5",
};
/// Room that a part takes besides its letters: its heading or label, and the ends of its lines.
const OF_FACT: usize = 45;
const OF_SECTION: usize = 80;
/// Room of an item of a section, such as a step, and of a row of a table, whose narrow cells end in half empty lines.
const OF_ITEM: usize = 40;
const OF_ROW: usize = 80;

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

/// Chooses sizes for the record, marks the parts that stay off each size of paper.
pub(super) fn lay_out(page: &mut Page<'_>, record: &Record) {
    let head = head(page);
    let mut parts: Vec<(Rank, usize, Part)> = Vec::new();
    for (n, fact) in page.facts.iter().enumerate() {
        let room = letters(&fact.html) + letters(&fact.label) + OF_FACT;
        let rank = if room <= 150 { Rank::Short } else { Rank::Long };
        parts.push((rank, room, Part::Fact(n)));
    }
    for (n, section) in page.sections.iter().enumerate() {
        parts.push((rank(section), room_of(section), Part::Section(n)));
    }
    if let Some(ladder) = &page.ladder {
        let notes = ladder.notes.iter().map(|n| letters(n)).sum::<usize>();
        parts.push((Rank::Short, notes + OF_SECTION + OF_ITEM, Part::Ladder));
    }
    let headings = record.body.headings.len() * OF_SECTION;
    let lines = record.body.text.lines().count() * 35;
    let rows = record.body.html.matches("<tr>").count() * OF_ROW;
    let body = record.body.text.chars().count() + headings + lines + rows;
    parts.push((Rank::Body, body, Part::Body));
    parts.sort_by_key(|(rank, _, _)| *rank);
    let mut sizes = Vec::new();
    for paper in [A4, A5] {
        let all: usize = parts.iter().map(|(_, room, _)| room).sum();
        let own: usize = all - body;
        let holds = |size: f64| paper.room * (10.0 / size).powi(2) - head as f64;
        // With its body where that still leaves letters that are easily read, else without.
        let easily = paper.sizes.len() - 3;
        let with_body = (0..easily).find(|n| holds(paper.sizes[*n]) >= all as f64);
        let chosen = with_body
            .or_else(|| (0..paper.sizes.len()).find(|n| holds(paper.sizes[*n]) >= own as f64))
            .unwrap_or(paper.sizes.len() - 1);
        sizes.push(paper.classes[chosen]);
        let mut left = holds(paper.sizes[chosen]);
        for (rank, room, part) in &parts {
            let fits = *room as f64 <= left && (*rank != Rank::Body || with_body.is_some());
            if fits {
                left -= *room as f64;
            } else {
                page.off(*part, paper.off);
            }
        }
    }
    page.leaflet = sizes.join(" ");
}

/// A part of the page that may stay off paper.
#[derive(Clone, Copy)]
enum Part {
    Fact(usize),
    Section(usize),
    Ladder,
    Body,
}

impl Page<'_> {
    fn off(&mut self, part: Part, class: &'static str) {
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
fn head(page: &Page<'_>) -> usize {
    let alerts = page
        .alerts
        .iter()
        .map(|a| a.title.chars().count() + letters(&a.text) + OF_SECTION);
    let hazards = page
        .hazards
        .iter()
        .map(|h| letters(&h.label) + h.note.as_deref().map_or(0, letters));
    // The title is set larger: a letter of it takes the room of two and a half.
    let title = page.title.chars().count() * 5 / 2;
    title + page.summary.chars().count() + alerts.sum::<usize>() + hazards.sum::<usize>()
}

fn rank(section: &Section) -> Rank {
    match section.id.as_str() {
        "_buoc" => Rank::Steps,
        "_vat_tu" | "_thoi_vu" | "_chi_phi" | "_ho_tro" => Rank::Inputs,
        _ => Rank::Rest,
    }
}

fn room_of(section: &Section) -> usize {
    let steps = section.html.matches("<li><span class=\"n\"").count();
    let strips = section.html.matches("<ol class=\"months\"").count();
    let rows = section.html.matches("<tr>").count();
    letters(&section.html) + steps * OF_ITEM + strips * 2 * OF_ITEM + rows * OF_ROW + OF_SECTION
}

/// Letters of the text of HTML, without its tags.
fn letters(html: &str) -> usize {
    let mut inside = false;
    let count = |c: char| {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ => return !inside,
        }
        false
    };
    html.chars().map(count).filter(|counted| *counted).count()
}
