//! "Southern Syria": which mentions rest on the toponym inside them?
//!
//! Looks at the words around each toponym. The table of parts is data: a word,
//! and the part it means.

use super::{Mention, Part, Reference, Relation};
use crate::text::Span;

/// Words for a part of a place, before its name ("southern Syria") or before
/// "of" ("the south of Syria").
const PARTS: &[(&str, Part)] = &[
    ("north", Part::North),
    ("northern", Part::North),
    ("northeast", Part::NorthEast),
    ("northeastern", Part::NorthEast),
    ("east", Part::East),
    ("eastern", Part::East),
    ("southeast", Part::SouthEast),
    ("southeastern", Part::SouthEast),
    ("south", Part::South),
    ("southern", Part::South),
    ("southwest", Part::SouthWest),
    ("southwestern", Part::SouthWest),
    ("west", Part::West),
    ("western", Part::West),
    ("northwest", Part::NorthWest),
    ("northwestern", Part::NorthWest),
    ("central", Part::Centre),
];

/// Adds to `mentions` the relational ones, each before the toponym it rests on.
#[must_use]
pub fn with_relations(text: &str, mentions: Vec<Mention>) -> Vec<Mention> {
    let mut all = Vec::with_capacity(mentions.len());
    let mut last_end = 0;
    for mention in mentions {
        if let Reference::Toponym(_) | Reference::Alias(_) = mention.reference {
            let found = part_before(text, last_end, &mention.span)
                .or_else(|| part_after(text, &mention.span));
            if let Some((part, span)) = found {
                let reference = Reference::Relational(Relation::Part(part));
                all.push(Mention { span, reference, ..mention.clone() });
            }
        }
        last_end = mention.span.end();
        all.push(mention);
    }
    all
}

/// "southern Syria", "north-west Syria", "the south of Syria".
fn part_before(text: &str, from: usize, toponym: &Span) -> Option<(Part, Span)> {
    let before = text.get(from..toponym.start())?;
    let (words, is_of) =
        match before.strip_suffix(" of ").or(before.strip_suffix(" of the ")) {
            Some(words) => (words, true),
            None => {
                let words = before.strip_suffix("the ").unwrap_or(before);
                (words.strip_suffix(' ')?, false)
            }
        };
    let start = words
        .rfind(|c: char| !(c.is_ascii_alphabetic() || c == '-'))
        .map_or(0, |at| at + 1);
    let word = words.get(start..)?;
    let part = part_named(word)?;
    // "the south of Syria", but "southern Syria": the two forms have their own words.
    let is_adjective = word.to_ascii_lowercase().ends_with("ern") || part == Part::Centre;
    if is_of && is_adjective {
        return None;
    }
    // "10 km south of Quneitra" is outside it: only *the* south of a place is its part.
    let has_the = words.get(..start).is_some_and(|before| before.ends_with("the "));
    if is_of && !has_the {
        return None;
    }
    let span = Span::new(text, from + start..toponym.end())?;
    Some((part, span))
}

/// "Syria's south".
fn part_after(text: &str, toponym: &Span) -> Option<(Part, Span)> {
    let after = text.get(toponym.end()..)?;
    let rest = after.strip_prefix("’s ").or_else(|| after.strip_prefix("'s "))?;
    let word_end =
        rest.find(|c: char| !(c.is_ascii_alphabetic() || c == '-')).unwrap_or(rest.len());
    let word = rest.get(..word_end)?;
    let part = part_named(word).filter(|_| !word.ends_with("ern"))?;
    let end = text.len() - after.len() + (after.len() - rest.len()) + word_end;
    Some((part, Span::new(text, toponym.start()..end)?))
}

fn part_named(word: &str) -> Option<Part> {
    let plain = word.replace('-', "").to_ascii_lowercase();
    PARTS.iter().find(|(name, _)| *name == plain).map(|(_, part)| *part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::Role;

    fn relations(text: &str, toponym: &str) -> Vec<(String, Part)> {
        let start = text.find(toponym).unwrap();
        let span = Span::new(text, start..start + toponym.len()).unwrap();
        let mention = Mention {
            span,
            sentence: span,
            reference: Reference::Toponym(toponym.to_owned()),
            role: Role::Literal,
            confidence: 1.0,
        };
        let all = with_relations(text, vec![mention]);
        let relational = all.iter().filter_map(|mention| match mention.reference {
            Reference::Relational(Relation::Part(part)) => {
                Some((mention.span.text(text).to_owned(), part))
            }
            _ => None,
        });
        relational.collect()
    }

    #[test]
    fn a_part_of_a_place_is_a_mention_of_its_own() {
        let south = |quote: &str| vec![(quote.to_owned(), Part::South)];
        assert_eq!(
            relations("in southern Syria today", "Syria"),
            south("southern Syria")
        );
        assert_eq!(relations("the south of Syria", "Syria"), south("south of Syria"));
        assert_eq!(relations("in Syria’s south.", "Syria"), south("Syria’s south"));
        assert_eq!(
            relations("North-western Syria", "Syria"),
            [("North-western Syria".to_owned(), Part::NorthWest)]
        );
    }

    #[test]
    fn other_words_before_a_toponym_make_no_relation() {
        assert_eq!(relations("stern Syria", "Syria"), []);
        assert_eq!(relations("10 km south of Quneitra", "Quneitra"), []);
        assert_eq!(relations("in Syria, southern winds", "Syria"), []);
        assert_eq!(relations("Syria’s southern border", "Syria"), []);
    }
}
