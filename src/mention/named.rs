//! Which names does an article hold?
//!
//! Reads the tagger's labels off as stretches of words.

use std::ops::Range;

use super::{
    features::{Reader, Word, WordTable},
    hints::hints,
    runs::{Seen, runs, style},
    tagger::{Kind, Model, Scratch, Tag},
};
use crate::{
    gazetteer::{Gazetteer, Scanner},
    text::{Span, sentence::Sentence},
};

/// An article, word by word, with what is known of each.
pub(super) struct Reading<'t> {
    pub(super) text: &'t str,
    pub(super) gazetteer: &'t Gazetteer,
    pub(super) tokens: Vec<Span>,
    pub(super) sentences: Vec<Sentence>,
    pub(super) words: Vec<Word>,
    /// The sentence of each token.
    pub(super) sentence_of: Vec<u32>,
    /// How each sentence is written.
    pub(super) styles: Vec<u32>,
}

/// A name in an article.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Named {
    /// Its words.
    pub(super) tokens: Range<usize>,
    pub(super) kind: Kind,
    /// The chances of each kind, from 0 to 1.
    pub(super) chances: [f32; 4],
}

impl Named {
    /// The chance that it is a name of `kind`.
    pub(super) fn chance(&self, kind: Kind) -> f32 {
        self.chances[kind as usize]
    }
}

impl<'t> Reading<'t> {
    /// Looks at all words of `text`.
    pub(super) fn new(
        text: &'t str,
        gazetteer: &'t Gazetteer,
        table: &WordTable,
    ) -> Reading<'t> {
        let tokens = crate::text::token::tokens(text);
        let sentences = crate::text::sentence::sentences(text, &tokens);
        let mut known = Vec::with_capacity(tokens.len());
        let mut scanner = Scanner::default();
        let mut sentence_of = Vec::with_capacity(tokens.len());
        for (number, sentence) in sentences.iter().enumerate() {
            let tokens = &tokens[sentence.tokens.clone()];
            hints(gazetteer, &mut scanner, text, tokens, &mut known);
            sentence_of.resize(sentence.tokens.end, number as u32);
        }
        let mut reader = Reader::default();
        let words: Vec<Word> = tokens
            .iter()
            .zip(known)
            .map(|(token, hint)| reader.word(token.text(text), hint, table))
            .collect();
        let styles = sentences
            .iter()
            .map(|sentence| style(&words[sentence.tokens.clone()]))
            .collect();
        Reading { text, gazetteer, tokens, sentences, words, sentence_of, styles }
    }

    /// The word `at` as it is written.
    pub(super) fn word(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.text(self.text))
    }

    /// The word `distance` before the word `at`, in its sentence.
    pub(super) fn before(&self, at: usize, distance: usize) -> Option<usize> {
        let before = at.checked_sub(distance)?;
        let same = self.sentence_of.get(at) == self.sentence_of.get(before);
        same.then_some(before)
    }

    /// The word `distance` after the word `at`, in its sentence.
    pub(super) fn after(&self, at: usize, distance: usize) -> Option<usize> {
        let after = at + distance;
        let number = self.sentence_of.get(after)?;
        (self.sentence_of.get(at) == Some(number)).then_some(after)
    }

    /// The words `tokens` as they are written.
    pub(super) fn text_of(&self, tokens: &Range<usize>) -> &'t str {
        self.span(tokens).map_or("", |span| span.text(self.text))
    }

    /// The span of the words `tokens`.
    pub(super) fn span(&self, tokens: &Range<usize>) -> Option<Span> {
        let (first, last) =
            (self.tokens.get(tokens.start)?, self.tokens.get(tokens.end - 1)?);
        Span::new(self.text, first.start()..last.end())
    }

    /// The names that `model` finds, in order.
    pub(super) fn names(&self, model: &Model) -> Vec<Named> {
        let (mut names, mut scratch) = (Vec::new(), Scratch::default());
        for (sentence, style) in self.sentences.iter().zip(&self.styles) {
            let first = sentence.tokens.start;
            let words = &self.words[sentence.tokens.clone()];
            let seen = Seen { words, style: *style };
            for run in runs(self.text, &self.tokens[sentence.tokens.clone()], words) {
                model.tag(&seen, &run, &mut scratch);
                read_off(&scratch.tags, first + run.start, &mut names);
            }
        }
        names
    }
}

/// Adds the names that `tags`, of the words from `first` on, hold.
fn read_off(tags: &[Tag], first: usize, names: &mut Vec<Named>) {
    let mut at = 0;
    while at < tags.len() {
        let start = at;
        at += 1;
        let Some(kind) = tags[start].kind() else {
            continue;
        };
        while at < tags.len() && tags[at].kind() == Some(kind) && !tags[at].begins() {
            at += 1;
        }
        let mut chances = [0.0; 4];
        for tag in &tags[start..at] {
            for (sum, chance) in chances.iter_mut().zip(tag.chances) {
                *sum += chance / (at - start) as f32;
            }
        }
        names.push(Named { tokens: first + start..first + at, kind, chances });
    }
}
