//! Which of the words of a name are the place's?
//!
//! "Anderson County Jail" is at Anderson County, "Kansas Highway Patrol" is of
//! Kansas, "University of Cincinnati" of Cincinnati, "Syria-Israel" is two
//! places, and the "Washington Post" is none.

use std::ops::Range;

use super::{
    features::Shape,
    named::{Named, Reading},
    tagger::Kind,
    words::{Trait, Traits},
};
use crate::gazetteer::Scanner;

/// A listed name has at most this many words.
const LONGEST: usize = 8;

impl Reading<'_> {
    /// The class of the places that bear exactly the words `tokens` as a name, 0
    /// if there is none.
    pub(super) fn class_of(&self, tokens: &Range<usize>) -> u8 {
        let Some(first) =
            self.words.get(tokens.start).filter(|_| tokens.len() <= LONGEST)
        else {
            return 0;
        };
        if first.hint.begins && usize::from(first.hint.words) == tokens.len() {
            return first.hint.class;
        }
        let words = tokens.clone().map(|at| self.word(at));
        let mut class = 0;
        Scanner::default().names_at(self.gazetteer, words, |found| {
            if found.words == tokens.len() {
                class = super::hints::class(&found.bearers(self.gazetteer));
            }
        });
        class
    }

    /// Whether the words `tokens` are a name that the gazetteer lists for several
    /// places, no abbreviation: "St. Petersburg" is one of them.
    pub(super) fn is_plain_name(&self, tokens: &Range<usize>) -> bool {
        let is_short = |at: usize| {
            matches!(
                self.words[at].shape,
                Shape::Dotted | Shape::Capitals | Shape::Initial
            )
        };
        let is_dotted = tokens.len() == 1 && self.word(tokens.start).ends_with('.');
        let may_be_several = !matches!(self.class_of(tokens), 0 | 1);
        may_be_several && !is_dotted && !tokens.clone().any(is_short)
    }

    /// Whether the words `tokens` are the name of a place.
    fn is_known(&self, tokens: &Range<usize>) -> bool {
        !tokens.is_empty() && self.class_of(tokens) != 0
    }

    /// Whether the words `tokens`, which name some place, are more than a common
    /// word that a place somewhere is named by: "Commerce", "Central", "St.".
    fn is_proper(&self, tokens: &Range<usize>) -> bool {
        let class = self.class_of(tokens);
        if 1 < tokens.len() || class == 1 {
            return true;
        }
        let traits = self.traits(tokens.start);
        let common = [
            Trait::Common,
            Trait::Compass,
            Trait::Kind,
            Trait::Body,
            Trait::Title,
            Trait::Office,
            Trait::Date,
            Trait::Street,
        ];
        let is_common = common.iter().any(|common| traits.has(*common));
        if class == 2 {
            return !is_common;
        }
        let is_alternate = (16..=29).contains(&class);
        let is_abbreviation = self.word(tokens.start).ends_with('.');
        let unlikely =
            is_common || traits.has(Trait::SeenSmall) || traits.has(Trait::GivenName);
        !is_alternate
            && !is_abbreviation
            && !unlikely
            && 2 < self.word(tokens.start).len()
    }

    fn traits(&self, at: usize) -> Traits {
        self.words.get(at).map_or_else(Traits::default, |word| word.traits)
    }
}

/// The least chance at which a name that no list has is taken for a place.
const UNLISTED: f32 = 0.4;

/// Adds the places in `name`, which was taken for a place as a whole.
pub(super) fn places_in_location(
    reading: &Reading<'_>,
    name: &Named,
    places: &mut Vec<Named>,
) {
    let mut tokens = name.tokens.clone();
    let is_listed = reading.is_known(&tokens);
    let is_doubtful = !is_listed && name.chance(Kind::Location) < UNLISTED;
    if !is_listed && is_organisation(reading, &tokens) {
        places.push(Named { kind: Kind::Organisation, ..name.clone() });
        return;
    }
    if is_doubtful
        || is_illness(reading, name)
        || is_common(reading, name)
        || is_saint(reading, name)
    {
        return;
    }
    if is_full_name(reading, &tokens) {
        places.push(Named { kind: Kind::Person, ..name.clone() });
        return;
    }
    if let Some(longer) = listed_longer(reading, &tokens) {
        places.push(Named { tokens: longer, ..name.clone() });
        return;
    }
    if tokens.len() == 1 || is_listed {
        places.push(name.clone());
        return;
    }
    if reading.word(tokens.start).eq_ignore_ascii_case("the") {
        tokens.start += 1;
    }
    for part in parts(reading, &tokens) {
        places.push(Named { tokens: core(reading, part), ..name.clone() });
    }
}

/// The listed name that goes on after `tokens` with small words: "Rafah crossing".
fn listed_longer(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<Range<usize>> {
    let hint = reading.words[tokens.start].hint;
    let longer = tokens.start..tokens.start + usize::from(hint.words);
    let goes_on = hint.begins && tokens.end < longer.end && hint.class <= 15;
    let is_small = |at: usize| reading.words[at].shape == Shape::Small;
    (goes_on && (tokens.end..longer.end).all(is_small)).then_some(longer)
}

/// Whether `name` is made of common words and the tagger is not sure of it: "City
/// Hall", "Border", "Learning Center".
fn is_common(reading: &Reading<'_>, name: &Named) -> bool {
    let common = [
        Trait::Common,
        Trait::SeenSmall,
        Trait::Compass,
        Trait::Kind,
        Trait::Body,
        Trait::Street,
        Trait::Title,
        Trait::Office,
        Trait::Date,
    ];
    let mut words = name.tokens.clone();
    let all_common = words.all(|at| {
        let traits = reading.traits(at);
        common.iter().any(|common| traits.has(*common))
    });
    let class = reading.class_of(&name.tokens);
    let is_in = reading.is_after_place_preposition(name.tokens.start);
    let sure = match class {
        1 | 2 => 0.3,
        3..=15 if 1 < name.tokens.len() => 0.4,
        3..=8 if is_in => 0.5,
        3..=8 => 0.75,
        9..=15 => 0.5,
        _ => 0.9,
    };
    all_common && name.chance(Kind::Location) < sure
}

/// Whether `tokens`, which no list has, are a firm, a paper, a team or an event.
fn is_organisation(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    let last = reading.traits(tokens.end - 1);
    let private = [Trait::Firm, Trait::Outlet, Trait::Team];
    let is_other = || {
        private.iter().any(|private| last.has(*private))
            && known_beginning(reading, tokens).is_none()
            && after_of(reading, tokens).is_none()
    };
    1 < tokens.len()
        && (last.has(Trait::Team) || is_private(reading, tokens) || is_other())
}

/// Whether an illness is called by `name`: "West Nile virus".
fn is_illness(reading: &Reading<'_>, name: &Named) -> bool {
    let after = reading.after(name.tokens.end - 1, 1).map_or("", |at| reading.word(at));
    matches!(after, "virus" | "disease" | "syndrome" | "fever" | "measles" | "flu")
}

/// Whether `tokens` name a body that is a place's in name only: a university, a
/// bank, a party.
fn is_private(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    const PRIVATE: &[&str] = &[
        "Academy",
        "Bank",
        "Club",
        "College",
        "Foundation",
        "Fund",
        "Group",
        "Institute",
        "Institution",
        "League",
        "Orchestra",
        "Party",
        "Partners",
        "Society",
        "Trust",
        "Union",
        "University",
    ];
    tokens.clone().any(|at| PRIVATE.contains(&reading.word(at)))
}

/// Whether `name` is a saint's, of whom something is called: "St. John's Church".
fn is_saint(reading: &Reading<'_>, name: &Named) -> bool {
    let first = reading.word(name.tokens.start);
    let after = reading.after(name.tokens.end - 1, 1).map_or("", |at| reading.word(at));
    matches!(first, "St" | "St." | "Saint") && matches!(after, "'s" | "’s" | "'" | "’")
}

/// Whether `tokens` are a person's given name and surname: no listed place, and
/// no word for a kind of place.
fn is_full_name(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    let kinds = [Trait::Kind, Trait::Street, Trait::Body, Trait::Compass, Trait::Common];
    let is_kind = |at: usize| kinds.iter().any(|kind| reading.traits(at).has(*kind));
    let first = reading.traits(tokens.start);
    let rest = tokens.start + 1..tokens.end;
    (2..=3).contains(&tokens.len())
        && (first.has(Trait::GivenName) || first.has(Trait::RareGivenName))
        && !rest.clone().any(is_kind)
        && !reading.is_known(tokens)
        && rest.clone().all(|at| reading.words[at].shape != Shape::Hyphen)
}

/// `tokens` parted at hyphens and strokes, if what is between them are places or
/// nationalities.
fn parts(reading: &Reading<'_>, tokens: &Range<usize>) -> Vec<Range<usize>> {
    let is_sign = |at: usize| {
        matches!(reading.words[at].shape, Shape::Hyphen) || reading.word(at) == "/"
    };
    let mut parts = Vec::new();
    let mut start = tokens.start;
    for at in tokens.clone().filter(|at| is_sign(*at)).chain([tokens.end]) {
        if start < at {
            parts.push(start..at);
        }
        start = at + 1;
    }
    let known = |part: &Range<usize>| {
        reading.is_known(part)
            || part.len() == 1 && reading.traits(part.start).has(Trait::Demonym)
    };
    match parts.len() {
        0 | 1 => vec![tokens.clone()],
        _ if parts.iter().all(known) => parts,
        _ => vec![tokens.clone()],
    }
}

/// The words of `tokens` that are the place's.
fn core(reading: &Reading<'_>, tokens: Range<usize>) -> Range<usize> {
    if tokens.len() == 1 || reading.is_known(&tokens) {
        return tokens;
    }
    if let Some(after_of) = after_of(reading, &tokens) {
        return after_of;
    }
    let rest = tokens.start + 1..tokens.end;
    if reading.traits(tokens.start).has(Trait::Compass) && reading.is_known(&rest) {
        return rest;
    }
    let last = reading.traits(tokens.end - 1);
    let is_small = reading.words[tokens.end - 1].shape == Shape::Small;
    if (last.has(Trait::Street) || last.has(Trait::Kind)) && !is_small {
        return tokens;
    }
    let tail = |beginning: &Range<usize>| {
        (beginning.end..tokens.end).any(|at| {
            let traits = reading.traits(at);
            traits.has(Trait::Body)
                || traits.has(Trait::Common)
                || traits.has(Trait::Kind)
        })
    };
    known_beginning(reading, &tokens).filter(tail).unwrap_or(tokens)
}

/// The place after the last "of" in `tokens`.
fn after_of(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<Range<usize>> {
    let of = tokens.clone().rev().find(|at| reading.word(*at) == "of")?;
    let mut rest = of + 1..tokens.end;
    if reading.word(rest.start) == "the" {
        rest.start += 1;
    }
    if reading.is_known(&rest) && reading.is_proper(&rest) {
        return Some(rest);
    }
    known_beginning(reading, &rest)
}

/// The longest beginning of `tokens` that is the name of a place.
fn known_beginning(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<Range<usize>> {
    let ends = (tokens.start + 1..tokens.end.min(tokens.start + LONGEST)).rev();
    ends.map(|end| tokens.start..end)
        .find(|beginning| reading.is_known(beginning) && reading.is_proper(beginning))
}

/// Adds what is to be said of `name`, an organisation: the place it is of, if
/// it is a public body, and itself, so that its words are taken for nothing else.
/// `places` are words that are the name of a place elsewhere, sorted.
pub(super) fn places_in_organisation(
    reading: &Reading<'_>,
    name: &Named,
    place_words: &[u32],
    places: &mut Vec<Named>,
) {
    let Some(place) = place_of_body(reading, &name.tokens, place_words) else {
        places.push(name.clone());
        return;
    };
    let rest = |tokens: Range<usize>| Named { tokens, ..name.clone() };
    let mut chances = [0.0; 4];
    chances[Kind::Location as usize] = 0.7;
    if name.tokens.start < place.start {
        places.push(rest(name.tokens.start..place.start));
    }
    places.push(Named { tokens: place.clone(), kind: Kind::Location, chances });
    if place.end < name.tokens.end {
        places.push(rest(place.end..name.tokens.end));
    }
}

/// The place in the name of a public body.
fn place_of_body(
    reading: &Reading<'_>,
    tokens: &Range<usize>,
    place_words: &[u32],
) -> Option<Range<usize>> {
    let last = reading.traits(tokens.end - 1);
    if is_private(reading, tokens) {
        return None;
    }
    if let Some(after_of) = after_of(reading, tokens) {
        return Some(after_of);
    }
    let is_compass = |at: &usize| reading.traits(*at).has(Trait::Compass);
    let after_compass = tokens.clone().find(|at| !is_compass(at)).unwrap_or(tokens.start);
    let beginning = known_beginning(reading, tokens)
        .or_else(|| known_beginning(reading, &(after_compass..tokens.end)))?;
    let private = [Trait::Firm, Trait::Outlet, Trait::Team];
    let is_saint = matches!(reading.word(beginning.end), "'s" | "’s");
    let is_firm =
        private.iter().any(|private| last.has(*private)) && !last.has(Trait::Body);
    if is_saint || is_firm {
        return None;
    }
    let is_body =
        (beginning.end..tokens.end).any(|at| reading.traits(at).has(Trait::Body));
    let first = &reading.words[beginning.start];
    let is_unit = matches!(reading.class_of(&beginning), 1..=3);
    let could_be_person = match beginning.len() {
        1 => first.traits.has(Trait::Surname) || first.traits.has(Trait::GivenName),
        2 => first.traits.has(Trait::GivenName),
        _ => false,
    };
    const LOCAL: &[&str] =
        &["City", "County", "Fire", "Municipal", "Police", "Town", "Township"];
    let is_local = || LOCAL.contains(&reading.word(beginning.end));
    let named_elsewhere = || place_words.binary_search(&first.hash).is_ok();
    let sure = is_unit || !could_be_person || named_elsewhere() || is_local();
    (is_body && sure).then_some(beginning)
}
