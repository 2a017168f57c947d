//! What a collection, a field, a record, a vocabulary and a diagnostic is.
//!
//! Pure: `(declarations, path, text) -> (Option<Record>, Vec<Diagnostic>)`. No I/O, no index, no HTTP.

pub mod codes;
pub mod declaration;
pub mod declarations;
pub mod diagnostic;
pub mod encoding;
mod front;
pub mod labels;
pub mod markdown;
mod parse;
pub mod record;
mod recover;
pub mod refs;
mod slips;
mod source;
mod text;
mod typed;
pub mod value;
pub mod vocabulary;
mod yaml;

pub use declaration::{Collection, Declarations, Field, FieldType, Show};
pub use diagnostic::{Code, Diagnostic, Severity};
pub use labels::{Labels, Lang};
pub use parse::{parse, parse_record};
pub use record::{Heading, Record, Rendered, Status, Visibility};
pub use refs::{At, FileReference, Parsed, Reference};
pub use value::Value;
pub use vocabulary::{Name, Place, Term, Vocabulary};
