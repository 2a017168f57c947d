//! The catalogue on the web: pages, the API, and what protects both.
//!
//! [`router`] makes the service from an index, [`serve`] keeps it running. A request is read into a faithful type
//! (`params`), resolved into a [`search::SearchRequest`], answered, and shown by a template. Errors become HTTP in
//! `error`, headers in `headers`, texts come from one table in `texts`, links from `urls`.

mod api;
mod app;
mod assets;
mod cx;
mod error;
mod export;
mod facets;
mod format;
mod geo;
mod headers;
mod limits;
mod pages;
mod params;
mod router;
mod serve;
mod show;
mod site;
mod texts;
mod urls;

pub use app::Clock;
pub use export::{ExportError, Exported, export};
pub use limits::Limits;
pub use router::{router, router_at};
pub use serve::serve;
pub use site::Site;
