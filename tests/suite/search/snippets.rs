//! Snippets and marked titles: whole words, whole tags, the record's own text; and any query at all is answered.

use proptest::prelude::*;
use search::Index;

use super::checks::Checks;
use super::{ask, real, small, text_of};

const QUERIES: &[&str] = &[
    "hạt dẻ",
    "hat de",
    "HẠT DẺ",
    "heo",
    "nuooi caays moo",
    "板栗",
    "xấy hạt dẻ",
    "làm sao để hạt dẻ không bị sâu",
    "bo bi ve ban den",
    "CO2",
    "wifi",
    "Thông Nông",
    "\"nuôi cấy mô\"",
    "phân bón",
    "sở",
    "a",
    "của",
    "kỹ thuật -lúa",
    "93/2021/NQ-HĐND",
    "°C",
    "",
];

/// The text of marked HTML, and its marked parts; `None` when tags do not pair or something else than `<mark>` is there.
fn read(html: &str) -> Option<(String, Vec<String>)> {
    let (mut text, mut marks, mut rest) = (String::new(), Vec::new(), html);
    while let Some((before, after)) = rest.split_once("<mark>") {
        let (marked, after) = after.split_once("</mark>")?;
        text.push_str(before);
        text.push_str(marked);
        marks.push(marked.to_owned());
        rest = after;
    }
    text.push_str(rest);
    if text.contains('<') || text.contains('>') || marks.iter().any(|m| m.trim().is_empty() || m.trim() != m) {
        return None;
    }
    let plain = |s: &str| {
        s.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
    };
    Some((plain(&text), marks.iter().map(|m| plain(m)).collect()))
}

/// What is wrong with the snippets and titles of an answer.
fn faults(index: &Index, q: &str) -> Vec<String> {
    let mut out = Vec::new();
    for hit in ask(index, q).hits {
        match read(&hit.title_html) {
            Some((text, _)) if text == hit.title => {}
            _ => out.push(format!("{}: title {:?}", hit.id, hit.title_html)),
        }
        let body = text_of(index, &hit.id).replace(['\n', '\r'], " ");
        let Some((text, marks)) = read(&hit.snippet) else {
            out.push(format!("{}: tags {:?}", hit.id, hit.snippet));
            continue;
        };
        let (open, close) = (
            text.starts_with('…') && !body.starts_with('…'),
            text.ends_with('…') && !body.ends_with('…'),
        );
        let inner = text.strip_prefix('…').filter(|_| open).unwrap_or(&text);
        let inner = inner.strip_suffix('…').filter(|_| close).unwrap_or(inner);
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c));
        let whole = body.match_indices(inner).any(|(at, _)| {
            let end = at + inner.len();
            let cut_before = letter(body[..at].chars().next_back()) && letter(inner.chars().next());
            let cut_after = letter(inner.chars().next_back()) && letter(body[end..].chars().next());
            !cut_before && !cut_after
        });
        if !whole {
            out.push(format!(
                "{}: not the record's own text, or a word cut: {inner:?}",
                hit.id
            ));
        }
        // A mark begins and ends where a word does.
        let mut at = 0;
        for mark in marks {
            let Some(from) = inner[at..].find(&mark).map(|n| at + n) else {
                out.push(format!("{}: mark {mark:?}", hit.id));
                continue;
            };
            at = from + mark.len();
        }
        if text.chars().count() > 400 {
            out.push(format!("{}: {} characters", hit.id, text.chars().count()));
        }
    }
    out
}

#[test]
fn snippets_are_the_text_itself() {
    let mut c = Checks::new("snippets");
    for (index, suffix) in [(small(), ""), (real(), " (real)")] {
        for q in QUERIES {
            let wrong = faults(index, q);
            c.that(format!("{q}{suffix}"), wrong.is_empty(), || wrong.join("\n      "));
        }
    }
    c.finish();
}

#[test]
fn the_word_is_marked_in_whatever_way_it_matched() {
    let mut c = Checks::new("snippets, marks");
    let i = small();
    for (q, ma, wanted) in [
        ("hạt dẻ", "kt-say-de", "hạt dẻ"),
        ("hat de", "kt-say-de", "hạt dẻ"),
        ("HẠT DẺ", "kt-say-de", "hạt dẻ"),
        ("hajt der", "kt-say-de", "hạt dẻ"),
        ("xấy hạt dẻ", "kt-say-de", "sấy hạt dẻ"),
        ("heo", "kt-lon", "lợn"),
        ("板栗", "kt-say-de", "hạt dẻ"),
        ("nuoi cay mo", "kt-cay-mo", "nuôi cấy mô"),
        ("组织培养", "kt-cay-mo", "nuôi cấy mô"),
        ("VA06", "kt-va06", "va06"),
        ("CO2", "kt-nha-mang", "co2"),
        ("HTX", "tc-htx-bich-loan", "hợp tác xã"),
        ("sở", "kt-trong-so", "sở"),
    ] {
        let response = ask(i, q);
        let hit = response.hits.iter().find(|h| h.id == ma);
        let html = hit.map_or_else(String::new, |h| {
            format!("{} {}", h.title_html, h.snippet).to_lowercase()
        });
        let holds = html.contains(&format!("<mark>{wanted}</mark>"));
        c.that(format!("{q} marks {wanted}"), holds, || {
            format!("{html}; {}", super::seen(&response))
        });
    }
    for (q, never) in [
        ("dẻ", "dê"),
        ("dẻ", "để"),
        ("sở", "số"),
        ("hồi", "hội"),
        ("bò", "bỏ"),
        ("nghệ", "nghề"),
    ] {
        for index in [i, real()] {
            let response = ask(index, q);
            let bad = response.hits.iter().any(|h| {
                let html = format!("{} {}", h.title_html, h.snippet).to_lowercase();
                read(&html).is_some_and(|(_, marks)| marks.iter().any(|m| m.split(' ').any(|w| w == never)))
            });
            c.that(format!("{q} never marks {never}"), !bad, || super::seen(&response));
        }
    }
    c.finish();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered(q in "\\PC{0,512}") {
        prop_assert!(faults(small(), &q).is_empty(), "{:?}", faults(small(), &q));
        small().suggest(&q, 8).unwrap();
    }

    #[test]
    fn any_characters_are_answered(q in proptest::collection::vec(any::<char>(), 0..512)) {
        let q: String = q.into_iter().collect();
        prop_assert!(faults(small(), &q).is_empty(), "{:?}", faults(small(), &q));
        small().suggest(&q, 8).unwrap();
    }

    #[test]
    fn anything_made_of_what_readers_type_is_answered(
        parts in proptest::collection::vec(
            prop::sample::select(vec![
                "hạt", "dẻ", " ", " ", "\"", "-", ":", "nam:", "ten:", "dia_ban:", "Thông Nông", "caays", "nuo^i", "h¹t", "板栗", "\u{323}", "\u{200b}", "(", ")", "*", "\\", "&", "<b>", "…", "93/2021", "°C", "NQ-HĐND", "khoahoccongnghe", "\u{301}", "ð",
            ]),
            0..60,
        ),
    ) {
        let q = parts.concat();
        prop_assert!(faults(small(), &q).is_empty(), "{:?}", faults(small(), &q));
        small().suggest(&q, 8).unwrap();
    }
}
