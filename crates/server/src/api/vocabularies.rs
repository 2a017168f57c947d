//! `GET /api/v1/vocabularies` and `GET /api/v1/vocabularies/{id}`

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use catalogue::{Term as Declared, Vocabulary as Declared_};
use serde::Serialize;
use utoipa::ToSchema;

use super::ask::Ask;
use super::dto::Labels;
use crate::app::App;
use crate::error::Error;

/// All vocabularies.
#[derive(Serialize, ToSchema)]
pub(crate) struct Vocabularies {
    vocabularies: Vec<Named>,
}

/// A vocabulary without its terms.
#[derive(Serialize, ToSchema)]
pub(crate) struct Named {
    id: String,
    labels: Labels,
    terms: usize,
}

/// A vocabulary.
#[derive(Serialize, ToSchema)]
pub(crate) struct Vocabulary {
    id: String,
    labels: Labels,
    terms: Vec<Term>,
}

/// A term.
#[derive(Serialize, ToSchema)]
pub(crate) struct Term {
    code: String,
    labels: Labels,
    #[serde(skip_serializing_if = "Option::is_none")]
    broader: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    names: Vec<Name>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Labels>,
}

/// Another name, with its language (BCP 47).
#[derive(Serialize, ToSchema)]
pub(crate) struct Name {
    name: String,
    lang: String,
}

/// Answers with the names of the vocabularies.
#[utoipa::path(
    get,
    path = "/api/v1/vocabularies",
    tag = "Khai báo",
    summary = "Các danh mục",
    description = "Mọi danh mục mã, kèm số mục của từng danh mục.",
    responses((status = 200, description = "Các danh mục", body = Vocabularies))
)]
pub(crate) async fn list(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Json<Vocabularies>, Error> {
    Ask::new(query.as_deref(), &[])?;
    let declarations = app.declarations();
    let named = declarations.vocabularies.values().map(|v| Named {
        id: v.id.clone(),
        labels: (&v.labels).into(),
        terms: v.terms.len(),
    });
    Ok(Json(Vocabularies {
        vocabularies: named.collect(),
    }))
}

/// Answers with a vocabulary.
#[utoipa::path(
    get,
    path = "/api/v1/vocabularies/{id}",
    tag = "Khai báo",
    summary = "Một danh mục",
    description = "Mọi mục của danh mục: mã, tên, mục rộng hơn, các tên gọi khác kèm ngôn ngữ, địa chỉ dữ liệu liên kết.",
    params(("id" = String, Path, description = "Mã danh mục, ví dụ doi-tuong")),
    responses((status = 200, description = "Danh mục", body = Vocabulary))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Vocabulary>, Error> {
    Ask::new(query.as_deref(), &[])?;
    let declarations = app.declarations();
    let found = declarations.vocabulary(&id).ok_or(Error::NotFound)?;
    Ok(Json(vocabulary(found)))
}

fn vocabulary(v: &Declared_) -> Vocabulary {
    Vocabulary {
        id: v.id.clone(),
        labels: (&v.labels).into(),
        terms: v.terms.iter().map(term).collect(),
    }
}

fn term(term: &Declared) -> Term {
    Term {
        code: term.code.clone(),
        labels: (&term.labels).into(),
        broader: term.broader.clone(),
        names: names(term),
        uri: term.uri.clone(),
        note: term.note.as_ref().map(Into::into),
    }
}

/// The other names of a term.
pub(super) fn names(term: &Declared) -> Vec<Name> {
    let name = |n: &catalogue::Name| Name {
        name: n.name.clone(),
        lang: n.lang.clone(),
    };
    term.names.iter().map(name).collect()
}
