//! `/bien-tap` and the lists behind it: what there is to do, every record of every state, every finding.

mod findings;
mod home;
mod lines;
mod records;

use axum::Router;
use axum::routing::get;

use crate::room::Room;

/// The routes of this part.
pub(crate) fn routes() -> Router<Room> {
    Router::new()
        .route("/bien-tap", get(home::get))
        .route("/bien-tap/ban-ghi", get(records::get))
        .route("/bien-tap/kiem-tra", get(findings::get))
}
