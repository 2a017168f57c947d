//! What is right in form and should still be thought over: warnings about a record's meaning.
//!
//! [`alone`] looks at one record; [`between`] at all of them together, through a [`Brief`] that is small enough to keep
//! for every record. Both are pure: the day comes in as an argument.

mod between;
mod praise;

pub use between::{Brief, between, brief};

use jiff::civil::Date;

pub(crate) use crate::refs::make;
use crate::refs::{At, Parsed};
use crate::text::{fold, short};
use crate::{Code, Declarations, Diagnostic, Record, Value, Visibility, codes};

/// A body of fewer words than this does not disclose how an invention works.
const FULL_WORDS: usize = 120;
/// Kinds of intellectual property that a public description destroys before it is filed.
const NEEDS_NOVELTY: [&str; 3] = ["sang-che", "giai-phap-huu-ich", "kieu-dang"];
/// Collections whose records do not tell anyone what to do with a subject.
const WITHOUT_ADVICE: [&str; 4] = ["to-chuc", "chuyen-gia", "doanh-nghiep", "su-kien"];

/// Warnings about one record, in the order of its file. `today` is where the authors are.
pub fn alone(declarations: &Declarations, parsed: &Parsed, today: Date) -> Vec<Diagnostic> {
    let Some(record) = &parsed.record else {
        return Vec::new();
    };
    let mut advice = Advice {
        declarations,
        parsed,
        record,
        found: Vec::new(),
    };
    advice.vague_summary();
    advice.unfiled_invention();
    advice.review_date(today);
    advice.restricted();
    advice.hazards();
    advice.found.sort_by_key(|d| (d.line, d.column));
    advice.found
}

struct Advice<'a> {
    declarations: &'a Declarations,
    parsed: &'a Parsed,
    record: &'a Record,
    found: Vec<Diagnostic>,
}

impl Advice<'_> {
    /// A finding at a top-level field, or at the `ma` when the field is not there.
    fn tell(&mut self, code: Code, field: &str, message: String, remedy: String) {
        let at = place(self.parsed, field);
        self.found.push(make(code, &self.record.path, &at, message, remedy));
    }

    fn vague_summary(&mut self) {
        let Some(summary) = self.record.value("tom_tat").and_then(Value::as_str) else {
            return;
        };
        if let Some(word) = praise::without_number(summary) {
            self.tell(
                codes::VAGUE_SUMMARY,
                "tom_tat",
                format!("tóm tắt viết “{word}” mà không có con số nào"),
                "Thay lời khen bằng con số có nguồn: năng suất, chi phí, thời gian, so với cách làm cũ.".to_owned(),
            );
        }
    }

    /// What the public can read about an invention before its filing date is no longer new: Law on Intellectual
    /// Property 50/2005/QH11, article 60 (inventions) and 65 (designs), as amended.
    fn unfiled_invention(&mut self) {
        let rights = self.record.value("shtt").map_or(&[][..], Value::items);
        let unfiled = rights.iter().find(|right| {
            let text = |name| right.get(name).and_then(Value::as_str);
            text("loai").is_some_and(|kind| NEEDS_NOVELTY.contains(&kind)) && text("tinh_trang") == Some("chua-nop")
        });
        let words = self.record.body.text.split_whitespace().count();
        let full = words >= FULL_WORDS || self.record.value("thong_so").is_some();
        if unfiled.is_none() || !full || self.record.visibility != Visibility::Public {
            return;
        }
        self.tell(
            codes::UNFILED_INVENTION,
            "shtt",
            "sáng chế chưa nộp đơn mà bản ghi mô tả đầy đủ cho mọi người đọc".to_owned(),
            "Công bố trước khi nộp đơn làm mất tính mới (Luật Sở hữu trí tuệ, Điều 60). Nộp đơn trước, hoặc ghi quyen_xem: tom-tat và chuyển phần cách làm sang bản nội bộ.".to_owned(),
        );
    }

    fn review_date(&mut self, today: Date) {
        let Some(due) = self.record.value("han_ra_soat").and_then(Value::as_str) else {
            return;
        };
        if due.parse::<Date>().is_ok_and(|due| due < today) {
            let due = crate::display_date(due, crate::Lang::Vi);
            self.tell(
                codes::REVIEW_OVERDUE,
                "han_ra_soat",
                format!("bản ghi quá hạn rà soát từ {due}"),
                "Đối chiếu lại nguồn, giá và liên hệ; sửa chỗ đã cũ rồi ghi hạn mới.".to_owned(),
            );
        }
    }

    fn restricted(&mut self) {
        let group = self
            .record
            .value("danh_muc_cgcn")
            .and_then(|group| group.get("nhom"))
            .and_then(Value::as_str);
        match group {
            Some("cam") => self.tell(
                codes::RESTRICTED_TECHNOLOGY,
                "danh_muc_cgcn",
                "công nghệ thuộc danh mục cấm chuyển giao".to_owned(),
                "Không được chào chuyển giao (Luật Chuyển giao công nghệ, Điều 11): chuyển bản ghi sang luu-kho.".to_owned(),
            ),
            Some("han-che") => self.tell(
                codes::RESTRICTED_TECHNOLOGY,
                "danh_muc_cgcn",
                "công nghệ thuộc danh mục hạn chế chuyển giao".to_owned(),
                "Phải có chấp thuận và giấy phép chuyển giao (Luật Chuyển giao công nghệ, Điều 10): nêu rõ trong bản ghi trước khi xuất bản.".to_owned(),
            ),
            // Who stated a group has looked at the list.
            Some(_) => {}
            None => self.named_in_list(),
        }
    }

    /// A technology whose title or keywords hold the name of an entry of the lists.
    fn named_in_list(&mut self) {
        if self.record.collection != "cong-nghe" {
            return;
        }
        let Some(list) = self.declarations.vocabulary("danh-muc-cgcn") else {
            return;
        };
        let keywords = self.record.value("tu_khoa").map_or(&[][..], Value::items);
        let said = std::iter::once(self.record.title.as_str())
            .chain(keywords.iter().filter_map(Value::as_str))
            .map(padded)
            .collect::<Vec<_>>();
        let names = list.terms.iter().find_map(|term| {
            let names = std::iter::once(&term.labels.vi).chain(term.names.iter().map(|name| &name.name));
            let mut names = names.filter(|name| name.split_whitespace().count() > 1);
            let found = names.any(|name| said.iter().any(|text| text.contains(&padded(name))));
            found.then_some(&term.labels.vi)
        });
        if let Some(name) = names {
            self.tell(
                codes::RESTRICTED_TECHNOLOGY,
                "ten",
                format!("có thể thuộc danh mục hạn chế hoặc cấm chuyển giao: “{}”", short(name)),
                "Đối chiếu phụ lục đang có hiệu lực rồi ghi danh_muc_cgcn; nếu không thuộc thì ghi nhom: khong-thuoc."
                    .to_owned(),
            );
        }
    }

    /// A subject that the vocabulary marks as dangerous, and a record that does not say so.
    fn hazards(&mut self) {
        let (Some(subjects), Some(collection)) = (
            self.declarations.vocabulary("doi-tuong"),
            self.declarations.collection(&self.record.collection),
        ) else {
            return;
        };
        let field = collection.field("canh_bao").is_some();
        if WITHOUT_ADVICE.contains(&collection.id.as_str()) {
            return;
        }
        let said = self.record.value("canh_bao").map_or(&[][..], Value::items);
        let mut told = Vec::new();
        for subject in self.record.value("doi_tuong").map_or(&[][..], Value::items) {
            let Some(code) = subject.as_str() else { continue };
            let marked = subjects
                .ancestors(code)
                .into_iter()
                .find_map(|code| subjects.term(code)?.hazard.clone());
            let Some(hazard) = marked.filter(|hazard| !told.contains(hazard)) else {
                continue;
            };
            let there = if field {
                said.iter().any(|value| value.as_str() == Some(hazard.as_str()))
            } else {
                // Without a field for it only poison is serious enough to ask for a word in the text.
                hazard != "doc-to" || mentions_poison(self.record)
            };
            if !there {
                self.unsaid(subjects.term(code).map_or(code, |term| &term.labels.vi), &hazard, field);
                told.push(hazard);
            }
        }
    }

    fn unsaid(&mut self, subject: &str, hazard: &str, field: bool) {
        let label = self
            .declarations
            .vocabulary("canh-bao")
            .and_then(|list| list.term(hazard))
            .map_or(hazard, |term| term.labels.vi.as_str())
            .to_lowercase();
        let remedy = if field {
            format!("Thêm {hazard} vào trường canh_bao và nêu trong nội dung cách phòng tránh.")
        } else {
            "Nêu rõ trong nội dung chất độc, liều nguy hiểm và cách phòng tránh, có nguồn.".to_owned()
        };
        self.tell(
            codes::HAZARD_UNSAID,
            "doi_tuong",
            format!("“{}” có cảnh báo “{label}” mà bản ghi chưa nêu", short(subject)),
            remedy,
        );
    }
}

/// True when the texts of a record speak of poison.
fn mentions_poison(record: &Record) -> bool {
    let mut said = padded(&record.body.text);
    for (_, value) in &record.values {
        texts(value, &mut said);
    }
    [
        "co doc",
        "doc to",
        "doc tinh",
        "ngo doc",
        "chat doc",
        "doc hai",
        "kich doc",
        "nhiem doc",
        "cay doc",
        "nam doc",
    ]
    .iter()
    .any(|word| said.contains(&format!(" {word} ")))
}

/// Every text in a value, padded.
fn texts(value: &Value, out: &mut String) {
    match value {
        Value::List(items) => items.iter().for_each(|item| texts(item, out)),
        Value::Group(members) => members.iter().for_each(|(_, member)| texts(member, out)),
        // A code is no word that a reader sees.
        Value::Text(text) | Value::Name(text) => out.push_str(&padded(text)),
        Value::Markdown { source, .. } => out.push_str(&padded(source)),
        _ => {}
    }
}

/// Folded words with one blank around each, so that whole words can be looked for.
pub(crate) fn padded(text: &str) -> String {
    let folded = fold(text);
    let words = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut out = String::from(" ");
    for word in words {
        out.push_str(word);
        out.push(' ');
    }
    out
}

/// Where a top-level field has its value; the `ma` when it is not there.
pub(crate) fn place(parsed: &Parsed, field: &str) -> At {
    let found = parsed.fields.iter().find(|(name, _)| name == field);
    found.map_or_else(|| parsed.ma_at.clone(), |(_, at)| at.clone())
}
