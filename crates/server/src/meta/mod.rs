//! What search engines, catalogues, citation programs and AI tools read about the site and its records.

pub(crate) mod dcat;
pub(crate) mod facts;
pub(crate) mod jsonld;
pub(crate) mod llms;
pub(crate) mod markdown;
pub(crate) mod opensearch;
pub(crate) mod robots;
pub(crate) mod signposting;
pub(crate) mod sitemap;
mod things;
