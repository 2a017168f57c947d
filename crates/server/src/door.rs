//! The door to the editing room: its routes are served within the same layers as the public ones, under bounds of their own.
//!
//! What the room answers is for one reader: it says so by [`CachePolicy::Private`](crate::CachePolicy) and a
//! [`Policy`](crate::Policy) of its own, as extensions of its answers.

use std::time::Duration;

use axum::Router;
use axum::response::{IntoResponse, Response};
use catalogue::attachments::Kind;

use crate::error::Error;

/// Path under which the room is. No collection has this id.
pub const ROOM: &str = "/bien-tap";

/// Routes of the room, with what bounds them.
#[derive(Debug)]
pub struct Door {
    /// Routes, all at or under [`ROOM`].
    pub routes: Router,
    /// Largest request body, in bytes.
    pub max_body: usize,
    /// Longest time for an answer, with the reading of the body.
    pub request_timeout: Duration,
    /// Requests in work at once.
    pub concurrency: usize,
}

/// True for paths of the room.
pub(crate) fn is_room(path: &str) -> bool {
    path.strip_prefix(ROOM)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Where the room shows the files beside the records to the staff.
pub const STAFF_FILES: &str = "/bien-tap/tep-xem/";

/// HTML of a record with its files at the addresses that the staff has for them: those of a draft are at no public one.
pub fn for_staff(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html;
    while let Some(at) = rest.find("=\"/") {
        let (before, address) = rest.split_at(at + "=\"".len());
        out.push_str(before);
        let end = address.find('"').unwrap_or(address.len());
        let path = address[..end].split(['?', '#']).next().unwrap_or_default();
        let is_file = (before.ends_with(" src=\"") || before.ends_with(" href=\"")) && Kind::of(path).is_some();
        let (prefix, cut) = if is_file { (STAFF_FILES, 1) } else { ("", 0) };
        out.push_str(prefix);
        out.push_str(&address[cut..end]);
        rest = &address[end..];
    }
    out.push_str(rest);
    out
}

/// The answer to an address where nothing is, as the public pages give it.
pub fn not_found() -> Response {
    Error::NotFound.into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_draft_are_at_the_address_of_the_staff() {
        assert_eq!(
            for_staff("<img src=\"/a/tep/x.png\" alt=\"=/\"><a href=\"/a/kt-x\">y</a><a href=\"/a/b.pdf#2\">z</a>"),
            "<img src=\"/bien-tap/tep-xem/a/tep/x.png\" alt=\"=/\"><a href=\"/a/kt-x\">y</a>\
             <a href=\"/bien-tap/tep-xem/a/b.pdf#2\">z</a>"
        );
        assert!(is_room("/bien-tap") && is_room("/bien-tap/x") && !is_room("/bien-tapx"));
    }
}
