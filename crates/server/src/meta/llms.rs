//! `/llms.txt`: what is here and how to fetch it, for AI tools; and `/{collection}.md`, a collection as a list.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::error::Error;
use crate::origin::Origin;
use crate::public;

/// Answers with the guide.
pub(crate) async fn get(State(app): State<App>, origin: Origin) -> Result<Response, Error> {
    app.run(move |app| {
        let site = &app.site;
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for entry in public::entries(app, None)? {
            *counts.entry(entry.collection).or_default() += 1;
        }
        let mut out = format!("# {}\n\n> {}\n\n", site.name, site.tagline.vi);
        out.push_str(
            "Nội dung bằng tiếng Việt, nhiều bản ghi có tên và tóm tắt tiếng Anh, tiếng Trung. Mỗi bản ghi nêu nguồn và \
             giấy phép; khi trích dẫn hãy ghi mã và địa chỉ của bản ghi. Bản ghi có dòng “Bản ghi minh hoạ: có” không phải \
             dữ kiện. Phần “Cảnh báo” phải được nhắc lại khi hướng dẫn người khác làm theo.\n\n",
        );
        out.push_str(&format!(
            "Thêm .md vào địa chỉ của một bản ghi để lấy bản Markdown. Tìm: {}.\n\n## Bộ dữ liệu\n\n",
            origin.url("/api/v1/search?q=CÂU_TÌM&fields=id,title,summary,url")
        ));
        for collection in &app.declarations().collections {
            let n = counts.get(&collection.id).copied().unwrap_or_default();
            if n > 0 {
                out.push_str(&format!(
                    "- [{}]({}): {} ({n} bản ghi)\n",
                    collection.labels.vi,
                    origin.url(&format!("/{}.md", collection.id)),
                    collection.description.vi
                ));
            }
        }
        out.push_str("\n## Cho chương trình\n\n");
        let ways = [
            ("Mô tả API", "/api/v1/openapi.json", "OpenAPI 3.1, không cần tài khoản"),
            ("Mọi bản ghi", "/api/v1/records.ndjson", "mỗi dòng một bản ghi JSON"),
            ("Thay đổi", "/api/v1/changes", "bản ghi mới, sửa, gỡ từ một thời điểm"),
            ("Địa bàn", "/api/v1/places", "xã, phường cũ và mới"),
            ("Nguồn tin", "/moi.atom", "Atom, bản ghi mới nhất"),
        ];
        for (name, path, what) in ways {
            out.push_str(&format!("- [{name}]({}): {what}\n", origin.url(path)));
        }
        Ok(text(out, "text/plain; charset=utf-8"))
    })
    .await
}

/// A collection as a list of its records.
pub(crate) fn collection(app: &App, origin: &Origin, id: &str) -> Result<Response, Error> {
    let declarations = app.declarations();
    let collection = declarations.collection(id).ok_or(Error::NotFound)?;
    let mut out = format!("# {}\n\n> {}\n\n", collection.labels.vi, collection.description.vi);
    for entry in public::entries(app, Some(id))? {
        if let Some(row) = app.index.titles(&[entry.ma.as_str()])?.pop().flatten() {
            let url = origin.url(&row.url());
            let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let title = one_line(&row.title).replace(['[', ']'], "");
            out.push_str(&format!("- [{title}]({url}.md): {}\n", one_line(&row.summary)));
        }
    }
    Ok(text(out, "text/markdown; charset=utf-8"))
}

fn text(text: String, media: &'static str) -> Response {
    ([(header::CONTENT_TYPE, media)], text).into_response()
}
