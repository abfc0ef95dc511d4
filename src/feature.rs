//! A resolved article as GeoJSON (RFC 7946), in two profiles.

use geojson::FeatureCollection;

use crate::geoparse::Geoparsed;

/// Which facts a feature carries, and in which shape.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Profile {
    /// Everything, nested: for the page and for programs.
    Full,
    /// Scalars only: for GDAL, QGIS, spreadsheets.
    Flat,
}

/// The places of an article as one feature collection.
#[must_use]
pub fn collection(_geoparsed: &Geoparsed, _profile: Profile) -> FeatureCollection {
    FeatureCollection { bbox: None, features: Vec::new(), foreign_members: None }
}
