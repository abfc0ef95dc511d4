//! Names by language.

use std::collections::HashMap;

use super::{Draft, Drafts};
use crate::{
    build::{Error, gettext::catalogue, sources::Sources},
    gazetteer::{Kind, PlaceId, skeleton, unmarked},
};

/// The languages whose names are kept to show (ISO 639-1).
pub(super) const LANGUAGES: &[&str] = &[
    "ar", "de", "el", "en", "es", "fa", "fr", "he", "hi", "it", "ja", "ko", "pt", "ru",
    "tr", "uk", "ur", "zh",
];

/// Names from GeoNames by language, out of the message catalogues that Debian's
/// libgeonames carries (message id = GeoNames id).
pub(super) fn from_geonames(sources: &Sources, drafts: &mut Drafts) -> Result<(), Error> {
    let folder = sources.file("debian:libgeonames-common", "usr/share/locale/")?;
    for language in LANGUAGES {
        let path = folder.join(language).join("LC_MESSAGES/geonames.mo");
        if !path.exists() {
            continue;
        }
        for (id, name) in catalogue(&path)? {
            let draft =
                id.parse().ok().and_then(|id| drafts.get_mut(&PlaceId::geonames(id)));
            if let Some(draft) = draft {
                draft.languages.insert((*language).to_owned(), name);
            }
        }
    }
    Ok(())
}

/// Where Arabic is the language of the land.
const ARABIC_LANDS: &[&str] = &[
    "AE", "BH", "DJ", "DZ", "EG", "EH", "IQ", "JO", "KM", "KW", "LB", "LY", "MA", "MR",
    "OM", "PS", "QA", "SA", "SD", "SO", "SY", "TN", "YE",
];

/// Where Hebrew names are in use.
const HEBREW_LANDS: &[&str] = &["IL", "PS", "SY", "LB", "JO", "EG"];

/// Letters that Arabic does not use: a name with one is Persian, Urdu, Kurdish …
const NOT_ARABIC: &str = "پچژگکیہےڑٹںۀڤێەۆڕڵڭڎھ";

/// Names that tell their language by their script, where the land speaks it:
/// GeoNames' alternate names carry no language here.
pub(super) fn by_script(drafts: &mut Drafts) {
    for draft in &mut drafts.list {
        let (arabic, hebrew) = (
            ARABIC_LANDS.contains(&draft.country.as_str()),
            HEBREW_LANDS.contains(&draft.country.as_str()),
        );
        if !arabic && !hebrew || draft.kind == Kind::Country {
            continue;
        }
        let is_arabic = |c: char| ('\u{600}'..='\u{6ff}').contains(&c);
        let is_hebrew = |c: char| ('\u{590}'..='\u{5ff}').contains(&c);
        if arabic {
            let clean = |c: char| is_arabic(c) && !NOT_ARABIC.contains(c);
            adopt(draft, "ar", clean);
        }
        if hebrew {
            adopt(draft, "he", is_hebrew);
        }
    }
}

/// Where names are written in other letters, and GeoNames has transliterations.
const MARKED_LANDS: &[&str] = &["AF", "BD", "ER", "ET", "IL", "IN", "IR", "NP", "PK"];

/// Lists towns and units under the name that English newspapers use: for the seat
/// of a unit of the same name that unit's, else the one that GeoNames gives as
/// English, else the transliteration without its marks.
pub(super) fn english(drafts: &mut Drafts) {
    let units: HashMap<(String, String), String> = drafts
        .list
        .iter()
        .filter(|draft| draft.kind == Kind::Admin1)
        .map(|unit| ((unit.admin1.clone(), skeleton(&unit.name)), unit.name.clone()))
        .collect();
    for draft in &mut drafts.list {
        let land = draft.country.as_str();
        let is_marked = ARABIC_LANDS.contains(&land) || MARKED_LANDS.contains(&land);
        let is_listed = draft.id.as_str().starts_with("geonames:");
        if !is_listed || draft.kind == Kind::Country {
            continue;
        }
        let key = (draft.admin1.clone(), skeleton(&draft.name));
        let of_unit =
            units.get(&key).filter(|_| is_marked && draft.feature_code == "PPLA");
        let listed = is_marked.then_some(&draft.name);
        // A unit's name in a language is often that of its seat, or of what it was.
        let english = draft.languages.get("en").filter(|_| !draft.kind.is_unit());
        let name = of_unit.or(english).or(listed).cloned();
        let Some(name) = name else { continue };
        let name = if is_marked { unmarked(&name) } else { name };
        if name != draft.name {
            let listed = std::mem::replace(&mut draft.name, name);
            draft.primary.push(listed);
        }
    }
}

fn adopt(draft: &mut Draft, language: &str, letter: impl Fn(char) -> bool) {
    if draft.languages.contains_key(language) {
        return;
    }
    let whole = |name: &&String| {
        name.chars().all(|c| letter(c) || matches!(c, ' ' | '-' | '\'' | '־'))
            && name.chars().any(&letter)
    };
    if let Some(name) = draft.alternates.iter().find(whole) {
        draft.languages.insert(language.to_owned(), name.clone());
    }
}

/// Other English names of countries, by ISO 3166-1 alpha-2 code.
pub(super) fn country_names(
    sources: &Sources,
) -> Result<HashMap<String, Vec<String>>, Error> {
    let path = sources.file("pypi:pyworldatlas", "pyworldatlas/data/atlas.sqlite3")?;
    let fault = |error: rusqlite::Error| Error::Contents {
        what: path.display().to_string(),
        reason: error.to_string(),
    };
    let atlas = rusqlite::Connection::open_with_flags(
        &path,
        rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY,
    )
    .map_err(fault)?;
    let mut rows = atlas
        .prepare(
            "select alpha2, n.name from country_name n join country c on c.id = country_id
             where language_code is null or language_code = 'en' order by 1, 2",
        )
        .map_err(fault)?;
    let pairs = rows
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .and_then(Iterator::collect::<Result<Vec<(String, String)>, _>>)
        .map_err(fault)?;
    let mut names: HashMap<String, Vec<String>> = HashMap::new();
    for (code, name) in pairs {
        names.entry(code).or_default().push(name);
    }
    Ok(names)
}
