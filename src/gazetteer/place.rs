//! One place, as a view into the gazetteer.

use geo::Point;
use zerocopy::little_endian as le;

use super::{
    Gazetteer, Kind, PlaceId, PlaceIndex,
    format::{PlaceRecord, SCHEME_CURATED, SCHEME_GEONAMES, Section},
};

/// One place, as a view into the gazetteer.
#[derive(Clone, Copy)]
pub struct Place<'g> {
    gazetteer: &'g Gazetteer,
    record: &'g PlaceRecord,
    index: PlaceIndex,
}

impl<'g> Place<'g> {
    pub(super) fn new(
        gazetteer: &'g Gazetteer,
        record: &'g PlaceRecord,
        index: PlaceIndex,
    ) -> Place<'g> {
        Place { gazetteer, record, index }
    }

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
