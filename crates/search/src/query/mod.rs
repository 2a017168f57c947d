//! From what was typed to what is searched.
//!
//! [`parse`] reads the flat syntax, [`read`] proposes readings of each typed token by its marks and keystrokes after the
//! [`manner`] of typing, [`slips`] those by a slip (all words one edit away: [`edits`], [`near`]), [`cut`] cuts run-together
//! text, [`model`] weighs the readings against one another with the index as language model, [`units`] keeps the likely
//! ones, [`stops`] marks words that say little, [`named`] looks for names and places, [`fields`] for values of fields;
//! [`understand`] puts the outcome together, [`plan`] makes the tantivy query.

mod cut;
pub(crate) mod edits;
pub(crate) mod fields;
pub(crate) mod manner;
pub(crate) mod model;
pub(crate) mod named;
pub(crate) mod near;
pub(crate) mod parse;
pub(crate) mod plan;
pub(crate) mod read;
mod slips;
pub(crate) mod stops;
pub(crate) mod understand;
pub(crate) mod units;
