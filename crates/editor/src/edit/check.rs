//! `POST /bien-tap/kiem-tra/{ma}`: what the check says of a form, for the script of the form.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::save::{base, form_pairs};
use super::work::Work;
use crate::error::Error;
use crate::form::{self, Control, Input, Note};
use crate::room::Room;
use crate::session::{Fields, Signed};

/// The answer.
#[derive(Serialize)]
struct Answer {
    errors: usize,
    warnings: usize,
    /// By the name of the input, or of the row.
    notes: BTreeMap<String, Vec<Told>>,
    body: Vec<Told>,
    top: Vec<Told>,
}

#[derive(Serialize)]
struct Told {
    code: &'static str,
    error: bool,
    message: String,
    remedy: String,
}

impl From<&Note> for Told {
    fn from(note: &Note) -> Self {
        Self {
            code: note.code,
            error: note.is_error(),
            message: note.message.clone(),
            remedy: note.remedy.clone(),
        }
    }
}

/// The findings.
pub(super) async fn post(
    State(room): State<Room>,
    _: Signed,
    Path(ma): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    room.run(move |room| {
        let work = Work::open(room, &ma)?;
        let base = base(&fields)?;
        let pairs = form_pairs(fields);
        let text = form::write(work.context()?, &base, &pairs);
        let form = work.form(room, &text, &BTreeMap::new())?;
        let (errors, warnings) = form.counts();
        let mut notes = BTreeMap::new();
        for input in form.inputs() {
            gather(&pairs, input, &mut notes);
        }
        let answer = Answer {
            errors,
            warnings,
            notes,
            body: form.body.notes.iter().map(Told::from).collect(),
            top: form.notes.iter().map(Told::from).collect(),
        };
        Ok(Json(answer).into_response())
    })
    .await
}

fn gather(pairs: &[(String, String)], input: &Input, notes: &mut BTreeMap<String, Vec<Told>>) {
    let mut put = |name: &str, found: &[Note]| {
        if !found.is_empty() {
            let name = form::submitted_name(pairs, name);
            notes.entry(name).or_default().extend(found.iter().map(Told::from));
        }
    };
    put(&input.name, &input.notes);
    match &input.control {
        Control::Group { inputs } => inputs.iter().for_each(|inner| gather(pairs, inner, notes)),
        Control::Rows { rows } => {
            for row in rows {
                put(&format!("{}.{}", input.name, row.index), &row.notes);
            }
            for inner in rows.iter().flat_map(|row| &row.inputs) {
                gather(pairs, inner, notes);
            }
        }
        _ => {}
    }
}
