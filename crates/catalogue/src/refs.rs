//! What a record points to, with places, for the checks that need all records.

use std::ops::Range;

use crate::{Code, Diagnostic, Record, Severity, codes};

/// Everything that one file gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parsed {
    /// The record, as far as it could be read.
    pub record: Option<Record>,
    /// Every problem of the file, in its order.
    pub diagnostics: Vec<Diagnostic>,
    /// Where the `ma` stands; the whole file when the front matter has none.
    pub ma_at: At,
    /// Records that it points to: front matter first, then the body.
    pub links: Vec<Reference>,
    /// Files that it points to.
    pub files: Vec<FileReference>,
    /// Where each top-level field has its value, in the order of the file.
    pub fields: Vec<(String, At)>,
    /// How many problems there are, with those beyond the bound of `diagnostics`.
    pub total: usize,
    /// Changes of the text that mend a problem beyond doubt; see [`crate::mend()`].
    pub edits: Vec<Edit>,
}

/// A change of the cleaned text of a file: `range`, in bytes, becomes `text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
    /// True when the same thing is said in other letters, such as a date; else every letter and digit stays.
    pub rewrites: bool,
}

impl Edit {
    /// A change of signs and blanks only.
    pub(crate) fn signs(range: Range<usize>, text: impl Into<String>) -> Self {
        Self {
            range,
            text: text.into(),
            rewrites: false,
        }
    }

    /// The same said in other letters.
    pub(crate) fn rewrite(range: Range<usize>, text: impl Into<String>) -> Self {
        Self {
            range,
            text: text.into(),
            rewrites: true,
        }
    }
}

/// A place in a file, with the line itself, so that a later check needs no text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct At {
    /// Line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// Column in characters, from 1; 0 for the file as a whole.
    pub column: usize,
    /// Length of the marked part in characters.
    pub length: usize,
    /// The line, cut at a bound.
    pub source: String,
}

/// A pointer to another record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reference {
    /// The `ma` that is meant.
    pub ma: String,
    /// Collections that it may belong to; empty = any.
    pub to: Vec<String>,
    /// Dotted name of the field; empty for a link in the body.
    pub field: String,
    /// Where it is written.
    pub at: At,
}

/// A pointer to a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FileReference {
    /// Path under `content/`, with `/`, never outside it.
    pub path: String,
    /// Dotted name of the field; empty for a link or an image in the body.
    pub field: String,
    /// Where it is written.
    pub at: At,
}

/// A finding at a place, with the severity that the table gives its code.
pub(crate) fn make(code: Code, path: &str, at: &At, message: String, remedy: String) -> Diagnostic {
    let severity = codes::info(code).map_or(Severity::Error, |row| row.severity);
    Diagnostic {
        code,
        severity,
        path: path.to_owned(),
        line: at.line,
        column: at.column,
        length: at.length,
        source: at.source.clone(),
        message,
        remedy,
        field: None,
    }
}
