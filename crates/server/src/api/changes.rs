//! `GET /api/v1/changes`

use axum::Json;
use axum::extract::{RawQuery, State};
use history::{Entry, Selection};
use serde::Serialize;
use utoipa::ToSchema;

use super::ask::{self, Ask};
use crate::app::App;
use crate::error::Error;
use crate::moment;

/// Most changes in one answer.
const MAX: usize = 1000;
/// Changes in one answer where the request does not say.
const DEFAULT: usize = 100;

/// A part of the list of changes.
#[derive(Serialize, ToSchema)]
pub(crate) struct Changes {
    /// Ask from here the next time.
    #[schema(format = DateTime)]
    now: String,
    total: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    changes: Vec<RecordChange>,
}

/// The last change of a record.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecordChange {
    id: String,
    collection: String,
    #[schema(format = DateTime)]
    at: String,
    state: State_,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// Whether a record is there.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State_ {
    Present,
    Deleted,
}

/// Answers with what changed since a moment.
#[utoipa::path(
    get,
    path = "/api/v1/changes",
    tag = "Bản ghi",
    summary = "Thay đổi từ một thời điểm",
    description = "Mỗi bản ghi một lần, với thay đổi mới nhất của nó, kể cả bản ghi đã gỡ. Lần sau hỏi since bằng giá trị now \
                   của lần này thì không sót thay đổi nào.",
    params(
        ("since" = Option<String>, Query, format = DateTime, description = "Từ thời điểm này, tính cả nó"),
        ("until" = Option<String>, Query, format = DateTime, description = "Đến thời điểm này, tính cả nó"),
        ("collection" = Option<String>, Query, description = "Chỉ bộ dữ liệu này"),
        ("cursor" = Option<String>, Query, pattern = "^[0-9]{1,12}\\.[a-z0-9-]{1,100}$", description = "Lấy tiếp từ đây"),
        ("limit" = Option<usize>, Query, minimum = 0, maximum = 1000, description = "Số thay đổi, mặc định 100"),
    ),
    responses((status = 200, description = "Một phần danh sách thay đổi", body = Changes))
)]
pub(crate) async fn get(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Json<Changes>, Error> {
    let ask = Ask::new(query.as_deref(), &["since", "until", "collection", "cursor", "limit"])?;
    let (from, until, cursor) = (ask.moment("since")?, ask.moment("until")?, ask.cursor()?);
    let limit = ask.number("limit", DEFAULT, MAX)?;
    app.run(move |app| {
        let selection = Selection {
            from,
            until,
            collection: ask.text("collection"),
            after: cursor.as_ref().map(|(at, ma)| (*at, ma.as_str())),
            ..Selection::default()
        };
        let history = app.history()?;
        // Read before the list: what changes in between is told again the next time rather than never.
        let now = moment::iso(history.now());
        let page = history.list(&selection, limit);
        Ok(Json(Changes {
            now,
            total: page.total,
            next: page.entries.last().filter(|_| page.more).map(ask::next),
            changes: page.entries.iter().map(change).collect(),
        }))
    })
    .await
}

fn change(entry: &Entry) -> RecordChange {
    RecordChange {
        id: entry.ma.clone(),
        collection: entry.collection.clone(),
        at: moment::iso(entry.changed),
        state: if entry.gone { State_::Deleted } else { State_::Present },
        url: (!entry.gone).then(|| format!("/{}/{}", entry.collection, entry.ma)),
    }
}
