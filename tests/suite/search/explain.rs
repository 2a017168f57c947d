//! `explain`: what was understood, and why each hit is where it is.

use search::ChangeKind;

use super::checks::Checks;
use super::{ask, ask_with, real, seen, small};

#[test]
fn every_hit_says_why() {
    let mut c = Checks::new("explain");
    for (index, suffix) in [(small(), ""), (real(), " (real)")] {
        for q in [
            "hạt dẻ",
            "hat de",
            "xấy hạt dẻ",
            "heo",
            "nuooi caays moo",
            "Thông Nông",
            "HTX",
            "板栗 嫁接",
            "sở",
            "làm sao để hạt dẻ không bị sâu",
            "\"hạt dẻ\"",
            "93/2021/NQ-HĐND",
        ] {
            let response = ask_with(index, q, |r| r.explain = true);
            for hit in &response.hits {
                let list = hit.explain.clone().unwrap_or_default();
                let holds = !list.is_empty()
                    && list
                        .iter()
                        .all(|m| matches!(m.field, "title" | "text") || !m.field.is_empty())
                    && list
                        .iter()
                        .all(|m| m.weight.is_finite() && m.weight > 0.0 && !m.word.is_empty());
                c.that(format!("{q}: {} says why{suffix}", hit.id), holds, || {
                    format!("{list:?}")
                });
            }
            // The parts add up to the score.
            for hit in &response.hits {
                let sum: f32 = hit.explain.iter().flatten().map(|m| m.weight).sum();
                let holds = (sum - hit.score).abs() <= 0.001 * hit.score.max(1.0);
                c.that(format!("{q}: {} adds up{suffix}", hit.id), holds, || {
                    format!("{sum} of {}: {:?}", hit.score, hit.explain)
                });
            }
            // Every other name has its reason.
            let reasons = response
                .understood
                .expansions
                .iter()
                .all(|e| !e.vocabulary.is_empty() && !e.code.is_empty() && !e.lang.is_empty());
            c.that(format!("{q} gives reasons{suffix}"), reasons, || seen(&response));
            // The same hits in the same order without it.
            let plain = ask(index, q);
            let same = super::ids(&plain) == super::ids(&response) && plain.hits.iter().all(|h| h.explain.is_none());
            c.that(format!("{q} same order{suffix}"), same, || {
                format!("{}; {}", seen(&plain), seen(&response))
            });
        }
    }
    let i = small();
    for (q, ma, field, word, kind) in [
        ("hạt dẻ", "kt-say-de", "title", "dẻ", ChangeKind::Typed),
        ("hạt dẻ", "kt-say-de", "text", "dẻ", ChangeKind::Typed),
        ("hat de", "kt-say-de", "text", "dẻ", ChangeKind::Marks),
        ("xấy hạt dẻ", "kt-say-de", "text", "sấy", ChangeKind::Spelling),
        ("nuooi caays moo", "kt-cay-mo", "text", "cấy", ChangeKind::Keystrokes),
        ("heo", "kt-lon", "text", "lợn", ChangeKind::OtherName),
        ("Lê Chung", "kt-mia", "text", "2025:01288", ChangeKind::Place),
        ("khoahoccongnghe", "cs-cong-nghe", "text", "khoa", ChangeKind::Spacing),
    ] {
        let response = ask_with(i, q, |r| r.explain = true);
        let list = response
            .hits
            .iter()
            .find(|h| h.id == ma)
            .and_then(|h| h.explain.clone())
            .unwrap_or_default();
        // Places stand in a field of their own, under their code or their name.
        let fits = |m: &search::Match| {
            m.kind == kind && (kind == ChangeKind::Place || (m.field == field && m.word.to_lowercase().contains(word)))
        };
        c.that(
            format!("{q}: {ma} {field} {word} {kind:?}"),
            list.iter().any(fits),
            || format!("{list:?}; {}", seen(&response)),
        );
    }
    c.finish();
}
