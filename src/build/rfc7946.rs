//! Geometries as the coordinates of RFC 7946: longitude first, six decimals at
//! most, outer rings counter-clockwise.

use geo::{
    Coord, Geometry, LineString, MultiLineString, MultiPolygon, Orient, Polygon,
    orient::Direction,
};
use serde_json::{Value, json};

/// `geometry` as a GeoJSON object.
pub(super) fn geometry(geometry: &Geometry<f64>) -> Value {
    match geometry {
        Geometry::Point(point) => typed("Point", position(point.0)),
        Geometry::LineString(line) => typed("LineString", positions(line)),
        Geometry::MultiLineString(MultiLineString(lines)) => {
            typed("MultiLineString", lines.iter().map(positions).collect())
        }
        Geometry::Polygon(polygon) => typed("Polygon", rings(polygon)),
        Geometry::MultiPolygon(MultiPolygon(polygons)) => {
            typed("MultiPolygon", polygons.iter().map(rings).collect())
        }
        other => unreachable!("no builder draws {other:?}"),
    }
}

/// A feature without an id.
pub(super) fn feature(of: &Geometry<f64>, properties: Value) -> Value {
    json!({ "type": "Feature", "properties": properties, "geometry": geometry(of) })
}

/// `degrees`, to the six decimals (0.1 m) that leave Dateline.
pub(super) fn rounded(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

fn typed(kind: &str, coordinates: Value) -> Value {
    json!({ "type": kind, "coordinates": coordinates })
}

fn position(at: Coord<f64>) -> Value {
    json!([rounded(at.x), rounded(at.y)])
}

fn positions(line: &LineString<f64>) -> Value {
    line.coords().copied().map(position).collect()
}

fn rings(polygon: &Polygon<f64>) -> Value {
    let polygon = polygon.orient(Direction::Default);
    let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
    rings.map(positions).collect()
}
