//! Headings: their level, their id, and the title that is left out.

use pulldown_cmark::{Event, HeadingLevel, Options as Syntax, Parser, Tag};

use super::writer::Writer;
use crate::Heading;
use crate::text::slug;

/// Most characters of a heading's id.
const MAX_ID: usize = 60;

impl Writer<'_> {
    /// The highest heading decides; a dropped title does not count.
    pub(super) fn find_shift(&self, syntax: Syntax) -> i32 {
        let mut highest = None;
        let mut blocks = 0;
        for event in Parser::new_ext(self.source, syntax) {
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    if !(self.options.drop_title && blocks == 0) {
                        highest = highest.min(Some(level as i32)).or(Some(level as i32));
                    }
                    blocks += 1;
                }
                Event::Start(
                    Tag::Paragraph | Tag::List(_) | Tag::Table(_) | Tag::BlockQuote(_) | Tag::CodeBlock(_),
                ) => blocks += 1,
                _ => {}
            }
        }
        2 - highest.unwrap_or(2)
    }

    pub(super) fn start_heading(&mut self, level: HeadingLevel) -> Option<&'static str> {
        let level = (level as i32 + self.shift).clamp(2, 6) as u8;
        self.heading = Some((self.html.len(), self.text.len(), level));
        Some(match level {
            2 => "</h2>\n",
            3 => "</h3>\n",
            4 => "</h4>\n",
            5 => "</h5>\n",
            _ => "</h6>\n",
        })
    }

    /// Writes the opening tag now that the text, and so the id, is known. True when the heading was dropped.
    pub(super) fn end_heading(&mut self) -> bool {
        let Some((html_at, text_at, level)) = self.heading.take() else {
            return false;
        };
        let text = self
            .text
            .get(text_at..)
            .unwrap_or("")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let is_first = self.first_heading.is_none();
        if is_first && !text.is_empty() {
            self.first_heading = Some(text.clone());
        }
        if is_first && self.options.drop_title && self.blocks == 1 {
            self.html.truncate(html_at);
            self.text.truncate(text_at);
            return true;
        }
        let id = self.unique_id(&text);
        self.html.insert_str(html_at, &format!("<h{level} id=\"{id}\">"));
        if !text.is_empty() {
            self.headings.push(Heading { level, id, text });
        }
        false
    }

    fn unique_id(&mut self, text: &str) -> String {
        let mut base = slug(text, MAX_ID);
        if base.is_empty() {
            base = "muc".to_owned();
        }
        // `chu-thich-N` belongs to the footnotes.
        if base.starts_with("chu-thich-") {
            base.insert_str(0, "muc-");
        }
        // The next number is remembered, so that ten thousand equal headings stay cheap.
        loop {
            let seen = self.ids.entry(base.clone()).or_insert(0);
            *seen += 1;
            let id = if *seen == 1 {
                base.clone()
            } else {
                format!("{base}-{seen}")
            };
            if *seen == 1 || !self.ids.contains_key(&id) {
                self.ids.entry(id.clone()).or_insert(1);
                return id;
            }
        }
    }
}
