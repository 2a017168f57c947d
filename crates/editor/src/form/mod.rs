//! A record file as a form, and back.
//!
//! Pure: `(declarations, text of the file) -> Form`, and `(declarations, text, submitted pairs) -> text`. Two things
//! hold. An unchanged form gives back the same bytes; a changed field changes its own lines and no others. What a
//! form can not express, such as a mapping where one line of text belongs, is shown as YAML and never dropped.

mod build;
mod edit;
mod findings;
mod fits;
mod model;
mod patch;
mod reference;
mod rows;
mod sections;
mod submit;
mod yaml;

use catalogue::{Collection, Declarations};

pub use edit::{set_scalar, write};
pub use findings::attach;
pub use model::{Body, Choice, Control, Form, Input, LineKind, Lookup, Note, Row, Section};
pub use rows::{Act, act, is_within, submitted_name};

pub use build::read;

/// What titles are needed for: a link is shown by the title of its record.
pub trait Names {
    /// Title of the record with this `ma`, published or not.
    fn title(&self, ma: &str) -> Option<String>;
    /// The `ma` of the only record of `to` (empty: of any collection) that has this title.
    fn named(&self, title: &str, to: &[String]) -> Option<String>;
}

/// What a form is made from, besides the text.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Everything that is declared.
    pub declarations: &'a Declarations,
    /// The collection of the record.
    pub collection: &'a Collection,
    /// Titles of records.
    pub names: &'a dyn Names,
}

/// Name of the pair that holds the body.
pub const BODY: &str = "than";
/// What the names of declared fields begin with.
const FIELD: &str = "f.";
/// What the names of entries that are not declared begin with.
const OTHER: &str = "k.";

/// Name and label of every top-level input, and of the body, whose value differs between two forms of one record.
pub fn changed(old: &Form, new: &Form) -> Vec<(String, String)> {
    let told = |form: &Form, name: &str| {
        let mut pairs = Vec::new();
        if let Some(input) = form.inputs().find(|input| input.name == name) {
            input.pairs(&mut pairs);
        }
        submit::normal(pairs)
    };
    let mut all: Vec<(String, String)> = Vec::new();
    for input in new.inputs().chain(old.inputs()) {
        let known = all.iter().any(|(name, _)| *name == input.name);
        if !known && told(old, &input.name) != told(new, &input.name) {
            all.push((input.name.clone(), input.label.clone()));
        }
    }
    if old.body.value != new.body.value {
        all.push((BODY.to_owned(), "Nội dung".to_owned()));
    }
    all
}

/// Line ends as files have them, and no character that a form can not carry.
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect()
}
