//! RIS, in UTF-8: a tag a line, lines end in CR LF.

use crate::meta::facts::Facts;

/// The reference of a record.
pub(crate) fn entry(facts: &Facts) -> String {
    let mut out = String::new();
    let mut line = |tag: &str, value: &str| {
        // A value is one line.
        let value: Vec<&str> = value.split_whitespace().collect();
        if tag == "ER" || !value.is_empty() {
            out.push_str(&format!("{tag}  - {}\r\n", value.join(" ")));
        }
    };
    line("TY", kind(&facts.schema_org));
    line("ID", &facts.ma);
    line("TI", &facts.title);
    for (_, title, _) in &facts.translations {
        line("TT", title);
    }
    for maker in &facts.makers {
        line("AU", &maker.name);
    }
    line("PY", facts.year());
    let mut date = facts.issued.split('-');
    let (year, month, day) = (date.next(), date.next(), date.next());
    line(
        "DA",
        &format!(
            "{}/{}/{}/",
            year.unwrap_or_default(),
            month.unwrap_or_default(),
            day.unwrap_or_default()
        ),
    );
    line("PB", &facts.publisher);
    line("M3", &facts.kind);
    line("AB", &facts.summary);
    for word in facts.all_keywords() {
        line("KW", word);
    }
    line("LA", "vi");
    line("UR", &facts.url);
    line("N1", facts.licence.as_deref().unwrap_or_default());
    line("ER", "");
    out
}

fn kind(schema_org: &str) -> &'static str {
    match schema_org {
        "Report" => "RPRT",
        "Dataset" => "DATA",
        "Legislation" => "STAT",
        _ => "GEN",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_a_value() {
        let text = entry(&crate::cite::sample::facts());
        assert!(text.starts_with("TY  - RPRT\r\nID  - kq-mot\r\n"), "{text}");
        assert!(text.contains("AU  - Nguyễn Thị Ánh\r\nAU  - Sở Khoa học và Công nghệ\r\n"));
        assert!(text.contains("AB  - Một câu. Câu hai.\r\n") && text.contains("DA  - 2024/05/30/\r\n"));
        assert!(text.ends_with("ER  - \r\n"));
        assert_eq!(text.matches("KW  - ").count(), 2);
    }
}
