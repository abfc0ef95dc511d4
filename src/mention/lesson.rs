//! What is there to learn from marked sentences?
//!
//! What the tagger would see of each word, numbered, and the label it should give.

use std::{collections::HashMap, ops::Range};

use super::{
    features::{GazetteerHint, Reader, Word, WordTable, observe},
    lattice::OUTSIDE,
    learn::{Marked, Name},
    runs::{Seen, runs, style},
    tagger::{Kind, label},
};
use crate::text::{Span, token::tokens};

/// A run of words with what is seen of each and what each should be labelled.
pub(super) struct Example {
    /// Its words, as indices into the labels.
    pub(super) words: Range<usize>,
    /// How much it counts.
    pub(super) weight: f32,
}

/// What there is to learn from.
pub(super) struct Lesson {
    pub(super) examples: Vec<Example>,
    /// The labels of all words of all examples.
    pub(super) labels: Vec<usize>,
    /// Where the observations of each word lie.
    pub(super) seen_by_word: Vec<Range<usize>>,
    /// Numbers of observations, [`RARE`] left out.
    pub(super) seen: Vec<u32>,
    /// The hash of each numbered observation.
    pub(super) keys: Vec<u32>,
}

/// An observation made too seldom to have a weight.
pub(super) const RARE: u32 = u32::MAX;

/// Looks at all words of `sentences` that may be names.
pub(super) fn prepare(
    sentences: &[Marked],
    table: &WordTable,
    hints: &dyn Fn(&str, &[Span]) -> Vec<GazetteerHint>,
    least_seen: u32,
) -> Lesson {
    let (mut reader, mut observations) = (Reader::default(), Vec::new());
    let (mut numbers, mut counts) = (HashMap::<u32, u32>::new(), Vec::<u32>::new());
    let mut lesson = Lesson {
        examples: Vec::new(),
        labels: Vec::new(),
        seen_by_word: Vec::new(),
        seen: Vec::new(),
        keys: Vec::new(),
    };
    for sentence in sentences {
        let text = &sentence.text;
        let tokens = tokens(text);
        let hints = hints(text, &tokens);
        let words: Vec<Word> = tokens
            .iter()
            .zip(&hints)
            .map(|(token, hint)| reader.word(token.text(text), *hint, table))
            .collect();
        let seen = Seen { words: &words, style: style(&words) };
        let mut labels = labels_of(&tokens, &sentence.names);
        for run in runs(text, &tokens, &words) {
            let first = lesson.labels.len();
            mend(&mut labels[run.clone()]);
            for at in run.clone() {
                observe(&seen, &run, at, &mut observations);
                let begin = lesson.seen.len();
                for key in &observations {
                    let next = counts.len() as u32;
                    let number = *numbers.entry(*key).or_insert(next);
                    if number == next {
                        counts.push(0);
                        lesson.keys.push(*key);
                    }
                    counts[number as usize] += 1;
                    lesson.seen.push(number);
                }
                lesson.seen_by_word.push(begin..lesson.seen.len());
                lesson.labels.push(labels[at]);
            }
            let words = first..lesson.labels.len();
            lesson.examples.push(Example { words, weight: sentence.weight });
        }
    }
    for number in &mut lesson.seen {
        if counts[*number as usize] < least_seen {
            *number = RARE;
        }
    }
    lesson
}

/// The label of each token.
fn labels_of(tokens: &[Span], names: &[(Span, Name)]) -> Vec<usize> {
    let mut labels = vec![OUTSIDE; tokens.len()];
    for (span, name) in names {
        let kind = match name {
            Name::Location => Kind::Location,
            Name::Organisation => Kind::Organisation,
            Name::Person => Kind::Person,
            Name::Other => Kind::Other,
        };
        let mut begins = true;
        for (token, known) in tokens.iter().zip(&mut labels) {
            if token.overlaps(span) {
                *known = label(kind, begins);
                begins = false;
            }
        }
    }
    labels
}

/// Lets every name in a run begin with a beginning.
fn mend(labels: &mut [usize]) {
    let mut before = OUTSIDE;
    for label in labels {
        if *label != OUTSIDE
            && *label % 2 == 0
            && *label != before
            && *label != before + 1
        {
            *label -= 1;
        }
        before = *label;
    }
}
