//! Values of fields as HTML. The one place besides the templates where text is escaped.

mod body;
mod qr;
pub(crate) mod sections;
mod value;

pub(crate) use body::body;
pub(crate) use qr::svg as qr;
pub(crate) use sections::{Section, strip};
pub(crate) use value::{Show, short_address, titles};

use std::borrow::Cow;

use catalogue::{Labels, Lang};

use crate::cx::Cx;

/// What stands for a sign that has a meaning in HTML.
fn entity(byte: u8) -> Option<&'static str> {
    Some(match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'"' => "&quot;",
        b'\'' => "&#39;",
        _ => return None,
    })
}

/// Escapes text for element content and for quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    escaped(text).into_owned()
}

/// [`escape`] of what seldom needs it.
fn escaped(text: &str) -> Cow<'_, str> {
    // To the end, without a look at what was found: many bytes at once.
    if !text.bytes().fold(false, |found, byte| found | entity(byte).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    push_escaped(&mut out, text);
    Cow::Owned(out)
}

/// [`escape`] onto the end of `out`.
pub(crate) fn push_escaped(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(entity) = entity(byte) {
            out.push_str(&text[from..at]);
            out.push_str(entity);
            from = at + 1;
        }
    }
    out.push_str(&text[from..]);
}

/// A link; `html` is its text, escaped.
pub(crate) fn anchor(href: &str, html: &str) -> String {
    format!("<a href=\"{}\">{html}</a>", escape(href))
}

/// Vietnamese text, escaped, and marked as such on a page that is not Vietnamese.
pub(crate) fn vietnamese(cx: &Cx, text: &str) -> String {
    vietnamese_lent(cx, text).into_owned()
}

/// [`vietnamese`] without a copy where nothing has to be changed.
pub(crate) fn vietnamese_lent<'t>(cx: &Cx, text: &'t str) -> Cow<'t, str> {
    // What has no letter beyond ASCII digits and signs is read alike in every language.
    if cx.lang == Lang::Vi || !text.chars().any(char::is_alphabetic) {
        escaped(text)
    } else {
        format!("<span lang=\"vi\">{}</span>", escaped(text)).into()
    }
}

/// A label, escaped, and marked where it is only there in Vietnamese.
pub(crate) fn label(cx: &Cx, labels: &Labels) -> String {
    label_lent(cx, labels).into_owned()
}

/// [`label`] without a copy where nothing has to be changed.
pub(crate) fn label_lent<'t>(cx: &Cx, labels: &'t Labels) -> Cow<'t, str> {
    let text = labels.get(cx.lang);
    if cx.lang == Lang::Vi || text != labels.vi {
        escaped(text)
    } else {
        vietnamese_lent(cx, text)
    }
}
