//! What an address asks for, first as it stands there, then as a search.
//!
//! Pages forgive: what is unknown or out of bounds is as if it were not there. The API refuses it and says why.

use std::collections::BTreeMap;

use catalogue::Lang;
use search::{Facets, MAX_FACETS, MAX_LIMIT, MAX_OFFSET, SearchRequest, Sort};

use crate::error::Error;
use crate::urls::sort_code;

/// Hits on a page of results.
pub(crate) const PER_PAGE: usize = 10;
/// Most values of filters that are followed.
const MAX_FILTERS: usize = 64;
/// Most characters of one value of a filter.
const MAX_VALUE: usize = 200;

/// The names and values of a query, in order; bytes that are not UTF-8 are replaced, so reading never fails.
pub(crate) fn pairs(query: Option<&str>) -> Vec<(String, String)> {
    form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .into_owned()
        .collect()
}

/// The first value under a name.
pub(crate) fn first<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
}

/// The state of a search: what an address of results says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct SearchParams {
    pub(crate) q: String,
    pub(crate) filters: BTreeMap<String, Vec<String>>,
    pub(crate) sort: Sort,
    pub(crate) literal: bool,
    pub(crate) offset: usize,
}

impl SearchParams {
    /// Reads the address of a page. `is_facet` tells the keys that can be filtered by.
    pub(crate) fn of_page(pairs: &[(String, String)], is_facet: impl Fn(&str) -> bool) -> Self {
        let page: usize = first(pairs, "trang").and_then(|p| p.parse().ok()).unwrap_or(1).max(1);
        let mut params = Self {
            q: first(pairs, "q").unwrap_or_default().trim().to_owned(),
            sort: first(pairs, "sort").and_then(sort).unwrap_or_default(),
            literal: first(pairs, "dung") == Some("1"),
            offset: (page - 1).saturating_mul(PER_PAGE).min(MAX_OFFSET),
            filters: BTreeMap::new(),
        };
        for (key, value) in pairs
            .iter()
            .filter(|(k, v)| is_facet(k) && !v.is_empty())
            .take(MAX_FILTERS)
        {
            params.add(key, value);
        }
        params
    }

    fn add(&mut self, key: &str, value: &str) {
        let values = self.filters.entry(key.to_owned()).or_default();
        if value.chars().count() <= MAX_VALUE && !values.iter().any(|v| v == value) {
            values.push(value.to_owned());
        }
    }

    /// A search for one value of one facet.
    pub(crate) fn filter(key: &str, value: &str) -> Self {
        let mut params = Self::default();
        params.add(key, value);
        params
    }

    /// The same search from its first hit, without a value.
    pub(crate) fn without(&self, key: &str, value: &str) -> Self {
        let mut params = Self {
            offset: 0,
            ..self.clone()
        };
        if let Some(values) = params.filters.get_mut(key) {
            values.retain(|v| v != value);
        }
        params
    }

    /// True when something narrows the search besides the words.
    pub(crate) fn is_filtered(&self) -> bool {
        self.filters.values().any(|v| !v.is_empty())
    }

    /// The search that this state asks for.
    pub(crate) fn request(&self, lang: Lang) -> SearchRequest {
        SearchRequest {
            q: self.q.clone(),
            filters: self.filters.clone(),
            sort: self.sort,
            offset: self.offset,
            limit: PER_PAGE,
            literal: self.literal,
            lang,
            ..SearchRequest::default()
        }
    }
}

/// The order that a word names.
fn sort(word: &str) -> Option<Sort> {
    [Sort::Relevance, Sort::Newest, Sort::Title]
        .into_iter()
        .find(|s| sort_code(*s) == word)
}

/// Reads the parameters of the API; what can not be followed is refused.
///
/// # Errors
/// [`Error::BadRequest`] says which parameter, and what it may be.
pub(crate) fn of_api(pairs: &[(String, String)], is_facet: impl Fn(&str) -> bool) -> Result<SearchRequest, Error> {
    let bad = |why: String| Error::BadRequest(why);
    let mut request = SearchRequest::default();
    for (key, value) in pairs {
        match key.as_str() {
            "q" => request.q.clone_from(value),
            "sort" => {
                request.sort = sort(value).ok_or_else(|| {
                    bad(format!(
                        "sort phải là relevance, newest hoặc title, không phải “{}”.",
                        shown(value)
                    ))
                })?;
            }
            "limit" => request.limit = number(key, value, MAX_LIMIT)?,
            "offset" => request.offset = number(key, value, MAX_OFFSET)?,
            "literal" => request.literal = flag(key, value)?,
            "explain" => request.explain = flag(key, value)?,
            "lang" => {
                request.lang = lang(value)
                    .ok_or_else(|| bad(format!("lang phải là vi, en hoặc zh, không phải “{}”.", shown(value))))?;
            }
            "facets" => request.facets = counted(value, &is_facet)?,
            "fields" => {}
            facet if is_facet(facet) => {
                if request.filters.values().map(Vec::len).sum::<usize>() >= MAX_FILTERS {
                    return Err(bad(format!("Chỉ nhận tối đa {MAX_FILTERS} giá trị lọc.")));
                }
                request.filters.entry(key.clone()).or_default().push(value.clone());
            }
            _ => {
                return Err(bad(format!(
                    "Không có tham số hay bộ lọc “{}”. Danh sách bộ lọc: /api/v1/collections.",
                    shown(key)
                )));
            }
        }
    }
    Ok(request)
}

/// The language that a word names.
pub(crate) fn lang(word: &str) -> Option<Lang> {
    match word {
        "vi" => Some(Lang::Vi),
        "en" => Some(Lang::En),
        "zh" | "zh-CN" => Some(Lang::Zh),
        _ => None,
    }
}

pub(crate) fn number(key: &str, value: &str, most: usize) -> Result<usize, Error> {
    let n: usize = value.parse().map_err(|_| {
        Error::BadRequest(format!(
            "{key} phải là số nguyên từ 0 đến {most}, không phải “{}”.",
            shown(value)
        ))
    })?;
    if n > most {
        Err(Error::BadRequest(format!("{key} lớn nhất là {most}, không phải {n}.")))
    } else {
        Ok(n)
    }
}

/// The facets to be counted.
fn counted(value: &str, is_facet: impl Fn(&str) -> bool) -> Result<Facets, Error> {
    if let Ok(all) = flag("facets", value) {
        return Ok(if all { Facets::All } else { Facets::None });
    }
    let mut keys: Vec<String> = Vec::new();
    for key in value.split(',').map(str::trim) {
        if !is_facet(key) {
            return Err(Error::BadRequest(format!(
                "facets phải là 1, 0 hoặc tên các bộ lọc cách nhau bằng dấu phẩy; không có bộ lọc “{}”. Danh sách bộ lọc: \
                 /api/v1/collections.",
                shown(key)
            )));
        }
        if !keys.iter().any(|k| k == key) {
            keys.push(key.to_owned());
        }
        if keys.len() > MAX_FACETS {
            return Err(Error::BadRequest(format!(
                "facets chỉ nhận tối đa {MAX_FACETS} bộ lọc."
            )));
        }
    }
    Ok(Facets::Of(keys))
}

fn flag(key: &str, value: &str) -> Result<bool, Error> {
    match value {
        "1" | "true" => Ok(true),
        "0" | "false" => Ok(false),
        other => Err(Error::BadRequest(format!(
            "{key} phải là 1 hoặc 0, không phải “{}”.",
            shown(other)
        ))),
    }
}

/// A word of the client's, short enough to be said back.
pub(crate) fn shown(word: &str) -> String {
    word.chars().filter(|c| !c.is_control()).take(60).collect()
}
