//! `geo` to GeoJSON: right-handed rings, six decimals, bounding boxes.

use geo::{BoundingRect, Coord, MapCoords, Orient, Rect, orient::Direction};
use geojson::{Feature, Geometry, GeometryValue};

/// `shape` as RFC 7946 wants it.
#[must_use]
pub fn geometry(shape: &geo::Geometry) -> Geometry {
    let shape = rounded(shape);
    Geometry::new(GeometryValue::from(&shape))
}

/// `value` with six decimals, a tenth of a metre.
#[must_use]
pub fn degrees(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// `shape` with six decimals and right-handed rings.
fn rounded(shape: &geo::Geometry) -> geo::Geometry {
    let shape = shape.map_coords(|c| Coord { x: degrees(c.x), y: degrees(c.y) });
    match shape {
        geo::Geometry::Polygon(polygon) => polygon.orient(Direction::Default).into(),
        // One polygon needs no list.
        geo::Geometry::MultiPolygon(mut polygons) if polygons.0.len() == 1 => {
            polygons.0.remove(0).orient(Direction::Default).into()
        }
        geo::Geometry::MultiPolygon(polygons) => {
            polygons.orient(Direction::Default).into()
        }
        other => other,
    }
}

/// The box round all features: west, south, east, north.
#[must_use]
pub fn extent(features: &[Feature]) -> Option<Vec<f64>> {
    let rects = features.iter().filter_map(|feature| {
        let geometry: geo::Geometry = feature.geometry.as_ref()?.try_into().ok()?;
        geometry.bounding_rect()
    });
    let whole = rects.reduce(|a, b| {
        let (min, max) = (a.min(), a.max());
        Rect::new(
            Coord { x: min.x.min(b.min().x), y: min.y.min(b.min().y) },
            Coord { x: max.x.max(b.max().x), y: max.y.max(b.max().y) },
        )
    })?;
    Some(vec![whole.min().x, whole.min().y, whole.max().x, whole.max().y])
}
