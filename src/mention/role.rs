//! Is the place itself meant, or something at or of it?
//!
//! The words beside a mention vote: "in" for the place itself, a verb of saying
//! or an official for its government. The votes are small tables of weights, set
//! by hand; their sum decides.

use std::ops::Range;

use super::{
    Role,
    features::Shape,
    named::Reading,
    words::{Trait, Traits},
};

/// What a mention is, as far as its role is concerned.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Sort {
    /// A name that the gazetteer lists first for a country or state.
    Unit,
    /// Another name.
    Name,
    /// A sea, a mountain, a region: no government.
    Natural,
    /// A nationality.
    Demonym,
}

/// Weights of the word before a mention, without articles.
const BEFORE: &[(&str, f32)] = &[
    ("about", -0.5),
    ("above", 2.0),
    ("accuse", -3.0),
    ("accused", -3.0),
    ("across", 3.0),
    ("against", -3.0),
    ("among", -1.0),
    ("and", -0.3),
    ("around", 2.5),
    ("at", 3.0),
    ("beat", -3.0),
    ("between", -1.5),
    ("by", -2.0),
    ("called", 0.5),
    ("cross", 2.0),
    ("crossed", 2.0),
    ("crosses", 2.5),
    ("crossing", 2.0),
    ("defeated", -3.0),
    ("entered", 2.5),
    ("entering", 2.5),
    ("expelled", -2.0),
    ("fled", 2.5),
    ("for", -0.8),
    ("former", -2.0),
    ("from", 2.2),
    ("hit", 1.0),
    ("if", -2.0),
    ("in", 3.5),
    ("inside", 3.0),
    ("into", 2.5),
    ("leave", 2.0),
    ("leaving", 2.0),
    ("left", 2.0),
    ("near", 3.5),
    ("nearby", 2.0),
    ("of", 0.3),
    ("off", 2.0),
    ("on", -0.4),
    ("or", -0.3),
    ("outside", 3.0),
    ("over", 0.5),
    ("reach", 2.0),
    ("reached", 2.0),
    ("rural", 1.0),
    ("said", -2.0),
    ("sanctions", -2.0),
    ("struck", 1.5),
    ("that", -2.2),
    ("through", 2.5),
    ("throughout", 3.0),
    ("to", 1.3),
    ("toured", 2.5),
    ("touring", 2.5),
    ("toward", 1.0),
    ("towards", 1.0),
    ("via", 3.0),
    ("visit", 2.5),
    ("visited", 2.5),
    ("visiting", 2.5),
    ("when", -1.5),
    ("where", -1.0),
    ("which", -1.5),
    ("while", -1.5),
    ("with", -2.0),
    ("within", 2.5),
];

/// Weights of the word after a mention.
const AFTER: &[(&str, f32)] = &[
    ("airport", 3.0),
    ("are", -0.7),
    ("area", 3.5),
    ("became", -0.5),
    ("border", 2.5),
    ("capital", 3.0),
    ("city", 3.0),
    ("coast", 3.5),
    ("could", -1.2),
    ("court", 1.0),
    ("did", -1.5),
    ("does", -1.5),
    ("had", -1.5),
    ("has", -1.2),
    ("have", -1.0),
    ("home", 2.0),
    ("hospital", 2.5),
    ("hotel", 3.0),
    ("house", 2.0),
    ("intersection", 3.0),
    ("is", -0.7),
    ("man", 0.2),
    ("may", -1.2),
    ("might", -1.2),
    ("must", -1.5),
    ("neighborhood", 3.5),
    ("neighbourhood", 3.5),
    ("office", 1.5),
    ("offices", 1.5),
    ("on", 0.8),
    ("region", 3.5),
    ("restaurant", 2.5),
    ("road", 3.0),
    ("school", 1.5),
    ("schools", 1.5),
    ("shore", 3.0),
    ("should", -1.7),
    ("soil", 2.5),
    ("street", 3.0),
    ("streets", 3.0),
    ("suburb", 3.5),
    ("suburbs", 3.5),
    ("territory", 2.5),
    ("to", -0.6),
    ("town", 3.0),
    ("village", 3.0),
    ("was", -0.3),
    ("waters", 2.5),
    ("were", -0.5),
    ("where", 3.0),
    ("will", -1.2),
    ("won", -2.0),
    ("would", -1.7),
];

/// The role of the mention `tokens`. `former` is the mention before it, if any,
/// with its role.
pub(super) fn role(
    reading: &Reading<'_>,
    tokens: &Range<usize>,
    sort: Sort,
    former: Option<(&Range<usize>, Role)>,
) -> Role {
    if let Some((former, role)) = former
        && sort != Sort::Demonym
        && is_tied(reading, former, tokens)
    {
        return role;
    }
    let score =
        of_sort(sort) + left(reading, tokens, sort) + right(reading, tokens, sort);
    if score < 0.0 { Role::Associative } else { Role::Literal }
}

fn of_sort(sort: Sort) -> f32 {
    match sort {
        Sort::Unit => -0.2,
        Sort::Name => 0.8,
        Sort::Natural => 2.0,
        Sort::Demonym => f32::NEG_INFINITY,
    }
}

/// Whether the mention `after` only goes on with what `before` began: "Amman,
/// Jordan", "in Syria and Iraq".
fn is_tied(reading: &Reading<'_>, before: &Range<usize>, after: &Range<usize>) -> bool {
    let same = reading.sentence_of[before.start] == reading.sentence_of[after.start];
    let between = before.end..after.start;
    let ties =
        |at: usize| matches!(reading.word(at), "," | "and" | "or" | "the" | "(" | "&");
    same && !between.is_empty() && between.len() < 4 && between.clone().all(ties)
}

fn left(reading: &Reading<'_>, tokens: &Range<usize>, sort: Sort) -> f32 {
    let mut at = tokens.start;
    let mut score = 0.0;
    let mut steps = 0;
    while let Some(before) = reading.before(at, 1) {
        let word = reading.word(before);
        let lower = word.to_lowercase();
        let is_article = matches!(lower.as_str(), "the" | "a" | "an");
        let is_compass = reading.words[before].traits.has(Trait::Compass)
            && reading.words[before].shape == Shape::Small;
        if is_compass && !matches!(word, "mid" | "upper" | "lower") {
            score += 1.8;
        }
        if (is_article || is_compass) && steps < 3 {
            at = before;
            steps += 1;
            continue;
        }
        if word == "of" {
            return score
                + reading.before(before, 1).map_or(0.3, |at| what_of(reading, at));
        }
        if lower == "with"
            && reading.before(before, 1).is_some_and(|at| reading.word(at) == "border")
        {
            return score + 3.0;
        }
        if lower == "between" && sort == Sort::Name {
            return score + 0.5;
        }
        let listed = BEFORE.binary_search_by(|(known, _)| (*known).cmp(lower.as_str()));
        let weight = listed.map_or(0.0, |index| BEFORE[index].1);
        // "Diplomats from Turkey", "an ambassador to Caracas".
        let of_office = matches!(lower.as_str(), "from" | "to")
            && reading.before(before, 1).is_some_and(|at| is_office(reading, at));
        return score + if of_office { -2.5 } else { weight };
    }
    // A sentence that begins with a country is mostly about what it does.
    score + if sort == Sort::Unit { -1.0 } else { -0.3 }
}

fn is_office(reading: &Reading<'_>, at: usize) -> bool {
    let traits = reading.words[at].traits;
    traits.has(Trait::Office) || traits.has(Trait::Title)
}

/// What the word before "of" says: "the government of", "the town of".
fn what_of(reading: &Reading<'_>, at: usize) -> f32 {
    let traits = reading.words[at].traits;
    match reading.word(at) {
        "people" | "president" | "independence" | "sovereignty" | "leadership" => -2.0,
        "outside" | "part" | "parts" | "center" | "centre" | "rest" | "most" | "out" => {
            2.5
        }
        _ if traits.has(Trait::Compass) || traits.has(Trait::Kind) => 2.5,
        _ if traits.has(Trait::Body) || traits.has(Trait::Office) => -2.5,
        _ => 0.3,
    }
}

fn right(reading: &Reading<'_>, tokens: &Range<usize>, sort: Sort) -> f32 {
    let Some(after) = reading.after(tokens.end - 1, 1) else {
        return 0.3;
    };
    let word = reading.word(after);
    if matches!(word, "'s" | "’s") {
        let next = reading.after(after, 1).map_or(0.0, |next| noun(reading, next, sort));
        return if sort == Sort::Unit { -1.2 } else { -0.4 } + next * 0.7;
    }
    if word == "," {
        return if sort == Sort::Name { 0.6 } else { 0.3 };
    }
    if matches!(word, "-" | "–") {
        return if sort == Sort::Name { 0.0 } else { -1.5 };
    }
    noun(reading, after, sort)
}

/// What a word after a mention says of it.
fn noun(reading: &Reading<'_>, at: usize, sort: Sort) -> f32 {
    let word = reading.word(at);
    let traits: Traits = reading.words[at].traits;
    if let Ok(index) = AFTER.binary_search_by(|(known, _)| (*known).cmp(word)) {
        let weight = AFTER[index].1;
        // Verbs after a town's name say less than after a country's.
        let is_verb = weight < 0.0 && sort == Sort::Name;
        return if is_verb { weight * 0.5 } else { weight };
    }
    let is_large =
        reading.words[at].shape != Shape::Small && word.starts_with(char::is_uppercase);
    match () {
        () if is_large && (traits.has(Trait::Body) || traits.has(Trait::Office)) => -3.5,
        () if is_large && (traits.has(Trait::Outlet) || traits.has(Trait::Title)) => -3.5,
        () if is_large => -1.5,
        () if traits.has(Trait::Office) || traits.has(Trait::Title) => -3.5,
        () if traits.has(Trait::Saying) => -2.5,
        () if traits.has(Trait::Kind) => 3.0,
        () if traits.has(Trait::Body) => -2.0,
        () => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::{AFTER, BEFORE};

    #[test]
    fn the_tables_are_sorted() {
        assert!(BEFORE.is_sorted_by_key(|(word, _)| *word));
        assert!(AFTER.is_sorted_by_key(|(word, _)| *word));
    }
}
