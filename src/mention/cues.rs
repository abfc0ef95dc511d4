//! Which words make a place of the name beside them?
//!
//! "eastern Ghouta", "the village of Achguara", "Otoe and Washington counties",
//! "Bethel, Vt.", "a Chapin man": what the tagger has left over is a place there,
//! however seldom the name is written.

use std::ops::Range;

use super::{
    features::Shape,
    named::{Named, Reading},
    tagger::Kind,
    words::Trait,
};

/// Kinds of place before "of" and a name. Sorted.
const KINDS: &[&str] = &[
    "capital",
    "city",
    "community",
    "county",
    "district",
    "governorate",
    "hamlet",
    "island",
    "municipality",
    "neighborhood",
    "neighbourhood",
    "outskirts",
    "parish",
    "port",
    "province",
    "region",
    "republic",
    "state",
    "suburb",
    "town",
    "township",
    "village",
];

/// Kinds of place, in the plural, after names that they all belong to. Sorted.
const PLURALS: &[&str] = &[
    "boroughs",
    "cities",
    "counties",
    "districts",
    "islands",
    "lakes",
    "parishes",
    "provinces",
    "rivers",
    "states",
    "towns",
    "townships",
    "villages",
];

/// What local news says people and things of a place are. Sorted.
const LOCALS: &[&str] = &[
    "Councilman",
    "Democrat",
    "Fire",
    "Mayor",
    "Police",
    "Republican",
    "attorney",
    "boy",
    "businessman",
    "community",
    "couple",
    "educator",
    "family",
    "firefighters",
    "girl",
    "home",
    "man",
    "mayor",
    "men",
    "motel",
    "native",
    "officers",
    "police",
    "resident",
    "residents",
    "school",
    "schools",
    "students",
    "suburb",
    "teacher",
    "teen",
    "teenager",
    "woman",
    "women",
];

/// What a body with a name of its own is, before that name. Sorted.
const BODIES: &[&str] = &[
    "agency",
    "airline",
    "broadcaster",
    "carrier",
    "channel",
    "company",
    "daily",
    "firm",
    "magazine",
    "militia",
    "newspaper",
    "outlet",
    "startup",
    "station",
    "website",
    "weekly",
];

/// Makes bodies of the names that stand right after a word for one: "the news
/// agency Orontes" is no river.
pub(super) fn mark_bodies(reading: &Reading<'_>, names: Vec<Named>) -> Vec<Named> {
    let mut chances = [0.0; 4];
    chances[Kind::Organisation as usize] = 1.0;
    let is_body = |name: &Named| {
        let Some(before) = name.tokens.start.checked_sub(1) else { return false };
        reading.sentence_of.get(before) == reading.sentence_of.get(name.tokens.start)
            && reading.words[before].shape == Shape::Small
            && BODIES.binary_search(&reading.word(before)).is_ok()
    };
    let mark = |name: Named| match is_body(&name) {
        true => Named { kind: Kind::Organisation, chances, ..name },
        false => name,
    };
    names.into_iter().map(mark).collect()
}

/// Adds to `names` the places that stand beside such words and are part of no name.
pub(super) fn mark(reading: &Reading<'_>, names: Vec<Named>) -> Vec<Named> {
    let mut found: Vec<(Range<usize>, f32)> = Vec::new();
    for at in 0..reading.words.len() {
        found.extend(beside(reading, at));
    }
    found.sort_by_key(|(tokens, _)| tokens.start);
    merge(names, found)
}

/// The chance from which a cue is believed against the tagger.
const SURE: f32 = 0.85;

/// `names`, and what of `found` overlaps none of them.
fn merge(names: Vec<Named>, found: Vec<(Range<usize>, f32)>) -> Vec<Named> {
    let mut merged: Vec<Named> = Vec::with_capacity(names.len() + found.len());
    let mut found = found.into_iter().peekable();
    let mut end = 0;
    let place = |(tokens, chance): (Range<usize>, f32)| {
        let mut chances = [0.0; 4];
        chances[Kind::Location as usize] = chance;
        Named { tokens, kind: Kind::Location, chances }
    };
    for mut name in names {
        while let Some(next) = found.next_if(|(tokens, _)| tokens.start < name.tokens.end)
        {
            let (tokens, chance) = (next.0.clone(), next.1);
            let is_free = tokens.end <= name.tokens.start;
            // A listed name of several words says more than the tagger's guess.
            let is_whole = 1 < tokens.len()
                && tokens.start <= name.tokens.start
                && name.tokens.end <= tokens.end
                && name.kind != Kind::Location;
            if tokens.start < end || !(is_free || is_whole || SURE <= chance) {
                continue;
            }
            if name.tokens.start < tokens.start {
                merged.push(Named {
                    tokens: name.tokens.start..tokens.start,
                    ..name.clone()
                });
            }
            end = tokens.end;
            name.tokens.start = name.tokens.start.max(end);
            merged.push(place(next));
        }
        if end <= name.tokens.start && name.tokens.start < name.tokens.end {
            end = name.tokens.end;
            merged.push(name);
        }
    }
    for next in found {
        if end <= next.0.start {
            end = next.0.end;
            merged.push(place(next));
        }
    }
    merged
}

/// The places that the word `at` makes of names beside it.
fn beside(reading: &Reading<'_>, at: usize) -> Vec<(Range<usize>, f32)> {
    let word = reading.word(at);
    let is_in = |sorted: &[&str]| sorted.binary_search(&word).is_ok();
    let is_small = reading.words[at].shape == Shape::Small;
    if is_small && word.ends_with("ern") && reading.words[at].traits.has(Trait::Compass) {
        return name_from(reading, at + 1)
            .map(|tokens| (tokens, 0.7))
            .into_iter()
            .collect();
    }
    if is_small
        && is_in(KINDS)
        && reading.after(at, 1).is_some_and(|of| reading.word(of) == "of")
    {
        return name_from(reading, at + 2)
            .map(|tokens| (tokens, 0.75))
            .into_iter()
            .collect();
    }
    // "Ambassador to Washington Ann Doe".
    if matches!(
        word,
        "Ambassador" | "ambassador" | "Envoy" | "envoy" | "Consul" | "consul"
    ) {
        let to = reading
            .after(at, 1)
            .is_some_and(|to| matches!(reading.word(to), "to" | "in"));
        let name = reading.after(at, 2).filter(|_| to).and_then(|at| {
            let hint = reading.words[at].hint;
            (hint.begins && is_name(reading, at))
                .then(|| at..at + usize::from(hint.words))
        });
        return name.map(|tokens| (tokens, SURE)).into_iter().collect();
    }
    if is_small && is_in(PLURALS) {
        return names_before(reading, at);
    }
    let hint = reading.words[at].hint;
    // Seas, ranges, regions and landmarks, which the tagger has seldom read of.
    if hint.begins && matches!(hint.class, 9..=15) {
        let words = usize::from(hint.words);
        let is_own = 1 < words
            || (is_name(reading, at)
                || reading.words[at].shape == Shape::NumberAndLetters)
                && !is_common(reading, at);
        let tokens = at..at + words;
        return if is_own { vec![(tokens, 0.65)] } else { Vec::new() };
    }
    if word == "," && is_state(reading, at + 1) {
        return name_before(reading, at)
            .map(|tokens| (tokens, 0.8))
            .into_iter()
            .collect();
    }
    if is_in(LOCALS) {
        let listed = |tokens: &Range<usize>| match reading.class_of(tokens) {
            1..=5 => true,
            6 | 7 | 31..=37 => tokens.clone().any(|at| !is_personal(reading, at)),
            _ => false,
        };
        let name = name_before(reading, at).filter(listed);
        return name.map(|tokens| (tokens, 0.6)).into_iter().collect();
    }
    Vec::new()
}

fn is_common(reading: &Reading<'_>, at: usize) -> bool {
    let traits = reading.words[at].traits;
    let common = [
        Trait::Common,
        Trait::SeenSmall,
        Trait::Surname,
        Trait::RareSurname,
        Trait::GivenName,
        Trait::RareGivenName,
        Trait::Kind,
        Trait::Outlet,
    ];
    common.iter().any(|common| traits.has(*common))
}

fn is_personal(reading: &Reading<'_>, at: usize) -> bool {
    let traits = reading.words[at].traits;
    [Trait::GivenName, Trait::Surname].iter().any(|personal| traits.has(*personal))
}

/// Whether a US state, abbreviated as in datelines, is at `at`.
fn is_state(reading: &Reading<'_>, at: usize) -> bool {
    let word = reading.word(at);
    word.ends_with('.') && reading.words[at].traits.has(Trait::StateShort)
}

/// Whether the word `at` may be part of a place's name.
fn is_name(reading: &Reading<'_>, at: usize) -> bool {
    let Some(word) = reading.words.get(at) else {
        return false;
    };
    let other = [Trait::Date, Trait::Demonym, Trait::Title, Trait::Office, Trait::Body];
    matches!(word.shape, Shape::Title | Shape::Mixed | Shape::Capitals)
        && 2 < reading.word(at).len()
        && !other.iter().any(|other| word.traits.has(*other))
        && (!word.traits.has(Trait::Common) || word.hint.class != 0)
}

/// The name that begins at `at`: as long as it is listed, else one word.
fn name_from(reading: &Reading<'_>, at: usize) -> Option<Range<usize>> {
    let before = at.checked_sub(1)?;
    let same = reading.sentence_of.get(at) == reading.sentence_of.get(before);
    if !same || !is_name(reading, at) {
        return None;
    }
    let hint = reading.words[at].hint;
    let words = if hint.begins { usize::from(hint.words).max(1) } else { 1 };
    let rest =
        (at + words..reading.words.len()).take_while(|at| is_name(reading, *at)).count();
    // An unlisted name may have two words, a longer one is likely something else.
    match (hint.begins, rest) {
        (true, 0) => Some(at..at + words),
        (false, 0 | 1) => Some(at..at + 1 + rest),
        _ => None,
    }
}

/// The name that ends before `at`.
fn name_before(reading: &Reading<'_>, at: usize) -> Option<Range<usize>> {
    let last = reading.before(at, 1)?;
    if !is_name(reading, last) {
        return None;
    }
    let hint = reading.words[last].hint;
    let words = if hint.class == 0 { 1 } else { usize::from(hint.words).max(1) };
    let start = (last + 1).checked_sub(words)?;
    let tokens = start..last + 1;
    let whole = words == 1 || reading.class_of(&tokens) != 0;
    let alone = start.checked_sub(1).is_none_or(|before| !is_name(reading, before));
    (whole && alone).then_some(tokens)
}

/// The listed names before `at` that "and" and commas tie together.
fn names_before(reading: &Reading<'_>, at: usize) -> Vec<(Range<usize>, f32)> {
    let mut names = Vec::new();
    let mut end = at;
    while let Some(name) = name_before(reading, end) {
        end = name.start;
        names.push((name, 0.7));
        let mut tied = false;
        while let Some(tie) = reading.before(end, 1) {
            if !matches!(reading.word(tie), "and" | "or" | "," | "/" | "&") {
                break;
            }
            tied = true;
            end = tie;
        }
        if !tied {
            break;
        }
    }
    // A single one is "Cherokee counties" cut from something else.
    if names.len() < 2 {
        return Vec::new();
    }
    names.reverse();
    names
}
