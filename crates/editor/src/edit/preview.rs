//! How a record will look: its body while it is written, and its whole page before it is public.

use std::sync::Arc;

use accounts::Role;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use catalogue::Status;
use catalogue::markdown::{self, Options};
use serde::{Deserialize, Serialize};
use server::Preview;

use super::work::Work;
use crate::error::Error;
use crate::form::BODY;
use crate::room::Room;
use crate::session::{Fields, Signed};
use crate::shown::state;

/// The HTML of a body in the folder of its collection, sanitised.
pub(super) fn html(folder: &str, body: &str) -> String {
    let options = Options {
        folder,
        drop_title: false,
    };
    server::for_staff(&markdown::render(body, &options).0.rendered.html)
}

#[derive(Serialize)]
struct Answer {
    html: String,
}

/// `POST /bien-tap/xem-thu/{ma}`: the body as it will be shown, for the script of the form.
pub(super) async fn body(
    State(room): State<Room>,
    _: Signed,
    Path(ma): Path<String>,
    fields: Fields,
) -> Result<Response, Error> {
    room.run(move |room| {
        let work = Work::open(room, &ma)?;
        let html = html(&work.entry.collection, &fields.get(BODY).replace("\r\n", "\n"));
        Ok(Json(Answer { html }).into_response())
    })
    .await
}

/// Which text is shown.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// Account whose proposal.
    #[serde(rename = "de-xuat")]
    proposal: Option<String>,
}

/// `/bien-tap/xem/{ma}`: the page of the record as everyone will see it.
pub(super) async fn get(
    State(room): State<Room>,
    signed: Signed,
    Path(ma): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    room.run(move |room| {
        let work = Work::open(room, &ma)?;
        let mut text = work.text.clone();
        let mut what = state(work.entry.status).to_lowercase();
        let own = asked
            .proposal
            .as_deref()
            .filter(|by| *by == signed.name() || signed.may(Role::Reviewer));
        if let Some(by) = own {
            let proposal = room.store().proposal(&work.entry.path, by)?.ok_or(Error::NotFound)?;
            text = proposal.text;
            "đề xuất sửa".clone_into(&mut what);
        } else if work.entry.status == Status::Published {
            "đang công khai".clone_into(&mut what);
        }
        let parsed = catalogue::parse(&work.desk.declarations, &work.entry.path, text.as_bytes());
        let record = parsed.record.ok_or(Error::NotFound)?;
        let notice = (
            format!("Bản xem thử ({what})"),
            format!(
                "Chỉ người đăng nhập thấy trang này. <a href=\"/bien-tap/sua/{}\">Về biểu mẫu</a>",
                work.entry.ma
            ),
        );
        let mut response = ().into_response();
        response.extensions_mut().insert(Preview {
            record: Arc::new(record),
            notice,
        });
        Ok(response)
    })
    .await
}
