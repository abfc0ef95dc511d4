//! Outlines as the bytes that [`crate::gazetteer::footprints`] reads.

use geo::{BoundingRect, MultiPolygon};

use crate::{
    build::topology::{GRID, Topology, Vertex},
    gazetteer::{
        PlaceId,
        footprints::{MAGIC, Rank, VERSION},
    },
};

/// The outline of a place.
#[derive(Debug)]
pub(super) struct Outline {
    /// Whose.
    pub(super) id: PlaceId,
    /// What sort of place it is.
    pub(super) rank: Rank,
    /// Where.
    pub(super) polygons: MultiPolygon<f64>,
}

/// The file of these outlines. Those that vanish on the grid are left out.
pub(super) fn file(mut outlines: Vec<Outline>) -> Vec<u8> {
    outlines.sort_by(|one, other| one.id.cmp(&other.id));
    let areas: Vec<_> = outlines.iter().map(|outline| outline.polygons.clone()).collect();
    let topology = Topology::of(&areas);
    let (mut arc_places, mut arcs) = (Vec::new(), Vec::new());
    for arc in &topology.arcs {
        arc_places.extend(place_in(&arcs));
        push_arc(&mut arcs, &arc.vertices);
    }
    let (mut places, mut keys, mut shapes) = (Vec::new(), Vec::new(), Vec::new());
    let mut count: u32 = 0;
    for (outline, polygons) in outlines.iter().zip(&topology.areas) {
        let Some(bounds) = outline.polygons.bounding_rect() else { continue };
        count += 1;
        let key = outline.id.as_str().as_bytes();
        places.extend(place_in(&keys));
        places.extend(u16::try_from(key.len()).expect("ids are short").to_le_bytes());
        places.extend((outline.rank as u16).to_le_bytes());
        let (low, high) = (bounds.min(), bounds.max());
        for degrees in [low.x, low.y, high.x, high.y] {
            places.extend(on_grid(degrees).to_le_bytes());
        }
        places.extend(place_in(&shapes));
        keys.extend(key);
        push(&mut shapes, polygons.len());
        for rings in polygons {
            push(&mut shapes, rings.len());
            for ring in rings {
                push(&mut shapes, ring.len());
                for walk in ring {
                    push(&mut shapes, 2 * walk.arc + usize::from(walk.backwards));
                }
            }
        }
    }
    let mut bytes = MAGIC.to_vec();
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.extend(u32::try_from(topology.arcs.len()).expect("few arcs").to_le_bytes());
    for part in [&keys, &shapes, &arcs] {
        bytes.extend(place_in(part));
    }
    for part in [places, arc_places, keys, shapes, arcs] {
        bytes.extend(part);
    }
    bytes
}

/// The place of what will be added next.
fn place_in(part: &[u8]) -> [u8; 4] {
    u32::try_from(part.len()).expect("the file is far below 4 GiB").to_le_bytes()
}

fn push_arc(arcs: &mut Vec<u8>, vertices: &[Vertex]) {
    push(arcs, vertices.len());
    let mut before = (0, 0);
    for vertex in vertices {
        for step in [vertex.0 - before.0, vertex.1 - before.1] {
            let zigzag = (step << 1) ^ (step >> 31);
            push(arcs, zigzag.cast_unsigned() as usize);
        }
        before = *vertex;
    }
}

/// Adds a number, seven bits a byte, the least first.
fn push(part: &mut Vec<u8>, number: usize) {
    let mut number = number;
    while 0x80 <= number {
        part.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    part.push((number & 0x7F) as u8);
}

#[expect(clippy::cast_possible_truncation, reason = "180 degrees are 18 million steps")]
fn on_grid(degrees: f64) -> i32 {
    (degrees * GRID).round() as i32
}
