//! Where was the story filed?
//!
//! "PARIS (AP) —", "COVINGTON, Ky. —", "Amman (Reuters) -": the form alone says
//! that a place is named, however seldom it is written.

use std::ops::Range;

use super::{
    features::Shape,
    named::{Named, Reading},
    tagger::Kind,
    words::Trait,
};

/// `names` with the places of datelines marked.
pub(super) fn mark(reading: &Reading<'_>, mut names: Vec<Named>) -> Vec<Named> {
    let mut found = Vec::new();
    for sentence in &reading.sentences {
        found.extend(place(reading, &sentence.tokens));
    }
    if found.is_empty() {
        return names;
    }
    names.retain(|name| {
        // Both are in the order of the text.
        let next = found.partition_point(|place| place.end <= name.tokens.start);
        found.get(next).is_none_or(|place| name.tokens.end <= place.start)
    });
    let mut chances = [0.0; 4];
    chances[Kind::Location as usize] = 0.97;
    let marked =
        found.into_iter().map(|tokens| Named { tokens, kind: Kind::Location, chances });
    names.extend(marked);
    names.sort_by_key(|name| name.tokens.start);
    names
}

/// The place of the dateline that `sentence` begins with.
fn place(reading: &Reading<'_>, sentence: &Range<usize>) -> Option<Range<usize>> {
    let start = sentence.start;
    let first = reading.words.get(start)?;
    let capitals =
        sentence.clone().take(4).take_while(|at| is_capitals(reading, *at)).count();
    let listed = usize::from(first.hint.words) * usize::from(first.hint.begins);
    let (words, is_listed) = match (capitals, listed) {
        (0, 0) => return None,
        (0, listed) => (listed, true),
        (capitals, listed) => (capitals, capitals == listed),
    };
    let end = start + words;
    let (after_unit, has_unit) = skip_unit(reading, end);
    let (after_source, has_source) = skip_source(reading, after_unit);
    let has_dash = is_dash(reading, after_source);
    let enough = match (has_unit, has_source, has_dash) {
        (_, true, true) | (true, _, true) => true,
        (false, true, false) => is_listed && 0 < capitals,
        (false, false, true) => {
            0 < capitals && (is_listed || 3 < reading.word(start).len())
        }
        _ => false,
    };
    (enough && after_source < sentence.end).then_some(start..end)
}

fn is_capitals(reading: &Reading<'_>, at: usize) -> bool {
    let word = reading.word(at);
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    reading.words[at].shape == Shape::Capitals && 2 < letters || word == "ST."
}

/// Past ", Ky." or ", Jordan".
fn skip_unit(reading: &Reading<'_>, at: usize) -> (usize, bool) {
    let Some(unit) = reading.words.get(at + 1).filter(|_| reading.word(at) == ",") else {
        return (at, false);
    };
    let listed = if unit.hint.begins { usize::from(unit.hint.words) } else { 0 };
    let end = match () {
        () if 0 < listed => at + 1 + listed,
        () if unit.traits.has(Trait::StateShort) => at + 2,
        () => return (at, false),
    };
    let end = if reading.word(end) == "," { end + 1 } else { end };
    (end, true)
}

/// Past "(AP)".
fn skip_source(reading: &Reading<'_>, at: usize) -> (usize, bool) {
    if reading.word(at) != "(" {
        return (at, false);
    }
    let close = (at + 2..at + 6).find(|close| reading.word(close.to_owned()) == ")");
    close.map_or((at, false), |close| (close + 1, true))
}

/// Whether a dash that stands apart from its neighbours is at `at`.
fn is_dash(reading: &Reading<'_>, at: usize) -> bool {
    let is_dash = matches!(reading.word(at), "-" | "–" | "—" | "--" | "―");
    let apart = || {
        let before = at.checked_sub(1).map_or(0, |before| reading.tokens[before].end());
        before < reading.tokens[at].start() || reading.word(at) == "—"
    };
    is_dash && apart()
}
