//! A draft: a record that a person has still to look at.

use catalogue::Collection;
use catalogue::attachments::ORIGINAL;
use jiff::civil::Date;

use crate::finding::Finding;
use crate::limits::MAX_BODY;
use crate::yaml::{self, Yaml};

/// A file that goes beside the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Path under the folder of the collection, with `/`.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A record that is not yet one: `trang_thai: nhap`.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Id of its collection.
    pub collection: String,
    /// Folder of its file and its attachments under `content/`; empty where nothing is declared.
    pub folder: String,
    /// Identifier and file name; may be taken already.
    pub ma: String,
    /// Title.
    pub title: String,
    /// Front matter by field, in declared order, without `ma` and state.
    pub fields: Vec<(String, Yaml)>,
    /// Markdown.
    pub body: String,
    /// Images of the document; the original is with the [`crate::Import`].
    pub attachments: Vec<Attachment>,
    /// What a person has to look at.
    pub findings: Vec<Finding>,
    /// Fields that were guessed.
    pub guessed: Vec<String>,
    /// Day it was made.
    pub today: Date,
}

impl Draft {
    /// Path of the file under `content/`.
    pub fn path(&self) -> String {
        beside(&self.folder, &format!("{}.md", self.ma))
    }

    /// The text of the file.
    pub fn to_markdown(&self) -> String {
        let mut out = format!("---\nma: {}\n", self.ma);
        for (name, value) in &self.fields {
            yaml::line(name, value, &mut out);
        }
        out.push_str(&format!("trang_thai: nhap\nngay_tao: {}\n---\n\n", self.today));
        out.push_str(self.body.trim());
        out.push('\n');
        out
    }

    /// Cuts a body that is too long for a record; the original holds the rest.
    pub(crate) fn bounded(mut body: String) -> (String, bool) {
        if body.len() <= MAX_BODY {
            return (body, false);
        }
        let end = (0..=MAX_BODY).rev().find(|at| body.is_char_boundary(*at)).unwrap_or(0);
        let end = body[..end].rfind("\n\n").unwrap_or(end);
        body.truncate(end);
        (body, true)
    }
}

/// A path in the folder of a collection.
pub(crate) fn beside(folder: &str, path: &str) -> String {
    if folder.is_empty() {
        path.to_owned()
    } else {
        format!("{folder}/{path}")
    }
}

/// The folder of a collection under `content/`.
pub(crate) fn folder_of(collection: &Collection) -> String {
    if collection.is_builtin() {
        String::new()
    } else {
        collection.id.clone()
    }
}

/// The identifier for a title in a collection.
pub(crate) fn ma_of(collection: &Collection, title: &str) -> String {
    let slug = catalogue::slug(title);
    match (collection.prefix.as_str(), slug.as_str()) {
        ("", "") => "tai-lieu-moi".to_owned(),
        ("", slug) => slug.to_owned(),
        (prefix, "") => format!("{prefix}-moi"),
        (prefix, slug) => format!("{prefix}-{slug}"),
    }
}

/// A file name that is safe on every system: letters without marks, digits, hyphens and its ending.
pub(crate) fn safe_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let stem = catalogue::slug(stem);
    let stem = if stem.is_empty() { "tep-goc" } else { &stem };
    let ending: String = ending.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    format!("{stem}.{}", ending.to_lowercase())
}

/// The field `tep` that names the original.
pub(crate) fn original_field(name: &str, path: &str) -> Yaml {
    Yaml::List(vec![Yaml::Map(vec![
        ("ten".to_owned(), Yaml::Text(format!("{ORIGINAL} {}", name.trim()))),
        ("duong_dan".to_owned(), Yaml::Text(path.to_owned())),
    ])])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_safe() {
        for (name, safe) in [
            ("Báo cáo tổng kết 2018.DOCX", "bao-cao-tong-ket-2018.docx"),
            ("../../etc/passwd", "passwd.bin"),
            ("C:\\Users\\a\\Đề tài.xlsx", "de-tai.xlsx"),
            ("板栗.csv", "tep-goc.csv"),
        ] {
            assert_eq!(safe_name(name), safe);
        }
    }
}
