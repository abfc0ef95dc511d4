//! Which stretch of the earth is each country, province and lake?
//!
//! Natural Earth's outlines, joined to GeoNames' ids. The steps: cut the world into
//! pieces ([`pieces`]), find whose each is ([`homes`]), join the pieces of a country
//! or unit, simplify so that neighbours still fit ([`simplify`](self::simplify)),
//! write ([`encode`]).

mod encode;
mod homes;
mod pieces;
mod simplify;
mod soundness;

use std::collections::{BTreeMap, BTreeSet};

use geo::{MultiPolygon, Orient, Validation, orient::Direction};

use self::{
    encode::Outline,
    homes::{Codes, Home},
    pieces::Piece,
    simplify::{Detail, simplify},
};
use super::{Error, natural_earth, sources::Sources, topology::Topology};
use crate::gazetteer::{PlaceId, footprints::Rank};

/// Countries are drawn alone or few at a time.
const COUNTRIES: Detail = Detail { of_extent: 0.0025, most: 0.01, least: 0.001 };
/// Units are smaller, and looked at closer.
const UNITS: Detail = Detail { of_extent: 0.0025, most: 0.005, least: 0.001 };
/// Lakes.
const LAKES: Detail = Detail { of_extent: 0.005, most: 0.01, least: 0.0005 };

/// The file of footprints, and what it lacks.
#[derive(Debug)]
pub struct Built {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// How many outlines of which sort.
    pub counts: Vec<(&'static str, usize)>,
    /// Outlines that are not valid (they cross themselves).
    pub invalid: Vec<String>,
    /// Countries without an outline, by their code.
    pub missing: Vec<String>,
}

/// The footprints of countries, administrative units and lakes.
///
/// # Errors
///
/// If a source is missing or is not as expected.
pub fn build(sources: &Sources) -> Result<Built, Error> {
    let pieces = pieces::pieces(sources)?;
    let codes = Codes::read(sources)?;
    let homes: Vec<Home> = pieces.iter().map(|piece| codes.home(piece)).collect();
    let mut outlines = countries(&pieces, &homes, &codes);
    outlines.extend(units(&pieces, &homes, &codes));
    outlines.extend(lakes(sources)?);
    for outline in &mut outlines {
        outline.polygons = outline.polygons.orient(Direction::Default);
    }
    let count = |rank| outlines.iter().filter(|outline| outline.rank == rank).count();
    let counts = vec![
        ("countries", count(Rank::Country)),
        ("first-order units", count(Rank::Admin1)),
        ("second-order units", count(Rank::Admin2)),
        ("lakes", count(Rank::Lake)),
    ];
    let is_broken =
        |outline: &&Outline| !outline.polygons.iter().all(Validation::is_valid);
    let invalid = outlines.iter().filter(is_broken).map(|o| o.id.to_string()).collect();
    let missing = homes::without_piece(&codes, &homes);
    Ok(Built { bytes: encode::file(outlines), counts, invalid, missing })
}

/// Countries, and regions that are part of none.
fn countries(pieces: &[Piece], homes: &[Home], codes: &Codes) -> Vec<Outline> {
    let mut of: BTreeMap<PlaceId, Vec<usize>> = BTreeMap::new();
    for (at, (piece, home)) in pieces.iter().zip(homes).enumerate() {
        let country = home.country.as_ref().and_then(|code| codes.countries.get(code));
        let id = match (country, piece.region) {
            (Some(id), _) => Some(PlaceId::geonames(*id)),
            (None, Some(region)) => PlaceId::parse(region.id),
            (None, None) => None,
        };
        if let Some(id) = id {
            of.entry(id).or_default().push(at);
        }
    }
    let whole: Vec<_> = pieces.iter().map(|piece| piece.polygons.clone()).collect();
    let (ids, groups): (Vec<_>, Vec<_>) = of.into_iter().unzip();
    let joined = Topology::of(&whole).joined(&groups);
    outlines(ids, simplify(&joined, COUNTRIES), Rank::Country)
}

/// First-order units, and second-order ones where Natural Earth draws those.
fn units(pieces: &[Piece], homes: &[Home], codes: &Codes) -> Vec<Outline> {
    let mut first: BTreeMap<PlaceId, Vec<usize>> = BTreeMap::new();
    let mut second: BTreeMap<PlaceId, Vec<usize>> = BTreeMap::new();
    for (at, home) in homes.iter().enumerate() {
        if let Some(id) = home.admin1.as_ref().and_then(|code| codes.admin1.get(code)) {
            first.entry(PlaceId::geonames(*id)).or_default().push(at);
        }
        if let Some(id) = home.admin2 {
            second.entry(PlaceId::geonames(id)).or_default().push(at);
        }
    }
    // An id has one outline: that of the greater, where a country is its own unit.
    let countries: BTreeSet<PlaceId> =
        codes.countries.values().map(|id| PlaceId::geonames(*id)).collect();
    first.retain(|id, _| !countries.contains(id));
    second.retain(|id, _| !first.contains_key(id) && !countries.contains(id));
    let parts: Vec<_> = pieces.iter().map(|piece| piece.polygons.clone()).collect();
    let drawn = Topology::of(&simplify(&untouched(&parts), UNITS));
    let mut all = Vec::new();
    for (units, rank) in [(first, Rank::Admin1), (second, Rank::Admin2)] {
        let (ids, groups): (Vec<_>, Vec<_>) = units.into_iter().unzip();
        all.extend(outlines(ids, drawn.joined(&groups), rank));
    }
    all
}

/// Lakes that have a name.
fn lakes(sources: &Sources) -> Result<Vec<Outline>, Error> {
    let lakes = natural_earth::shapes(sources, "physical/ne_10m_lakes")?;
    let mut of: BTreeMap<PlaceId, MultiPolygon<f64>> = BTreeMap::new();
    for lake in lakes.iter().filter(|lake| !lake.text("name").is_empty()) {
        let id = lake.number("ne_id").map(|id| format!("naturalearth:{id:.0}"));
        if let Some(id) = id.and_then(|id| PlaceId::parse(&id)) {
            of.insert(id, lake.polygons());
        }
    }
    let (ids, areas): (Vec<_>, Vec<_>) = of.into_iter().unzip();
    Ok(outlines(ids, simplify(&untouched(&areas), LAKES), Rank::Lake))
}

/// The areas, with rings that touch themselves taken apart.
fn untouched(areas: &[MultiPolygon<f64>]) -> Vec<MultiPolygon<f64>> {
    let alone: Vec<Vec<usize>> = (0..areas.len()).map(|at| vec![at]).collect();
    Topology::of(areas).joined(&alone)
}

fn outlines(
    ids: Vec<PlaceId>,
    areas: Vec<MultiPolygon<f64>>,
    rank: Rank,
) -> Vec<Outline> {
    let pairs = ids.into_iter().zip(areas);
    pairs.map(|(id, polygons)| Outline { id, rank, polygons }).collect()
}
