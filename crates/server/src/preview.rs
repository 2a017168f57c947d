//! A record that is not in the index, shown as its public page would show it.
//!
//! The editing room decides who may see it; the page is made here, by what makes the public one.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use catalogue::Record;

use crate::app::App;
use crate::cx::Cx;
use crate::pages;

/// An extension of an answer of the room: its place is taken by the page of this record.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The record.
    pub record: Arc<Record>,
    /// Heading and text (HTML) of the notice above it.
    pub notice: (String, String),
}

/// Puts the page of the record in the place of an answer that asks for it; status and headers stay.
pub(crate) async fn show(State(app): State<App>, cx: Cx, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let Some(preview) = response.extensions_mut().remove::<Preview>() else {
        return response;
    };
    let made = app
        .run(move |app| pages::record::preview(app, &cx, &preview.record, preview.notice))
        .await;
    let (parts, _) = response.into_parts();
    let mut page = made.unwrap_or_else(IntoResponse::into_response);
    for (name, value) in &parts.headers {
        if !page.headers().contains_key(name) {
            page.headers_mut().insert(name.clone(), value.clone());
        }
    }
    page.extensions_mut().extend(parts.extensions);
    page
}
