//! Geometries as RFC 7946 has them, in JSON: as they leave the program too.

use geo::Geometry;
use serde_json::{Value, json};

use crate::feature;

/// `geometry` as a GeoJSON object.
pub(super) fn geometry(geometry: &Geometry<f64>) -> Value {
    json!(feature::geometry(geometry))
}

/// A feature without an id.
pub(super) fn feature(of: &Geometry<f64>, properties: Value) -> Value {
    json!({ "type": "Feature", "properties": properties, "geometry": geometry(of) })
}
