//! Markdown to sanitised HTML, to plain text, and to a table of contents.
//!
//! The order of the walls: depth and size are bounded and raw HTML is dropped while the events stream by,
//! links are rewritten to an allowed form, and ammonia cleans what comes out. Ammonia alone would be
//! quadratic on deep nesting, and would have to guess at broken HTML.

mod escape;
mod headings;
mod media;
mod target;
mod walls;
mod writer;

use std::ops::Range;

use crate::{Code, Rendered};

pub(crate) use target::{has_host, resolve};

/// Most nested blocks and inline marks.
pub const MAX_DEPTH: usize = 32;
/// Most bytes of HTML before sanitising.
pub const MAX_HTML: usize = 3 << 20;

/// What rendering needs to know besides the source.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// Folder of the file under `content/`, without slashes at the ends: `ky-thuat`. Relative addresses
    /// start here; they become absolute paths of the site (`anh/lo.png` → `/ky-thuat/anh/lo.png`).
    pub folder: &'a str,
    /// Leave out the first heading when it opens the text, because it is the title of the page.
    pub drop_title: bool,
}

/// A finding about a stretch of the source.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Code of the table [`crate::codes`].
    pub code: Code,
    /// Bytes of the source.
    pub range: Range<usize>,
    /// What is wrong, in Vietnamese.
    pub message: String,
    /// How to mend it, in Vietnamese.
    pub remedy: String,
}

/// Something that the text points to inside `content/`.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// A path under `content/`; a record when it ends in `.md`.
    pub path: String,
    /// Bytes of the source.
    pub range: Range<usize>,
}

/// A rendered text with what was found on the way.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Output {
    /// HTML, plain text, headings.
    pub rendered: Rendered,
    /// Files and records that the text points to.
    pub targets: Vec<Target>,
    /// The first heading as plain text, whether dropped or not.
    pub first_heading: Option<String>,
}

/// Renders `source`. Never fails: what is forbidden is left out and reported.
///
/// Headings are shifted so that the highest becomes `h2`; ids are slugs, unique in the text. External links
/// carry `rel="noopener"`. Images from other hosts become links, because pages load nothing from elsewhere.
pub fn render(source: &str, options: &Options<'_>) -> (Output, Vec<Finding>) {
    let mut writer = writer::Writer::new(source, options);
    writer.run();
    let (mut output, findings) = writer.finish();
    output.rendered.html = walls::sanitise(&output.rendered.html);
    (output, findings)
}
