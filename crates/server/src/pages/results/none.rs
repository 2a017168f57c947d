//! Where nothing was found: what there is instead.

use std::collections::BTreeMap;

use search::SuggestionKind;

use super::Choice;
use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::format;
use crate::pages::record::asked;
use crate::params::SearchParams;
use crate::urls;

/// Most subjects and places proposed.
const TOPICS: usize = 6;
/// Words of a query that are looked up, alone and in runs of at most this many.
const WORDS: usize = 8;
const RUN: usize = 3;

/// Subjects and places that the words of the query name or begin, the longest runs of words first.
pub(super) fn topics(app: &App, cx: &Cx, params: &SearchParams, total: usize) -> Result<Vec<Choice>, Error> {
    let mut out: Vec<Choice> = Vec::new();
    if total > 0 {
        return Ok(out);
    }
    let words: Vec<&str> = params.q.split_whitespace().take(WORDS).collect();
    for run in (1..=RUN).rev() {
        for words in words.windows(run) {
            for suggestion in app.index.suggest(&words.join(" "), TOPICS)? {
                let named = matches!(suggestion.kind, SuggestionKind::Subject | SuggestionKind::Place);
                let href = cx.link(&suggestion.url);
                if named && out.len() < TOPICS && out.iter().all(|t| t.href != href) {
                    out.push(Choice {
                        label: suggestion.text,
                        href,
                        current: false,
                    });
                }
            }
        }
        if !out.is_empty() {
            break;
        }
    }
    Ok(out)
}

/// Address of the list of organisations and experts, where the catalogue has any such collection.
pub(super) fn ask(app: &App, cx: &Cx) -> Option<String> {
    let params = asked(&app.declarations())?;
    Some(urls::results(&params, cx.lang_param()))
}

/// How many there are without any filter, where there are none with them.
pub(super) fn unfiltered(app: &App, cx: &Cx, params: &SearchParams, total: usize) -> Result<Option<String>, Error> {
    if total > 0 || !params.is_filtered() {
        return Ok(None);
    }
    let all = SearchParams {
        filters: BTreeMap::new(),
        offset: 0,
        ..params.clone()
    };
    let mut request = all.request(cx.lang);
    (request.limit, request.facets, request.snippets) = (0, false, false);
    let n = app.index.search(&request)?.total;
    Ok((n > 0).then(|| format::count(n, cx.lang)))
}
