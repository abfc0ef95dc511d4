//! The compiled gazetteer as bytes: what the builder writes and the reader maps.
//!
//! A header (magic, version, a table of sections) and sections, each aligned
//! to eight bytes, all numbers little-endian. Nothing is decoded on opening.

use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, little_endian as le};

/// The first bytes of a compiled gazetteer.
pub const MAGIC: [u8; 8] = *b"DATEGAZ\n";

/// Raised with every change of the layout.
pub const VERSION: u32 = 1;

/// The sections, in the order in which they lie in the file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[repr(usize)]
pub enum Section {
    /// One [`PlaceRecord`] a place, sorted by scheme and number.
    Places,
    /// Text, each string after its length (`u16`).
    Strings,
    /// Names by language: a count (`u8`), then language (2 bytes) and string
    /// offset (`u32`) each.
    Languages,
    /// An fst map: folded name to one place, or to a list in `Postings`.
    Names,
    /// Lists of (place, name kind) for names that several places bear.
    Postings,
    /// The feature codes that occur: one string offset (`u32`) each.
    Codes,
    /// The first-order units: their places (`u32`), sorted by code.
    Admin1,
    /// The second-order units: their places (`u32`), sorted by code.
    Admin2,
    /// Countries: code (2 bytes), zero (2 bytes), place (`u32`), sorted by code.
    Countries,
    /// Where the places of each square degree begin in `Grid` (`u32`).
    Cells,
    /// Places by square degree (`u32`).
    Grid,
    /// Codes of administrative units ("SY.13"): string offset, place (`u32`s).
    AdminCodes,
    /// Footprints that curated places spell out ("countries:EG,IL"): place,
    /// string offset (`u32`s), sorted by place.
    Footprints,
    /// What must be said of a place wherever it is shown ("claimed by …"):
    /// place, string offset (`u32`s), sorted by place.
    Notes,
}

/// How many sections there are.
pub const SECTIONS: usize = 14;

/// Before the sections.
#[derive(Clone, Copy, Debug, FromBytes, Immutable, IntoBytes, KnownLayout)]
#[repr(C)]
pub struct Header {
    /// [`MAGIC`].
    pub magic: [u8; 8],
    /// [`VERSION`].
    pub version: le::U32,
    /// Zero.
    pub reserved: le::U32,
    /// Where each section lies.
    pub sections: [Extent; SECTIONS],
}

/// Where a section lies in the file.
#[derive(Clone, Copy, Debug, Default, FromBytes, Immutable, IntoBytes, KnownLayout)]
#[repr(C)]
pub struct Extent {
    /// First byte.
    pub start: le::U64,
    /// Length in bytes.
    pub len: le::U64,
}

/// A place, as it lies in the file.
#[derive(Clone, Copy, Debug, Default, FromBytes, Immutable, IntoBytes, KnownLayout)]
#[repr(C)]
pub struct PlaceRecord {
    /// Latitude in millionths of a degree.
    pub lat_e6: le::I32,
    /// Longitude in millionths of a degree.
    pub lon_e6: le::I32,
    /// The number of its id; for curated places the string offset of its slug.
    pub number: le::U32,
    /// String offset of its name.
    pub name: le::U32,
    /// Offset into `Languages`, or `u32::MAX`.
    pub languages: le::U32,
    /// Inhabitants, 0 where unknown or meaningless.
    pub population: le::U32,
    /// Its first-order unit: index into `Admin1` plus one, or 0.
    pub admin1: le::U16,
    /// Its second-order unit: index into `Admin2` plus one, or 0.
    pub admin2: le::U16,
    /// Half its extent in kilometres, 0 where it is a point.
    pub extent_km: le::U16,
    /// Index into `Codes`.
    pub code: le::U16,
    /// ISO 3166-1 alpha-2 country code, zeros if it lies in none or many.
    pub country: [u8; 2],
    /// Which scheme its id is of: [`SCHEME_GEONAMES`] …
    pub scheme: u8,
    /// Its [`super::Kind`].
    pub kind: u8,
    /// How much it is spoken of: ten times a logarithm, see the builder.
    pub importance: u8,
    /// Zero.
    pub reserved: u8,
}

/// `geonames:`
pub const SCHEME_GEONAMES: u8 = 0;
/// `curated:`
pub const SCHEME_CURATED: u8 = 1;
/// `naturalearth:`
pub const SCHEME_NATURAL_EARTH: u8 = 2;

/// A value of the names' map: one place and the kind of the name, or, with the
/// top bit set, the offset of a list in `Postings`.
pub const MANY: u64 = 1 << 63;
