//! Land, waters and lines.

use geo::Geometry;
use serde_json::{Value, json};

use super::{MAX_ZOOM, feature, whole, zoom};
use crate::build::{
    Error, claims,
    natural_earth::{self, Shape},
    sources::Sources,
    topology::{self, Topology},
};

/// From this zoom on the shapes are those made for 1:10 million, before it those
/// made for 1:50 million.
const FINE: u8 = 5;

/// Where there is land.
pub(super) fn land(sources: &Sources) -> Result<Vec<Value>, Error> {
    let draw = |shapes: Vec<Shape>, zooms| -> Vec<Value> {
        shapes.iter().map(|shape| feature(&shape.geometry, json!({}), zooms)).collect()
    };
    let mut features =
        draw(natural_earth::shapes(sources, "physical/ne_50m_land")?, (0, FINE - 1));
    features.extend(draw(
        natural_earth::shapes(sources, "physical/ne_10m_land")?,
        (FINE, MAX_ZOOM),
    ));
    Ok(features)
}

/// Lakes and reservoirs.
pub(super) fn lakes(sources: &Sources) -> Result<Vec<Value>, Error> {
    let mut features = Vec::new();
    for (theme, from, to) in [
        ("physical/ne_50m_lakes", 0, FINE - 1),
        ("physical/ne_10m_lakes", FINE, MAX_ZOOM),
    ] {
        for lake in natural_earth::shapes(sources, theme)? {
            let first = zoom(lake.number("min_zoom").unwrap_or(0.0)).max(from);
            if first <= to {
                features.push(feature(&lake.geometry, named(&lake), (first, to)));
            }
        }
    }
    Ok(features)
}

/// Rivers, without the lines through lakes that join them.
pub(super) fn rivers(sources: &Sources) -> Result<Vec<Value>, Error> {
    let shapes = natural_earth::older_shapes(sources, "ne_10m_rivers_lake_centerlines")?;
    let rivers = shapes.iter().filter(|shape| shape.text("featurecla") == "River");
    let draw = |river: &Shape| {
        let from = zoom(river.number("scalerank").unwrap_or(10.0) - 1.0).max(1);
        feature(&river.geometry, named(river), (from, MAX_ZOOM))
    };
    Ok(rivers.map(draw).collect())
}

/// `name`, if it has one, and `rank`: 0 for the greatest.
fn named(shape: &Shape) -> Value {
    let rank = shape.number("scalerank").unwrap_or(10.0).clamp(0.0, 10.0);
    match shape.text("name") {
        // "B?nou?": the older files have lost letters outside Western Europe.
        name if name.is_empty() || name.contains('?') => json!({ "rank": whole(rank) }),
        name => json!({ "name": name, "rank": whole(rank) }),
    }
}

/// Lines between first-order units of one country: edges that two of them share.
pub(super) fn admin1(sources: &Sources) -> Result<Vec<Value>, Error> {
    let units = natural_earth::units(sources)?;
    // The zone on the Golan is none of them, and its edges are drawn as borders.
    let units: Vec<_> = units.into_iter().filter(|unit| !unit.is_undof_zone()).collect();
    let areas: Vec<_> = units.iter().map(natural_earth::Unit::polygons).collect();
    let topology = Topology::of(&areas);
    let mut features = Vec::new();
    for arc in &topology.arcs {
        let [one, other] = arc.areas[..] else { continue };
        let (one, other) = (&units[one].properties, &units[other].properties);
        if one.adm0_a3 == other.adm0_a3 {
            let recommended = |unit: Option<f64>| unit.unwrap_or(f64::from(MAX_ZOOM));
            let from = zoom(recommended(one.min_zoom).max(recommended(other.min_zoom)));
            let line = topology::line(&arc.vertices);
            features.push(feature(&line.into(), json!({}), (from.max(2), MAX_ZOOM)));
        }
    }
    Ok(features)
}

/// Borders by their kind, and lines that states claim.
pub(super) fn borders(sources: &Sources) -> Result<Vec<Value>, Error> {
    let theme = "cultural/ne_10m_admin_0_boundary_lines_land";
    let mut features = Vec::new();
    for border in natural_earth::shapes(sources, theme)? {
        let kind = kind(border.text("featurecla"));
        let recommended = zoom(border.number("min_zoom").unwrap_or(0.0));
        // Two lines a few kilometres apart are one line at small scales.
        let from =
            if kind == "overlay_limit" { recommended.max(FINE) } else { recommended };
        features.push(border_feature(&border.geometry, kind, border.text("name"), from));
    }
    for claim in claims::claims(sources)? {
        let lines = Geometry::MultiLineString(claim.lines);
        features.push(border_feature(&lines, "disputed", &claim.name, 4));
    }
    Ok(features)
}

fn border_feature(line: &Geometry<f64>, kind: &str, name: &str, from: u8) -> Value {
    let properties = match name {
        "" => json!({ "kind": kind }),
        name => json!({ "kind": kind, "name": name }),
    };
    feature(line, properties, (from, MAX_ZOOM))
}

/// Natural Earth's class of a border in one word. Only the first is a border on
/// which both sides agree.
fn kind(class: &str) -> &'static str {
    // "International boundary (verify)": what is in brackets is for its makers.
    let class = class.split(" (").next().unwrap_or_default();
    match class {
        "International boundary" => "international",
        "Disputed" | "Claim boundary" => "disputed",
        "Line of control" => "line_of_control",
        "Indefinite" | "Indeterminant frontier" => "indefinite",
        "Overlay limit" => "overlay_limit",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::kind;

    #[test]
    fn only_agreed_borders_are_international() {
        assert_eq!(kind("International boundary (verify)"), "international");
        assert_eq!(kind("Line of control (please verify)"), "line_of_control");
        assert_eq!(kind("Unrecognized"), "other");
        assert_eq!(kind("Lease limit"), "other");
    }
}
