//! A geoparsed article as GeoJSON (RFC 7946), in two profiles.

mod code_points;
mod flat;
mod full;
mod geometry;

use geojson::{Feature, FeatureCollection, JsonObject, JsonValue};
use serde_json::json;

use crate::{
    gazetteer::Place,
    geoparse::{Found, Geoparsed, Geoparser, Referent, name_of_part},
    layer::ReferenceLayer,
    mention::{Reference, Role},
};

pub use code_points::CodePoints;
pub use geometry::{degrees, extent, geometry};

/// Which facts a feature carries, and in which shape.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Profile {
    /// Everything, nested: for the page and for programs.
    Full,
    /// Scalars only: for GDAL, QGIS, spreadsheets.
    Flat,
}

/// The places of an article as one feature collection. `kept_as` is the id that
/// the article is kept under, if it is.
#[must_use]
pub fn collection(
    geoparser: &Geoparser,
    geoparsed: &Geoparsed,
    kept_as: Option<&str>,
    profile: Profile,
) -> FeatureCollection {
    let code_points = CodePoints::new(&geoparsed.article.text);
    let story = Story { geoparser, geoparsed, kept_as, code_points };
    let features: Vec<Feature> = geoparsed
        .found()
        .iter()
        .filter_map(|found| story.feature(found, profile))
        .collect();
    FeatureCollection {
        bbox: extent(&features),
        features,
        foreign_members: (profile == Profile::Full)
            .then(|| full::foreign_members(&story)),
    }
}

/// An article on its way to GeoJSON.
struct Story<'a> {
    geoparser: &'a Geoparser,
    geoparsed: &'a Geoparsed,
    kept_as: Option<&'a str>,
    code_points: CodePoints<'a>,
}

/// What a referent is, whichever sort it is of: what both profiles tell.
struct Facts<'a> {
    id: String,
    name: String,
    kind: &'static str,
    place: Option<Place<'a>>,
    layer: Option<&'a ReferenceLayer>,
    source: String,
    licence: String,
}

impl<'a> Story<'a> {
    fn feature(&self, found: &Found, profile: Profile) -> Option<Feature> {
        let mut facts = self.facts(&found.referent)?;
        let footprint = self.geoparser.footprint(&found.referent)?;
        if self.is_outlined(&found.referent) {
            facts.source += " (outline: Natural Earth)";
            facts.licence += " (outline: public domain)";
        }
        let properties = match profile {
            Profile::Full => full::properties(self, found, &facts, &footprint),
            Profile::Flat => flat::properties(self, found, &facts, &footprint),
        };
        Some(Feature {
            bbox: None,
            geometry: Some(geometry(&footprint.geometry)),
            id: Some(geojson::feature::Id::String(facts.id)),
            properties: Some(properties),
            foreign_members: None,
        })
    }

    /// Whether the footprint is an outline by another hand than the place.
    fn is_outlined(&self, referent: &Referent) -> bool {
        let Referent::Place(place) = referent else { return false };
        let place = self.geoparser.gazetteer().place(*place);
        // An oval over a box is nobody's outline.
        let is_put_together =
            || place.footprint_spec().is_some_and(|spec| !spec.starts_with("bbox:"));
        let (lister, _) = place.source();
        lister != "Natural Earth"
            && (self.geoparser.outlines().bbox(&place.id()).is_some()
                || is_put_together())
    }

    fn facts(&self, referent: &Referent) -> Option<Facts<'a>> {
        let gazetteer = self.geoparser.gazetteer();
        Some(match referent {
            Referent::Place(place) => {
                let place = gazetteer.place(*place);
                let (source, licence) = place.source();
                Facts {
                    id: place.id().to_string(),
                    name: place.name().to_owned(),
                    kind: place.kind().word(),
                    place: Some(place),
                    layer: None,
                    source: source.to_owned(),
                    licence: licence.to_owned(),
                }
            }
            Referent::Part(relation, relatum) => {
                let relatum = gazetteer.place(*relatum);
                let name = name_of_part(*relation, &relatum);
                Facts {
                    id: format!("relational:{}", name.replace(' ', "-").to_lowercase()),
                    name,
                    kind: "relational",
                    place: Some(relatum),
                    layer: None,
                    source: "Dateline, cut from Natural Earth".to_owned(),
                    licence: "public domain".to_owned(),
                }
            }
            Referent::Layer(id) => {
                let layer = self.geoparser.layers().get(id)?;
                Facts {
                    id: format!("layer:{id}"),
                    name: layer.title.clone(),
                    kind: "reference_line",
                    place: None,
                    layer: Some(layer),
                    source: layer.source.clone(),
                    licence: layer.licence.clone(),
                }
            }
        })
    }
}

fn role_word(role: Role) -> &'static str {
    match role {
        Role::Literal => "literal",
        Role::Associative => "associative",
    }
}

fn reference_word(reference: &Reference) -> &'static str {
    match reference {
        Reference::Toponym(_) => "toponym",
        Reference::Demonym(_) => "demonym",
        Reference::Alias(_) => "alias",
        Reference::Relational(_) => "relational",
        Reference::ReferenceLine { .. } => "reference_line",
    }
}

/// `value` with two decimals: belief has no more.
fn hundredths(value: f32) -> JsonValue {
    json!((f64::from(value) * 100.0).round() / 100.0)
}

fn object(value: JsonValue) -> JsonObject {
    match value {
        JsonValue::Object(object) => object,
        _ => JsonObject::new(),
    }
}
