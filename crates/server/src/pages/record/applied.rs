//! Where something has been applied: the working models, on a small map, the nearest to the reader's commune first.

use std::collections::BTreeMap;

use catalogue::{Record, Term, Vocabulary};
use search::{Row, SearchRequest};
use vietnamese::{collation, fold};

use crate::app::App;
use crate::cx::Cx;
use crate::error::Error;
use crate::facets::{COLLECTION, PLACES, SUBJECT_KEY};
use crate::geo::Point;
use crate::pages::rows::{self, RowView};
use crate::pages::sketch::{self, Communes, Sketch, codes};
use crate::params::first;
use crate::show::{anchor, label};
use crate::texts::fill;
use crate::{format, urls};

/// The collection of working models.
pub(crate) const MODELS: &str = "mo-hinh";
/// Collections of what models apply.
const APPLICABLE: [&str; 3] = ["ky-thuat", "cong-nghe", "ket-qua"];
/// Name of the box of the reader's commune.
pub(super) const COMMUNE: &str = "xa";
/// Most models on the page: that apply it, and that are about the same.
const SHOWN: (usize, usize) = (8, 4);
/// Models that are looked at for the nearest.
const LOOKED_AT: usize = 50;

/// Where the record has been applied.
pub(super) struct Applied {
    /// Communes to choose from; empty where nothing depends on the choice.
    pub(super) communes: Vec<Commune>,
    /// The reader's commune, HTML, and what is said of a former name; nearest first where there is one.
    pub(super) chosen: Option<String>,
    pub(super) renamed: Option<String>,
    /// What was typed for a commune and is none.
    pub(super) unknown: Option<String>,
    pub(super) map: Option<Map>,
    /// Models that apply it; or the record's own places.
    pub(super) models: Vec<Model>,
    /// Models about the same subjects.
    pub(super) alike: Vec<Model>,
    /// `ma`s of the models named.
    pub(super) named: Vec<String>,
    /// It can be applied, so that having no model is worth a word.
    pub(super) applicable: bool,
}

/// A commune to choose.
pub(super) struct Commune {
    pub(super) code: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}

/// A drawing of the province.
pub(super) struct Map {
    pub(super) height: f64,
    /// All communes, as one path of points.
    pub(super) communes: String,
    /// Middle and number of each place that is named.
    pub(super) places: Vec<(String, String, String)>,
    /// Middle of the reader's commune.
    pub(super) reader: Option<(String, String)>,
}

/// A model, or the record at its own places.
pub(super) struct Model {
    /// Its number on the map; none where its place is not known.
    pub(super) n: Option<usize>,
    pub(super) row: RowView,
    /// Links to its places, HTML.
    pub(super) places: String,
    /// How far from the reader's commune.
    pub(super) far: Option<String>,
}

/// Where the record has been applied; `from` are the records that link to it.
pub(super) fn of(app: &App, cx: &Cx, record: &Record, linked: &[&str], from: &[Row]) -> Result<Applied, Error> {
    let declarations = app.declarations();
    let applicable = APPLICABLE.contains(&record.collection.as_str()) && declarations.collection(MODELS).is_some();
    let Some(vocabulary) = declarations.vocabulary(PLACES) else {
        return Ok(Applied::none(applicable));
    };
    let points = sketch::communes(vocabulary);
    let (models, alike) = if applicable {
        models(app, record, linked, from)?
    } else {
        (
            app.index.titles(&[&record.ma])?.into_iter().flatten().collect(),
            Vec::new(),
        )
    };
    let mut applied = Applied::none(applicable);
    let mut reader = None;
    if let Some(typed) = first(cx.pairs(), COMMUNE).filter(|t| !t.trim().is_empty()) {
        match resolve(vocabulary, typed.trim()).and_then(|(old, now)| Some((old, points.get(now)?))) {
            Some((old, (term, point))) => {
                reader = Some((*term, *point));
                applied.chosen = Some(label(cx, &term.labels));
                applied.renamed = old.map(|old| {
                    let from = label(cx, &old.labels);
                    format!(
                        "{} {}",
                        fill(&crate::show::escape(cx.t.place_now), &[("from", &from)]),
                        label(cx, &term.labels)
                    )
                });
            }
            None => {
                let typed: String = typed.chars().take(60).collect();
                applied.unknown = Some(fill(cx.t.applied_unknown, &[("q", &typed)]));
            }
        }
    }
    applied.named = models
        .iter()
        .chain(&alike)
        .map(|r| r.ma.clone())
        .filter(|ma| *ma != record.ma)
        .collect();
    let mut drawn = Vec::new();
    for (rows, out, most) in [
        (models, &mut applied.models, SHOWN.0),
        (alike, &mut applied.alike, SHOWN.1),
    ] {
        let views = rows::of_rows(app, cx, &rows)?;
        let mut sites: Vec<(Option<f64>, Row, RowView)> = rows
            .into_iter()
            .zip(views)
            .map(|(row, view)| {
                let km = reader.and_then(|(_, from)| sketch::nearest(&row, &points, from));
                (km, row, view)
            })
            .collect();
        // A stable sort: without a commune, or at the same distance, in the order they came.
        sites.sort_by(|a, b| a.0.unwrap_or(f64::MAX).total_cmp(&b.0.unwrap_or(f64::MAX)));
        for (km, row, view) in sites.into_iter().take(most) {
            let at: Vec<Point> = codes(&row)
                .iter()
                .filter_map(|c| points.get(c.as_str()))
                .map(|(_, p)| *p)
                .collect();
            let n = (!at.is_empty()).then(|| {
                drawn.push(at);
                drawn.len()
            });
            out.push(Model {
                n,
                row: view,
                places: places(cx, vocabulary, &row),
                far: km.map(|km| far(cx, km)),
            });
        }
    }
    applied.map = map(&points, &drawn, reader.map(|(_, p)| p));
    if applicable || !drawn.is_empty() {
        let mut communes: Vec<(Vec<u8>, Commune)> = points
            .values()
            .map(|(term, _)| {
                let short = term.place.as_ref().map_or("", |p| p.short.as_str());
                let one = Commune {
                    code: term.code.clone(),
                    label: short.to_owned(),
                    chosen: reader.is_some_and(|(r, _)| r.code == term.code),
                };
                (collation::key(short), one)
            })
            .collect();
        communes.sort_by(|a, b| a.0.cmp(&b.0));
        applied.communes = communes.into_iter().map(|(_, c)| c).collect();
    }
    // A record that is applied nowhere and lies nowhere has nothing to say here.
    if !applicable && drawn.is_empty() {
        applied.models.clear();
    }
    Ok(applied)
}

impl Applied {
    fn none(applicable: bool) -> Self {
        Self {
            communes: Vec::new(),
            chosen: None,
            renamed: None,
            unknown: None,
            map: None,
            models: Vec::new(),
            alike: Vec::new(),
            named: Vec::new(),
            applicable,
        }
    }

    /// Code of the reader's commune.
    pub(super) fn chosen_code(&self) -> Option<&str> {
        let chosen = self.communes.iter().find(|c| c.chosen)?;
        Some(&chosen.code)
    }

    /// Whether there is anything to say.
    pub(super) fn is_empty(&self) -> bool {
        self.models.is_empty() && !self.applicable
    }
}

/// Models that the record names or that apply it, and those about the same subjects.
fn models(app: &App, record: &Record, linked: &[&str], from: &[Row]) -> Result<(Vec<Row>, Vec<Row>), Error> {
    let mut own: Vec<Row> = app.index.titles(linked)?.into_iter().flatten().collect();
    own.extend(from.iter().cloned());
    own.retain(|row| row.collection == MODELS);
    let mut seen = Vec::new();
    own.retain(|row| {
        !seen.contains(&row.ma) && {
            seen.push(row.ma.clone());
            true
        }
    });
    let subjects = super::subjects(record);
    if subjects.is_empty() {
        return Ok((own, Vec::new()));
    }
    let alike = models_with(app, SUBJECT_KEY, subjects)?.into_iter();
    let alike = alike.filter(|row| !own.iter().any(|o| o.ma == row.ma)).collect();
    Ok((own, alike))
}

/// Models with one of these values of a facet, as many as are looked at for the nearest.
pub(crate) fn models_with(app: &App, key: &str, values: Vec<String>) -> Result<Vec<Row>, Error> {
    let request = SearchRequest {
        filters: BTreeMap::from([
            (COLLECTION.to_owned(), vec![MODELS.to_owned()]),
            (key.to_owned(), values),
        ]),
        limit: LOOKED_AT,
        facets: search::Facets::None,
        snippets: false,
        ..SearchRequest::default()
    };
    let hits = app.index.search(&request)?.hits;
    Ok(hits.into_iter().map(rows::of_hit).collect())
}

/// Today's commune that a code or a name means; with the former unit, where it is one.
fn resolve<'v>(vocabulary: &'v Vocabulary, typed: &str) -> Option<(Option<&'v Term>, &'v str)> {
    let of = |term: &'v Term| match term.place.as_ref().and_then(|p| p.now.first()) {
        Some(now) => (Some(term), now.as_str()),
        None => (None, term.code.as_str()),
    };
    if let Some(term) = vocabulary.term(typed) {
        return Some(of(term));
    }
    let plain = |text: &str| fold::ascii(&text.to_lowercase());
    let wanted = plain(typed);
    let is_named = |term: &&Term| {
        let short = term.place.as_ref().map(|p| p.short.as_str());
        let names = term.names.iter().map(|n| n.name.as_str());
        [term.labels.vi.as_str()]
            .into_iter()
            .chain(short)
            .chain(names)
            .any(|name| plain(name) == wanted)
    };
    vocabulary.terms.iter().find(is_named).map(of)
}

fn far(cx: &Cx, km: f64) -> String {
    if km < sketch::SAME {
        cx.t.applied_here.to_owned()
    } else {
        fill(cx.t.applied_km, &[("n", &format::count(km.round() as usize, cx.lang))])
    }
}

fn places(cx: &Cx, vocabulary: &Vocabulary, row: &Row) -> String {
    let links: Vec<String> = codes(row)
        .iter()
        .filter_map(|code| vocabulary.term(code))
        .map(|term| anchor(&cx.link(&urls::place(&term.code)), &label(cx, &term.labels)))
        .collect();
    links.join(", ")
}

fn map(points: &Communes<'_>, drawn: &[Vec<Point>], reader: Option<Point>) -> Option<Map> {
    if drawn.is_empty() {
        return None;
    }
    let sketch = Sketch::new(points)?;
    let mut places: Vec<(Point, String)> = Vec::new();
    for (n, sites) in drawn.iter().enumerate() {
        for site in sites {
            match places.iter_mut().find(|(p, _)| p == site) {
                Some((_, said)) => said.push_str(&format!(", {}", n + 1)),
                None => places.push((*site, (n + 1).to_string())),
            }
        }
    }
    let place = |(point, said)| {
        let (x, y) = sketch.at(point);
        (x, y, said)
    };
    Some(Map {
        places: places.into_iter().map(place).collect(),
        reader: reader.map(|point| sketch.at(point)),
        height: sketch.height(),
        communes: sketch.communes,
    })
}
