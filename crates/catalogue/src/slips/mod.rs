//! The slips that authors make in YAML, told in their own terms.
//!
//! A YAML library reports where it could not go on; the cause is mostly a line before. Here the text of one
//! top-level entry is looked at line by line for the commonest causes, the surest first.

use std::ops::Range;

use crate::front::lines;
use crate::refs::Edit;
use crate::source::Findings;
use crate::yaml::{Key, Kind, Node, Tree, Why};
use crate::{Code, codes};

mod shape;
mod values;

use shape::{dashes, no_colon, space, tabs};
use values::in_values;

/// One cause with its place and remedy.
struct Slip {
    code: Code,
    range: Range<usize>,
    message: String,
    remedy: String,
    /// Changes of the part that leave no doubt.
    edits: Vec<Edit>,
}

impl Slip {
    fn mended(mut self, edits: impl IntoIterator<Item = Edit>) -> Self {
        self.edits.extend(edits);
        self
    }
}

fn slip(code: Code, range: Range<usize>, message: impl Into<String>, remedy: impl Into<String>) -> Option<Slip> {
    Some(Slip {
        code,
        range,
        message: message.into(),
        remedy: remedy.into(),
        edits: Vec::new(),
    })
}

/// Reports what is refused although it can be read: aliases, tags, depth, size.
pub(crate) fn refuse(tree: &Tree, findings: &mut Findings<'_>) {
    for fault in &tree.faults {
        let range = fault.span.start..fault.span.end.max(fault.span.start + 1);
        let (code, message, remedy) = match fault.why {
            Why::Alias => (
                codes::YAML_ALIAS,
                "tham chiếu * không được dùng",
                "Viết lại giá trị đầy đủ; nếu dấu * là một phần của chữ thì đặt cả giá trị trong ngoặc kép.",
            ),
            Why::Tag => (
                codes::YAML_TAG,
                "nhãn kiểu ! không được dùng",
                "Xoá nhãn; nếu dấu ! là một phần của chữ thì đặt cả giá trị trong ngoặc kép.",
            ),
            Why::ComplexKey => (
                codes::YAML_KEY,
                "khoá phải là một tên, không phải danh sách hay nhóm",
                "Viết khoá bằng chữ; giá trị bắt đầu bằng { hoặc [ thì đặt trong ngoặc kép.",
            ),
            Why::Deep => (
                codes::YAML_DEEP,
                "phần thông tin lồng nhau quá 16 cấp",
                "Viết phẳng hơn: không trường nào cần lồng sâu như vậy.",
            ),
            Why::Big => (
                codes::YAML_BIG,
                "phần thông tin có quá 5.000 giá trị",
                "Đưa bảng số liệu vào nội dung hoặc vào tệp đính kèm.",
            ),
            _ => continue,
        };
        findings.at(code, range, message, remedy);
    }
}

/// True when a line begins a top-level entry, also one with a slip in it.
pub(crate) fn begins_entry(line: &str) -> bool {
    let key = line.trim_start_matches(['"', '\'']);
    let end = key.find([':', '：']).unwrap_or(0);
    let name = key[..end].trim_end_matches(['"', '\'', ' ']);
    let identifier = !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    let rest = &key[end..];
    identifier
        || (end > 0
            && name.chars().count() <= 40
            && (rest.trim_end() == ":" || rest.starts_with(": "))
            && !name.contains(['[', '{', ',']))
}

/// Reports why one entry could not be read. `part` begins at byte `offset` of the file.
///
/// Gives the entry back where the slip leaves no doubt about its value.
pub(crate) fn explain(part: &str, offset: usize, tree: &Tree, findings: &mut Findings<'_>) -> Option<(Key, Node)> {
    if part.trim_end() == "..." {
        let slip = by_fault(part, 0, Why::Documents)?;
        tell(slip, offset, findings);
        return None;
    }
    let Some(fault) = tree.faults.iter().find(|fault| !fault.why.is_partial()) else {
        // A lone scalar or list: the line has no colon, or not one that YAML takes for one.
        if let Some(slip) = space(part)
            .or_else(|| no_colon(part))
            .or_else(|| by_fault(part, 0, Why::NoColon))
        {
            tell(slip, offset, findings);
        }
        return None;
    };
    if matches!(fault.why, Why::Deep | Why::Big) {
        refuse(tree, findings);
        return None;
    }
    let at = fault.span.start.saturating_sub(offset).min(part.len());
    let unclear = matches!(fault.why, Why::NoColon | Why::Indent | Why::Other | Why::Colon);
    let slip = tabs(part)
        .or_else(|| space(part))
        .or_else(|| in_values(part, at, fault.why))
        .or_else(|| dashes(part))
        .or_else(|| if unclear { no_colon(part) } else { None })
        .or_else(|| by_fault(part, at, fault.why))?;
    let entry = if slip.code == codes::YAML_COLON {
        meant(part, offset)
    } else {
        None
    };
    tell(slip, offset, findings);
    entry
}

/// `key: a: b` on one line as the text that it was meant to be.
fn meant(part: &str, offset: usize) -> Option<(Key, Node)> {
    let line = part.trim_end();
    let (key, value) = line.split_once(": ").filter(|_| !line.contains('\n'))?;
    let from = offset + line.len() - value.trim_start().len();
    let text = value.trim();
    if text.starts_with(['"', '\'', '[', '{', '|', '>', '&', '*', '!']) || key.trim().is_empty() {
        return None;
    }
    let node = Node {
        span: from..from + text.len(),
        kind: Kind::Quoted(text.to_owned()),
    };
    Some((
        Key {
            text: key.trim().to_owned(),
            span: offset..offset + key.len(),
        },
        node,
    ))
}

fn tell(slip: Slip, offset: usize, findings: &mut Findings<'_>) {
    for Edit { range, text, rewrites } in slip.edits {
        let range = range.start + offset..range.end + offset;
        findings.mend(Edit { range, text, rewrites });
    }
    findings.at(
        slip.code,
        slip.range.start + offset..slip.range.end + offset,
        slip.message,
        slip.remedy,
    );
}

/// What remains: the library's own word, translated.
fn by_fault(part: &str, at: usize, why: Why) -> Option<Slip> {
    // A fault at the very end is about what came before it.
    let at = if part.get(at..).is_none_or(|rest| rest.trim().is_empty()) {
        part.trim_end().len()
    } else {
        at
    };
    let (start, line) = lines(part).filter(|(start, _)| *start <= at).last()?;
    let range = at..(start + line.trim_end().len()).max(at);
    let (code, message, remedy) = match why {
        Why::Indent => (
            codes::YAML_INDENT,
            "dòng này thụt vào không khớp với các dòng cùng cấp",
            "Thụt các dòng cùng cấp bằng số khoảng trắng như nhau.",
        ),
        Why::Colon => (
            codes::YAML_COLON,
            "dấu hai chấm ở đây làm sai cú pháp",
            "Đặt cả giá trị trong ngoặc kép.",
        ),
        Why::Tab => (
            codes::YAML_TAB,
            "phím Tab không được dùng ở đây",
            "Thay phím Tab bằng khoảng trắng.",
        ),
        Why::Quote => (
            codes::YAML_QUOTE,
            "giá trị mở ngoặc mà không đóng",
            "Thêm dấu ngoặc đóng ở cuối giá trị.",
        ),
        Why::AfterQuote => (
            codes::YAML_AFTER_QUOTE,
            "có chữ sau dấu ngoặc đóng",
            "Đặt cả giá trị trong một cặp ngoặc.",
        ),
        Why::Escape => (
            codes::YAML_ESCAPE,
            "dấu \\ dùng sai trong ngoặc kép",
            "Viết \\\\ thay cho \\, hoặc dùng ngoặc đơn '…'.",
        ),
        Why::Bracket => (
            codes::YAML_BRACKET,
            "ngoặc vuông hoặc ngoặc nhọn không khớp",
            "Kiểm tra từng cặp [ ] và { }, và dấu phẩy giữa các mục.",
        ),
        Why::Special => (
            codes::YAML_SPECIAL,
            "giá trị bắt đầu bằng ký tự đặc biệt",
            "Đặt cả giá trị trong ngoặc kép.",
        ),
        Why::Documents => (
            codes::YAML_SYNTAX,
            "có dòng ... ở giữa phần thông tin",
            "Xoá dòng này; phần thông tin chỉ nằm giữa hai dòng ---.",
        ),
        Why::NoColon => (
            codes::YAML_NO_COLON,
            "dòng này không có dạng khoá: giá trị",
            "Thêm dấu hai chấm và một khoảng trắng sau khoá.",
        ),
        _ => (
            codes::YAML_SYNTAX,
            "không hiểu được chỗ này",
            "Viết mỗi trường trên một dòng dạng khoá: giá trị; giá trị lạ đặt trong ngoặc kép.",
        ),
    };
    slip(code, range, message, remedy)
}
