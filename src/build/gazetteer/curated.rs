//! Places written by hand: `geodata/curated/`.

use std::path::Path;

use geo::Point;
use serde::{Deserialize, de::DeserializeOwned};

use super::{Draft, Drafts, geonames::ReferencePoints};
use crate::{
    build::Error,
    gazetteer::{Kind, PlaceId},
};

#[derive(Deserialize)]
struct Row {
    id: String,
    name: String,
    kind: String,
    feature_code: String,
    lat: f64,
    lon: f64,
    extent_km: f64,
    countries: String,
    names: String,
    footprint: String,
    note: String,
}

/// The places that no source has: peaks, ranges, seas, regions that news speaks of.
pub(super) fn places(path: &Path, drafts: &mut Drafts) -> Result<(), Error> {
    for row in rows::<Row>(path)? {
        let kind = Kind::of_word(&row.kind).ok_or_else(|| Error::Contents {
            what: path.display().to_string(),
            reason: format!("row `{}` has the unknown kind `{}`", row.id, row.kind),
        })?;
        let point = Point::new(row.lon, row.lat);
        let mut draft = Draft::new(
            PlaceId::curated(&row.id),
            &row.name,
            kind,
            &row.feature_code,
            point,
        );
        // Where it lies in several countries it is of none.
        if !row.countries.contains('|') {
            draft.country = row.countries;
        }
        draft.extent_km = row.extent_km;
        draft.importance = importance(kind, row.extent_km);
        for name in row.names.split('|').filter(|name| !name.is_empty()) {
            match name.split_once(':') {
                Some((language, name)) if language.len() == 2 => {
                    draft.languages.insert(language.to_owned(), name.to_owned());
                    draft.alternates.push(name.to_owned());
                }
                // Written down by hand because news calls it so.
                _ => draft.primary.push(name.to_owned()),
            }
        }
        draft.footprint = (!row.footprint.is_empty()).then_some(row.footprint);
        draft.note = (!row.note.is_empty()).then_some(row.note);
        drafts.add(draft);
    }
    Ok(())
}

/// News speaks of what was worth a row by hand, and of what is great.
fn importance(kind: Kind, extent_km: f64) -> f64 {
    let base = match kind {
        Kind::Continent | Kind::Ocean => 8.0,
        Kind::Region | Kind::Sea => 5.8,
        Kind::Landmark => 5.0,
        _ => 5.4,
    };
    base + extent_km.max(1.0).log10() * 0.6
}

#[derive(Deserialize)]
struct PointRow {
    place: String,
    lat: f64,
    lon: f64,
}

/// Reference points of countries and first-order units for which the middle of
/// a label would be far from where gazetteers put them.
pub(super) fn reference_points(path: &Path) -> Result<ReferencePoints, Error> {
    let rows = rows::<PointRow>(path)?;
    Ok(rows.into_iter().map(|row| (row.place, Point::new(row.lon, row.lat))).collect())
}

fn rows<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, Error> {
    let fault = |error: csv::Error| Error::Contents {
        what: path.display().to_string(),
        reason: error.to_string(),
    };
    let mut reader = csv::Reader::from_path(path).map_err(fault)?;
    reader.deserialize().collect::<Result<Vec<T>, _>>().map_err(fault)
}
