//! Findings for people: the line, the mark, the cause, the remedy.

use std::io::IsTerminal;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use catalogue::{Diagnostic, Severity};

/// Writes one finding as several lines.
pub(crate) struct Writer {
    renderer: Renderer,
    content: String,
}

impl Writer {
    /// Colours only on a terminal. `content` is put before the paths, so that they can be opened from where one is.
    pub(crate) fn new(content: &std::path::Path) -> Self {
        let renderer = if is_plain() {
            Renderer::plain()
        } else {
            Renderer::styled()
        };
        Self {
            renderer,
            content: content.display().to_string(),
        }
    }

    /// The finding as text, without a final line break.
    pub(crate) fn text(&self, finding: &Diagnostic) -> String {
        let level = match finding.severity {
            Severity::Error => Level::ERROR.with_name("lỗi"),
            Severity::Warning => Level::WARNING.with_name("cảnh báo"),
        };
        let path = format!("{}/{}", self.content.trim_end_matches('/'), finding.path);
        let title = level.primary_title(finding.message.as_str()).id(finding.code);
        let mut group = if finding.line == 0 {
            title.element(Origin::path(path))
        } else {
            let span = AnnotationKind::Primary.span(marked(finding));
            title.element(
                Snippet::source(finding.source.as_str())
                    .line_start(finding.line)
                    .path(path)
                    .annotation(span),
            )
        };
        if !finding.remedy.is_empty() {
            group = group.element(Level::HELP.with_name("cách sửa").message(finding.remedy.as_str()));
        }
        self.renderer.render(&[group])
    }
}

/// True when nothing is coloured: not on a terminal, or the reader wants none.
pub(crate) fn is_plain() -> bool {
    !std::io::stdout().is_terminal() || std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
}

/// The marked part of the line, in bytes.
fn marked(finding: &Diagnostic) -> Range<usize> {
    let byte = |chars: usize| {
        finding
            .source
            .char_indices()
            .nth(chars)
            .map_or(finding.source.len(), |(at, _)| at)
    };
    let start = finding.column.saturating_sub(1);
    byte(start)..byte(start + finding.length)
}

/// The last line of a report: what was looked at and what was found.
pub(crate) fn count(files: usize, errors: usize, warnings: usize) -> String {
    match (errors, warnings) {
        (0, 0) => format!("Đã kiểm tra {} tệp: không có lỗi.", number(files)),
        (0, _) => format!(
            "Đã kiểm tra {} tệp: không có lỗi, {} cảnh báo.",
            number(files),
            number(warnings)
        ),
        _ => format!(
            "Đã kiểm tra {} tệp: {} lỗi, {} cảnh báo.",
            number(files),
            number(errors),
            number(warnings)
        ),
    }
}

/// A number as it is written in Vietnamese: 1.234.567.
pub(crate) fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_shows_the_line_and_the_remedy() {
        let finding = Diagnostic {
            code: "NC0202",
            severity: Severity::Error,
            path: "ky-thuat/a.md".to_owned(),
            line: 2,
            column: 15,
            length: 1,
            source: "ten: Quy trình: sấy lạnh".to_owned(),
            message: "giá trị có dấu hai chấm".to_owned(),
            remedy: "Đặt giá trị trong ngoặc kép.".to_owned(),
            field: None,
        };
        let writer = Writer {
            renderer: Renderer::plain(),
            content: "content".to_owned(),
        };
        assert_eq!(
            writer.text(&finding),
            "\
lỗi[NC0202]: giá trị có dấu hai chấm
 --> content/ky-thuat/a.md:2:15
  |
2 | ten: Quy trình: sấy lạnh
  |               ^
  |
  = cách sửa: Đặt giá trị trong ngoặc kép."
        );
        let whole = Diagnostic {
            line: 0,
            column: 0,
            length: 0,
            source: String::new(),
            ..finding
        };
        assert_eq!(
            writer.text(&whole),
            "\
lỗi[NC0202]: giá trị có dấu hai chấm
--> content/ky-thuat/a.md
 = cách sửa: Đặt giá trị trong ngoặc kép."
        );
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([number(7), number(1000), number(1234567)], ["7", "1.000", "1.234.567"]);
    }
}
