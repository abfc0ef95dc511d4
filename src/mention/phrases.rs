//! Fixed phrases that name a reference layer: "the 1974 Disengagement Agreement".

use std::cell::LazyCell;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use super::{Mention, Reference, Role};
use crate::text::{Span, sentence::sentences, token::tokens};

/// A phrase that names a layer.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// The words, in any case.
    pub text: String,
    /// The layer's id.
    pub layer: String,
    /// Words of which one must stand in the article for the phrase to mean the
    /// layer; empty if it always does.
    pub near: Vec<String>,
}

/// All phrases, found in one pass.
pub struct PhraseBook {
    automaton: AhoCorasick,
    phrases: Vec<Phrase>,
}

impl PhraseBook {
    /// A book of `phrases`; those too many or too long to search for are left out.
    #[must_use]
    pub fn new(phrases: Vec<Phrase>) -> PhraseBook {
        let automaton = AhoCorasickBuilder::new()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(phrases.iter().map(|phrase| phrase.text.as_bytes()));
        match automaton {
            Ok(automaton) => PhraseBook { automaton, phrases },
            Err(_) => PhraseBook::new(Vec::new()),
        }
    }

    /// `mentions` with those of reference layers put in, which take the place of
    /// whatever they cover.
    #[must_use]
    pub fn with_reference_lines(
        &self,
        text: &str,
        mentions: Vec<Mention>,
    ) -> Vec<Mention> {
        // Few stories have such a phrase: only those are cut into sentences again.
        let sentences = LazyCell::new(|| sentences(text, &tokens(text)));
        // Whether each phrase has its context: looked for once in a text, if at all.
        let mut in_context: Vec<Option<bool>> = vec![None; self.phrases.len()];
        let found: Vec<Mention> = self
            .automaton
            .find_iter(text)
            .filter(|found| is_whole(text, found.start(), found.end()))
            .filter_map(|found| {
                let number = found.pattern().as_usize();
                let phrase = &self.phrases[number];
                let is_near = |word: &String| text.contains(word.as_str());
                let has_context =
                    || phrase.near.is_empty() || phrase.near.iter().any(is_near);
                if !*in_context[number].get_or_insert_with(has_context) {
                    return None;
                }
                let span = Span::new(text, found.range())?;
                let sentence = first_after(&sentences, |sentence| &sentence.span, &span)
                    .map(|sentence| sentence.span)
                    .filter(|sentence| sentence.overlaps(&span));
                Some(Mention {
                    span,
                    sentence: sentence.unwrap_or(span),
                    reference: Reference::ReferenceLine { layer: phrase.layer.clone() },
                    role: Role::Literal,
                    confidence: 0.95,
                })
            })
            .collect();
        let is_covered = |mention: &Mention| {
            first_after(&found, |line| &line.span, &mention.span)
                .is_some_and(|line| line.span.overlaps(&mention.span))
        };
        let mut all: Vec<Mention> =
            mentions.into_iter().filter(|mention| !is_covered(mention)).collect();
        all.extend(found);
        all.sort_by_key(|mention| {
            (mention.span.start(), usize::MAX - mention.span.end())
        });
        all
    }
}

/// The first of `all`, which are in the order of the text, that does not end before
/// `span` begins.
fn first_after<'a, T>(
    all: &'a [T],
    span_of: impl Fn(&T) -> &Span,
    span: &Span,
) -> Option<&'a T> {
    all.get(all.partition_point(|one| span_of(one).end() <= span.start()))
}

/// Whether no word is cut at either end.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    let after = text.get(end..).and_then(|after| after.chars().next());
    !before.is_some_and(char::is_alphanumeric)
        && !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book() -> PhraseBook {
        let phrase = |text: &str, near: &[&str]| Phrase {
            text: text.to_owned(),
            layer: "lines".to_owned(),
            near: near.iter().map(|&word| word.to_owned()).collect(),
        };
        PhraseBook::new(vec![
            phrase("1974 accord", &[]),
            phrase("buffer zone", &["Golan"]),
        ])
    }

    fn quotes(text: &str) -> Vec<&str> {
        let all = book().with_reference_lines(text, Vec::new());
        all.iter().map(|mention| mention.span.text(text)).collect()
    }

    #[test]
    fn a_phrase_names_its_layer_in_any_case_and_only_whole() {
        assert_eq!(quotes("The 1974 Accord, and the 1974 accords."), ["1974 Accord"]);
    }

    #[test]
    fn an_ambiguous_phrase_needs_its_context() {
        assert!(quotes("The buffer zone in Cyprus.").is_empty());
        assert_eq!(quotes("On the Golan, the buffer zone held."), ["buffer zone"]);
    }
}
