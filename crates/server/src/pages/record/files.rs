//! What is attached to a record, and the size of its pictures.

use catalogue::attachments;
use catalogue::{Lang, Record};

use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::{format, urls};

/// An attachment as the page shows it.
pub(crate) struct Attached {
    pub(crate) href: String,
    pub(crate) title: String,
    /// “PDF, 1,2 MB”.
    pub(crate) about: String,
    pub(crate) licence: String,
}

/// The attachments with a title that are there, without the office file that an import kept.
pub(super) fn attached(app: &App, cx: &Cx, record: &Record) -> Result<Vec<Attached>, Error> {
    let declarations = app.declarations();
    let (Some(files), Some(collection)) = (&app.files, declarations.collection(&record.collection)) else {
        return Ok(Vec::new());
    };
    let named = attachments::named(collection, record);
    let titled = named.into_iter().filter(|one| !one.title.is_empty() && !one.original);
    let shown = titled.filter_map(|one| {
        let facts = files.facts(&one.path)?;
        Some(Attached {
            href: urls::file(&one.path),
            about: format!("{}, {}", facts.kind.label, size(facts.size, cx.lang)),
            title: one.title,
            licence: one.licence,
        })
    });
    Ok(shown.collect())
}

/// “480 KB”, “1,2 MB”.
fn size(bytes: u64, lang: Lang) -> String {
    const MEGABYTE: f64 = 1_000_000.0;
    #[expect(clippy::cast_precision_loss, reason = "a size to be read by people")]
    let bytes = bytes as f64;
    if bytes < MEGABYTE {
        format!("{} KB", format::number((bytes / 1000.0).ceil(), lang))
    } else {
        format!("{} MB", format::number((bytes / MEGABYTE * 10.0).round() / 10.0, lang))
    }
}

/// The text with width and height at its pictures, so that nothing moves when they come.
pub(super) fn sized(app: &App, html: String) -> String {
    let Some(files) = app.files.as_ref().filter(|_| html.contains("<img ")) else {
        return html;
    };
    let mut out = String::with_capacity(html.len() + 128);
    let mut rest = html.as_str();
    while let Some(at) = rest.find("<img ") {
        let (before, image) = rest.split_at(at);
        out.push_str(before);
        let end = image.find('>').map_or(image.len(), |end| end + 1);
        let (tag, after) = image.split_at(end);
        let path = tag
            .split_once(" src=\"/")
            .and_then(|(_, rest)| rest.split(['"', '?', '#']).next())
            .map(|path| path.replace("&amp;", "&"));
        match path.and_then(|path| files.size(&path)) {
            Some((width, height)) => {
                out.push_str(&format!(
                    "<img width=\"{width}\" height=\"{height}\" {}",
                    &tag["<img ".len()..]
                ));
            }
            None => out.push_str(tag),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_addresses() {
        assert_eq!(size(1, Lang::Vi), "1 KB");
        assert_eq!(size(480_200, Lang::Vi), "481 KB");
        assert_eq!(size(1_240_000, Lang::Vi), "1,2 MB");
        assert_eq!(
            urls::file("ky-thuat/tep/a b\"ờ.pdf"),
            "/ky-thuat/tep/a%20b%22%E1%BB%9D.pdf"
        );
    }
}
