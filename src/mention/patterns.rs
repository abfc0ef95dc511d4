//! What does news sound like?
//!
//! No free set of marked news exists, so sentences in its manner are written by
//! hand with gaps, and the gaps filled from the gazetteer and from lists of
//! persons' names: the tagger learns what stands around names, not the names.

use super::{
    chance::Chance,
    learn::{Marked, Name},
};
use crate::{
    gazetteer::{Gazetteer, Kind},
    text::Span,
};

/// Words to fill gaps with.
pub struct Fillings {
    /// Names of towns, those of one's readers more often.
    cities: Vec<String>,
    counties: Vec<String>,
    states: Vec<String>,
    countries: Vec<String>,
    waters: Vec<String>,
    /// Given names, most frequent first.
    given: Vec<String>,
    /// Surnames, most frequent first.
    surnames: Vec<String>,
    /// Nationalities.
    demonyms: Vec<String>,
}

/// US states as datelines shorten them.
const SHORT_STATES: &[&str] = &[
    "Ala.", "Ariz.", "Ark.", "Calif.", "Colo.", "Conn.", "Del.", "Fla.", "Ga.", "Ill.",
    "Ind.", "Kan.", "Ky.", "La.", "Md.", "Mass.", "Mich.", "Minn.", "Miss.", "Mo.",
    "Mont.", "Neb.", "Nev.", "N.H.", "N.J.", "N.M.", "N.Y.", "N.C.", "N.D.", "Okla.",
    "Ore.", "Pa.", "R.I.", "S.C.", "S.D.", "Tenn.", "Vt.", "Va.", "Wash.", "W.Va.",
    "Wis.", "Wyo.",
];

impl Fillings {
    /// Fillings from `gazetteer` and lists of names.
    #[must_use]
    pub fn new(
        gazetteer: &Gazetteer,
        given: Vec<String>,
        surnames: Vec<String>,
        demonyms: Vec<String>,
    ) -> Fillings {
        let mut fillings = Fillings {
            cities: Vec::new(),
            counties: Vec::new(),
            states: Vec::new(),
            countries: Vec::new(),
            waters: Vec::new(),
            given,
            surnames,
            demonyms,
        };
        for place in gazetteer.places() {
            let name = place.name();
            if !name.starts_with(|c: char| c.is_ascii_uppercase()) || name.contains(',') {
                continue;
            }
            let name = name.to_owned();
            let is_american = place.country_code() == "US";
            match place.kind() {
                // Most names of small towns elsewhere never stand in English news.
                Kind::City if is_american || 5.0 <= place.importance() => {
                    fillings.cities.push(name);
                }
                Kind::Admin2 if is_american => fillings.counties.push(name),
                Kind::Admin1 if is_american => fillings.states.push(name),
                Kind::Country => fillings.countries.push(name),
                Kind::Sea | Kind::Lake | Kind::River | Kind::Gulf | Kind::Strait => {
                    fillings.waters.push(name);
                }
                _ => {}
            }
        }
        fillings
    }
}

/// Fills each of the patterns, one a line, `times` times.
///
/// # Errors
///
/// Says which line has a gap of unknown name or a bracket left open.
pub fn fill(
    patterns: &str,
    fillings: &Fillings,
    times: u32,
    weight: f32,
) -> Result<Vec<Marked>, String> {
    let mut chance = Chance(2026);
    let mut sentences = Vec::new();
    for (number, line) in patterns.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        for _ in 0..times {
            let marked = sentence(line, fillings, weight, &mut chance);
            sentences
                .push(marked.map_err(|fault| format!("line {}: {fault}", number + 1))?);
        }
    }
    Ok(sentences)
}

impl Chance {
    fn below(&mut self, count: usize) -> usize {
        (self.next() >> 33) as usize % count.max(1)
    }

    fn any<'l>(&mut self, list: &'l [String]) -> &'l str {
        list.get(self.below(list.len())).map_or("Ames", String::as_str)
    }

    /// One of a list that is sorted by frequency, the first ones more often.
    fn frequent<'l>(&mut self, list: &'l [String]) -> &'l str {
        let most = self.below(list.len()) + 1;
        list.get(self.below(most)).map_or("Smith", String::as_str)
    }
}

fn sentence(
    pattern: &str,
    fillings: &Fillings,
    weight: f32,
    chance: &mut Chance,
) -> Result<Marked, String> {
    let (mut text, mut names) = (String::new(), Vec::new());
    let mut open: Option<(usize, Name)> = None;
    let mut rest = pattern;
    while let Some(at) = rest.find(['{', '[', ']']) {
        text.push_str(&rest[..at]);
        let sign = &rest[at..=at];
        rest = &rest[at + 1..];
        match sign {
            "[" => {
                let (kind, after) =
                    rest.split_once(' ').ok_or("a bracket without a kind")?;
                let name = match kind {
                    "ORG" => Name::Organisation,
                    "PER" => Name::Person,
                    "MISC" => Name::Other,
                    "LOC" => Name::Location,
                    other => return Err(format!("`{other}` is no kind of name")),
                };
                open = Some((text.len(), name));
                rest = after;
            }
            "]" => {
                let (start, name) = open.take().ok_or("a bracket that was not opened")?;
                names.push((start, text.len(), name));
            }
            _ => {
                let (gap, after) = rest.split_once('}').ok_or("a gap left open")?;
                rest = after;
                let (words, name) = filling(gap, fillings, chance)?;
                let start = text.len();
                text.push_str(&words);
                if let (None, Some(name)) = (open, name) {
                    names.push((start, text.len(), name));
                }
            }
        }
    }
    if open.is_some() {
        return Err("a bracket left open".to_owned());
    }
    text.push_str(rest);
    let spans = names.into_iter().filter_map(|(start, end, name)| {
        Span::new(&text, start..end).map(|span| (span, name))
    });
    let names = spans.collect();
    Ok(Marked { text, names, weight })
}

fn filling(
    gap: &str,
    fillings: &Fillings,
    chance: &mut Chance,
) -> Result<(String, Option<Name>), String> {
    let place = Some(Name::Location);
    let person = Some(Name::Person);
    Ok(match gap {
        "city" => (chance.any(&fillings.cities).to_owned(), place),
        "CITY" => (chance.any(&fillings.cities).to_uppercase(), place),
        "name" => (chance.any(&fillings.cities).to_owned(), None),
        "county" => (chance.any(&fillings.counties).to_owned(), place),
        "state" => (chance.any(&fillings.states).to_owned(), place),
        "country" => (chance.any(&fillings.countries).to_owned(), place),
        "water" => (chance.any(&fillings.waters).to_owned(), place),
        "st" => (SHORT_STATES[chance.below(SHORT_STATES.len())].to_owned(), place),
        "demonym" => (chance.any(&fillings.demonyms).to_owned(), Some(Name::Other)),
        "given" => (chance.frequent(&fillings.given).to_owned(), None),
        "surname" => (chance.frequent(&fillings.surnames).to_owned(), person),
        "person" => {
            let given = chance.frequent(&fillings.given);
            (format!("{given} {}", chance.frequent(&fillings.surnames)), person)
        }
        "number" => ((chance.below(90) + 3).to_string(), None),
        other => return Err(format!("`{other}` is no gap that can be filled")),
    })
}

#[cfg(test)]
mod tests {
    use super::{Chance, Fillings, Name, sentence};

    #[test]
    fn gaps_are_filled_and_names_marked() {
        let one = |name: &str| vec![name.to_owned()];
        let fillings = Fillings {
            cities: one("Bethel"),
            counties: one("Otoe County"),
            states: one("Ohio"),
            countries: one("Chad"),
            waters: one("Red Sea"),
            given: one("Ann"),
            surnames: one("Doe"),
            demonyms: one("Chadian"),
        };
        let mut chance = Chance(1);
        let pattern = "{CITY}: {person} of [ORG {city} Bank] left {country}.";
        let marked = sentence(pattern, &fillings, 1.0, &mut chance).unwrap();
        assert_eq!(marked.text, "BETHEL: Ann Doe of Bethel Bank left Chad.");
        let names: Vec<_> = marked
            .names
            .iter()
            .map(|(span, name)| (span.text(&marked.text), *name))
            .collect();
        assert_eq!(
            names,
            [
                ("BETHEL", Name::Location),
                ("Ann Doe", Name::Person),
                ("Bethel Bank", Name::Organisation),
                ("Chad", Name::Location)
            ]
        );
        assert!(sentence("{planet}", &fillings, 1.0, &mut chance).is_err());
        assert!(sentence("[ORG x", &fillings, 1.0, &mut chance).is_err());
    }
}
