//! The product tried from outside: the command line, the index on disk, a server that runs.
//!
//! One file per way of trying. Everything works in folders of its own; the binary is built once, as cargo builds it.

#![allow(clippy::unwrap_used)]

mod cli;
#[path = "../../crates/ingest/examples/generate/corpus.rs"]
mod corpus;
mod editor;
mod export;
mod import;
mod ingest;
mod kill;
mod licences;
mod live;
mod search;
mod support;
