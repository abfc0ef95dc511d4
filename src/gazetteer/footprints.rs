//! Where is a country, a province, a lake: which stretch of the earth?
//!
//! `footprints.bin` holds the outlines of places as arcs, each stored once though
//! two neighbours share it. The file is mapped, not read: opening costs nothing,
//! and only the outlines that are asked for are decoded.
//!
//! The layout, all numbers little-endian:
//!
//! ```text
//! magic       8 bytes "DLFOOTPR", version u32
//! counts      places u32, arcs u32, then the bytes of keys, shapes, arcs: 3 × u32
//! places      sorted by key: key's place u32, its length u16, rank u16,
//!             west, south, east, north i32 (1e-5 degrees), shape's place u32
//! arc places  arcs × u32
//! keys        the ids as text
//! shapes      varints: polygons; for each its rings; for each its walks, and each
//!             walk as 2 × arc + (1 if backwards)
//! arcs        varints: vertices; the first vertex, then differences (zigzag)
//! ```

use std::{fs::File, path::Path};

use geo::{Contains, Coord, LineString, MultiPolygon, Point, Polygon, Rect};
use memmap2::Mmap;

use super::{Error, PlaceId};

/// How the file begins.
pub const MAGIC: &[u8; 8] = b"DLFOOTPR";
/// The version of the layout.
pub const VERSION: u32 = 1;
/// Steps of the grid in a degree.
pub const GRID: f64 = 1e5;
/// Bytes before the places.
const HEADER: usize = 32;
/// Bytes of a place in the table.
const PLACE: usize = 28;

/// The outlines of places.
#[derive(Debug)]
pub struct Footprints {
    bytes: Mmap,
    places: usize,
    /// Where the parts of the file begin.
    arc_places: usize,
    keys: usize,
    shapes: usize,
    arcs: usize,
}

/// What sort of place an outline is of. The lesser contains the greater.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[repr(u16)]
pub enum Rank {
    /// A country, or a region that is part of none.
    Country = 0,
    /// A first-order unit of a country.
    Admin1 = 1,
    /// A second-order unit.
    Admin2 = 2,
    /// A lake.
    Lake = 3,
}

impl Footprints {
    /// The outlines in the file `path`.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or is no file of outlines of this version.
    pub fn open(path: &Path) -> Result<Footprints, Error> {
        let read_fault = |fault| Error::Read { path: path.to_owned(), fault };
        let file = File::open(path).map_err(read_fault)?;
        #[expect(
            unsafe_code,
            reason = "the builder replaces the file and never changes it in place"
        )]
        // SAFETY: see the reason above; every access is checked.
        let bytes = unsafe { Mmap::map(&file) }.map_err(read_fault)?;
        Footprints::of(bytes).map_err(|found| Error::Format {
            path: path.to_owned(),
            expected: format!("a file of footprints of version {VERSION}"),
            found,
            remedy: "make it anew with `dateline footprints build`",
        })
    }

    /// The outlines in `bytes`, or what they are instead.
    fn of(bytes: Mmap) -> Result<Footprints, String> {
        if !bytes.starts_with(MAGIC) {
            return Err("another sort of file".into());
        }
        let number = |at: usize| u32_at(&bytes, at).ok_or("a file cut short");
        let version = number(8)?;
        if version != VERSION {
            return Err(format!("version {version}"));
        }
        let [places, arcs, key_bytes, shape_bytes, arc_bytes] =
            [number(12)?, number(16)?, number(20)?, number(24)?, number(28)?]
                .map(|number| number as usize);
        let arc_places = HEADER + PLACE * places;
        let keys = arc_places + 4 * arcs;
        let shapes = keys + key_bytes;
        let end = shapes + shape_bytes + arc_bytes;
        if bytes.len() != end {
            return Err(format!("{} bytes in place of {end}", bytes.len()));
        }
        let arcs = shapes + shape_bytes;
        Ok(Footprints { bytes, places, arc_places, keys, shapes, arcs })
    }

    /// How many places have an outline.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places
    }

    /// Whether none has.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places == 0
    }

    /// The places that have an outline, in the order of their ids.
    pub fn ids(&self) -> impl Iterator<Item = PlaceId> {
        (0..self.places).filter_map(|at| PlaceId::parse(self.row(at)?.key))
    }

    /// The outline of a place, or `None` if the file has none.
    #[must_use]
    pub fn get(&self, id: &PlaceId) -> Option<MultiPolygon<f64>> {
        self.polygons(self.find(id)?.shape)
    }

    /// The box around a place. What crosses the 180th meridian (Fiji, Russia) has a
    /// box around the world.
    #[must_use]
    pub fn bbox(&self, id: &PlaceId) -> Option<Rect<f64>> {
        let [west, south, east, north] = self.find(id)?.bounds.map(degrees);
        Some(Rect::new(Coord { x: west, y: south }, Coord { x: east, y: north }))
    }

    /// The places that a point lies in: countries first, then their units, then
    /// lakes.
    #[must_use]
    pub fn containing(&self, point: Point<f64>) -> Vec<PlaceId> {
        let mut found: Vec<(u16, PlaceId)> = (0..self.places)
            .filter_map(|at| {
                let row = self.row(at)?;
                let [west, south, east, north] = row.bounds.map(degrees);
                let near = (west..=east).contains(&point.x())
                    && (south..=north).contains(&point.y());
                let inside = near && self.polygons(row.shape)?.contains(&point);
                inside.then(|| Some((row.rank, PlaceId::parse(row.key)?)))?
            })
            .collect();
        found.sort();
        found.into_iter().map(|(_, id)| id).collect()
    }

    fn find(&self, id: &PlaceId) -> Option<Row<'_>> {
        let (mut low, mut high) = (0, self.places);
        while low < high {
            let middle = usize::midpoint(low, high);
            let row = self.row(middle)?;
            match row.key.cmp(id.as_str()) {
                std::cmp::Ordering::Equal => return Some(row),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn row(&self, at: usize) -> Option<Row<'_>> {
        let row = self.bytes.get(HEADER + PLACE * at..)?.get(..PLACE)?;
        let key = self.keys + u32_at(row, 0)? as usize;
        let length = usize::from(u16_at(row, 4)?);
        let bound = |at| u32_at(row, at).map(u32::cast_signed);
        Some(Row {
            key: std::str::from_utf8(self.bytes.get(key..key + length)?).ok()?,
            rank: u16_at(row, 6)?,
            bounds: [bound(8)?, bound(12)?, bound(16)?, bound(20)?],
            shape: u32_at(row, 24)? as usize,
        })
    }

    fn polygons(&self, shape: usize) -> Option<MultiPolygon<f64>> {
        let mut rest = self.bytes.get(self.shapes + shape..self.arcs)?;
        let polygons = varint(&mut rest)?;
        (0..polygons)
            .map(|_| {
                let rings = varint(&mut rest)?;
                let exterior = self.ring(&mut rest)?;
                let holes =
                    (1..rings).map(|_| self.ring(&mut rest)).collect::<Option<_>>();
                Some(Polygon::new(exterior, holes?))
            })
            .collect()
    }

    /// The next ring of a shape.
    fn ring(&self, rest: &mut &[u8]) -> Option<LineString<f64>> {
        let mut vertices: Vec<Coord<f64>> = Vec::new();
        for _ in 0..varint(rest)? {
            let walk = varint(rest)?;
            // The last vertex of an arc is the first of the next.
            vertices.pop();
            let start = vertices.len();
            self.arc(usize::try_from(walk >> 1).ok()?, &mut vertices)?;
            if walk & 1 == 1 {
                vertices[start..].reverse();
            }
        }
        Some(LineString(vertices))
    }

    /// Adds the vertices of an arc.
    fn arc(&self, arc: usize, vertices: &mut Vec<Coord<f64>>) -> Option<()> {
        let place = u32_at(&self.bytes, self.arc_places + 4 * arc)? as usize;
        let mut rest = self.bytes.get(self.arcs + place..)?;
        let (mut x, mut y) = (0, 0);
        for _ in 0..varint(&mut rest)? {
            x += zigzag(varint(&mut rest)?);
            y += zigzag(varint(&mut rest)?);
            vertices.push(Coord { x: degrees(x), y: degrees(y) });
        }
        Some(())
    }
}

/// A place in the table.
struct Row<'b> {
    key: &'b str,
    rank: u16,
    bounds: [i32; 4],
    shape: usize,
}

fn degrees(steps: i32) -> f64 {
    f64::from(steps) / GRID
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// The number that seven bits a byte spell, the least first.
fn varint(rest: &mut &[u8]) -> Option<u32> {
    let mut number: u32 = 0;
    for shift in (0..32).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        number |= u32::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// The signed number that alternates with its opposite: 0, -1, 1, -2, 2 …
fn zigzag(number: u32) -> i32 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn varints_and_zigzags_are_read() {
        let mut rest: &[u8] = &[0xAC, 0x02, 0x01];
        assert_eq!(varint(&mut rest), Some(300));
        assert_eq!(varint(&mut rest), Some(1));
        assert_eq!(varint(&mut rest), None, "nothing is left");
        assert_eq!([0, 1, 2, 3, u32::MAX].map(zigzag), [0, -1, 1, -2, i32::MIN]);
    }

    #[test]
    fn another_file_is_refused_with_a_reason() {
        let folder = tempfile::tempdir().unwrap();
        let said = |bytes: &[u8]| {
            let path = folder.path().join("footprints.bin");
            std::fs::write(&path, bytes).unwrap();
            Footprints::open(&path).unwrap_err().to_string()
        };
        assert!(said(b"PMTiles and more than that").contains("another sort of file"));
        let mut old = MAGIC.to_vec();
        old.extend([9, 0, 0, 0]);
        assert!(said(&old).contains("version 9"));
        old[8] = 1;
        assert!(said(&old).contains("cut short"));
        let nowhere = Footprints::open(Path::new("no/such/file")).unwrap_err();
        assert!(nowhere.to_string().contains("no/such/file"));
    }
}
