//! Typed look-ups in a declaration file: each absent, wrong or unknown key is reported once.

use std::ops::Range;

use crate::source::Findings;
use crate::text::{nearest, short};
use crate::yaml::{Kind, Node};
use crate::{Labels, codes};

/// An open declaration file.
pub(super) struct Reader<'a> {
    pub(super) findings: Findings<'a>,
    pub(super) root: Option<Node>,
}

impl Reader<'_> {
    /// The file name without folder and extension.
    pub(super) fn stem(&self) -> String {
        let name = self.findings.path().rsplit('/').next().unwrap_or("");
        name.trim_end_matches(".yaml").trim_end_matches(".yml").to_owned()
    }
}

/// Reports keys of a mapping that are not in `known`, and keys written twice.
pub(super) fn check_keys(findings: &mut Findings<'_>, node: &Node, known: &[&str], what: &str) {
    let Kind::Map(members) = &node.kind else { return };
    for (at, (key, _)) in members.iter().enumerate() {
        if members.iter().take(at).any(|(other, _)| other.text == key.text) {
            findings.at(
                codes::YAML_DUPLICATE,
                key.span.clone(),
                format!("khoá “{}” đã viết ở trên", short(&key.text)),
                "Xoá một trong hai.",
            );
        } else if !known.contains(&key.text.as_str()) {
            let remedy = match nearest(&key.text, known.iter().copied()) {
                Some(near) => format!("Có phải là “{near}”?"),
                None => format!("Các khoá của {what}: {}.", known.join(", ")),
            };
            findings.at(
                codes::DECL_UNKNOWN_KEY,
                key.span.clone(),
                format!("{what} không có khoá “{}”", short(&key.text)),
                remedy,
            );
        }
    }
}

/// The place of a mapping where something is missing: its first byte.
pub(super) fn head(node: &Node) -> Range<usize> {
    node.span.start..node.span.start + 1
}

/// A text value. Absent gives `None`; another type is reported.
pub(super) fn text(findings: &mut Findings<'_>, node: &Node, key: &str) -> Option<String> {
    let value = node.get(key).filter(|value| !matches!(value.kind, Kind::Null))?;
    match value.text() {
        Some(text) => Some(text.trim().to_owned()),
        None => {
            findings.at(
                codes::DECL_VALUE,
                value.span.clone(),
                format!("“{key}” phải là chữ"),
                "Viết một giá trị trên một dòng.",
            );
            None
        }
    }
}

/// A text that must be there.
pub(super) fn required(findings: &mut Findings<'_>, node: &Node, key: &str, what: &str) -> Option<String> {
    let found = text(findings, node, key).filter(|text| !text.is_empty());
    if found.is_none() {
        findings.at(
            codes::DECL_MISSING,
            head(node),
            format!("{what} thiếu “{key}”"),
            format!("Thêm “{key}: …”."),
        );
    }
    found
}

/// A number.
pub(super) fn number(findings: &mut Findings<'_>, node: &Node, key: &str) -> Option<f64> {
    let value = node.get(key)?;
    let number = value.text().map(str::trim).and_then(crate::typed::plain);
    if number.is_none() {
        findings.at(
            codes::DECL_VALUE,
            value.span.clone(),
            format!("“{key}” phải là số"),
            "Viết một số, ví dụ 12 hoặc 0.5.",
        );
    }
    number
}

/// `true` or `false`; absent is false.
pub(super) fn flag(findings: &mut Findings<'_>, node: &Node, key: &str) -> bool {
    let Some(value) = node.get(key) else { return false };
    match value.text() {
        Some("true") => true,
        Some("false") => false,
        _ => {
            findings.at(
                codes::DECL_VALUE,
                value.span.clone(),
                format!("“{key}” phải là true hoặc false"),
                "Viết true hoặc false.",
            );
            false
        }
    }
}

/// A list of texts; a single text counts as a list of one.
pub(super) fn texts(findings: &mut Findings<'_>, node: &Node, key: &str) -> Vec<(String, Range<usize>)> {
    let Some(value) = node.get(key) else { return Vec::new() };
    let items = match &value.kind {
        Kind::List(items) => items.as_slice(),
        Kind::Null => return Vec::new(),
        _ => std::slice::from_ref(value),
    };
    let mut found = Vec::new();
    for item in items {
        match item.text() {
            Some(text) => found.push((text.trim().to_owned(), item.span.clone())),
            None => findings.at(
                codes::DECL_VALUE,
                item.span.clone(),
                format!("“{key}” phải là danh sách chữ"),
                format!("Viết: {key}: [a, b]."),
            ),
        }
    }
    found
}

/// Labels: `{vi, en, zh}`, or one Vietnamese text.
pub(super) fn labels(findings: &mut Findings<'_>, node: &Node, key: &str) -> Option<Labels> {
    let value = node.get(key)?;
    if let Some(vi) = value.text() {
        return Some(Labels {
            vi: vi.trim().to_owned(),
            ..Labels::default()
        });
    }
    if !matches!(value.kind, Kind::Map(_)) {
        findings.at(
            codes::DECL_VALUE,
            value.span.clone(),
            format!("“{key}” phải là nhãn theo ngôn ngữ"),
            format!("Viết: {key}: {{vi: …, en: …, zh: …}}."),
        );
        return None;
    }
    check_keys(findings, value, &["vi", "en", "zh"], "nhãn");
    let vi = required(findings, value, "vi", "nhãn")?;
    let filled = |text: Option<String>| text.filter(|text| !text.is_empty());
    Some(Labels {
        vi,
        en: filled(text(findings, value, "en")),
        zh: filled(text(findings, value, "zh")),
    })
}

/// Labels that must be there; without them the key's own name stands in.
pub(super) fn required_labels(
    findings: &mut Findings<'_>,
    node: &Node,
    key: &str,
    what: &str,
    instead: &str,
) -> Labels {
    if node.get(key).is_none() {
        findings.at(
            codes::DECL_MISSING,
            head(node),
            format!("{what} thiếu “{key}”"),
            format!("Thêm “{key}: {{vi: …, en: …, zh: …}}”."),
        );
    }
    labels(findings, node, key).unwrap_or_else(|| Labels {
        vi: instead.to_owned(),
        ..Labels::default()
    })
}
