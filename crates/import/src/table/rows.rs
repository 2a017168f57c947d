//! Rows as drafts.

use std::collections::HashMap;

use catalogue::{Code, Collection, Declarations, codes};
use jiff::civil::Date;

use super::mapping::Target;
use super::{Content, Header, Sheet};
use crate::cell;
use crate::draft::{Draft, folder_of, ma_of, original_field};
use crate::finding::{Finding, Place, short};
use crate::markdown;
use crate::table_fields::{aside, kind_of, ordered, put};
use crate::yaml::Yaml;

/// Reads the rows of all sheets into drafts.
pub(super) struct Reader<'a> {
    declarations: &'a Declarations,
    collection: &'a Collection,
    name: &'a str,
    original: &'a str,
    today: Date,
    drafts: Vec<Draft>,
    findings: Vec<Finding>,
    /// Places of rows by all that they say, to see one that is there twice.
    seen: HashMap<String, String>,
    /// Identifiers given in this import.
    taken: HashMap<String, usize>,
}

/// One row while it becomes a draft.
struct Row<'h> {
    header: &'h Header,
    place: Place,
    fields: Yaml,
    /// Columns that are sections of the body.
    sections: Vec<(String, String)>,
    /// What fits no field: title of the column, text, why.
    kept: Vec<(String, String, Option<String>)>,
    findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        declarations: &'a Declarations,
        collection: &'a Collection,
        name: &'a str,
        original: &'a str,
        today: Date,
    ) -> Self {
        Self {
            declarations,
            collection,
            name,
            original,
            today,
            drafts: Vec::new(),
            findings: Vec::new(),
            seen: HashMap::new(),
            taken: HashMap::new(),
        }
    }

    pub(super) fn finish(self) -> (Vec<Draft>, Vec<Finding>) {
        (self.drafts, self.findings)
    }

    /// Every row below the titles.
    pub(super) fn sheet(&mut self, sheet: &Sheet, header: &Header) {
        for (number, cells) in sheet.rows.iter().skip(header.at + 1) {
            let words: Vec<String> = cells.iter().map(super::Cell::words).collect();
            let filled = words.iter().filter(|text| !text.is_empty()).count();
            if filled == 0 {
                continue;
            }
            let mut row = Row {
                header,
                place: Place {
                    sheet: sheet.name.clone(),
                    row: Some(*number),
                    ..Place::default()
                },
                fields: Yaml::Map(Vec::new()),
                sections: Vec::new(),
                kept: Vec::new(),
                findings: Vec::new(),
            };
            // The number of a row is no part of what it says.
            let said: Vec<&str> = words
                .iter()
                .enumerate()
                .filter(|(at, _)| header.targets.get(*at) != Some(&Target::Nothing))
                .map(|(_, text)| text.as_str())
                .collect();
            if said.iter().all(|text| text.is_empty()) {
                continue;
            }
            for (at, cell) in cells.iter().enumerate() {
                let text = words.get(at).map_or("", String::as_str);
                if !text.is_empty() {
                    self.cell(&mut row, at, &cell.content, text);
                }
            }
            let key = said.join("\u{1f}").trim_end_matches('\u{1f}').to_lowercase();
            self.row(row, key);
        }
    }

    /// One cell into its field, or kept aside with the reason.
    fn cell(&self, row: &mut Row<'_>, at: usize, content: &Content, text: &str) {
        let title = row.header.titles.get(at).filter(|title| !title.is_empty()).cloned();
        let place = Place {
            column: Some(at + 1),
            header: title.as_deref().map(short),
            ..row.place.clone()
        };
        let name = title.unwrap_or_else(|| format!("Cột {}", place.letters().unwrap_or_default()));
        if let Content::Error(sign) = content {
            row.tell(
                codes::IMPORT_CELL_ERROR,
                place,
                format!("ô có lỗi công thức {sign}"),
                "Sửa công thức trong Excel, hoặc gõ giá trị vào bản ghi.",
            );
            return;
        }
        match row.header.targets.get(at) {
            Some(Target::Field { name: field, factor }) => self.field(row, field, *factor, name, text, place),
            Some(Target::Body) => row.sections.push((name, text.to_owned())),
            Some(Target::Nothing) => {}
            Some(Target::Twice(_) | Target::Unknown) => row.kept.push((name, text.to_owned(), None)),
            None => {
                row.tell(
                    codes::IMPORT_EXTRA_CELL,
                    place,
                    format!("ô “{}” nằm ngoài các cột có tiêu đề", short(text)),
                    "Kiểm tra dấu phẩy thừa hoặc ô lệch cột; chữ đã được giữ ở cuối nội dung.",
                );
                row.kept.push((name, text.to_owned(), None));
            }
        }
    }

    fn field(&self, row: &mut Row<'_>, field: &str, factor: f64, title: String, text: &str, place: Place) {
        let Some(kind) = kind_of(self.collection, field) else {
            row.kept.push((title, text.to_owned(), None));
            return;
        };
        let (value, faults) = cell::value(self.declarations, &kind, text, factor);
        if let Some(value) = value {
            put(&mut row.fields, self.collection, field, value);
        }
        if let Some(fault) = faults.first() {
            // The whole cell is kept: what could not be read must not be lost with what could.
            row.kept.push((title, text.to_owned(), Some(fault.message.clone())));
        }
        for fault in faults {
            row.tell(fault.code, place.clone(), fault.message, fault.remedy);
        }
    }

    /// The row as a draft, unless it can not be one.
    fn row(&mut self, mut row: Row<'_>, key: String) {
        let title = match &row.fields {
            Yaml::Map(members) => members.iter().find_map(|(name, value)| match value {
                Yaml::Text(text) if name == "ten" => Some(text.clone()),
                _ => None,
            }),
            _ => None,
        };
        // A title that is too long still names the record; its whole is in the body.
        let cut = row
            .kept
            .iter()
            .find(|(column, ..)| row.is_title(column))
            .map(|(_, text, _)| cut_title(text));
        let Some(title) = title.or(cut) else {
            row.tell(
                codes::IMPORT_NO_TITLE,
                row.place.clone(),
                "dòng không có tên nên không thành bản ghi",
                "Điền tên vào tệp gốc rồi nhập lại; dòng vẫn còn nguyên trong tệp gốc đã lưu.",
            );
            self.findings.append(&mut row.findings);
            return;
        };
        if let Some(first) = self.seen.get(&key) {
            row.tell(
                codes::IMPORT_REPEATED_ROW,
                row.place.clone(),
                format!("dòng giống hệt dòng {first} nên không nhập lần nữa"),
                "Xoá dòng thừa, hoặc sửa nếu đây là kết quả khác.",
            );
            self.findings.append(&mut row.findings);
            return;
        }
        self.seen.insert(key, row.place.to_string());
        put(&mut row.fields, self.collection, "ten", Yaml::Text(title.clone()));
        self.finish_row(row, title);
    }

    fn finish_row(&mut self, row: Row<'_>, title: String) {
        let base = ma_of(self.collection, &title);
        let count = self.taken.entry(base.clone()).or_default();
        *count += 1;
        let ma = if *count == 1 { base } else { format!("{base}-{count}") };
        let mut fields = row.fields;
        if self.collection.field("tep").is_some() {
            put(
                &mut fields,
                self.collection,
                "tep",
                original_field(self.name, self.original),
            );
        }
        let (body, _) = Draft::bounded(body(&row.sections, &row.kept));
        self.drafts.push(Draft {
            collection: self.collection.id.clone(),
            folder: folder_of(self.collection),
            ma,
            title,
            fields: ordered(self.collection, fields),
            body,
            attachments: Vec::new(),
            findings: row.findings,
            guessed: Vec::new(),
            today: self.today,
        });
    }
}

impl Row<'_> {
    fn tell(&mut self, code: Code, place: Place, message: impl Into<String>, remedy: impl Into<String>) {
        self.findings.push(Finding::new(code, place, message, remedy));
    }

    /// True for the title of the column that names the record.
    fn is_title(&self, column: &str) -> bool {
        let at = self.header.titles.iter().position(|title| title == column);
        let target = at.and_then(|at| self.header.targets.get(at));
        matches!(target, Some(Target::Field { name, .. }) if name == "ten")
    }
}

fn cut_title(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(190).collect();
    if cut.len() == line.len() {
        return cut;
    }
    format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head))
}

fn body(sections: &[(String, String)], kept: &[(String, String, Option<String>)]) -> String {
    let mut out = String::new();
    for (title, text) in sections {
        out.push_str(&format!(
            "## {}\n\n{}\n\n",
            markdown::escaped(title, false),
            markdown::paragraphs(text)
        ));
    }
    out.push_str(&aside(kept));
    out
}
