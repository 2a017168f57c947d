//! Writing a record: the form, its findings, its states, its versions, and what comes from office files.

mod act;
pub(crate) mod attach;
mod check;
mod choose;
mod diff;
mod guide;
mod import;
mod lookup;
mod merge;
mod page;
mod preview;
mod proposal;
mod remove;
mod save;
mod versions;
mod view;
mod work;

use axum::Router;
use axum::routing::{get, post};

use crate::room::Room;

/// The routes of this part.
pub(crate) fn routes() -> Router<Room> {
    Router::new()
        .route("/bien-tap/moi", get(choose::get).post(choose::post))
        .route("/bien-tap/nhap-tep", post(import::post))
        .route("/bien-tap/sua/{ma}", get(page::get).post(save::post))
        .route("/bien-tap/kiem-tra/{ma}", post(check::post))
        .route("/bien-tap/xem-thu/{ma}", post(preview::body))
        .route("/bien-tap/xem/{ma}", get(preview::get))
        .route("/bien-tap/tim", get(lookup::get))
        .route("/bien-tap/ban-cu/{ma}", get(versions::get).post(versions::restore))
        .route("/bien-tap/de-xuat/{ma}/{by}", get(proposal::get).post(proposal::post))
        .route("/bien-tap/xoa/{ma}", get(remove::get).post(remove::post))
        .route("/bien-tap/da-xoa", get(remove::list).post(remove::bring_back))
        .route("/bien-tap/huong-dan", get(guide::get))
        .route("/bien-tap/huong-dan/{picture}", get(guide::picture))
}
