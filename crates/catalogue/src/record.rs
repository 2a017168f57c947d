//! A parsed record.

use serde::{Deserialize, Serialize};

use crate::Value;

/// One record: what the front matter says, typed, and the rendered body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Stable identifier, unique in the catalogue.
    pub ma: String,
    /// Id of its collection.
    pub collection: String,
    /// Title: `ten`/`title`, else the first heading, else the file name.
    pub title: String,
    /// True when the title is only the file name: shown, not searched.
    pub title_from_path: bool,
    /// One sentence, or the first words of the body; may be empty.
    pub summary: String,
    /// Path under `content/`, with `/`.
    pub path: String,
    /// State of publication.
    pub status: Status,
    /// Who may see it.
    pub visibility: Visibility,
    /// ISO date of the last change that the front matter states (`ngay_sua`, else `ngay_tao`), or empty.
    pub updated: String,
    /// Values by field name, in declared order; only fields that have one. `ma`, `ten`, `tom_tat` are here too.
    pub values: Vec<(String, Value)>,
    /// The body.
    pub body: Rendered,
}

/// A rendered Markdown body.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Rendered {
    /// Sanitised HTML; headings start at `h2` and carry ids.
    pub html: String,
    /// The same as plain text: blocks separated by a line break. Searched, and cut for snippets.
    pub text: String,
    /// Headings for the table of contents.
    pub headings: Vec<Heading>,
}

/// A heading of a body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    /// 2–6.
    pub level: u8,
    /// `id` attribute.
    pub id: String,
    /// Text.
    pub text: String,
}

/// State of publication (`trang_thai`). Only `Published` reaches the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Status {
    /// `nhap`.
    Draft,
    /// `cho-duyet`.
    InReview,
    /// `xuat-ban`, and what says nothing.
    #[default]
    Published,
    /// `luu-kho`.
    Archived,
}

impl Status {
    /// Every state, from first to last.
    pub const ALL: [Status; 4] = [Status::Draft, Status::InReview, Status::Published, Status::Archived];

    /// As files write it.
    pub fn code(self) -> &'static str {
        match self {
            Status::Draft => "nhap",
            Status::InReview => "cho-duyet",
            Status::Published => "xuat-ban",
            Status::Archived => "luu-kho",
        }
    }
}

/// Who may see a record (`quyen_xem`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Visibility {
    /// `cong-khai`, and what says nothing.
    #[default]
    Public,
    /// `tom-tat`: title and summary only.
    SummaryOnly,
    /// `noi-bo`.
    Internal,
}

impl Record {
    /// The value of a field.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|(n, _)| n == name).map(|(_, v)| v)
    }

    /// The flag `name`, false where absent.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.value(name), Some(Value::Flag(true)))
    }

    /// True when the record may be found and read by anyone: published, not internal,
    /// and, for a person, with consent (`dong_y_cong_khai`).
    pub fn is_public(&self) -> bool {
        self.status == Status::Published
            && self.visibility != Visibility::Internal
            && !matches!(self.value("dong_y_cong_khai"), Some(Value::Flag(false)))
    }

    /// Path of its page: `/{collection}/{ma}`.
    pub fn url(&self) -> String {
        format!("/{}/{}", self.collection, self.ma)
    }
}
