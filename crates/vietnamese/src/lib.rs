//! The Vietnamese language as pure functions: normal forms, syllables, tone marks, folding,
//! tokens, keystrokes, legacy encodings, dictionary order, confusions and words.
//!
//! There is no I/O here, no index and no knowledge of what the text is about. Every function
//! that takes text takes any text: nothing panics on, or refuses, what is not Vietnamese.

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod analysis;
pub mod collation;
pub mod confusion;
pub mod fold;
pub mod keystrokes;
pub mod legacy;
mod letters;
pub mod normalise;
pub mod syllable;
pub mod tone;
pub mod words;

pub use analysis::{Analyzer, Kind, Token};
pub use normalise::{OffsetMap, normalise, normalise_mapped};
pub use syllable::{Syllable, Tone};
pub use words::{Segmenter, StopKind};
