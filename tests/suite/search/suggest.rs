//! Suggestions while typing: composed or bare, the last syllable unfinished.

use search::{Index, Suggestion, SuggestionKind};

use super::checks::Checks;
use super::{ask, real, small};

fn suggested(index: &Index, q: &str) -> Vec<Suggestion> {
    index.suggest(q, 8).unwrap()
}

fn shown(list: &[Suggestion]) -> String {
    list.iter()
        .map(|s| format!("{} ({:?})", s.text, s.kind))
        .collect::<Vec<_>>()
        .join(" | ")
}

/// Some suggestion holds `part`.
fn offers(c: &mut Checks, index: &Index, q: &str, part: &str) {
    let list = suggested(index, q);
    let holds = list
        .iter()
        .any(|s| s.text.to_lowercase().contains(&part.to_lowercase()));
    c.that(format!("{q} offers {part}"), holds, || shown(&list));
}

fn offers_not(c: &mut Checks, index: &Index, q: &str, part: &str) {
    let list = suggested(index, q);
    let holds = list
        .iter()
        .all(|s| !s.text.to_lowercase().contains(&part.to_lowercase()));
    c.that(format!("{q} offers no {part}"), holds, || shown(&list));
}

#[test]
fn what_is_being_typed() {
    let mut c = Checks::new("suggest");
    for (i, suffix) in [(small(), ""), (real(), " (real)")] {
        let mut all = Checks::new("suggest");
        // Every state of composing `nuôi cấy mô` and `hạt dẻ`.
        for q in [
            "nuôi câ",
            "nuôi cây",
            "nuôi cấ",
            "nuôi cấy",
            "nuôi cấy ",
            "nuôi cấy m",
            "nuoi cay",
            "nuoi cay m",
            "Nuôi cấy mô",
            "NUOI CAY",
        ] {
            offers(&mut all, i, q, "nuôi cấy mô");
        }
        for q in ["nuôi c", "nuôi ca", "nuoi c", "nuoi ca"] {
            offers(&mut all, i, q, "nuôi cấy");
        }
        for q in ["hạt", "hạt d", "hat d", "hat de", "hạt de", "hạt dẻ", "HẠT D", "dẻ"] {
            offers(&mut all, i, q, "dẻ");
        }
        for q in ["hạt dẻ", "dẻ"] {
            offers_not(&mut all, i, q, "dê");
        }
        // A grammatical word after a word is no query.
        for q in ["hạt d", "hat d"] {
            offers_not(&mut all, i, q, "hạt để");
        }
        offers(&mut all, i, "mác lị", "mác lịch");
        offers(&mut all, i, "板", "板栗");
        offers(&mut all, i, "castanea m", "Castanea mollissima");
        offers(&mut all, i, "thong no", "Thông Nông");
        offers(&mut all, i, "Hòa A", "a An");
        offers(&mut all, i, "nam huo", "nấm hương");
        offers(&mut all, i, "nấm hư", "nấm hương");
        for q in ["xq", "zzzz", "", " ", "###", "\"", "-"] {
            let list = suggested(i, q);
            all.that(format!("{q:?} offers nothing"), list.is_empty(), || shown(&list));
        }
        // A query that is offered has results; a page that is offered is a page; nothing twice.
        for q in [
            "nuôi", "hạt", "trồng", "c", "nuôi c", "sở", "tr", "hoa", "cây ", "phòng b",
        ] {
            let list = suggested(i, q);
            all.that(format!("{q:?} offers"), !list.is_empty() && list.len() <= 8, || {
                shown(&list)
            });
            for s in &list {
                let query = s.kind == SuggestionKind::Query;
                all.that(format!("{q:?} {} url", s.text), s.url.is_empty() == query, || {
                    s.url.clone()
                });
                let found = ask(i, &format!("\"{}\"", s.text));
                let good = !query || (found.total > 0 && !found.understood.partial);
                all.that(format!("{q:?} {} has results", s.text), good, || super::seen(&found));
            }
            let mut texts: Vec<_> = list.iter().map(|s| (s.text.to_lowercase(), s.url.clone())).collect();
            texts.sort();
            texts.dedup();
            all.that(format!("{q:?} nothing twice"), texts.len() == list.len(), || {
                shown(&list)
            });
        }
        c.take(all, suffix);
    }
    c.finish();
}
