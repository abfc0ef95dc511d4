//! Which lines is the story about? Reference layers and the phrases that name them.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use geo::{Geometry, LineString, MultiLineString};
use geojson::{FeatureCollection, GeoJson};
use serde::Deserialize;

use super::Error;

/// The reference layers of a folder, by id.
#[derive(Clone, Debug, Default)]
pub struct ReferenceLayers(BTreeMap<String, ReferenceLayer>);

/// A set of features that stories refer to as a whole, such as the lines of a
/// ceasefire, with its provenance.
#[derive(Clone, Debug)]
pub struct ReferenceLayer {
    /// The id in URLs: that of the TOML, else the name of its file.
    pub id: String,
    /// A short title.
    pub title: String,
    /// What it shows, and what it does not.
    pub description: String,
    /// Where the geometry comes from.
    pub source: String,
    /// Under which terms.
    pub licence: String,
    /// Whom to name beside the map.
    pub attribution: String,
    /// How far to trust it, in words.
    pub accuracy: String,
    /// How far to trust it, in metres, if a number was given.
    pub accuracy_m: Option<f64>,
    /// The words by which stories name it.
    pub phrases: Vec<Phrase>,
    /// What is drawn.
    pub features: FeatureCollection,
}

/// Words by which a story names a layer.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(from = "WrittenPhrase")]
pub struct Phrase {
    /// The words.
    pub text: String,
    /// If not empty, the phrase counts only in a story that has one of these too.
    pub near: Vec<String>,
}

/// A phrase as the TOML has it: bare, or with the words that must be near.
#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenPhrase {
    Bare(String),
    Near { text: String, near: Vec<String> },
}

impl From<WrittenPhrase> for Phrase {
    fn from(written: WrittenPhrase) -> Phrase {
        match written {
            WrittenPhrase::Bare(text) => Phrase { text, near: Vec::new() },
            WrittenPhrase::Near { text, near } => Phrase { text, near },
        }
    }
}

/// The TOML beside the features.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Metadata {
    id: Option<String>,
    title: String,
    #[serde(default)]
    description: String,
    source: String,
    licence: String,
    attribution: Option<String>,
    #[serde(default)]
    accuracy: String,
    accuracy_m: Option<f64>,
    #[serde(default)]
    phrases: Vec<Phrase>,
}

impl ReferenceLayers {
    /// Every layer of the folder `folder`: each `NAME.toml` with its `NAME.geojson`.
    ///
    /// # Errors
    ///
    /// If the folder or one of the files cannot be read, or does not hold what it
    /// must: a layer that was put there and is silently left out would mislead.
    pub fn open(folder: &Path) -> Result<ReferenceLayers, Error> {
        let read_fault = |fault| Error::Read { path: folder.to_owned(), fault };
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).map_err(read_fault)? {
            let path = entry.map_err(read_fault)?.path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                paths.push(path);
            }
        }
        paths.sort();
        let mut layers = BTreeMap::new();
        for path in paths {
            let layer = read(&path)?;
            let id = layer.id.clone();
            if layers.insert(id.clone(), layer).is_some() {
                return Err(Error::SameId { path, id });
            }
        }
        Ok(ReferenceLayers(layers))
    }

    /// The layers, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &ReferenceLayer> {
        self.0.values()
    }

    /// The layer of that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&ReferenceLayer> {
        self.0.get(id)
    }
}

impl ReferenceLayer {
    /// The lines of the layer; if it has none, the outlines of its areas.
    #[must_use]
    pub fn lines(&self) -> MultiLineString<f64> {
        let geometries = self.geometries();
        let lines: Vec<LineString<f64>> =
            geometries.iter().flat_map(lines_of).cloned().collect();
        if !lines.is_empty() {
            return MultiLineString(lines);
        }
        MultiLineString(geometries.iter().flat_map(outlines_of).cloned().collect())
    }

    /// The geometries of the features, in their order.
    #[must_use]
    pub fn geometries(&self) -> Vec<Geometry<f64>> {
        let geometries =
            self.features.features.iter().filter_map(|f| f.geometry.as_ref());
        geometries.filter_map(|geometry| Geometry::try_from(geometry).ok()).collect()
    }
}

fn lines_of(geometry: &Geometry<f64>) -> Vec<&LineString<f64>> {
    match geometry {
        Geometry::LineString(line) => vec![line],
        Geometry::MultiLineString(lines) => lines.iter().collect(),
        Geometry::GeometryCollection(all) => all.iter().flat_map(lines_of).collect(),
        _ => Vec::new(),
    }
}

fn outlines_of(geometry: &Geometry<f64>) -> Vec<&LineString<f64>> {
    match geometry {
        Geometry::Polygon(polygon) => vec![polygon.exterior()],
        Geometry::MultiPolygon(polygons) => {
            polygons.iter().map(geo::Polygon::exterior).collect()
        }
        Geometry::GeometryCollection(all) => all.iter().flat_map(outlines_of).collect(),
        _ => Vec::new(),
    }
}

/// The layer whose metadata are in the file `path`.
fn read(path: &Path) -> Result<ReferenceLayer, Error> {
    let metadata_fault = |reason: String| Error::Metadata { path: path.into(), reason };
    let metadata: Metadata =
        toml::from_str(&text(path)?).map_err(|e| metadata_fault(e.to_string()))?;
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let id = metadata.id.or(stem).unwrap_or_default();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if id.is_empty() || !id.chars().all(is_plain) {
        let reason =
            format!("the id `{id}` is not made of letters, digits, `-`, `_`, `.`");
        return Err(metadata_fault(reason));
    }
    if metadata.phrases.iter().any(|phrase| phrase.text.trim().is_empty()) {
        return Err(metadata_fault("a phrase is empty".into()));
    }
    Ok(ReferenceLayer {
        id,
        title: metadata.title,
        description: metadata.description,
        attribution: metadata.attribution.unwrap_or_else(|| metadata.source.clone()),
        source: metadata.source,
        licence: metadata.licence,
        accuracy: metadata.accuracy,
        accuracy_m: metadata.accuracy_m,
        phrases: metadata.phrases,
        features: features(&path.with_extension("geojson"))?,
    })
}

/// The features of the file `path`, all of which can be drawn.
fn features(path: &Path) -> Result<FeatureCollection, Error> {
    let fault = |reason: String| Error::Features { path: path.to_owned(), reason };
    let collection = match text(path)?.parse() {
        Ok(GeoJson::FeatureCollection(collection)) => collection,
        Ok(GeoJson::Feature(_) | GeoJson::Geometry(_)) => {
            return Err(fault("it is a single feature or geometry".into()));
        }
        Err(error) => return Err(fault(error.to_string())),
    };
    for (at, feature) in collection.features.iter().enumerate() {
        let Some(geometry) = &feature.geometry else { continue };
        let geometry: Geometry<f64> = Geometry::try_from(geometry)
            .map_err(|e| fault(format!("feature {}: {e}", at + 1)))?;
        let on_earth = |at: geo::Coord<f64>| at.x.abs() <= 180.0 && at.y.abs() <= 90.0;
        if let Some(off) = geo::CoordsIter::coords_iter(&geometry).find(|c| !on_earth(*c))
        {
            let reason =
                format!("feature {}: {}, {} is not on earth", at + 1, off.x, off.y);
            return Err(fault(reason));
        }
    }
    Ok(collection)
}

fn text(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path)
        .map_err(|fault| Error::Read { path: PathBuf::from(path), fault })
}
