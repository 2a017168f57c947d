//! Findings about content: code, place, cause, remedy.

use serde::{Deserialize, Serialize};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; the record is indexed.
    Warning,
    /// Must be mended; the record is indexed only where it is still safe to show.
    Error,
}

/// A stable identifier of a kind of finding, such as `NC0101`.
pub type Code = &'static str;

/// One finding in one file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diagnostic {
    /// Stable code (`NC0101`).
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// Path under `content/`, with `/`.
    pub path: String,
    /// Line, from 1; 0 when the file as a whole is meant.
    pub line: usize,
    /// Column in characters, from 1; 0 when the file as a whole is meant.
    pub column: usize,
    /// Length of the marked part, in characters (0 or 1 for a point).
    pub length: usize,
    /// The line itself, without its end, cut at 2,000 characters; `column` may lie beyond the cut.
    pub source: String,
    /// What is wrong, in Vietnamese.
    pub message: String,
    /// How to mend it, in Vietnamese.
    pub remedy: String,
    /// Dotted name of a field that is missing (`nghiem_thu.ngay`): its place shows only where it would stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}
