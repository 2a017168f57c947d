//! Raw keystrokes of the three input methods, decoded into a written syllable.
//!
//! Each decoder reads one raw token and is strict: it answers only if the token holds at least
//! one keystroke of the method, every keystroke finds its letter, and what comes out is a legal
//! syllable. Even so English words decode by chance (*car → cả*), so a caller that knows its
//! vocabulary should ask whether the raw token is in it first.
//!
//! Letters that are already composed are read as they are (*nuôis → nuối*); the case of each
//! letter is kept; the tone mark comes out in its canonical place.

mod buffer;
mod digits;
mod encode;
mod telex;

pub use digits::{viqr, viqr_within, vni};
pub use encode::encode_telex;
pub use telex::telex;
