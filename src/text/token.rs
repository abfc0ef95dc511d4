//! Where do the words lie?
//!
//! Words as Unicode parts them (UAX #29), with what news needs: "U.S." and "Mr."
//! keep their full stop, "Israel's" gives up its ending, and a hyphen stands
//! alone, so that "Syria-Israel" is two words and a sign.

use unicode_segmentation::UnicodeSegmentation;

use super::Span;

/// Words that end in a full stop without ending a sentence. Lower case, sorted.
const ABBREVIATIONS: &[&str] = &[
    "adm", "ala", "apr", "ariz", "ark", "assn", "asst", "atty", "aug", "ave", "blvd",
    "brig", "bros", "calif", "capt", "cmdr", "co", "col", "colo", "conn", "corp", "cpl",
    "ct", "dec", "del", "dept", "det", "dr", "esq", "etc", "feb", "fla", "fr", "ft",
    "ga", "gen", "gov", "hon", "hwy", "ill", "inc", "ind", "jan", "jr", "kan", "ky",
    "la", "lt", "ltd", "maj", "mass", "md", "messrs", "mfg", "mich", "minn", "miss",
    "mo", "mont", "mr", "mrs", "ms", "msgr", "mt", "mts", "neb", "nev", "no", "nov",
    "oct", "okla", "ore", "pa", "prof", "rd", "rep", "reps", "rev", "sen", "sens",
    "sept", "sgt", "sr", "st", "ste", "sts", "supt", "tenn", "tex", "va", "vs", "vt",
    "wash", "wis", "wyo",
];

/// Abbreviations that a name always follows, so that no sentence ends with them.
const LEADING: &[&str] = &[
    "adm", "atty", "brig", "capt", "cmdr", "col", "cpl", "det", "dr", "fr", "ft", "gen",
    "gov", "hon", "lt", "maj", "messrs", "mr", "mrs", "ms", "msgr", "mt", "prof", "rep",
    "reps", "rev", "sen", "sens", "sgt", "st", "ste", "supt", "vs",
];

/// Bytes of the longest word that takes another full stop. Without a bound, a row of
/// full stops takes time that grows with the square of its length.
const LONGEST: usize = 64;

/// The spans of all words and signs of `text`, in order, white space left out.
#[must_use]
pub fn tokens(text: &str) -> Vec<Span> {
    let mut tokens: Vec<Span> = Vec::with_capacity(text.len() / 5 + 4);
    for (start, piece) in text.split_word_bound_indices() {
        if piece.chars().all(char::is_whitespace) {
            continue;
        }
        let end = start + piece.len();
        if piece == "." && takes_full_stop(text, tokens.last(), end) {
            if let Some(last) = tokens.last_mut() {
                last.end = end;
            }
            continue;
        }
        let stem = piece.len() - ending(piece).len();
        for (from, to) in [(start, start + stem), (start + stem, end)] {
            if from < to {
                tokens.push(Span { start: from, end: to });
            }
        }
    }
    tokens
}

/// Whether the full stop before `end` belongs to the word `last` in front of it.
fn takes_full_stop(text: &str, last: Option<&Span>, end: usize) -> bool {
    let Some(last) = last.filter(|last| last.end + 1 == end) else {
        return false;
    };
    let word = last.text(text);
    if LONGEST < word.len() {
        return false;
    }
    let mut letters = word.chars();
    let initial =
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    let dotted =
        word.contains('.') && word.chars().all(|c| c.is_alphabetic() || c == '.');
    initial || dotted || is_in(ABBREVIATIONS, word)
}

/// Whether `token`, with its full stop, is an abbreviation.
pub(super) fn is_abbreviation(token: &str) -> bool {
    token.len() > 1 && token.ends_with('.') && token.starts_with(char::is_alphabetic)
}

/// Whether `token` is an abbreviation that a name follows: "Mr.", "St.".
pub(super) fn is_leading_abbreviation(token: &str) -> bool {
    let Some(word) = token.strip_suffix('.') else {
        return false;
    };
    let mut letters = word.chars();
    let initial =
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    initial || is_in(LEADING, word)
}

fn is_in(sorted: &[&str], word: &str) -> bool {
    let mut lower = [0_u8; 8];
    let Some(lower) = lower.get_mut(..word.len()) else {
        return false;
    };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    sorted.binary_search_by(|known| known.as_bytes().cmp(lower)).is_ok()
}

/// The "'s" at the end of `word`, or nothing.
fn ending(word: &str) -> &str {
    let endings = ["'s", "’s", "'S", "’S"];
    let found = endings.iter().find(|ending| word.ends_with(**ending));
    found.map_or("", |ending| &word[word.len() - ending.len()..])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::{ABBREVIATIONS, LEADING, LONGEST, tokens};

    fn words(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|span| span.text(text)).collect()
    }

    #[test]
    fn the_lists_are_sorted() {
        assert!(ABBREVIATIONS.is_sorted() && LEADING.is_sorted());
    }

    #[test]
    fn abbreviations_keep_their_full_stop_and_sentences_lose_theirs() {
        assert_eq!(
            words("Mr. J. Doe of St. Louis left the U.S. today."),
            [
                "Mr.", "J.", "Doe", "of", "St.", "Louis", "left", "the", "U.S.", "today",
                "."
            ]
        );
    }

    #[test]
    fn hyphens_and_possessives_stand_alone() {
        assert_eq!(
            words("Syria-Israel talks; Israel’s and Paris' view"),
            [
                "Syria", "-", "Israel", "talks", ";", "Israel", "’s", "and", "Paris",
                "'", "view"
            ]
        );
        assert_eq!(words("US-mediated"), ["US", "-", "mediated"]);
    }

    #[test]
    fn a_row_of_full_stops_is_no_word_without_end() {
        let row = format!("U.S{}", ".".repeat(10 * LONGEST));
        assert!(tokens(&row).iter().all(|token| token.text(&row).len() <= LONGEST + 1));
    }

    proptest! {
        #[test]
        fn tokens_are_in_order_and_hold_all_that_is_not_space(text in "\\PC{0,80}") {
            let tokens = tokens(&text);
            let mut at = 0;
            for token in &tokens {
                assert!(text[at..token.start()].trim().is_empty());
                assert!(token.start() < token.end());
                at = token.end();
            }
            assert!(text[at..].trim().is_empty());
        }
    }
}
