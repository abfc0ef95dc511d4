//! The compiled gazetteer, read where it lies.

use std::{fs::File, path::Path, sync::Arc};

use fst::{Automaton, IntoStreamer, Map, Streamer};
use geo::Point;
use memmap2::Mmap;
use zerocopy::{FromBytes, little_endian as le};

use super::{
    Error, Kind, NameKind, PlaceId, fold,
    format::{
        Extent, Header, MAGIC, MANY, PlaceRecord, SCHEME_CURATED, SCHEME_GEONAMES,
        SCHEME_NATURAL_EARTH, SECTIONS, Section, VERSION,
    },
};

/// Where a place stands in the gazetteer that it was read from.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct PlaceIndex(pub(crate) u32);

/// All places, read from a file that stays mapped while this lives.
#[derive(Clone)]
pub struct Gazetteer {
    map: Arc<Mmap>,
    sections: [(usize, usize); SECTIONS],
    names: Map<Part>,
}

/// A stretch of the mapped file, for the names' map to keep.
#[derive(Clone)]
struct Part {
    map: Arc<Mmap>,
    start: usize,
    end: usize,
}

impl AsRef<[u8]> for Part {
    fn as_ref(&self) -> &[u8] {
        &self.map[self.start..self.end]
    }
}

/// One place, as a view into the gazetteer.
#[derive(Clone, Copy)]
pub struct Place<'g> {
    gazetteer: &'g Gazetteer,
    record: &'g PlaceRecord,
    index: PlaceIndex,
}

impl Gazetteer {
    /// Maps the compiled gazetteer at `path`.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] if it is not there, [`Error::Format`] if it is not a
    /// gazetteer of this version.
    pub fn open(path: &Path) -> Result<Gazetteer, Error> {
        let read = |fault| Error::Read { path: path.to_owned(), fault };
        let file = File::open(path).map_err(read)?;
        #[expect(
            unsafe_code,
            reason = "the builder replaces the file by renaming, it never writes into one"
        )]
        // SAFETY: nobody shortens or rewrites the file under us, see above.
        let map = unsafe { Mmap::map(&file) }.map_err(read)?;
        let broken = |found: String| Error::Format {
            path: path.to_owned(),
            expected: format!("a gazetteer of version {VERSION}"),
            found,
            remedy: "make it anew with `dateline gazetteer build`",
        };
        let Ok((header, _)) = Header::ref_from_prefix(&map) else {
            return Err(broken(format!("{} bytes", map.len())));
        };
        if header.magic != MAGIC {
            return Err(broken("another kind of file".to_owned()));
        }
        if header.version != VERSION {
            return Err(broken(format!("version {}", header.version)));
        }
        let mut sections = [(0, 0); SECTIONS];
        for (section, Extent { start, len }) in sections.iter_mut().zip(header.sections) {
            let end = start.get().checked_add(len.get());
            let Some(end) = end.filter(|end| *end <= map.len() as u64) else {
                return Err(broken("a file that was cut short".to_owned()));
            };
            *section = (start.get() as usize, end as usize);
        }
        let map = Arc::new(map);
        let (start, end) = sections[Section::Names as usize];
        let names = Map::new(Part { map: Arc::clone(&map), start, end })
            .map_err(|error| broken(format!("a broken index of names ({error})")))?;
        Ok(Gazetteer { map, sections, names })
    }

    fn section(&self, section: Section) -> &[u8] {
        let (start, end) = self.sections[section as usize];
        &self.map[start..end]
    }

    fn records(&self) -> &[PlaceRecord] {
        <[PlaceRecord]>::ref_from_bytes(self.section(Section::Places)).unwrap_or(&[])
    }

    fn numbers(&self, section: Section) -> &[le::U32] {
        <[le::U32]>::ref_from_bytes(self.section(section)).unwrap_or(&[])
    }

    fn string(&self, offset: u32) -> &str {
        let strings = self.section(Section::Strings);
        let at = offset as usize;
        let text = strings.get(at..at + 2).and_then(|len| {
            let len = usize::from(u16::from_le_bytes([len[0], len[1]]));
            strings.get(at + 2..at + 2 + len)
        });
        text.and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
    }

    /// How many places there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records().len()
    }

    /// Whether there is no place at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many names there are, each spelling once.
    #[must_use]
    pub fn name_count(&self) -> usize {
        self.names.len()
    }

    /// The place at `index`, which must come from this gazetteer.
    #[must_use]
    pub fn place(&self, index: PlaceIndex) -> Place<'_> {
        let record = &self.records()[index.0 as usize];
        Place { gazetteer: self, record, index }
    }

    /// All places, in the order of their ids.
    pub fn places(&self) -> impl Iterator<Item = Place<'_>> {
        (0..self.len() as u32).map(|index| self.place(PlaceIndex(index)))
    }

    /// The place with that id.
    #[must_use]
    pub fn find(&self, id: &PlaceId) -> Option<Place<'_>> {
        let (scheme, rest) = id.as_str().split_once(':')?;
        let records = self.records();
        let index = match scheme {
            "curated" => {
                let start = records.partition_point(|r| r.scheme < SCHEME_CURATED);
                let end = records.partition_point(|r| r.scheme <= SCHEME_CURATED);
                let found = records[start..end].binary_search_by(|record| {
                    self.string(record.number.get()).cmp(rest)
                });
                start + found.ok()?
            }
            _ => {
                let scheme = if scheme == "geonames" {
                    SCHEME_GEONAMES
                } else {
                    SCHEME_NATURAL_EARTH
                };
                let wanted = (scheme, rest.parse().ok()?);
                records
                    .binary_search_by_key(&wanted, |r| (r.scheme, r.number.get()))
                    .ok()?
            }
        };
        Some(self.place(PlaceIndex(index as u32)))
    }

    /// The country with that ISO 3166-1 alpha-2 code.
    #[must_use]
    pub fn country(&self, code: &str) -> Option<Place<'_>> {
        let bytes = self.section(Section::Countries);
        let (rows, _) = bytes.as_chunks::<8>();
        let at = rows.binary_search_by(|row| row[..2].cmp(code.as_bytes())).ok()?;
        let row = rows[at];
        let index = u32::from_le_bytes([row[4], row[5], row[6], row[7]]);
        Some(self.place(PlaceIndex(index)))
    }

    /// The administrative unit with that GeoNames code: "US.CA", "US.LA.079".
    #[must_use]
    pub fn unit(&self, code: &str) -> Option<Place<'_>> {
        let (rows, _) = self.numbers(Section::AdminCodes).as_chunks::<2>();
        let at = rows.binary_search_by(|row| self.string(row[0].get()).cmp(code)).ok()?;
        Some(self.place(PlaceIndex(rows[at][1].get())))
    }

    /// The places that bear `name`, in any spelling that folds to the same,
    /// the most spoken of first.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<(Place<'_>, NameKind)> {
        let folded = fold(name);
        self.names.get(&folded).map_or_else(Vec::new, |value| self.bearers(value))
    }

    /// The places behind a value of the names' map.
    pub(crate) fn bearers(&self, value: u64) -> Vec<(Place<'_>, NameKind)> {
        self.bearer_codes(value)
            .map(|code| (self.place(PlaceIndex(code >> 2)), name_kind(code)))
            .collect()
    }

    /// The place that a value of the names' map lists first.
    pub(crate) fn first_bearer(&self, value: u64) -> Place<'_> {
        let code = self.bearer_codes(value).next().unwrap_or(0);
        self.place(PlaceIndex(code >> 2))
    }

    fn bearer_codes(&self, value: u64) -> impl Iterator<Item = u32> {
        let (one, list) = if value & MANY == 0 {
            (Some(value as u32), &[][..])
        } else {
            let postings = self.numbers(Section::Postings);
            let at = (value & !MANY) as usize;
            let count = postings.get(at).map_or(0, |count| count.get() as usize);
            (None, postings.get(at + 1..at + 1 + count).unwrap_or(&[]))
        };
        one.into_iter().chain(list.iter().map(|code| code.get()))
    }

    /// The names' map, for scanning.
    pub(crate) fn names(&self) -> &fst::raw::Fst<impl AsRef<[u8]>> {
        self.names.as_fst()
    }

    /// At most `count` places one of whose names begins with `prefix`, or, if
    /// there are none, with something one letter off; the most spoken of first.
    #[must_use]
    pub fn suggest(&self, prefix: &str, count: usize) -> Vec<Place<'_>> {
        let folded = fold(prefix);
        if folded.is_empty() {
            return Vec::new();
        }
        let starts = fst::automaton::Str::new(&folded).starts_with();
        let mut found = self.collect(starts, &folded, count);
        if found.is_empty() && 4 <= folded.chars().count() {
            if let Ok(near) = fst::automaton::Levenshtein::new(&folded, 1) {
                found = self.collect(near.starts_with(), &folded, count);
            }
        }
        found
    }

    fn collect(
        &self,
        wanted: impl Automaton,
        folded: &str,
        count: usize,
    ) -> Vec<Place<'_>> {
        // A short prefix begins tens of thousands of names; what is spoken of
        // most is kept as they stream by.
        let mut best: Vec<(u16, u32, PlaceIndex)> = Vec::new();
        let mut names = self.names.search(wanted).into_stream();
        while let Some((name, value)) = names.next() {
            let is_whole = name == folded.as_bytes();
            for code in self.bearer_codes(value) {
                let index = PlaceIndex(code >> 2);
                let record = &self.records()[index.0 as usize];
                // A whole name counts like a place thirty times as great, if it is
                // the one that the place is listed under.
                let bonus = match (is_whole, name_kind(code)) {
                    (true, NameKind::Primary) => 15,
                    (true, _) => 5,
                    (false, _) => 0,
                };
                let rank = u16::from(record.importance) + bonus;
                best.push((rank, record.population.get(), index));
            }
            if 4096 < best.len() {
                shorten(&mut best, count);
            }
        }
        shorten(&mut best, count);
        best.into_iter().map(|(.., index)| self.place(index)).collect()
    }

    pub(crate) fn places_in_cell(&self, cell: usize) -> impl Iterator<Item = PlaceIndex> {
        let cells = self.numbers(Section::Cells);
        let bound = |at: usize| cells.get(at).map_or(0, |start| start.get() as usize);
        let list =
            self.numbers(Section::Grid).get(bound(cell)..bound(cell + 1)).unwrap_or(&[]);
        list.iter().map(|index| PlaceIndex(index.get()))
    }
}

/// Keeps the best `count`, each place once, best first.
fn shorten(best: &mut Vec<(u16, u32, PlaceIndex)>, count: usize) {
    best.sort_unstable_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then(a.2.cmp(&b.2)));
    let mut seen = std::collections::BTreeSet::new();
    best.retain(|(.., index)| seen.len() < count && seen.insert(*index));
}

fn name_kind(code: u32) -> NameKind {
    match code & 3 {
        0 => NameKind::Primary,
        1 => NameKind::Alternate,
        _ => NameKind::Short,
    }
}

impl<'g> Place<'g> {
    /// Where it stands in the gazetteer.
    #[must_use]
    pub fn index(&self) -> PlaceIndex {
        self.index
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> PlaceId {
        let number = self.record.number.get();
        match self.record.scheme {
            SCHEME_GEONAMES => PlaceId::geonames(number),
            SCHEME_CURATED => PlaceId::curated(self.gazetteer.string(number)),
            _ => PlaceId::natural_earth(number),
        }
    }

    /// The name it is listed under.
    #[must_use]
    pub fn name(&self) -> &'g str {
        self.gazetteer.string(self.record.name.get())
    }

    /// Its names by language (ISO 639-1), in the order of the languages.
    #[must_use]
    pub fn names(&self) -> Vec<(&'g str, &'g str)> {
        let offset = self.record.languages.get();
        let bytes = self.gazetteer.section(Section::Languages);
        let Some(&count) = bytes.get(offset as usize) else { return Vec::new() };
        let start = offset as usize + 1;
        let rows = bytes.get(start..start + usize::from(count) * 6).unwrap_or(&[]);
        let (rows, _) = rows.as_chunks::<6>();
        rows.iter()
            .map(|row| {
                let language = std::str::from_utf8(&row[..2]).unwrap_or("");
                let offset = u32::from_le_bytes([row[2], row[3], row[4], row[5]]);
                (language, self.gazetteer.string(offset))
            })
            .collect()
    }

    /// Its reference point (WGS84, x = longitude).
    #[must_use]
    pub fn point(&self) -> Point {
        let degrees = |e6: le::I32| f64::from(e6.get()) / 1e6;
        Point::new(degrees(self.record.lon_e6), degrees(self.record.lat_e6))
    }

    /// What sort of place it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        Kind::ALL.get(usize::from(self.record.kind)).copied().unwrap_or(Kind::Landmark)
    }

    /// Its GeoNames feature code: "PPLC", "ADM1", "MT".
    #[must_use]
    pub fn feature_code(&self) -> &'g str {
        let codes = self.gazetteer.numbers(Section::Codes);
        codes
            .get(usize::from(self.record.code.get()))
            .map_or("", |at| self.gazetteer.string(at.get()))
    }

    /// The ISO 3166-1 alpha-2 code of its country, empty if it lies in none or in many.
    #[must_use]
    pub fn country_code(&self) -> &'g str {
        std::str::from_utf8(&self.record.country).unwrap_or("").trim_end_matches('\0')
    }

    /// The country it lies in.
    #[must_use]
    pub fn country(&self) -> Option<Place<'g>> {
        self.gazetteer.country(self.country_code())
    }

    /// The first-order unit it lies in.
    #[must_use]
    pub fn admin1(&self) -> Option<Place<'g>> {
        self.unit(Section::Admin1, self.record.admin1.get())
    }

    /// The second-order unit it lies in.
    #[must_use]
    pub fn admin2(&self) -> Option<Place<'g>> {
        self.unit(Section::Admin2, self.record.admin2.get())
    }

    fn unit(&self, section: Section, number: u16) -> Option<Place<'g>> {
        let at = usize::from(number).checked_sub(1)?;
        let index = self.gazetteer.numbers(section).get(at)?;
        Some(self.gazetteer.place(PlaceIndex(index.get())))
    }

    /// Whether it lies in `unit` (a country or administrative unit), or is it.
    #[must_use]
    pub fn is_within(&self, unit: &Place<'_>) -> bool {
        match unit.kind() {
            Kind::Country => self.record.country == unit.record.country,
            Kind::Admin1 => {
                self.index == unit.index
                    || self.admin1().is_some_and(|admin1| admin1.index == unit.index)
            }
            Kind::Admin2 => {
                self.index == unit.index
                    || self.admin2().is_some_and(|admin2| admin2.index == unit.index)
            }
            _ => self.index == unit.index,
        }
    }

    /// Inhabitants, 0 where unknown or meaningless.
    #[must_use]
    pub fn population(&self) -> u32 {
        self.record.population.get()
    }

    /// How much it is spoken of, on a scale like the logarithm (base 10) of a
    /// city's inhabitants: 6.0 is a city of a million, 9 a great country.
    #[must_use]
    pub fn importance(&self) -> f32 {
        f32::from(self.record.importance) / 10.0
    }

    /// Half its extent in kilometres: how far from its point it may still be.
    #[must_use]
    pub fn extent_km(&self) -> f64 {
        f64::from(self.record.extent_km.get())
    }

    /// The footprint that a curated row spells out: "countries:EG,IL,…",
    /// "admin1:SY.13,…" or "bbox:west,south,east,north".
    #[must_use]
    pub fn footprint_spec(&self) -> Option<&'g str> {
        self.remark(Section::Footprints)
    }

    /// What must be said of it wherever it is shown: who holds it, who claims it.
    #[must_use]
    pub fn note(&self) -> Option<&'g str> {
        self.remark(Section::Notes)
    }

    fn remark(&self, section: Section) -> Option<&'g str> {
        let (rows, _) = self.gazetteer.numbers(section).as_chunks::<2>();
        let at = rows.binary_search_by_key(&self.index.0, |row| row[0].get()).ok()?;
        Some(self.gazetteer.string(rows[at][1].get()))
    }

    /// Who lists it, and under which licence.
    #[must_use]
    pub fn source(&self) -> (&'static str, &'static str) {
        match self.record.scheme {
            SCHEME_GEONAMES => ("GeoNames", "CC BY 4.0"),
            SCHEME_CURATED => ("Dateline, curated by hand", "CC BY 4.0"),
            _ => ("Natural Earth", "public domain"),
        }
    }
}
