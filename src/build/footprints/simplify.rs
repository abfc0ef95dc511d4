//! Outlines with as many vertices as their size deserves, neighbours still joined.

use std::collections::BTreeSet;

use geo::{BoundingRect, Coord, LineString, MultiPolygon, SimplifyIdx};

use super::soundness::faults;
use crate::build::topology::{Arc, GRID, Topology, Vertex};

/// How coarse outlines may become.
#[derive(Clone, Copy, Debug)]
pub(super) struct Detail {
    /// An outline may be off by this part of its area's extent,
    pub(super) of_extent: f64,
    /// but never by more than this many degrees,
    pub(super) most: f64,
    /// and need not be finer than this many.
    pub(super) least: f64,
}

/// The areas, simplified.
///
/// An arc follows the smaller of its two areas. Where simplifying makes an outline
/// cross itself, the arcs that cross keep more of their vertices until they do not.
pub(super) fn simplify(
    areas: &[MultiPolygon<f64>],
    detail: Detail,
) -> Vec<MultiPolygon<f64>> {
    let whole = Topology::of(areas);
    let tolerances: Vec<f64> = areas.iter().map(|area| detail.tolerance(area)).collect();
    let finest = |arc: &Arc| {
        arc.areas.iter().map(|area| tolerances[*area]).fold(f64::MAX, f64::min)
    };
    let mut allowed: Vec<f64> = whole.arcs.iter().map(finest).collect();
    let mut drawn = Topology { arcs: Vec::new(), areas: whole.areas.clone() };
    let draw = |arc: &Arc, tolerance: f64| Arc {
        vertices: simplified(&arc.vertices, tolerance),
        areas: arc.areas.clone(),
    };
    drawn.arcs =
        whole.arcs.iter().zip(&allowed).map(|(arc, most)| draw(arc, *most)).collect();
    let mut doubtful: BTreeSet<usize> = (0..areas.len()).collect();
    while !doubtful.is_empty() {
        let faulty: BTreeSet<usize> =
            doubtful.iter().flat_map(|area| faults(&rings(&drawn, *area))).collect();
        // What is drawn with all its vertices and is faulty even so, stays so.
        doubtful = BTreeSet::new();
        for arc in faulty {
            if allowed[arc] <= 0.0 {
                continue;
            }
            let finer = allowed[arc] / 2.0;
            allowed[arc] = if finer < FINEST { 0.0 } else { finer };
            drawn.arcs[arc] = draw(&whole.arcs[arc], allowed[arc]);
            // The neighbours are drawn anew too, and looked at again.
            doubtful.extend(&whole.arcs[arc].areas);
        }
    }
    (0..areas.len()).map(|area| drawn.polygons(area)).collect()
}

/// Less than this many degrees (ten metres) is not worth simplifying for.
const FINEST: f64 = 1e-4;

/// The rings of an area: their vertices, each with the arc that goes on from there.
fn rings(drawn: &Topology, area: usize) -> Vec<Vec<(Vertex, usize)>> {
    let rings = drawn.areas[area].iter().flatten();
    rings
        .map(|ring| {
            let walks = ring.iter().flat_map(|walk| {
                let vertices = drawn.vertices(std::slice::from_ref(walk));
                vertices.into_iter().map(|vertex| (vertex, walk.arc))
            });
            walks.collect()
        })
        .collect()
}

impl Detail {
    /// How far an outline may be off, in degrees of latitude.
    fn tolerance(self, area: &MultiPolygon<f64>) -> f64 {
        // Of its greatest polygon: far islands do not make an area greater.
        let extent = |polygon: &geo::Polygon<f64>| {
            polygon.bounding_rect().map_or(0.0, |rect| {
                let narrow = rect.center().y.to_radians().cos();
                (rect.width() * narrow * rect.height()).sqrt()
            })
        };
        let greatest = area.iter().map(extent).fold(0.0, f64::max);
        (greatest * self.of_extent).clamp(self.least, self.most)
    }
}

/// The vertices of an arc that are left when none is farther than `tolerance`
/// (degrees of latitude) from what is drawn. The ends stay.
fn simplified(vertices: &[Vertex], tolerance: f64) -> Vec<Vertex> {
    if vertices.len() < 3 {
        return vertices.to_vec();
    }
    let (first, last) = (vertices[0], vertices[vertices.len() - 1]);
    if first != last {
        return kept(vertices, tolerance);
    }
    // A closed arc has no baseline: it is two arcs, to the farthest vertex and back.
    let distance = |(x, y): &Vertex| {
        let (dx, dy) = (i64::from(x - first.0), i64::from(y - first.1));
        dx * dx + dy * dy
    };
    let farthest = vertices.iter().enumerate().max_by_key(|(at, v)| (distance(v), *at));
    let at = farthest.map_or(0, |(at, _)| at);
    let mut there = kept(&vertices[..=at], tolerance);
    there.pop();
    there.extend(kept(&vertices[at..], tolerance));
    if there.len() < 4 && 4 <= vertices.len() {
        // A small island stays an island.
        return simplified_island(vertices, tolerance);
    }
    there
}

fn simplified_island(vertices: &[Vertex], tolerance: f64) -> Vec<Vertex> {
    if tolerance * GRID < 1.0 {
        return vertices.to_vec();
    }
    simplified(vertices, tolerance / 2.0)
}

/// Ramer, Douglas and Peucker's choice of the vertices of an open line.
fn kept(vertices: &[Vertex], tolerance: f64) -> Vec<Vertex> {
    // A degree of longitude is as long as one of latitude only at the equator.
    let middle = f64::from(vertices[vertices.len() / 2].1) / GRID;
    let narrow = middle.to_radians().cos().max(0.02);
    let scaled: LineString<f64> = vertices
        .iter()
        .map(|(x, y)| Coord { x: f64::from(*x) * narrow, y: f64::from(*y) })
        .collect();
    let kept = scaled.simplify_idx(tolerance * GRID);
    kept.into_iter().map(|at| vertices[at]).collect()
}

#[cfg(test)]
mod tests {
    use geo::{Area, Intersects, Validation, polygon};

    use super::*;

    #[test]
    fn neighbours_still_fit_after_simplifying() {
        // A common edge with a bulge that only the smaller area would keep.
        let large = polygon![(x: -40., y: 0.), (x: 0., y: 0.), (x: 0.01, y: 0.5), (x: 0., y: 1.), (x: -40., y: 1.)];
        let small = polygon![(x: 0., y: 0.), (x: 0.2, y: 0.), (x: 0.2, y: 1.), (x: 0., y: 1.), (x: 0.01, y: 0.5)];
        let detail = Detail { of_extent: 0.01, most: 0.1, least: 0.001 };
        let drawn = simplify(&[large.into(), small.into()], detail);
        let whole: f64 = drawn.iter().map(Area::unsigned_area).sum();
        assert!((whole - 40.2).abs() < 1e-9, "no gap and no overlap: {whole}");
        assert_eq!(drawn[0].0[0].exterior().0.len(), 6, "the bulge is kept by both");
        assert!(drawn[0].intersects(&drawn[1]));
    }

    #[test]
    fn an_outline_that_would_cross_itself_keeps_its_vertices() {
        // Two spits of land that pass each other: drawn straight they would cross.
        let bay = polygon![(x: 0., y: 0.), (x: 10., y: 0.), (x: 10., y: 2.), (x: 5., y: 0.05), (x: 0., y: 2.), (x: 0., y: 1.), (x: 5., y: 0.02), (x: 0., y: 0.5)];
        let detail = Detail { of_extent: 1.0, most: 3.0, least: 0.001 };
        let drawn = simplify(&[bay.into()], detail);
        assert!(drawn[0].is_valid());
    }

    #[test]
    fn simplifying_keeps_ends_and_islands() {
        let coast = [(0, 0), (1000, 1), (2000, 0), (3000, 900), (4000, 0)];
        let drawn = simplified(&coast, 1e-3);
        assert_eq!(drawn, [(0, 0), (2000, 0), (3000, 900), (4000, 0)]);
        let island = [(0, 0), (50, 0), (50, 50), (0, 50), (0, 0)];
        assert!(4 <= simplified(&island, 1.0).len(), "three corners and back");
    }
}
