//! Gold files: one JSON object a line, `{"doc", "text", "mentions": [{"start",
//! "end", "lat", "lon", …}]}`, positions in Unicode code points.

use std::{fs, path::Path};

use serde::Deserialize;

/// An article whose places are known.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldDocument {
    /// Names the document in its file.
    pub doc: String,
    /// The whole text.
    pub text: String,
    /// Its mentions, as people marked them.
    pub mentions: Vec<GoldMention>,
    /// Which part of the corpus it belongs to: "train", "dev", "test".
    #[serde(default)]
    pub split: String,
}

/// A mention that people marked.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldMention {
    /// First code point; a mark outside the text is no mark.
    pub start: i64,
    /// One past the last code point.
    pub end: i64,
    /// Latitude of the place, if it is known.
    pub lat: Option<f64>,
    /// Longitude of the place, if it is known.
    pub lon: Option<f64>,
    /// What sort of mention it is, in the corpus's own words.
    #[serde(rename = "type")]
    pub kind: Option<String>,
}

/// Why a gold file could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file could not be read.
    #[error("cannot read {path}: {fault}; name a gold file, one JSON object a line")]
    Read {
        /// The file.
        path: String,
        /// What the system said.
        fault: std::io::Error,
    },
    /// A line is no gold document.
    #[error(
        "{path}, line {line}: {fault}; a line is \
         {{\"doc\":…,\"text\":…,\"mentions\":[{{\"start\",\"end\",\"lat\",\"lon\"}}]}}"
    )]
    Line {
        /// The file.
        path: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        fault: serde_json::Error,
    },
}

/// The documents of the gold file `path`.
///
/// # Errors
///
/// If it cannot be read, or a line is no gold document.
pub fn documents(path: &Path) -> Result<Vec<GoldDocument>, Error> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path)
        .map_err(|fault| Error::Read { path: name.clone(), fault })?;
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    lines
        .map(|(line, number)| {
            serde_json::from_str(line).map_err(|fault| Error::Line {
                path: name.clone(),
                line: number,
                fault,
            })
        })
        .collect()
}
