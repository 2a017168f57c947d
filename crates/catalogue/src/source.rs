//! A text with its lines, and the findings collected about it.

use std::ops::Range;

use crate::refs::Edit;
use crate::text::cut;
use crate::{Code, Diagnostic, Severity, codes};

/// Most findings of one file; further ones are counted only.
const MAX_FINDINGS: usize = 100;
/// Most characters of the line that a finding carries.
const MAX_SOURCE: usize = 2_000;

/// Collects findings about one file and turns byte offsets into lines and columns.
pub(crate) struct Findings<'a> {
    path: &'a str,
    text: &'a str,
    starts: Vec<usize>,
    list: Vec<Diagnostic>,
    dropped: usize,
    edits: Vec<Edit>,
}

impl<'a> Findings<'a> {
    /// Nothing found yet in `text`.
    pub(crate) fn new(path: &'a str, text: &'a str) -> Self {
        let starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        Findings {
            path,
            text,
            starts,
            list: Vec::new(),
            dropped: 0,
            edits: Vec::new(),
        }
    }

    /// Path of the file.
    pub(crate) fn path(&self) -> &'a str {
        self.path
    }

    /// True when further findings are only counted, so that proposals need not be searched for.
    pub(crate) fn is_full(&self) -> bool {
        self.list.len() >= MAX_FINDINGS
    }

    /// The text of a byte range, empty when it is none.
    pub(crate) fn slice(&self, range: &Range<usize>) -> &'a str {
        self.text.get(range.clone()).unwrap_or("")
    }

    /// A finding at a byte range. A range over several lines is marked on its first line only.
    pub(crate) fn at(
        &mut self,
        code: Code,
        range: Range<usize>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        if self.list.len() >= MAX_FINDINGS {
            self.dropped += 1;
            return;
        }
        let place = self.locate(&range);
        self.push(code, place, message.into(), remedy.into(), None);
    }

    /// A field that should stand at a byte range and does not.
    pub(crate) fn missing(
        &mut self,
        code: Code,
        range: Range<usize>,
        field: String,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        if self.list.len() >= MAX_FINDINGS {
            self.dropped += 1;
            return;
        }
        let place = self.locate(&range);
        self.push(code, place, message.into(), remedy.into(), Some(field));
    }

    /// A finding about the file as a whole.
    pub(crate) fn whole(&mut self, code: Code, message: impl Into<String>, remedy: impl Into<String>) {
        self.push(code, Place::default(), message.into(), remedy.into(), None);
    }

    /// A change that mends a finding beyond doubt.
    pub(crate) fn mend(&mut self, edit: Edit) {
        self.edits.push(edit);
    }

    /// How many findings there are, with those that are only counted.
    pub(crate) fn total(&self) -> usize {
        self.list.len() + self.dropped
    }

    /// The changes that mend findings.
    pub(crate) fn take_edits(&mut self) -> Vec<Edit> {
        std::mem::take(&mut self.edits)
    }

    /// Line, column and length of a byte range.
    pub(crate) fn locate(&self, range: &Range<usize>) -> Place {
        let start = floor(self.text, range.start);
        let line = self.starts.partition_point(|at| *at <= start).saturating_sub(1);
        let begin = self.starts.get(line).copied().unwrap_or(0);
        let end = self.starts.get(line + 1).map_or(self.text.len(), |next| next - 1);
        let whole = self.text.get(begin..end).unwrap_or("");
        let whole = whole.strip_suffix('\r').unwrap_or(whole);
        let from = (start - begin).min(whole.len());
        let to = floor(self.text, range.end)
            .saturating_sub(begin)
            .clamp(from, whole.len());
        let marked = whole.get(from..to).unwrap_or("").trim_end();
        Place {
            line: line + 1,
            column: whole.get(..from).unwrap_or("").chars().count() + 1,
            length: marked.chars().count(),
            source: cut(whole, MAX_SOURCE),
        }
    }

    fn push(&mut self, code: Code, place: Place, message: String, remedy: String, field: Option<String>) {
        let severity = codes::info(code).map_or(Severity::Error, |row| row.severity);
        let Place {
            line,
            column,
            length,
            source,
        } = place;
        let path = self.path.to_owned();
        self.list.push(Diagnostic {
            code,
            severity,
            path,
            line,
            column,
            length,
            source,
            message,
            remedy,
            field,
        });
    }

    /// The findings in the order of the file.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        self.list
            .sort_by(|a, b| (a.line, a.column, a.code).cmp(&(b.line, b.column, b.code)));
        if self.dropped > 0 {
            let more = self.dropped;
            self.push(
                codes::TOO_MANY_FINDINGS,
                Place::default(),
                format!("còn {more} lỗi hoặc cảnh báo nữa trong tệp này"),
                "Sửa các lỗi trên rồi kiểm tra lại.".to_owned(),
                None,
            );
        }
        self.list
    }
}

/// Where a finding is: line and column from 1, length in characters, the line itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) length: usize,
    pub(crate) source: String,
}

/// The last character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
