//! The editing room `/bien-tap`: where the Centre's staff write, review and publish records in a browser.
//!
//! [`Room`] is opened beside the public service and handed to it as a [`server::Door`]. Everything a request must prove
//! before a handler sees it is in one place (`session::guard`): that it comes from a page of ours, who is signed in, and
//! that the form carries the token of that session. A handler takes `session::Signed` and `layout::Look`; its errors
//! become pages in `error`. Files are written through [`ingest::save::Store`] and nowhere else.

mod attachments;
mod desk;
mod edit;
mod error;
pub mod form;
mod layout;
mod limits;
mod room;
mod router;
mod session;
mod shown;

pub use room::{Place, Room};
