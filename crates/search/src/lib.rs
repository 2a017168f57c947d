//! Vietnamese full-text search over the records of the catalogue.
//!
//! tantivy lives here and only here: schema from declarations, analysis, writing, understanding a query, ranking,
//! facets, suggestions, snippets. Used by `ingest` ([`Writer`]) and by `server` ([`Index`]).

mod request;
mod response;

pub use request::{MAX_LIMIT, MAX_OFFSET, MAX_QUERY_CHARS, MAX_QUERY_TERMS, SearchRequest, Sort};
pub use response::{
    Change, ChangeKind, Expansion, FacetCounts, FacetValue, Hit, Match, Notice, PlaceReading,
    SearchResponse, Suggestion, SuggestionKind, Understood,
};
