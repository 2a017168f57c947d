//! A record as Markdown, for scripts and AI tools. The body comes from the sanitised HTML and not from the file: what
//! the pages do not show, such as comments of the author, is not here either.

use catalogue::{Declarations, Field, FieldType, Lang, Value};

use super::facts::Facts;
use crate::facets::inner;
use crate::moment;
use crate::public::{self, Public};

/// Fields that stand elsewhere in the document.
const APART: [&str; 6] = ["ten", "tom_tat", "nguon", "dich", "ngon_ngu", "ma"];

/// The document of a record.
pub(crate) fn record(declarations: &Declarations, public: &Public, facts: &Facts) -> String {
    let record = &public.record;
    let mut out = format!("# {}\n\n", line(&facts.title));
    if !facts.summary.is_empty() {
        out.push_str(&format!("> {}\n\n", line(&facts.summary)));
    }
    let mut fact = |label: &str, value: &str| out.push_str(&format!("- **{label}:** {}\n", line(value)));
    fact("Mã", &facts.ma);
    fact("Bộ dữ liệu", &facts.kind);
    fact("Địa chỉ", &facts.url);
    let (mut plain, mut long) = (Vec::new(), Vec::new());
    for field in public::fields(declarations, &record.collection) {
        let Some(value) = record.value(&field.name) else {
            continue;
        };
        if APART.contains(&field.name.as_str()) {
            continue;
        }
        match (&field.kind, inner(&field.kind)) {
            (_, FieldType::Group { .. }) | (_, FieldType::Markdown) => long.push((field, value)),
            (FieldType::List { .. }, FieldType::Text { .. }) => long.push((field, value)),
            _ => plain.push((field, value)),
        }
    }
    for (field, value) in plain {
        fact(&field.label.vi, &declarations.display(&field.kind, value, Lang::Vi));
    }
    fact("Cập nhật", &moment::iso(facts.modified));
    for (field, value) in long {
        section(&mut out, declarations, field, value);
    }
    let body = htmd::convert(&record.body.html).unwrap_or_default();
    if !body.trim().is_empty() {
        out.push_str(&format!("\n{}\n", body.trim()));
    }
    if !facts.sources.is_empty() {
        out.push_str("\n## Nguồn\n\n");
        for source in &facts.sources {
            match &source.url {
                Some(url) => out.push_str(&format!("- {} <{url}>\n", line(&source.text))),
                None => out.push_str(&format!("- {}\n", line(&source.text))),
            }
        }
    }
    out
}

fn section(out: &mut String, declarations: &Declarations, field: &Field, value: &Value) {
    out.push_str(&format!("\n## {}\n\n", field.label.vi));
    let item = inner(&field.kind);
    match (item, value) {
        (FieldType::Markdown, Value::Markdown { html, .. }) => {
            out.push_str(htmd::convert(html).unwrap_or_default().trim());
            out.push('\n');
        }
        (FieldType::Group { fields }, value) => {
            for group in value.items() {
                let Value::Group(members) = group else { continue };
                let shown = members.iter().filter_map(|(name, value)| {
                    let field = fields.iter().find(|f| f.name == *name)?;
                    let text = declarations.display(&field.kind, value, Lang::Vi);
                    Some(format!("{}: {}", field.label.vi, line(&text)))
                });
                out.push_str(&format!("- {}\n", shown.collect::<Vec<_>>().join("; ")));
            }
        }
        (kind, value) => {
            for one in value.items() {
                out.push_str(&format!("- {}\n", line(&declarations.display(kind, one, Lang::Vi))));
            }
        }
    }
}

/// Text on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
