//! What lies around a place: the communes beside it and the nearest working models, drawn and listed.

use catalogue::Vocabulary;
use search::Row;

use super::record::{MODELS, models_with};
use super::rows::{self, RowView};
use super::sketch::{self, Communes, Sketch};
use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::facets::PLACE_KEY;
use crate::geo::{self, Point};
use crate::show::label;
use crate::{format, urls};

/// Communes around that are named, models that are.
const SHOWN: (usize, usize) = (6, 4);

/// Around a place.
pub(super) struct Near {
    pub(super) height: f64,
    /// All communes, as one path of points.
    pub(super) communes: String,
    /// Middles of the place: of each of today's communes that it lies in.
    pub(super) here: Vec<(String, String)>,
    pub(super) around: Vec<Beside>,
    pub(super) models: Vec<Model>,
    /// There are models in the catalogue at all.
    pub(super) with_models: bool,
}

/// A commune beside the place.
pub(super) struct Beside {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) href: String,
    /// HTML.
    pub(super) label: String,
    pub(super) far: String,
}

/// A model in the place or beside it.
pub(super) struct Model {
    pub(super) row: RowView,
    /// How far; none where it is in the place itself.
    pub(super) far: Option<String>,
}

/// What lies around the communes with these codes; `None` where the middle of none is known.
pub(super) fn of(app: &App, cx: &Cx, vocabulary: &Vocabulary, codes: &[String]) -> Result<Option<Near>, Error> {
    let communes = sketch::communes(vocabulary);
    let middles: Vec<Point> = codes
        .iter()
        .filter_map(|code| communes.get(code.as_str()))
        .map(|(_, point)| *point)
        .collect();
    let Some(sketch) = Sketch::new(&communes).filter(|_| !middles.is_empty()) else {
        return Ok(None);
    };
    let from_here = |point: Point| middles.iter().map(|m| geo::km(*m, point)).fold(f64::MAX, f64::min);
    let mut beside: Vec<(f64, &str)> = communes
        .iter()
        .filter(|(code, _)| !codes.iter().any(|own| own == *code))
        .map(|(code, (_, point))| (from_here(*point), *code))
        .collect();
    beside.sort_by(|a, b| a.0.total_cmp(&b.0));
    beside.truncate(SHOWN.0);
    let around = beside.iter().filter_map(|(km, code)| {
        let (term, point) = communes.get(code)?;
        let (x, y) = sketch.at(*point);
        Some(Beside {
            x,
            y,
            href: cx.link(&urls::place(code)),
            label: label(cx, &term.labels),
            far: far(cx, *km),
        })
    });
    let looked_in: Vec<String> = codes
        .iter()
        .map(String::as_str)
        .chain(beside.iter().map(|(_, code)| *code))
        .map(str::to_owned)
        .collect();
    Ok(Some(Near {
        height: sketch.height(),
        here: middles.iter().map(|point| sketch.at(*point)).collect(),
        around: around.collect(),
        models: models(app, cx, &communes, looked_in, &middles)?,
        with_models: app.declarations().collection(MODELS).is_some(),
        communes: sketch.communes,
    }))
}

/// The models in these places, the nearest first.
fn models(
    app: &App,
    cx: &Cx,
    communes: &Communes<'_>,
    places: Vec<String>,
    middles: &[Point],
) -> Result<Vec<Model>, Error> {
    if app.declarations().collection(MODELS).is_none() {
        return Ok(Vec::new());
    }
    let found = models_with(app, PLACE_KEY, places)?.into_iter();
    let mut found: Vec<(f64, Row)> = found
        .map(|row| {
            let all = middles.iter().filter_map(|m| sketch::nearest(&row, communes, *m));
            (all.fold(f64::MAX, f64::min), row)
        })
        .collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.truncate(SHOWN.1);
    let (away, found): (Vec<f64>, Vec<Row>) = found.into_iter().unzip();
    let views = rows::of_rows(app, cx, &found)?;
    let model = |(row, km): (RowView, f64)| Model {
        row,
        far: (km >= sketch::SAME).then(|| far(cx, km)),
    };
    Ok(views.into_iter().zip(away).map(model).collect())
}

/// A distance.
fn far(cx: &Cx, km: f64) -> String {
    format!("{} km", format::count(km.round() as usize, cx.lang))
}
