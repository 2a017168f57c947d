//! A new record as a file that explains itself.

use crate::text::slug as slug_of;
use crate::{Collection, Declarations, Field, FieldType};

/// Longest slug, in characters.
pub const MAX_SLUG: usize = 60;

/// A title as an address: folded to ASCII, words joined by hyphens, at most 60 characters, cut at a word.
/// Empty when the title has no Latin letter or digit.
pub fn slug(title: &str) -> String {
    slug_of(title, MAX_SLUG)
}

/// The text of a new file of `collection`: what must be filled in as lines to complete, everything else as a
/// comment that explains it. `today` is an ISO date. The file parses; `check` then names what is still missing.
pub fn scaffold(collection: &Collection, declarations: &Declarations, title: &str, today: &str) -> String {
    let base = slug(title);
    let ma = match (collection.prefix.as_str(), base.as_str()) {
        ("", "") => "tai-lieu-moi".to_owned(),
        ("", base) => base.to_owned(),
        (prefix, "") => format!("{prefix}-moi"),
        (prefix, base) => format!("{prefix}-{base}"),
    };
    let mut out = String::from("---\n");
    out.push_str(
        "## Dòng ## là lời giải thích. Dòng # là trường mẫu: bỏ dấu # và khoảng trắng ở đầu dòng để dùng, hoặc xoá đi.\n",
    );
    for field in &collection.fields {
        let value = match field.name.as_str() {
            "ma" => Some(ma.clone()),
            "ten" => Some(quoted(title)),
            "ngay_tao" | "ngay_sua" => Some(today.to_owned()),
            "trang_thai" => Some("nhap".to_owned()),
            _ => None,
        };
        explain(field, declarations, &mut out);
        match value {
            Some(value) => out.push_str(&format!("{}: {value}\n", field.name)),
            None => {
                let lead = if field.required { "" } else { "# " };
                let example = example(&field.kind, declarations);
                // A required field stays empty, so that checking reminds of it; its shape is in the comment.
                if field.required {
                    out.push_str(&format!("## Ví dụ: {}\n{}:\n", example.inline(&field.name), field.name));
                } else {
                    for line in example.lines(&field.name) {
                        out.push_str(&format!("{lead}{line}\n"));
                    }
                }
            }
        }
    }
    out.push_str("---\n\n");
    out.push_str("## Tổng quan\n\nViết vài câu dễ hiểu: việc gì, cho ai, ở đâu, kết quả bằng con số.\n");
    out
}

fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("\"{}\"", line.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The comment above a field: label, whether it must be there, its type, its help, its codes.
fn explain(field: &Field, declarations: &Declarations, out: &mut String) {
    let must = match (&field.required, &field.required_unless) {
        (true, _) => ", bắt buộc".to_owned(),
        (_, Some(flag)) => format!(", bắt buộc trừ khi {flag}: true"),
        _ => String::new(),
    };
    out.push_str(&format!(
        "\n## {} — {}{must}\n",
        field.label.vi,
        crate::typed::describe(&field.kind)
    ));
    if let Some(help) = &field.help {
        out.push_str(&format!("## {}\n", help.vi.replace('\n', " ")));
    }
    if let Some(line) = codes_of(&field.kind, declarations) {
        out.push_str(&format!("## {line}\n"));
    }
}

/// The codes of a choice, when they are few enough to read.
fn codes_of(kind: &FieldType, declarations: &Declarations) -> Option<String> {
    let vocabulary = match kind {
        FieldType::Choice { vocabulary } => declarations.vocabulary(vocabulary)?,
        FieldType::List { of } => return codes_of(of, declarations),
        _ => return None,
    };
    if vocabulary.terms.len() > 24 {
        return Some(format!(
            "Mã lấy trong _vocabularies/{}.yaml ({} mã).",
            vocabulary.id,
            vocabulary.terms.len()
        ));
    }
    let codes: Vec<String> = vocabulary
        .terms
        .iter()
        .map(|term| format!("{} ({})", term.code, term.labels.vi))
        .collect();
    Some(format!("Mã: {}.", codes.join("; ")))
}

/// An example value in one line or several.
enum Example {
    Inline(String),
    Block(Vec<String>),
}

impl Example {
    fn inline(&self, name: &str) -> String {
        self.lines(name).join(" ")
    }

    fn lines(&self, name: &str) -> Vec<String> {
        match self {
            Example::Inline(value) => vec![format!("{name}: {value}")],
            Example::Block(lines) => std::iter::once(format!("{name}:"))
                .chain(lines.iter().map(|line| format!("  {line}")))
                .collect(),
        }
    }
}

fn example(kind: &FieldType, declarations: &Declarations) -> Example {
    let inline = |text: &str| Example::Inline(text.to_owned());
    match kind {
        FieldType::Text { .. } => inline("\"…\""),
        FieldType::Markdown => Example::Block(vec!["|".to_owned(), "  Viết Markdown ở đây.".to_owned()]),
        FieldType::Choice { vocabulary } => {
            let code = declarations
                .vocabulary(vocabulary)
                .and_then(|list| list.terms.first())
                .map_or("…", |term| term.code.as_str());
            let digits = code.bytes().all(|b| b.is_ascii_digit());
            Example::Inline(if digits { format!("\"{code}\"") } else { code.to_owned() })
        }
        FieldType::Tags => inline("[từ khoá một, từ khoá hai]"),
        FieldType::Year => inline("2018"),
        FieldType::Date => inline("2018-05-30"),
        FieldType::Number { min, .. } => Example::Inline(min.map_or_else(|| "12.5".to_owned(), |min| min.to_string())),
        FieldType::Money => inline("{tu: 100000, den: 200000}"),
        FieldType::Range { .. } => inline("{tu: 500, den: 1000}"),
        FieldType::Place => inline("\"2025:01477\""),
        FieldType::Link { to } | FieldType::Person { to } | FieldType::Organisation { to } => {
            let prefix = to
                .first()
                .and_then(|id| declarations.collection(id))
                .or(declarations.collections.first())
                .map_or("kt", |c| c.prefix.as_str());
            Example::Inline(format!("{prefix}-…"))
        }
        FieldType::Url => inline("https://…"),
        FieldType::File => inline("tep/bao-cao.pdf"),
        FieldType::Flag => inline("true"),
        FieldType::List { of } => match example(of, declarations) {
            Example::Inline(value) => Example::Inline(format!("[{value}]")),
            Example::Block(lines) => Example::Block(
                lines
                    .iter()
                    .enumerate()
                    .map(|(at, line)| format!("{}{line}", if at == 0 { "- " } else { "  " }))
                    .collect(),
            ),
        },
        FieldType::Group { fields } => Example::Block(
            fields
                .iter()
                .flat_map(|field| example(&field.kind, declarations).lines(&field.name))
                .collect(),
        ),
    }
}
