//! `GET /api/v1/places` and `GET /api/v1/places/{code}`: places of 2013, 2020 and 2025, and which of today's hold them.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use catalogue::{Declarations, Term};
use serde::Serialize;
use utoipa::ToSchema;

use super::ask::Ask;
use super::vocabularies::{Name, names};
use crate::app::App;
use crate::error::Error;
use crate::facets::PLACES;

/// Most places in one answer.
const MAX: usize = 1000;

/// Places.
#[derive(Serialize, ToSchema)]
pub(crate) struct Places {
    total: usize,
    places: Vec<Place>,
}

/// A place of one era.
#[derive(Serialize, ToSchema)]
pub(crate) struct Place {
    code: String,
    name: String,
    short: String,
    unit: String,
    era: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<String>,
    /// Today's units that hold it; of one of today's, itself.
    now: Vec<Coded>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    names: Vec<Name>,
    #[serde(skip_serializing_if = "Option::is_none")]
    point: Option<Point>,
    #[serde(skip_serializing_if = "Option::is_none")]
    area_km2: Option<f64>,
}

/// A code with its name.
#[derive(Serialize, ToSchema)]
pub(crate) struct Coded {
    code: String,
    name: String,
}

/// WGS 84, degrees.
#[derive(Serialize, ToSchema)]
pub(crate) struct Point {
    longitude: f64,
    latitude: f64,
}

/// Answers with places by name.
#[utoipa::path(
    get,
    path = "/api/v1/places",
    tag = "Địa bàn",
    summary = "Tìm địa bàn cũ và mới",
    description = "Đơn vị hành chính của các thời kỳ 2013, 2020 và 2025. now là các xã, phường hiện nay giữ địa bàn ấy.",
    params(
        ("q" = Option<String>, Query, description = "Một phần tên, có dấu hay không dấu; bỏ trống là tất cả"),
        ("era" = Option<String>, Query, description = "Thời kỳ: 2013, 2020 hoặc 2025"),
        ("limit" = Option<usize>, Query, minimum = 0, maximum = 1000, description = "Số địa bàn, mặc định tất cả"),
    ),
    responses((status = 200, description = "Các địa bàn", body = Places))
)]
pub(crate) async fn list(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Json<Places>, Error> {
    let ask = Ask::new(query.as_deref(), &["q", "era", "limit"])?;
    let limit = ask.number("limit", MAX, MAX)?;
    let declarations = app.declarations();
    let q = ask.text("q").map(folded).unwrap_or_default();
    let fits = |term: &&Term| {
        let named = || std::iter::once(&term.labels.vi).chain(term.names.iter().map(|n| &n.name));
        ask.text("era").is_none_or(|era| era_of(&term.code) == era)
            && (q.is_empty() || named().any(|name| folded(name).contains(&q)))
    };
    let found: Vec<&Term> = terms(&declarations).iter().filter(fits).collect();
    Ok(Json(Places {
        total: found.len(),
        places: found
            .iter()
            .take(limit)
            .map(|term| place(&declarations, term))
            .collect(),
    }))
}

/// Answers with a place.
#[utoipa::path(
    get,
    path = "/api/v1/places/{code}",
    tag = "Địa bàn",
    summary = "Một địa bàn",
    description = "Địa bàn có mã này, kèm các xã, phường hiện nay giữ nó.",
    params(("code" = String, Path, description = "Thời kỳ và mã, ví dụ 2020:01447")),
    responses((status = 200, description = "Địa bàn", body = Place))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Path(code): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Place>, Error> {
    Ask::new(query.as_deref(), &[])?;
    let declarations = app.declarations();
    let term = declarations.vocabulary(PLACES).and_then(|v| v.term(&code));
    Ok(Json(place(&declarations, term.ok_or(Error::NotFound)?)))
}

fn terms(declarations: &Declarations) -> &[Term] {
    declarations.vocabulary(PLACES).map_or(&[], |v| v.terms.as_slice())
}

fn era_of(code: &str) -> &str {
    code.split_once(':').map_or("", |(era, _)| era)
}

/// Without marks and case, so that both ways of typing find it.
fn folded(text: &str) -> String {
    vietnamese::fold::ascii(text).to_lowercase()
}

fn place(declarations: &Declarations, term: &Term) -> Place {
    let about = term.place.clone().unwrap_or_default();
    let own = [term.code.clone()];
    let now = if about.now.is_empty() { &own[..] } else { &about.now };
    let coded = |code: &String| Coded {
        name: declarations.label(PLACES, code, catalogue::Lang::Vi),
        code: code.clone(),
    };
    Place {
        code: term.code.clone(),
        name: term.labels.vi.clone(),
        era: era_of(&term.code).to_owned(),
        now: now.iter().map(coded).collect(),
        names: names(term),
        point: about.point.map(|(longitude, latitude)| Point { longitude, latitude }),
        short: about.short,
        unit: about.unit,
        within: about.within,
        area_km2: about.area_km2,
    }
}
