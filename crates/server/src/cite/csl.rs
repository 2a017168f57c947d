//! CSL-JSON, the form that citation styles are applied to.

use serde_json::{Value, json};

use crate::meta::facts::Facts;

/// The item of a record.
pub(crate) fn item(facts: &Facts) -> Value {
    let date: Vec<i64> = facts.issued.split('-').filter_map(|part| part.parse().ok()).collect();
    let authors: Vec<Value> = facts.makers.iter().map(|m| json!({ "literal": m.name })).collect();
    let mut item = json!({
        "id": facts.ma,
        "type": kind(&facts.schema_org),
        "title": facts.title,
        "author": authors,
        "issued": { "date-parts": [date] },
        "publisher": facts.publisher,
        "genre": facts.kind,
        "abstract": facts.summary,
        "keyword": facts.all_keywords().join(", "),
        "language": "vi",
        "URL": facts.url,
    });
    if let Some(licence) = &facts.licence {
        item["note"] = json!(licence);
    }
    item
}

fn kind(schema_org: &str) -> &'static str {
    match schema_org {
        "Report" => "report",
        "Dataset" => "dataset",
        "Legislation" => "legislation",
        "Event" => "event",
        _ => "webpage",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_literal() {
        let item = item(&crate::cite::sample::facts());
        assert_eq!(item["author"][1]["literal"], "Sở Khoa học và Công nghệ");
        assert_eq!(item["issued"]["date-parts"][0], json!([2024, 5, 30]));
        assert_eq!(
            (item["type"].as_str(), item["language"].as_str()),
            (Some("report"), Some("vi"))
        );
    }
}
