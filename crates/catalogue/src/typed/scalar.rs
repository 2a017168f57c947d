//! Texts, links, addresses, paths and flags.

use super::{Checker, Spot};
use crate::markdown;
use crate::refs::{FileReference, Reference};
use crate::text::{fold, short, yaml_whole};
use crate::yaml::{Kind, Node};
use crate::{Value, codes};

impl Checker<'_, '_> {
    pub(super) fn text(&mut self, spot: &Spot, max: usize, node: &Node, text: &str) -> Option<Value> {
        if text.contains('\n') {
            self.wrong(
                codes::MULTILINE,
                node,
                format!("trường “{}” chỉ có một dòng", spot.leaf()),
                "Viết liền trên một dòng; phần dài nên đưa vào nội dung bên dưới.",
            );
        }
        if let (Kind::Plain(_), true) = (&node.kind, is_curly(text)) {
            let inner = text.trim_matches(['“', '”', '„', '‟']);
            // With more quotes inside it is not sure which pairs belong together.
            if !inner.contains(['“', '”', '„', '‟']) {
                self.mend(node, |_| Some(yaml_whole(inner)), false);
            }
            self.wrong(
                codes::CURLY_QUOTES,
                node,
                "giá trị nằm trong ngoặc kép cong “…”",
                format!("Dùng ngoặc thẳng: \"{}\", hoặc bỏ ngoặc.", short(inner)),
            );
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let length = text.chars().count();
        if length > max {
            self.wrong(
                codes::TOO_LONG,
                node,
                format!("“{}” dài {length} ký tự, quá {max}", spot.leaf()),
                format!(
                    "Rút ngắn {} ký tự; phần chi tiết đưa vào nội dung bên dưới.",
                    length - max
                ),
            );
        }
        Some(Value::Text(text))
    }

    pub(super) fn markdown(&mut self, node: &Node) -> Option<Value> {
        let source = node.text().unwrap_or("").to_owned();
        let (output, findings) = markdown::render(
            &source,
            &markdown::Options {
                folder: self.folder,
                drop_title: false,
            },
        );
        // A block scalar loses its indentation, so places inside it are not kept; the block is marked.
        for finding in findings {
            self.wrong(finding.code, node, finding.message, finding.remedy);
        }
        Some(Value::Markdown {
            source,
            html: output.rendered.html,
        })
    }

    pub(super) fn link(&mut self, spot: &Spot, to: &[String], node: &Node, text: &str) -> Option<Value> {
        let text = text.strip_suffix(".md").unwrap_or(text);
        if !is_ma(text) {
            let slug = crate::text::slug(text, 80);
            let remedy = if is_ma(&slug) && text.len() < 90 {
                format!("Viết mã của bản ghi, dạng {slug}.")
            } else {
                "Viết mã của bản ghi, ví dụ kt-say-hat-de.".to_owned()
            };
            self.wrong(
                codes::BAD_LINK,
                node,
                format!("“{}” không phải là mã bản ghi", short(text)),
                remedy,
            );
            return None;
        }
        self.refer(spot, to, node, text);
        Some(Value::Link(text.to_owned()))
    }

    /// A person or an organisation: a `ma` when it begins with the prefix of a collection, else a name.
    pub(super) fn named(&mut self, spot: &Spot, to: &[String], node: &Node, text: &str) -> Option<Value> {
        let prefixed = self.declarations.collections.iter().any(|collection| {
            !collection.prefix.is_empty()
                && text
                    .strip_prefix(collection.prefix.as_str())
                    .is_some_and(|rest| rest.starts_with('-'))
        });
        if prefixed && is_ma(text) {
            self.refer(spot, to, node, text);
            return Some(Value::Link(text.to_owned()));
        }
        match self.text(spot, 300, node, text)? {
            Value::Text(name) => Some(Value::Name(name)),
            _ => None,
        }
    }

    fn refer(&mut self, spot: &Spot, to: &[String], node: &Node, ma: &str) {
        let at = self.place_of(&node.span);
        self.links.push(Reference {
            ma: ma.to_owned(),
            to: to.to_vec(),
            field: spot.name.clone(),
            at,
        });
    }

    pub(super) fn url(&mut self, node: &Node, text: &str) -> Option<Value> {
        let lower = text.to_ascii_lowercase();
        let web = lower.starts_with("http://") || lower.starts_with("https://");
        if !web {
            let bare = !text.contains([' ', ':']) && text.contains('.');
            let remedy = if bare {
                format!("Viết đầy đủ: https://{}.", short(text))
            } else {
                "Địa chỉ phải bắt đầu bằng http:// hoặc https://; nếu không có địa chỉ thì bỏ trường này.".to_owned()
            };
            self.wrong(
                codes::BAD_URL,
                node,
                format!("“{}” không phải là địa chỉ http(s)", short(text)),
                remedy,
            );
            return None;
        }
        let clean = !text
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || matches!(c, '\\' | '<' | '>' | '"'));
        if !clean || text.len() > 2000 || !markdown::has_host(text) {
            self.wrong(
                codes::BAD_URL,
                node,
                format!("địa chỉ “{}” viết sai", short(text)),
                "Chép lại địa chỉ từ thanh địa chỉ của trình duyệt; địa chỉ không có khoảng trắng.",
            );
            return None;
        }
        Some(Value::Text(text.to_owned()))
    }

    pub(super) fn file(&mut self, spot: &Spot, node: &Node, text: &str) -> Option<Value> {
        match path_fault(text) {
            Some(fault) => {
                self.wrong(
                    codes::BAD_PATH,
                    node,
                    format!("đường dẫn “{}” không được phép: {fault}", short(text)),
                    "Đặt tệp cạnh bản ghi rồi viết đường dẫn tương đối, ví dụ tep/bao-cao.pdf.",
                );
                None
            }
            None => {
                let path = markdown::resolve(self.folder, text)?;
                let at = self.place_of(&node.span);
                self.files.push(FileReference {
                    path,
                    field: spot.name.clone(),
                    at,
                });
                Some(Value::Text(text.to_owned()))
            }
        }
    }

    pub(super) fn flag(&mut self, node: &Node, text: &str) -> Option<Value> {
        match text {
            "true" | "True" | "TRUE" => return Some(Value::Flag(true)),
            "false" | "False" | "FALSE" => return Some(Value::Flag(false)),
            _ => {}
        }
        let meant = match fold(text).as_str() {
            "co" | "yes" | "on" | "1" | "dung" | "x" => Some("true"),
            "khong" | "no" | "off" | "0" | "sai" => Some("false"),
            _ => None,
        };
        let remedy = match meant {
            Some("true") => "Viết true.",
            Some(_) => "Viết false.",
            None => "Viết true (có) hoặc false (không).",
        };
        self.mend(node, |_| meant.map(str::to_owned), true);
        self.wrong(
            codes::BAD_FLAG,
            node,
            format!("“{}” không phải là true hoặc false", short(text)),
            remedy,
        );
        None
    }
}

/// True for an allowed identifier: 2–80 of a–z, 0–9 and hyphen, not at the ends.
pub(crate) fn is_ma(text: &str) -> bool {
    (2..=80).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// Why a path is not allowed, in Vietnamese.
fn path_fault(path: &str) -> Option<&'static str> {
    let bytes = path.as_bytes();
    let drive = bytes.len() > 1 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':';
    if path.contains("://") {
        Some("đây là địa chỉ trang, không phải tệp")
    } else if drive {
        Some("có tên ổ đĩa")
    } else if path.contains('\\') {
        Some("dùng dấu \\")
    } else if path.starts_with(['/', '~']) {
        Some("là đường dẫn tuyệt đối")
    } else if path.split('/').any(|part| part == "..") {
        Some("có “..”")
    } else if path.split('/').any(|part| part.is_empty() || part.starts_with('.')) {
        Some("có tên trống hoặc tên ẩn")
    } else if path
        .chars()
        .any(|c| c.is_control() || matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|'))
    {
        Some("có ký tự không dùng được trong tên tệp")
    } else if path.len() > 240 {
        Some("quá dài")
    } else {
        None
    }
}

fn is_curly(text: &str) -> bool {
    text.starts_with(['“', '”', '„']) && text.ends_with(['”', '“', '‟']) && text.chars().count() > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside() {
        for path in [
            "../a.pdf",
            "a/../../b",
            "/etc/passwd",
            "C:\\a.pdf",
            "C:/a",
            "a\\b",
            "~/a",
            ".git/config",
            "a//b",
            "https://a.vn/b.pdf",
            "a\0b",
            "a/..",
            "CON?",
        ] {
            assert!(path_fault(path).is_some(), "{path}");
        }
        assert_eq!(path_fault("tep/báo cáo 2018.pdf"), None);
    }

    #[test]
    fn identifiers() {
        assert!(is_ma("kt-say-hat-de") && is_ma("k1"));
        for ma in ["", "k", "KT-a", "kt_a", "kt a", "-kt", "kt-", "kỹ-thuật"] {
            assert!(!is_ma(ma), "{ma}");
        }
    }
}
