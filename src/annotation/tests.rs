use serde_json::{Value, json};

use super::{Content, Incoming, read};

fn one(geometry: &Value, properties: &Value) -> Result<Content, String> {
    let feature =
        json!({ "type": "Feature", "geometry": geometry, "properties": properties });
    match read(feature.to_string().as_bytes()) {
        Ok(Incoming::One(content)) => Ok(*content),
        Ok(Incoming::Many { .. }) => panic!("one feature came in"),
        Err(error) => Err(error.to_string()),
    }
}

fn drawn(geometry: &Value) -> Result<Value, String> {
    let content = one(geometry, &json!({ "title": "a" }))?;
    Ok(serde_json::to_value(&content.geometry).unwrap())
}

#[test]
fn a_title_may_be_called_name_and_tags_may_be_one_string() {
    let point = json!({ "type": "Point", "coordinates": [36.0, 33.0] });
    let properties =
        json!({ "name": " Ford ", "description": "Dry", "tags": "river; crossing;" });
    let content = one(&point, &properties).unwrap();
    assert_eq!(content.title, "Ford");
    assert_eq!(content.text.as_deref(), Some("Dry"));
    assert_eq!(content.tags, ["river", "crossing"]);
}

#[test]
fn a_blank_title_is_none() {
    let point = json!({ "type": "Point", "coordinates": [36.0, 33.0] });
    let fault = one(&point, &json!({ "title": "  " })).unwrap_err();
    assert_eq!(fault, "it has no title; give it a `title` that is not blank");
}

#[test]
fn swapped_coordinates_are_told_what_they_are() {
    let fault = drawn(&json!({ "type": "Point", "coordinates": [33.0, 136.0] }));
    assert!(fault.unwrap_err().contains("the longitude first"));
}

#[test]
fn rings_leave_right_handed_and_with_six_decimals() {
    let clockwise = json!({ "type": "Polygon", "coordinates":
        [[[0, 0], [0, 1.123_456_789], [1, 1], [1, 0], [0, 0]]] });
    let want = json!({ "type": "Polygon", "coordinates":
        [[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.123_457], [0.0, 0.0]]] });
    assert_eq!(drawn(&clockwise).unwrap(), want);
}

#[test]
fn geometry_that_cannot_be_drawn_is_refused() {
    let faults = [
        (json!(null), "no geometry"),
        (json!({ "type": "Point", "coordinates": [1] }), "two or more"),
        (json!({ "type": "Point", "coordinates": [200, 1] }), "longitude 200"),
        (json!({ "type": "Point", "coordinates": ["a", 1] }), "no GeoJSON feature"),
        (json!({ "type": "LineString", "coordinates": [[1, 1]] }), "fewer than two"),
        (json!({ "type": "MultiPoint", "coordinates": [] }), "empty"),
        (
            json!({ "type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [2, 2]]] }),
            "not closed",
        ),
        (json!({ "type": "GeometryCollection", "geometries": [] }), "empty"),
        (
            json!({ "type": "GeometryCollection", "geometries": [{ "type": "Point", "coordinates": [0, 91] }] }),
            "latitude 91",
        ),
    ];
    for (geometry, want) in faults {
        let fault = drawn(&geometry).unwrap_err();
        assert!(fault.contains(want), "{fault}");
    }
}

#[test]
fn a_fault_in_a_collection_names_the_feature() {
    let point = json!({ "type": "Point", "coordinates": [36.0, 33.0] });
    let good =
        json!({ "type": "Feature", "geometry": point, "properties": { "title": "a" } });
    let bad = json!({ "type": "Feature", "geometry": point, "properties": {} });
    let all = json!({ "type": "FeatureCollection", "features": [good, bad] });
    let fault = read(all.to_string().as_bytes()).unwrap_err().to_string();
    assert_eq!(fault, "feature 2: it has no title; give it a `title` that is not blank");
}

#[test]
fn what_an_import_leaves_behind_is_named() {
    let point = json!({ "type": "Point", "coordinates": [36.0, 33.0] });
    let properties = json!({ "title": "a", "name": "a", "zoom": 3, "colour": "red", "created": "2026" });
    let feature =
        json!({ "type": "Feature", "geometry": point, "properties": properties });
    let all = json!({ "type": "FeatureCollection", "features": [feature] });
    let Incoming::Many { ignored, .. } = read(all.to_string().as_bytes()).unwrap() else {
        panic!("a collection came in");
    };
    assert_eq!(ignored, ["colour", "zoom"]);
}

#[test]
fn a_bare_geometry_is_told_how_to_become_a_feature() {
    let fault = read(br#"{"type":"Point","coordinates":[1,2]}"#).unwrap_err().to_string();
    assert!(fault.contains("not `Point`; wrap"), "{fault}");
}

#[test]
fn numbers_beyond_all_bounds_are_refused() {
    let fault = read(
        br#"{"type":"Feature","geometry":{"type":"Point","coordinates":[1e400,2]}}"#,
    );
    assert!(fault.unwrap_err().to_string().contains("out of range"));
}
