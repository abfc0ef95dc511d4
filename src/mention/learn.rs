//! How is the tagger learnt?
//!
//! By stochastic gradient descent on the likelihood of marked sentences, weights
//! held small. No clock, no threads, no hash order: the same sentences give the
//! same model.

use std::collections::HashMap;

use super::{
    chance::Chance,
    features::{GazetteerHint, Reader, listed_words},
    hints::hints,
    lattice::{LABELS, Lattice, OUTSIDE, Scores, Transitions},
    lesson::{Example, Lesson, RARE, prepare},
    tagger::Model,
    words::{Trait, Traits},
};
use crate::{
    gazetteer::{Gazetteer, Scanner},
    text::{Span, token::tokens},
};

/// What a marked name names.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Name {
    /// A place.
    Location,
    /// An organisation.
    Organisation,
    /// A person.
    Person,
    /// Some other name: a nationality, an event, a work.
    Other,
}

/// A sentence whose names are marked.
#[derive(Clone, Debug)]
pub struct Marked {
    /// The sentence.
    pub text: String,
    /// Its names, in order, none inside another.
    pub names: Vec<(Span, Name)>,
    /// How much it counts beside others.
    pub weight: f32,
}

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How often to go through the sentences.
    pub rounds: u32,
    /// How strongly weights are held small: the variance of a weight is its inverse.
    pub restraint: f32,
    /// Observations made less often are not learnt from.
    pub least_seen: u32,
    /// Weights to keep, the largest.
    pub most_weights: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { rounds: 20, restraint: 2.0, least_seen: 2, most_weights: 200_000 }
    }
}

/// A list of names of persons.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Persons {
    /// Given names.
    Given,
    /// Surnames.
    Surnames,
}

/// Learns a tagger from `sentences` and lists of persons' names, most frequent
/// first. Gives the bytes of the model's file, which holds `provenance`.
/// `progress` is told the round and how well the sentences are explained.
pub fn model(
    sentences: &[Marked],
    persons: &[(Persons, Vec<String>)],
    gazetteer: &Gazetteer,
    settings: Settings,
    provenance: String,
    progress: &mut dyn FnMut(u32, f64),
) -> Vec<u8> {
    let hints = |text: &str, tokens: &[Span]| {
        let mut known = Vec::with_capacity(tokens.len());
        hints(gazetteer, &mut Scanner::default(), text, tokens, &mut known);
        known
    };
    let lists = lists_of(persons);
    learn(sentences, lists, &hints, settings, provenance, progress).to_bytes()
}

/// Of each list, the names that are frequent and those that are known at all.
const FREQUENT: usize = 1_000;
const KNOWN: usize = 20_000;

fn lists_of(persons: &[(Persons, Vec<String>)]) -> Vec<(u32, Traits)> {
    let mut reader = Reader::default();
    let mut traits = HashMap::<u32, Traits>::new();
    for (list, names) in persons {
        for (rank, name) in names.iter().take(KNOWN).enumerate() {
            let more = match (list, rank < FREQUENT) {
                (Persons::Given, true) => Trait::GivenName,
                (Persons::Given, false) => Trait::RareGivenName,
                (Persons::Surnames, true) => Trait::Surname,
                (Persons::Surnames, false) => Trait::RareSurname,
            };
            let known = traits.entry(reader.hash(name)).or_default();
            *known = known.with(more);
        }
    }
    traits.into_iter().collect()
}

/// Learns a tagger from `sentences`. `hints` says what the gazetteer knows of the
/// words of a text, `lists` what is known of words by their hash.
pub(super) fn learn(
    sentences: &[Marked],
    lists: Vec<(u32, Traits)>,
    hints: &dyn Fn(&str, &[Span]) -> Vec<GazetteerHint>,
    settings: Settings,
    provenance: String,
    progress: &mut dyn FnMut(u32, f64),
) -> Model {
    let traits = with_small_words(lists, sentences);
    let mut table = listed_words();
    for (word, more) in &traits {
        let known = table.entry(*word).or_default();
        *known = known.union(*more);
    }
    let lesson = prepare(sentences, &table, hints, settings.least_seen);
    let mut learner = Learner::new(&lesson);
    for round in 0..settings.rounds {
        let likelihood = learner.round(&lesson, settings);
        progress(round, likelihood);
    }
    let (weights, transitions) = learner.finish(&lesson, settings.most_weights);
    Model::new(&weights, transitions, traits, provenance)
}

/// Adds to `lists` which words the sentences write small.
fn with_small_words(
    lists: Vec<(u32, Traits)>,
    sentences: &[Marked],
) -> Vec<(u32, Traits)> {
    let mut reader = Reader::default();
    let (mut order, mut counts) = (Vec::new(), HashMap::<u32, (u32, u32)>::new());
    for sentence in sentences {
        for token in tokens(&sentence.text) {
            let word = token.text(&sentence.text);
            if !word.starts_with(char::is_alphabetic) {
                continue;
            }
            let hash = reader.hash(word);
            let count = counts.entry(hash).or_insert_with(|| {
                order.push(hash);
                (0, 0)
            });
            match word.starts_with(char::is_lowercase) {
                true => count.0 += 1,
                false => count.1 += 1,
            }
        }
    }
    let mut traits: HashMap<u32, Traits> = lists.into_iter().collect();
    let mut words: Vec<u32> = traits.keys().copied().collect();
    for word in order {
        let (small, large) = counts[&word];
        let more = match () {
            () if 5 <= small && large < small => Trait::Common,
            () if 2 <= small => Trait::SeenSmall,
            () => continue,
        };
        words.push(word);
        let known = traits.entry(word).or_default();
        *known = known.with(more);
    }
    words.sort_unstable();
    words.dedup();
    words.into_iter().map(|word| (word, traits[&word])).collect()
}

/// The weights while they are learnt: true weights are these times `scale`.
struct Learner {
    weights: Vec<Scores>,
    transitions: [Scores; LABELS],
    scale: f32,
    steps: f64,
    order: Vec<usize>,
    chance: Chance,
}

/// The first step's length; the last is nothing, so that where the steps end is
/// where they lead, and not where the last few examples pulled.
const FIRST_STEP: f64 = 0.1;

impl Learner {
    fn new(lesson: &Lesson) -> Learner {
        Learner {
            weights: vec![[0.0; LABELS]; lesson.keys.len()],
            transitions: [[0.0; LABELS]; LABELS],
            scale: 1.0,
            steps: 0.0,
            order: (0..lesson.examples.len()).collect(),
            chance: Chance(1974),
        }
    }

    /// Goes through all examples once; gives the mean logarithm of the likelihood.
    fn round(&mut self, lesson: &Lesson, settings: Settings) -> f64 {
        for last in (1..self.order.len()).rev() {
            self.order.swap(last, (self.chance.next() >> 11) as usize % (last + 1));
        }
        let decay = f64::from(settings.restraint) / lesson.examples.len().max(1) as f64;
        let all_steps = f64::from(settings.rounds) * lesson.examples.len() as f64;
        let mut likelihood = 0.0;
        let mut emissions = Vec::new();
        for at in 0..self.order.len() {
            let example = &lesson.examples[self.order[at]];
            let length = FIRST_STEP * (1.0 - self.steps / all_steps);
            self.steps += 1.0;
            self.scale *= (1.0 - length * decay) as f32;
            if self.scale < 1e-6 {
                self.rescale();
            }
            let step = length as f32 * example.weight;
            likelihood += self.learn(lesson, example, step, &mut emissions);
        }
        likelihood / self.order.len().max(1) as f64
    }

    fn rescale(&mut self) {
        for weight in self.weights.as_flattened_mut() {
            *weight *= self.scale;
        }
        for weight in self.transitions.as_flattened_mut() {
            *weight *= self.scale;
        }
        self.scale = 1.0;
    }

    fn learn(
        &mut self,
        lesson: &Lesson,
        example: &Example,
        step: f32,
        emissions: &mut Vec<Scores>,
    ) -> f64 {
        emissions.clear();
        for word in example.words.clone() {
            let mut sums = [0.0; LABELS];
            for number in &lesson.seen[lesson.seen_by_word[word].clone()] {
                if *number != RARE {
                    for (sum, weight) in
                        sums.iter_mut().zip(&self.weights[*number as usize])
                    {
                        *sum += weight;
                    }
                }
            }
            emissions.push(sums.map(|sum| sum * self.scale));
        }
        let scaled = self.transitions.map(|row| row.map(|weight| weight * self.scale));
        let transitions = Transitions::new(scaled);
        let lattice = Lattice::new(emissions, &transitions);
        let labels = &lesson.labels[example.words.clone()];
        let step = step / self.scale;
        let mut score = 0.0;
        let mut before = OUTSIDE;
        for (at, after) in labels.iter().copied().chain([OUTSIDE]).enumerate() {
            let pairs = lattice.pairs(at);
            let all = self.transitions.as_flattened_mut().iter_mut();
            for (weight, chance) in all.zip(pairs.as_flattened()) {
                *weight -= step * chance;
            }
            self.transitions[before][after] += step;
            score += f64::from(scaled[before][after]);
            before = after;
        }
        for ((word, chances), label) in
            example.words.clone().zip(lattice.marginals()).zip(labels)
        {
            let mut change = chances.map(|chance| -step * chance);
            change[*label] += step;
            for number in &lesson.seen[lesson.seen_by_word[word].clone()] {
                if *number != RARE {
                    let weights = &mut self.weights[*number as usize];
                    for (weight, change) in weights.iter_mut().zip(change) {
                        *weight += change;
                    }
                }
            }
        }
        let labelled = emissions.iter().zip(labels);
        score +=
            labelled.map(|(emission, label)| f64::from(emission[*label])).sum::<f64>();
        score - lattice.log_sum
    }

    /// The `most` largest weights, by hash, and the transitions.
    fn finish(
        mut self,
        lesson: &Lesson,
        most: usize,
    ) -> (Vec<(u32, Scores)>, [Scores; LABELS]) {
        self.rescale();
        let size = |scores: &Scores| {
            scores.iter().fold(0.0_f32, |size, weight| size.max(weight.abs()))
        };
        let mut weights: Vec<(u32, Scores)> =
            lesson.keys.iter().copied().zip(self.weights).collect();
        weights.retain(|(_, scores)| 0.0 < size(scores));
        weights.sort_by(|(one_key, one), (other_key, other)| {
            size(other).total_cmp(&size(one)).then(one_key.cmp(other_key))
        });
        weights.truncate(most);
        (weights, self.transitions)
    }
}
