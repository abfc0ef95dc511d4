//! Toponym resolution: which place does a mention mean?
//!
//! Mentions of one name are resolved together: within an article a name keeps
//! its sense. Every [`Candidate`] is weighed by named [`Evidence`]; doubt is a
//! [`Resolution::Abstained`], never an error.

mod context;
mod evidence;
mod group;

use crate::{
    gazetteer::{Gazetteer, NameKind, Place, PlaceIndex},
    mention::{Mention, Reference},
};

pub use evidence::Evidence;

use context::Context;
use group::Group;

/// A place that a mention may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The place.
    pub place: PlaceIndex,
    /// The share of belief that it is this one, 0 to 1.
    pub confidence: f32,
}

/// Which place a mention means.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolution {
    /// One place, with the runners-up.
    Resolved {
        /// The place that is meant.
        chosen: Candidate,
        /// Others that may be meant, the likeliest first; at most five.
        alternatives: Vec<Candidate>,
        /// What spoke for it.
        evidence: Evidence,
    },
    /// No choice: why, and what there was to choose from.
    Abstained {
        /// Why.
        reason: Reason,
        /// What there was to choose from, the likeliest first; at most five.
        candidates: Vec<Candidate>,
    },
    /// A mention that is no name of a place in the gazetteer: a relation (its
    /// relatum follows in the list), a reference line.
    Elsewhere,
}

/// Why no place was chosen.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Reason {
    /// No place in the gazetteer bears the name.
    Unlisted,
    /// Several do, and nothing tells which.
    Ambiguous,
}

impl Reason {
    /// The reason as a reader is told it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Reason::Unlisted => "no place of that name is listed",
            Reason::Ambiguous => "several places bear that name and nothing tells which",
        }
    }
}

/// How many runners-up are kept.
const RUNNERS_UP: usize = 5;

/// The resolution of each of `mentions`, in their order.
#[must_use]
pub fn resolve(
    text: &str,
    mentions: &[Mention],
    gazetteer: &Gazetteer,
) -> Vec<Resolution> {
    let mut groups = group::groups(text, mentions, gazetteer);
    // Two passes: what stands beside its container or needs no context first,
    // then everything in the light of that.
    let mut context = Context::of_candidates(&groups);
    for _ in 0..2 {
        weigh(&mut groups, &context);
        context = Context::of_choices(&groups);
    }
    weigh(&mut groups, &context);
    let mut resolutions = vec![Resolution::Elsewhere; mentions.len()];
    for group in &groups {
        let resolution = group.resolution();
        for mention in &group.mentions {
            resolutions[*mention] = resolution.clone();
        }
    }
    resolutions
}

fn weigh(groups: &mut [Group<'_>], context: &Context) {
    for (at, group) in groups.iter_mut().enumerate() {
        group.weigh(at, context);
    }
}

/// The places that `reference` may name, the most spoken of first.
fn bearers<'g>(
    reference: &Reference,
    gazetteer: &'g Gazetteer,
) -> Vec<(Place<'g>, NameKind)> {
    match reference {
        Reference::Toponym(name) => gazetteer.named(name),
        Reference::Demonym(id) | Reference::Alias(id) => gazetteer
            .find(id)
            .map(|place| (place, NameKind::Primary))
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}
