//! `/robots.txt`: robots stay off what is made of a query, which has no end.

use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::origin::Origin;

/// Answers with the rules.
pub(crate) async fn get(origin: Origin) -> Response {
    let text = format!(
        "User-agent: *\n\
         Disallow: /tim?\n\
         Disallow: /tim.atom\n\
         Disallow: /so-sanh\n\
         Disallow: /goi-y\n\
         Disallow: /api/v1/search\n\
         Disallow: /api/v1/suggest\n\
         Disallow: /oai\n\
         Allow: /\n\
         \n\
         Sitemap: {}\n",
        origin.url("/sitemap.xml")
    );
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
