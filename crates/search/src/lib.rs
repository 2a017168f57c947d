//! Vietnamese full-text search over the records of the catalogue.
//!
//! tantivy lives here and only here: schema from declarations, analysis, writing, understanding a query, ranking,
//! facets, suggestions, snippets. Used by `ingest` ([`Writer`]) and by `server` ([`Index`]).

mod analysis;
mod bulk;
mod collect;
mod column;
mod document;
mod evaluate;
mod expand;
mod explain;
mod generation;
mod holdings;
mod index;
mod lexicon;
mod listing;
mod params;
mod portable;
mod propose;
mod query;
mod rank;
mod request;
mod response;
mod schema;
mod search;
mod similar;
mod snippet;
mod sources;
mod stored;
mod suggest;
mod tally;
mod terms;
mod tiers;
mod words;
mod writer;

pub use document::Row;
pub use generation::{Fault, Manifest, fingerprint, tidy, verify};
pub use holdings::Holdings;
pub use index::{Index, OpenError, SearchError};
pub use listing::{Listed, Listing, Told};
pub use portable::Portable;
pub use request::{Facets, MAX_FACETS, MAX_LIMIT, MAX_OFFSET, MAX_QUERY_CHARS, MAX_QUERY_TERMS, SearchRequest, Sort};
pub use response::{
    Change, ChangeKind, Expansion, FacetCounts, FacetValue, Hit, Match, Notice, PlaceReading, SearchResponse,
    Suggestion, SuggestionKind, Understood,
};
pub use schema::SCHEMA_VERSION;
pub use sources::{Source, Sources};
pub use writer::{WriteError, Writer};
