//! The parts of a record that may stay off paper, by how much they matter there, and the room that each takes.

use super::flow::{self, Block, LINE, Piece, fits};
use super::letters::{BOLD, Words};
use crate::pages::record::{Page, evidence::Ladder};
use crate::show::Section;

/// By how much parts matter on paper, the most first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Steps,
    Inputs,
    Facts,
    Rest,
    Ladder,
    Minor,
    Body,
}

/// Where in the page a part is.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Fact(usize),
    Section(usize),
    Ladder,
    Body(usize),
}

/// Fields that the title or the summary of a record mostly says too, or that help to find it.
const MINOR: [&str; 5] = ["ten_khac", "doi_tuong", "dia_ban", "dia_ban_goc", "nhom"];
/// What is needed, and when.
const INPUTS: [&str; 5] = ["_vat_tu", "_thoi_vu", "_chi_phi", "_ho_tro", "thang"];
const STEPS: &str = "_buoc";
/// How a step begins.
const STEP: &str = "<li><span class=\"n\"";
/// How its warning begins.
const CARE: &str = "<p class=\"care\">";
/// The twelve months.
const MONTHS: &str = "<ol class=\"months\"";
/// Height of them, and their width with the gap beside them.
const STRIP: (f64, f64) = (1.45, 13.5);
/// Around a fact, between steps, above and below the heading of a section, between rows.
const OF_FACT: f64 = 0.16;
const OF_STEP: f64 = 0.25;
const OF_HEADING: (f64, f64) = (0.49, 0.3);
const OF_ROW: f64 = 0.1;
/// By how much the lines of a row are set in.
const ROW_INDENT: f64 = 0.8;
/// Where the text of a step begins.
const STEP_INDENT: f64 = 1.7;
/// Of the letters of a title, and of the heading of a section.
const TITLE: f64 = 1.5;
const HEADING: f64 = 1.08;

/// A part of the page that may stay off paper.
pub(super) struct Part {
    pub(super) rank: Rank,
    pub(super) kind: Kind,
    content: Content,
}

enum Content {
    /// Label and months, or a text.
    Months(Words),
    Text(Words),
    Section(Words, Vec<Inner>),
    Body(Vec<flow::Part>),
}

/// What a section holds.
enum Inner {
    Months(Words),
    /// A text, and its warning below it: the step is not broken over columns.
    Step {
        name: Words,
        text: Words,
        care: Words,
    },
    Row(Words),
    Chips(Vec<f64>),
    Other(flow::Part),
}

/// The parts of the page, in their order there.
pub(super) fn of(page: &Page<'_>) -> Vec<Part> {
    let facts = page.facts.iter().enumerate().map(|(n, fact)| {
        let rank = match fact.name.as_str() {
            name if MINOR.contains(&name) => Rank::Minor,
            name if INPUTS.contains(&name) => Rank::Inputs,
            _ => Rank::Facts,
        };
        let content = if fact.html.contains(MONTHS) {
            Content::Months(flow::run(&fact.label, BOLD))
        } else {
            let mut words = flow::run(&fact.label, BOLD);
            words.gap(0.3);
            words.append(flow::run(&fact.html, 1.0));
            Content::Text(words)
        };
        (rank, Kind::Fact(n), content)
    });
    let sections = page.sections.iter().enumerate().map(|(n, section)| {
        let rank = match section.id.as_str() {
            STEPS => Rank::Steps,
            id if INPUTS.contains(&id) => Rank::Inputs,
            _ => Rank::Rest,
        };
        (
            rank,
            Kind::Section(n),
            Content::Section(Words::of(&section.title, BOLD), inner(section)),
        )
    });
    let ladder = page.ladder.iter().map(|ladder| {
        let title = Words::of(&ladder.title, BOLD);
        (Rank::Ladder, Kind::Ladder, Content::Section(title, of_ladder(ladder)))
    });
    let body = page
        .body
        .iter()
        .enumerate()
        .map(|(n, part)| (Rank::Body, Kind::Body(n), Content::Body(flow::parts(&part.html))));
    let all = facts.chain(sections).chain(ladder).chain(body);
    all.map(|(rank, kind, content)| Part { rank, kind, content }).collect()
}

fn inner(section: &Section) -> Vec<Inner> {
    let html = section.html.as_str();
    if section.id == STEPS {
        let step = |step: &str| {
            let (text, care) = step.split_once(CARE).unwrap_or((step, ""));
            let (name, text) = text.split_once("</h3>").unwrap_or(("", text));
            let name = name.split_once("<h3>").map_or("", |(_, name)| name);
            Inner::Step {
                name: flow::run(name, BOLD),
                text: flow::run(text, 1.0),
                care: flow::run(care, 1.0),
            }
        };
        return html.split(STEP).skip(1).map(step).collect();
    }
    if html.contains(MONTHS) {
        let works = html.split("<dt>").skip(1);
        let label = |work: &str| flow::run(work.split("</dt>").next().unwrap_or_default(), BOLD);
        return works.map(|work| Inner::Months(label(work))).collect();
    }
    let Some((before, table)) = html.split_once("<table class=\"stack\">") else {
        return flow::parts(html).into_iter().map(Inner::Other).collect();
    };
    let rows = table.split("<tr>").skip(2).map(|row| Inner::Row(of_row(row)));
    flow::parts(before).into_iter().map(Inner::Other).chain(rows).collect()
}

/// A row of a table in one run: a cell names its column, unless it is a quantity or a remark.
fn of_row(row: &str) -> Words {
    let mut words = Words::default();
    for cell in row.split("<td").skip(1) {
        let (attributes, text) = cell.split_once('>').unwrap_or_default();
        let label = attributes
            .split_once("data-th=\"")
            .and_then(|(_, label)| label.split_once('"'));
        if let Some((label, _)) = label {
            words.gap(0.6);
            if !attributes.contains("class") {
                words.append(Words::of(label, 1.0));
                words.gap(0.3);
            }
        }
        words.append(flow::run(text, if label.is_some() { 1.0 } else { BOLD }));
    }
    words
}

fn of_ladder(ladder: &Ladder) -> Vec<Inner> {
    let chips = ladder
        .rungs
        .iter()
        .map(|rung| flow::run(&rung.label, BOLD).width() + 1.2);
    let notes = ladder.notes.iter().map(|note| flow::run(note, 1.0));
    let note = |words| {
        Inner::Other(flow::Part::Block(Block {
            before: 0.2,
            ..Block::new(words)
        }))
    };
    std::iter::once(Inner::Chips(chips.collect()))
        .chain(notes.map(note))
        .collect()
}

impl Part {
    /// Its pieces in a column of `room`.
    pub(super) fn pieces(&self, room: f64) -> Vec<Piece> {
        self.set(room, false)
    }

    /// Steps of which names and warnings alone are left.
    pub(super) fn brief(&self, room: f64) -> Option<Vec<Piece>> {
        (self.rank == Rank::Steps).then(|| self.set(room, true))
    }

    fn set(&self, room: f64, brief: bool) -> Vec<Piece> {
        let mut out = Vec::new();
        match &self.content {
            Content::Months(label) => out.push(months(label, room)),
            Content::Text(words) => {
                let block = Block {
                    before: OF_FACT,
                    ..Block::new(words.clone())
                };
                block.set(room, &mut out);
            }
            Content::Section(title, inner) => {
                out.push(Piece {
                    height: title.lines(room / HEADING) as f64 * LINE * HEADING + OF_HEADING.1,
                    before: OF_HEADING.0,
                    with_next: true,
                });
                inner.iter().for_each(|inner| inner.set(room, brief, &mut out));
            }
            Content::Body(parts) => parts.iter().for_each(|part| part.set(room, &mut out)),
        }
        out
    }
}

impl Inner {
    fn set(&self, room: f64, brief: bool, out: &mut Vec<Piece>) {
        match self {
            Self::Months(label) => out.push(months(label, room)),
            Self::Step { name, text, care } => {
                let room = room - STEP_INDENT;
                let mut run = name.clone();
                if !brief {
                    run.gap(0.3);
                    run.append(text.clone());
                }
                let lines = run.lines(room) + care.lines(room);
                out.push(Piece::of(lines as f64 * LINE + OF_STEP));
            }
            Self::Row(words) => out.push(Piece {
                before: OF_ROW,
                ..Piece::of(words.lines(room - ROW_INDENT) as f64 * LINE)
            }),
            Self::Chips(widths) => {
                let (mut lines, mut at) = (1, 0.0);
                for width in widths {
                    if at > 0.0 && at + width > room {
                        lines += 1;
                        at = 0.0;
                    }
                    at += width + 0.5;
                }
                out.push(Piece::of(f64::from(lines) * (LINE + 0.8)));
            }
            Self::Other(part) => part.set(room, out),
        }
    }
}

/// A label with the months beside it.
fn months(label: &Words, room: f64) -> Piece {
    Piece::of((label.lines(room - STRIP.1) as f64 * LINE).max(STRIP.0))
}

/// Room of what stands above the columns, across the page.
pub(super) fn head(page: &Page<'_>, room: f64, size: f64) -> f64 {
    // Around a box: its padding, its margin, its border of 1.5 points.
    let of_box = 1.0 + 3.0 / size;
    let inside = room - 1.2 - 3.0 / size;
    let lines = |words: Words, room: f64| words.lines(room) as f64 * LINE;
    let title = lines(Words::of(&page.title, BOLD), room / TITLE) * TITLE + 0.4;
    let notes = [page.original.as_deref(), page.language_note].into_iter().flatten();
    let notes: f64 = notes.map(|note| lines(Words::of(note, 1.0), room) + 0.2).sum();
    let summary = lines(Words::of(&page.summary, BOLD), room) + 0.4;
    let alerts = page.alerts.iter().map(|alert| {
        let text = lines(flow::run(&alert.text, 1.0), inside);
        lines(Words::of(&alert.title, BOLD), inside) + text + of_box
    });
    let hazards: Vec<Piece> = page
        .hazards
        .iter()
        .map(|hazard| {
            let mut words = flow::run(&hazard.label, BOLD);
            words.append(flow::run(hazard.note.as_deref().unwrap_or_default(), 1.0));
            let room = if page.hazards.len() == 1 {
                inside
            } else {
                (inside - 2.2) / 2.0
            };
            Piece::of(lines(words, room - 1.2))
        })
        .collect();
    let mut beside = 0.0;
    while !fits(hazards.iter(), beside) {
        beside += LINE;
    }
    let boxed = if hazards.is_empty() {
        0.0
    } else {
        beside + LINE + of_box
    };
    title + notes + summary + alerts.sum::<f64>() + boxed + 0.3
}
