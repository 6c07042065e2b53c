//! The catalogue, ready to be asked.

use std::collections::BTreeMap;

use super::identifier::{DivisionCode, OccupationCode};
use super::records::catalogue::{Division, Occupation, RestrictedOccupation};
use super::{Date, Records};

/// An occupation code means something only with its edition.
pub type OccupationKey<'a> = (&'a str, OccupationCode);

/// The catalogue by code.
#[derive(Debug, Default)]
pub struct Catalogue<'a> {
    occupations: BTreeMap<OccupationKey<'a>, &'a Occupation>,
    divisions: BTreeMap<DivisionCode, &'a Division>,
    restricted: &'a [RestrictedOccupation],
    editions: Vec<&'a str>,
}

impl<'a> Catalogue<'a> {
    /// Indexes the catalogue's records.
    pub fn new(records: &'a Records) -> Self {
        let editions = records.occupations.iter().map(|record| &*record.value.edition).collect();
        let occupations = records.occupations.iter().flat_map(|record| {
            let edition = &*record.value.edition;
            record.value.occupations.iter().map(move |occupation| ((edition, occupation.code), occupation))
        });
        let divisions = records.divisions.iter().flat_map(|record| &record.value.divisions);
        Self {
            occupations: occupations.collect(),
            divisions: divisions.map(|division| (division.code, division)).collect(),
            restricted: records.restricted.as_ref().map_or(&[], |record| &record.value.restricted),
            editions,
        }
    }

    /// The editions there are.
    pub fn editions(&self) -> &[&'a str] {
        &self.editions
    }

    /// An occupation of an edition.
    pub fn occupation(&self, edition: &str, code: OccupationCode) -> Option<&'a Occupation> {
        let edition = self.editions.iter().find(|known| **known == edition)?;
        self.occupations.get(&(*edition, code)).copied()
    }

    /// All occupations by edition and code.
    pub fn occupations(&self) -> impl Iterator<Item = (OccupationKey<'a>, &'a Occupation)> {
        self.occupations.iter().map(|(key, occupation)| (*key, *occupation))
    }

    /// The codes that carry a name in an edition.
    pub fn codes_named(&self, edition: &str, name: &str) -> Vec<OccupationCode> {
        let named = self.occupations.iter().filter(|((e, _), o)| *e == edition && &*o.name == name);
        named.map(|((_, code), _)| *code).collect()
    }

    /// A district.
    pub fn division(&self, code: DivisionCode) -> Option<&'a Division> {
        self.divisions.get(&code).copied()
    }

    /// The districts by code.
    pub fn divisions(&self) -> impl Iterator<Item = &'a Division> {
        self.divisions.values().copied()
    }

    /// The restriction on an occupation that is in force on a day.
    pub fn restriction(
        &self,
        edition: &str,
        code: OccupationCode,
        on: Date,
    ) -> Option<&'a RestrictedOccupation> {
        self.restricted.iter().find(|entry| {
            &*entry.edition == edition
                && entry.code == code
                && entry.from <= on
                && entry.until.is_none_or(|until| on <= until)
        })
    }
}
