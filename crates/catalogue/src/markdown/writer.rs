//! One walk over the Markdown events that writes HTML and plain text side by side.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options as Syntax, Parser, Tag, TagEnd};

use super::target::{Judged, judge};
use super::{Finding, MAX_DEPTH, MAX_HTML, Options, Output, Target};
use crate::text::{cut, short, slug};
use crate::{Code, Heading, Rendered, codes};

/// Most findings of one text.
const MAX_FINDINGS: usize = 100;
/// Most characters of a heading's id.
const MAX_ID: usize = 60;

/// After so many ampersands a stretch of text is broken.
const MAX_AMPERSANDS: usize = 1_000;
/// Longest alternative text and title, in characters.
const MAX_ALT: usize = 500;

/// State of the walk.
pub(super) struct Writer<'a> {
    source: &'a str,
    options: &'a Options<'a>,
    html: String,
    text: String,
    headings: Vec<Heading>,
    ids: HashMap<String, usize>,
    findings: Vec<Finding>,
    targets: Vec<Target>,
    first_heading: Option<String>,
    /// Open tags, each with the HTML that closes it; `None` for one that was left out.
    open: Vec<Option<&'static str>>,
    depth: usize,
    /// How much is added to a heading's level so that the highest is 2.
    shift: i32,
    /// Where the heading being written begins in `html` and in `text`.
    heading: Option<(usize, usize, u8)>,
    /// Raw `script` or `style` whose content is dropped as well.
    raw: Option<&'static str>,
    /// Depth of images being written: their content is only the alt text.
    image: Vec<Image>,
    notes: HashMap<String, usize>,
    aligns: Vec<Alignment>,
    cell: usize,
    in_head: bool,
    blocks: usize,
    /// Ampersands written so far.
    ampersands: usize,
    /// A raw HTML block was already reported.
    block_reported: bool,
}

/// An image whose alt text is being gathered.
struct Image {
    address: Option<String>,
    title: String,
    external: bool,
    alt: String,
    range: Range<usize>,
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

    /// The highest heading decides; a dropped title does not count.
    fn find_shift(&self, syntax: Syntax) -> i32 {
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

    fn report(&mut self, code: Code, range: Range<usize>, message: impl Into<String>, remedy: impl Into<String>) {
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
            if self.ampersands % MAX_AMPERSANDS == 0 {
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
            Tag::CodeBlock(kind) => {
                let _ = matches!(kind, CodeBlockKind::Fenced(_));
                self.tag("<pre><code>", "</code></pre>\n")
            }
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

    fn start_heading(&mut self, level: HeadingLevel) -> Option<&'static str> {
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
    fn end_heading(&mut self) -> bool {
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

    fn start_link(&mut self, address: &str, title: &str, range: Range<usize>) -> Option<&'static str> {
        if !self.image.is_empty() {
            return None;
        }
        let (href, external) = self.admit(address, range)?;
        let mut open = String::from("<a href=\"");
        escape_attribute(&mut open, &href);
        open.push('"');
        if external {
            open.push_str(" rel=\"noopener\"");
        }
        if !title.is_empty() {
            open.push_str(" title=\"");
            escape_attribute(&mut open, &cut(title, MAX_ALT));
            open.push('"');
        }
        open.push('>');
        self.html.push_str(&open);
        Some("</a>")
    }

    /// The address as it may stand in the page, and whether it leads elsewhere.
    fn admit(&mut self, address: &str, range: Range<usize>) -> Option<(String, bool)> {
        match judge(address, self.options.folder) {
            Judged::External => Some((address.to_owned(), true)),
            Judged::Contact | Judged::Here => Some((address.to_owned(), false)),
            Judged::Relative { path, rest } => {
                let shown = path.strip_suffix(".md").unwrap_or(&path);
                let href = format!("/{shown}{rest}");
                self.targets.push(Target { path, range });
                Some((href, false))
            }
            Judged::Refused(why) => {
                self.report(
                    codes::BAD_LINK_TARGET,
                    range,
                    format!("liên kết “{}” không được phép: {why}", short(address)),
                    "Sửa địa chỉ của liên kết, hoặc chỉ để lại chữ.",
                );
                None
            }
        }
    }

    fn start_image(&mut self, address: &str, title: &str, range: Range<usize>) {
        let admitted = self.admit(address, range.clone());
        let external = admitted.as_ref().is_some_and(|(_, external)| *external);
        let address = admitted
            .map(|(href, _)| href)
            .filter(|href| !href.starts_with("mailto:") && !href.starts_with("tel:"));
        self.image.push(Image {
            address,
            title: cut(title, MAX_ALT),
            external,
            alt: String::new(),
            range,
        });
    }

    fn end_image(&mut self) {
        let Some(image) = self.image.pop() else { return };
        let alt = cut(&image.alt.split_whitespace().collect::<Vec<_>>().join(" "), MAX_ALT);
        if let Some(outer) = self.image.last_mut() {
            outer.alt.push_str(&alt);
            return;
        }
        if alt.is_empty() {
            self.report(
                codes::IMAGE_ALT,
                image.range.clone(),
                "ảnh chưa có mô tả",
                "Viết mô tả trong ngoặc vuông: ![Lò sấy hạt dẻ ba tầng](anh/lo-say.jpg).",
            );
        }
        match image.address {
            Some(address) if image.external => {
                self.report(
                    codes::EXTERNAL_IMAGE,
                    image.range,
                    format!("ảnh “{}” nằm ở máy chủ khác, được đổi thành liên kết", short(&address)),
                    "Tải ảnh về, đặt cạnh bản ghi rồi dùng đường dẫn tương đối (nếu giấy phép cho phép).",
                );
                self.html.push_str("<a rel=\"noopener\" href=\"");
                escape_attribute(&mut self.html, &address);
                self.html.push_str("\">");
                escape(&mut self.html, if alt.is_empty() { &address } else { &alt });
                self.html.push_str("</a>");
            }
            Some(address) => {
                self.html.push_str("<img loading=\"lazy\" src=\"");
                escape_attribute(&mut self.html, &address);
                self.html.push_str("\" alt=\"");
                escape_attribute(&mut self.html, &alt);
                if !image.title.is_empty() {
                    self.html.push_str("\" title=\"");
                    escape_attribute(&mut self.html, &image.title);
                }
                self.html.push_str("\">");
            }
            None => escape(&mut self.html, &alt),
        }
        self.text.push_str(&alt);
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

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(c),
        }
    }
}

fn escape_attribute(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
}

/// One block a line, single blanks, no empty lines.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let before = out.len();
        for word in line.split_whitespace() {
            if out.len() > before {
                out.push(' ');
            }
            out.push_str(word);
        }
        if out.len() > before {
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    out
}
