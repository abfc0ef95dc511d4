//! The mentions of one name, resolved together.

use std::collections::BTreeMap;

use super::{
    Candidate, Evidence, RUNNERS_UP, Reason, Resolution, bearers, context::Context,
};
use crate::{
    gazetteer::{Gazetteer, Kind, NameKind, Place, PlaceIndex, fold, skeleton},
    mention::{Mention, Reference, Role},
};

/// Mentions that share a name and, where the text gives one, a container.
pub(super) struct Group<'g> {
    /// Indices of the mentions.
    pub(super) mentions: Vec<usize>,
    /// What the name may mean; sorted by confidence once weighed.
    pub(super) candidates: Vec<Weighed<'g>>,
    /// Units that stand beside one of the mentions: "Amman, *Jordan*".
    containers: Vec<Place<'g>>,
    /// The group of the same name that has a container, if this one has none.
    namesake: Option<Vec<PlaceIndex>>,
    /// Whether it stands beside a place as what contains it: "Albany, *New York*".
    is_container: bool,
    /// Whether some mention stands for a government or people.
    is_associative: bool,
    /// Whether the reference itself says which place it is.
    is_certain: bool,
}

/// A candidate with what speaks for it.
#[derive(Clone, Copy)]
pub(super) struct Weighed<'g> {
    pub(super) place: Place<'g>,
    name_kind: NameKind,
    pub(super) confidence: f32,
    evidence: Evidence,
}

/// Groups the mentions that name places, in order of first mention.
pub(super) fn groups<'g>(
    text: &str,
    mentions: &[Mention],
    gazetteer: &'g Gazetteer,
) -> Vec<Group<'g>> {
    let mut groups: Vec<Group<'g>> = Vec::new();
    let mut by_key: BTreeMap<(String, Option<PlaceIndex>, bool), usize> = BTreeMap::new();
    // The unit in "Albany, New York" need not be what "New York" means elsewhere.
    let mut is_container = false;
    for (at, mention) in mentions.iter().enumerate() {
        let name = match &mention.reference {
            Reference::Toponym(name) => fold(name),
            Reference::Demonym(id) | Reference::Alias(id) => id.to_string(),
            _ => continue,
        };
        let (containers, is_next) = containers(text, mentions, at, gazetteer);
        let is_a_container =
            std::mem::replace(&mut is_container, is_next && !containers.is_empty());
        let key = (name, containers.first().map(Place::index), is_a_container);
        let is_associative = mention.role == Role::Associative;
        if let Some(&known) = by_key.get(&key) {
            groups[known].mentions.push(at);
            groups[known].is_associative |= is_associative;
            continue;
        }
        by_key.insert(key, groups.len());
        let weighed = |(place, name_kind)| Weighed {
            place,
            name_kind,
            confidence: 0.0,
            evidence: Evidence::default(),
        };
        groups.push(Group {
            mentions: vec![at],
            candidates: bearers(&mention.reference, gazetteer)
                .into_iter()
                .map(weighed)
                .collect(),
            containers,
            namesake: None,
            is_associative,
            is_container: is_a_container,
            is_certain: !matches!(mention.reference, Reference::Toponym(_)),
        });
    }
    // A bare name takes the sense that the same name has with its container.
    for ((name, container, is_a_container), bare) in &by_key {
        if container.is_some() || *is_a_container {
            continue;
        }
        let senses: Vec<PlaceIndex> = by_key
            .range((name.clone(), None, false)..)
            .take_while(|((other, ..), _)| other == name)
            .filter(|((_, container, _), _)| container.is_some())
            .flat_map(|(_, group)| contained(&groups[*group]))
            .collect();
        groups[*bare].namesake = (!senses.is_empty()).then_some(senses);
    }
    groups.iter_mut().for_each(Group::look);
    groups
}

/// The candidates that lie in the group's containers.
fn contained(group: &Group<'_>) -> Vec<PlaceIndex> {
    let lies_there =
        |c: &&Weighed<'_>| group.containers.iter().any(|unit| lies_in(&c.place, unit));
    group.candidates.iter().filter(lies_there).map(|c| c.place.index()).collect()
}

/// The units that the text gives as what contains a mention: after it ("Amman,
/// Jordan", "Paris (Texas)") or before it ("the Lebanese port of Tripoli",
/// "Syria's Homs"); and whether they stand after it.
fn containers<'g>(
    text: &str,
    mentions: &[Mention],
    at: usize,
    gazetteer: &'g Gazetteer,
) -> (Vec<Place<'g>>, bool) {
    let mention = &mentions[at];
    let between = |a: &Mention, b: &Mention| text.get(a.span.end()..b.span.start());
    let after = mentions.get(at + 1).filter(|next| {
        !matches!(next.reference, Reference::Demonym(_))
            && between(mention, next).is_some_and(|words| {
                let words = words.strip_suffix("the ").unwrap_or(words);
                matches!(words, ", " | " (" | ", in " | " in " | ",")
            })
    });
    let before = || {
        let last = mentions.get(at.checked_sub(1)?)?;
        between(last, mention).is_some_and(says_seat).then_some(last)
    };
    let is_next = after.is_some();
    let Some(beside) = after.or_else(before) else { return (Vec::new(), false) };
    // Two names with a comma between them may also be a list: only what does
    // hold a place of the name is taken for its container.
    let own = bearers(&mention.reference, gazetteer);
    let holds = |unit: &Place<'_>| own.iter().any(|(place, _)| lies_in(place, unit));
    let units = bearers(&beside.reference, gazetteer)
        .into_iter()
        .map(|(place, _)| place)
        .filter(|place| place.kind().is_unit() && holds(place))
        .take(8)
        .collect();
    (units, is_next)
}

/// Words for what a town is to the land named before it.
const SEATS: &[&str] = &[
    "capital",
    "city",
    "hamlet",
    "hub",
    "municipality",
    "outpost",
    "port",
    "resort",
    "suburb",
    "town",
    "village",
];

/// Whether `words`, between a land and a name, say that the one is in the other.
fn says_seat(words: &str) -> bool {
    let words = words.trim();
    if matches!(words, "’s" | "'s") {
        return true;
    }
    let words = words.trim_start_matches("’s ").trim_start_matches("'s ");
    let mut count = 0;
    let mut is_seat = false;
    for word in words.split(' ') {
        count += 1;
        if !word.chars().all(|c| c.is_ascii_lowercase() || c == '-') {
            return false;
        }
        is_seat |= SEATS.iter().any(|seat| word.ends_with(seat));
    }
    is_seat && count <= 5
}

fn is_same(a: &Place<'_>, b: &Place<'_>) -> bool {
    a.index() == b.index()
}

fn lies_in(place: &Place<'_>, unit: &Place<'_>) -> bool {
    !is_same(place, unit) && place.is_within(unit)
}

/// How steeply belief follows the score.
const STEEPNESS: f32 = 1.4;

/// The score of "none of these": what a name that is listed nowhere would have.
const NOWHERE: f32 = 2.0;

/// Below this the choice is left open.
const BELIEF_NEEDED: f32 = 0.34;

impl Group<'_> {
    /// Looks at what speaks for the candidates whatever else the article names.
    fn look(&mut self) {
        let others = self.candidates.clone();
        // Skeletons of the names under which places of the name are listed.
        let listed: Vec<String> = others
            .iter()
            .filter(|c| c.name_kind == NameKind::Primary)
            .map(|c| skeleton(c.place.name()))
            .collect();
        for candidate in &mut self.candidates {
            let place = candidate.place;
            let is = |yes: bool| if yes { 1.0 } else { 0.0 };
            let inside = self.containers.iter().any(|unit| lies_in(&place, unit));
            // "Dar‘ā" is no nickname where "Daraa" is the name.
            let is_overruled = candidate.name_kind == NameKind::Alternate
                && !listed.is_empty()
                && !listed.contains(&skeleton(place.name()));
            candidate.evidence = Evidence {
                importance: place.importance(),
                is_alternate: is(candidate.name_kind == NameKind::Alternate),
                is_short: is(candidate.name_kind == NameKind::Short),
                in_named_container: is(inside),
                outside_named_container: is(!self.containers.is_empty() && !inside),
                is_beside_content: is(self.is_container && place.kind().is_unit()),
                is_overruled_alternate: is(is_overruled),
                namesakes: others.len() as f32,
                is_outshone_unit: is(is_outshone(candidate, &others)),
                can_govern: is(self.is_associative
                    && (place.kind() == Kind::Country || place.feature_code() == "PPLC")),
                same_sense: is(self
                    .namesake
                    .as_ref()
                    .is_some_and(|senses| senses.contains(&place.index()))),
                ..Evidence::default()
            };
        }
    }

    /// Weighs the candidates in the light of `context`, where this group is number `at`.
    pub(super) fn weigh(&mut self, at: usize, context: &Context) {
        for candidate in &mut self.candidates {
            let place = candidate.place;
            let evidence = &mut candidate.evidence;
            if let Ok(country) = place.country_code().as_bytes().try_into() {
                evidence.country_share = context.country_share(at, country);
            }
            if let Some(admin1) = place.admin1() {
                evidence.admin1_share = context.admin1_share(at, admin1.index());
            }
            if let Some(admin2) = place.admin2() {
                evidence.admin2_share = context.admin2_share(at, admin2.index());
            }
            if place.kind() != Kind::Country {
                evidence.nearness = context.nearness(at, place.point());
            }
            candidate.confidence = (STEEPNESS * evidence.score()).exp();
        }
        let nowhere = if self.is_certain { 0.0 } else { (STEEPNESS * NOWHERE).exp() };
        let sum: f32 =
            nowhere + self.candidates.iter().map(|c| c.confidence).sum::<f32>();
        for candidate in &mut self.candidates {
            candidate.confidence /= sum;
        }
        self.candidates.sort_by(|a, b| {
            b.confidence
                .total_cmp(&a.confidence)
                .then(a.place.index().cmp(&b.place.index()))
        });
    }

    /// What came out.
    pub(super) fn resolution(&self) -> Resolution {
        let candidate = |c: &Weighed<'_>| Candidate {
            place: c.place.index(),
            confidence: c.confidence,
        };
        let Some(best) = self.candidates.first() else {
            return Resolution::Abstained {
                reason: Reason::Unlisted,
                candidates: Vec::new(),
            };
        };
        // The same spot listed twice (a city and its district) is no doubt.
        let spot: f32 = self
            .candidates
            .iter()
            .filter(|c| is_one_spot(&c.place, &best.place))
            .map(|c| c.confidence)
            .sum();
        if spot < BELIEF_NEEDED {
            let candidates =
                self.candidates.iter().take(RUNNERS_UP).map(candidate).collect();
            return Resolution::Abstained { reason: Reason::Ambiguous, candidates };
        }
        Resolution::Resolved {
            chosen: Candidate { place: best.place.index(), confidence: spot.min(0.99) },
            alternatives: self
                .candidates
                .iter()
                .skip(1)
                .filter(|c| 0.005 < c.confidence)
                .take(RUNNERS_UP)
                .map(candidate)
                .collect(),
            evidence: best.evidence,
        }
    }
}

/// Whether both are the same town for any map: one inside the other, or close by.
fn is_one_spot(a: &Place<'_>, b: &Place<'_>) -> bool {
    let (p, q) = (a.point(), b.point());
    (p.x() - q.x()).abs() < 0.3 && (p.y() - q.y()).abs() < 0.3
}

/// Whether `unit` shares its name with a city inside it that holds a good part
/// of its people, or with the capital of the land: such a name means the city
/// ("New York", "Washington"), and a writer who means the unit says so.
fn is_outshone(unit: &Weighed<'_>, others: &[Weighed<'_>]) -> bool {
    if !matches!(unit.place.kind(), Kind::Admin1 | Kind::Admin2) {
        return false;
    }
    others.iter().any(|other| {
        let city = &other.place;
        if !matches!(city.kind(), Kind::City) {
            return false;
        }
        // "Fairfax" is the town of that name before it is Fairfax County.
        if unit.name_kind == NameKind::Short {
            return is_same_unit(city.admin1(), unit.place.admin1());
        }
        // "Washington" is the capital before it is the state.
        let is_capital = city.feature_code() == "PPLC";
        if is_capital && city.country_code() == unit.place.country_code() {
            return true;
        }
        // A province is called by the name of its seat with the word "province";
        // "New York City" is called New York, but Antakya is not called by the
        // name of its province, Hatay.
        let is_seat = city.feature_code().starts_with("PPLA");
        let is_same_name = other.name_kind == NameKind::Primary
            || skeleton(city.name()) == skeleton(unit.place.name());
        let few = match is_same_name {
            true if is_seat => 12,
            true => 7,
            false if city.name().starts_with(unit.place.name()) => 4,
            false => return false,
        };
        lies_in(city, &unit.place)
            && unit.place.population() < city.population().max(10_000).saturating_mul(few)
    })
}

fn is_same_unit(a: Option<Place<'_>>, b: Option<Place<'_>>) -> bool {
    a.zip(b).is_some_and(|(a, b)| is_same(&a, &b))
}
