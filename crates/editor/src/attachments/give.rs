//! `/bien-tap/tep-xem/…`: a file of the content, for the staff. Drafts show their pictures by it.

use accounts::Role;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use catalogue::attachments::Kind;
use server::{Policy, STAFF_FILES};

use crate::error::Error;
use crate::room::Room;
use crate::session::Signed;

/// Largest file that is given out, in bytes: that of an import.
const MAX: u64 = 50 << 20;

/// The address of a file under `content/`.
pub(super) fn address(path: &str) -> String {
    format!("{STAFF_FILES}{}", server::file_address(path).trim_start_matches('/'))
}

/// Answers with the file.
pub(super) async fn get(State(room): State<Room>, signed: Signed, Path(path): Path<String>) -> Result<Response, Error> {
    signed.needs(Role::Writer, "Chỉ người biên tập xem được tệp này.")?;
    let kind = Kind::of(&path).ok_or(Error::NotFound)?;
    let name = path.rsplit('/').next().unwrap_or_default().to_owned();
    let bytes = room
        .run(move |room| room.store().attached(&path, MAX)?.ok_or(Error::NotFound))
        .await?;
    let way = if kind.is_image() { "inline" } else { "attachment" };
    let name: String = name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || "-._".contains(*c))
        .collect();
    let said = HeaderValue::from_str(&format!("{way}; filename=\"{name}\""));
    let mut response = ([(header::CONTENT_TYPE, kind.media)], bytes).into_response();
    if let Ok(said) = said {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, said);
    }
    response.headers_mut().insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    );
    response.extensions_mut().insert(Policy(HeaderValue::from_static(
        "default-src 'none'; sandbox; frame-ancestors 'none'",
    )));
    Ok(response)
}
