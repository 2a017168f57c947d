//! Which files a record names, and what kinds of files there are.

use crate::{Collection, FieldType, Record, Value, markdown};

/// What the title of an attachment begins with that an import keeps: the office file that a draft was made from. It is
/// for the staff alone, also when the record is published; who wants it public gives it another title.
pub const ORIGINAL: &str = "Tệp gốc:";

/// A kind of file that may be attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Ending, small, without the dot.
    pub ending: &'static str,
    /// Media type.
    pub media: &'static str,
    /// Name shown to people.
    pub label: &'static str,
    /// A browser shows it by itself and runs nothing of it.
    pub shown: bool,
}

/// The kinds of files that may be attached and given out. What a browser would run (HTML, SVG) is none of them.
pub const KINDS: [Kind; 17] = [
    kind("png", "image/png", "PNG", true),
    kind("jpg", "image/jpeg", "JPEG", true),
    kind("jpeg", "image/jpeg", "JPEG", true),
    kind("webp", "image/webp", "WebP", true),
    kind("gif", "image/gif", "GIF", true),
    kind("pdf", "application/pdf", "PDF", true),
    kind(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word",
        false,
    ),
    kind(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel",
        false,
    ),
    kind(
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "PowerPoint",
        false,
    ),
    kind("doc", "application/msword", "Word", false),
    kind("xls", "application/vnd.ms-excel", "Excel", false),
    kind("ppt", "application/vnd.ms-powerpoint", "PowerPoint", false),
    kind("odt", "application/vnd.oasis.opendocument.text", "OpenDocument", false),
    kind(
        "ods",
        "application/vnd.oasis.opendocument.spreadsheet",
        "OpenDocument",
        false,
    ),
    kind(
        "odp",
        "application/vnd.oasis.opendocument.presentation",
        "OpenDocument",
        false,
    ),
    kind("csv", "text/csv; charset=utf-8", "CSV", false),
    kind("txt", "text/plain; charset=utf-8", "TXT", false),
];

const fn kind(ending: &'static str, media: &'static str, label: &'static str, shown: bool) -> Kind {
    Kind {
        ending,
        media,
        label,
        shown,
    }
}

impl Kind {
    /// The kind that the ending of a name says.
    pub fn of(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        KINDS.into_iter().find(|kind| kind.ending.eq_ignore_ascii_case(ending))
    }

    /// True for pictures.
    pub fn is_image(self) -> bool {
        self.media.starts_with("image/")
    }
}

/// A file that a record names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Path under `content/`, with `/`, never outside it.
    pub path: String,
    /// Title of the attachment; empty for a file that the text or another field names.
    pub title: String,
    /// Licence that the attachment states.
    pub licence: String,
    /// It is the office file that the record was made from.
    pub original: bool,
}

/// The files that a record names in fields that its page shows, and in its texts, in this order.
pub fn named(collection: &Collection, record: &Record) -> Vec<Named> {
    let folder = record.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut found = Vec::new();
    for field in collection.fields.iter().filter(|field| field.show.page) {
        if let Some(value) = record.value(&field.name) {
            in_value(folder, &field.kind, value, &mut found);
        }
    }
    in_html(&record.body.html, &mut found);
    found
}

fn in_value(folder: &str, kind: &FieldType, value: &Value, found: &mut Vec<Named>) {
    match (kind, value) {
        (FieldType::List { of }, Value::List(items)) => {
            items.iter().for_each(|item| in_value(folder, of, item, found));
        }
        (FieldType::Group { fields }, Value::Group(members)) => {
            let before = found.len();
            for (name, member) in members {
                if let Some(field) = fields.iter().find(|field| field.name == *name) {
                    in_value(folder, &field.kind, member, found);
                }
            }
            let text = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
            for one in &mut found[before..] {
                one.title = text("ten").to_owned();
                one.licence = text("giay_phep").to_owned();
                one.original = one.title.starts_with(ORIGINAL);
            }
        }
        (FieldType::File, Value::Text(path)) => {
            found.extend(markdown::resolve(folder, path).map(bare));
        }
        (_, Value::Markdown { html, .. }) => in_html(html, found),
        _ => {}
    }
}

fn bare(path: String) -> Named {
    Named {
        path,
        title: String::new(),
        licence: String::new(),
        original: false,
    }
}

/// The files of this site that HTML of ours links to or shows. Such HTML has been through the sanitiser: attributes are in
/// double quotes.
fn in_html(html: &str, found: &mut Vec<Named>) {
    for (at, _) in html.match_indices("=\"/") {
        let before = &html[..at];
        if !before.ends_with(" src") && !before.ends_with(" href") {
            continue;
        }
        let rest = &html[at + 3..];
        let address = rest.split(['"', '?', '#']).next().unwrap_or_default();
        let path = address.replace("&amp;", "&");
        if Kind::of(&path).is_some() && !path.starts_with('/') {
            found.push(bare(path));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_text_are_found() {
        let mut found = Vec::new();
        in_html(
            "<p><img loading=\"lazy\" src=\"/ky-thuat/tep/a.png\" alt=\"=&quot;/x.png\"> <a href=\"/ky-thuat/tep/b&amp;c.pdf#trang\">x</a>\
             <a href=\"/ky-thuat/kt-a\">y</a> <a href=\"https://a.b/c.pdf\">z</a> <img src=\"//x/d.png\"></p>",
            &mut found,
        );
        let paths: Vec<&str> = found.iter().map(|one| one.path.as_str()).collect();
        assert_eq!(paths, ["ky-thuat/tep/a.png", "ky-thuat/tep/b&c.pdf"]);
    }

    #[test]
    fn what_a_browser_would_run_is_no_kind() {
        for name in [
            "a.html",
            "a.svg",
            "a.htm",
            "a.xhtml",
            "a.js",
            "a.md",
            "a.yaml",
            "a",
            "png",
            "a.png.html",
        ] {
            assert_eq!(Kind::of(name), None, "{name}");
        }
        assert!(Kind::of("a.PNG").is_some_and(Kind::is_image));
    }
}
