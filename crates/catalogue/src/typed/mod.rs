//! From the YAML tree to typed values: one declared field, one rule, every slip reported.

mod date;
mod group;
mod listed;
mod number;
mod scalar;

use std::ops::Range;

pub use date::day_first;
pub use number::certain_money;
pub(crate) use number::plain;
pub(crate) use scalar::is_ma;

use crate::refs::{At, Edit, FileReference, Reference};
use crate::source::Findings;
use crate::text::{short, yaml_quoted};
use crate::yaml::{Kind, Node};
use crate::{Code, Declarations, FieldType, Value, codes};

/// What a check needs, and what it gathers.
pub(crate) struct Checker<'c, 'a> {
    pub(crate) declarations: &'c Declarations,
    pub(crate) findings: &'c mut Findings<'a>,
    /// Folder of the record under `content/`.
    pub(crate) folder: &'c str,
    /// Unknown keys are passed over (built-in collection).
    pub(crate) lenient: bool,
    /// Top-level keys that are written but could not be read.
    pub(crate) broken: &'c [String],
    pub(crate) links: Vec<Reference>,
    pub(crate) files: Vec<FileReference>,
}

/// The field being read.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    /// Dotted name: `nghiem_thu.ngay`.
    pub(crate) name: String,
}

impl Spot {
    /// The last part of the dotted name: what an author sees in the file.
    pub(crate) fn leaf(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or(&self.name)
    }
}

impl Checker<'_, '_> {
    /// Reads one value. `None` when nothing of it can be used; whatever is wrong is reported.
    pub(crate) fn value(&mut self, spot: &Spot, kind: &FieldType, node: &Node) -> Option<Value> {
        match kind {
            FieldType::List { of } => return self.list(spot, of, node),
            FieldType::Tags => return self.list(spot, &FieldType::Text { max: 100 }, node),
            FieldType::Group { fields } => return self.group(spot, fields, node),
            FieldType::Money => return self.money(spot, node),
            FieldType::Range { .. } => return self.range(spot, node),
            _ => {}
        }
        let Some(text) = node.text() else {
            self.not_scalar(spot, kind, node);
            return None;
        };
        let text = text.trim();
        match kind {
            FieldType::Text { max } => self.text(spot, *max, node, text),
            FieldType::Markdown => self.markdown(node),
            FieldType::Choice { vocabulary } => self.choice(vocabulary, node, text),
            FieldType::Year => self.year(node, text),
            FieldType::Date => self.date(node, text),
            FieldType::Number {
                unit,
                min,
                max_value,
                integer,
            } => {
                let bounds = number::Limits {
                    unit: unit.as_deref(),
                    min: *min,
                    max: *max_value,
                    integer: *integer,
                };
                self.number(spot, &bounds, node, text)
            }
            FieldType::Place => self.place(node, text),
            FieldType::Link { to } => self.link(spot, to, node, text),
            FieldType::Person { to } | FieldType::Organisation { to } => self.named(spot, to, node, text),
            FieldType::Url => self.url(node, text),
            FieldType::File => self.file(spot, node, text),
            FieldType::Flag => self.flag(node, text),
            _ => None,
        }
    }

    /// Reports at a node.
    fn wrong(&mut self, code: Code, node: &Node, message: impl Into<String>, remedy: impl Into<String>) {
        self.findings.at(code, node.span.clone(), message, remedy);
    }

    /// Mends a scalar that stands on one line: `change` makes what is written from what is.
    fn mend(&mut self, node: &Node, change: impl FnOnce(&str) -> Option<String>, rewrites: bool) {
        let raw = self.findings.slice(&node.span);
        if raw.is_empty() || raw.contains('\n') || !matches!(node.kind, Kind::Plain(_) | Kind::Quoted(_)) {
            return;
        }
        if let Some(text) = change(raw) {
            let range = node.span.clone();
            self.findings.mend(Edit { range, text, rewrites });
        }
    }

    /// A list or a mapping where one value belongs.
    fn not_scalar(&mut self, spot: &Spot, kind: &FieldType, node: &Node) {
        let what = match node.kind {
            Kind::List(_) => "danh sách",
            _ => "nhóm",
        };
        let wanted = describe(kind);
        let remedy = match (&node.kind, kind) {
            // `ten: {{a}}` and `ten: [GAP] tiêu đề` are texts that begin like a collection.
            (_, FieldType::Text { .. }) => format!(
                "Nếu đây là chữ có ngoặc, đặt cả giá trị trong ngoặc kép: {}: \"…\".",
                spot.leaf()
            ),
            (Kind::List(_), _) => format!("Chỉ ghi một giá trị: {}: …", spot.leaf()),
            _ => format!("Ghi {wanted} ngay sau dấu hai chấm."),
        };
        self.wrong(
            codes::WRONG_TYPE,
            node,
            format!("trường “{}” cần {wanted}, nhưng đây là {what}", spot.leaf()),
            remedy,
        );
    }

    fn list(&mut self, spot: &Spot, of: &FieldType, node: &Node) -> Option<Value> {
        let Kind::List(items) = &node.kind else {
            return self.lone_item(spot, of, node);
        };
        let mut values = Vec::new();
        for item in items {
            if item.is_empty() {
                if self.findings.slice(&item.span).starts_with('*') {
                    // A refused alias; reported as such.
                    continue;
                }
                self.wrong(
                    codes::WRONG_TYPE,
                    item,
                    format!("một mục của “{}” để trống", spot.leaf()),
                    "Viết giá trị sau dấu gạch, hoặc xoá dòng này.",
                );
                continue;
            }
            if let Some(value) = self.value(spot, of, item) {
                if values.contains(&value) && !matches!(value, Value::Group(_)) {
                    let shown = short(item.text().unwrap_or(""));
                    self.wrong(
                        codes::REPEATED_ITEM,
                        item,
                        format!("mục “{shown}” đã có trong danh sách"),
                        "Xoá mục lặp lại.",
                    );
                } else {
                    values.push(value);
                }
            }
        }
        (!values.is_empty()).then_some(Value::List(values))
    }

    /// One value where a list belongs: reported, and read as far as its meaning is plain.
    fn lone_item(&mut self, spot: &Spot, of: &FieldType, node: &Node) -> Option<Value> {
        let leaf = spot.leaf();
        let Some(text) = node.text() else {
            let message = format!("trường “{leaf}” cần một danh sách, mỗi mục là {}", describe(of));
            let remedy = format!("Viết mỗi mục trên một dòng riêng dưới “{leaf}:”, bắt đầu bằng “- ”.");
            self.wrong(codes::WRONG_TYPE, node, message, remedy);
            let group = matches!(of, FieldType::Group { .. } | FieldType::Money | FieldType::Range { .. });
            return if group {
                self.value(spot, of, node).map(|value| Value::List(vec![value]))
            } else {
                None
            };
        };
        if matches!(of, FieldType::Group { .. }) {
            let message = format!("trường “{leaf}” cần một danh sách, mỗi mục là {}", describe(of));
            self.wrong(
                codes::WRONG_TYPE,
                node,
                message,
                format!("Viết dưới “{leaf}:” một dòng “- {}: …”.", first_field(of)),
            );
            return None;
        }
        let raw = self.findings.slice(&node.span);
        if matches!(node.kind, Kind::Plain(_)) && (raw.contains('\n') || raw.starts_with(['-', '•', '–', '—'])) {
            return self.undashed(spot, of, node, raw);
        }
        let parts: Vec<&str> = text
            .split([',', ';', '\n'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        let shown: Vec<String> = parts
            .iter()
            .take(6)
            .map(|part| {
                if part.contains([':', '#', '"']) {
                    yaml_quoted(part)
                } else {
                    short(part)
                }
            })
            .collect();
        let remedy = format!(
            "Viết: {leaf}: [{}], hoặc mỗi mục một dòng bắt đầu bằng “- ”.",
            shown.join(", ")
        );
        self.wrong(
            codes::WRONG_TYPE,
            node,
            format!("trường “{leaf}” cần một danh sách"),
            remedy,
        );
        if parts.len() > 1 {
            return None;
        }
        let plain = |raw: &str| !raw.contains([',', '[', ']', '{', '}', '#', ':']) || raw.starts_with(['"', '\'']);
        self.mend(node, |raw| plain(raw).then(|| format!("[{raw}]")), false);
        self.value(spot, of, node).map(|value| Value::List(vec![value]))
    }

    /// Lines without the dash of a list, or with another bullet: each line is an item.
    fn undashed(&mut self, spot: &Spot, of: &FieldType, node: &Node, raw: &str) -> Option<Value> {
        let mut items = Vec::new();
        let marked = |line: &&str| line.trim().is_empty() || line.trim().starts_with(['-', '•', '–', '—']);
        // A line without a mark may go on from the one before.
        if raw.lines().all(|line| marked(&line)) {
            for (at, line) in crate::front::lines(raw) {
                let Some(mark) = line.trim_start().chars().next() else {
                    continue;
                };
                let start = node.span.start + at + line.len() - line.trim_start().len();
                let rest = &line.trim_start()[mark.len_utf8()..];
                let end = start + mark.len_utf8() + rest.len() - rest.trim_start().len();
                self.findings.mend(Edit::signs(start..end, "- "));
            }
        }
        for (at, line) in crate::front::lines(raw) {
            let item = line.trim().trim_start_matches(['-', '•', '–', '—']).trim();
            if !item.is_empty() {
                let start = node.span.start + at + line.find(item).unwrap_or(0);
                items.push(Node {
                    span: start..start + item.len(),
                    kind: Kind::Plain(item.to_owned()),
                });
            }
        }
        let first = items.first().and_then(Node::text).unwrap_or("").to_owned();
        let message = format!("các mục của “{}” thiếu dấu gạch đầu dòng", spot.leaf());
        self.wrong(
            codes::YAML_DASH,
            node,
            message,
            format!(
                "Mỗi mục một dòng, bắt đầu bằng dấu gạch và khoảng trắng: “- {}”.",
                short(&first)
            ),
        );
        let values: Vec<Value> = items.iter().filter_map(|item| self.value(spot, of, item)).collect();
        (!values.is_empty()).then_some(Value::List(values))
    }

    /// The place of a node, kept for checks across records.
    pub(crate) fn place_of(&self, range: &Range<usize>) -> At {
        let place = self.findings.locate(range);
        At {
            line: place.line,
            column: place.column,
            length: place.length,
            source: place.source,
        }
    }
}

/// The name of the first field of a group.
fn first_field(kind: &FieldType) -> &str {
    match kind {
        FieldType::Group { fields } => fields.first().map_or("…", |field| field.name.as_str()),
        _ => "…",
    }
}

/// What a type wants, in words.
pub(crate) fn describe(kind: &FieldType) -> &'static str {
    match kind {
        FieldType::Text { .. } => "một dòng chữ",
        FieldType::Markdown => "một khối Markdown",
        FieldType::Choice { .. } => "một mã của danh mục",
        FieldType::Tags => "một danh sách từ khoá",
        FieldType::Year => "một năm",
        FieldType::Date => "một ngày",
        FieldType::Number { .. } => "một số",
        FieldType::Money => "một số tiền",
        FieldType::Range { .. } => "một khoảng {tu: …, den: …}",
        FieldType::Place => "một mã địa bàn",
        FieldType::Link { .. } => "một mã bản ghi",
        FieldType::Person { .. } => "một mã bản ghi hoặc tên người",
        FieldType::Organisation { .. } => "một mã bản ghi hoặc tên đơn vị",
        FieldType::Url => "một địa chỉ trang",
        FieldType::File => "một đường dẫn tệp",
        FieldType::Flag => "true hoặc false",
        FieldType::List { .. } => "một danh sách",
        FieldType::Group { .. } => "nhóm khoá: giá trị",
    }
}
