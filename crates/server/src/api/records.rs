//! `GET /api/v1/records` and `GET /api/v1/records/{ma}`

use axum::extract::{Path, RawQuery, State};
use history::Selection;
use serde::Serialize;
use serde_json::Value as Json_;
use utoipa::ToSchema;

use super::ask::{self, Ask};
use super::plain::Values;
use super::written::Written;
use crate::app::App;
use crate::error::Error;
use crate::moment;
use crate::public::{self, Public};

/// Most records in one answer.
const MAX: usize = 100;
/// Records in one answer where the request does not say.
const DEFAULT: usize = 20;

/// One record.
#[derive(Serialize, ToSchema)]
pub(crate) struct Record {
    id: String,
    collection: String,
    title: String,
    summary: String,
    url: String,
    /// Date, or empty.
    updated: String,
    #[schema(format = DateTime)]
    changed: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<String>,
    #[schema(value_type = Object)]
    fields: Json_,
    body_html: String,
}

/// Members that `fields` may ask for.
pub(super) const MEMBERS: [&str; 10] = [
    "id",
    "collection",
    "title",
    "summary",
    "url",
    "updated",
    "changed",
    "licence",
    "fields",
    "body_html",
];

/// A part of the list of records.
#[derive(Serialize, ToSchema)]
pub(crate) struct Page {
    total: usize,
    /// The `cursor` of the next part; none at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    #[schema(value_type = Vec<Record>)]
    records: Vec<Json_>,
}

/// A record as JSON.
pub(crate) fn record(app: &App, public: Public) -> Record {
    let licence = public.text("giay_phep").map(str::to_owned);
    let changed = moment::iso(public.changed);
    let record = public.record;
    let declarations = app.declarations();
    let fields = Values::new(&declarations, &record.collection, &record.values);
    Record {
        fields: serde_json::to_value(fields).unwrap_or_default(),
        url: record.url(),
        id: record.ma,
        collection: record.collection,
        title: record.title,
        summary: record.summary,
        updated: record.updated,
        changed,
        licence,
        body_html: record.body.html,
    }
}

fn cut(record: &Record, wanted: Option<&[String]>) -> Json_ {
    let mut json = serde_json::to_value(record).unwrap_or_default();
    if let (Some(wanted), Some(members)) = (wanted, json.as_object_mut()) {
        members.retain(|name, _| wanted.iter().any(|w| w == name));
    }
    json
}

/// Answers with a public record.
#[utoipa::path(
    get,
    path = "/api/v1/records/{ma}",
    tag = "Bản ghi",
    summary = "Một bản ghi",
    description = "Toàn bộ phần công khai của một bản ghi. Bản ghi chưa xuất bản, nội bộ hoặc đã gỡ trả lời 404.",
    params(
        ("ma" = String, Path, description = "Mã bản ghi"),
        ("fields" = Option<Vec<String>>, Query, explode = false, description = "Chỉ lấy các phần này, cách nhau bằng dấu phẩy"),
    ),
    responses((status = 200, description = "Bản ghi", body = Record))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Path(ma): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Written, Error> {
    let wanted = Ask::new(query.as_deref(), &["fields"])?.members(&MEMBERS)?;
    app.run(move |app| {
        let found = public::one(app, &ma)?.ok_or(Error::NotFound)?;
        Written::new(&cut(&record(app, found), wanted.as_deref()))
    })
    .await
}

/// Answers with a part of all public records.
#[utoipa::path(
    get,
    path = "/api/v1/records",
    tag = "Bản ghi",
    summary = "Danh sách bản ghi",
    description = "Mọi bản ghi công khai, theo thứ tự thay đổi từ cũ đến mới. Lấy tiếp bằng cursor là giá trị next của lần trước.",
    params(
        ("collection" = Option<String>, Query, description = "Chỉ bộ dữ liệu này"),
        ("since" = Option<String>, Query, format = DateTime, description = "Chỉ bản ghi thay đổi từ thời điểm này"),
        ("cursor" = Option<String>, Query, pattern = "^[0-9]{1,12}\\.[a-z0-9-]{1,100}$", description = "Lấy tiếp từ đây"),
        ("limit" = Option<usize>, Query, minimum = 0, maximum = 100, description = "Số bản ghi, mặc định 20"),
        ("fields" = Option<Vec<String>>, Query, explode = false, description = "Chỉ lấy các phần này, cách nhau bằng dấu phẩy"),
    ),
    responses((status = 200, description = "Một phần danh sách", body = Page))
)]
pub(crate) async fn list(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Written, Error> {
    let ask = Ask::new(query.as_deref(), &["collection", "since", "cursor", "limit", "fields"])?;
    let (since, cursor) = (ask.moment("since")?, ask.cursor()?);
    let limit = ask.number("limit", DEFAULT, MAX)?;
    let wanted = ask.members(&MEMBERS)?;
    app.run(move |app| {
        let selection = Selection {
            from: since,
            collection: ask.text("collection"),
            live: true,
            after: cursor.as_ref().map(|(at, ma)| (*at, ma.as_str())),
            ..Selection::default()
        };
        let page = app.history()?.list(&selection, limit);
        let mut records = Vec::with_capacity(page.entries.len());
        for entry in &page.entries {
            if let Some(found) = public::of_entry(app, entry)? {
                records.push(cut(&record(app, found), wanted.as_deref()));
            }
        }
        Written::new(&Page {
            total: page.total,
            next: page.entries.last().filter(|_| page.more).map(ask::next),
            records,
        })
    })
    .await
}
