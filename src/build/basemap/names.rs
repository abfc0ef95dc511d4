//! What is a place called in Arabic and in Hebrew?
//!
//! GeoNames' alternate names carry no language here, only their script, and the
//! Arabic script writes Persian, Urdu, Kurdish and Uyghur too. Names from the
//! catalogues by language come first; then, among the names in letters of the
//! language itself, the one that most others are spellings of.

use std::{cmp::Reverse, collections::BTreeMap};

/// A language whose names are told by their script.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Language {
    /// Arabic.
    Arabic,
    /// Hebrew.
    Hebrew,
}

impl Language {
    /// Whether the language writes its names with this letter.
    fn has(self, letter: char) -> bool {
        match self {
            // Without tatweel (U+0640) and the letters of other languages.
            Language::Arabic => {
                matches!(letter, '\u{621}'..='\u{63A}' | '\u{641}'..='\u{64A}')
            }
            Language::Hebrew => matches!(letter, '\u{5D0}'..='\u{5EA}'),
        }
    }

    /// Whether it is a vowel or cantillation mark, which maps leave out.
    fn is_mark(self, c: char) -> bool {
        match self {
            Language::Arabic => matches!(c, '\u{64B}'..='\u{65F}' | '\u{670}'),
            Language::Hebrew => matches!(c, '\u{591}'..='\u{5C7}'),
        }
    }

    /// Letters that careless spellings leave out or replace: the more of them, the
    /// more carefully a name is written.
    fn careful(self, name: &str) -> usize {
        let is_careful = |c: char| match self {
            Language::Arabic => "أإآؤئءةى".contains(c),
            Language::Hebrew => false,
        };
        name.chars().filter(|c| is_careful(*c)).count()
    }
}

/// `name` as a map writes it in `language`, or `None` if it is in another language.
pub(super) fn clean(language: Language, name: &str) -> Option<String> {
    let kept: String =
        name.chars().filter(|c| !language.is_mark(*c) && !is_direction(*c)).collect();
    let kept = kept.trim().to_owned();
    let is_joint = |c: char| matches!(c, ' ' | '-' | '\'' | '"' | '’' | '׳' | '״' | '־');
    let all = kept.chars().all(|c| language.has(c) || is_joint(c));
    (all && kept.chars().any(|c| language.has(c))).then_some(kept)
}

/// The name in `language` among the names of a place: of the spellings that the
/// most names come down to, the most careful one.
pub(super) fn choose<'a>(
    language: Language,
    names: impl Iterator<Item = &'a str>,
) -> Option<String> {
    let names: Vec<&str> = names.collect();
    let mut votes: BTreeMap<String, usize> = BTreeMap::new();
    for name in &names {
        *votes.entry(skeleton(language, name)).or_default() += 1;
    }
    let worth = |name: &String| {
        let votes = votes.get(&skeleton(language, name)).copied();
        // Of equals the shorter name, then the first in the alphabet.
        (
            votes,
            language.careful(name),
            Reverse(name.chars().count()),
            Reverse(name.clone()),
        )
    };
    names.iter().filter_map(|name| clean(language, name)).max_by_key(worth)
}

/// What is left of a name when it is written carelessly, or in another language of
/// the same script: without marks, with the plain form of each letter.
fn skeleton(language: Language, name: &str) -> String {
    let plain = |c: char| match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ة' | 'ۀ' => 'ه',
        'ى' | 'ی' | 'ئ' => 'ي',
        'ؤ' => 'و',
        'ک' => 'ك',
        c => c,
    };
    let kept = name.chars().filter(|c| !language.is_mark(*c) && !is_direction(*c));
    kept.map(plain).collect::<String>().trim().to_owned()
}

/// Whether it is an invisible sign that steers the direction of writing.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_languages_in_the_script_are_passed_over() {
        let amman = ["ئاممان", "امان", "عمان", "عمان شہر", "عمّان", "عَمّان", "عەممان"];
        assert_eq!(choose(Language::Arabic, amman.into_iter()).as_deref(), Some("عمان"));
        let haifa = ["جحفية", "حيفا", "حیفا", "حەیفا"];
        assert_eq!(choose(Language::Arabic, haifa.into_iter()).as_deref(), Some("حيفا"));
        assert_eq!(choose(Language::Arabic, ["Amman"].into_iter()), None);
    }

    #[test]
    fn the_careful_spelling_is_preferred() {
        let irbid = ["اربد", "إربد"];
        assert_eq!(choose(Language::Arabic, irbid.into_iter()).as_deref(), Some("إربد"));
    }

    #[test]
    fn vowel_marks_and_direction_marks_are_left_out() {
        let shams = ["מַגְדַל שַׁמְס", "מגדל שמס\u{200e}"];
        assert_eq!(
            choose(Language::Hebrew, shams.into_iter()).as_deref(),
            Some("מגדל שמס")
        );
    }
}
