//! The world as listed: places, their names, where they are.
//!
//! A [`Gazetteer`] is a compiled file, mapped into memory: opening costs
//! milliseconds whatever its size. `build` writes it.

mod fold;
pub mod footprints;
pub mod format;
mod grid;
mod place;
mod reader;
mod scan;

use std::{fmt, path::PathBuf};

pub use fold::{fold, fold_into, skeleton, unmarked};
pub use footprints::Footprints;
pub(crate) use grid::cell;
pub use place::Place;
pub use reader::{Gazetteer, PlaceIndex};
pub use scan::{Found, Scanner};

/// Names one place for ever: `geonames:250441`, `curated:mount-hermon`,
/// `naturalearth:1159122643`.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct PlaceId(String);

impl PlaceId {
    /// The id of GeoNames entry `id`.
    #[must_use]
    pub fn geonames(id: u32) -> PlaceId {
        PlaceId(format!("geonames:{id}"))
    }

    /// The id of Natural Earth feature `id` (a river's is its `rivernum`).
    #[must_use]
    pub fn natural_earth(id: u32) -> PlaceId {
        PlaceId(format!("naturalearth:{id}"))
    }

    /// The id of the row `slug` of `geodata/curated/places.csv`.
    #[must_use]
    pub fn curated(slug: &str) -> PlaceId {
        PlaceId(format!("curated:{slug}"))
    }

    /// The id written as `text`, or `None` if it has no known scheme.
    #[must_use]
    pub fn parse(text: &str) -> Option<PlaceId> {
        let (scheme, rest) = text.split_once(':')?;
        let known = match scheme {
            "geonames" | "naturalearth" => rest.parse::<u32>().is_ok(),
            "curated" => !rest.is_empty(),
            _ => false,
        };
        known.then(|| PlaceId(text.to_owned()))
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

/// How a name belongs to its place.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[repr(u8)]
pub enum NameKind {
    /// The name it is listed under.
    Primary = 0,
    /// Another name, in any language.
    Alternate = 1,
    /// The name of a unit without the word for its kind: "Rapides" for
    /// "Rapides Parish".
    Short = 2,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $word:literal),* $(,)?) => {
        /// What sort of place it is, in a reader's words.
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[repr(u8)]
        pub enum Kind { $($(#[$doc])* $kind),* }

        impl Kind {
            /// Every kind, in the order of their numbers.
            pub const ALL: &[Kind] = &[$(Kind::$kind),*];

            /// The word for it in JSON and on the map.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Kind::$kind => $word),* }
            }
        }
    };
}

kinds! {
    /// A country or dependent territory.
    Country = "country",
    /// A first-order unit: state, province, governorate.
    Admin1 = "admin1",
    /// A second-order unit: county, district.
    Admin2 = "admin2",
    /// A city, town or village.
    City = "city",
    /// A part of a city.
    District = "district",
    /// A continent.
    Continent = "continent",
    /// A region without government of its own.
    Region = "region",
    /// A peak.
    Mountain = "mountain",
    /// Mountains.
    Range = "range",
    /// High flat land.
    Plateau = "plateau",
    /// A desert.
    Desert = "desert",
    /// A valley or basin.
    Valley = "valley",
    /// A stretch of coast.
    Coast = "coast",
    /// An island or islands.
    Island = "island",
    /// A peninsula.
    Peninsula = "peninsula",
    /// A cape.
    Cape = "cape",
    /// A sea or bay.
    Sea = "sea",
    /// A gulf.
    Gulf = "gulf",
    /// A strait or channel.
    Strait = "strait",
    /// An ocean.
    Ocean = "ocean",
    /// A lake or reservoir.
    Lake = "lake",
    /// A river.
    River = "river",
    /// A canal.
    Canal = "canal",
    /// A built or natural landmark: airport, dam, crossing, camp, forest.
    Landmark = "landmark",
}

impl Kind {
    /// The kind that `word` names.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.word() == word)
    }

    /// Whether it is governed as a unit: country, state, county.
    #[must_use]
    pub fn is_unit(self) -> bool {
        matches!(self, Kind::Country | Kind::Admin1 | Kind::Admin2)
    }
}

/// Why compiled data could not be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file could not be read.
    #[error(
        "cannot read {path}: {fault}; say where the data are with --geodata or DATELINE_GEODATA"
    )]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        fault: std::io::Error,
    },
    /// The file is not what its name says, or of another version.
    #[error("{path} is not {expected}: found {found}; {remedy}")]
    Format {
        /// The file.
        path: PathBuf,
        /// What was expected: "a gazetteer of version 1".
        expected: String,
        /// What was found.
        found: String,
        /// What to do.
        remedy: &'static str,
    },
}
