//! What a reader asks for, resolved: one value of this type is one search.

use std::collections::BTreeMap;

use catalogue::Lang;

/// Longest query read, in characters; what is over is left out and said ([`crate::Notice`]).
pub const MAX_QUERY_CHARS: usize = 512;
/// Most terms of a query read.
pub const MAX_QUERY_TERMS: usize = 64;
/// Most hits in one answer.
pub const MAX_LIMIT: usize = 100;
/// Most facets chosen to be counted; keys after them are not read.
pub const MAX_FACETS: usize = 64;
/// Farthest first hit.
pub const MAX_OFFSET: usize = 10_000;

/// One search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchRequest {
    /// What was typed; empty lists everything.
    pub q: String,
    /// Chosen facet values by facet key: any of the values of one key, all keys.
    /// `collection` is a key like any other.
    pub filters: BTreeMap<String, Vec<String>>,
    /// Order of the hits.
    pub sort: Sort,
    /// Hits to skip, at most [`MAX_OFFSET`].
    pub offset: usize,
    /// Hits wanted, at most [`MAX_LIMIT`]; 0 gives counts only.
    pub limit: usize,
    /// Search exactly what was typed: no correction, no other names.
    pub literal: bool,
    /// Cut snippets.
    pub snippets: bool,
    /// Facets to count.
    pub facets: Facets,
    /// Say per hit why it matched and with what weight.
    pub explain: bool,
    /// Language for the labels of what was understood.
    pub lang: Lang,
}

/// Facets whose values are counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Facets {
    /// None of them.
    None,
    /// Every one.
    #[default]
    All,
    /// Those with these keys; a key of none counts nothing.
    Of(Vec<String>),
}

impl Facets {
    /// Those with these keys.
    pub fn of(keys: &[&str]) -> Self {
        Self::Of(keys.iter().map(|&key| key.to_owned()).collect())
    }

    /// True when the facet with this key is counted.
    pub(crate) fn has(&self, key: &str) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Of(keys) => keys.iter().take(MAX_FACETS).any(|k| k == key),
        }
    }
}

/// Order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Best first; without a query: newest first.
    #[default]
    Relevance,
    /// Newest first, by the date the record states.
    Newest,
    /// By title, in Vietnamese dictionary order.
    Title,
}

impl Default for SearchRequest {
    fn default() -> Self {
        Self {
            q: String::new(),
            filters: BTreeMap::new(),
            sort: Sort::Relevance,
            offset: 0,
            limit: 10,
            literal: false,
            snippets: true,
            facets: Facets::All,
            explain: false,
            lang: Lang::Vi,
        }
    }
}
