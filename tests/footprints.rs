//! Are the shipped outlines where the places are on earth?

use std::path::Path;

use dateline::gazetteer::{PlaceId, footprints::Footprints};
use geo::{Area, BooleanOps, MultiPolygon, Point, Validation, Winding};

const ISRAEL: &str = "geonames:294640";
const JORDAN: &str = "geonames:248816";
const LEBANON: &str = "geonames:272103";
const SYRIA: &str = "geonames:163843";
const GOLAN: &str = "curated:golan-heights";

fn shipped() -> Footprints {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/footprints.bin");
    Footprints::open(&path).expect("they are shipped")
}

fn outline(id: &str) -> MultiPolygon<f64> {
    let place = PlaceId::parse(id).expect("an id");
    shipped().get(&place).unwrap_or_else(|| panic!("no {id}"))
}

/// The ids of the places that hold a point, latitude first as gazetteers print it.
fn around(latitude: f64, longitude: f64) -> Vec<String> {
    let found = shipped().containing(Point::new(longitude, latitude));
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn cities_lie_in_their_country_and_then_in_its_units() {
    let damascus = around(33.5102, 36.2913);
    assert_eq!(damascus, [SYRIA, "geonames:167541"]);
    // France, Île-de-France, Paris: Natural Earth draws departments, whose union is
    // the region.
    let paris = around(48.8566, 2.3522);
    assert_eq!(paris, ["geonames:3017382", "geonames:3012874", "geonames:2968815"]);
    assert_eq!(around(-18.1416, 178.4419)[0], "geonames:2205218", "Suva");
    assert_eq!(around(55.95, -3.19)[..2], ["geonames:2635167", "geonames:2638360"]);
}

#[test]
fn natural_earths_missing_codes_are_found() {
    // Natural Earth gives France, Norway and Kosovo no ISO code of their own.
    assert_eq!(around(59.91, 10.74)[0], "geonames:3144096", "Oslo");
    assert_eq!(around(42.66, 21.16)[0], "geonames:831053", "Pristina");
    // What ISO 3166 lists apart is apart.
    assert_eq!(around(4.92, -52.31)[0], "geonames:3381670", "Cayenne");
    assert_eq!(around(78.22, 15.64)[0], "geonames:607072", "Longyearbyen");
    assert_eq!(around(31.9, 35.2), ["geonames:6254930", "geonames:285153"], "Ramallah");
    assert_eq!(around(31.5, 34.46), ["geonames:6254930", "geonames:281132"], "Gaza");
}

#[test]
fn a_country_reaches_as_far_as_geonames_files_places_under_it() {
    assert_eq!(around(9.56, 44.06), ["geonames:51537"], "Hargeisa");
    assert_eq!(around(35.33, 33.32), ["geonames:146669"], "Kyrenia");
    assert_eq!(around(44.95, 34.1), ["geonames:690791", "geonames:703883"], "Simferopol");
    assert_eq!(around(27.15, -13.2), ["geonames:2461445"], "Laayoune");
}

#[test]
fn the_golan_is_drawn_apart_and_quneitra_is_in_syria() {
    assert_eq!(around(33.1258, 35.8244), [SYRIA, "geonames:173336"], "Quneitra");
    assert_eq!(around(33.2692, 35.7703), [GOLAN], "Majdal Shams");
    assert_eq!(around(32.99, 35.69), [GOLAN], "Katzrin");
    assert_eq!(around(33.2075, 35.5695)[0], ISRAEL, "Kiryat Shmona");
    assert_eq!(around(32.7922, 35.5312)[0], ISRAEL, "Tiberias");
}

#[test]
fn lakes_come_after_the_land_that_they_lie_in() {
    let galilee = around(32.82, 35.59);
    assert_eq!(galilee.last().map(String::as_str), Some("naturalearth:1159114879"));
    assert!(2 <= galilee.len());
    assert_eq!(around(0.0, -30.0), [""; 0], "the open sea is nobody's");
}

#[test]
fn neighbours_meet_without_gap_or_overlap() {
    let (syria, golan, jordan) = (outline(SYRIA), outline(GOLAN), outline(JORDAN));
    for (one, other) in [(&syria, &golan), (&syria, &jordan), (&golan, &jordan)] {
        assert!(one.intersection(other).unsigned_area() < 1e-7, "an overlap");
    }
    // The region joined has no holes and no slits between its countries.
    let parts = [syria, golan, jordan, outline(ISRAEL), outline(LEBANON)];
    let apart: f64 = parts.iter().map(Area::unsigned_area).sum();
    let together = geo::unary_union(&parts);
    assert!((together.unsigned_area() - apart).abs() < 1e-6);
    let greatest = together.iter().map(Area::unsigned_area).fold(0.0, f64::max);
    assert!(0.999 * apart < greatest, "one piece, but for islands");
}

#[test]
fn outlines_are_valid_and_right_handed() {
    let footprints = shipped();
    let (mut polygons, mut broken) = (0, Vec::new());
    for id in footprints.ids() {
        let outline = footprints.get(&id).unwrap();
        assert!(!outline.0.is_empty(), "{id} is empty");
        for polygon in &outline {
            // Checking takes the square of the size; the largest take minutes.
            if 3000 < polygon.exterior().0.len() {
                continue;
            }
            polygons += 1;
            assert!(polygon.exterior().is_ccw(), "{id} is left-handed");
            if !polygon.is_valid() {
                broken.push(id.to_string());
            }
        }
    }
    assert!(10_000 < polygons);
    assert!(broken.len() * 1000 < polygons, "broken: {broken:?}");
}

#[test]
fn boxes_hold_their_outlines() {
    let footprints = shipped();
    let france = PlaceId::geonames(3_017_382);
    let bounds = footprints.bbox(&france).unwrap();
    assert!(-6.0 < bounds.min().x && bounds.max().x < 10.0, "France in Europe alone");
    for id in [SYRIA, GOLAN, JORDAN].map(|id| PlaceId::parse(id).unwrap()) {
        let outline = footprints.get(&id).unwrap();
        let around = geo::BoundingRect::bounding_rect(&outline);
        assert_eq!(footprints.bbox(&id), around);
    }
    let nowhere = PlaceId::curated("atlantis");
    assert_eq!(footprints.bbox(&nowhere), None);
    assert_eq!(footprints.get(&nowhere), None);
}

#[test]
fn there_are_thousands_of_outlines_but_none_of_dissolved_countries() {
    let footprints = shipped();
    assert!(5_000 < footprints.len() && !footprints.is_empty());
    assert_eq!(footprints.ids().count(), footprints.len());
    for gone in [8_505_032, 8_505_033] {
        // The Netherlands Antilles; Serbia and Montenegro.
        assert_eq!(footprints.get(&PlaceId::geonames(gone)), None);
    }
}
