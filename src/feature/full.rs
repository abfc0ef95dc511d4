//! The full profile: everything, nested, for the page and for programs.

use geojson::{JsonObject, JsonValue};
use serde_json::json;

use super::{
    Facts, Story, geometry::degrees, hundredths, object, reference_word, role_word,
};
use crate::{
    footprint::Footprint,
    geoparse::{Found, Referent},
    mention::Mention,
    resolve::Candidate,
};

pub(super) fn properties(
    story: &Story<'_>,
    found: &Found,
    facts: &Facts<'_>,
    footprint: &Footprint,
) -> JsonObject {
    let mentions =
        found.mentions.iter().map(|at| mention(story, &story.geoparsed.mentions[*at]));
    let mut properties = object(json!({
        "name": facts.name,
        "place_id": facts.id,
        "kind": facts.kind,
        "role": role_word(found.role),
        "confidence": hundredths(found.confidence),
        "mentions": mentions.collect::<Vec<_>>(),
        "alternatives":
            found.alternatives.iter().map(|other| alternative(story, other)).collect::<Vec<_>>(),
        "evidence": found.evidence.map_or_else(Vec::new, |evidence| evidence.reasons()),
        "point": [degrees(footprint.point.x()), degrees(footprint.point.y())],
        "source": facts.source,
        "licence": facts.licence,
        "article": story.kept_as,
    }));
    if let Some(place) = facts.place {
        let is_itself = matches!(found.referent, Referent::Place(_));
        if is_itself {
            let names: JsonObject = place
                .names()
                .into_iter()
                .map(|(language, name)| (language.to_owned(), name.into()))
                .collect();
            properties.insert("names".to_owned(), names.into());
            properties.insert("feature_code".to_owned(), place.feature_code().into());
        } else {
            properties.insert("relatum".to_owned(), place.id().as_str().into());
        }
        if let Some(note) = place.note() {
            properties.insert("note".to_owned(), note.into());
        }
        if !place.country_code().is_empty() {
            properties.insert("country".to_owned(), place.country_code().into());
        }
        if let Some(country) = place.country() {
            properties.insert("country_name".to_owned(), country.name().into());
        }
        if let Some(admin1) = place.admin1() {
            properties.insert("admin1".to_owned(), admin1.name().into());
        }
    }
    if let Some(layer) = facts.layer {
        properties.insert("layer".to_owned(), layer.id.as_str().into());
    }
    if let Some(method) = &footprint.method {
        properties.insert("method".to_owned(), method.as_str().into());
    }
    if let Some(uncertainty_km) = footprint.uncertainty_km {
        properties.insert("uncertainty_km".to_owned(), uncertainty_km.into());
    }
    properties
}

/// The foreign members of the collection: the article, and what was left open.
pub(super) fn foreign_members(story: &Story<'_>) -> JsonObject {
    let article = &story.geoparsed.article;
    let unresolved = story.geoparsed.unresolved().map(|(open, reason)| {
        let mut open = mention(story, open);
        open["reason"] = reason.words().into();
        open
    });
    object(json!({
        "article": {
            "id": story.kept_as,
            "title": article.title,
            "text": article.text,
            "url": article.url,
            "date": article.date,
        },
        "unresolved": unresolved.collect::<Vec<_>>(),
    }))
}

fn mention(story: &Story<'_>, mention: &Mention) -> JsonValue {
    let text = &story.geoparsed.article.text;
    json!({
        "start": story.code_points.count(mention.span.start()),
        "end": story.code_points.count(mention.span.end()),
        "quote": mention.span.text(text),
        "sentence": mention.sentence.text(text),
        "role": role_word(mention.role),
        "reference": reference_word(&mention.reference),
    })
}

fn alternative(story: &Story<'_>, candidate: &Candidate) -> JsonValue {
    let place = story.geoparser.gazetteer().place(candidate.place);
    json!({
        "place_id": place.id().as_str(),
        "name": place.name(),
        "kind": place.kind().word(),
        "country": place.country_code(),
        "admin1": place.admin1().map(|unit| unit.name()),
        "confidence": hundredths(candidate.confidence),
    })
}
