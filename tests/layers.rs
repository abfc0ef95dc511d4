//! Are the shipped reference layers what they say, and may users add their own?

use std::{fs, path::Path};

use dateline::layer::{Error, ReferenceLayer, ReferenceLayers};
use geo::{
    Area, Euclidean, Geodesic, GeodesicArea, Geometry, Intersects, Length, Line,
    LineString, Polygon, Validation, Winding, coord, line_measures::Distance, point,
};
use geojson::feature::Id;

fn shipped() -> ReferenceLayers {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/layers");
    ReferenceLayers::open(&folder).expect("they are shipped")
}

/// The geometry of the feature `id` of the 1974 layer.
fn geometry_1974(id: &str) -> Geometry<f64> {
    let layers = shipped();
    let layer = layers.get("disengagement-1974").expect("it is shipped");
    let named = |id_of: &Option<Id>| *id_of == Some(Id::String(id.into()));
    let feature = layer.features.features.iter().find(|f| named(&f.id));
    let geometry = feature.and_then(|feature| feature.geometry.as_ref());
    Geometry::try_from(geometry.expect("it has a geometry")).expect("it can be drawn")
}

fn line_1974(id: &str) -> LineString<f64> {
    geometry_1974(id).try_into().expect("a line")
}

fn area_1974() -> Polygon<f64> {
    geometry_1974("area-of-separation").try_into().expect("a polygon")
}

/// Whether a place, latitude first as gazetteers print it, is east of a line: a
/// westward ray from there meets the line an odd number of times.
fn is_east(line: &LineString<f64>, latitude: f64, longitude: f64) -> bool {
    let ray =
        Line::new(coord! { x: 34.0, y: latitude }, coord! { x: longitude, y: latitude });
    line.lines().filter(|edge| edge.intersects(&ray)).count() % 2 == 1
}

#[test]
fn the_places_beside_line_a_are_on_the_side_where_they_are_on_earth() {
    let line_a = line_1974("line-a");
    assert!(is_east(&line_a, 33.1258, 35.8244), "Quneitra");
    assert!(!is_east(&line_a, 33.2692, 35.7703), "Majdal Shams");
    assert!(!is_east(&line_a, 33.0950, 35.7953), "Ein Zivan");
    assert!(!is_east(&line_a, 33.2731, 35.6239), "Ghajar");
}

#[test]
fn quneitra_lies_in_the_area_of_separation_and_majdal_shams_does_not() {
    let area = area_1974();
    assert!(area.intersects(&point! { x: 35.8244, y: 33.1258 }));
    assert!(!area.intersects(&point! { x: 35.7703, y: 33.2692 }));
    assert!(!area.intersects(&point! { x: 36.2765, y: 33.5102 }), "Damascus");
}

#[test]
fn line_a_and_line_b_never_cross() {
    let (line_a, line_b) = (line_1974("line-a"), line_1974("line-b"));
    assert!(!line_a.intersects(&line_b));
    // Nor do they come near each other: this is about 100 m.
    assert!(0.001 < Euclidean.distance(&line_a, &line_b));
}

#[test]
fn the_lines_are_as_long_and_the_area_as_large_as_measured() {
    let km = |id| Geodesic.length(&line_1974(id)) / 1e3;
    assert!((km("line-a") - 79.6).abs() < 0.1, "Line A: {} km", km("line-a"));
    assert!((km("line-b") - 96.5).abs() < 0.1, "Line B: {} km", km("line-b"));
    let area = area_1974();
    let square_km = area.geodesic_area_unsigned() / 1e6;
    assert!((square_km - 216.0).abs() < 1.0, "{square_km} km²");
}

#[test]
fn the_area_is_a_valid_right_handed_polygon_between_the_lines() {
    let area = area_1974();
    area.check_validation().unwrap();
    assert!(area.exterior().is_ccw() && 0.0 < area.signed_area());
    let outline: Vec<_> = area.exterior().coords().collect();
    for line in [line_1974("line-a"), line_1974("line-b")] {
        assert!(line.coords().all(|vertex| outline.contains(&vertex)));
    }
}

#[test]
fn every_feature_says_where_it_comes_from_and_how_accurate_it_is() {
    for layer in shipped().iter() {
        assert!(!layer.features.features.is_empty(), "{} is empty", layer.id);
        assert!(!layer.phrases.is_empty(), "no story can name {}", layer.id);
        for feature in &layer.features.features {
            assert!(feature.id.is_some());
            for property in ["name", "description", "source", "licence", "accuracy"] {
                let text = feature.property(property).and_then(serde_json::Value::as_str);
                assert!(text.is_some_and(|text| !text.is_empty()), "{property}");
            }
            let metres =
                feature.property("accuracy_m").and_then(serde_json::Value::as_f64);
            assert!(metres.is_some_and(|metres| 0.0 < metres));
            assert_six_decimals(feature);
        }
    }
}

fn assert_six_decimals(feature: &geojson::Feature) {
    let text = feature.geometry.as_ref().expect("it has a geometry").to_string();
    let decimals = text
        .split('.')
        .skip(1)
        .map(|rest| rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
    assert!(decimals.max() <= Some(6), "more than six decimals in {text}");
}

#[test]
fn the_1974_layer_says_what_it_does_not_have() {
    let layers = shipped();
    let description = &layers.get("disengagement-1974").unwrap().description;
    for missing in ["Line A-1", "Purple Line", "map"] {
        assert!(description.contains(missing), "{missing}");
    }
}

#[test]
fn stories_name_the_1974_layer_by_its_phrases() {
    let layers = shipped();
    let layer = layers.get("disengagement-1974").unwrap();
    let near = |text: &str| -> &[String] {
        let phrase = layer.phrases.iter().find(|phrase| phrase.text == text);
        &phrase.unwrap_or_else(|| panic!("no phrase {text}")).near
    };
    assert!(near("1974 Disengagement Agreement").is_empty());
    // A buffer zone may be anywhere: the story must be about this one.
    assert!(near("buffer zone").contains(&"Golan".to_owned()));
}

/// A folder with one layer of a user's own.
fn folder_with(toml: &str, geojson: &str) -> Result<ReferenceLayers, Error> {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("mine.toml"), toml).expect("writable");
    fs::write(folder.path().join("mine.geojson"), geojson).expect("writable");
    ReferenceLayers::open(folder.path())
}

const MINE: &str = "title = 'Mine'\nsource = 'me'\nlicence = 'CC0'\n";
const SQUARE: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature",
    "properties":{"name":"square"},"geometry":{"type":"Polygon","coordinates":
    [[[0,0],[1,0],[1,1],[0,1],[0,0]]]}}]}"#;

#[test]
fn a_users_own_pair_of_files_is_a_layer() {
    let layers = folder_with(MINE, SQUARE).unwrap();
    let layer: &ReferenceLayer = layers.get("mine").unwrap();
    assert_eq!(layer.title, "Mine");
    assert_eq!(layer.attribution, "me", "the source, if nothing else was said");
    assert_eq!(layer.lines().0.len(), 1, "an area without lines gives its outline");
    assert_eq!(layers.iter().count(), 1);
}

#[test]
fn lines_are_preferred_to_outlines() {
    let layers = shipped();
    let lines = layers.get("disengagement-1974").unwrap().lines();
    assert_eq!(lines.0, [line_1974("line-a"), line_1974("line-b")]);
}

#[test]
fn a_broken_layer_is_an_error_that_names_its_file_and_the_remedy() {
    let said =
        |toml: &str, geojson: &str| folder_with(toml, geojson).unwrap_err().to_string();
    let no_licence = said("title = 'Mine'\nsource = 'me'", SQUARE);
    assert!(no_licence.contains("mine.toml") && no_licence.contains("licence"));
    let projected = SQUARE.replace("[1,1]", "[3977856,3958741]");
    let off_earth = said(MINE, &projected);
    assert!(off_earth.contains("mine.geojson") && off_earth.contains("EPSG:4326"));
    assert!(said(MINE, "{").contains("mine.geojson"));
    assert!(said(&format!("id = 'a/b'\n{MINE}"), SQUARE).contains("`a/b`"));
    let nowhere = ReferenceLayers::open(Path::new("no/such/folder")).unwrap_err();
    assert!(nowhere.to_string().contains("no/such/folder"));
}

#[test]
fn a_layer_without_its_features_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine.toml"), MINE).unwrap();
    let error = ReferenceLayers::open(folder.path()).unwrap_err();
    assert!(matches!(error, Error::Read { .. }), "{error}");
    assert!(error.to_string().contains("mine.geojson"), "{error}");
}
