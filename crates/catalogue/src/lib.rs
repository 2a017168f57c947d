//! What a collection, a field, a record, a vocabulary and a diagnostic is.
//!
//! Pure: `(declarations, path, text) -> (Option<Record>, Vec<Diagnostic>)`. No I/O, no index, no HTTP.

pub mod declaration;
pub mod diagnostic;
pub mod labels;
pub mod record;
pub mod value;
pub mod vocabulary;

pub use declaration::{Collection, Declarations, Field, FieldType, Show};
pub use diagnostic::{Code, Diagnostic, Severity};
pub use labels::{Labels, Lang};
pub use record::{Heading, Record, Rendered, Status, Visibility};
pub use value::Value;
pub use vocabulary::{Name, Place, Term, Vocabulary};
