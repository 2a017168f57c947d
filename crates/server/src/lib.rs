//! The catalogue on the web: pages, the API, and what protects both.
//!
//! [`router`] makes the service from an index, [`serve`] keeps it running. A request is read into a faithful type
//! (`params`), resolved into a [`search::SearchRequest`], answered, and shown by a template. Errors become HTTP in
//! `error`, headers in `headers`, texts come from one table in `texts`, links from `urls`.

mod api;
mod app;
mod assets;
mod cite;
mod cx;
mod door;
mod embed;
mod error;
mod export;
mod facets;
mod feeds;
mod files;
mod format;
mod formats;
mod geo;
mod glue;
mod headers;
mod limits;
mod meta;
mod misses;
mod moment;
mod oai;
mod origin;
mod pages;
mod params;
mod preview;
mod public;
mod router;
mod serve;
mod show;
mod site;
mod texts;
mod urls;
mod xml;

pub use app::Clock;
pub use assets::url as asset;
pub use door::{Door, ROOM, STAFF_FILES, for_staff, not_found};
pub use export::{ExportError, Exported, export};
pub use headers::{CachePolicy, Policy};
pub use limits::Limits;
pub use misses::{Miss, Misses};
pub use preview::Preview;
pub use router::{Beside, router, router_at, router_with};
pub use serve::serve;
pub use site::Site;
pub use urls::file as file_address;
