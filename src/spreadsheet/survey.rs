//! What lies in the XML of a workbook beside the cells: sheets and their parts, what is hidden, merged or computed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::grid::Area;
use super::package::Parts;
use crate::diagnostics::veil;
use crate::registry::personal;

/// A worksheet as the workbook lists it.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    pub(crate) name: String,
    pub(crate) visible: bool,
    /// Its part.
    pub(crate) path: String,
}

impl Listed {
    /// Its name as reports tell it: without a personal number that somebody has put there.
    pub(crate) fn shown(&self) -> Arc<str> {
        Arc::from(veil(&self.name, &personal::places(&self.name)))
    }
}

/// What a sheet's part says beside its cells' values.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// Runs of hidden rows.
    pub(crate) hidden_rows: Vec<(u32, u32)>,
    /// Runs of hidden columns.
    pub(crate) hidden_columns: Vec<(u32, u32)>,
    pub(crate) merged: Vec<Area>,
    /// Row and column of cells that a formula made.
    pub(crate) formulas: BTreeSet<(u32, u32)>,
    /// How many rows hold a value.
    pub(crate) filled: usize,
}

/// The worksheets in their order; none when the workbook is damaged.
pub(crate) fn sheets(parts: &Parts) -> Option<Vec<Listed>> {
    let mut targets = BTreeMap::new();
    each(parts.text("xl/_rels/workbook.xml.rels")?, |element| {
        if element.local_name().as_ref() == "Relationship" {
            targets.extend(attribute(element, "Id").zip(attribute(element, "Target")));
        }
    })?;
    let mut listed = Vec::new();
    each(parts.text("xl/workbook.xml")?, |element| {
        if element.local_name().as_ref() != "sheet" {
            return;
        }
        let id = element.attributes().flatten().find(|a| a.key.local_name().as_ref() == "id");
        let target = id.and_then(|id| targets.get(&*id.value));
        if let (Some(name), Some(target)) = (attribute(element, "name"), target) {
            let visible = attribute(element, "state").is_none_or(|state| state == "visible");
            listed.push(Listed { name, visible, path: resolve(target) });
        }
    })?;
    listed.retain(|sheet| !sheet.path.contains("/chartsheets/") && !sheet.path.contains("/dialogsheets/"));
    Some(listed)
}

/// A target of the workbook's relations, from the root of the archive.
fn resolve(target: &str) -> String {
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("xl/{}", target.trim_start_matches("./")),
    }
}

fn each(xml: &str, mut visit: impl FnMut(&BytesStart<'_>)) -> Option<()> {
    until(xml, |element| {
        visit(element);
        true
    })
}

/// Visits the elements for as long as it is told to go on.
fn until(xml: &str, mut visit: impl FnMut(&BytesStart<'_>) -> bool) -> Option<()> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element) if !visit(&element) => return Some(()),
            Event::Eof => return Some(()),
            _ => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok().flatten()?;
    Some(quick_xml::escape::unescape(&found.value).ok()?.into_owned())
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<f64> {
    attribute(element, name)?.parse().ok()
}

fn is_true(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| value == "1" || value == "true")
}

/// Where the reader stands in a sheet.
#[derive(Default)]
struct At {
    row: u32,
    column: u32,
    filled: bool,
    /// Whether an address was none.
    lost: bool,
}

const MOST: (u32, u32) = (1_048_576, 16_384);

/// Surveys the part of a sheet; none when it is damaged, which includes addresses that no sheet has.
pub(crate) fn survey(xml: &str, most_rows: usize) -> Option<Survey> {
    let (mut found, mut at) = (Survey::default(), At::default());
    until(xml, |element| {
        match element.local_name().as_ref() {
            "c" => {
                let place = element.try_get_attribute("r").ok().flatten().map(|a| place(&a.value));
                at.lost |= place == Some(None);
                at.column = place.flatten().map_or(at.column + 1, |(_, column)| column);
            }
            "v" | "is" if !at.filled => {
                at.filled = true;
                found.filled += 1;
            }
            "f" => drop(found.formulas.insert((at.row, at.column))),
            "row" => {
                let written = attribute(element, "r")
                    .map(|row| row.parse().ok().filter(|row| (1..=MOST.0).contains(row)));
                let row = written.flatten().unwrap_or(at.row + 1);
                at = At { row, column: 0, filled: false, lost: at.lost || written == Some(None) };
                if is_hidden(element, "ht") {
                    push(&mut found.hidden_rows, row);
                }
            }
            "col" if is_hidden(element, "width") => {
                let ends = number(element, "min").zip(number(element, "max"));
                found.hidden_columns.extend(ends.map(|(min, max)| (min as u32, max as u32)));
            }
            "mergeCell" => found.merged.extend(attribute(element, "ref").as_deref().and_then(area)),
            _ => {}
        }
        // Of a sheet that is too long, nothing more is asked.
        found.filled <= most_rows
    })?;
    (!at.lost).then_some(found)
}

fn is_hidden(element: &BytesStart<'_>, size: &str) -> bool {
    is_true(element, "hidden") || number(element, size) == Some(0.0)
}

fn push(runs: &mut Vec<(u32, u32)>, row: u32) {
    match runs.last_mut() {
        Some((_, last)) if *last + 1 == row => *last = row,
        _ => runs.push((row, row)),
    }
}

fn area(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':')?;
    Some(Area { first: place(first)?, last: place(last)? })
}

/// Row and column of an address: `D17`.
fn place(address: &str) -> Option<(u32, u32)> {
    let letters = address.bytes().take_while(u8::is_ascii_uppercase).count();
    let column = address.bytes().take(letters.min(4)).fold(0, |sum, b| sum * 26 + u32::from(b - b'A') + 1);
    let row = address.get(letters..)?.parse().ok()?;
    let is_one = (1..=MOST.0).contains(&row) && (1..=MOST.1).contains(&column);
    (is_one && letters < 4).then_some((row, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_rows_and_columns() {
        assert_eq!((place("D17"), place("AA1"), place("17")), (Some((17, 4)), Some((1, 27)), None));
        assert_eq!((place("XFD1048576"), place("XFE1"), place("A1048577")), (Some(MOST), None, None));
        assert_eq!(area("B2:C3"), Some(Area { first: (2, 2), last: (3, 3) }));
    }

    #[test]
    fn addresses_that_no_sheet_has_are_damage() {
        let sheet = |row: &str, cell: &str| {
            survey(&format!(r#"<sheetData><row r="{row}"><c r="{cell}"/></row></sheetData>"#), 9)
        };
        assert!(sheet("1", "A1").is_some());
        for (row, cell) in
            [("9999999999", "A1"), ("0", "A1"), ("1", "A9999999999"), ("1", "AAAA1"), ("1", "")]
        {
            assert!(sheet(row, cell).is_none(), "{row} {cell}");
        }
    }

    #[test]
    fn sees_what_is_hidden_merged_and_computed() {
        let xml = r#"<worksheet><cols><col min="2" max="3" hidden="1"/></cols><sheetData>
            <row r="1"><c r="A1"/></row><row r="2" hidden="1"><c r="A2"><f>B2</f><v>1</v></c></row>
            <row r="3" hidden="true"/><row r="5" ht="0"/></sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>
            </worksheet>"#;
        let found = survey(xml, 9).unwrap();
        assert_eq!((found.hidden_columns, found.hidden_rows), (vec![(2, 3)], vec![(2, 3), (5, 5)]));
        assert!(found.formulas.contains(&(2, 1)) && found.filled == 1 && found.merged.len() == 1);
    }
}
