//! How is the gazetteer made? Sources give drafts of places, which are then
//! ordered, named and written as one file.

mod assemble;
mod curated;
mod geonames;
mod languages;
mod natural_earth;

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

use geo::Point;

use super::{Error, sources::Sources};
use crate::gazetteer::{Kind, PlaceId};

/// A place on its way into the gazetteer.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    id: PlaceId,
    name: String,
    kind: Kind,
    feature_code: String,
    point: Point,
    /// ISO 3166-1 alpha-2, empty if it lies in none or in many.
    country: String,
    /// GeoNames code of its first-order unit, "SY.13", or empty.
    admin1: String,
    /// GeoNames code of its second-order unit, "US.LA.079", or empty.
    admin2: String,
    population: u32,
    extent_km: f64,
    importance: f64,
    /// Other names as good as the first.
    primary: Vec<String>,
    /// Other names, in any language and script.
    alternates: Vec<String>,
    /// Names without the word for the kind of unit.
    short: Vec<String>,
    /// Names to show, by language (ISO 639-1).
    languages: BTreeMap<String, String>,
    footprint: Option<String>,
    note: Option<String>,
}

impl Draft {
    fn new(
        id: PlaceId,
        name: &str,
        kind: Kind,
        feature_code: &str,
        point: Point,
    ) -> Draft {
        Draft {
            id,
            name: name.to_owned(),
            kind,
            feature_code: feature_code.to_owned(),
            point,
            country: String::new(),
            admin1: String::new(),
            admin2: String::new(),
            population: 0,
            extent_km: 0.0,
            importance: 0.0,
            primary: Vec::new(),
            alternates: Vec::new(),
            short: Vec::new(),
            languages: BTreeMap::new(),
            footprint: None,
            note: None,
        }
    }
}

/// All drafts, each id once.
#[derive(Default)]
pub(super) struct Drafts {
    list: Vec<Draft>,
    by_id: HashMap<PlaceId, usize>,
}

impl Drafts {
    /// Adds `draft`, unless a place with its id is there already.
    fn add(&mut self, draft: Draft) {
        if !self.by_id.contains_key(&draft.id) {
            self.by_id.insert(draft.id.clone(), self.list.len());
            self.list.push(draft);
        }
    }

    fn get_mut(&mut self, id: &PlaceId) -> Option<&mut Draft> {
        self.by_id.get(id).map(|at| &mut self.list[*at])
    }
}

/// The bytes of the gazetteer that `sources` and the hand-written files in
/// `curated` give, and what to tell about them.
///
/// # Errors
///
/// If a source or a curated file is missing or not as expected.
pub fn build(sources: &Sources, curated: &Path) -> Result<(Vec<u8>, Vec<String>), Error> {
    let mut drafts = Drafts::default();
    let points = curated::reference_points(&curated.join("reference_points.csv"))?;
    let unit_points = natural_earth::unit_points(sources)?;
    geonames::cities(sources, &mut drafts)?;
    geonames::units(sources, &unit_points, &points, &mut drafts)?;
    geonames::countries(sources, &points, &mut drafts)?;
    geonames::continents(sources, &mut drafts)?;
    natural_earth::waters(sources, &mut drafts)?;
    curated::places(&curated.join("places.csv"), &mut drafts)?;
    languages::from_geonames(sources, &mut drafts)?;
    natural_earth::names(sources, &mut drafts)?;
    languages::by_script(&mut drafts);
    languages::english(&mut drafts);
    let mut report = Vec::new();
    for kind in Kind::ALL {
        let count = drafts.list.iter().filter(|draft| draft.kind == *kind).count();
        report.push(format!("{count:>8} of kind {}", kind.word()));
    }
    let bytes = assemble::assemble(drafts.list)?;
    Ok((bytes, report))
}
