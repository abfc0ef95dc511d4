//! What does the article as a whole say about a name?
//!
//! The tagger sees a sentence at a time. Here a name is heard again where it is
//! used elsewhere, persons and organisations keep their names, and the place is
//! taken out of what only begins with it.

use std::collections::HashMap;

use super::{
    cues, dateline,
    extent::{places_in_location, places_in_organisation},
    named::{Named, Reading},
    tagger::Kind,
    words::Trait,
};

/// The names as they are after the article has been heard: in order, none inside
/// another.
pub(super) fn settle(reading: &Reading<'_>, names: Vec<Named>) -> Vec<Named> {
    let names = cues::mark(reading, dateline::mark(reading, names));
    let mut names = cues::mark_bodies(reading, names);
    agree(reading, &mut names);
    let persons = person_words(reading, &names);
    let places = place_words(reading, &names);
    let mut settled = Vec::with_capacity(names.len());
    for name in names {
        match name.kind {
            Kind::Location if is_person(reading, &name, &persons) => {
                settled.push(Named { kind: Kind::Person, ..name });
            }
            Kind::Location => places_in_location(reading, &name, &mut settled),
            Kind::Organisation => {
                places_in_organisation(reading, &name, &places, &mut settled);
            }
            Kind::Person | Kind::Other => settled.push(name),
        }
    }
    repeat(reading, settled)
}

/// The sum of the chances of names that are written the same.
type Votes = HashMap<u64, ([f32; 4], usize)>;

/// The words of a name as a number: equal for equal words in any case.
fn key(reading: &Reading<'_>, name: &Named) -> u64 {
    let words = &reading.words[name.tokens.clone()];
    words.iter().fold(0, |key: u64, word| {
        key.wrapping_mul(0x0100_0000_01b3) ^ u64::from(word.hash)
    })
}

/// Lets names that are written the same be of one kind, by their summed chances:
/// an article uses a name in one sense.
fn agree(reading: &Reading<'_>, names: &mut [Named]) {
    let mut votes = Votes::new();
    for name in names.iter() {
        let (sums, count) = votes.entry(key(reading, name)).or_default();
        *count += 1;
        for (sum, chance) in sums.iter_mut().zip(name.chances) {
            *sum += chance;
        }
    }
    for name in names {
        let Some((sums, count)) = votes.get(&key(reading, name)).filter(|v| 1 < v.1)
        else {
            continue;
        };
        let best = Kind::ALL.into_iter().fold(name.kind, |best, kind| {
            if sums[best as usize] < sums[kind as usize] { kind } else { best }
        });
        if best != name.kind {
            name.kind = best;
            name.chances = sums.map(|sum| sum / *count as f32);
        }
    }
}

/// The hashes of words in the names of persons with more than one word.
fn person_words(reading: &Reading<'_>, names: &[Named]) -> Vec<u32> {
    let is_whole = |name: &&Named| {
        name.kind == Kind::Person
            && 1 < name.tokens.len()
            && 0.5 < name.chance(Kind::Person)
    };
    let mut words: Vec<u32> = names
        .iter()
        .filter(is_whole)
        .flat_map(|name| &reading.words[name.tokens.clone()])
        .map(|word| word.hash)
        .collect();
    words.sort_unstable();
    words
}

/// The hashes of words that are the name of a place by themselves.
fn place_words(reading: &Reading<'_>, names: &[Named]) -> Vec<u32> {
    let is_one_word = |name: &&Named| {
        name.kind == Kind::Location
            && name.tokens.len() == 1
            && 0.5 < name.chance(Kind::Location)
    };
    let words = names.iter().filter(is_one_word);
    let mut words: Vec<u32> =
        words.map(|name| reading.words[name.tokens.start].hash).collect();
    words.sort_unstable();
    words
}

/// Whether `name`, taken for a place, is a person named in full elsewhere.
fn is_person(reading: &Reading<'_>, name: &Named, persons: &[u32]) -> bool {
    let word = &reading.words[name.tokens.start];
    let is_in = reading.is_after_place_preposition(name.tokens.start);
    name.tokens.len() == 1
        && persons.binary_search(&word.hash).is_ok()
        && name.chance(Kind::Location) < if is_in { 0.6 } else { 0.95 }
        && word.hint.class != 1
}

/// Adds the places that are named as such elsewhere in the article.
fn repeat(reading: &Reading<'_>, names: Vec<Named>) -> Vec<Named> {
    let mut known: HashMap<u32, Vec<(Vec<u32>, f32)>> = HashMap::new();
    for name in &names {
        let sure = 0.6 < name.chance(Kind::Location);
        if name.kind != Kind::Location || !sure || reading.class_of(&name.tokens) == 0 {
            continue;
        }
        let words: Vec<u32> =
            reading.words[name.tokens.clone()].iter().map(|word| word.hash).collect();
        let same_start = known.entry(words[0]).or_default();
        if same_start.iter().all(|(other, _)| *other != words) {
            same_start.push((words, name.chance(Kind::Location)));
        }
    }
    let mut all = Vec::with_capacity(names.len());
    let mut names = names.into_iter().peekable();
    let mut at = 0;
    while at < reading.words.len() {
        let next = names.peek().map_or(usize::MAX, |name| name.tokens.start);
        if next <= at {
            let Some(name) = names.next() else { break };
            at = name.tokens.end.max(at);
            all.push(name);
            continue;
        }
        let is_large = reading.word(at).starts_with(char::is_uppercase);
        let found = known.get(&reading.words[at].hash).filter(|_| is_large);
        let fits = |words: &Vec<u32>| {
            let end = at + words.len();
            end <= next
                && reading.words.get(at..end).is_some_and(|here| {
                    here.iter().map(|word| word.hash).eq(words.iter().copied())
                })
                && reading.sentence_of[at] == reading.sentence_of[end - 1]
                && !reading.goes_on_as_name(end)
        };
        let longest = found.and_then(|same_start| {
            let fitting = same_start.iter().filter(|(words, _)| fits(words));
            fitting.max_by_key(|(words, _)| words.len())
        });
        match longest {
            Some((words, chance)) => {
                let mut chances = [0.0; 4];
                chances[Kind::Location as usize] = chance * 0.8;
                let tokens = at..at + words.len();
                at = tokens.end;
                all.push(Named { tokens, kind: Kind::Location, chances });
            }
            None => at += 1,
        }
    }
    all.extend(names);
    all
}

impl Reading<'_> {
    /// Whether the word before `at` is a preposition of place.
    pub(super) fn is_after_place_preposition(&self, at: usize) -> bool {
        self.before(at, 1).is_some_and(|before| {
            let word = &self.words[before];
            word.traits.has(Trait::Place)
                && self.word(before).starts_with(char::is_lowercase)
        })
    }

    /// Whether the word `at` looks like the rest of a name that began before it:
    /// a large, uncommon word right after.
    fn goes_on_as_name(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| {
            self.word(at).starts_with(char::is_uppercase)
                && (word.traits.has(Trait::Surname)
                    || word.traits.has(Trait::RareSurname))
                && !word.traits.has(Trait::Common)
        })
    }
}
