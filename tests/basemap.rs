//! Does the shipped basemap hold what the map's style draws?

use std::{fs, io::Read, path::Path};

use serde_json::Value;

/// The bytes of the archive.
fn archive() -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/basemap");
    fs::read(path.join("world.pmtiles")).expect("it is shipped")
}

/// What the archive says of itself.
fn metadata(archive: &[u8]) -> Value {
    let number = |at: usize| {
        let eight = archive[at..at + 8].try_into().expect("eight bytes");
        usize::try_from(u64::from_le_bytes(eight)).expect("it fits into memory")
    };
    // PMTiles, version 3: where the metadata are, and how long.
    let (start, length) = (number(24), number(32));
    let mut text = String::new();
    flate2::read::GzDecoder::new(&archive[start..start + length])
        .read_to_string(&mut text)
        .expect("gzipped text");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn it_is_a_small_pmtiles_archive_of_the_world() {
    let archive = archive();
    assert_eq!(&archive[..8], b"PMTiles\x03");
    assert!(archive.len() < 12_000_000, "{} bytes", archive.len());
    let (min_zoom, max_zoom) = (archive[100], archive[101]);
    assert_eq!((min_zoom, max_zoom), (0, 7));
}

#[test]
fn it_has_the_layers_and_attributes_that_the_style_names() {
    let metadata = metadata(&archive());
    let layers = metadata["vector_layers"].as_array().unwrap();
    let fields = |id: &str| -> Vec<&str> {
        let layer = layers.iter().find(|layer| layer["id"] == id);
        let layer = layer.unwrap_or_else(|| panic!("no layer {id}"));
        let mut fields: Vec<&str> =
            layer["fields"].as_object().unwrap().keys().map(String::as_str).collect();
        fields.sort_unstable();
        fields
    };
    assert_eq!(fields("land"), [""; 0]);
    assert_eq!(fields("lakes"), ["name", "rank"]);
    assert_eq!(fields("rivers"), ["name", "rank"]);
    assert_eq!(fields("admin1"), [""; 0]);
    assert_eq!(fields("borders"), ["kind", "name"]);
    assert_eq!(fields("countries"), ["name", "name_ar", "name_he", "rank"]);
    assert_eq!(
        fields("places"),
        ["capital", "name", "name_ar", "name_he", "population", "rank"]
    );
}

#[test]
fn it_tells_nothing_of_the_machine_that_made_it() {
    let options = metadata(&archive())["generator_options"].to_string();
    assert!(options.starts_with("\"tippecanoe "), "{options}");
    assert!(!options.contains("tmp"), "{options}");
}
