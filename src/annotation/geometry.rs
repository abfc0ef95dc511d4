//! Can this geometry be drawn? Checks what a person drew or imported, and puts it
//! in the form in which geometry leaves the program: rings right-handed, 6
//! decimals (about 10 cm).

use geojson::{GeometryValue, Position};

/// Decimals that are kept, as a power of ten.
const PRECISION: f64 = 1e6;

/// Checks and tidies `geometry`, or says what is wrong with it and how to mend it.
pub(super) fn tidy(geometry: &mut GeometryValue) -> Result<(), String> {
    match geometry {
        GeometryValue::Point { coordinates } => position(coordinates),
        GeometryValue::MultiPoint { coordinates } => {
            filled(coordinates.len())?;
            positions(coordinates)
        }
        GeometryValue::LineString { coordinates } => line(coordinates),
        GeometryValue::MultiLineString { coordinates } => {
            filled(coordinates.len())?;
            coordinates.iter_mut().try_for_each(|part| line(part))
        }
        GeometryValue::Polygon { coordinates } => polygon(coordinates),
        GeometryValue::MultiPolygon { coordinates } => {
            filled(coordinates.len())?;
            coordinates.iter_mut().try_for_each(|part| polygon(part))
        }
        GeometryValue::GeometryCollection { geometries } => {
            filled(geometries.len())?;
            geometries.iter_mut().try_for_each(|part| tidy(&mut part.value))
        }
    }
}

fn filled(parts: usize) -> Result<(), String> {
    match parts {
        0 => Err("its geometry is empty; draw it, or leave the feature out".to_owned()),
        _ => Ok(()),
    }
}

fn position(position: &mut Position) -> Result<(), String> {
    let numbers = position.as_slice_mut();
    let ([longitude, latitude] | [longitude, latitude, _]) = numbers else {
        return Err(format!(
            "a position has {} numbers; write [longitude, latitude]",
            numbers.len()
        ));
    };
    if !(-90.0..=90.0).contains(latitude) {
        return Err(format!(
            "latitude {latitude} is not between -90 and 90; GeoJSON writes the longitude first: [longitude, latitude]"
        ));
    }
    if !(-180.0..=180.0).contains(longitude) {
        return Err(format!(
            "longitude {longitude} is not between -180 and 180; add or take 360, and use WGS 84 degrees"
        ));
    }
    for number in numbers {
        if !number.is_finite() {
            return Err(format!("{number} is no finite number; leave the height out"));
        }
        *number = (*number * PRECISION).round() / PRECISION;
    }
    Ok(())
}

fn positions(coordinates: &mut [Position]) -> Result<(), String> {
    coordinates.iter_mut().try_for_each(position)
}

fn line(coordinates: &mut [Position]) -> Result<(), String> {
    if coordinates.len() < 2 {
        return Err("a line has fewer than two positions; give it two, or draw a Point"
            .to_owned());
    }
    positions(coordinates)
}

/// The outer ring runs counter-clockwise, holes clockwise (RFC 7946, 3.1.6).
fn polygon(rings: &mut [Vec<Position>]) -> Result<(), String> {
    filled(rings.len())?;
    for (at, ring) in rings.iter_mut().enumerate() {
        positions(ring)?;
        if ring.len() < 4 || ring.first() != ring.last() {
            return Err("a ring of a polygon is not closed; give it at least four positions, the last the same as the first".to_owned());
        }
        let is_hole = 0 < at;
        if (signed_area(ring) < 0.0) != is_hole {
            ring.reverse();
        }
    }
    Ok(())
}

/// Twice the area that the ring encloses: positive if it runs counter-clockwise.
fn signed_area(ring: &[Position]) -> f64 {
    ring.windows(2).map(|edge| edge[0][0] * edge[1][1] - edge[1][0] * edge[0][1]).sum()
}
