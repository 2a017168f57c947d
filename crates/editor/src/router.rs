//! Routes of the room. Each part names its own; this file puts them together behind the one guard.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;

use crate::room::Room;
use crate::{attachments, desk, edit, error, layout, session};

pub(crate) fn routes(room: Room) -> Router {
    Router::new()
        .merge(desk::routes())
        .merge(session::routes())
        .merge(edit::routes())
        .merge(attachments::routes())
        .merge(layout::assets::routes())
        .route("/bien-tap/{*rest}", axum::routing::any(error::not_found))
        .method_not_allowed_fallback(error::method_not_allowed)
        // The guard has read the body within its own bounds.
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn_with_state(room.clone(), session::guard::check))
        .with_state(room)
}
