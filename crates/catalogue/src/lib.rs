//! What a collection, a field, a record, a vocabulary and a diagnostic is.
//!
//! Pure: `(declarations, path, text) -> (Option<Record>, Vec<Diagnostic>)`. No I/O, no index, no HTTP.

pub mod advice;
pub mod attachments;
pub mod codes;
pub mod declaration;
pub mod declarations;
pub mod diagnostic;
mod display;
pub mod encoding;
mod front;
pub mod labels;
pub mod leaves;
mod links;
pub mod markdown;
mod mend;
mod outline;
mod parse;
mod parts;
pub mod record;
mod recover;
pub mod refs;
mod scaffold;
mod slips;
mod source;
mod text;
mod typed;
pub mod value;
pub mod vocabulary;
mod yaml;

pub use declaration::{Collection, Declarations, Field, FieldType, Show};
pub use diagnostic::{Code, Diagnostic, Severity};
pub use display::{display_date, number_text};
pub use labels::{Labels, Lang};
pub use leaves::Leaf;
pub use links::check_links;
pub use mend::{Mended, mend};
pub use outline::{Entry, Outline, outline};
pub use parse::{parse, parse_record};
pub use record::{Heading, Record, Rendered, Status, Visibility};
pub use refs::{At, Edit, FileReference, Parsed, Reference};
pub use scaffold::{MAX_SLUG, scaffold, slug};
pub use typed::{certain_money, day_first};
pub use value::Value;
pub use vocabulary::{Name, Place, Term, Vocabulary};
pub use yaml::{Key, Kind, Node};
