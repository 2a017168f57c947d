//! The small drawing of the province: all communes as dots, some of them marked; and how far things are from one of them.

use std::collections::BTreeMap;

use catalogue::{Term, Value, Vocabulary};
use search::Row;

use crate::facets::PLACE_KEY;
use crate::geo::{self, Point, Projection};

/// Width of the drawing, its margin; in its own units.
const DRAWING: (f64, f64) = (600.0, 26.0);

/// What is nearer than this, km, is at the same place.
pub(super) const SAME: f64 = 0.5;

/// Today's communes with their centre points, by code.
pub(super) type Communes<'v> = BTreeMap<&'v str, (&'v Term, Point)>;

/// The communes of a vocabulary of places.
pub(super) fn communes(vocabulary: &Vocabulary) -> Communes<'_> {
    geo::communes(vocabulary)
        .map(|(term, point)| (term.code.as_str(), (term, point)))
        .collect()
}

/// A drawing, before anything is marked on it.
pub(super) struct Sketch {
    projection: Projection,
    /// All communes, as one path of points.
    pub(super) communes: String,
}

impl Sketch {
    /// `None` without communes.
    pub(super) fn new(communes: &Communes<'_>) -> Option<Self> {
        let points = communes.values().map(|(_, point)| *point);
        let (width, margin) = DRAWING;
        let mut sketch = Self {
            projection: Projection::new(points.clone(), width, margin)?,
            communes: String::new(),
        };
        for point in points {
            let (x, y) = sketch.at(point);
            // A line of no length: its round ends are a dot.
            sketch.communes.push_str(&format!("M{x} {y}h0"));
        }
        Some(sketch)
    }

    /// Where a point lies.
    pub(super) fn at(&self, point: Point) -> (String, String) {
        let (x, y) = self.projection.at(point);
        (format!("{x:.0}"), format!("{y:.0}"))
    }

    /// Height of the drawing.
    pub(super) fn height(&self) -> f64 {
        // Communes in one line are still drawn whole.
        self.projection.height.max(2.0 * DRAWING.1)
    }
}

/// Codes of the places of a row.
pub(super) fn codes(row: &Row) -> Vec<String> {
    let values = row.values.iter().filter(|(name, _)| name == PLACE_KEY);
    values
        .flat_map(|(_, value)| value.items())
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

/// Distance of the nearest place of a row from a point, km.
pub(super) fn nearest(row: &Row, communes: &Communes<'_>, from: Point) -> Option<f64> {
    let all = codes(row);
    let far = all
        .iter()
        .filter_map(|code| communes.get(code.as_str()))
        .map(|(_, point)| geo::km(*point, from));
    far.min_by(f64::total_cmp)
}
