//! Reads marked text back.

/// The text under the marks; marks stand in pairs, hold something, and nothing else is a tag.
pub(crate) fn plain(html: &str) -> String {
    let mut open = false;
    let mut text = String::new();
    for piece in html.split_inclusive('>') {
        let (before, tag) = piece.split_at(piece.rfind('<').unwrap_or(piece.len()));
        assert!(!before.contains(['<', '>']), "{html}");
        text.push_str(before);
        match tag {
            "<mark>" if !open => open = true,
            "</mark>" if open => {
                assert!(!before.trim().is_empty() && before.trim() == before, "{html}");
                open = false;
            }
            "" => {}
            other => panic!("{other} in {html}"),
        }
    }
    assert!(!open, "{html}");
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}
