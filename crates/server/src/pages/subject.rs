//! `/chu-de/{code}`: a subject with all its names, and everything about it.

use axum::extract::{Path, State};
use axum::response::Response;
use catalogue::{Declarations, Term, Vocabulary};

use super::term::{self, TermView};
use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::facets::{HAZARDS, SUBJECT_KEY, SUBJECTS};
use crate::show::{anchor, escape, label};
use crate::urls;

/// The page of a subject.
pub(crate) async fn get(State(app): State<App>, cx: Cx, Path(code): Path<String>) -> Result<Response, Error> {
    app.run(move |app| {
        let declarations = app.declarations();
        let vocabulary = declarations.vocabulary(SUBJECTS).ok_or(Error::NotFound)?;
        let found = vocabulary.term(&code).ok_or(Error::NotFound)?;
        term::page(app, &cx, view(&cx, &declarations, vocabulary, found))
    })
    .await
}

fn view(cx: &Cx, declarations: &Declarations, vocabulary: &Vocabulary, found: &Term) -> TermView {
    let t = cx.t;
    let link = |term: &Term| anchor(&cx.link(&urls::subject(&term.code)), &label(cx, &term.labels));
    let mut facts = Vec::new();
    let names = term::names(cx, declarations, found);
    if !names.is_empty() {
        facts.push((t.names, names));
    }
    if let Some(broader) = found.broader.as_deref().and_then(|code| vocabulary.term(code)) {
        facts.push((t.broader, link(broader)));
    }
    let narrower: Vec<String> = vocabulary
        .terms
        .iter()
        .filter(|term| term.broader.as_deref() == Some(&found.code))
        .map(link)
        .collect();
    if !narrower.is_empty() {
        facts.push((t.narrower, narrower.join(", ")));
    }
    if let Some(uri) = &found.uri {
        facts.push((
            t.linked_data,
            format!("<a class=\"url\" rel=\"noopener\" href=\"{0}\">{0}</a>", escape(uri)),
        ));
    }
    let hazard = found
        .hazard
        .as_deref()
        .and_then(|code| declarations.vocabulary(HAZARDS)?.term(code));
    let text = |term: &Term| term.note.as_ref().map(|n| label(cx, n)).unwrap_or_default();
    TermView {
        title: found.labels.get(cx.lang).to_owned(),
        heading: label(cx, &found.labels),
        kind: t.subject,
        lede: found.note.as_ref().map(|n| label(cx, n)),
        hazard: hazard.map(|term| (label(cx, &term.labels), text(term))),
        facts,
        records_title: t.records_subject,
        key: SUBJECT_KEY,
        best_by: Some(found.labels.vi.clone()),
        near: None,
        values: vec![found.code.clone()],
    }
}
