//! The flat profile: scalars only, what GDAL, QGIS and spreadsheets keep.

use geojson::JsonObject;
use serde_json::json;

use super::{Facts, Story, hundredths, object, role_word};
use crate::{footprint::Footprint, geoparse::Found};

pub(super) fn properties(
    story: &Story<'_>,
    found: &Found,
    facts: &Facts<'_>,
    footprint: &Footprint,
) -> JsonObject {
    let text = &story.geoparsed.article.text;
    let quotes: Vec<&str> = found
        .mentions
        .iter()
        .map(|at| story.geoparsed.mentions[*at].span.text(text))
        .collect();
    let first_sentence = found
        .mentions
        .first()
        .map(|at| story.geoparsed.mentions[*at].sentence.text(text));
    let place = facts.place;
    object(json!({
        "name": facts.name,
        "title": facts.name,
        "description": first_sentence.unwrap_or(""),
        "place_id": facts.id,
        "kind": facts.kind,
        "fcode": place.map_or("", |place| place.feature_code()),
        "country": place.map_or("", |place| place.country_code()),
        "admin1": place.and_then(|place| place.admin1()).map_or("", |unit| unit.name()),
        "role": role_word(found.role),
        "confidence": hundredths(found.confidence),
        "mentions": found.mentions.len(),
        "quotes": quotes.join(" | "),
        "note": place.and_then(|place| place.note()).unwrap_or(""),
        "method": footprint.method.as_deref().unwrap_or(""),
        "uncert_km": footprint.uncertainty_km,
        "source": facts.source,
        "licence": facts.licence,
        "article": story.kept_as.unwrap_or(""),
    }))
}
