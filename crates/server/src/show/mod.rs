//! Values of fields as HTML. The one place besides the templates where text is escaped.

mod body;
mod qr;
pub(crate) mod sections;
mod value;

pub(crate) use body::body;
pub(crate) use qr::svg as qr;
pub(crate) use sections::{Section, strip};
pub(crate) use value::{Show, short_address, titles};

use catalogue::{Labels, Lang};

use crate::cx::Cx;

/// Escapes text for element content and for quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

/// [`escape`] onto the end of `out`.
pub(crate) fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

/// A link; `html` is its text, escaped.
pub(crate) fn anchor(href: &str, html: &str) -> String {
    format!("<a href=\"{}\">{html}</a>", escape(href))
}

/// Vietnamese text, escaped, and marked as such on a page that is not Vietnamese.
pub(crate) fn vietnamese(cx: &Cx, text: &str) -> String {
    // What has no letter beyond ASCII digits and signs is read alike in every language.
    if cx.lang == Lang::Vi || !text.chars().any(char::is_alphabetic) {
        escape(text)
    } else {
        format!("<span lang=\"vi\">{}</span>", escape(text))
    }
}

/// A label, escaped, and marked where it is only there in Vietnamese.
pub(crate) fn label(cx: &Cx, labels: &Labels) -> String {
    let there = match cx.lang {
        Lang::Vi => true,
        Lang::En => labels.en.is_some(),
        Lang::Zh => labels.zh.is_some(),
    };
    if there {
        escape(labels.get(cx.lang))
    } else {
        vietnamese(cx, &labels.vi)
    }
}
