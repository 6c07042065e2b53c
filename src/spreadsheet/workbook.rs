//! Workbooks (.xlsx) as grids.

use std::collections::BTreeMap;
use std::io::{BufReader, Cursor};

use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx};

use super::fault::{Fault, Spot};
use super::grid::{Cell, Content, Line, MOST_COLUMNS, Sheet, Subject};
use super::package::{Parts, damaged};
use super::survey::{self, Listed, Survey};
use crate::registry::Date;
use crate::registry::value::Value as _;

/// Rows that are looked at to find out which sheet holds the roster.
const HEAD: u32 = 40;

/// An open workbook.
pub(crate) struct Workbook {
    surveys: BTreeMap<String, Survey>,
    cells: Xlsx<BufReader<Cursor<Vec<u8>>>>,
    pub(crate) sheets: Vec<Listed>,
    subject: &'static Subject,
}

impl Workbook {
    /// Opens a workbook.
    ///
    /// # Errors
    /// When it is none that can be read.
    pub(crate) fn open(bytes: &[u8], subject: &'static Subject) -> Result<Self, Fault> {
        let parts = Parts::unpack(bytes, subject)?;
        let sheets = survey::sheets(&parts).ok_or_else(damaged)?;
        // Whoever reads the cells believes their addresses, so these are looked at first.
        let of_sheet = |listed: &Listed| {
            Some((listed.name.clone(), survey::survey(parts.text(&listed.path)?, subject.most_rows)?))
        };
        let surveys = sheets.iter().map(of_sheet).collect::<Option<_>>().ok_or_else(damaged)?;
        let cells = Xlsx::new(BufReader::new(parts.stored()?)).map_err(|_| damaged())?;
        Ok(Self { surveys, cells, sheets, subject })
    }

    /// The first rows of a sheet.
    ///
    /// # Errors
    /// When it is damaged.
    pub(crate) fn head(&mut self, listed: &Listed) -> Result<Sheet, Fault> {
        let lines = self.lines(listed, HEAD)?;
        Ok(sheet(listed, lines, Survey::default()))
    }

    /// A whole sheet.
    ///
    /// # Errors
    /// When it is damaged or too long.
    pub(crate) fn whole(&mut self, listed: &Listed) -> Result<Sheet, Fault> {
        let survey = self.surveys.remove(&listed.name).unwrap_or_default();
        if survey.filled > self.subject.most_rows {
            let (message, hint) = self.subject.too_many_rows();
            let spot = Spot { sheet: listed.shown(), row: None, column: None };
            return Err(Fault::new(spot, message).hint(hint));
        }
        let lines = self.lines(listed, u32::MAX)?;
        Ok(sheet(listed, lines, survey))
    }

    fn lines(&mut self, listed: &Listed, until: u32) -> Result<Vec<Line>, Fault> {
        let mut reader = self.cells.worksheet_cells_reader(&listed.name).map_err(|_| damaged())?;
        let mut lines: Vec<Line> = Vec::new();
        while let Some(cell) = reader.next_cell().map_err(|_| damaged())? {
            let (row, column) = cell.get_position();
            if row >= until {
                break;
            }
            let Some(content) = content(cell.get_value()).filter(|_| column < MOST_COLUMNS) else { continue };
            let (row, cell) = (row + 1, Cell { column: column + 1, content, formula: false });
            match lines.last_mut() {
                Some(line) if line.row == row => line.cells.push(cell),
                _ => lines.push(Line { row, cells: vec![cell] }),
            }
        }
        // Binary search needs an order that files are only supposed to have.
        lines.sort_by_key(|line| line.row);
        lines.iter_mut().for_each(|line| line.cells.sort_by_key(|cell| cell.column));
        Ok(lines)
    }
}

fn sheet(listed: &Listed, mut lines: Vec<Line>, survey: Survey) -> Sheet {
    for (row, column) in survey.formulas {
        let Ok(at) = lines.binary_search_by_key(&row, |line| line.row) else { continue };
        let cells = &mut lines[at].cells;
        match cells.binary_search_by_key(&column, |cell| cell.column) {
            Ok(at) => cells[at].formula = true,
            // A program that does not compute writes formulas without their values.
            Err(at) => cells.insert(at, Cell { column, content: Content::Error, formula: true }),
        }
    }
    Sheet {
        name: listed.shown(),
        lines,
        hidden_rows: survey.hidden_rows,
        hidden_columns: survey.hidden_columns,
        merged: survey.merged,
    }
}

fn content(value: &DataRef<'_>) -> Option<Content> {
    match value {
        DataRef::Empty => None,
        DataRef::String(text) => text_content(text),
        DataRef::SharedString(text) => text_content(text),
        DataRef::Int(number) => Some(Content::Number(*number as f64)),
        DataRef::Float(number) => Some(Content::Number(*number)),
        DataRef::Bool(value) => Some(Content::Bool(*value)),
        DataRef::DateTime(moment) => Some(Content::Date(day(moment))),
        DataRef::DateTimeIso(text) => {
            Some(Content::Date(text.get(..10).and_then(|day| Date::parse(day).ok())))
        }
        DataRef::DurationIso(_) => Some(Content::Date(None)),
        DataRef::Error(_) => Some(Content::Error),
    }
}

/// The day of a moment as spreadsheets count it.
fn day(moment: &ExcelDateTime) -> Option<Date> {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    moment.is_datetime().then(|| Date::parse(&format!("{year:04}-{month:02}-{day:02}")).ok())?
}

fn text_content(text: &str) -> Option<Content> {
    (!text.is_empty()).then(|| Content::Text(text.to_owned()))
}
