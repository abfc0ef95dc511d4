//! Where do states say that their border runs, other than where it is kept?
//!
//! Natural Earth's claim lines, from the `GeoPackage` that QGIS ships: SQLite with
//! geometries as well-known binary.

use std::path::Path;

use geo::{Coord, LineString, MultiLineString};
use rusqlite::{Connection, OpenFlags};

use super::{Error, sources::Sources};

/// A line that a state claims as its border.
#[derive(Debug)]
pub(super) struct Claim {
    /// Whose: "Syrian claim".
    pub(super) name: String,
    /// Where.
    pub(super) lines: MultiLineString<f64>,
}

impl Claim {
    /// Its lines end to end, or `None` if they do not meet.
    pub(super) fn chained(&self) -> Option<LineString<f64>> {
        let mut rest: Vec<Vec<Coord<f64>>> =
            self.lines.iter().map(|line| line.0.clone()).collect();
        let mut chain = rest.pop()?;
        while !rest.is_empty() {
            let (first, last) = (*chain.first()?, *chain.last()?);
            let meets = |line: &Vec<Coord<f64>>| {
                let ends = [line.first(), line.last()];
                ends.contains(&Some(&first)) || ends.contains(&Some(&last))
            };
            let mut next = rest.remove(rest.iter().position(meets)?);
            if [next.first(), next.last()].contains(&Some(&first)) {
                chain.reverse();
            }
            if next.last() == chain.last() {
                next.reverse();
            }
            chain.extend(next.into_iter().skip(1));
        }
        Some(LineString(chain))
    }
}

/// The lines that states claim today. What the file says of the war over Nagorno
/// Karabakh (a ceasefire line of 1994, an oblast of 1991) is past and left out.
pub(super) fn claims(sources: &Sources) -> Result<Vec<Claim>, Error> {
    let name = "usr/share/qgis/resources/data/world_map.gpkg";
    let path = sources.file("debian:qgis-common", name)?;
    let fault = |reason: String| Error::Contents { what: name.into(), reason };
    let rows = rows(&path).map_err(|e| fault(e.to_string()))?;
    let claims = rows.into_iter().map(|(name, blob)| {
        let lines = multi_line(&blob)
            .ok_or_else(|| fault(format!("the geometry of {name} is no lines")))?;
        Ok(Claim { name, lines })
    });
    claims.collect()
}

fn rows(path: &Path) -> rusqlite::Result<Vec<(String, Vec<u8>)>> {
    let file = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut query = file.prepare(
        "SELECT name, geom FROM disputed_borders WHERE name LIKE '% claim' ORDER BY fid",
    )?;
    query.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// The lines of a `GeoPackage` geometry, all little-endian.
fn multi_line(blob: &[u8]) -> Option<MultiLineString<f64>> {
    // Magic, version, flags (bits 1 to 3 say how big the envelope is), projection.
    let envelope = match (blob.get(3)? >> 1) & 7 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return None,
    };
    let mut rest = blob.get(8 + envelope..)?;
    let count = header(&mut rest, 5)?;
    let mut lines = Vec::new();
    for _ in 0..count {
        let vertices = header(&mut rest, 2)?;
        let line: Option<LineString<f64>> = (0..vertices)
            .map(|_| Some(Coord { x: number(&mut rest)?, y: number(&mut rest)? }))
            .collect();
        lines.push(line?);
    }
    Some(MultiLineString(lines))
}

/// The count that follows byte order and `kind`.
fn header(rest: &mut &[u8], kind: u32) -> Option<u32> {
    let (order, after) = rest.split_first()?;
    let (found, after) = after.split_first_chunk()?;
    let (count, after) = after.split_first_chunk()?;
    *rest = after;
    (*order == 1 && u32::from_le_bytes(*found) == kind)
        .then_some(u32::from_le_bytes(*count))
}

fn number(rest: &mut &[u8]) -> Option<f64> {
    let (number, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(f64::from_le_bytes(*number))
}
