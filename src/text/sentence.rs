//! Where do sentences and paragraphs end?
//!
//! Sentences as Unicode parts them (UAX #29), joined again where an abbreviation
//! or the end of a hard-wrapped line only looked like an end.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{Span, token};

/// A sentence and its words.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Sentence {
    /// The sentence without the white space around it.
    pub span: Span,
    /// Its words, as indices into the tokens.
    pub tokens: Range<usize>,
}

/// A line at least as long as this ends because the page did, not the sentence.
const WRAPPED_CHARS: usize = 55;

/// Words of the longest sentence; what is longer is no prose, and is cut. Every
/// mention carries its sentence with it: without a bound, a map takes space that
/// grows with the square of its story.
const LONGEST: usize = 250;

/// The sentences of `text`, whose words are `tokens`, in order. Every token is in
/// exactly one.
#[must_use]
pub fn sentences(text: &str, tokens: &[Span]) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    let (mut first, mut next) = (0, 0);
    for (start, piece) in text.split_sentence_bound_indices() {
        let end = start + piece.len();
        while next < tokens.len() && tokens[next].start() < end {
            next += 1;
        }
        if next == first {
            continue;
        }
        while LONGEST < next - first {
            let cut = first + LONGEST;
            sentences.push(sentence(tokens, first..cut));
            first = cut;
        }
        if next < tokens.len() && goes_on(text, tokens, first..next, end) {
            continue;
        }
        sentences.push(sentence(tokens, first..next));
        first = next;
    }
    if first < tokens.len() {
        sentences.push(sentence(tokens, first..tokens.len()));
    }
    sentences
}

/// The sentence of the tokens `part`, of which there is at least one.
fn sentence(tokens: &[Span], part: Range<usize>) -> Sentence {
    let span = Span { start: tokens[part.start].start, end: tokens[part.end - 1].end };
    Sentence { span, tokens: part }
}

/// Whether the sentence of the tokens `so_far` goes on after the boundary `end`.
fn goes_on(text: &str, tokens: &[Span], so_far: Range<usize>, end: usize) -> bool {
    let (last, after) = (tokens[so_far.end - 1], tokens[so_far.end]);
    if end < last.end() || after.start() < end {
        // The boundary lies inside a word that was put together again.
        return true;
    }
    let gap = &text[last.end()..after.start()];
    if 1 < gap.matches('\n').count() {
        return false;
    }
    let (last, next) = (last.text(text), after.text(text));
    let goes_on_small = next.starts_with(char::is_lowercase);
    if gap.contains('\n') {
        let line_start = text[..end].trim_end().rfind('\n').map_or(0, |at| at + 1);
        let is_wrapped = WRAPPED_CHARS <= text[line_start..end].trim_end().len();
        let is_open =
            last.ends_with(|c: char| c.is_alphanumeric() || c == ',' || c == '-');
        return is_open && (is_wrapped || goes_on_small);
    }
    if token::is_leading_abbreviation(last) {
        return true;
    }
    let is_proper = || next.starts_with(char::is_alphanumeric) && !is_opening(next);
    let is_aside = || matches!(next, "(" | "-" | "–" | "—" | "," | ";");
    token::is_abbreviation(last) && (goes_on_small || is_proper() || is_aside())
}

/// Words that begin a sentence far more often than they are part of a name.
fn is_opening(word: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "A", "After", "Although", "An", "And", "As", "At", "But", "By", "For", "He",
        "However", "I", "If", "In", "It", "On", "Since", "She", "That", "The", "There",
        "These", "They", "This", "Those", "We", "What", "When", "While", "With", "You",
    ];
    OPENINGS.contains(&word)
}

/// The paragraphs of `text`: what blank lines part.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Span> {
    let mut paragraphs = Vec::new();
    let mut open: Option<Span> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        let end = at + line.trim_end().len();
        at += line.len();
        if end <= start {
            paragraphs.extend(open.take());
            continue;
        }
        let begin = open.map_or(start, |paragraph| paragraph.start);
        open = Some(Span { start: begin, end });
    }
    paragraphs.extend(open);
    paragraphs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::{LONGEST, paragraphs, sentences};
    use crate::text::token::tokens;

    fn parts(text: &str) -> Vec<&str> {
        let tokens = tokens(text);
        sentences(text, &tokens).iter().map(|sentence| sentence.span.text(text)).collect()
    }

    #[test]
    fn abbreviations_end_no_sentence_unless_a_new_one_plainly_begins() {
        let text = "Gov. Smith met Mr. Doe in St. Louis. They left the U.S. in May. \
                    He lives in the U.S. The house is old.";
        assert_eq!(
            parts(text),
            [
                "Gov. Smith met Mr. Doe in St. Louis.",
                "They left the U.S. in May.",
                "He lives in the U.S.",
                "The house is old."
            ]
        );
    }

    #[test]
    fn a_headline_ends_with_its_line_and_a_wrapped_line_does_not() {
        let text = "Talks in Paris\n\nOfficials of three countries met for talks about the North\nYork plan.\nMore follows.";
        assert_eq!(
            parts(text),
            [
                "Talks in Paris",
                "Officials of three countries met for talks about the North\nYork plan.",
                "More follows."
            ]
        );
        assert_eq!(paragraphs(text).len(), 2);
    }

    #[test]
    fn what_is_no_prose_is_cut() {
        let list = "Paris, ".repeat(3 * LONGEST);
        let tokens = tokens(&list);
        let sentences = sentences(&list, &tokens);
        assert!(sentences.iter().all(|sentence| sentence.tokens.len() <= LONGEST));
        assert_eq!(sentences.last().map(|last| last.tokens.end), Some(tokens.len()));
    }

    proptest! {
        #[test]
        fn every_token_is_in_one_sentence(text in "([A-Z]?[a-z.]{0,5}[ \n.?!\"]){0,40}|\\PC{0,60}") {
            let tokens = tokens(&text);
            let sentences = sentences(&text, &tokens);
            let mut next = 0;
            for sentence in &sentences {
                assert_eq!(sentence.tokens.start, next);
                next = sentence.tokens.end;
            }
            assert_eq!(next, tokens.len());
            for paragraph in paragraphs(&text) {
                assert!(!paragraph.text(&text).trim().is_empty());
            }
        }
    }
}
