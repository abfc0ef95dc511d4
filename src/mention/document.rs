//! What does the article as a whole say about a name?

use std::ops::Range;

use super::{
    lexicon::Sort,
    named::{Named, Reading},
    tagger::Kind,
    words::Trait,
};

/// The names as they are after the article has been heard.
pub(super) fn settle(_reading: &Reading<'_>, names: Vec<Named>) -> Vec<Named> {
    names
}

/// Whether the words `tokens`, which the lexicon knows, are used in that sense,
/// where `name` is the name that begins or goes on with them.
pub(super) fn accepts(
    reading: &Reading<'_>,
    name: Option<&Named>,
    tokens: Range<usize>,
    sort: Sort,
) -> bool {
    let Some(name) = name else {
        return true;
    };
    match (name.kind, sort) {
        (Kind::Location, _) => name.tokens.end <= tokens.end,
        (Kind::Other, _) => true,
        (Kind::Person, _) => false,
        (Kind::Organisation, _) => {
            let last = reading.words[name.tokens.end - 1].traits;
            !(last.has(Trait::Firm) || last.has(Trait::Outlet) || last.has(Trait::Team))
        }
    }
}
