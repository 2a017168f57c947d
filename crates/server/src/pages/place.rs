//! `/noi/{era:code}`: a place, of today or of before, and what there is for it.

use axum::extract::{Path, State};
use axum::response::Response;
use catalogue::{Declarations, Term, Vocabulary};

use super::near;
use super::term::{self, TermView};
use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::facets::{PLACE_KEY, PLACES};
use crate::show::{anchor, escape, label};
use crate::texts::fill;
use crate::{format, urls};

/// The page of a place.
pub(crate) async fn get(State(app): State<App>, cx: Cx, Path(code): Path<String>) -> Result<Response, Error> {
    app.run(move |app| {
        let declarations = app.declarations();
        let vocabulary = declarations.vocabulary(PLACES).ok_or(Error::NotFound)?;
        let found = vocabulary.term(&code).ok_or(Error::NotFound)?;
        let mut view = view(&cx, &declarations, vocabulary, found);
        view.near = near::of(app, &cx, vocabulary, &view.values)?;
        term::page(app, &cx, view)
    })
    .await
}

fn view(cx: &Cx, declarations: &Declarations, vocabulary: &Vocabulary, found: &Term) -> TermView {
    let t = cx.t;
    let label = |term: &Term| label(cx, &term.labels);
    let link = |code: &str| {
        vocabulary
            .term(code)
            .map(|term| anchor(&cx.link(&urls::place(code)), &label(term)))
    };
    let place = found.place.clone().unwrap_or_default();
    let era = found.code.split(':').next().unwrap_or_default();
    let mut facts = Vec::new();
    let now: Vec<String> = place.now.iter().filter_map(|code| link(code)).collect();
    if !now.is_empty() {
        facts.push((t.place_today, now.join(", ")));
    }
    if let Some(within) = place.within.as_deref().and_then(link) {
        facts.push((t.place_within, within));
    }
    let before: Vec<String> = vocabulary
        .terms
        .iter()
        .filter(|term| term.place.as_ref().is_some_and(|p| p.now.contains(&found.code)))
        .map(|term| {
            let old = fill(t.place_old, &[("era", term.code.split(':').next().unwrap_or_default())]);
            format!(
                "{} <small>{}</small>",
                anchor(&cx.link(&urls::place(&term.code)), &label(term)),
                escape(&old)
            )
        })
        .collect();
    if !before.is_empty() {
        facts.push((
            t.place_before,
            format!("<ul><li>{}</li></ul>", before.join("</li><li>")),
        ));
    }
    if let Some(area) = place.area_km2 {
        facts.push((t.area, format::range(area, area, Some("km²"), cx.lang)));
    }
    let names = term::names(cx, declarations, found);
    if !names.is_empty() {
        facts.push((t.names, names));
    }
    let lede = (!now.is_empty()).then(|| {
        let old = fill(t.place_old, &[("era", era)]);
        format!("{}. {}: {}.", escape(&old), escape(t.place_today), now.join(", "))
    });
    let note = found.note.as_ref().map(|n| crate::show::label(cx, n));
    TermView {
        title: found.labels.get(cx.lang).to_owned(),
        heading: label(found),
        kind: t.place,
        lede: lede.or(note),
        hazard: None,
        facts,
        records_title: t.records_here,
        key: PLACE_KEY,
        best_by: None,
        near: None,
        values: if place.now.is_empty() {
            vec![found.code.clone()]
        } else {
            place.now
        },
    }
}
