//! What the whole article is about: where its other places lie.

use std::collections::BTreeMap;

use geo::Point;

use super::group::Group;
use crate::gazetteer::PlaceIndex;

/// Shares of the article's places by the units they lie in.
#[derive(Default)]
pub(super) struct Context {
    /// For each group, what it adds.
    parts: Vec<Part>,
    countries: Said<[u8; 2]>,
    admin1: Said<PlaceIndex>,
    admin2: Said<PlaceIndex>,
}

/// What all groups say of each unit, and the sum of that.
struct Said<K> {
    of: BTreeMap<K, f32>,
    sum: f32,
}

impl<K> Default for Said<K> {
    fn default() -> Said<K> {
        Said { of: BTreeMap::new(), sum: 0.0 }
    }
}

/// What one group adds to the context, to be left out when it is weighed itself.
#[derive(Default)]
struct Part {
    countries: BTreeMap<[u8; 2], f32>,
    admin1: BTreeMap<PlaceIndex, f32>,
    admin2: BTreeMap<PlaceIndex, f32>,
    /// The chosen place, if one is chosen.
    chosen: Option<(Point, f32)>,
}

/// Candidates beyond this many add nothing to the context.
const HEARD: usize = 24;

/// Groups beyond this many are near to nothing: no story names so many places, and
/// comparing each with each takes time that grows with the square of it.
const NEIGHBOURS: usize = 1_000;

impl Context {
    /// Before anything is chosen: every candidate speaks for its surroundings,
    /// the more spoken of the louder.
    pub(super) fn of_candidates(groups: &[Group<'_>]) -> Context {
        Context::of(groups, |group| {
            let heard = group.candidates.iter().take(HEARD);
            let loudest = heard.clone().map(|c| c.place.importance()).fold(0.0, f32::max);
            // Per step of importance half as loud.
            let loud = |importance: f32| (importance - loudest).exp2();
            let sum: f32 = heard.clone().map(|c| loud(c.place.importance())).sum();
            heard.map(|c| (c.place, loud(c.place.importance()) / sum)).collect()
        })
    }

    /// Once places are chosen: they speak as loud as they are believed.
    pub(super) fn of_choices(groups: &[Group<'_>]) -> Context {
        Context::of(groups, |group| {
            let best = group.candidates.first();
            best.map(|c| (c.place, c.confidence)).into_iter().collect()
        })
    }

    fn of<'g>(
        groups: &[Group<'g>],
        speakers: impl Fn(&Group<'g>) -> Vec<(crate::gazetteer::Place<'g>, f32)>,
    ) -> Context {
        let mut context = Context::default();
        for group in groups {
            let mut part = Part::default();
            // A name said often counts more, but not without bound.
            let weight = (1.0 + group.mentions.len() as f32).log2();
            let speakers = speakers(group);
            for (place, share) in &speakers {
                let said = weight * share;
                if let Ok(country) = place.country_code().as_bytes().try_into() {
                    *part.countries.entry(country).or_default() += said;
                }
                if let Some(admin1) = place.admin1() {
                    *part.admin1.entry(admin1.index()).or_default() += said;
                }
                if let Some(admin2) = place.admin2() {
                    *part.admin2.entry(admin2.index()).or_default() += said;
                }
            }
            if let [(place, share)] = speakers[..] {
                // A country is near to nothing in particular.
                let is_spot = place.kind() != crate::gazetteer::Kind::Country;
                part.chosen = is_spot.then(|| (place.point(), share));
            }
            merge(&mut context.countries.of, &part.countries);
            merge(&mut context.admin1.of, &part.admin1);
            merge(&mut context.admin2.of, &part.admin2);
            context.parts.push(part);
        }
        context.countries.sum = context.countries.of.values().sum();
        context.admin1.sum = context.admin1.of.values().sum();
        context.admin2.sum = context.admin2.of.values().sum();
        context
    }

    /// The share of what the other groups say that falls on `country`.
    pub(super) fn country_share(&self, group: usize, country: [u8; 2]) -> f32 {
        share(&self.countries, &self.parts[group].countries, &country)
    }

    /// The same for a first-order unit.
    pub(super) fn admin1_share(&self, group: usize, admin1: PlaceIndex) -> f32 {
        share(&self.admin1, &self.parts[group].admin1, &admin1)
    }

    /// The same for a second-order unit.
    pub(super) fn admin2_share(&self, group: usize, admin2: PlaceIndex) -> f32 {
        share(&self.admin2, &self.parts[group].admin2, &admin2)
    }

    /// How near the nearest chosen place of another group is to `point`: 1 at
    /// the same spot, a half at 50 km, less beyond.
    pub(super) fn nearness(&self, group: usize, point: Point) -> f32 {
        let near = |(other, confidence): (Point, f32)| {
            confidence / (1.0 + rough_km(point, other) / 50.0)
        };
        let neighbours = self.parts.iter().enumerate().take(NEIGHBOURS);
        let others = neighbours.filter(|(at, _)| *at != group);
        others.filter_map(|(_, part)| part.chosen.map(near)).fold(0.0, f32::max)
    }
}

/// Distance on a plane around the first point: good enough to tell near from
/// far, and ten times faster than the sphere.
fn rough_km(a: Point, b: Point) -> f32 {
    let east = (a.x() - b.x() + 540.0).rem_euclid(360.0) - 180.0;
    let east = east * a.y().to_radians().cos();
    let north = a.y() - b.y();
    (111.2 * east.hypot(north)) as f32
}

fn merge<K: Ord + Copy>(into: &mut BTreeMap<K, f32>, from: &BTreeMap<K, f32>) {
    for (key, said) in from {
        *into.entry(*key).or_default() += said;
    }
}

fn share<K: Ord>(all: &Said<K>, own: &BTreeMap<K, f32>, key: &K) -> f32 {
    let sum = all.sum - own.values().sum::<f32>();
    let said = all.of.get(key).unwrap_or(&0.0) - own.get(key).unwrap_or(&0.0);
    // With little else said, a share means little: one voice more, for nobody.
    (said / (sum + 1.0)).max(0.0)
}
