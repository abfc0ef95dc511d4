//! `geo` to GeoJSON: right-handed rings, six decimals, bounding boxes.

use geo::{CoordsIter, MapCoords, Orient, orient::Direction};
use geojson::{Feature, Geometry, GeometryValue};

/// `shape` as RFC 7946 wants it.
#[must_use]
pub fn geometry(shape: &geo::Geometry) -> Geometry {
    let shape = rounded(shape);
    Geometry::new(GeometryValue::from(&shape))
}

/// `shape` with six decimals (a tenth of a metre) and right-handed rings.
#[must_use]
pub fn rounded(shape: &geo::Geometry) -> geo::Geometry {
    let round = |value: f64| (value * 1e6).round() / 1e6;
    let shape = shape.map_coords(|c| geo::coord! { x: round(c.x), y: round(c.y) });
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

/// The box around `features`: west, south, east, north.
pub(super) fn bbox(features: &[Feature]) -> Option<Vec<f64>> {
    let shapes = features.iter().filter_map(|feature| {
        geo::Geometry::<f64>::try_from(feature.geometry.as_ref()?).ok()
    });
    let coords: Vec<geo::Coord> =
        shapes.flat_map(|shape| shape.coords_iter().collect::<Vec<_>>()).collect();
    let (first, rest) = coords.split_first()?;
    let mut bbox = vec![first.x, first.y, first.x, first.y];
    for c in rest {
        bbox =
            vec![bbox[0].min(c.x), bbox[1].min(c.y), bbox[2].max(c.x), bbox[3].max(c.y)];
    }
    Some(bbox)
}
