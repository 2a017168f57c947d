//! What was understood, as lines of HTML.

use search::{Notice, Understood};

use crate::cx::Cx;
use crate::pages::rows::is_han;
use crate::params::SearchParams;
use crate::show::{anchor, escape, vietnamese};
use crate::texts::fill;
use crate::urls;

/// Most other names said of one word.
const NAMES: usize = 5;

/// Lines to show above the hits.
pub(super) fn notes(cx: &Cx, params: &SearchParams, understood: &Understood) -> Vec<String> {
    let mut out = Vec::new();
    let lang = cx.lang_param();
    let literal = || {
        urls::results(
            &SearchParams {
                literal: true,
                offset: 0,
                ..params.clone()
            },
            lang,
        )
    };
    let typed = escape(&fill(cx.t.search_literal, &[("q", &super::short(&params.q))]));
    if params.literal && !params.q.is_empty() {
        let href = urls::results(
            &SearchParams {
                literal: false,
                offset: 0,
                ..params.clone()
            },
            lang,
        );
        out.push(format!(
            "{} {}",
            escape(cx.t.is_literal),
            anchor(&href, &escape(cx.t.not_literal))
        ));
    }
    if let Some(read) = &understood.searched_as {
        out.push(format!(
            "{} <strong lang=\"vi\">{}</strong>. {}",
            escape(cx.t.searched_as),
            escape(read),
            anchor(&literal(), &typed)
        ));
    }
    if !understood.expansions.is_empty() {
        let mut said: Vec<(&str, Vec<(&str, String)>)> = Vec::new();
        for name in &understood.expansions {
            let shown = format!("<span lang=\"{}\">{}</span>", escape(&name.lang), escape(&name.to));
            match said.iter_mut().find(|(from, _)| *from == name.from) {
                Some((_, names)) => names.push((&name.lang, shown)),
                None => said.push((&name.from, vec![(&name.lang, shown)])),
            }
        }
        let groups: Vec<String> = said
            .into_iter()
            .map(|(from, mut names)| {
                // Those that the reader's language writes come first.
                names.sort_by_key(|(lang, _)| *lang != urls::lang_code(cx.lang));
                let more = if names.len() > NAMES { "…" } else { "" };
                let names: Vec<String> = names.into_iter().take(NAMES).map(|(_, name)| name).collect();
                format!("<b>{}</b> → {}{more}", escape(&close(from)), names.join(", "))
            })
            .collect();
        let way_back = if understood.searched_as.is_none() && !params.literal {
            format!(" {}", anchor(&literal(), &typed))
        } else {
            String::new()
        };
        out.push(format!("{} {}{way_back}", escape(cx.t.also_names), groups.join("; ")));
    }
    for place in &understood.places {
        // A place of today that was named as it is needs no word.
        if place.now.is_empty() || place.now.iter().any(|(code, _)| *code == place.code) {
            continue;
        }
        let now: Vec<String> = place
            .now
            .iter()
            .map(|(code, name)| anchor(&cx.link(&urls::place(code)), &vietnamese(cx, name)))
            .collect();
        let from = anchor(&cx.link(&urls::place(&place.code)), &vietnamese(cx, &place.name));
        out.push(format!(
            "{}: {}",
            fill(&escape(cx.t.place_now), &[("from", &from)]),
            now.join(", ")
        ));
    }
    if understood.partial {
        out.push(escape(cx.t.partial));
    }
    for notice in &understood.notices {
        out.push(match notice {
            Notice::TooLong => escape(cx.t.notice_long),
            Notice::TooManyTerms => escape(cx.t.notice_terms),
            Notice::UnknownField(name) => escape(&fill(cx.t.notice_field, &[("q", name)])),
        });
    }
    out
}

/// Words as they were written: Chinese has no blanks between them.
fn close(words: &str) -> String {
    let letters: Vec<char> = words.chars().collect();
    let kept = letters.iter().enumerate().filter(|(n, c)| {
        let beside = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|c| is_han(*c));
        **c != ' ' || !(beside(n.checked_sub(1)) && beside(Some(n + 1)))
    });
    kept.map(|(_, c)| *c).collect()
}

#[cfg(test)]
mod tests {
    use super::close;

    #[test]
    fn chinese_words_stand_close() {
        assert_eq!(close("八 角"), "八角");
        assert_eq!(close("hat de 板 栗"), "hat de 板栗");
    }
}
