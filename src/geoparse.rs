//! The pipeline, whole: an article in, its places out.

use std::path::Path;

use crate::{gazetteer, text::Article};

/// Everything that geoparsing needs, opened once and shared by all threads.
pub struct Geoparser {}

/// An article with what was found in it.
pub struct Geoparsed {
    /// The article that was read.
    pub article: Article,
}

impl Geoparser {
    /// Opens the compiled data under `geodata`.
    ///
    /// # Errors
    ///
    /// [`gazetteer::Error`] if a file is missing, broken or of another version.
    pub fn open(_geodata: &Path) -> Result<Geoparser, gazetteer::Error> {
        Ok(Geoparser {})
    }

    /// Finds the places of `article`. Pure: the same article and the same data
    /// give the same answer. Never fails, on any text.
    #[must_use]
    pub fn geoparse(&self, article: Article) -> Geoparsed {
        Geoparsed { article }
    }
}
