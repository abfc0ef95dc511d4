//! Where do time zones meet?
//!
//! The package geo-tz holds the time zones of the world as OpenStreetMap outlines
//! them, cut into the cells of a quadtree: an index in JSON, and for each cell a
//! Geobuf (<https://github.com/mapbox/geobuf>) with the zones' polygons.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{Read, Seek, SeekFrom},
    path::Path,
};

use geo::{Coord, LineString};
use prost::Message;
use serde_json::Value;

use super::{Error, sources::Sources};

/// A vertex in millionths of a degree: exact, so that neighbours' vertices are equal.
type Vertex = (i64, i64);

/// The part of a quadtree cell's name that means north-east, north-west,
/// south-west, south-east.
const QUADRANTS: [&str; 4] = ["a", "b", "c", "d"];

/// The line along which the zones `one` and `other` meet, within the box
/// `west, south, east, north`, in one piece from north to south.
///
/// # Errors
///
/// If the package is not there, or the zones do not meet in one line there.
pub(super) fn shared_edge(
    sources: &Sources,
    (one, other): (&str, &str),
    within: [f64; 4],
) -> Result<LineString<f64>, Error> {
    let index =
        sources.file("npm:geo-tz", "package/data/timezones.geojson.index.json")?;
    let cells = sources.file("npm:geo-tz", "package/data/timezones.geojson.geo.dat")?;
    let fault = |reason: String| Error::Contents { what: "geo-tz".into(), reason };
    let text =
        fs::read(&index).map_err(|fault| Error::Read { path: index.clone(), fault })?;
    let tree: Value =
        serde_json::from_slice(&text).map_err(|e| fault(format!("index: {e}")))?;
    let mut places = Vec::new();
    let world = [-179.9999, -89.9999, 179.9999, 89.9999];
    find_cells(&tree["lookup"], world, within, &mut places);
    let mut edges = BTreeSet::new();
    for (offset, length) in places {
        let bytes = slice(&cells, offset, length)
            .map_err(|fault| Error::Read { path: cells.clone(), fault })?;
        let data = Data::decode(&*bytes).map_err(|e| fault(format!("cell: {e}")))?;
        let (ours, theirs) = (data.edges_of(one), data.edges_of(other));
        // Rings run the same way round, so what they share they walk against
        // each other.
        edges.extend(ours.into_iter().filter(|(a, b)| theirs.contains(&(*b, *a))));
    }
    let line = chain(&edges)
        .ok_or_else(|| fault(format!("{one} and {other} do not meet in one line")))?;
    Ok(line.into_iter().map(|(x, y)| Coord { x: degrees(x), y: degrees(y) }).collect())
}

fn degrees(millionths: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "at most 180 million")]
    let millionths = millionths as f64;
    millionths / 1e6
}

/// The places in the data file of the cells that touch the box `within`.
fn find_cells(
    node: &Value,
    cell: [f64; 4],
    within: [f64; 4],
    found: &mut Vec<(u64, u64)>,
) {
    let [west, south, east, north] = cell;
    if within[2] < west || east < within[0] || within[3] < south || north < within[1] {
        return;
    }
    if let (Some(offset), Some(length)) = (node["pos"].as_u64(), node["len"].as_u64()) {
        found.push((offset, length));
        return;
    }
    let (x, y) = (f64::midpoint(west, east), f64::midpoint(south, north));
    let quarters = [
        [x, y, east, north],
        [west, y, x, north],
        [west, south, x, y],
        [x, south, east, y],
    ];
    for (name, quarter) in QUADRANTS.iter().zip(quarters) {
        find_cells(&node[*name], quarter, within, found);
    }
}

fn slice(path: &Path, offset: u64, length: u64) -> std::io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(offset))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The edges as one line from north to south, or `None` if they make no line.
fn chain(edges: &BTreeSet<(Vertex, Vertex)>) -> Option<Vec<Vertex>> {
    let next: BTreeMap<Vertex, Vertex> = edges.iter().copied().collect();
    let ends: BTreeSet<Vertex> = edges.iter().map(|edge| edge.1).collect();
    let mut starts = next.keys().filter(|vertex| !ends.contains(*vertex));
    let (first, None) = (starts.next()?, starts.next()) else { return None };
    let mut line = vec![*first];
    while let Some(vertex) = line.last().and_then(|last| next.get(last)) {
        line.push(*vertex);
    }
    if line.len() != edges.len() + 1 {
        return None;
    }
    if line.first()?.1 < line.last()?.1 {
        line.reverse();
    }
    Some(line)
}

/// The root of a Geobuf, so far as cells use it.
#[derive(Message)]
struct Data {
    #[prost(string, repeated, tag = "1")]
    keys: Vec<String>,
    #[prost(message, optional, tag = "4")]
    collection: Option<Features>,
}

#[derive(Message)]
struct Features {
    #[prost(message, repeated, tag = "1")]
    features: Vec<Feature>,
}

#[derive(Message)]
struct Feature {
    #[prost(message, optional, tag = "1")]
    geometry: Option<Polygons>,
    #[prost(message, repeated, tag = "13")]
    values: Vec<Text>,
}

#[derive(Message)]
struct Text {
    #[prost(string, optional, tag = "1")]
    text: Option<String>,
}

/// A polygon or several, as differences between vertices.
#[derive(Message)]
struct Polygons {
    #[prost(uint32, tag = "1")]
    kind: u32,
    #[prost(uint32, repeated, tag = "2")]
    lengths: Vec<u32>,
    #[prost(sint64, repeated, tag = "3")]
    coords: Vec<i64>,
}

/// The number that Geobuf gives to the kind `MultiPolygon`.
const MULTI_POLYGON: u32 = 5;

impl Data {
    /// The directed edges of the rings of the zone `name`.
    fn edges_of(&self, name: &str) -> BTreeSet<(Vertex, Vertex)> {
        let features = self.collection.iter().flat_map(|all| &all.features);
        let named = features.filter(|feature| {
            feature.values.iter().any(|value| value.text.as_deref() == Some(name))
        });
        let rings = named
            .filter_map(|feature| feature.geometry.as_ref())
            .flat_map(Polygons::rings);
        rings
            .flat_map(|ring| {
                let next = ring.iter().copied().cycle().skip(1);
                ring.iter().copied().zip(next).collect::<Vec<_>>()
            })
            .collect()
    }
}

impl Polygons {
    /// The rings, without their last vertex, which is the first.
    fn rings(&self) -> Vec<Vec<Vertex>> {
        let whole = [u32::try_from(self.coords.len() / 2).unwrap_or(u32::MAX)];
        let lengths: Vec<u32> = match (self.lengths.as_slice(), self.kind) {
            ([], _) => whole.to_vec(),
            // The number of polygons, then for each the number of rings and lengths.
            ([_, rest @ ..], MULTI_POLYGON) => {
                let (mut rest, mut lengths) = (rest, Vec::new());
                while let [rings, after @ ..] = rest {
                    let (these, after) =
                        after.split_at((*rings as usize).min(after.len()));
                    lengths.extend(these);
                    rest = after;
                }
                lengths
            }
            (lengths, _) => lengths.to_vec(),
        };
        let mut deltas = self.coords.chunks_exact(2);
        let ring = |length: u32| {
            let (mut x, mut y) = (0, 0);
            let steps = deltas.by_ref().take(length as usize);
            steps
                .map(|step| {
                    (x, y) = (x + step[0], y + step[1]);
                    (x, y)
                })
                .collect()
        };
        lengths.into_iter().map(ring).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_rings_that_share_a_line_give_it_from_north_to_south() {
        let edges =
            BTreeSet::from([((0, 1), (0, 2)), ((0, 0), (0, 1)), ((0, 2), (1, 3))]);
        assert_eq!(chain(&edges), Some(vec![(1, 3), (0, 2), (0, 1), (0, 0)]));
        let apart = BTreeSet::from([((0, 1), (0, 2)), ((5, 0), (5, 1))]);
        assert_eq!(chain(&apart), None, "two lines are not one");
    }

    #[test]
    fn rings_of_several_polygons_start_anew() {
        let polygons = Polygons {
            kind: MULTI_POLYGON,
            lengths: vec![2, 1, 3, 1, 3],
            coords: vec![1, 1, 1, 0, 0, 1, 9, 9, 1, 0, 0, 1],
        };
        let rings = polygons.rings();
        assert_eq!(
            rings,
            [vec![(1, 1), (2, 1), (2, 2)], vec![(9, 9), (10, 9), (10, 10)]]
        );
    }
}
