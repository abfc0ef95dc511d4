//! Which lines do neighbouring areas share?
//!
//! Areas are cut into arcs: stretches of outline between the points where three or
//! more outlines meet. An arc that two areas share exists once, so whatever is done
//! to it (simplifying, writing) is done to both, and they still fit together.

use std::collections::{BTreeMap, HashMap};

use geo::{Area, BoundingRect, Contains, Coord, InteriorPoint, LineString, MultiPolygon};

/// A vertex on a grid of 1e-5 degrees, about a metre.
pub(super) type Vertex = (i32, i32);

/// Grid steps in a degree: those of the file that is written.
pub(super) use crate::gazetteer::footprints::GRID;

/// Areas as arcs.
#[derive(Debug, Default)]
pub(super) struct Topology {
    /// The arcs, in the order in which the areas first walk them.
    pub(super) arcs: Vec<Arc>,
    /// For each area its polygons, each of rings (the outer first).
    pub(super) areas: Vec<Vec<Vec<Ring>>>,
}

/// A stretch of outline. Closed if it is a whole ring: then its first vertex is
/// also its last.
#[derive(Debug)]
pub(super) struct Arc {
    /// Its vertices.
    pub(super) vertices: Vec<Vertex>,
    /// The areas that have it as an edge: one, or two neighbours.
    pub(super) areas: Vec<usize>,
}

/// A ring as the arcs that it walks.
pub(super) type Ring = Vec<Walk>;

/// An arc as a ring walks it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Walk {
    /// Its place among the arcs.
    pub(super) arc: usize,
    /// Whether from its end to its start.
    pub(super) backwards: bool,
}

impl Topology {
    /// The arcs of `areas`. Rings that vanish on the grid are left out.
    pub(super) fn of(areas: &[MultiPolygon<f64>]) -> Topology {
        let rings: Vec<Vec<Vec<Vec<Vertex>>>> = areas.iter().map(snapped).collect();
        let junctions = Junctions::of(rings.iter().flatten().flatten());
        let mut topology = Topology::default();
        let mut known: HashMap<Vec<Vertex>, usize> = HashMap::new();
        for (area, polygons) in rings.iter().enumerate() {
            let mut walked = Vec::new();
            for polygon in polygons {
                let rings = polygon.iter().map(|ring| {
                    let pieces = junctions.cut(ring).into_iter();
                    pieces.map(|piece| topology.walk(piece, area, &mut known)).collect()
                });
                walked.push(rings.collect());
            }
            topology.areas.push(walked);
        }
        topology
    }

    /// How `area` walks the arc of these vertices, which is added if it is new.
    fn walk(
        &mut self,
        vertices: Vec<Vertex>,
        area: usize,
        known: &mut HashMap<Vec<Vertex>, usize>,
    ) -> Walk {
        let mut reversed = vertices.clone();
        reversed.reverse();
        let backwards = reversed < vertices;
        let vertices = if backwards { reversed } else { vertices };
        let arc = *known.entry(vertices).or_insert_with_key(|vertices| {
            self.arcs.push(Arc { vertices: vertices.clone(), areas: Vec::new() });
            self.arcs.len() - 1
        });
        let areas = &mut self.arcs[arc].areas;
        if areas.last() != Some(&area) {
            areas.push(area);
        }
        Walk { arc, backwards }
    }

    /// The vertices of a ring; the first is not repeated at the end.
    pub(super) fn vertices(&self, ring: &[Walk]) -> Vec<Vertex> {
        let mut vertices: Vec<Vertex> = Vec::new();
        for walk in ring {
            let arc = &self.arcs[walk.arc].vertices;
            // The last vertex of an arc is the first of the next.
            if walk.backwards {
                vertices.extend(arc.iter().rev().take(arc.len() - 1));
            } else {
                vertices.extend(arc.iter().take(arc.len() - 1));
            }
        }
        vertices
    }

    /// The polygons of an area, in degrees. Rings of fewer than three vertices are
    /// left out, with their polygon if they are its outline.
    pub(super) fn polygons(&self, area: usize) -> MultiPolygon<f64> {
        let polygon = |rings: &Vec<Ring>| {
            let mut rings = rings.iter().map(|ring| self.vertices(ring));
            let exterior = rings.next().filter(|ring| 3 <= ring.len())?;
            let holes = rings.filter(|ring| 3 <= ring.len());
            Some(geo::Polygon::new(
                line(&exterior),
                holes.map(|ring| line(&ring)).collect(),
            ))
        };
        self.areas[area].iter().filter_map(polygon).collect()
    }

    /// The areas of each group joined: what lies between them falls away.
    ///
    /// Along an arc that two of a group walk, they walk against each other, since
    /// every outline has its area on the left. What is left of a group's walks is
    /// its outline. Rings that touch themselves come apart where they do.
    pub(super) fn joined(&self, groups: &[Vec<usize>]) -> Vec<MultiPolygon<f64>> {
        let rings = groups.iter().map(|group| self.rings_around(group));
        rings.map(polygons_of).collect()
    }

    /// The rings around the areas of a group, each with its area on the left.
    fn rings_around(&self, group: &[usize]) -> Vec<Vec<Vertex>> {
        let mut net: BTreeMap<usize, i32> = BTreeMap::new();
        for walk in
            group.iter().flat_map(|area| self.areas[*area].iter().flatten().flatten())
        {
            *net.entry(walk.arc).or_default() += if walk.backwards { -1 } else { 1 };
        }
        let mut from: BTreeMap<Vertex, Vec<Walk>> = BTreeMap::new();
        for (arc, times) in net {
            let walk = Walk { arc, backwards: times < 0 };
            let start = self.ends(walk).0;
            from.entry(start).or_default().extend((0..times.abs()).map(|_| walk));
        }
        let mut rings = Vec::new();
        while let Some(start) = from.first_key_value().map(|(vertex, _)| *vertex) {
            // Where the walk meets itself a ring is done, and the walk goes on.
            let mut path: Vec<(Vertex, Walk)> = Vec::new();
            let mut here = start;
            while let Some(walk) = next(&mut from, here) {
                path.push((here, walk));
                here = self.ends(walk).1;
                if let Some(at) = path.iter().position(|(vertex, _)| *vertex == here) {
                    let ring: Ring = path.drain(at..).map(|(_, walk)| walk).collect();
                    rings.push(self.vertices(&ring));
                }
            }
        }
        rings
    }

    /// The first vertex and the last.
    fn ends(&self, walk: Walk) -> (Vertex, Vertex) {
        let arc = &self.arcs[walk.arc].vertices;
        let (first, last) = (arc[0], arc[arc.len() - 1]);
        if walk.backwards { (last, first) } else { (first, last) }
    }
}

/// A walk that starts at a vertex, which is taken away.
fn next(from: &mut BTreeMap<Vertex, Vec<Walk>>, vertex: Vertex) -> Option<Walk> {
    let walks = from.get_mut(&vertex)?;
    let walk = walks.pop();
    if walks.is_empty() {
        from.remove(&vertex);
    }
    walk
}

/// Rings as polygons: those that turn left are outlines, the others holes of the
/// least outline that they lie in.
fn polygons_of(rings: Vec<Vec<Vertex>>) -> MultiPolygon<f64> {
    let (shells, holes): (Vec<_>, Vec<_>) = rings
        .into_iter()
        .filter(|ring| 3 <= ring.len())
        .partition(|ring| 0 < turns(ring));
    let polygon = |ring: &Vec<Vertex>| geo::Polygon::new(line(ring), Vec::new());
    let mut polygons: Vec<geo::Polygon<f64>> = shells.iter().map(polygon).collect();
    // The least first, so that the first that holds a hole is its home.
    polygons.sort_by(|one, other| one.unsigned_area().total_cmp(&other.unsigned_area()));
    let boxes: Vec<_> = polygons.iter().map(BoundingRect::bounding_rect).collect();
    let mut homes: Vec<Vec<LineString<f64>>> = vec![Vec::new(); polygons.len()];
    for hole in holes.iter().map(polygon) {
        let Some(inside) = hole.interior_point() else { continue };
        let holds = |at: &usize| {
            boxes[*at].is_some_and(|bounds| bounds.contains(&inside))
                && polygons[*at].contains(&inside)
        };
        if let Some(at) = (0..polygons.len()).find(holds) {
            homes[at].push(hole.exterior().clone());
        }
    }
    for (polygon, holes) in polygons.iter_mut().zip(homes) {
        for hole in holes {
            polygon.interiors_push(hole);
        }
    }
    MultiPolygon(polygons)
}

/// Twice the area on the left of a ring: negative if it is on the right.
fn turns(ring: &[Vertex]) -> i64 {
    let next = ring.iter().cycle().skip(1);
    let cross = |(a, b): (&Vertex, &Vertex)| {
        i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1)
    };
    ring.iter().zip(next).map(cross).sum()
}

/// Vertices as a line in degrees.
pub(super) fn line(vertices: &[Vertex]) -> LineString<f64> {
    let degrees =
        |(x, y): &Vertex| Coord { x: f64::from(*x) / GRID, y: f64::from(*y) / GRID };
    vertices.iter().map(degrees).collect()
}

/// The rings of an area on the grid, without repeated vertices and spikes. The
/// first vertex is not repeated at the end.
fn snapped(area: &MultiPolygon<f64>) -> Vec<Vec<Vec<Vertex>>> {
    let polygon = |polygon: &geo::Polygon<f64>| {
        // The area on the left: outlines turn left, holes turn right.
        let directed = |mut ring: Vec<Vertex>, left: bool| {
            if (0 < turns(&ring)) != left {
                ring.reverse();
            }
            ring
        };
        let shell = snapped_ring(polygon.exterior());
        if shell.len() < 3 {
            return None;
        }
        let mut rings = vec![directed(shell, true)];
        let holes = polygon.interiors().iter().map(snapped_ring);
        rings.extend(
            holes.filter(|hole| 3 <= hole.len()).map(|hole| directed(hole, false)),
        );
        Some(rings)
    };
    area.iter().filter_map(polygon).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "180 degrees are 18 million steps")]
fn snapped_ring(ring: &LineString<f64>) -> Vec<Vertex> {
    let mut vertices: Vec<Vertex> = Vec::with_capacity(ring.0.len());
    for at in ring.coords() {
        let vertex = ((at.x * GRID).round() as i32, (at.y * GRID).round() as i32);
        push(&mut vertices, vertex);
    }
    // Where the ring closes there may be repetitions and spikes too.
    loop {
        match vertices[..] {
            [first, .., last] if first == last => {
                vertices.pop();
            }
            [first, .., before, last] if is_spike(before, last, first) => {
                vertices.pop();
            }
            [first, second, .., last] if is_spike(last, first, second) => {
                vertices.remove(0);
            }
            _ => return vertices,
        }
    }
}

/// Adds a vertex; if it goes back to where the line came from, the spike is cut off.
fn push(vertices: &mut Vec<Vertex>, vertex: Vertex) {
    while let [.., before, last] = vertices[..]
        && is_spike(before, last, vertex)
    {
        vertices.pop();
    }
    if vertices.last() != Some(&vertex) {
        vertices.push(vertex);
    }
}

/// Whether going from `a` to `b` and on to `c` is going back on the same line, to
/// within a step of the grid.
fn is_spike(a: Vertex, b: Vertex, c: Vertex) -> bool {
    let step =
        |from: Vertex, to: Vertex| (i64::from(to.0 - from.0), i64::from(to.1 - from.1));
    let ((ux, uy), (vx, vy)) = (step(a, b), step(b, c));
    let (along, across) = (ux * vx + uy * vy, i128::from(ux * vy - uy * vx));
    // The distance of the nearer end from the other's line is across / length.
    let longer = i128::from((ux * ux + uy * uy).max(vx * vx + vy * vy));
    along < 0 && across * across <= longer
}

/// The vertices where outlines part.
struct Junctions(HashMap<Vertex, Meeting>);

/// What the rings do at a vertex.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Meeting {
    /// All come and go by these two neighbours.
    Between(Vertex, Vertex),
    /// They part.
    Junction,
}

impl Junctions {
    fn of<'a>(rings: impl Iterator<Item = &'a Vec<Vertex>>) -> Junctions {
        let mut meetings = HashMap::new();
        for ring in rings {
            for at in 0..ring.len() {
                let before = ring[(at + ring.len() - 1) % ring.len()];
                let after = ring[(at + 1) % ring.len()];
                let seen = Meeting::Between(before.min(after), before.max(after));
                let meeting = meetings.entry(ring[at]).or_insert(seen);
                if *meeting != seen {
                    *meeting = Meeting::Junction;
                }
            }
        }
        Junctions(meetings)
    }

    fn has(&self, vertex: Vertex) -> bool {
        self.0.get(&vertex) == Some(&Meeting::Junction)
    }

    /// The pieces of a ring between junctions; the whole ring, closed, from its
    /// least vertex if it has none.
    fn cut(&self, ring: &[Vertex]) -> Vec<Vec<Vertex>> {
        let junction = (0..ring.len()).find(|at| self.has(ring[*at]));
        let least = (0..ring.len()).min_by_key(|at| ring[*at]);
        let start = junction.or(least).unwrap_or(0);
        let round =
            (0..=ring.len()).map(|step| ring[(start + step) % ring.len()]).skip(1);
        let mut pieces = vec![vec![ring[start]]];
        for vertex in round {
            let last = pieces.len() - 1;
            pieces[last].push(vertex);
            if self.has(vertex) {
                pieces.push(vec![vertex]);
            }
        }
        pieces.retain(|piece| 2 <= piece.len());
        pieces
    }
}

#[cfg(test)]
mod tests {
    use geo::{Area, polygon};

    use super::*;

    /// Two squares side by side, the second with an island's hole.
    fn neighbours() -> Topology {
        let left = polygon![(x: 0., y: 0.), (x: 1., y: 0.), (x: 1., y: 0.5), (x: 1., y: 1.), (x: 0., y: 1.)];
        let right = polygon![
            exterior: [(x: 1., y: 0.), (x: 2., y: 0.), (x: 2., y: 1.), (x: 1., y: 1.), (x: 1., y: 0.5)],
            interiors: [[(x: 1.4, y: 0.4), (x: 1.4, y: 0.6), (x: 1.6, y: 0.6), (x: 1.6, y: 0.4)]],
        ];
        Topology::of(&[left.into(), right.into()])
    }

    #[test]
    fn a_common_edge_is_one_arc_of_both_neighbours() {
        let topology = neighbours();
        let shared: Vec<_> =
            topology.arcs.iter().filter(|arc| arc.areas == [0, 1]).collect();
        assert_eq!(shared.len(), 1);
        assert_eq!(
            shared[0].vertices,
            [(100_000, 0), (100_000, 50_000), (100_000, 100_000)]
        );
        assert_eq!(topology.arcs.len(), 4, "an edge of each, the common one, the hole");
    }

    #[test]
    fn areas_come_back_as_they_were() {
        let topology = neighbours();
        assert!((topology.polygons(0).unsigned_area() - 1.0).abs() < 1e-9);
        assert!((topology.polygons(1).unsigned_area() - 0.96).abs() < 1e-9);
    }

    #[test]
    fn joined_areas_lose_the_edge_between_them() {
        let topology = neighbours();
        let joined = topology.joined(&[vec![0, 1], vec![1]]);
        assert_eq!(joined[0].0.len(), 1);
        assert!((joined[0].unsigned_area() - 1.96).abs() < 1e-9);
        assert_eq!(joined[0].0[0].interiors().len(), 1, "the hole is still there");
        assert!((joined[1].unsigned_area() - 0.96).abs() < 1e-9);
    }

    #[test]
    fn rings_come_apart_where_they_touch_themselves() {
        let pinched = polygon![(x: 0., y: 0.), (x: 4., y: 4.), (x: 8., y: 0.), (x: 8., y: 8.), (x: 4., y: 4.), (x: 0., y: 8.)];
        let joined = Topology::of(&[pinched.into()]).joined(&[vec![0]]);
        assert_eq!(joined[0].0.len(), 2, "two triangles");
        // A hole that touches the outline stays a hole.
        let square = polygon![
            exterior: [(x: 0., y: 0.), (x: 8., y: 0.), (x: 8., y: 8.), (x: 0., y: 8.)],
            interiors: [[(x: 0., y: 0.), (x: 3., y: 5.), (x: 5., y: 3.)]],
        ];
        let joined = Topology::of(&[square.into()]).joined(&[vec![0]]);
        assert_eq!((joined[0].0.len(), joined[0].0[0].interiors().len()), (1, 1));
    }

    #[test]
    fn spikes_and_repetitions_are_cut_off() {
        let ring: LineString<f64> = vec![
            (0., 0.),
            (0., 0.),
            (1., 0.),
            (1., 1.),
            (2., 2.),
            (1., 1.),
            (0., 1.),
            (0., 0.),
        ]
        .into();
        assert_eq!(
            snapped_ring(&ring),
            [(0, 0), (100_000, 0), (100_000, 100_000), (0, 100_000)]
        );
        let line: LineString<f64> = vec![(0., 0.), (1., 0.), (0., 0.)].into();
        assert!(snapped_ring(&line).len() < 3, "a line is no ring");
    }
}
