//! Which words stand for a place without being its name?
//!
//! Nationalities ("Syrian") and the short forms of news ("U.S.", "Calif."), from
//! the hand-written lists `curated/demonyms.csv` and `curated/aliases.csv`. Case
//! counts: "Polish" is a nationality and "polish" is not.

use std::{collections::HashMap, ops::Range, path::Path};

use super::{
    features::Shape,
    named::{Named, Reading},
    tagger::Kind,
    words::Trait,
};
use crate::{
    gazetteer::{Error, Gazetteer, PlaceId},
    text::{Span, token::tokens},
};

/// What sort of words an entry holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Sort {
    /// A nationality or the like.
    Demonym,
    /// A short form or fixed phrase.
    Alias,
}

/// Words and the place they stand for.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The words after the first.
    rest: Vec<String>,
    /// Whether "the" must stand before it.
    needs_the: bool,
    pub(super) sort: Sort,
    place: String,
}

impl Entry {
    /// How many words it has.
    pub(super) fn words(&self) -> usize {
        1 + self.rest.len()
    }

    /// The place it stands for, if the gazetteer has it.
    pub(super) fn place(&self, gazetteer: &Gazetteer) -> Option<PlaceId> {
        match self.place.split_once(':')? {
            ("country", code) => gazetteer.country(code).map(|place| place.id()),
            ("admin1", code) => gazetteer.unit(code).map(|place| place.id()),
            _ => PlaceId::parse(&self.place),
        }
    }
}

/// The entries of both lists, by their first word, longest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    entries: HashMap<String, Vec<Entry>>,
}

impl Lexicon {
    /// Opens the lists under `geodata`.
    pub(super) fn open(geodata: &Path) -> Result<Lexicon, Error> {
        let mut lexicon = Lexicon::default();
        for (file, sort) in
            [("demonyms.csv", Sort::Demonym), ("aliases.csv", Sort::Alias)]
        {
            let path = geodata.join("curated").join(file);
            let bytes = std::fs::read(&path)
                .map_err(|fault| Error::Read { path: path.clone(), fault })?;
            lexicon.read(&bytes, sort).map_err(|found| Error::Format {
                path,
                expected: "a table of words and places".to_owned(),
                found,
                remedy: "mend the row that is named",
            })?;
        }
        Ok(lexicon)
    }

    fn read(&mut self, bytes: &[u8], sort: Sort) -> Result<(), String> {
        for (row, record) in csv::Reader::from_reader(bytes).into_records().enumerate() {
            let record = record.map_err(|error| error.to_string())?;
            let (Some(words), Some(place)) = (record.get(0), record.get(1)) else {
                return Err(format!("row {} without a place", row + 2));
            };
            let bare = words.strip_prefix("the ").unwrap_or(words);
            let mut parts =
                tokens(bare).into_iter().map(|token| token.text(bare).to_owned());
            let Some(first) = parts.next() else {
                return Err(format!("row {} without words", row + 2));
            };
            let rest = parts.collect();
            let needs_the = bare.len() < words.len();
            let entry = Entry { rest, needs_the, sort, place: place.to_owned() };
            let entries = self.entries.entry(first).or_default();
            let at = entries.partition_point(|other| entry.words() <= other.words());
            entries.insert(at, entry);
        }
        Ok(())
    }

    /// The first words of all demonyms.
    pub(super) fn demonyms(&self) -> Vec<&str> {
        let is_demonym = |entries: &[Entry]| {
            entries
                .iter()
                .any(|entry| entry.sort == Sort::Demonym && entry.rest.is_empty())
        };
        let words = self.entries.iter().filter(|(_, entries)| is_demonym(entries));
        words.map(|(word, _)| word.as_str()).collect()
    }

    /// The longest entry that `tokens[at..]` begin with.
    pub(super) fn at(&self, text: &str, tokens: &[Span], at: usize) -> Option<&Entry> {
        let entries = self.entries.get(tokens.get(at)?.text(text))?;
        entries.iter().find(|entry| {
            let rest = tokens.get(at + 1..at + entry.words());
            let has_the = || {
                let before = at.checked_sub(1).map(|at| tokens[at].text(text));
                before.is_some_and(|word| word.eq_ignore_ascii_case("the"))
            };
            rest.is_some_and(|rest| {
                rest.iter().zip(&entry.rest).all(|(token, word)| token.text(text) == word)
            }) && (!entry.needs_the || has_the())
        })
    }
}

/// Whether the words `tokens`, which the lexicon has as a word of `sort`, are meant
/// so, where `name` is the name they are part of.
pub(super) fn is_meant(
    reading: &Reading<'_>,
    name: Option<&Named>,
    tokens: &Range<usize>,
    sort: Sort,
) -> bool {
    if reading.sentence_of[tokens.start] != reading.sentence_of[tokens.end - 1] {
        return false;
    }
    let first = &reading.words[tokens.start];
    let is_part_of_listed = match first.hint.begins {
        true => tokens.len() < usize::from(first.hint.words),
        false => first.hint.class != 0,
    };
    match (sort, name) {
        _ if is_part_of_listed && name.is_some_and(|n| tokens.len() < n.tokens.len()) => {
            false
        }
        (Sort::Demonym, _) if is_language(reading, tokens) => false,
        (Sort::Demonym, None) => true,
        (Sort::Demonym, Some(name)) => match name.kind {
            Kind::Location => true,
            Kind::Other => !is_private(reading, name),
            Kind::Person => {
                name.tokens.len() == tokens.len() && is_before_noun(reading, tokens)
            }
            Kind::Organisation => {
                is_government(reading, name) || name.tokens.end == tokens.end
            }
        },
        (Sort::Alias, None) => !is_doubtful(reading, tokens),
        (Sort::Alias, Some(name)) => match name.kind {
            Kind::Location => {
                name.tokens.end <= tokens.end || name.tokens.start < tokens.start
            }
            Kind::Person => false,
            Kind::Organisation => {
                !is_doubtful(reading, tokens) && !is_private(reading, name)
            }
            Kind::Other => !is_doubtful(reading, tokens),
        },
    }
}

/// Whether a small word that is no verb of saying follows `tokens`.
fn is_before_noun(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    reading.after(tokens.end - 1, 1).is_some_and(|after| {
        reading.words[after].shape == Shape::Small
            && !reading.words[after].traits.has(Trait::Saying)
    })
}

/// Whether `name` is part of a state: "Egyptian Foreign Ministry", "Turkish Army".
fn is_government(reading: &Reading<'_>, name: &Named) -> bool {
    const GOVERNMENT: &[&str] = &[
        "Agency",
        "Army",
        "Assembly",
        "Authority",
        "Cabinet",
        "Congress",
        "Consulate",
        "Court",
        "Defence",
        "Defense",
        "Department",
        "Embassy",
        "Federation",
        "Force",
        "Forces",
        "Foreign",
        "Government",
        "Guard",
        "House",
        "Interior",
        "Marines",
        "Military",
        "Ministry",
        "Navy",
        "Parliament",
        "Police",
        "Presidency",
        "President",
        "Republic",
        "Senate",
        "State",
        "Supreme",
        "Territories",
        "Treasury",
    ];
    name.tokens.len() == 1
        || name.tokens.clone().any(|at| GOVERNMENT.contains(&reading.word(at)))
}

/// Whether `name` is a firm's, a newspaper's or a team's.
fn is_private(reading: &Reading<'_>, name: &Named) -> bool {
    let last = reading.words[name.tokens.end - 1].traits;
    let private = [Trait::Firm, Trait::Outlet, Trait::Team];
    1 < name.tokens.len()
        && private.iter().any(|trait_| last.has(*trait_))
        && !last.has(Trait::Body)
}

/// Whether an alias is one that is often something else: "St. John", "Wash.",
/// "Vegas". Such a one counts only where the tagger sees a place.
fn is_doubtful(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    let first = &reading.words[tokens.start];
    let before = reading.before(tokens.start, 1).map_or("", |at| reading.word(at));
    let after = reading.after(tokens.end - 1, 1).map_or("", |at| reading.word(at));
    // "Smith, D-Pa.": of a party and a state.
    let after_party = || {
        let party = reading.before(tokens.start, 2).map_or("", |at| reading.word(at));
        before == "-" && matches!(party, "D" | "R" | "I")
    };
    let is_after_place = before == "," || after_party();
    // "two Ind. fugitives".
    let is_before_noun = after.starts_with(char::is_lowercase);
    let is_state = tokens.len() == 1 && first.traits.has(Trait::StateShort);
    match first.shape {
        _ if after == "$" => true,
        Shape::Dotted => false,
        _ if is_state => !(is_after_place || is_before_noun),
        Shape::Capitals => false,
        _ => first.hint.class != 1,
    }
}

/// Whether a demonym is the name of a language or part of a word for something
/// else.
fn is_language(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    let before = reading.before(tokens.start, 1).map_or("", |at| reading.word(at));
    let after = reading.after(tokens.end - 1, 1).map_or("", |at| reading.word(at));
    let speaks = [
        "speak", "speaks", "speaking", "spoke", "spoken", "fluent", "learn", "learning",
        "Native", "native", "broken",
    ];
    let is_school = [
        "language",
        "languages",
        "immersion",
        "class",
        "classes",
        "lessons",
        "teacher",
        "translation",
        "subtitles",
        "pastry",
        "pastries",
        "measles",
        "doll",
        "roulette",
        "wheel",
        "speaking",
        "dictionary",
        "fries",
        "dressing",
        "toast",
        "bulldog",
        "shepherd",
    ];
    let ends = || after.is_empty() || !after.starts_with(char::is_alphabetic);
    speaks.contains(&before)
        || is_school.contains(&after)
        || matches!(before, "in" | "into" | "In") && ends()
}

#[cfg(test)]
mod tests {
    use super::{Lexicon, Sort};
    use crate::text::token::tokens;

    #[test]
    fn the_longest_entry_is_found_and_case_counts() {
        let mut lexicon = Lexicon::default();
        let rows =
            b"word,place,note\nAfrican,curated:africa,\nSouth African,country:ZA,\n";
        lexicon.read(rows, Sort::Demonym).unwrap();
        lexicon.read(b"name,place,note\nthe States,country:US,\n", Sort::Alias).unwrap();
        let text = "South African polish in the States; States";
        let tokens = tokens(text);
        let found = |at| lexicon.at(text, &tokens, at).map(|entry| entry.place.as_str());
        assert_eq!(found(0), Some("country:ZA"));
        assert_eq!(found(1), Some("curated:africa"));
        assert_eq!(found(2), None);
        assert_eq!(found(5), Some("country:US"));
        assert_eq!(found(7), None);
    }
}
