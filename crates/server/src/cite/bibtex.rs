//! BibTeX, in UTF-8.

use crate::meta::facts::Facts;
use crate::moment;

/// Months as BibTeX knows them.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The entry of a record.
pub(crate) fn entry(facts: &Facts) -> String {
    let kind = if facts.schema_org == "Report" {
        "techreport"
    } else {
        "misc"
    };
    let mut out = format!("@{kind}{{{},\n", facts.ma);
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            out.push_str(&format!("  {name} = {{{value}}},\n"));
        }
    };
    let makers: Vec<String> = facts
        .makers
        .iter()
        .map(|m| format!("{{{}}}", escape(&m.name)))
        .collect();
    field("author", &makers.join(" and "));
    field("title", &format!("{{{}}}", escape(&facts.title)));
    if kind == "techreport" {
        let institution = facts.makers.iter().find(|m| !m.is_person).map(|m| m.name.as_str());
        field("institution", &escape(institution.unwrap_or(&facts.publisher)));
    }
    field("publisher", &escape(&facts.publisher));
    field("year", facts.year());
    field("date", &facts.issued);
    field("url", &facts.url);
    field("urldate", moment::iso(facts.modified).get(..10).unwrap_or_default());
    field("type", &escape(&facts.kind));
    field("keywords", &escape(&facts.all_keywords().join(", ")));
    field("abstract", &escape(&facts.summary));
    field("language", "vietnamese");
    field("copyright", &escape(facts.licence.as_deref().unwrap_or_default()));
    let month = facts.issued.get(5..7).and_then(|m| m.parse::<usize>().ok());
    if let Some(name) = month.and_then(|m| MONTHS.get(m.checked_sub(1)?)) {
        out.push_str(&format!("  month = {name},\n"));
    }
    out.push_str("}\n");
    out
}

/// Text within braces: what TeX would take for an instruction is written so that it stands for itself.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_whole_and_marks_stay() {
        let text = entry(&crate::cite::sample::facts());
        assert!(text.starts_with("@techreport{kq-mot,\n"), "{text}");
        assert!(text.contains("author = {{Nguyễn Thị Ánh} and {Sở Khoa học và Công nghệ}}"));
        assert!(text.contains("title = {{Nhân giống \\{Thạch đen\\} \\& sấy 50 \\% ở 60 °C}}"));
        assert!(text.contains("institution = {Sở Khoa học và Công nghệ}"));
        assert!(text.contains("month = may") && text.contains("keywords = {Thạch đen, nuôi cấy mô}"));
        assert!(text.contains("abstract = {Một câu. Câu hai.}"));
    }
}
