//! The pipeline, whole: an article in, its places out.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Mutex, PoisonError},
};

use crate::{
    footprint::{self, Footprint},
    gazetteer::{self, Footprints, Gazetteer, Place, PlaceIndex},
    layer::{self, ReferenceLayers},
    mention::{
        Mention, Phrase, PhraseBook, Recogniser, Reference, Relation, Role,
        with_relations,
    },
    resolve::{Candidate, Evidence, Reason, Resolution, resolve},
    text::Article,
};

/// Everything that geoparsing needs, opened once and shared by all threads.
pub struct Geoparser {
    gazetteer: Gazetteer,
    outlines: Footprints,
    layers: ReferenceLayers,
    recogniser: Recogniser,
    phrases: PhraseBook,
    /// Footprints that were asked for before: simplifying a coast takes longer
    /// than reading a story.
    drawn: Mutex<BTreeMap<Referent, Footprint>>,
}

/// Why the data cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A compiled file is missing, broken or of another version.
    #[error(transparent)]
    Compiled(#[from] gazetteer::Error),
    /// A reference layer is missing or cannot be read.
    #[error(transparent)]
    Layers(#[from] layer::Error),
}

/// An article with what was found in it.
#[derive(Clone, Debug)]
pub struct Geoparsed {
    /// The article that was read.
    pub article: Article,
    /// What refers to places, in the order of the text. A relational mention
    /// stands before the toponym inside it.
    pub mentions: Vec<Mention>,
    /// The resolution of each mention.
    pub resolutions: Vec<Resolution>,
}

/// What a mention comes to.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Referent {
    /// A place of the gazetteer.
    Place(PlaceIndex),
    /// A place made from another.
    Part(Relation, PlaceIndex),
    /// A reference layer, by its id.
    Layer(String),
}

/// A place of an article, with all that the article says of it.
#[derive(Clone, Debug)]
pub struct Found {
    /// What it is.
    pub referent: Referent,
    /// Indices of its mentions.
    pub mentions: Vec<usize>,
    /// Literal if any mention is.
    pub role: Role,
    /// How sure it is that the article refers to it, 0 to 1.
    pub confidence: f32,
    /// Places that may be meant instead.
    pub alternatives: Vec<Candidate>,
    /// What spoke for it, where there was a choice to make.
    pub evidence: Option<Evidence>,
}

impl Geoparser {
    /// Opens the compiled data under `geodata`.
    ///
    /// # Errors
    ///
    /// If a file is missing, broken or of another version.
    pub fn open(geodata: &Path) -> Result<Geoparser, Error> {
        let gazetteer = Gazetteer::open(&geodata.join("world.gaz"))?;
        let outlines = Footprints::open(&geodata.join("footprints.bin"))?;
        let layers = ReferenceLayers::open(&geodata.join("layers"))?;
        let recogniser = Recogniser::open(geodata)?;
        let phrases = layers.iter().flat_map(|layer| {
            layer.phrases.iter().map(|phrase| Phrase {
                text: phrase.text.clone(),
                layer: layer.id.clone(),
                near: phrase.near.clone(),
            })
        });
        let phrases = PhraseBook::new(phrases.collect());
        let drawn = Mutex::default();
        Ok(Geoparser { gazetteer, outlines, layers, recogniser, phrases, drawn })
    }

    /// The list of places.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// The polygons of places.
    #[must_use]
    pub fn outlines(&self) -> &Footprints {
        &self.outlines
    }

    /// The reference layers.
    #[must_use]
    pub fn layers(&self) -> &ReferenceLayers {
        &self.layers
    }

    /// Finds the places of `article`. Pure: the same article and the same data
    /// give the same answer. Never fails, on any text.
    #[must_use]
    pub fn geoparse(&self, article: Article) -> Geoparsed {
        let mentions = self.recognise(&article);
        self.resolve(article, mentions)
    }

    /// Finds what refers to places in `article`, without saying which.
    #[must_use]
    pub fn recognise(&self, article: &Article) -> Vec<Mention> {
        let mentions = self.recogniser.recognise(article, &self.gazetteer);
        let mentions = with_relations(&article.text, mentions);
        self.phrases.with_reference_lines(&article.text, mentions)
    }

    /// Resolves mentions that are known already.
    #[must_use]
    pub fn resolve(&self, article: Article, mentions: Vec<Mention>) -> Geoparsed {
        let resolutions = resolve(&article.text, &mentions, &self.gazetteer);
        // "Southern Damascus" without an outline of Damascus is Damascus.
        let stays = |at: usize| {
            !matches!(mentions[at].reference, Reference::Relational(_))
                || self.has_outlined_relatum(&resolutions, at)
        };
        let staying: Vec<bool> = (0..mentions.len()).map(stays).collect();
        let (mentions, resolutions) = mentions
            .into_iter()
            .zip(resolutions)
            .zip(staying)
            .filter_map(|(both, stays)| stays.then_some(both))
            .unzip();
        Geoparsed { article, mentions, resolutions }
    }

    /// Whether parts can be cut from the relatum of relational mention `at`.
    fn has_outlined_relatum(&self, resolutions: &[Resolution], at: usize) -> bool {
        let Some(Resolution::Resolved { chosen, .. }) = resolutions.get(at + 1) else {
            return false;
        };
        footprint::has_outline(&self.gazetteer.place(chosen.place), &self.outlines)
    }

    /// Where a referent is on earth.
    #[must_use]
    pub fn footprint(&self, referent: &Referent) -> Option<Footprint> {
        let drawn = || self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(footprint) = drawn().get(referent) {
            return Some(footprint.clone());
        }
        let footprint = self.draw(referent)?;
        if !matches!(footprint.geometry, geo::Geometry::Point(_)) {
            drawn().insert(referent.clone(), footprint.clone());
        }
        Some(footprint)
    }

    fn draw(&self, referent: &Referent) -> Option<Footprint> {
        match referent {
            Referent::Place(place) => {
                let place = self.gazetteer.place(*place);
                Some(footprint::of_place(&place, &self.gazetteer, &self.outlines))
            }
            Referent::Part(relation, relatum) => {
                let relatum = self.gazetteer.place(*relatum);
                let made = footprint::of_relation(
                    *relation,
                    &relatum,
                    &self.gazetteer,
                    &self.outlines,
                );
                Some(made.unwrap_or_else(|| {
                    footprint::of_place(&relatum, &self.gazetteer, &self.outlines)
                }))
            }
            Referent::Layer(id) => {
                let layer = self.layers.get(id)?;
                let lines = layer.lines();
                let point = geo::InteriorPoint::interior_point(&lines)?;
                Some(Footprint {
                    geometry: lines.into(),
                    point,
                    method: None,
                    uncertainty_km: layer.accuracy_m.map(|m| m / 1000.0),
                })
            }
        }
    }
}

impl Geoparsed {
    /// The places of the article, each once, in the order of first mention.
    #[must_use]
    pub fn found(&self) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut known: BTreeMap<Referent, usize> = BTreeMap::new();
        for (at, mention) in self.mentions.iter().enumerate() {
            if self.is_within_relation(at) {
                continue;
            }
            let Some((referent, confidence, resolution)) = self.referent(at) else {
                continue;
            };
            let confidence = confidence * mention.confidence;
            if let Some(known) =
                known.get(&referent).and_then(|number| found.get_mut(*number))
            {
                known.mentions.push(at);
                known.confidence = known.confidence.max(confidence);
                if mention.role == Role::Literal {
                    known.role = Role::Literal;
                }
                continue;
            }
            let (alternatives, evidence) = match resolution {
                Resolution::Resolved { alternatives, evidence, .. } => {
                    (alternatives.clone(), Some(*evidence))
                }
                _ => (Vec::new(), None),
            };
            known.insert(referent.clone(), found.len());
            let (mentions, role) = (vec![at], mention.role);
            found.push(Found {
                referent,
                mentions,
                role,
                confidence,
                alternatives,
                evidence,
            });
        }
        found
    }

    /// Mentions that came to nothing, with the reason.
    pub fn unresolved(&self) -> impl Iterator<Item = (&Mention, Reason)> {
        self.mentions.iter().zip(&self.resolutions).filter_map(|(mention, resolution)| {
            match resolution {
                Resolution::Abstained { reason, .. } => Some((mention, *reason)),
                _ => None,
            }
        })
    }

    /// What mention number `at` comes to, how sure that is, and the resolution
    /// behind it.
    fn referent(&self, at: usize) -> Option<(Referent, f32, &Resolution)> {
        match &self.mentions[at].reference {
            Reference::ReferenceLine { layer } => {
                Some((Referent::Layer(layer.clone()), 1.0, &self.resolutions[at]))
            }
            Reference::Relational(relation) => {
                // Its relatum is the next mention.
                let resolution = self.resolutions.get(at + 1)?;
                let Resolution::Resolved { chosen, .. } = resolution else { return None };
                Some((
                    Referent::Part(*relation, chosen.place),
                    chosen.confidence,
                    resolution,
                ))
            }
            _ => {
                let resolution = &self.resolutions[at];
                let Resolution::Resolved { chosen, .. } = resolution else { return None };
                Some((Referent::Place(chosen.place), chosen.confidence, resolution))
            }
        }
    }

    /// Whether the mention is the relatum inside the relational one before it.
    fn is_within_relation(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| &self.mentions[before]);
        before.is_some_and(|before| {
            matches!(before.reference, Reference::Relational(_))
                && before.span.contains(&self.mentions[at].span)
        })
    }
}

/// The name of a part of a place: "southern Syria".
#[must_use]
pub fn name_of_part(relation: Relation, relatum: &Place<'_>) -> String {
    let Relation::Part(part) = relation;
    format!("{} {}", footprint::adjective(part), relatum.name())
}
