//! Links and images: what may be pointed to, and how it is written.

use std::ops::Range;

use super::Target;
use super::escape::{escape, escape_attribute};
use super::target::{Judged, judge};
use super::writer::Writer;
use crate::codes;
use crate::text::{cut, short};

/// Longest alternative text and title, in characters.
const MAX_ALT: usize = 500;

/// An image whose alt text is being gathered.
pub(super) struct Image {
    address: Option<String>,
    title: String,
    external: bool,
    pub(super) alt: String,
    range: Range<usize>,
}

impl Writer<'_> {
    pub(super) fn start_link(&mut self, address: &str, title: &str, range: Range<usize>) -> Option<&'static str> {
        if !self.image.is_empty() {
            return None;
        }
        let (href, external) = self.admit(address, range)?;
        let mut open = String::from("<a href=\"");
        escape_attribute(&mut open, &href);
        open.push('"');
        if external {
            open.push_str(" rel=\"noopener\"");
        }
        if !title.is_empty() {
            open.push_str(" title=\"");
            escape_attribute(&mut open, &cut(title, MAX_ALT));
            open.push('"');
        }
        open.push('>');
        self.html.push_str(&open);
        Some("</a>")
    }

    /// The address as it may stand in the page, and whether it leads elsewhere.
    fn admit(&mut self, address: &str, range: Range<usize>) -> Option<(String, bool)> {
        match judge(address, self.options.folder) {
            Judged::External => Some((address.to_owned(), true)),
            Judged::Contact | Judged::Here => Some((address.to_owned(), false)),
            Judged::Relative { path, rest } => {
                let shown = path.strip_suffix(".md").unwrap_or(&path);
                let href = format!("/{shown}{rest}");
                self.targets.push(Target { path, range });
                Some((href, false))
            }
            Judged::Refused(why) => {
                self.report(
                    codes::BAD_LINK_TARGET,
                    range,
                    format!("liên kết “{}” không được phép: {why}", short(address)),
                    "Sửa địa chỉ của liên kết, hoặc chỉ để lại chữ.",
                );
                None
            }
        }
    }

    pub(super) fn start_image(&mut self, address: &str, title: &str, range: Range<usize>) {
        let admitted = self.admit(address, range.clone());
        let external = admitted.as_ref().is_some_and(|(_, external)| *external);
        let address = admitted
            .map(|(href, _)| href)
            .filter(|href| !href.starts_with("mailto:") && !href.starts_with("tel:"));
        self.image.push(Image {
            address,
            title: cut(title, MAX_ALT),
            external,
            alt: String::new(),
            range,
        });
    }

    pub(super) fn end_image(&mut self) {
        let Some(image) = self.image.pop() else { return };
        let alt = cut(&image.alt.split_whitespace().collect::<Vec<_>>().join(" "), MAX_ALT);
        if let Some(outer) = self.image.last_mut() {
            outer.alt.push_str(&alt);
            return;
        }
        if alt.is_empty() {
            self.report(
                codes::IMAGE_ALT,
                image.range.clone(),
                "ảnh chưa có mô tả",
                "Viết mô tả trong ngoặc vuông: ![Lò sấy hạt dẻ ba tầng](anh/lo-say.jpg).",
            );
        }
        match image.address {
            Some(address) if image.external => {
                self.report(
                    codes::EXTERNAL_IMAGE,
                    image.range,
                    format!("ảnh “{}” nằm ở máy chủ khác, được đổi thành liên kết", short(&address)),
                    "Tải ảnh về, đặt cạnh bản ghi rồi dùng đường dẫn tương đối (nếu giấy phép cho phép).",
                );
                self.html.push_str("<a rel=\"noopener\" href=\"");
                escape_attribute(&mut self.html, &address);
                self.html.push_str("\">");
                escape(&mut self.html, if alt.is_empty() { &address } else { &alt });
                self.html.push_str("</a>");
            }
            Some(address) => {
                self.html.push_str("<img loading=\"lazy\" src=\"");
                escape_attribute(&mut self.html, &address);
                self.html.push_str("\" alt=\"");
                escape_attribute(&mut self.html, &alt);
                if !image.title.is_empty() {
                    self.html.push_str("\" title=\"");
                    escape_attribute(&mut self.html, &image.title);
                }
                self.html.push_str("\">");
            }
            None => escape(&mut self.html, &alt),
        }
        self.text.push_str(&alt);
    }
}
