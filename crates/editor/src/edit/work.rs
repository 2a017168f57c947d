//! A record as it is worked on: its file, its place in the catalogue, and what its form is made from.

use std::collections::HashMap;
use std::sync::Arc;

use accounts::Role;
use catalogue::{Collection, Declarations, Diagnostic, Parsed, Status};
use ingest::Entry;
use ingest::save::Text;

use super::diff::{self, Hunk};
use crate::error::Error;
use crate::form::{self, Context, Form, Names};
use crate::room::Room;
use crate::session::Signed;

/// The declarations and the titles of all records, for one request.
pub(super) struct Desk {
    pub(super) declarations: Arc<Declarations>,
    titles: Titles,
}

/// Titles by `ma`, of published records and others.
struct Titles {
    entries: Vec<Entry>,
    by_ma: HashMap<String, usize>,
}

impl Names for Titles {
    fn title(&self, ma: &str) -> Option<String> {
        let at = self.by_ma.get(ma)?;
        self.entries.get(*at).map(|entry| entry.title.clone())
    }

    fn named(&self, title: &str, to: &[String]) -> Option<String> {
        let wanted = title.to_lowercase();
        let mut found = self
            .entries
            .iter()
            .filter(|entry| to.is_empty() || to.contains(&entry.collection))
            .filter(|entry| entry.title.to_lowercase() == wanted);
        let first = found.next()?;
        found.next().is_none().then(|| first.ma.clone())
    }
}

impl Desk {
    /// Looks at the content as it is now.
    pub(super) fn open(room: &Room) -> Result<Self, Error> {
        let declarations = room.index().declarations();
        let entries = room.shelf().entries(&declarations)?;
        let mut by_ma = HashMap::with_capacity(entries.len());
        for (at, entry) in entries.iter().enumerate() {
            by_ma.entry(entry.ma.clone()).or_insert(at);
        }
        Ok(Self {
            declarations,
            titles: Titles { entries, by_ma },
        })
    }

    /// Every record.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.titles.entries
    }

    /// The record with this `ma`.
    pub(super) fn entry(&self, ma: &str) -> Option<&Entry> {
        self.titles.entries.get(*self.titles.by_ma.get(ma)?)
    }

    pub(super) fn collection(&self, id: &str) -> Result<&Collection, Error> {
        self.declarations.collection(id).ok_or(Error::NotFound)
    }

    /// What forms of a collection are made from.
    pub(super) fn context<'a>(&'a self, collection: &'a Collection) -> Context<'a> {
        Context {
            declarations: &self.declarations,
            collection,
            names: &self.titles,
        }
    }

    /// An identifier for a title that no record and no file has.
    pub(super) fn free_ma(&self, room: &Room, collection: &Collection, title: &str) -> String {
        let slug = catalogue::slug(title);
        let base = match (collection.prefix.as_str(), slug.as_str()) {
            ("", "") => "tai-lieu-moi".to_owned(),
            ("", slug) => slug.to_owned(),
            (prefix, "") => format!("{prefix}-moi"),
            (prefix, slug) => format!("{prefix}-{slug}"),
        };
        let taken = |ma: &str| self.titles.by_ma.contains_key(ma) || room.store().holds(&path_of(collection, ma));
        let numbered = (2..10_000).map(|n| format!("{base}-{n}"));
        let mut all = std::iter::once(base.clone()).chain(numbered);
        all.find(|ma| !taken(ma)).unwrap_or(base)
    }
}

/// The path of a new record.
pub(super) fn path_of(collection: &Collection, ma: &str) -> String {
    if collection.is_builtin() {
        format!("{ma}.md")
    } else {
        format!("{}/{ma}.md", collection.id)
    }
}

/// A record with its text on disk now.
pub(super) struct Work {
    pub(super) desk: Desk,
    pub(super) entry: Entry,
    /// What is on disk.
    pub(super) now: Text,
    /// The same as text.
    pub(super) text: String,
}

impl Work {
    /// Opens the record with this `ma`.
    pub(super) fn open(room: &Room, ma: &str) -> Result<Self, Error> {
        let desk = Desk::open(room)?;
        let entry = desk.entry(ma).ok_or(Error::NotFound)?.clone();
        let now = room.store().read(&entry.path)?.ok_or(Error::NotFound)?;
        let text = String::from_utf8(now.bytes.clone()).map_err(|_| {
            Error::BadRequest(
                "Tệp của bản ghi này không phải UTF-8 nên không mở được thành biểu mẫu; nhờ quản trị chạy “nhipcau \
                 check --fix”."
                    .to_owned(),
            )
        })?;
        Ok(Self { desk, entry, now, text })
    }

    pub(super) fn collection(&self) -> Result<&Collection, Error> {
        self.desk.collection(&self.entry.collection)
    }

    pub(super) fn context(&self) -> Result<Context<'_>, Error> {
        Ok(self.desk.context(self.collection()?))
    }

    /// Where two texts of this record differ, as people read them.
    pub(super) fn differences(&self, old: &str, new: &str) -> Result<Vec<Hunk>, Error> {
        let collection = self.collection()?;
        let readable = |text: &str| diff::readable(&self.desk.declarations, collection, text);
        Ok(diff::hunks(&readable(old), &readable(new)))
    }

    /// True when this person's text goes into the file itself, and not beside it as a proposal.
    pub(super) fn in_place(&self, signed: &Signed) -> bool {
        matches!(self.entry.status, Status::Draft | Status::InReview) || signed.may(Role::Reviewer)
    }

    /// What the check says of a text in the place of this record.
    pub(super) fn check(&self, room: &Room, text: &str) -> Result<(Parsed, Vec<Diagnostic>), Error> {
        let checked = room
            .shelf()
            .check(&self.desk.declarations, &self.entry.path, text.as_bytes(), room.today())?;
        Ok(checked)
    }

    /// The form of a text in the place of this record, with its findings.
    pub(super) fn form(
        &self,
        room: &Room,
        text: &str,
        blank: &std::collections::BTreeMap<String, usize>,
    ) -> Result<Form, Error> {
        let context = self.context()?;
        let mut form = form::read(context, text, blank);
        let (_, found) = self.check(room, text)?;
        form::attach(context, text, &found, &mut form);
        Ok(form)
    }
}

/// A text inside a hidden field: browsers change line ends there, so they are written out.
pub(super) fn packed(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r")
}

/// The text of a hidden field.
pub(super) fn unpacked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some(other) => out.push(other),
                None => {}
            },
            // Only what a proxy or browser folded in.
            '\r' | '\n' => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_text_comes_back() {
        for text in ["", "a\nb\r\n", "\\n", "\\\\r\n\\", "Tiếng Việt\n---\n"] {
            assert_eq!(unpacked(&packed(text)), text);
            assert!(!packed(text).contains(['\n', '\r']));
        }
    }
}
