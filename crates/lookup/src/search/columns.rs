//! What documents are filtered and counted by: for each facet the values of every document, packed into bits.
//!
//! Values are numbered in order of their keys. Many documents have the same values, so each set of values that occurs
//! is written once, in order; a document says which set is its own, by number or by the step from the document before,
//! whichever is shorter. Institutions are filed for occupations that stand close together in the catalogue, and stand
//! in order of them; so most steps, within a set and from set to set, take a bit or three.

use super::answer::Value;
use super::codec::Decoder;

/// What the part of the file is called.
pub(super) const PART: &str = "columns";

/// More values than the documents of any registry have together: a forged file makes no more room than that.
const MOST: usize = 1 << 24;

/// How many facets there are: kind, district, level, status, occupation.
pub(super) const FACETS: usize = 5;
pub(super) const KIND: usize = 0;
pub(super) const DISTRICT: usize = 1;
pub(super) const LEVEL: usize = 2;
pub(super) const STATUS: usize = 3;
pub(super) const OCCUPATION: usize = 4;

/// The levels of each occupation of each document: an institution filed for one occupation at one level and for another
/// at another is not found by the one and the level of the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pairs {
    pub(super) occupations: Column,
    /// One entry an occupation of a document, in that order. Its values are those of the facet of levels.
    levels: Column,
}

impl Pairs {
    /// The occupations of a document that have the level, each with all of its levels.
    fn of(&self, document: u32) -> impl Iterator<Item = (u32, &[u32])> {
        let first = self.occupations.start(document) as u32;
        (first..).zip(self.occupations.of(document)).map(|(entry, number)| (*number, self.levels.of(entry)))
    }

    /// The levels of one occupation of a document.
    pub(super) fn levels(&self, document: u32, occupation: u32) -> &[u32] {
        self.of(document)
            .find(|(number, _)| *number == occupation)
            .map(|(_, levels)| levels)
            .unwrap_or_default()
    }

    /// The occupations of a document at one level.
    pub(super) fn occupations_at(&self, document: u32, level: u32) -> impl Iterator<Item = u32> {
        self.of(document).filter(move |(_, levels)| levels.contains(&level)).map(|(number, _)| number)
    }

    #[cfg(feature = "write")]
    pub(super) fn encode(documents: &[super::Document], encoder: &mut super::codec::Encoder) {
        Column::new(documents.iter().map(|document| document.scope.keys())).encode(encoder);
        let entries = documents.iter().flat_map(|document| document.scope.values());
        let mut levels = Column::new(entries.map(|levels| levels.iter()));
        // They are the facet's own, which the other file names.
        levels.values.clear();
        levels.encode(encoder);
    }

    pub(super) fn decode(decoder: &mut Decoder<'_>, documents: u32) -> Option<Self> {
        let occupations = Column::decode(decoder, documents)?;
        let entries = u32::try_from(occupations.numbers.len()).ok()?;
        Some(Self { levels: Column::decode(decoder, entries)?, occupations })
    }
}

/// The values of all documents in one facet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) values: Vec<Value>,
    /// Where the values of each document end in `numbers`.
    ends: Vec<u32>,
    numbers: Vec<u32>,
}

impl Column {
    /// The values of a document, by number.
    pub(super) fn of(&self, document: u32) -> &[u32] {
        let start = self.start(document);
        let end = self.ends.get(document as usize).map_or(start, |end| *end as usize);
        self.numbers.get(start..end).unwrap_or_default()
    }

    /// Where the values of a document begin among those of all.
    fn start(&self, document: u32) -> usize {
        let before = (document as usize).checked_sub(1).and_then(|before| self.ends.get(before));
        before.map_or(0, |end| *end as usize)
    }

    /// The values of a document.
    pub(super) fn values_of(&self, document: u32) -> impl Iterator<Item = &Value> {
        self.of(document).iter().filter_map(|number| self.values.get(*number as usize))
    }

    /// The number of a value.
    pub(super) fn number(&self, key: &str) -> Option<u32> {
        self.values.iter().position(|value| value.key == key).map(|at| at as u32)
    }

    #[cfg(feature = "write")]
    pub(super) fn new<'a, I: Iterator<Item = &'a Value>>(documents: impl Iterator<Item = I> + Clone) -> Self {
        let mut values: Vec<&Value> = documents.clone().flatten().collect();
        values.sort_unstable();
        values.dedup_by(|a, b| a.key == b.key);
        let mut column = Self::default();
        for document in documents {
            let start = column.numbers.len();
            let number = |value: &Value| values.binary_search_by(|known| known.key.cmp(&value.key)).ok();
            column.numbers.extend(document.filter_map(number).map(|at| at as u32));
            column.numbers[start..].sort_unstable();
            let mut kept = start;
            for at in start..column.numbers.len() {
                if at == start || column.numbers[at] != column.numbers[kept - 1] {
                    column.numbers[kept] = column.numbers[at];
                    kept += 1;
                }
            }
            column.numbers.truncate(kept);
            column.ends.push(kept as u32);
        }
        column.values = values.into_iter().cloned().collect();
        column
    }

    #[cfg(feature = "write")]
    pub(super) fn encode(&self, encoder: &mut super::codec::Encoder) {
        encoder.number(self.values.len() as u64);
        for value in &self.values {
            encoder.bytes(value.key.as_bytes());
            encoder.bytes(value.label.as_bytes());
        }
        let documents = || (0..self.ends.len() as u32).map(|document| self.of(document));
        let mut sets: Vec<&[u32]> = documents().collect();
        sets.sort_unstable();
        sets.dedup();
        let mut bits = bits::Writer::default();
        let mut first = 0;
        for set in &sets {
            bits.gamma(set.len() as u32 + 1);
            for (at, number) in set.iter().enumerate() {
                let before = if at == 0 { first } else { set[at - 1] + 1 };
                bits.gamma(number - before + 1);
            }
            first = set.first().copied().unwrap_or(first);
        }
        encoder.number(sets.len() as u64);
        encoder.bytes(&bits.finish());
        let own: Vec<u32> =
            documents().map(|set| sets.partition_point(|known| *known < set) as u32).collect();
        let [mut fixed, mut steps] = [bits::Writer::default(), bits::Writer::default()];
        let mut before = 0;
        for own in own {
            fixed.fixed(own, bits::width(sets.len()));
            steps.gamma(bits::folded(i64::from(own) - i64::from(before)) + 1);
            before = own;
        }
        let (fixed, steps) = (fixed.finish(), steps.finish());
        let by_steps = steps.len() < fixed.len();
        encoder.number(u64::from(by_steps));
        encoder.bytes(if by_steps { &steps } else { &fixed });
    }

    pub(super) fn decode(decoder: &mut Decoder<'_>, documents: u32) -> Option<Self> {
        let mut column = Self::default();
        for _ in 0..decoder.count()? {
            let (key, label) = (decoder.text()?.to_owned(), decoder.text()?.to_owned());
            column.values.push(Value { key, label });
        }
        let (count, bits) = (decoder.number()?, decoder.bytes()?);
        let sets = sets(count, &mut bits::Reader::new(bits))?;
        let by_steps = decoder.number()? != 0;
        let mut bits = bits::Reader::new(decoder.bytes()?);
        let mut own: u32 = 0;
        for _ in 0..documents {
            own = if by_steps {
                own.checked_add_signed(bits::unfolded(bits.gamma()? - 1))?
            } else {
                bits.fixed(bits::width(sets.len()))?
            };
            column.numbers.extend(sets.get(own as usize)?);
            if column.numbers.len() > MOST {
                return None;
            }
            column.ends.push(u32::try_from(column.numbers.len()).ok()?);
        }
        Some(column)
    }
}

fn sets(count: u64, bits: &mut bits::Reader<'_>) -> Option<Vec<Vec<u32>>> {
    let (mut sets, mut first) = (Vec::new(), 0u32);
    for _ in 0..count {
        let mut set: Vec<u32> = Vec::new();
        for _ in 0..bits.gamma()? - 1 {
            let before = set.last().map_or(Some(first), |last| last.checked_add(1))?;
            set.push(before.checked_add(bits.gamma()? - 1)?);
        }
        first = set.first().copied().unwrap_or(first);
        sets.push(set);
    }
    Some(sets)
}

/// Numbers as bits, the lowest first.
mod bits {
    /// How many bits a number up to that one takes.
    pub(super) fn width(most: usize) -> u32 {
        usize::BITS - most.leading_zeros()
    }

    /// A step in either direction as a number from 0.
    #[cfg(feature = "write")]
    pub(super) fn folded(step: i64) -> u32 {
        (if step < 0 { -2 * step - 1 } else { 2 * step }) as u32
    }

    pub(super) fn unfolded(number: u32) -> i32 {
        let half = (number / 2) as i32;
        if number.is_multiple_of(2) { half } else { -half - 1 }
    }

    #[derive(Default)]
    #[cfg(feature = "write")]
    pub(super) struct Writer {
        bytes: Vec<u8>,
        open: u64,
        filled: u32,
    }

    #[cfg(feature = "write")]
    impl Writer {
        pub(super) fn fixed(&mut self, number: u32, width: u32) {
            self.open |= u64::from(number) << self.filled;
            self.filled += width;
            while self.filled >= 8 {
                self.bytes.push(self.open as u8);
                self.open >>= 8;
                self.filled -= 8;
            }
        }

        /// Elias gamma: as many zeros as there are bits after the first, then the bits. Numbers from 1.
        pub(super) fn gamma(&mut self, number: u32) {
            let more = number.max(1).ilog2();
            self.fixed(0, more);
            self.fixed(1, 1);
            self.fixed(number & ((1 << more) - 1), more);
        }

        pub(super) fn finish(mut self) -> Vec<u8> {
            if self.filled > 0 {
                self.bytes.push(self.open as u8);
            }
            self.bytes
        }
    }

    pub(super) struct Reader<'a> {
        bytes: &'a [u8],
        at: usize,
    }

    impl<'a> Reader<'a> {
        pub(super) fn new(bytes: &'a [u8]) -> Self {
            Self { bytes, at: 0 }
        }

        fn bit(&mut self) -> Option<u32> {
            let byte = self.bytes.get(self.at / 8)?;
            let bit = byte >> (self.at % 8) & 1;
            self.at += 1;
            Some(u32::from(bit))
        }

        pub(super) fn fixed(&mut self, width: u32) -> Option<u32> {
            (0..width).try_fold(0, |number, at| Some(number | self.bit()?.checked_shl(at)?))
        }

        pub(super) fn gamma(&mut self) -> Option<u32> {
            let mut more = 0;
            while self.bit()? == 0 {
                more += 1;
                if more > 31 {
                    return None;
                }
            }
            Some(1 << more | self.fixed(more)?)
        }
    }
}
