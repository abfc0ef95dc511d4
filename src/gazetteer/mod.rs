//! The world as listed: places, their names, where they are.

pub mod footprints;

use std::fmt;

/// Names one place for ever: `geonames:250441`, `curated:mount-hermon`,
/// `naturalearth:1159122643`.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct PlaceId(String);

impl PlaceId {
    /// The id of GeoNames entry `id`.
    #[must_use]
    pub fn geonames(id: u64) -> PlaceId {
        PlaceId(format!("geonames:{id}"))
    }

    /// The id written as `text`, or `None` if it has no known scheme.
    #[must_use]
    pub fn parse(text: &str) -> Option<PlaceId> {
        let (scheme, rest) = text.split_once(':')?;
        let known = matches!(scheme, "geonames" | "curated" | "naturalearth");
        (known && !rest.is_empty()).then(|| PlaceId(text.to_owned()))
    }

    /// The id as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PlaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why compiled data could not be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file could not be read.
    #[error(
        "cannot read {path}: {source}; say where the data are with --geodata or DATELINE_GEODATA"
    )]
    Read {
        /// The file.
        path: std::path::PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not what its name says, or of another version.
    #[error(
        "{path} is not {expected}: found {found}; make it anew with `dateline gazetteer build`"
    )]
    Format {
        /// The file.
        path: std::path::PathBuf,
        /// What was expected: "a gazetteer of version 1".
        expected: String,
        /// What was found.
        found: String,
    },
}
