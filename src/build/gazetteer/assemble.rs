//! Drafts to bytes: see [`crate::gazetteer::format`].

use std::collections::{BTreeMap, BTreeSet, HashMap};

use fst::MapBuilder;
use zerocopy::{IntoBytes, little_endian as le};

use super::Draft;
use crate::{
    build::Error,
    gazetteer::{
        Kind, NameKind, PlaceId, cell, fold,
        format::{
            Extent, Header, MAGIC, MANY, PlaceRecord, SCHEME_CURATED, SCHEME_GEONAMES,
            SCHEME_NATURAL_EARTH, SECTIONS, Section, VERSION,
        },
    },
};

/// The file that holds `drafts`.
pub(super) fn assemble(mut drafts: Vec<Draft>) -> Result<Vec<u8>, Error> {
    drafts.sort_by(|a, b| order(&a.id).cmp(&order(&b.id)));
    let mut out = Sections::default();
    let mut strings = Strings::default();
    let admin1 = unit_numbers(&drafts, Kind::Admin1);
    let admin2 = unit_numbers(&drafts, Kind::Admin2);
    let codes: BTreeSet<&str> = drafts.iter().map(|d| d.feature_code.as_str()).collect();
    let codes: Vec<&str> = codes.into_iter().collect();

    for draft in &drafts {
        let record = PlaceRecord {
            lat_e6: le::I32::new((draft.point.y() * 1e6).round() as i32),
            lon_e6: le::I32::new((draft.point.x() * 1e6).round() as i32),
            number: le::U32::new(match number(&draft.id) {
                Some(number) => number,
                None => strings.offset(slug(&draft.id)),
            }),
            name: le::U32::new(strings.offset(&draft.name)),
            languages: le::U32::new(languages(draft, &mut out, &mut strings)),
            population: le::U32::new(draft.population),
            admin1: le::U16::new(admin1.number(&draft.admin1)),
            admin2: le::U16::new(admin2.number(&draft.admin2)),
            extent_km: le::U16::new(draft.extent_km.clamp(0.0, 65535.0) as u16),
            code: le::U16::new(
                codes.partition_point(|c| *c < draft.feature_code.as_str()) as u16,
            ),
            country: draft.country.as_bytes().try_into().unwrap_or([0, 0]),
            scheme: order(&draft.id).0,
            kind: draft.kind as u8,
            importance: (draft.importance * 10.0).round().clamp(0.0, 255.0) as u8,
            reserved: 0,
        };
        out.push(Section::Places, record.as_bytes());
    }
    for code in codes {
        out.push_number(Section::Codes, strings.offset(code));
    }
    for (section, units) in [(Section::Admin1, &admin1), (Section::Admin2, &admin2)] {
        for place in units.places.values() {
            out.push_number(section, *place);
        }
    }
    // Sorted by code as the reader searches it: first- and second-order mixed.
    let both: BTreeMap<&str, u32> =
        admin1.places.iter().chain(&admin2.places).map(|(c, p)| (*c, *p)).collect();
    for (code, place) in both {
        out.push_number(Section::AdminCodes, strings.offset(code));
        out.push_number(Section::AdminCodes, place);
    }
    countries(&drafts, &mut out);
    grid(&drafts, &mut out);
    names(&drafts, &mut out)?;
    for (place, draft) in drafts.iter().enumerate() {
        for (section, remark) in
            [(Section::Footprints, &draft.footprint), (Section::Notes, &draft.note)]
        {
            if let Some(remark) = remark {
                out.push_number(section, place as u32);
                out.push_number(section, strings.offset(remark));
            }
        }
    }
    out.0[Section::Strings as usize] = strings.bytes;
    Ok(out.file())
}

/// Ids sort by scheme, then number, then slug.
fn order(id: &PlaceId) -> (u8, u32, &str) {
    let scheme = match id.as_str().split(':').next() {
        Some("geonames") => SCHEME_GEONAMES,
        Some("curated") => SCHEME_CURATED,
        _ => SCHEME_NATURAL_EARTH,
    };
    match number(id) {
        Some(number) => (scheme, number, ""),
        None => (scheme, 0, slug(id)),
    }
}

fn number(id: &PlaceId) -> Option<u32> {
    if id.as_str().starts_with("curated:") { None } else { slug(id).parse().ok() }
}

fn slug(id: &PlaceId) -> &str {
    id.as_str().split_once(':').map_or("", |(_, rest)| rest)
}

/// The units of one order, by code.
struct Units<'d> {
    places: BTreeMap<&'d str, u32>,
    numbers: HashMap<&'d str, u16>,
}

impl Units<'_> {
    /// The number of the unit plus one, or 0.
    fn number(&self, code: &str) -> u16 {
        self.numbers.get(code).copied().unwrap_or(0)
    }
}

fn unit_numbers(drafts: &[Draft], kind: Kind) -> Units<'_> {
    let mut places = BTreeMap::new();
    for (place, draft) in
        drafts.iter().enumerate().filter(|(_, draft)| draft.kind == kind)
    {
        let code: &str = if kind == Kind::Admin1 { &draft.admin1 } else { &draft.admin2 };
        places.entry(code).or_insert(place as u32);
    }
    let numbers = places.keys().zip(1..).map(|(code, number)| (*code, number)).collect();
    Units { places, numbers }
}

fn languages(draft: &Draft, out: &mut Sections, strings: &mut Strings) -> u32 {
    if draft.languages.is_empty() {
        return u32::MAX;
    }
    let section = &mut out.0[Section::Languages as usize];
    let offset = section.len() as u32;
    section.push(draft.languages.len().min(255) as u8);
    for (language, name) in draft.languages.iter().take(255) {
        section.extend(language.as_bytes().iter().take(2));
        section.extend(strings.offset(name).to_le_bytes());
    }
    offset
}

fn countries(drafts: &[Draft], out: &mut Sections) {
    let countries: BTreeMap<&str, usize> = drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| draft.kind == Kind::Country)
        .map(|(place, draft)| (draft.country.as_str(), place))
        .collect();
    for (code, place) in countries {
        let mut row = [0; 8];
        row[..2].copy_from_slice(code.as_bytes());
        row[4..].copy_from_slice(&(place as u32).to_le_bytes());
        out.push(Section::Countries, &row);
    }
}

fn grid(drafts: &[Draft], out: &mut Sections) {
    let mut by_cell: Vec<(usize, u32)> =
        drafts.iter().zip(0..).map(|(draft, place)| (cell(draft.point), place)).collect();
    by_cell.sort_unstable();
    let mut at = 0;
    for cell in 0..=360 * 180 {
        while at < by_cell.len() && by_cell[at].0 < cell {
            at += 1;
        }
        out.push_number(Section::Cells, at as u32);
    }
    for (_, place) in by_cell {
        out.push_number(Section::Grid, place);
    }
}

/// The names' map and its lists.
fn names(drafts: &[Draft], out: &mut Sections) -> Result<(), Error> {
    let mut bearers: BTreeMap<String, BTreeMap<u32, NameKind>> = BTreeMap::new();
    for (draft, place) in drafts.iter().zip(0..) {
        let shown = draft.languages.values();
        let groups: [(NameKind, Vec<&String>); 3] = [
            (
                NameKind::Primary,
                std::iter::once(&draft.name).chain(&draft.primary).collect(),
            ),
            (NameKind::Alternate, draft.alternates.iter().chain(shown).collect()),
            (NameKind::Short, draft.short.iter().collect()),
        ];
        for (kind, names) in groups {
            for name in names
                .into_iter()
                .filter(|name| kind == NameKind::Primary || is_name(name))
            {
                for spelling in spellings(fold(name)) {
                    let places = bearers.entry(spelling).or_default();
                    let known = places.entry(place).or_insert(kind);
                    *known = (*known).min(kind);
                }
            }
        }
    }
    let mut map = MapBuilder::memory();
    for (name, places) in bearers {
        let mut list: Vec<(u32, NameKind)> = places.into_iter().collect();
        list.sort_by(|a, b| {
            let rank = |(place, kind): (u32, NameKind)| {
                drafts[place as usize].importance - f64::from(kind as u8) * 0.5
            };
            rank(*b).total_cmp(&rank(*a)).then(a.0.cmp(&b.0))
        });
        let codes: Vec<u32> =
            list.iter().map(|(place, kind)| place << 2 | *kind as u32).collect();
        let value = if let [one] = codes[..] {
            u64::from(one)
        } else {
            let at = out.0[Section::Postings as usize].len() as u64 / 4;
            out.push_number(Section::Postings, codes.len() as u32);
            for code in codes {
                out.push_number(Section::Postings, code);
            }
            MANY | at
        };
        map.insert(name, value).map_err(names_fault)?;
    }
    out.0[Section::Names as usize] = map.into_inner().map_err(names_fault)?;
    Ok(())
}

fn names_fault(error: fst::Error) -> Error {
    Error::Contents { what: "the names' map".to_owned(), reason: error.to_string() }
}

/// First words that are also written short.
const SHORTENED: &[(&str, &str)] =
    &[("saint ", "st "), ("sainte ", "ste "), ("mount ", "mt "), ("fort ", "ft ")];

/// A folded name, and the same with its first word written short or in full.
fn spellings(folded: String) -> Vec<String> {
    let other = SHORTENED.iter().find_map(|(full, short)| {
        let shortened = folded.strip_prefix(full).map(|rest| format!("{short}{rest}"));
        shortened
            .or_else(|| folded.strip_prefix(short).map(|rest| format!("{full}{rest}")))
    });
    let mut all = vec![folded];
    all.extend(other);
    all.retain(|spelling| !spelling.is_empty());
    all
}

/// Whether an alternate name is a name, not a code ("PAR", "75001").
fn is_name(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let is_code = name.len() <= 4 && name.chars().all(|c| c.is_ascii_uppercase());
    1 < letters && !is_code && name.len() < 120
}

/// Text kept once each, length before it.
#[derive(Default)]
struct Strings {
    bytes: Vec<u8>,
    known: HashMap<String, u32>,
}

impl Strings {
    fn offset(&mut self, text: &str) -> u32 {
        if let Some(offset) = self.known.get(text) {
            return *offset;
        }
        let offset = self.bytes.len() as u32;
        self.bytes.extend((text.len() as u16).to_le_bytes());
        self.bytes.extend(text.as_bytes());
        self.known.insert(text.to_owned(), offset);
        offset
    }
}

/// The sections as they grow.
#[derive(Default)]
struct Sections([Vec<u8>; SECTIONS]);

impl Sections {
    fn push(&mut self, section: Section, bytes: &[u8]) {
        self.0[section as usize].extend_from_slice(bytes);
    }

    fn push_number(&mut self, section: Section, number: u32) {
        self.push(section, &number.to_le_bytes());
    }

    fn file(self) -> Vec<u8> {
        let mut header = Header {
            magic: MAGIC,
            version: le::U32::new(VERSION),
            reserved: le::U32::new(0),
            sections: [Extent::default(); SECTIONS],
        };
        let mut body = Vec::new();
        let start = size_of::<Header>();
        for (extent, bytes) in header.sections.iter_mut().zip(self.0) {
            body.resize(body.len().next_multiple_of(8), 0);
            extent.start = le::U64::new((start + body.len()) as u64);
            extent.len = le::U64::new(bytes.len() as u64);
            body.extend(bytes);
        }
        [header.as_bytes(), &body].concat()
    }
}
