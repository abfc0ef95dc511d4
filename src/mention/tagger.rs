//! Which names does a sentence hold, and of what kind?
//!
//! A linear-chain conditional random field over the runs of [`features`]: each
//! word gets a label, each label a chance. The weights are a table of hashes with
//! a byte per label, learnt by [`learn`](super::learn).

use std::ops::Range;

use super::{
    features::observe,
    lattice::{LABELS, Lattice, Scores, Transitions},
    runs::Seen,
    words::Traits,
};

/// What a name names.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[repr(u8)]
pub(super) enum Kind {
    /// A place.
    Location = 0,
    /// An organisation.
    Organisation = 1,
    /// A person.
    Person = 2,
    /// Some other name: a nationality, an event, a work.
    Other = 3,
}

impl Kind {
    pub(super) const ALL: [Kind; 4] =
        [Kind::Location, Kind::Organisation, Kind::Person, Kind::Other];
}

/// The label of a name's first word or of its others.
pub(super) fn label(kind: Kind, begins: bool) -> usize {
    1 + 2 * kind as usize + usize::from(!begins)
}

/// What the tagger says of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tag {
    /// Its label in the best reading of the run.
    pub(super) label: usize,
    /// The chances of its being part of a name of each kind, over all readings.
    pub(super) chances: [f32; 4],
}

impl Tag {
    /// The kind of name that the word is part of.
    pub(super) fn kind(self) -> Option<Kind> {
        self.label.checked_sub(1).map(|label| Kind::ALL[label / 2])
    }

    /// Whether a name begins with this word.
    pub(super) fn begins(self) -> bool {
        self.label % 2 == 1
    }
}

/// A learnt tagger.
#[derive(Clone, Debug)]
pub(super) struct Model {
    slots: Vec<Slot>,
    scale: f32,
    transitions: Transitions,
    /// Traits of words, by hash, that were learnt or read from lists of names.
    pub(super) traits: Vec<(u32, Traits)>,
    /// What the model was learnt from, and the licences of that.
    pub(super) provenance: String,
}

/// An observation and its weights. Key 0 means that the slot is free.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    key: u32,
    weights: [i8; LABELS],
}

/// Added to the score of places: what is learnt from are not newspapers, which name
/// more of them. Chosen on marked news that nothing is learnt from.
const LEANING: f32 = 0.4;

/// Which file this is.
const MAGIC: &[u8; 16] = b"dateline tagger\0";

/// The layout of the file and of the observations.
const VERSION: u32 = 1;

impl Model {
    /// The model with these weights.
    pub(super) fn new(
        weights: &[(u32, Scores)],
        transitions: [Scores; LABELS],
        traits: Vec<(u32, Traits)>,
        provenance: String,
    ) -> Model {
        let all = || weights.iter().flat_map(|(_, scores)| scores);
        let largest = all().fold(0.0_f32, |largest, weight| largest.max(weight.abs()));
        let scale = largest.max(f32::MIN_POSITIVE) / f32::from(i8::MAX);
        let small = |weight: f32| (weight / scale).round() as i8;
        let entries: Vec<_> =
            weights.iter().map(|(key, scores)| (*key, scores.map(small))).collect();
        let transitions = Transitions::new(transitions);
        Model { slots: table(&entries), scale, transitions, traits, provenance }
    }

    /// The file that holds this model: the same model, the same bytes.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        let number = |bytes: &mut Vec<u8>, number: usize| {
            bytes.extend((number as u32).to_le_bytes());
        };
        number(&mut bytes, VERSION as usize);
        number(&mut bytes, self.provenance.len());
        bytes.extend(self.provenance.as_bytes());
        bytes.extend(self.scale.to_le_bytes());
        for weight in self.transitions.scores.as_flattened() {
            bytes.extend(weight.to_le_bytes());
        }
        let mut used: Vec<&Slot> =
            self.slots.iter().filter(|slot| slot.key != 0).collect();
        used.sort_by_key(|slot| slot.key);
        number(&mut bytes, used.len());
        for slot in used {
            bytes.extend(slot.key.to_le_bytes());
            bytes.extend(slot.weights.map(i8::cast_unsigned));
        }
        number(&mut bytes, self.traits.len());
        for (word, traits) in &self.traits {
            bytes.extend(word.to_le_bytes());
            bytes.extend(traits.bits().to_le_bytes());
        }
        bytes
    }

    /// Reads what [`Model::to_bytes`] wrote; else says what was found instead.
    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Model, String> {
        let mut rest = Bytes(bytes);
        if rest.take(MAGIC.len())? != MAGIC {
            return Err("something else".to_owned());
        }
        let version = rest.number()?;
        if version != VERSION {
            return Err(format!("version {version}"));
        }
        let length = rest.number()? as usize;
        let provenance = String::from_utf8_lossy(rest.take(length)?).into_owned();
        let scale = f32::from_le_bytes(rest.four()?);
        let mut transitions = [[0.0; LABELS]; LABELS];
        for weight in transitions.as_flattened_mut() {
            *weight = f32::from_le_bytes(rest.four()?);
        }
        let count = rest.number()? as usize;
        let mut entries = Vec::with_capacity(count.min(bytes.len()));
        for _ in 0..count {
            let key = rest.number()?;
            let mut weights = [0; LABELS];
            for (weight, byte) in weights.iter_mut().zip(rest.take(LABELS)?) {
                *weight = byte.cast_signed();
            }
            entries.push((key, weights));
        }
        let count = rest.number()? as usize;
        let mut traits = Vec::with_capacity(count.min(bytes.len()));
        for _ in 0..count {
            traits.push((rest.number()?, Traits::from_bits(rest.number()?)));
        }
        let transitions = Transitions::new(transitions);
        Ok(Model { slots: table(&entries), scale, transitions, traits, provenance })
    }

    /// Labels the words of `run`, as many tags as it has words, into `tags`.
    pub(super) fn tag(&self, seen: &Seen<'_>, run: &Range<usize>, scratch: &mut Scratch) {
        scratch.emissions.clear();
        for at in run.clone() {
            observe(seen, run, at, &mut scratch.observations);
            let mut sums = [0_i32; LABELS];
            for observation in &scratch.observations {
                if let Some(weights) = self.weights(*observation) {
                    for (sum, weight) in sums.iter_mut().zip(weights) {
                        *sum += i32::from(*weight);
                    }
                }
            }
            let mut sums = sums.map(|sum| sum as f32 * self.scale);
            sums[label(Kind::Location, true)] += LEANING;
            sums[label(Kind::Location, false)] += LEANING;
            scratch.emissions.push(sums);
        }
        let lattice = Lattice::new(&scratch.emissions, &self.transitions);
        scratch.tags.clear();
        for (best, marginals) in lattice.best().into_iter().zip(lattice.marginals()) {
            let kind =
                |kind: Kind| marginals[label(kind, true)] + marginals[label(kind, false)];
            scratch.tags.push(Tag { label: best, chances: Kind::ALL.map(kind) });
        }
    }

    fn weights(&self, observation: u32) -> Option<&[i8; LABELS]> {
        let mask = self.slots.len() - 1;
        let mut at = observation as usize & mask;
        loop {
            let slot = self.slots.get(at)?;
            if slot.key == observation {
                return Some(&slot.weights);
            }
            if slot.key == 0 {
                return None;
            }
            at = (at + 1) & mask;
        }
    }
}

/// Space that tagging uses again and again, and its answer.
#[derive(Default)]
pub(super) struct Scratch {
    observations: Vec<u32>,
    emissions: Vec<Scores>,
    /// The tags of the run that was tagged last.
    pub(super) tags: Vec<Tag>,
}

fn table(entries: &[(u32, [i8; LABELS])]) -> Vec<Slot> {
    // At most two thirds full, so that a free slot always ends a search.
    let size = (entries.len() * 3 / 2 + 2).next_power_of_two();
    let mut slots = vec![Slot::default(); size];
    for (key, weights) in entries {
        let mut at = *key as usize & (size - 1);
        while slots[at].key != 0 && slots[at].key != *key {
            at = (at + 1) & (size - 1);
        }
        slots[at] = Slot { key: *key, weights: *weights };
    }
    slots
}

/// Bytes that are read from the front.
struct Bytes<'b>(&'b [u8]);

impl<'b> Bytes<'b> {
    fn take(&mut self, count: usize) -> Result<&'b [u8], String> {
        let (taken, rest) = self
            .0
            .split_at_checked(count)
            .ok_or_else(|| "a file cut short".to_owned())?;
        self.0 = rest;
        Ok(taken)
    }

    fn four(&mut self) -> Result<[u8; 4], String> {
        let mut four = [0; 4];
        four.copy_from_slice(self.take(4)?);
        Ok(four)
    }

    fn number(&mut self) -> Result<u32, String> {
        self.four().map(u32::from_le_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::{LABELS, Model};
    use crate::mention::words::Traits;

    #[test]
    fn a_model_survives_its_file() {
        let mut transitions = [[0.0; LABELS]; LABELS];
        transitions[1][2] = 1.5;
        let weights = [(7, [0.5; LABELS]), (1 << 30, [-1.0; LABELS])];
        let traits = vec![(3, Traits::from_bits(5))];
        let model = Model::new(&weights, transitions, traits, "by hand".to_owned());
        let bytes = model.to_bytes();
        let read = Model::from_bytes(&bytes).unwrap();
        assert_eq!(read.to_bytes(), bytes);
        assert_eq!(read.weights(1 << 30), Some(&[-127; LABELS]));
        assert_eq!(read.weights(8), None);
        assert!(Model::from_bytes(&bytes[..bytes.len() - 1]).is_err());
        assert!(Model::from_bytes(b"PK").is_err());
    }
}
