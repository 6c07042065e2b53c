//! `content/certificates/<year>/<batch id>/seals`: what the machine wrote beside a batch. Kept here without the boxes,
//! which only a bucket that is written needs: a million of them would take 320 MB.

use std::ops::Range;

use lookup::number::{LENGTH, Number};
use lookup::seal::{Header, Kdf, LINE, LineError, read_header, read_line};
use serde::{Deserialize, Serialize};

/// The seals of a batch.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Seals {
    /// The site they were made for.
    pub site: String,
    /// What their name keys cost.
    pub kdf: Kdf,
    /// The numbers, one after the other.
    numbers: String,
    /// Where the first line after the head begins, and how long a line is with its end.
    start: u32,
    stride: u32,
}

/// A fault of a line.
#[derive(Debug, Clone)]
pub struct SealFault {
    /// The bytes to point at.
    pub range: Range<usize>,
    /// What is the matter.
    pub error: LineError,
}

/// More faults of one file are not told: it was spoilt as a whole.
const MOST_FAULTS: usize = 20;

impl Seals {
    /// Reads a file.
    ///
    /// # Errors
    /// The faults of its lines.
    pub fn read(text: &str) -> Result<Self, Vec<SealFault>> {
        let mut lines = Lines { text, at: 0 };
        let Some((range, first)) = lines.next() else {
            return Err(vec![SealFault { range: 0..0, error: LineError::Header }]);
        };
        let Header { site, kdf } = match read_header(first) {
            Ok(header) => header,
            Err(error) => return Err(vec![SealFault { range, error }]),
        };
        let start = u32::try_from(lines.at).unwrap_or(u32::MAX);
        let stride = if text[..lines.at].ends_with("\r\n") { LINE + 2 } else { LINE + 1 };
        let mut seals = Self {
            site,
            kdf,
            numbers: String::with_capacity((text.len() / (LINE + 1) + 1) * LENGTH),
            start,
            stride: u32::try_from(stride).unwrap_or(u32::MAX),
        };
        let mut faults = Vec::new();
        for (range, line) in lines {
            match read_line(line) {
                Ok((number, _)) => seals.numbers.push_str(number.as_str()),
                Err(error) if faults.len() < MOST_FAULTS => {
                    let end = line.floor_char_boundary(LENGTH);
                    faults.push(SealFault { range: range.start..range.start + end, error });
                }
                Err(_) => break,
            }
        }
        let is_cut = !text.ends_with('\n') && faults.is_empty();
        if is_cut {
            faults.push(SealFault { range: text.len()..text.len(), error: LineError::Length });
        }
        if faults.is_empty() { Ok(seals) } else { Err(faults) }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.numbers.len() / LENGTH
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The numbers as text, in their order.
    pub fn numbers(&self) -> impl Iterator<Item = &str> {
        self.numbers.as_bytes().chunks(LENGTH).map(|number| std::str::from_utf8(number).unwrap_or_default())
    }

    /// The numbers as ASCII, in their order.
    pub fn rows(&self) -> &[[u8; LENGTH]] {
        self.numbers.as_bytes().as_chunks().0
    }

    /// The nth number.
    pub fn number(&self, row: usize) -> Option<Number> {
        Number::strict(self.numbers.get(row * LENGTH..(row + 1) * LENGTH)?)
    }

    /// The file of the batch they belong to, given their own.
    pub fn batch_file(&self, file: &str) -> String {
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{folder}/batch.yaml")
    }

    /// Where the nth line stands in the file, without its end.
    pub fn range(&self, row: usize) -> Range<usize> {
        let start = self.start as usize + row * self.stride as usize;
        start..start + LINE
    }
}

/// Lines with their places, without their ends.
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = (Range<usize>, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let (length, step) = rest.find('\n').map_or((rest.len(), rest.len()), |end| (end, end + 1));
        let line = rest[..length].strip_suffix('\r').unwrap_or(&rest[..length]);
        let start = self.at;
        self.at += step;
        Some((start..start + line.len(), line))
    }
}
