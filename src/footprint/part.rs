//! The part of a place towards a point of the compass.
//!
//! The place is cut along its own extent: "southern" is what lies in the
//! southernmost two fifths between its southern and northern ends, "central"
//! the middle two fifths both ways. Two fifths, not a half, since what people
//! call the north and the south of a land leaves a middle out; not a third,
//! since the ends are narrow. The edge is gradual: its uncertainty is a tenth
//! of the extent.

use geo::{
    AffineOps, AffineTransform, BooleanOps, BoundingRect, Centroid, CoordsIter,
    MultiPolygon, Polygon, Rect,
};

use crate::mention::Part;

/// How much of the extent the part takes.
const SHARE: f64 = 0.4;
/// How much of the extent the edge may be off.
const EDGE: f64 = 0.1;
/// Kilometres in a degree of latitude.
const DEGREE_KM: f64 = 111.2;

/// A part that was cut out.
pub(super) struct Cut {
    pub(super) polygons: MultiPolygon,
    pub(super) method: String,
    pub(super) uncertainty_km: f64,
}

/// Cuts `part` out of `outline`.
pub(super) fn of(outline: &MultiPolygon, part: Part) -> Option<Cut> {
    let outline = across_the_antimeridian(outline);
    let middle = outline.centroid()?;
    // Degrees of longitude are narrower than those of latitude: work on a plane
    // where both are alike, turned so that the part lies towards +y.
    let squeeze = middle.y().to_radians().cos().max(0.05);
    let plane = AffineTransform::scale(squeeze, 1.0, middle.0)
        .rotated(bearing(part).unwrap_or(0.0), middle.0);
    let back = plane.inverse()?;
    let turned = outline.affine_transform(&plane);
    let bounds = turned.bounding_rect()?;
    let (low, high) = (bounds.min(), bounds.max());
    let window = if bearing(part).is_some() {
        let edge = high.y - SHARE * bounds.height();
        Rect::new((low.x - 1.0, edge), (high.x + 1.0, high.y + 1.0))
    } else {
        let margin = (1.0 - SHARE) / 2.0;
        let (dx, dy) = (margin * bounds.width(), margin * bounds.height());
        Rect::new((low.x + dx, low.y + dy), (high.x - dx, high.y - dy))
    };
    let cut = turned.intersection(&MultiPolygon::from(window.to_polygon()));
    let polygons = into_range(cut.affine_transform(&back));
    if polygons.0.is_empty() {
        return None;
    }
    let share = (SHARE * 100.0).round();
    let extent_km = bounds.height() * DEGREE_KM;
    let method = match part {
        Part::Centre => format!("the middle {share} % of its extent, both ways"),
        _ => format!(
            "the {adjective} {share} % of its extent",
            adjective = adjective(part)
        ),
    };
    Some(Cut { polygons, method, uncertainty_km: (extent_km * EDGE).round() })
}

/// Degrees to turn by so that the part lies towards +y; `None` for the centre.
fn bearing(part: Part) -> Option<f64> {
    // Counter-clockwise, as affine rotations are: the east comes up by +90.
    Some(match part {
        Part::North => 0.0,
        Part::NorthEast => 45.0,
        Part::East => 90.0,
        Part::SouthEast => 135.0,
        Part::South => 180.0,
        Part::SouthWest => -135.0,
        Part::West => -90.0,
        Part::NorthWest => -45.0,
        Part::Centre => return None,
    })
}

/// The part as it stands before a name: "southern".
#[must_use]
pub fn adjective(part: Part) -> &'static str {
    match part {
        Part::North => "northern",
        Part::NorthEast => "north-eastern",
        Part::East => "eastern",
        Part::SouthEast => "south-eastern",
        Part::South => "southern",
        Part::SouthWest => "south-western",
        Part::West => "western",
        Part::NorthWest => "north-western",
        Part::Centre => "central",
    }
}

/// An outline on both sides of the antimeridian as one, its western pieces
/// moved east by a turn.
pub(super) fn across_the_antimeridian(outline: &MultiPolygon) -> MultiPolygon {
    let is_split = outline.bounding_rect().is_some_and(|bounds| 180.0 < bounds.width());
    if !is_split {
        return outline.clone();
    }
    let turn = AffineTransform::translate(360.0, 0.0);
    let is_west = |polygon: &Polygon| polygon.exterior_coords_iter().all(|c| c.x < 0.0);
    let moved = outline.iter().map(|polygon| match is_west(polygon) {
        true => polygon.affine_transform(&turn),
        false => polygon.clone(),
    });
    MultiPolygon(moved.collect())
}

/// The inverse: what lies beyond 180° east goes back west, cut at the line.
fn into_range(outline: MultiPolygon) -> MultiPolygon {
    if outline.coords_iter().all(|c| c.x <= 180.0) {
        return outline;
    }
    let half = |west: f64| {
        let window = Rect::new((west, -90.0), (west + 360.0, 90.0)).to_polygon();
        outline.intersection(&MultiPolygon::from(window))
    };
    let east = half(-180.0);
    let west = half(180.0).affine_transform(&AffineTransform::translate(-360.0, 0.0));
    MultiPolygon(east.0.into_iter().chain(west.0).collect())
}

#[cfg(test)]
mod tests {
    use geo::{Contains, Point, Validation};

    use super::*;

    fn square(west: f64, south: f64, east: f64, north: f64) -> MultiPolygon {
        Rect::new((west, south), (east, north)).to_polygon().into()
    }

    #[test]
    fn each_part_lies_where_its_name_says() {
        let outline = square(10.0, 40.0, 20.0, 50.0);
        for (part, inside, outside) in [
            (Part::North, (15.0, 49.0), (15.0, 44.0)),
            (Part::South, (15.0, 41.0), (15.0, 46.0)),
            (Part::East, (19.0, 45.0), (14.0, 45.0)),
            (Part::West, (11.0, 45.0), (16.0, 45.0)),
            (Part::NorthEast, (19.5, 49.5), (13.0, 43.0)),
            (Part::SouthWest, (10.5, 40.5), (17.0, 47.0)),
            (Part::Centre, (15.0, 45.0), (10.5, 45.0)),
        ] {
            let cut = of(&outline, part).unwrap().polygons;
            assert!(cut.contains(&Point::from(inside)), "{part:?} holds {inside:?}");
            assert!(!cut.contains(&Point::from(outside)), "{part:?} without {outside:?}");
            assert!(cut.is_valid(), "{part:?} is valid");
        }
    }

    #[test]
    fn a_land_across_the_antimeridian_is_cut_as_one() {
        let outline = MultiPolygon(
            [square(170.0, 60.0, 180.0, 70.0).0, square(-180.0, 60.0, -170.0, 70.0).0]
                .concat(),
        );
        let east = of(&outline, Part::East).unwrap().polygons;
        assert!(east.contains(&Point::new(-171.0, 65.0)));
        assert!(!east.contains(&Point::new(171.0, 65.0)));
        assert!(east.coords_iter().all(|c| (-180.0..=180.0).contains(&c.x)));
    }
}
