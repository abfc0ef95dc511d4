//! Which places are near a point? Square degrees, searched outwards.

use geo::{Distance, Haversine, Point};

use super::{Gazetteer, Place};

/// Columns of the grid: one a degree of longitude.
pub(crate) const COLUMNS: usize = 360;
/// Rows of the grid: one a degree of latitude.
pub(crate) const ROWS: usize = 180;

/// The cell that `point` lies in.
pub(crate) fn cell(point: Point) -> usize {
    let column = (point.x() + 180.0).floor().rem_euclid(360.0) as usize;
    let row = (point.y() + 90.0).floor().clamp(0.0, 179.0) as usize;
    row * COLUMNS + column.min(COLUMNS - 1)
}

impl Gazetteer {
    /// The `count` places that are nearest to `point` and that `keep` admits,
    /// each with its distance in kilometres, nearest first.
    pub fn nearest(
        &self,
        point: Point,
        count: usize,
        keep: impl Fn(&Place<'_>) -> bool,
    ) -> Vec<(Place<'_>, f64)> {
        let mut found: Vec<(Place<'_>, f64)> = Vec::new();
        let row = (point.y() + 90.0).floor().clamp(0.0, 179.0) as i64;
        let column = (point.x() + 180.0).floor() as i64;
        for ring in 0..=(ROWS as i64) {
            for (cell_row, cell_column) in ring_cells(row, column, ring) {
                let column = cell_column.rem_euclid(COLUMNS as i64);
                for index in self.places_in_cell((cell_row * 360 + column) as usize) {
                    let place = self.place(index);
                    if keep(&place) {
                        let km = Haversine.distance(point, place.point()) / 1000.0;
                        found.push((place, km));
                    }
                }
            }
            // A place in the next ring is at least this far away: a degree of
            // longitude shrinks with the latitude.
            let reach_km = ring as f64
                * 111.0
                * (point.y().abs() + ring as f64).min(89.0).to_radians().cos();
            found.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.index().cmp(&b.0.index())));
            found.dedup_by_key(|(place, _)| place.index());
            if count <= found.len()
                && found.get(count - 1).is_some_and(|(_, km)| *km <= reach_km)
            {
                break;
            }
        }
        found.truncate(count);
        found
    }
}

/// The cells whose greater distance in rows or columns from the middle is `ring`.
fn ring_cells(row: i64, column: i64, ring: i64) -> impl Iterator<Item = (i64, i64)> {
    let span = ring.min(179);
    (row - ring..=row + ring).filter(|row| (0..ROWS as i64).contains(row)).flat_map(
        move |r| {
            let edge = (r - row).abs() == ring;
            let step = if edge || ring == 0 { 1 } else { 2 * ring };
            (-ring..=ring)
                .step_by(step as usize)
                .filter(move |offset| (-span..=span).contains(offset))
                .map(move |offset| (r, column + offset))
        },
    )
}
