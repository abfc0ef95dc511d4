//! Does an outline cross or touch itself?
//!
//! On the grid, so that the answer is exact. (`geo`'s validation compares each edge
//! with each other and each polygon with each other: hours for the whole world.)

use std::collections::BTreeSet;

use rstar::{AABB, RTree, RTreeObject};

use crate::build::topology::Vertex;

/// An edge of a ring.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Edge {
    ring: usize,
    /// Its number in the ring, and how many there are.
    at: usize,
    of: usize,
    start: Vertex,
    end: Vertex,
    /// The arc that it is of.
    arc: usize,
}

impl RTreeObject for Edge {
    type Envelope = AABB<[i32; 2]>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners([self.start.0, self.start.1], [self.end.0, self.end.1])
    }
}

/// The arcs where a ring crosses or touches itself, crosses another or runs along
/// it, or has vanished; none if all is well. Two rings may meet in a vertex.
///
/// A ring is its vertices, each with the arc that goes on from there.
pub(super) fn faults(rings: &[Vec<(Vertex, usize)>]) -> BTreeSet<usize> {
    let mut edges = Vec::new();
    let mut faulty = BTreeSet::new();
    for (number, ring) in rings.iter().enumerate() {
        if ring.len() < 3 {
            faulty.extend(ring.iter().map(|(_, arc)| *arc));
        }
        for (at, (start, arc)) in ring.iter().copied().enumerate() {
            let (end, _) = ring[(at + 1) % ring.len()];
            edges.push(Edge { ring: number, at, of: ring.len(), start, end, arc });
        }
    }
    let tree = RTree::bulk_load(edges.clone());
    for edge in &edges {
        for other in tree.locate_in_envelope_intersecting(edge.envelope()) {
            if edge != other && !may_meet(edge, other) {
                faulty.extend([edge.arc, other.arc]);
            }
        }
    }
    faulty
}

/// Whether two edges are apart, or meet as edges may.
fn may_meet(one: &Edge, other: &Edge) -> bool {
    let turn = |a: Vertex, b: Vertex, c: Vertex| {
        let (abx, aby) = (i64::from(b.0 - a.0), i64::from(b.1 - a.1));
        let (acx, acy) = (i64::from(c.0 - a.0), i64::from(c.1 - a.1));
        (abx * acy - aby * acx).signum()
    };
    let (a, b, c, d) = (one.start, one.end, other.start, other.end);
    let sides = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
    let apart = |p: i64, q: i64| p * q > 0;
    if apart(sides[0], sides[1]) || apart(sides[2], sides[3]) {
        return true;
    }
    let along = sides == [0; 4];
    if along && !overlap(one, other) {
        return true;
    }
    let shared = [a, b].iter().filter(|vertex| [c, d].contains(vertex)).count();
    let next = (one.at + 1) % one.of == other.at || (other.at + 1) % other.of == one.at;
    let may_touch = one.ring != other.ring || next;
    may_touch && shared == 1 && !(along && runs_along(one, other))
}

/// Whether two edges on one line have a point in common.
fn overlap(one: &Edge, other: &Edge) -> bool {
    let span = |p: i32, q: i32| (p.min(q), p.max(q));
    let meet = |(a, b): (i32, i32), (c, d): (i32, i32)| a.max(c) <= b.min(d);
    meet(span(one.start.0, one.end.0), span(other.start.0, other.end.0))
        && meet(span(one.start.1, one.end.1), span(other.start.1, other.end.1))
}

/// Whether two edges on one line have more than a point in common.
fn runs_along(one: &Edge, other: &Edge) -> bool {
    let span = |p: i32, q: i32| (p.min(q), p.max(q));
    let length = |(a, b): (i32, i32), (c, d): (i32, i32)| b.min(d) - a.max(c);
    let x = length(span(one.start.0, one.end.0), span(other.start.0, other.end.0));
    let y = length(span(one.start.1, one.end.1), span(other.start.1, other.end.1));
    0 < x || 0 < y
}

#[cfg(test)]
mod tests {
    use super::{Vertex, faults};

    /// Whether rings are simple; each ring is an arc of its own.
    fn is_simple(rings: &[Vec<Vertex>]) -> bool {
        let numbered = rings
            .iter()
            .enumerate()
            .map(|(arc, ring)| ring.iter().map(|vertex| (*vertex, arc)).collect());
        faults(&numbered.collect::<Vec<_>>()).is_empty()
    }

    #[test]
    fn a_square_is_simple_and_a_bow_is_not() {
        assert!(is_simple(&[vec![(0, 0), (9, 0), (9, 9), (0, 9)]]));
        assert!(!is_simple(&[vec![(0, 0), (9, 9), (9, 0), (0, 9)]]));
    }

    #[test]
    fn a_ring_may_not_touch_itself_but_may_touch_another() {
        let pinched = vec![(0, 0), (4, 4), (8, 0), (8, 8), (4, 4), (0, 8)];
        assert!(!is_simple(&[pinched]));
        let shell = vec![(0, 0), (9, 0), (9, 9), (0, 9)];
        assert!(is_simple(&[shell.clone(), vec![(0, 0), (5, 3), (3, 5)]]));
        assert!(!is_simple(&[shell.clone(), vec![(0, 0), (9, 0), (3, 5)]]), "along");
        assert!(!is_simple(&[shell, vec![(3, 3), (12, 3), (3, 5)]]), "across");
    }

    #[test]
    fn a_spike_is_not_simple() {
        assert!(!is_simple(&[vec![(0, 0), (9, 0), (5, 0), (5, 5)]]));
        assert!(is_simple(&[vec![(0, 0), (5, 0), (9, 0), (5, 5)]]), "straight on");
    }
}
