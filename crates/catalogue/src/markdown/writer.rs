//! One walk over the Markdown events that writes HTML and plain text side by side.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Options as Syntax, Parser, Tag, TagEnd};

use super::escape::{escape, tidy};
use super::media::Image;
use super::{Finding, MAX_DEPTH, MAX_HTML, Options, Output, Target};
use crate::text::short;
use crate::{Code, Heading, Rendered, codes};

/// Most findings of one text.
const MAX_FINDINGS: usize = 100;

/// After so many ampersands a stretch of text is broken.
const MAX_AMPERSANDS: usize = 1_000;

/// State of the walk.
pub(super) struct Writer<'a> {
    pub(super) source: &'a str,
    pub(super) options: &'a Options<'a>,
    pub(super) html: String,
    pub(super) text: String,
    pub(super) headings: Vec<Heading>,
    pub(super) ids: HashMap<String, usize>,
    findings: Vec<Finding>,
    pub(super) targets: Vec<Target>,
    pub(super) first_heading: Option<String>,
    /// Open tags, each with the HTML that closes it; `None` for one that was left out.
    open: Vec<Option<&'static str>>,
    depth: usize,
    /// How much is added to a heading's level so that the highest is 2.
    pub(super) shift: i32,
    /// Where the heading being written begins in `html` and in `text`.
    pub(super) heading: Option<(usize, usize, u8)>,
    /// Raw `script` or `style` whose content is dropped as well.
    raw: Option<&'static str>,
    /// Depth of images being written: their content is only the alt text.
    pub(super) image: Vec<Image>,
    notes: HashMap<String, usize>,
    aligns: Vec<Alignment>,
    cell: usize,
    in_head: bool,
    pub(super) blocks: usize,
    /// Ampersands written so far.
    ampersands: usize,
    /// A raw HTML block was already reported.
    block_reported: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(source: &'a str, options: &'a Options<'a>) -> Self {
        Writer {
            source,
            options,
            html: String::with_capacity(source.len() * 3 / 2),
            text: String::with_capacity(source.len()),
            headings: Vec::new(),
            ids: HashMap::new(),
            findings: Vec::new(),
            targets: Vec::new(),
            first_heading: None,
            open: Vec::new(),
            depth: 0,
            shift: 0,
            heading: None,
            raw: None,
            image: Vec::new(),
            notes: HashMap::new(),
            aligns: Vec::new(),
            cell: 0,
            in_head: false,
            blocks: 0,
            ampersands: 0,
            block_reported: false,
        }
    }

    pub(super) fn run(&mut self) {
        let syntax =
            Syntax::ENABLE_TABLES | Syntax::ENABLE_FOOTNOTES | Syntax::ENABLE_STRIKETHROUGH | Syntax::ENABLE_TASKLISTS;
        self.shift = self.find_shift(syntax);
        for (event, range) in Parser::new_ext(self.source, syntax).into_offset_iter() {
            self.event(event, range);
            if self.html.len() > MAX_HTML {
                self.report(
                    codes::MARKDOWN_BIG,
                    0..0,
                    "nội dung dựng thành trang quá dài, phần sau bị cắt",
                    "Chia thành nhiều bản ghi, hoặc để bảng số liệu thành tệp đính kèm.",
                );
                break;
            }
        }
        // Only a cut leaves tags open.
        while let Some(end) = self.open.pop() {
            self.html.push_str(end.unwrap_or(""));
        }
    }

    pub(super) fn finish(mut self) -> (Output, Vec<Finding>) {
        let text = tidy(&self.text);
        self.findings.sort_by_key(|finding| finding.range.start);
        let rendered = Rendered {
            html: self.html,
            text,
            headings: self.headings,
        };
        let output = Output {
            rendered,
            targets: self.targets,
            first_heading: self.first_heading,
        };
        (output, self.findings)
    }

    pub(super) fn report(
        &mut self,
        code: Code,
        range: Range<usize>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        // One word about depth is enough; a bomb would say it ten thousand times.
        let once = matches!(code, codes::MARKDOWN_DEEP | codes::MARKDOWN_BIG);
        if self.findings.len() < MAX_FINDINGS && !(once && self.findings.iter().any(|f| f.code == code)) {
            self.findings.push(Finding {
                code,
                range,
                message: message.into(),
                remedy: remedy.into(),
            });
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.words(&text),
            Event::Code(code) => {
                if self.image.is_empty() && self.raw.is_none() {
                    self.html.push_str("<code>");
                    self.words(&code);
                    self.html.push_str("</code>");
                } else {
                    self.words(&code);
                }
            }
            Event::SoftBreak => self.words("\n"),
            Event::HardBreak => {
                if self.image.is_empty() {
                    self.html.push_str("<br>");
                }
                self.words("\n");
            }
            Event::Rule => self.html.push_str("<hr>\n"),
            Event::Html(raw) => {
                let reported = self.block_reported;
                self.block_reported |= self.raw_html(&raw, range, reported);
            }
            Event::InlineHtml(raw) => {
                self.raw_html(&raw, range, false);
            }
            Event::FootnoteReference(label) => {
                let number = self.note(&label);
                self.html.push_str(&format!(
                    "<sup class=\"footnote-ref\"><a href=\"#chu-thich-{number}\">{number}</a></sup>"
                ));
            }
            // A box that nobody can tick would only confuse; its state is what counts.
            Event::TaskListMarker(done) => self.words(if done { "☑ " } else { "☐ " }),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.words(&text),
        }
    }

    /// Text that a reader sees.
    fn words(&mut self, text: &str) {
        if self.raw.is_some() {
            return;
        }
        if let Some(image) = self.image.last_mut() {
            image.alt.push_str(text);
            return;
        }
        self.escape_text(text);
        if text == "\n" && !matches!(self.open.last(), Some(Some("</code></pre>\n"))) {
            self.text.push(' ');
        } else {
            self.text.push_str(text);
        }
    }

    /// Escaped text. The sanitiser is quadratic in the ampersands of one stretch of text, so an absurd
    /// stretch is broken by an invisible `<wbr>`.
    fn escape_text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find('&') {
            let (head, tail) = rest.split_at(at + 1);
            escape(&mut self.html, head);
            rest = tail;
            self.ampersands += 1;
            if self.ampersands.is_multiple_of(MAX_AMPERSANDS) {
                self.html.push_str("<wbr>");
            }
        }
        escape(&mut self.html, rest);
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if self.depth >= MAX_DEPTH && !matches!(tag, Tag::Image { .. }) {
            let first = range.start..range.start + 1;
            self.report(
                codes::MARKDOWN_DEEP,
                first,
                format!("nội dung lồng nhau quá {MAX_DEPTH} cấp"),
                "Bớt các dấu > hoặc các cấp danh sách lồng nhau.",
            );
            self.open.push(None);
            return;
        }
        let is_block = !matches!(
            tag,
            Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Link { .. }
                | Tag::Image { .. }
                | Tag::Item
                | Tag::TableCell
        );
        if is_block {
            self.blocks += 1;
        }
        let end = match tag {
            Tag::Paragraph => self.tag("<p>", "</p>\n"),
            Tag::Heading { level, .. } => self.start_heading(level),
            Tag::BlockQuote(_) => self.tag("<blockquote>\n", "</blockquote>\n"),
            Tag::CodeBlock(_) => self.tag("<pre><code>", "</code></pre>\n"),
            Tag::List(None) => self.list("<ul>\n", "</ul>\n"),
            Tag::List(Some(1)) => self.list("<ol>\n", "</ol>\n"),
            Tag::List(Some(from)) => {
                self.html.push_str(&format!("<ol start=\"{from}\">\n"));
                self.list("", "</ol>\n")
            }
            Tag::Item => self.tag("<li>", "</li>\n"),
            Tag::FootnoteDefinition(label) => {
                let number = self.note(&label);
                self.html.push_str(&format!(
                    "<div class=\"footnote\" id=\"chu-thich-{number}\"><sup class=\"footnote-label\">{number}</sup>"
                ));
                Some("</div>\n")
            }
            Tag::Table(aligns) => {
                self.aligns = aligns;
                self.tag("<table>\n", "</tbody></table>\n")
            }
            Tag::TableHead => {
                self.in_head = true;
                self.cell = 0;
                self.tag("<thead><tr>", "</tr></thead><tbody>\n")
            }
            Tag::TableRow => {
                self.cell = 0;
                self.tag("<tr>", "</tr>\n")
            }
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.tag("<em>", "</em>"),
            Tag::Strong => self.tag("<strong>", "</strong>"),
            Tag::Strikethrough => self.tag("<del>", "</del>"),
            Tag::Link { dest_url, title, .. } => self.start_link(&dest_url, &title, range),
            Tag::Image { dest_url, title, .. } => {
                self.start_image(&dest_url, &title, range);
                None
            }
            Tag::HtmlBlock => {
                self.block_reported = false;
                None
            }
            _ => None,
        };
        self.depth += usize::from(end.is_some());
        self.open.push(end);
    }

    fn end(&mut self, tag: TagEnd) {
        let end = self.open.pop().flatten();
        self.depth -= usize::from(end.is_some());
        if matches!(tag, TagEnd::HtmlBlock) {
            self.raw = None;
            self.block_reported = false;
        }
        if matches!(tag, TagEnd::Image) {
            self.end_image();
        }
        if matches!(tag, TagEnd::Heading(_)) && self.end_heading() {
            return;
        }
        if self.image.is_empty() {
            self.html.push_str(end.unwrap_or(""));
        }
        match tag {
            TagEnd::TableCell => self.text.push_str(" | "),
            TagEnd::TableHead | TagEnd::TableRow => {
                self.in_head = false;
                let kept = self.text.trim_end_matches([' ', '|']).len();
                self.text.truncate(kept);
                self.text.push('\n');
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => {}
            _ => self.text.push('\n'),
        }
    }

    /// Opens a tag; inside an image only text counts.
    fn tag(&mut self, start: &str, end: &'static str) -> Option<&'static str> {
        if !self.image.is_empty() {
            return None;
        }
        self.html.push_str(start);
        Some(end)
    }

    /// A list within an item begins a new line of text.
    fn list(&mut self, start: &str, end: &'static str) -> Option<&'static str> {
        self.text.push('\n');
        self.tag(start, end)
    }

    fn start_cell(&mut self) -> Option<&'static str> {
        let class = match self.aligns.get(self.cell) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        self.cell += 1;
        if self.in_head {
            self.html.push_str(&format!("<th scope=\"col\"{class}>"));
            Some("</th>")
        } else {
            self.html.push_str(&format!("<td{class}>"));
            Some("</td>")
        }
    }

    /// Drops raw HTML; comments are the author's own notes and need no word. True when it was reported.
    fn raw_html(&mut self, raw: &str, range: Range<usize>, quiet: bool) -> bool {
        let tag = raw.trim_start().to_ascii_lowercase();
        let was_raw = self.raw;
        for (name, end) in [("<script", "</script"), ("<style", "</style")] {
            if tag.starts_with(name) {
                self.raw = Some(end);
            }
        }
        if self.raw.is_some_and(|end| tag.contains(end)) {
            self.raw = None;
        }
        let is_comment = tag.starts_with("<!--") || tag.starts_with("-->");
        let tells = was_raw.is_none() && !is_comment && !tag.starts_with("</") && tag.starts_with('<');
        if tells && !quiet {
            self.report(
                codes::RAW_HTML,
                range,
                format!("thẻ HTML “{}” bị bỏ", short(raw)),
                "Dùng cú pháp Markdown: **đậm**, *nghiêng*, # tiêu đề, - danh sách, | bảng |.",
            );
        }
        tells
    }

    fn note(&mut self, label: &str) -> usize {
        let next = self.notes.len() + 1;
        *self.notes.entry(label.to_owned()).or_insert(next)
    }
}
