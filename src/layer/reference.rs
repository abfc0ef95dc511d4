//! Reference layers.

use std::path::Path;

use super::Error;

/// All reference layers.
pub struct ReferenceLayers {
    layers: Vec<ReferenceLayer>,
}

/// A reference layer.
pub struct ReferenceLayer {
    /// Its name in URLs.
    pub id: String,
    /// Its name on the map.
    pub title: String,
    /// What it shows.
    pub description: String,
    /// Where its geometry comes from.
    pub source: String,
    /// On what terms.
    pub licence: String,
    /// Whom to name.
    pub attribution: String,
    /// How sure it is.
    pub accuracy: String,
    /// The same in metres.
    pub accuracy_m: Option<f64>,
    /// What stories call it.
    pub phrases: Vec<String>,
    /// Its features.
    pub features: geojson::FeatureCollection,
}

impl ReferenceLayers {
    /// Opens the folder.
    ///
    /// # Errors
    ///
    /// None yet.
    pub fn open(_folder: &Path) -> Result<ReferenceLayers, Error> {
        Ok(ReferenceLayers { layers: Vec::new() })
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &ReferenceLayer> {
        self.layers.iter()
    }
}
