//! Points on the earth: how far apart they are, and where they lie on a drawing.

use catalogue::{Term, Vocabulary};

/// Longitude and latitude, degrees (WGS 84).
pub(crate) type Point = (f64, f64);

/// The era of today's communes.
const TODAY: &str = "2025:";
/// Mean radius of the earth, km (IUGG).
const RADIUS: f64 = 6371.0088;

/// Today's communes that have a centre point, as declared.
pub(crate) fn communes(vocabulary: &Vocabulary) -> impl Iterator<Item = (&Term, Point)> {
    let today = vocabulary.terms.iter().filter(|term| term.code.starts_with(TODAY));
    today.filter_map(|term| Some((term, term.place.as_ref()?.point?)))
}

/// Great-circle distance in km (haversine).
pub(crate) fn km(a: Point, b: Point) -> f64 {
    let (lat_a, lat_b) = (a.1.to_radians(), b.1.to_radians());
    let (d_lat, d_lon) = (lat_b - lat_a, (b.0 - a.0).to_radians());
    let h = (d_lat / 2.0).sin().powi(2) + lat_a.cos() * lat_b.cos() * (d_lon / 2.0).sin().powi(2);
    2.0 * RADIUS * h.sqrt().min(1.0).asin()
}

/// How points are laid onto a drawing, north above.
pub(crate) struct Projection {
    west: f64,
    north: f64,
    squeeze: f64,
    scale: f64,
    margin: f64,
    /// Height of the drawing, in its own units.
    pub(crate) height: f64,
}

impl Projection {
    /// A drawing of this width that shows all points, `margin` away from its edges; `None` without points.
    pub(crate) fn new(points: impl Iterator<Item = Point> + Clone, width: f64, margin: f64) -> Option<Self> {
        points.clone().next()?;
        let bound = |of: fn(Point) -> f64| {
            let all = points.clone().map(of);
            all.fold((f64::MAX, f64::MIN), |(a, b), v| (a.min(v), b.max(v)))
        };
        let ((west, east), (south, north)) = (bound(|p| p.0), bound(|p| p.1));
        // A degree of longitude is shorter than one of latitude by the cosine of the latitude.
        let squeeze = f64::midpoint(south, north).to_radians().cos();
        let scale = (width - 2.0 * margin) / ((east - west) * squeeze).max(1e-6);
        let height = ((north - south) * scale + 2.0 * margin).round();
        Some(Self {
            west,
            north,
            squeeze,
            scale,
            margin,
            height,
        })
    }

    /// Where a point lies, from the upper left corner.
    pub(crate) fn at(&self, point: Point) -> (f64, f64) {
        (
            self.margin + (point.0 - self.west) * self.squeeze * self.scale,
            self.margin + (self.north - point.1) * self.scale,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_map() {
        // Two wards of the province: 6.6 km on the ground.
        let far = km((106.18601, 22.67631), (106.24894, 22.68769));
        assert!((6.4..6.8).contains(&far), "{far}");
        assert!(km((106.0, 22.0), (106.0, 22.0)) < 1e-9);
        // One degree of latitude.
        assert!((km((106.0, 22.0), (106.0, 23.0)) - 111.2).abs() < 0.1);
    }

    #[test]
    fn north_is_above_and_east_to_the_right() {
        let points = [(106.0, 22.0), (107.0, 23.0)];
        let drawn = Projection::new(points.into_iter(), 100.0, 10.0);
        let (southwest, northeast) = drawn.map_or(((0.0, 0.0), (0.0, 0.0)), |d| (d.at(points[0]), d.at(points[1])));
        assert_eq!((southwest.0.round(), northeast.0.round()), (10.0, 90.0));
        assert!(northeast.1 < southwest.1);
        assert!(Projection::new(std::iter::empty(), 100.0, 10.0).is_none());
    }
}
