//! What leaves the program: valid by our schemas, by RFC 7946 and by geometry.

use std::{fs, path::Path};

use dateline::{
    feature::{Profile, collection},
    text::Article,
};
use geo::{Geometry, Validation, Winding, line_string};
use serde_json::Value;

use crate::articles::{GEOPARSER, plain_articles};

fn maps(profile: Profile) -> Vec<Value> {
    let story =
        fs::read_to_string(root().join("geodata/example/story.txt")).expect("shipped");
    let mut texts = plain_articles();
    texts.push(story);
    texts.push(
        "Rain fell in Fiji, in northern Russia, western Alaska and Antarctica."
            .to_owned(),
    );
    texts.push("Nothing is said of any place.".to_owned());
    let map = |text| {
        let geoparsed = GEOPARSER.geoparse(Article { text, ..Article::default() });
        let map = collection(&GEOPARSER, &geoparsed, Some("kept"), profile);
        serde_json::from_str(&map.to_string()).expect("JSON")
    };
    texts.into_iter().map(map).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[track_caller]
fn holds_to_schema(name: &str, profile: Profile) {
    let schema =
        fs::read_to_string(root().join("docs/schema").join(name)).expect("the schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for map in maps(profile) {
        let faults: Vec<String> = validator
            .iter_errors(&map)
            .map(|fault| format!("{}: {fault}", fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

#[test]
fn the_full_profile_holds_to_its_schema() {
    holds_to_schema("full.schema.json", Profile::Full);
}

#[test]
fn the_flat_profile_holds_to_its_schema() {
    holds_to_schema("flat.schema.json", Profile::Flat);
}

#[test]
fn geometries_are_valid_in_range_and_right_handed() {
    let mut polygons = 0;
    for map in maps(Profile::Full) {
        for feature in map["features"].as_array().expect("features") {
            let name = &feature["properties"]["name"];
            let shape: geojson::Geometry =
                serde_json::from_value(feature["geometry"].clone()).expect("a geometry");
            let shape = Geometry::<f64>::try_from(shape).expect("a shape");
            assert!(shape.is_valid(), "{name}: {:?}", shape.check_validation());
            let in_range = geo::CoordsIter::coords_iter(&shape).all(|c| {
                (-180.0..=180.0).contains(&c.x) && (-90.0..=90.0).contains(&c.y)
            });
            assert!(in_range, "{name} leaves the earth");
            let outlines = match shape {
                Geometry::Polygon(polygon) => vec![polygon],
                Geometry::MultiPolygon(polygons) => polygons.0,
                _ => Vec::new(),
            };
            for polygon in outlines {
                polygons += 1;
                assert!(polygon.exterior().is_ccw(), "{name}: an outer ring turns left");
                assert!(
                    polygon.interiors().iter().all(Winding::is_cw),
                    "{name}: holes turn right"
                );
            }
        }
    }
    assert!(20 < polygons, "only {polygons} polygons were looked at");
    // The check itself can tell: a clockwise ring is none.
    assert!(
        !line_string![(x: 0., y: 0.), (x: 0., y: 1.), (x: 1., y: 1.), (x: 0., y: 0.)]
            .is_ccw()
    );
}

#[test]
fn every_quote_stands_where_its_offsets_say() {
    for map in maps(Profile::Full) {
        let text: Vec<char> =
            map["article"]["text"].as_str().expect("text").chars().collect();
        let open = map["unresolved"].as_array().expect("a list");
        let placed = map["features"].as_array().expect("features").iter();
        let placed =
            placed.flat_map(|f| f["properties"]["mentions"].as_array().expect("a list"));
        for mention in placed.chain(open) {
            let bound = |key: &str| mention[key].as_u64().expect("a number") as usize;
            let quote: String = text[bound("start")..bound("end")].iter().collect();
            assert_eq!(mention["quote"], quote.as_str());
        }
    }
}
