//! The server from outside: through the router, and over real connections where time is the matter.
#![allow(clippy::unwrap_used, reason = "a test that can not go on has failed")]

mod api;
mod bounds;
mod languages;
mod open;
mod pages;
mod parties;
mod record;
mod site;
mod weight;
