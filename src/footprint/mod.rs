//! Where on earth is it? Points and polygons, how they were made and how sure
//! that is.

mod part;

pub use part::adjective;

use std::collections::BTreeSet;

use geo::{
    Area, BoundingRect, Geometry, LineString, MultiPolygon, Point, Polygon, Rect,
    Simplify, Validation, coord, unary_union,
};

use crate::{
    gazetteer::{Footprints, Gazetteer, Place},
    mention::Relation,
};

/// Where a place is on earth (WGS84, x = longitude).
#[derive(Clone, Debug, PartialEq)]
pub struct Footprint {
    /// A point, or one or more polygons.
    pub geometry: Geometry,
    /// Where its label stands: a point on it.
    pub point: Point,
    /// How a footprint was made that no source draws.
    pub method: Option<String>,
    /// How far off its edge, or its point, may be, in kilometres.
    pub uncertainty_km: Option<f64>,
}

/// The footprint of `place`: its polygon where there is one, else its point.
#[must_use]
pub fn of_place(
    place: &Place<'_>,
    gazetteer: &Gazetteer,
    outlines: &Footprints,
) -> Footprint {
    let point = place.point();
    if let Some(outline) = outline(place, gazetteer, outlines) {
        let is_drawn = outlines.bbox(&place.id()).is_some();
        let method = place.footprint_spec().filter(|_| !is_drawn).map(made_from);
        return Footprint {
            geometry: on_the_wire(outline).into(),
            point,
            method,
            uncertainty_km: None,
        };
    }
    let extent_km = place.extent_km();
    Footprint {
        geometry: point.into(),
        point,
        method: None,
        uncertainty_km: (0.0 < extent_km).then_some(extent_km),
    }
}

/// Whether an outline of `place` is known that parts can be cut from.
#[must_use]
pub fn has_outline(place: &Place<'_>, outlines: &Footprints) -> bool {
    place.footprint_spec().is_some() || outlines.bbox(&place.id()).is_some()
}

/// The footprint of what `relation` makes of `relatum`, or `None` where the
/// relatum has no polygon to make it from.
#[must_use]
pub fn of_relation(
    relation: Relation,
    relatum: &Place<'_>,
    gazetteer: &Gazetteer,
    outlines: &Footprints,
) -> Option<Footprint> {
    let Relation::Part(part) = relation;
    let outline = outline(relatum, gazetteer, outlines)?;
    let cut = part::of(&outline, part)?;
    let point = geo::InteriorPoint::interior_point(&cut.polygons)?;
    Some(Footprint {
        geometry: on_the_wire(cut.polygons).into(),
        point,
        method: Some(cut.method),
        uncertainty_km: Some(cut.uncertainty_km),
    })
}

/// The polygons of a place in full: its own, or those of the units that a
/// curated row says it is made of.
fn outline(
    place: &Place<'_>,
    gazetteer: &Gazetteer,
    outlines: &Footprints,
) -> Option<MultiPolygon> {
    if let Some(outline) = outlines.get(&place.id()) {
        return Some(outline);
    }
    let (kind, list) = place.footprint_spec()?.split_once(':')?;
    if kind == "bbox" {
        let edges: Vec<f64> =
            list.split(',').filter_map(|edge| edge.trim().parse().ok()).collect();
        let [west, south, east, north] = edges[..] else { return None };
        return Some(oval(Rect::new((west, south), (east, north))).into());
    }
    let members: BTreeSet<&str> = list.split(',').map(str::trim).collect();
    let outlines: Vec<MultiPolygon> = members
        .into_iter()
        .filter_map(|code| match kind {
            "countries" => gazetteer.country(code),
            _ => gazetteer.unit(code),
        })
        .filter_map(|unit| outlines.get(&unit.id()))
        .collect();
    (!outlines.is_empty()).then(|| without_gaps(unary_union(&outlines)))
}

/// Holes smaller than this part of the whole are disputed ground or inaccurate
/// edges between the members, which a vague region does not leave out.
const GAP: f64 = 0.01;

fn without_gaps(region: MultiPolygon) -> MultiPolygon {
    let least = region.unsigned_area() * GAP;
    let filled = region.into_iter().map(|polygon| {
        let (outer, holes) = polygon.into_inner();
        let area =
            |hole: &LineString| Polygon::new(hole.clone(), Vec::new()).unsigned_area();
        Polygon::new(outer, holes.into_iter().filter(|hole| least < area(hole)).collect())
    });
    filled.collect()
}

/// The oval in a box: what is known only roughly must not look surveyed.
fn oval(bounds: Rect) -> Polygon {
    const CORNERS: u32 = 64;
    let (middle, half) = (bounds.center(), bounds.max() - bounds.center());
    let corner = |number: u32| {
        let angle = f64::from(number) / f64::from(CORNERS) * std::f64::consts::TAU;
        middle + coord! { x: half.x * angle.cos(), y: half.y * angle.sin() }
    };
    Polygon::new((0..CORNERS).map(corner).collect(), Vec::new())
}

fn made_from(spec: &str) -> String {
    match spec.split_once(':') {
        Some(("bbox", _)) => "an oval over its rough extent".to_owned(),
        Some((_, list)) => format!("put together from {}", list.replace(',', ", ")),
        None => String::new(),
    }
}

/// By what part of its width an outline may be moved for the wire.
const WIRE_TOLERANCE: f64 = 0.0008;

/// The outline as simple as a map needs it: a whole continent in some hundred
/// points, without islands too small to be seen beside the rest.
fn on_the_wire(outline: MultiPolygon) -> MultiPolygon {
    let whole = part::across_the_antimeridian(&outline);
    let Some(bounds) = whole.bounding_rect() else { return outline };
    let width = bounds.width().max(bounds.height());
    let least = (width * 0.004).powi(2);
    let largest = outline.iter().map(Area::unsigned_area).fold(0.0, f64::max);
    let kept = outline.into_iter().filter(|polygon| {
        let area = polygon.unsigned_area();
        least < area || largest <= area
    });
    let simple = kept.map(|polygon| {
        let simple = polygon.simplify(width * WIRE_TOLERANCE);
        if 3 < simple.exterior().0.len() { simple } else { polygon }
    });
    let simple = MultiPolygon(simple.collect());
    // A corner that was cut may reach into a neighbouring island, or across a
    // narrow: joined, they are one shape again.
    if simple.is_valid() { simple } else { unary_union(&simple) }
}
