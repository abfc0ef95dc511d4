//! What does the gazetteer know of the words of a sentence?
//!
//! Whether a listed name begins or goes on there, how long it is, and what sort
//! of place bears it. Evidence only: "Of" is a town in Turkey.

use super::features::GazetteerHint;
use crate::{
    gazetteer::{Gazetteer, Kind, NameKind, Place, Scanner},
    text::Span,
};

/// The hint for each of `tokens`, the words of one sentence of `text`.
pub(super) fn hints(
    gazetteer: &Gazetteer,
    scanner: &mut Scanner,
    text: &str,
    tokens: &[Span],
    hints: &mut Vec<GazetteerHint>,
) {
    let first = hints.len();
    hints.resize(first + tokens.len(), GazetteerHint::default());
    let hints = &mut hints[first..];
    let mut at = 0;
    while at < tokens.len() {
        let words = tokens[at..].iter().map(|token| token.text(text));
        let mut longest = None;
        if may_begin(tokens[at].text(text)) {
            let words = words.take_while(|word| may_be_inside(word));
            scanner.names_at(gazetteer, words, |found| longest = Some(found));
        }
        let Some(found) = longest else {
            at += 1;
            continue;
        };
        let end = at + found.words;
        let class = class(&found.bearers(gazetteer));
        for (index, hint) in hints[at..end].iter_mut().enumerate() {
            *hint = GazetteerHint { class, begins: index == 0, words: found.words as u8 };
        }
        at = end;
    }
}

fn may_begin(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
}

fn may_be_inside(word: &str) -> bool {
    matches!(word, "-" | "'" | "’" | "&") || word.contains(char::is_alphanumeric)
}

/// The class of a name by the most spoken of those of `bearers` that are listed
/// under it, from 1; higher where all of them bear it as another name.
pub(super) fn class(bearers: &[(Place<'_>, NameKind)]) -> u8 {
    let is_own = |(place, name): &&(Place<'_>, NameKind)| {
        *name != NameKind::Alternate || place.kind() == Kind::Country
    };
    let Some((place, name)) = bearers.iter().find(is_own).or(bearers.first()) else {
        return 0;
    };
    let class = match place.kind() {
        Kind::Country => 1,
        Kind::Admin1 => 2,
        Kind::Admin2 => 3,
        Kind::City => match place.importance() {
            importance if 6.0 <= importance => 4,
            importance if 5.0 <= importance => 5,
            importance if 4.0 <= importance => 6,
            _ => 7,
        },
        Kind::District => 8,
        Kind::Continent | Kind::Region => 9,
        Kind::Sea | Kind::Gulf | Kind::Strait | Kind::Ocean => 10,
        Kind::Lake | Kind::River | Kind::Canal => 11,
        Kind::Island | Kind::Peninsula | Kind::Cape | Kind::Coast => 12,
        Kind::Landmark => 13,
        Kind::Mountain | Kind::Range | Kind::Plateau | Kind::Desert | Kind::Valley => 14,
    };
    class + 15 * (*name as u8)
}
