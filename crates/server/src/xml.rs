//! Writing XML: elements are closed in the order in which they were opened, and text is always escaped.

use std::fmt::Write;

/// A document in the making.
pub(crate) struct Xml {
    out: String,
    open: Vec<String>,
}

impl Xml {
    /// Begins with the XML declaration.
    pub(crate) fn new() -> Self {
        Self {
            out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(),
            open: Vec::new(),
        }
    }

    /// Begins a part of a document, to be put into it with [`Xml::raw`].
    pub(crate) fn part() -> Self {
        Self {
            out: String::new(),
            open: Vec::new(),
        }
    }

    /// A part as it stands, written by [`Xml::end`].
    pub(crate) fn raw(&mut self, part: &str) -> &mut Self {
        self.out.push_str(part);
        self
    }

    /// Opens an element.
    pub(crate) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> &mut Self {
        self.start(name, attributes);
        self.out.push('>');
        self.open.push(name.to_owned());
        self
    }

    /// Closes the element that was opened last.
    pub(crate) fn close(&mut self) -> &mut Self {
        if let Some(name) = self.open.pop() {
            // Writing to a string does not fail.
            let _ = write!(self.out, "</{name}>");
        }
        self
    }

    /// Text within the element that is open.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        push(&mut self.out, text);
        self
    }

    /// An element that holds text alone.
    pub(crate) fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> &mut Self {
        self.open(name, attributes);
        self.text(text);
        self.close()
    }

    /// An element that holds nothing.
    pub(crate) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> &mut Self {
        self.start(name, attributes);
        self.out.push_str("/>");
        self
    }

    /// Closes what is open and gives the document.
    pub(crate) fn finish(self) -> String {
        let mut out = self.end();
        out.push('\n');
        out
    }

    /// Closes what is open and gives the part.
    pub(crate) fn end(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            push(&mut self.out, value);
            self.out.push('"');
        }
    }
}

/// Escapes for content and attributes; characters that XML 1.0 does not have are left out.
fn push(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_is_closed_and_text_is_escaped() {
        let mut xml = Xml::new();
        xml.open("a", &[("b", "\"<ế>\"")])
            .leaf("c", &[], "x & \u{1}y")
            .empty("d", &[]);
        assert_eq!(
            xml.finish(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"&quot;&lt;ế&gt;&quot;\"><c>x &amp; y</c><d/></a>\n"
        );
    }
}
