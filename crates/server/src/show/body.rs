//! The body of a record as it stands on a page.

use super::push_escaped;

/// Columns from which a table may be wider than a small phone.
const WIDE: usize = 4;

/// The body with its wide tables in boxes that scroll by themselves, by keyboard too: the page never scrolls sideways.
/// `label` names such a box.
pub(crate) fn body(html: &str, label: &str) -> String {
    let mut out = String::with_capacity(html.len() + 256);
    let mut rest = html;
    while let Some(start) = rest.find("<table") {
        let (before, table) = rest.split_at(start);
        out.push_str(before);
        let end = table.find("</table>").map_or(table.len(), |end| end + "</table>".len());
        let (table, after) = table.split_at(end);
        let head = table.split("</tr>").next().unwrap_or_default();
        if head.matches("<th").count() - usize::from(head.contains("<thead")) < WIDE {
            out.push_str(table);
        } else {
            out.push_str("<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"");
            push_escaped(&mut out, label);
            out.push_str("\">");
            out.push_str(table);
            out.push_str("</div>");
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::body;

    fn table(columns: usize) -> String {
        let cells = "<th scope=\"col\">x</th>".repeat(columns);
        format!("<table>\n<thead><tr>{cells}</tr></thead><tbody>\n</tbody></table>")
    }

    #[test]
    fn wide_tables_scroll_in_a_box() {
        let (narrow, wide) = (table(3), table(4));
        assert_eq!(
            body(&format!("<p>a</p>{narrow}\n{wide}\n<p>b</p>"), "Bảng"),
            format!(
                "<p>a</p>{narrow}\n<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Bảng\">{wide}</div>\n<p>b</p>"
            )
        );
        assert_eq!(body("<p>không có</p>", "Bảng"), "<p>không có</p>");
    }
}
