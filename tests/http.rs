//! The server as a client sees it: every route, and everything that can be wrong
//! with a request.

use std::{collections::BTreeSet, io::Read as _, path::Path, sync::Arc};

use async_trait::async_trait;
use dateline::{
    annotation::{Annotation, Content},
    http::Limits,
    store::{Error, Heading, Kept, Store},
    text::Article,
};
use flate2::read::GzDecoder;
use http::Method;
use serde_json::{Value, json};
use tempfile::tempdir;
use uuid::Uuid;

use crate::support::{
    basemap_bytes,
    server::{Answer, Server},
};

const ITEMS: &str = "/collections/annotations/items";

fn feature(title: &str, longitude: f64, latitude: f64) -> Value {
    json!({
        "type": "Feature",
        "geometry": { "type": "Point", "coordinates": [longitude, latitude] },
        "properties": { "title": title, "tags": ["a", "b"] },
    })
}

/// A server with one annotation, and its path.
async fn annotated() -> (Server, String) {
    let server = Server::new();
    let added = server.post(ITEMS, &feature("Ford", 36.0, 33.0)).await;
    added.fine(201);
    let path = added.header("location").to_owned();
    (server, path)
}

// Stories

#[tokio::test]
async fn a_story_is_read_and_nothing_is_kept() {
    let server = Server::new();
    let answer = server.tell("/geoparse", "They met in Amman.").await;
    assert_eq!(answer.fine(200)["type"], "FeatureCollection");
    assert_eq!(answer.header("content-type"), "application/geo+json");
    let kept = server.get("/articles").await.fine(200);
    let ids: Vec<&Value> = kept["articles"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| &one["id"])
        .collect();
    assert_eq!(ids, ["example"]);
}

#[tokio::test]
async fn a_kept_story_is_listed_read_and_removed() {
    let server = Server::new();
    let story = json!({ "title": "Talks", "text": "They met in Amman.",
        "url": "https://example.org/1", "date": "2026-11-25" });
    let headers = [("content-type", "application/json")];
    let kept = server.ask(Method::POST, "/articles", &headers, story.to_string()).await;
    let map = kept.fine(201);
    let path = kept.header("location").to_owned();
    let id = path.rsplit('/').next().expect("an id").to_owned();

    let list = server.get("/articles").await.fine(200);
    let first = &list["articles"][0];
    assert_eq!(first["id"], id);
    assert_eq!(first["title"], "Talks");
    assert_eq!(first["url"], "https://example.org/1");
    assert_eq!(first["date"], "2026-11-25");
    assert!(first["created"].is_string());
    assert_eq!(list["articles"][1]["id"], "example", "the built-in one is last");

    assert_eq!(server.get(&path).await.fine(200), map);
    let layer = server.get(&format!("/layers/article-{id}.geojson")).await.fine(200);
    assert_eq!(layer["type"], "FeatureCollection");

    assert_eq!(server.ask(Method::DELETE, &path, &[], "").await.status, 204);
    server.get(&path).await.problem(404);
    server.ask(Method::DELETE, &path, &[], "").await.problem(404);
}

#[tokio::test]
async fn the_built_in_story_is_there_and_stays() {
    let server = Server::new();
    let map = server.get("/articles/example").await.fine(200);
    assert_eq!(map["type"], "FeatureCollection");
    let refused = server.ask(Method::DELETE, "/articles/example", &[], "").await;
    assert!(refused.problem(405).contains("cannot be removed"));
    assert_eq!(server.get("/articles/example").await.status, 200);
}

#[tokio::test]
async fn a_raw_file_is_read_by_its_name() {
    let server = Server::new();
    let headers = [("content-type", "application/octet-stream")];
    let page = "<p>They met in <b>Amman</b>.</p>";
    let path = "/articles?name=story.html";
    let kept = server.ask(Method::POST, path, &headers, page).await;
    kept.fine(201);
    let none = server.ask(Method::POST, "/geoparse", &[], "They met.").await;
    none.fine(200);
}

#[tokio::test]
async fn what_is_no_story_is_told_so() {
    let server = Server::new();
    let ask = async |kind: &str, body: &'static [u8]| {
        let headers = [("content-type", kind)];
        server.ask(Method::POST, "/geoparse", &headers, body).await
    };
    assert!(ask("text/plain", b"  ").await.problem(400).contains("empty"));
    assert!(ask("application/json", b"{").await.problem(400).contains("broken"));
    assert!(ask("application/json", b"{}").await.problem(400).contains("no text"));
    assert!(ask("text/plain", b"%PDF-1.7").await.problem(415).contains("PDF"));
    assert!(
        ask("text/plain; charset=klingon", b"a").await.problem(415).contains("UTF-8")
    );
    assert!(ask("image/png", b"a").await.problem(415).contains("text/plain"));
}

#[tokio::test]
async fn an_unknown_profile_names_the_known_ones() {
    let server = Server::new();
    let answer = server.tell("/geoparse?profile=fat", "Amman").await;
    assert_eq!(answer.problem(400), "there is no profile `fat`; there is full and flat");
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_with_the_limit() {
    let limits = Limits { story_bytes: 100, import_bytes: 300, ..Limits::default() };
    let server = Server::with_limits(limits);
    assert_eq!(server.tell("/geoparse", &"a ".repeat(50)).await.status, 200);
    let over = server.tell("/geoparse", &"a ".repeat(51)).await;
    assert!(over.problem(413).contains("100 bytes"));
    let far_over = server.tell("/geoparse", &"a ".repeat(1000)).await;
    assert!(far_over.problem(413).contains("100 bytes"));
    let name = "a".repeat(300);
    let import = server.post(ITEMS, &feature(&name, 36.0, 33.0)).await;
    assert!(import.problem(413).contains("300 bytes"));
}

// Annotations

#[tokio::test]
async fn an_annotation_comes_back_with_an_id_and_a_version() {
    let server = Server::new();
    let added = server.post(ITEMS, &feature("Ford", 36.123_456_78, 33.0)).await;
    let body = added.fine(201);
    let id = body["id"].as_str().expect("an id");
    assert_eq!(Uuid::try_parse(id).expect("a UUID").get_version_num(), 7);
    assert_eq!(added.header("location"), format!("{ITEMS}/{id}"));
    assert_eq!(added.header("etag"), "\"1\"");
    let properties = &body["properties"];
    assert_eq!(properties["title"], "Ford");
    assert_eq!(properties["name"], "Ford");
    assert_eq!(properties["tags"], json!(["a", "b"]));
    assert_eq!(properties["version"], 1);
    assert_eq!(properties["created"], properties["modified"]);
    assert_eq!(body["geometry"]["coordinates"], json!([36.123_457, 33.0]));

    let read = server.get(added.header("location")).await;
    assert_eq!(read.fine(200), body);
    assert_eq!(read.header("etag"), "\"1\"");
}

#[tokio::test]
async fn a_change_needs_the_version_it_was_made_from() {
    let (server, path) = annotated().await;
    let put = async |tag: &str, title: &str| {
        let headers = [("content-type", "application/geo+json"), ("if-match", tag)];
        let body = feature(title, 36.0, 33.0).to_string();
        server.ask(Method::PUT, &path, &headers, body).await
    };
    let changed = put("\"1\"", "Bridge").await;
    assert_eq!(changed.fine(200)["properties"]["title"], "Bridge");
    assert_eq!(changed.header("etag"), "\"2\"");

    let late = put("\"1\"", "Dam").await;
    assert!(late.problem(412).contains("version 2"));
    assert_eq!(late.json()["current"]["properties"]["title"], "Bridge");
    assert!(put("1", "Dam").await.problem(400).contains("quotation marks"));
    assert_eq!(put("*", "Dam").await.fine(200)["properties"]["version"], 3);
    assert_eq!(put("\"1\", \"3\"", "Ford").await.fine(200)["properties"]["version"], 4);
}

#[tokio::test]
async fn an_annotation_is_removed_once() {
    let (server, path) = annotated().await;
    let remove =
        async |tag| server.ask(Method::DELETE, &path, &[("if-match", tag)], "").await;
    remove("\"7\"").await.problem(412);
    assert_eq!(remove("\"1\"").await.status, 204);
    remove("\"1\"").await.problem(404);
    server.get(&path).await.problem(404);
}

#[tokio::test]
async fn an_import_is_whole_or_nothing() {
    let server = Server::new();
    let bad = json!({ "type": "FeatureCollection",
        "features": [feature("One", 36.0, 33.0), feature(" ", 36.0, 33.0)] });
    let fault = server.post(ITEMS, &bad).await.problem(400);
    assert_eq!(fault, "feature 2: it has no title; give it a `title` that is not blank");
    assert_eq!(server.get(ITEMS).await.fine(200)["numberMatched"], 0);

    let mut second = feature("Two", 36.0, 33.0);
    second["properties"]["population"] = json!(7);
    let good = json!({ "type": "FeatureCollection",
        "features": [feature("One", 36.0, 33.0), second] });
    let imported = server.post(ITEMS, &good).await.fine(201);
    assert_eq!(imported["imported"], 2);
    assert_eq!(imported["ids"].as_array().expect("a list").len(), 2);
    assert_eq!(imported["ignored"], json!(["population"]));
    assert_eq!(server.get(ITEMS).await.fine(200)["numberMatched"], 2);
}

#[tokio::test]
async fn a_downloaded_layer_can_be_imported_again() {
    let (server, _) = annotated().await;
    let file = server.get("/layers/annotations.geojson").await;
    assert_eq!(file.fine(200)["features"][0]["properties"]["tags"], "a; b");
    let imported = server.post(ITEMS, &file.json()).await.fine(201);
    assert_eq!((&imported["imported"], &imported["ignored"]), (&json!(1), &json!([])));
    let items = server.get(ITEMS).await.fine(200);
    assert_eq!(items["features"][1]["properties"]["tags"], json!(["a", "b"]));
}

#[tokio::test]
async fn annotations_are_geojson_or_nothing() {
    let (server, path) = annotated().await;
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let refused = server.ask(Method::POST, ITEMS, &form, "title=x").await;
    assert!(refused.problem(415).contains("application/geo+json"));
    let json = [("content-type", "application/json")];
    let broken = server.ask(Method::POST, ITEMS, &json, "{\"type\"").await;
    assert!(broken.problem(400).contains("line 1"));
    let deep = "[".repeat(100_000);
    server.ask(Method::POST, ITEMS, &json, deep).await.problem(400);
    let many =
        json!({ "type": "FeatureCollection", "features": [feature("a", 1.0, 1.0)] });
    let refused = server.ask(Method::PUT, &path, &json, many.to_string()).await;
    assert!(refused.problem(400).contains("one annotation"));
}

// Layers

#[tokio::test]
async fn layers_are_listed_with_their_provenance() {
    let (server, _) = annotated().await;
    let list = server.get("/layers").await.fine(200);
    let layers = list["layers"].as_array().expect("a list");
    let of_kind = |kind| layers.iter().filter(move |layer| layer["kind"] == kind);
    assert_eq!(of_kind("annotations").next().expect("one")["features"], 1);
    assert_eq!(of_kind("article").next().expect("one")["id"], "article-example");
    let reference = of_kind("reference").collect::<Vec<_>>();
    assert!(!reference.is_empty());
    for layer in reference {
        for fact in ["id", "title", "source", "licence", "attribution", "accuracy"] {
            assert!(layer[fact].as_str().is_some_and(|fact| !fact.is_empty()), "{layer}");
        }
        let path = layer["links"]["geojson"].as_str().expect("a path");
        let file = server.get(path).await.fine(200);
        assert_eq!(layer["features"], file["features"].as_array().expect("a list").len());
    }
}

#[tokio::test]
async fn a_layer_is_a_file_to_save_unless_the_page_draws_it() {
    let (server, _) = annotated().await;
    let file = server.get("/layers/annotations.geojson").await;
    assert_eq!(file.fine(200)["bbox"], json!([36.0, 33.0, 36.0, 33.0]));
    let disposition = file.header("content-disposition");
    assert_eq!(disposition, "attachment; filename=\"annotations.geojson\"");
    let drawn = server.get("/layers/annotations.geojson?download=0").await;
    assert_eq!(drawn.header("content-disposition"), "");
}

#[tokio::test]
async fn an_unchanged_layer_is_not_sent_again() {
    let (server, _) = annotated().await;
    let path = "/layers/annotations.geojson";
    let tag = server.get(path).await.header("etag").to_owned();
    let ask =
        async || server.ask(Method::GET, path, &[("if-none-match", &tag)], "").await;
    let same = ask().await;
    assert_eq!((same.status, same.body.len()), (304, 0));
    server.post(ITEMS, &feature("Dam", 36.0, 33.0)).await.fine(201);
    assert_eq!(ask().await.status, 200);
}

#[tokio::test]
async fn an_unknown_layer_says_where_the_known_ones_are() {
    let server = Server::new();
    let fault = server.get("/layers/atlantis.geojson").await.problem(404);
    assert_eq!(fault, "there is no layer `atlantis`; /layers lists them");
    let fault = server.get("/layers/annotations.kml").await.problem(404);
    assert!(fault.contains("annotations.kml.geojson"), "{fault}");
    server.get("/layers/article-atlantis.geojson").await.problem(404);
}

// OGC API - Features

#[tokio::test]
async fn programs_find_their_way_from_the_landing_page() {
    let server = Server::new();
    let html = server.get("/").await;
    assert!(html.header("content-type").starts_with("text/html"));
    let accept = [("accept", "application/json")];
    let landing = server.ask(Method::GET, "/", &accept, "").await;
    assert_eq!(server.get("/?f=json").await.fine(200), landing.fine(200));
    assert_eq!(landing.header("vary"), "accept");
    for link in landing.json()["links"].as_array().expect("a list") {
        let path = link["href"].as_str().expect("a path");
        assert_eq!(server.get(path).await.status, 200, "{path}");
    }
    let classes = server.get("/conformance").await.fine(200);
    let core = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core";
    assert!(classes["conformsTo"].as_array().expect("a list").contains(&json!(core)));
}

#[tokio::test]
async fn every_collection_can_be_described_and_read() {
    let (server, _) = annotated().await;
    let list = server.get("/collections").await.fine(200);
    let layers = server.get("/layers").await.fine(200);
    let ids = |list: &Value| -> Vec<Value> {
        list.as_array().expect("a list").iter().map(|one| one["id"].clone()).collect()
    };
    assert_eq!(ids(&list["collections"]), ids(&layers["layers"]));
    for id in ids(&list["collections"]) {
        let id = id.as_str().expect("an id").to_owned();
        let one = server.get(&format!("/collections/{id}")).await.fine(200);
        assert_eq!(one["id"], id);
        let items = server.get(&format!("/collections/{id}/items?limit=2")).await;
        assert_eq!(items.header("content-type"), "application/geo+json");
        for feature in items.fine(200)["features"].as_array().expect("a list") {
            let name = feature["id"].as_str().expect("an id");
            let path = format!("/collections/{id}/items/{name}");
            let read = server.get(&path).await.fine(200);
            assert_eq!(
                (&read["id"], &read["geometry"]),
                (&feature["id"], &feature["geometry"])
            );
            assert_eq!(read["links"][0]["rel"], "self");
        }
    }
    server.get("/collections/atlantis/items").await.problem(404);
    let fault = server.get("/collections/article-example/items/none").await.problem(404);
    assert!(fault.contains("no feature `none`"), "{fault}");
}

#[tokio::test]
async fn pages_of_items_lead_from_one_to_the_next() {
    let server = Server::new();
    let features: Vec<Value> =
        (0..5).map(|n| feature(&format!("n{n}"), f64::from(n), 0.0)).collect();
    let all = json!({ "type": "FeatureCollection", "features": features });
    server.post(ITEMS, &all).await.fine(201);
    let mut path = format!("{ITEMS}?bbox=0.5,-1,10,1&limit=2");
    let mut titles = Vec::new();
    loop {
        let page = server.get(&path).await.fine(200);
        assert_eq!(page["numberMatched"], 4);
        let features = page["features"].as_array().expect("a list");
        assert_eq!(page["numberReturned"], features.len());
        titles.extend(features.iter().map(|one| one["properties"]["title"].clone()));
        let links = page["links"].as_array().expect("a list");
        let Some(next) = links.iter().find(|link| link["rel"] == "next") else {
            break;
        };
        path = next["href"].as_str().expect("a path").to_owned();
    }
    assert_eq!(titles, ["n1", "n2", "n3", "n4"]);
}

#[tokio::test]
async fn a_box_may_cross_the_180th_meridian() {
    let server = Server::new();
    for (title, longitude) in [("Fiji", 178.0), ("Samoa", -172.0), ("Accra", 0.0)] {
        server.post(ITEMS, &feature(title, longitude, -10.0)).await.fine(201);
    }
    let items = server.get(&format!("{ITEMS}?bbox=170,-20,-170,0")).await.fine(200);
    let titles: Vec<&Value> = items["features"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| &one["properties"]["title"])
        .collect();
    assert_eq!(titles, ["Fiji", "Samoa"]);
}

#[tokio::test]
async fn a_wrong_parameter_is_named_with_what_it_should_be() {
    let server = Server::new();
    let faults = [
        ("limit=ten", "`limit` is `ten`; give a whole number, from 1"),
        ("limit=0", "`limit` is 0"),
        ("limit=-1", "`limit` is `-1`"),
        ("offset=x", "`offset` is `x`; give a whole number, from 0"),
        ("bbox=1,2,3", "`bbox` is `1,2,3`; give west,south,east,north"),
        ("bbox=1,2,3,NaN", "`bbox` is"),
        ("bbox=1,2,3,1", "`bbox` is"),
        ("bbox=999,2,3,4", "`bbox` is"),
        ("colour=red", "there is no parameter `colour` here; there is limit, offset"),
        ("f=html", "there is no format `html`"),
        ("limit=%ff", "is not UTF-8"),
    ];
    for (query, want) in faults {
        let fault = server.get(&format!("{ITEMS}?{query}")).await.problem(400);
        assert!(fault.contains(want), "{fault}");
    }
    let fault = server.get("/layers?a=1").await.problem(400);
    assert_eq!(fault, "this address takes no parameters; leave `a` out");
}

// The gazetteer

/// The `geocoding` members of an answer.
fn places(answer: &Answer) -> Vec<Value> {
    let features = answer.fine(200)["features"].as_array().expect("a list").clone();
    assert_eq!(answer.json()["geocoding"]["version"], "0.1.0");
    features.into_iter().map(|one| one["properties"]["geocoding"].clone()).collect()
}

#[tokio::test]
async fn a_beginning_suggests_places() {
    let server = Server::new();
    let found = places(&server.get("/suggest?q=damasc&limit=3").await);
    assert!(found.len() <= 3);
    assert_eq!(found[0]["name"], "Damascus");
    assert_eq!(found[0]["type"], "city");
    assert_eq!(found[0]["country_code"], "SY");
    let label = found[0]["label"].as_str().expect("a label");
    assert!(label.starts_with("Damascus") && label.ends_with("Syria"), "{label}");
}

#[tokio::test]
async fn a_name_in_any_language_finds_its_places() {
    let server = Server::new();
    for name in ["Damascus", "Dimashq", "%D8%AF%D9%85%D8%B4%D9%82"] {
        let found = places(&server.get(&format!("/geocode?q={name}")).await);
        assert_eq!(found[0]["place_id"], "geonames:170654", "{name}");
    }
    assert_eq!(places(&server.get("/geocode?q=Xyzzyville").await).len(), 0);
}

#[tokio::test]
async fn a_point_finds_what_is_nearest() {
    let server = Server::new();
    let found = places(&server.get("/reverse?lat=33.5102&lon=36.2913&limit=5").await);
    assert_eq!(found.len(), 5);
    let away: Vec<f64> =
        found.iter().map(|one| one["distance_m"].as_f64().expect("metres")).collect();
    assert!(away.is_sorted(), "{away:?}");
    assert!(away[0] < 2_000.0, "{found:?}");
    assert_eq!(found[0]["country_code"], "SY");
}

#[tokio::test]
async fn a_question_without_its_subject_says_what_to_give() {
    let server = Server::new();
    let faults = [
        ("/suggest", "no name is asked for"),
        ("/geocode?q=+", "no name is asked for"),
        ("/reverse?lat=1", "`lon` is missing; give degrees between -180 and 180"),
        ("/reverse?lat=91&lon=1", "`lat` is 91; give degrees between -90 and 90"),
        ("/reverse?lat=NaN&lon=1", "`lat` is NaN"),
        ("/suggest?q=a&limit=0", "`limit` is 0"),
    ];
    for (path, want) in faults {
        let fault = server.get(path).await.problem(400);
        assert!(fault.contains(want), "{fault}");
    }
}

// The base map and the page

async fn range(server: &Server, headers: &[(&str, &str)]) -> Answer {
    server.ask(Method::GET, "/basemap/world.pmtiles", headers, "").await
}

#[tokio::test]
async fn the_base_map_is_served_in_ranges() {
    let server = Server::new();
    let bytes = basemap_bytes();
    let whole = range(&server, &[]).await;
    assert_eq!((whole.status, &whole.body[..]), (200, &bytes[..]));
    assert_eq!(whole.header("accept-ranges"), "bytes");

    let part = range(&server, &[("range", "bytes=100-299")]).await;
    assert_eq!((part.status, &part.body[..]), (206, &bytes[100..300]));
    assert_eq!(part.header("content-range"), "bytes 100-299/100000");
    assert_eq!(part.header("content-length"), "200");
    assert_eq!(part.header("etag"), whole.header("etag"));
    let end = range(&server, &[("range", "bytes=-10")]).await;
    assert_eq!((end.status, &end.body[..]), (206, &bytes[bytes.len() - 10..]));

    let beyond = range(&server, &[("range", "bytes=200000-")]).await;
    beyond.problem(416);
    assert_eq!(beyond.header("content-range"), "bytes */100000");
}

#[tokio::test]
async fn ranges_of_another_base_map_are_not_mixed() {
    let server = Server::new();
    let tag = range(&server, &[]).await.header("etag").to_owned();
    let first = ("range", "bytes=0-9");
    assert_eq!(range(&server, &[first, ("if-range", &tag)]).await.status, 206);
    let other = range(&server, &[first, ("if-range", "\"other\"")]).await;
    assert_eq!((other.status, other.body.len()), (200, 100_000));
    let same = range(&server, &[("if-none-match", &tag)]).await;
    assert_eq!((same.status, same.body.len()), (304, 0));
}

#[tokio::test]
async fn the_base_map_is_never_compressed() {
    let server = Server::new();
    for headers in [
        &[("accept-encoding", "gzip, br")][..],
        &[("accept-encoding", "gzip, br"), ("range", "bytes=0-9999")],
    ] {
        let answer = range(&server, headers).await;
        assert_eq!(answer.header("content-encoding"), "");
    }
}

#[tokio::test]
async fn the_page_is_embedded_and_told_from_what_is_not_there() {
    let server = Server::new();
    let page = server.get("/").await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.body, server.get("/index.html").await.body);
    let known = [("if-none-match", page.header("etag"))];
    assert_eq!(server.ask(Method::GET, "/", &known, "").await.status, 304);
    for path in [
        "/assets/nothing.js",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/..%2fCargo.toml",
        "/..%5cCargo.toml",
        "//etc/passwd",
        "/%00",
        "/articles/%00",
        "/layers/..%2f..%2fCargo.toml.geojson",
    ] {
        server.get(path).await.problem(404);
    }
}

// What holds everywhere

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let server = Server::new();
    for path in ["/", "/layers", "/nowhere", "/basemap/world.pmtiles"] {
        let answer = server.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_ne!(answer.header("cache-control"), "");
    }
}

#[tokio::test]
async fn unknown_paths_and_methods_are_problems_of_their_own() {
    let server = Server::new();
    assert!(server.get("/nowhere").await.problem(404).contains("/openapi.json"));
    let wrong = server.ask(Method::PATCH, "/articles", &[], "").await;
    assert_eq!(
        wrong.problem(405),
        "this address does not take PATCH; it takes GET, POST"
    );
    assert_eq!(wrong.header("allow"), "GET, POST");
    assert!(server.get("/articles/%ff").await.problem(400).contains("not UTF-8"));
    assert!(server.get("/articles/%zz").await.problem(404).contains("`%zz`"));
}

#[tokio::test]
async fn head_is_answered_wherever_get_is() {
    let server = Server::new();
    for path in ["/", "/articles", "/layers/annotations.geojson", "/health", "/nowhere"] {
        let get = server.get(path).await;
        let head = server.ask(Method::HEAD, path, &[], "").await;
        assert_eq!((head.status, head.header("etag")), (get.status, get.header("etag")));
        assert_eq!(head.header("content-type"), get.header("content-type"));
    }
}

#[tokio::test]
async fn answers_are_compressed_as_the_client_prefers() {
    let server = Server::new();
    let plain = server.get("/openapi.json").await;
    assert_eq!(plain.header("content-encoding"), "");
    assert_eq!(plain.header("vary"), "accept-encoding");
    let ask = async |accepted| {
        let headers = [("accept-encoding", accepted)];
        server.ask(Method::GET, "/openapi.json", &headers, "").await
    };
    let gzip = ask("gzip").await;
    assert_eq!(gzip.header("content-encoding"), "gzip");
    let mut unpacked = Vec::new();
    GzDecoder::new(&gzip.body[..]).read_to_end(&mut unpacked).expect("gzip");
    assert_eq!(unpacked, plain.body);
    assert!(gzip.body.len() * 4 < plain.body.len(), "{}", gzip.body.len());

    assert_eq!(ask("gzip, br").await.header("content-encoding"), "br");
    assert_eq!(ask("gzip;q=1, br;q=0.1").await.header("content-encoding"), "gzip");
    assert_eq!(ask("br;q=0, gzip;q=0").await.header("content-encoding"), "");
    let small = [("accept-encoding", "gzip")];
    let small = server.ask(Method::GET, "/health", &small, "").await;
    assert_eq!(small.header("content-encoding"), "", "too small to be worth it");
}

#[tokio::test]
async fn other_sites_may_neither_write_nor_rebind() {
    let server = Server::new();
    let write = async |host, origin| {
        let headers =
            [("host", host), ("origin", origin), ("content-type", "application/json")];
        let body = feature("Ford", 36.0, 33.0).to_string();
        server.ask(Method::POST, ITEMS, &headers, body).await
    };
    let refused = write("localhost:8080", "https://evil.example").await.problem(403);
    assert!(refused.contains("another site (`https://evil.example`)"), "{refused}");
    write("localhost:8080", "null").await.problem(403);
    let rebound = write("evil.example", "http://evil.example").await.problem(403);
    assert!(rebound.contains("open http://127.0.0.1:8080"), "{rebound}");
    assert_eq!(server.get(ITEMS).await.fine(200)["numberMatched"], 0);
    assert_eq!(write("localhost:8080", "http://localhost:8080").await.status, 201);
}

#[tokio::test]
async fn requests_are_counted_by_route_and_not_by_address() {
    let server = Server::new();
    for n in 0..3 {
        server.get(&format!("/articles/{n}")).await.problem(404);
    }
    server.get("/wp-login.php").await.problem(404);
    let text = server.get("/metrics").await;
    let text = String::from_utf8(text.body.to_vec()).expect("UTF-8");
    let line =
        r#"dateline_requests_total{route="/articles/{id}",method="GET",status="404"} 3"#;
    assert!(text.lines().any(|other| other == line), "{text}");
    assert!(!text.contains("wp-login"), "{text}");
}

#[tokio::test]
async fn the_server_tells_its_health_and_version() {
    let health = Server::new().get("/health").await.fine(200);
    assert_eq!(health, json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }));
}

/// A store that fails as it is told.
struct Failing;

#[async_trait]
impl Store for Failing {
    async fn keep_article(&self, _: Article, _: u32) -> Result<Heading, Error> {
        Err(Error::Full)
    }
    async fn articles(&self) -> Result<Vec<Heading>, Error> {
        panic!("a fault in the store")
    }
    async fn article(&self, id: Uuid) -> Result<Kept, Error> {
        Err(Error::NotFound { what: "article", id })
    }
    async fn note_features(&self, _: Uuid, _: u32) -> Result<(), Error> {
        Ok(())
    }
    async fn remove_article(&self, _: Uuid) -> Result<(), Error> {
        Err(Error::Backend("select * from secrets".into()))
    }
    async fn annotate(&self, _: Vec<Content>) -> Result<Vec<Annotation>, Error> {
        Err(Error::Full)
    }
    async fn annotations(&self) -> Result<Vec<Annotation>, Error> {
        Ok(Vec::new())
    }
    async fn annotation(&self, id: Uuid) -> Result<Annotation, Error> {
        Err(Error::NotFound { what: "annotation", id })
    }
    async fn change_annotation(
        &self,
        _: Uuid,
        _: Content,
        _: Option<u32>,
    ) -> Result<Annotation, Error> {
        Err(Error::Full)
    }
    async fn remove_annotation(&self, _: Uuid, _: Option<u32>) -> Result<(), Error> {
        Err(Error::Full)
    }
}

fn failing() -> Server {
    Server::over(tempdir().expect("a folder"), Arc::new(Failing), Limits::default())
}

#[tokio::test]
async fn a_panic_is_one_answer_and_the_server_goes_on() {
    let server = failing();
    let detail = server.get("/articles").await.problem(500);
    assert!(!detail.contains("fault in the store"), "{detail}");
    assert_eq!(server.get("/health").await.status, 200);
}

#[tokio::test]
async fn clients_never_see_the_databases_words() {
    let path = format!("/articles/{}", Uuid::now_v7());
    let detail = failing().ask(Method::DELETE, &path, &[], "").await.problem(500);
    assert!(!detail.contains("secrets"), "{detail}");
}

#[tokio::test]
async fn a_full_disk_is_said_to_be_full() {
    let server = failing();
    assert!(server.tell("/articles", "Amman").await.problem(507).contains("disk"));
    server.post(ITEMS, &feature("Ford", 36.0, 33.0)).await.problem(507);
}

// The description of it all

/// A path of the description with something that is there in place of each
/// `{name}`, and with each parameter that must be given, from its examples.
fn example(path: &str, operation: &Value) -> String {
    let (mut path, mut query) = (path.to_owned(), String::new());
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let name = parameter["name"].as_str().expect("a name");
        let example = parameter["example"].to_string().replace('"', "");
        if parameter["in"] == "path" {
            path = path.replace(&format!("{{{name}}}"), &example);
        } else if parameter["required"] == true {
            query += &format!("{name}={example}&");
        }
    }
    format!("{path}?{query}")
}

#[tokio::test]
async fn every_described_route_answers_with_its_methods() {
    let server = Server::new();
    let described = server.get("/openapi.json").await.fine(200);
    assert_eq!(described["openapi"], "3.0.3");
    for (path, methods) in described["paths"].as_object().expect("paths") {
        let methods = methods.as_object().expect("methods");
        let first = methods.values().next().expect("a method");
        let asked = example(path, first);
        let options = server.ask(Method::OPTIONS, &asked, &[], "").await;
        assert_eq!(options.status, 204, "{asked}");
        let allowed: BTreeSet<String> =
            options.header("allow").split(", ").map(str::to_lowercase).collect();
        let described: BTreeSet<String> = methods.keys().cloned().collect();
        assert_eq!(allowed, described, "{path}");
    }
}

#[tokio::test]
async fn every_described_answer_is_of_the_described_kind() {
    let (server, annotation) = annotated().await;
    let described = server.get("/openapi.json").await.fine(200);
    for (path, methods) in described["paths"].as_object().expect("paths") {
        let Some(get) = methods.get("get") else { continue };
        let asked = match path.starts_with("/collections/annotations/items/") {
            true => annotation.clone(),
            false => example(path, get),
        };
        let answer = server.get(&asked).await;
        assert_eq!(answer.status, 200, "{asked}: {:?}", answer.body);
        let kinds = get["responses"]["200"]["content"].as_object().expect("kinds");
        let kind = answer.header("content-type");
        let is_described = |other: &String| {
            other == "*/*"
                || other == kind
                || other == kind.split(';').next().unwrap_or_default()
        };
        assert!(kinds.keys().any(is_described), "{asked}: {kind}");
    }
}

#[tokio::test]
async fn every_route_is_described() {
    let described = Server::new().get("/openapi.json").await.fine(200);
    let paths: BTreeSet<&str> = described["paths"]
        .as_object()
        .expect("paths")
        .keys()
        .map(String::as_str)
        .collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http");
    let mut code = String::new();
    for entry in folder.read_dir().expect("a folder") {
        let path = entry.expect("readable").path();
        code += &std::fs::read_to_string(path).expect("text");
    }
    // Each route gives its template to `request::to(app, "…", …)`.
    let template = |rest: &'_ str| rest.split('"').nth(1).unwrap_or_default().to_owned();
    let routes: BTreeSet<String> =
        code.split("request::to(").skip(1).map(template).collect();
    assert_eq!(routes.iter().map(String::as_str).collect::<BTreeSet<_>>(), paths);
}
