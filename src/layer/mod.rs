//! What does the map draw besides the article? Titled sets of features.
//!
//! A reference layer ([`reference`]) is a pair of files in a folder: the features
//! as GeoJSON, and a few lines of TOML that say what they are, where they come
//! from, how accurate they are and by which phrases stories name them.

pub mod reference;

pub use reference::{Phrase, ReferenceLayer, ReferenceLayers};

use std::{io, path::PathBuf};

/// Why the layers of a folder could not be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read.
    #[error(
        "cannot read {}: {fault}; a layer is a pair of files, NAME.toml and NAME.geojson",
        path.display()
    )]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        fault: io::Error,
    },
    /// The TOML does not say what it must.
    #[error(
        "{}: {reason}; a layer needs at least title, source and licence (see \
         geodata/README.md)", path.display()
    )]
    Metadata {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The GeoJSON is none, or holds what cannot be drawn.
    #[error(
        "{}: {reason}; it must be a GeoJSON FeatureCollection in longitude and latitude \
         (EPSG:4326)", path.display()
    )]
    Features {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Two layers have the same id.
    #[error("{} has the id `{id}` of another layer; give it another", path.display())]
    SameId {
        /// The second file.
        path: PathBuf,
        /// The id.
        id: String,
    },
}
