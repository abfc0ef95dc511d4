//! Toponym recognition: which words of an article refer to a place?
//!
//! A [`Mention`] is a claim about the text, not about the world: it says that
//! the author uses these words to refer to a place, and not yet which place.
//! That is the next room's work (`resolve`).
//!
//! Recognition cannot fail. Any text has some number of mentions, often none.

mod chance;
pub mod corpus;
mod cues;
mod dateline;
mod document;
mod extent;
mod features;
mod hints;
mod lattice;
pub mod learn;
mod lesson;
mod lexicon;
mod named;
pub mod patterns;
mod phrases;
mod recognise;
mod relation;
mod role;
mod runs;
mod tagger;
mod words;

pub use phrases::{Phrase, PhraseBook};
pub use recognise::Recogniser;
pub use relation::with_relations;

use crate::{gazetteer::PlaceId, text::Span};

/// Words of an article that refer to a place: one occurrence.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where the words stand.
    pub span: Span,
    /// The sentence around them.
    pub sentence: Span,
    /// What sort of words they are, and what they point at.
    pub reference: Reference,
    /// How the article uses them.
    pub role: Role,
    /// How sure recognition is that the words refer to a place, 0 to 1.
    pub confidence: f32,
}

/// How words point at a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Reference {
    /// A place name, to be looked up: "Amman". Holds the name to look up,
    /// without "the", possessive or added kind ("Rapides Parish" stays whole).
    Toponym(String),
    /// A nationality or the like, whose place the lexicon knows: "Syrian".
    Demonym(PlaceId),
    /// An abbreviation or fixed phrase whose place the lexicon knows: "U.S.".
    Alias(PlaceId),
    /// A place made from another: "southern Syria". Holds the relation; the
    /// mention it rests on follows it in the list, inside its span.
    Relational(Relation),
    /// Words that name a reference layer: "the 1974 Disengagement Agreement".
    ReferenceLine {
        /// The layer's id.
        layer: String,
    },
}

/// How a relational reference makes a place from its relatum.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Relation {
    /// A part of the relatum, towards a bearing: "southern Syria".
    Part(Part),
}

/// The part of a place that is meant.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[expect(missing_docs, reason = "the points of the compass name themselves")]
pub enum Part {
    North,
    NorthEast,
    East,
    SouthEast,
    South,
    SouthWest,
    West,
    NorthWest,
    Centre,
}

/// What a place name stands for where it is used.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Role {
    /// The place itself: "floods in Jakarta".
    Literal,
    /// Something at or of the place: "Jakarta denied the report", "Syrian officials".
    Associative,
}
