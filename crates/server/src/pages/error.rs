//! The page of an error: says what is the matter and offers a way on.

use askama::Template;
use axum::http::Uri;
use axum::response::Response;

use crate::cx::Cx;
use crate::error::Error;

#[derive(Template)]
#[template(path = "error.html")]
struct Page<'a> {
    cx: &'a Cx,
    title: &'static str,
    text: &'static str,
    with_search: bool,
    /// A query made from the address.
    q: String,
}

/// The page of `error` at `uri`.
pub(crate) fn page(cx: &Cx, uri: &Uri, error: &Error) -> Result<Response, Error> {
    let t = cx.t;
    let (title, text, with_search) = match error {
        Error::NotFound => (t.not_found, t.not_found_more, true),
        Error::BadRequest(_) | Error::MethodNotAllowed => (t.bad_request, t.bad_request_more, true),
        Error::BodyTooLarge | Error::UriTooLong => (t.too_large, t.too_large_more, true),
        Error::Busy | Error::TimedOut => (t.busy, t.busy_more, false),
        Error::Internal => (t.failed, t.failed_more, false),
    };
    let q = if *error == Error::NotFound {
        words(uri.path())
    } else {
        String::new()
    };
    super::html(&Page {
        cx,
        title,
        text,
        with_search,
        q,
    })
}

/// The words of the last part of an address: `/ky-thuat/kt-say-hat-de` → `say hat de`.
fn words(path: &str) -> String {
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let is_word = |w: &&str| w.len() > 1 && w.chars().all(|c| c.is_ascii_alphanumeric());
    let all: Vec<&str> = last.split(['-', '_', '.']).filter(is_word).take(12).collect();
    // The first part of an identifier names its collection.
    let prefixed = all.first().is_some_and(|w| w.len() == 2) && all.len() > 1;
    all[usize::from(prefixed)..].join(" ")
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn an_address_becomes_a_query() {
        assert_eq!(words("/ky-thuat/kt-say-hat-de"), "say hat de");
        assert_eq!(words("/hat-de/"), "hat de");
        assert_eq!(words("/wp-admin.php"), "admin php");
        assert_eq!(words("/%3Cscript%3E"), "");
    }
}
