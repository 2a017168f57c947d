//! How small the leaflet of a record is set, so that it fits on one page.

use super::Fact;
use crate::show::Section;

/// The set of sizes of the style sheet for paper that brings this much onto one page. The body is printed where there
/// is room for it; else its page is named on the leaflet.
pub(super) fn leaflet(facts: &[Fact], parts: &[Section], summary: &str, body: &str) -> &'static str {
    let html = facts.iter().map(|f| &f.html).chain(parts.iter().map(|s| &s.html));
    let own: usize = html.map(|html| letters(html)).sum::<usize>() + summary.chars().count();
    match (own, own + body.chars().count()) {
        (_, 0..=1_400) => "s0 whole",
        (_, 1_401..=2_400) => "s1 whole",
        (_, 2_401..=3_400) => "s2 whole",
        (0..=1_400, _) => "s0",
        (1_401..=2_400, _) => "s1",
        (2_401..=3_400, _) => "s2",
        (3_401..=5_000, _) => "s3",
        _ => "s4",
    }
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
