//! Values that take a section of the page: steps, calendars, tables.

use catalogue::{Field, FieldType, Lang, Record, Value};

use super::{Show, escape};
use crate::facets::inner;
use crate::format;
use crate::texts::fill;

/// Members of groups that say themselves what they are: paper leaves out their labels.
const UNIT: &str = "don_vi";
const REMARK: &str = "ghi_chu";

/// A section with its own heading.
pub(crate) struct Section {
    /// `id`; an underscore keeps it apart from the headings of the body.
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) html: String,
    /// Classes that keep it off paper.
    pub(crate) paper: String,
}

/// The section of a value, or `None` where a row of the table of facts is enough.
///
/// Steps (`buoc`) and months (`thang`, `thoi_vu`) are known by name, other lists of groups become tables.
pub(crate) fn section(show: &Show<'_>, field: &Field, value: &Value) -> Option<Section> {
    let members = match (&field.kind, inner(&field.kind)) {
        (FieldType::List { .. }, FieldType::Group { fields }) => fields,
        (FieldType::Markdown, _) => {
            return some(
                show,
                field,
                format!(
                    "<div class=\"prose\">{}</div>",
                    super::body(&show.value(&field.name, field, value), show.cx.t.table)
                ),
            );
        }
        _ => return None,
    };
    match field.name.as_str() {
        // A few names, each a word or two.
        super::value::OTHER_NAMES => None,
        "buoc" => some(show, field, steps(show, value)),
        "thoi_vu" => some(show, field, seasons(show, value)),
        _ => some(show, field, table(show, &field.name, members, value)),
    }
}

fn some(show: &Show<'_>, field: &Field, html: String) -> Option<Section> {
    let title = field.label.get(show.cx.lang).to_owned();
    (!html.is_empty()).then(|| Section {
        id: format!("_{}", field.name),
        title,
        html,
        paper: String::new(),
    })
}

fn text<'a>(group: &'a Value, name: &str) -> &'a str {
    group.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn steps(show: &Show<'_>, value: &Value) -> String {
    let mut out = String::from("<ol class=\"steps\">");
    for (n, step) in value.items().iter().enumerate() {
        out.push_str(&format!(
            "<li><span class=\"n\" aria-hidden=\"true\">{}</span><h3>{}</h3>",
            n + 1,
            show.text(text(step, "ten"))
        ));
        for (name, open) in [("thoi_diem", "<p class=\"when\">"), ("noi_dung", "<p>")] {
            if !text(step, name).is_empty() {
                out.push_str(&format!("{open}{}</p>", show.text(text(step, name))));
            }
        }
        if !text(step, "luu_y").is_empty() {
            out.push_str(&format!(
                "<p class=\"care\"><b>{}:</b> {}</p>",
                escape(show.cx.t.caution),
                show.text(text(step, "luu_y"))
            ));
        }
        out.push_str("</li>");
    }
    out + "</ol>"
}

fn seasons(show: &Show<'_>, value: &Value) -> String {
    let mut out = String::from("<dl class=\"facts\">");
    for work in value.items() {
        let months = work.get("thang").map(|m| months(show, m)).unwrap_or_default();
        out.push_str(&format!(
            "<div><dt>{}</dt><dd>{months}</dd></div>",
            show.text(text(work, "viec"))
        ));
    }
    out + "</dl>"
}

/// [`strip`] of the months of a value.
pub(super) fn months(show: &Show<'_>, value: &Value) -> String {
    let on: Vec<i8> = value
        .items()
        .iter()
        .filter_map(|m| if let Value::Number(n) = m { Some(*n as i8) } else { None })
        .collect();
    strip(&on, show.today.month(), show.cx.lang)
}

/// Twelve months, those in `on` filled, the present one underlined; said in words for readers of speech.
pub(crate) fn strip(on: &[i8], now: i8, lang: Lang) -> String {
    let words: Vec<String> = on.iter().map(|m| format::month(*m, lang)).collect();
    let mut out = format!(
        "<span class=\"vh\">{}</span><ol class=\"months\" aria-hidden=\"true\">",
        escape(&words.join(", "))
    );
    for month in 1..=12i8 {
        let class = match (on.contains(&month), month == now) {
            (true, true) => " class=\"on now\"",
            (true, false) => " class=\"on\"",
            (false, true) => " class=\"now\"",
            (false, false) => "",
        };
        out.push_str(&format!("<li{class}>{month}</li>"));
    }
    out + "</ol>"
}

/// A table with the columns that have a value; each cell names its column for narrow screens.
fn table(show: &Show<'_>, key: &str, members: &[Field], value: &Value) -> String {
    let rows = value.items();
    let used: Vec<&Field> = members
        .iter()
        .filter(|m| rows.iter().any(|row| row.get(&m.name).is_some()))
        .collect();
    let mut out = String::from("<div class=\"scroll\"><table class=\"stack\"><thead><tr>");
    for member in &used {
        out.push_str(&format!("<th scope=\"col\">{}</th>", show.label(&member.label)));
    }
    out.push_str("</tr></thead><tbody>");
    for row in rows {
        out.push_str("<tr>");
        for (n, member) in used.iter().enumerate() {
            let html = row
                .get(&member.name)
                .map(|v| show.value(&format!("{key}.{}", member.name), member, v))
                .unwrap_or_default();
            if n == 0 || html.is_empty() {
                out.push_str(&format!("<td>{html}</td>"));
            } else {
                // Of two columns the second says what the first is.
                let class = if member.name == REMARK || used.len() == 2 {
                    " class=\"rem\""
                } else if member.name == UNIT || matches!(member.kind, FieldType::Number { .. }) {
                    " class=\"q\""
                } else {
                    ""
                };
                out.push_str(&format!(
                    "<td{class} data-th=\"{}\">{html}</td>",
                    escape(member.label.get(show.cx.lang))
                ));
            }
        }
        out.push_str("</tr>");
    }
    out + "</tbody></table></div>"
}

/// The sources of a record as a list; empty where it names none.
pub(crate) fn sources(show: &Show<'_>, record: &Record) -> String {
    let items = record.value("nguon").map_or(&[][..], Value::items);
    if items.is_empty() {
        return String::new();
    }
    let mut out = String::from("<ol class=\"src\">");
    for source in items {
        out.push_str("<li>");
        match text(source, "url") {
            "" => out.push_str(&show.text(text(source, "trich"))),
            url => out.push_str(&format!(
                "<a rel=\"noopener nofollow\" href=\"{}\">{}</a>",
                escape(url),
                show.text(text(source, "trich"))
            )),
        }
        if !text(source, "ngay_doc").is_empty() {
            let read = fill(
                show.cx.t.read_on,
                &[("date", &format::date(text(source, "ngay_doc"), show.cx.lang))],
            );
            out.push_str(&format!(" ({})", escape(&read)));
        }
        out.push_str("</li>");
    }
    out + "</ol>"
}
