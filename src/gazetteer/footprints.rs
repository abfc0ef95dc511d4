//! The polygons of places.

use std::path::Path;

use geo::MultiPolygon;

use super::{Error, PlaceId};

/// The polygons of countries and units.
pub struct Footprints {}

impl Footprints {
    /// Opens the file.
    ///
    /// # Errors
    ///
    /// If it is not there.
    pub fn open(_path: &Path) -> Result<Footprints, Error> {
        Ok(Footprints {})
    }

    /// The polygon of a place.
    #[must_use]
    pub fn get(&self, _id: &PlaceId) -> Option<MultiPolygon> {
        None
    }
}
