//! How a record is brought onto one page of A4, and onto one of A5.
//!
//! The style sheet for paper sets a page of fixed height in two columns. Here is decided how large its letters are and
//! which parts are on it: the record is set as a browser will set it, in the largest letters with which all of it stands
//! on the page, and never in smaller ones than can be read. Where those do not do, what matters least stays off the page,
//! steps keep their names and warnings alone at the last; the leaflet says so, and names the address of the whole.

use std::cell::LazyCell;

use super::Page;

mod flow;
mod letters;
mod parts;

use flow::{Piece, fits};
use parts::{Kind, Part, Rank};

/// A size of paper without its margins; lengths in points.
struct Paper {
    width: f64,
    height: f64,
    /// The code that leads back, and the letters beside it.
    code: f64,
    foot: f64,
    /// The sizes of the style sheet.
    sizes: [f64; 5],
    /// Class of the size on the record, of what stays off the page, of steps without their texts, and of a record that is
    /// not whole.
    classes: [&'static str; 5],
    off: &'static str,
    brief: &'static str,
    lack: &'static str,
}

const A4: Paper = Paper {
    width: 544.2,
    height: 790.8,
    code: 62.4,
    foot: 9.0,
    sizes: [11.0, 10.0, 9.25, 8.5, 8.0],
    classes: ["a40", "a41", "a42", "a43", "a44"],
    off: "off4",
    brief: "brief4",
    lack: "lack4",
};
const A5: Paper = Paper {
    width: 368.5,
    height: 544.2,
    code: 48.2,
    foot: 8.0,
    sizes: [10.0, 9.25, 8.75, 8.25, 8.0],
    classes: ["a50", "a51", "a52", "a53", "a54"],
    off: "off5",
    brief: "brief5",
    lack: "lack5",
};
/// Between the columns.
const GAP: f64 = 17.0;
/// With its body whole only in letters of the first sizes; else larger ones, and of the body what there is room for.
const WITH_BODY: usize = 4;
/// How much of a column is filled by our reckoning: what is over on the page is cut off, and other faces are a little wider.
const TRUSTED: f64 = 0.93;

/// A part set in letters of a size.
struct Set {
    rank: Rank,
    kind: Kind,
    pieces: Vec<Piece>,
    brief: Option<Vec<Piece>>,
}

/// Chooses sizes for the record, marks the parts that stay off each size of paper.
pub(super) fn lay_out(page: &mut Page<'_>) {
    let parts = &parts::of(page);
    let mut classes = Vec::new();
    for paper in &[A4, A5] {
        let foot = foot(page, paper);
        let height = |size: f64| {
            let columns = (paper.height - foot) / size - parts::head(page, paper.width / size, size);
            columns * TRUSTED
        };
        // Most records stand on the page in the first of them.
        let sets = paper
            .sizes
            .map(|size| LazyCell::new(move || set(parts, (paper.width - GAP) / 2.0 / size)));
        let stands = |n: usize, least: Rank| {
            let on = sets[n].iter().filter(|part| part.rank <= least);
            fits(on.flat_map(|part| &part.pieces), height(paper.sizes[n]))
        };
        let whole = (0..WITH_BODY).find(|n| stands(*n, Rank::Body));
        let own = || (0..sets.len()).find(|n| stands(*n, Rank::Minor));
        let n = whole.or_else(own).unwrap_or(sets.len() - 1);
        classes.push(paper.classes[n]);
        let set: &[Set] = &sets[n];
        let off = choose(set, height(paper.sizes[n]));
        for (part, off) in set.iter().zip(&off) {
            match off {
                Left::On => {}
                Left::Brief => page.mark(part.kind, paper.brief),
                Left::Off => page.mark(part.kind, paper.off),
            }
        }
        if off.iter().any(|off| !matches!(off, Left::On)) {
            classes.push(paper.lack);
        }
    }
    page.leaflet = classes.join(" ");
}

/// What is left of a part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    On,
    Brief,
    Off,
}

/// The parts that there is room for, the most important first; they stand in the order of the page.
fn choose(set: &[Set], height: f64) -> Vec<Left> {
    let mut chosen = vec![Left::Off; set.len()];
    let mut order: Vec<usize> = (0..set.len()).collect();
    order.sort_by_key(|n| set[*n].rank);
    for n in order {
        for left in [Left::On, Left::Brief] {
            chosen[n] = left;
            let pieces = set.iter().zip(&chosen).flat_map(|(part, left)| match left {
                Left::On => part.pieces.as_slice(),
                Left::Brief => part.brief.as_deref().unwrap_or_default(),
                Left::Off => &[],
            });
            let is_there = left == Left::On || set[n].brief.is_some();
            if is_there && fits(pieces, height) {
                break;
            }
            chosen[n] = Left::Off;
        }
    }
    chosen
}

fn set(parts: &[Part], room: f64) -> Vec<Set> {
    let one = |part: &Part| Set {
        rank: part.rank,
        kind: part.kind,
        pieces: part.pieces(room),
        brief: part.brief(room),
    };
    parts.iter().map(one).collect()
}

/// Height of the foot of the page.
fn foot(page: &Page<'_>, paper: &Paper) -> f64 {
    // The code, and two texts side by side.
    let room = (paper.width - paper.code - 2.0 * GAP) / 2.0 / paper.foot;
    let site = &page.cx.site;
    let lines = |text: &str| letters::Words::of(text, 1.0).lines(room) as f64;
    let of_site = [
        Some(&site.name),
        site.organisation.as_ref(),
        site.phone.as_ref(),
        site.email.as_ref(),
    ];
    let of_site: f64 = of_site.into_iter().flatten().map(|text| lines(text)).sum();
    let of_page = lines(page.cx.t.leaflet_lacks) + lines(page.cx.t.leaflet) + lines(&page.address);
    (of_site.max(of_page) * paper.foot * flow::LINE).max(paper.code) + 6.0
}

impl Page<'_> {
    fn mark(&mut self, kind: Kind, class: &'static str) {
        let classes = match kind {
            Kind::Fact(n) => &mut self.facts[n].paper,
            Kind::Section(n) => &mut self.sections[n].paper,
            Kind::Ladder => &mut self.ladder_paper,
            Kind::Body(n) => &mut self.body[n].paper,
        };
        classes.push(' ');
        classes.push_str(class);
    }
}
