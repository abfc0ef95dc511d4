//! The compiled gazetteer, read where it lies.

use std::{fs::File, ops::RangeInclusive, path::Path, sync::Arc};

use fst::{Automaton, IntoStreamer, Map, Streamer};
use memmap2::Mmap;
use zerocopy::{FromBytes, little_endian as le};

use super::{
    Error, NameKind, Place, PlaceId, fold,
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

    pub(super) fn section(&self, section: Section) -> &[u8] {
        let (start, end) = self.sections[section as usize];
        &self.map[start..end]
    }

    fn records(&self) -> &[PlaceRecord] {
        <[PlaceRecord]>::ref_from_bytes(self.section(Section::Places)).unwrap_or(&[])
    }

    pub(super) fn numbers(&self, section: Section) -> &[le::U32] {
        <[le::U32]>::ref_from_bytes(self.section(section)).unwrap_or(&[])
    }

    pub(super) fn string(&self, offset: u32) -> &str {
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
        Place::new(self, record, index)
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
        if found.is_empty()
            && NEARLY.contains(&folded.chars().count())
            && let Ok(near) = fst::automaton::Levenshtein::new(&folded, 1)
        {
            found = self.collect(near.starts_with(), &folded, count);
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

/// Letters of a beginning that may have one wrong: shorter ones are near to
/// everything, and no name is longer.
const NEARLY: RangeInclusive<usize> = 4..=128;

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
