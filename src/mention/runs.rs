//! Which words may be names?
//!
//! Names are written large: runs of large words, and what ties them.

use std::ops::Range;

use super::{
    features::{Shape, Word},
    words::Trait,
};
use crate::text::Span;

/// A sentence as the tagger sees it.
pub(super) struct Seen<'s> {
    /// Its words.
    pub(super) words: &'s [Word],
    /// How the whole is written: 0 as usual, 1 like a headline, 2 in capitals.
    pub(super) style: u32,
}

/// How a sentence is written: 0 as usual, 1 like a headline, 2 in capitals.
pub(super) fn style(words: &[Word]) -> u32 {
    let (mut large, mut capitals, mut all) = (0, 0, 0);
    for word in words {
        match word.shape {
            Shape::Title | Shape::Mixed => large += 1,
            Shape::Capitals => capitals += 1,
            Shape::Small if word.traits.has(Trait::Place) => continue,
            Shape::Small => {}
            _ => continue,
        }
        all += 1;
    }
    match () {
        () if all < 3 => 0,
        () if all * 3 < capitals * 4 => 2,
        () if all * 2 < (large + capitals) * 3 && 3 < all => 1,
        () => 0,
    }
}

/// The runs of words that may be names, as ranges over `words`.
pub(super) fn runs(text: &str, tokens: &[Span], words: &[Word]) -> Vec<Range<usize>> {
    let is_large = |at: usize| {
        words.get(at).is_some_and(|word| {
            !matches!(
                word.shape,
                Shape::Small | Shape::Sign | Shape::Hyphen | Shape::Number | Shape::Year
            )
        })
    };
    let joins = |at: usize| match words[at].shape {
        Shape::Small => {
            let word = tokens[at].text(text);
            word.len() <= 3 || matches!(word, "upon" | "sur" | "under" | "from")
        }
        Shape::Sign => matches!(tokens[at].text(text), "&" | "'" | "’" | "/" | "."),
        Shape::Hyphen => {
            let end = tokens[at].end();
            let touches = tokens.get(at + 1).is_some_and(|next| next.start() == end);
            touches && 0 < at && tokens[at - 1].end() == tokens[at].start()
        }
        Shape::Number | Shape::Year => true,
        _ => false,
    };
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let leads = || {
            // "al-Sharaa", "de Gaulle".
            words[at].shape == Shape::Small
                && tokens[at].text(text).len() <= 3
                && words.get(at + 1).is_some_and(|next| next.shape == Shape::Hyphen)
                && is_large(at + 2)
        };
        if !is_large(at) && !leads() {
            at += 1;
            continue;
        }
        let start = at;
        at += 1;
        loop {
            if is_large(at) {
                at += 1;
            } else if at < words.len() && joins(at) && is_large(at + 1) {
                at += 2;
            } else if at + 1 < words.len()
                && joins(at)
                && joins(at + 1)
                && is_large(at + 2)
            {
                at += 3;
            } else if at + 2 < words.len()
                && joins(at)
                && joins(at + 1)
                && joins(at + 2)
                && is_large(at + 3)
            {
                at += 4;
            } else {
                break;
            }
        }
        let is_kind = words.get(at).is_some_and(|word| {
            word.shape == Shape::Small && word.traits.has(Trait::Kind)
        });
        if is_kind {
            at += 1;
        }
        runs.push(start..at);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::runs;
    use crate::{
        mention::features::{GazetteerHint, Reader, listed_words},
        text::token::tokens,
    };

    fn runs_of(text: &str) -> Vec<String> {
        let (tokens, table) = (tokens(text), listed_words());
        let mut reader = Reader::default();
        let hint = GazetteerHint::default();
        let words: Vec<_> =
            tokens.iter().map(|t| reader.word(t.text(text), hint, &table)).collect();
        let words_of = |run: std::ops::Range<usize>| {
            text[tokens[run.start].start()..tokens[run.end - 1].end()].to_owned()
        };
        runs(text, &tokens, &words).into_iter().map(words_of).collect()
    }

    #[test]
    fn runs_hold_names_and_what_ties_them() {
        assert_eq!(
            runs_of(
                "he met Ahmad al-Sharaa of the Foreign Ministry near Rapides parish, Texas."
            ),
            ["Ahmad al-Sharaa of the Foreign Ministry", "Rapides parish", "Texas"]
        );
        assert_eq!(
            runs_of("the US-mediated talks in Stratford-upon-Avon"),
            ["US", "Stratford-upon-Avon"]
        );
    }
}
