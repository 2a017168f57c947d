//! `/bien-tap/huong-dan`: the guide of the staff, from one Markdown file.

use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use catalogue::markdown::{self, Options};

use crate::error::Error;
use crate::layout::{self, Look};
use crate::session::Signed;

/// The guide.
const TEXT: &str = include_str!("../../guide/huong-dan.md");
/// Its pictures, which `tests/pictures/guide.mjs` makes.
const PICTURES: [(&str, &[u8]); 8] = [
    ("ban-cu.webp", include_bytes!("../../guide/ban-cu.webp")),
    ("ban-lam-viec.webp", include_bytes!("../../guide/ban-lam-viec.webp")),
    ("dang-nhap.webp", include_bytes!("../../guide/dang-nhap.webp")),
    ("de-xuat.webp", include_bytes!("../../guide/de-xuat.webp")),
    ("duyet.webp", include_bytes!("../../guide/duyet.webp")),
    ("loi.webp", include_bytes!("../../guide/loi.webp")),
    ("may-doan.webp", include_bytes!("../../guide/may-doan.webp")),
    ("them.webp", include_bytes!("../../guide/them.webp")),
];

#[derive(Template)]
#[template(path = "edit/guide.html")]
struct Page {
    look: Look,
    body: String,
    contents: Vec<(String, String)>,
}

/// The page.
pub(super) async fn get(look: Look, _: Signed) -> Result<Response, Error> {
    let options = Options {
        folder: "bien-tap/huong-dan",
        drop_title: true,
    };
    let (output, _) = markdown::render(TEXT, &options);
    let rendered = output.rendered;
    let headings = rendered.headings.iter().filter(|heading| heading.level == 2);
    let contents = headings
        .map(|heading| (heading.id.clone(), heading.text.clone()))
        .collect();
    layout::html(&Page {
        look,
        body: rendered.html,
        contents,
    })
}

/// A picture.
pub(super) async fn picture(_: Signed, Path(name): Path<String>) -> Result<Response, Error> {
    let found = PICTURES.iter().find(|(file, _)| *file == name);
    let (_, bytes) = found.ok_or(Error::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "image/webp")], *bytes).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picture_of_the_guide_is_there_and_used() {
        let used: Vec<&str> = TEXT
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
            .filter(|target| target.ends_with(".webp"))
            .collect();
        assert_eq!(used.len(), PICTURES.len());
        for name in used {
            assert!(PICTURES.iter().any(|(file, _)| *file == name), "{name}");
        }
    }
}
