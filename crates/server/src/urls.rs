//! Addresses of this site, in one place.

use catalogue::Lang;

use crate::params::{PER_PAGE, SearchParams};
use search::Sort;

/// Value of `lang` in an address.
pub(crate) fn lang_code(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "vi",
        Lang::En => "en",
        Lang::Zh => "zh",
    }
}

/// Value of `sort` in an address and in the API.
pub(crate) fn sort_code(sort: Sort) -> &'static str {
    match sort {
        Sort::Relevance => "relevance",
        Sort::Newest => "newest",
        Sort::Title => "title",
    }
}

/// `path` with these parameters.
pub(crate) fn with_query<'a>(path: &str, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish();
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}

/// The page of results for `params`, in `lang`; what is at its default stays out of the address.
pub(crate) fn results(params: &SearchParams, lang: Option<Lang>) -> String {
    let page = (params.offset / PER_PAGE + 1).to_string();
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    if !params.q.is_empty() {
        pairs.push(("q", &params.q));
    }
    for (key, values) in &params.filters {
        pairs.extend(values.iter().map(|value| (key.as_str(), value.as_str())));
    }
    if params.sort != Sort::Relevance {
        pairs.push(("sort", sort_code(params.sort)));
    }
    if params.literal {
        pairs.push(("dung", "1"));
    }
    if params.offset >= PER_PAGE {
        pairs.push(("trang", &page));
    }
    if let Some(lang) = lang {
        pairs.push(("lang", lang_code(lang)));
    }
    with_query("/tim", pairs)
}

/// Page of a place, by `era:code`.
pub(crate) fn place(code: &str) -> String {
    format!("/noi/{code}")
}

/// Page of a subject.
pub(crate) fn subject(code: &str) -> String {
    format!("/chu-de/{code}")
}

/// The feed of a search, from its first hit.
pub(crate) fn feed(params: &SearchParams) -> String {
    let whole = SearchParams {
        offset: 0,
        ..params.clone()
    };
    results(&whole, None).replacen("/tim", "/tim.atom", 1)
}

/// The address of a file of the content: `/` and its path under `content/`.
pub fn file(path: &str) -> String {
    let mut out = String::with_capacity(path.len() + 1);
    out.push('/');
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
