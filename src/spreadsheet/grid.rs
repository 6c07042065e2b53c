//! A sheet as cells with their places, whatever file it came from.

use std::sync::Arc;

use crate::registry::Date;

use super::fault::{Fault, Spot};

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Content {
    Text(String),
    Number(f64),
    /// A date; none if the number behind it is none.
    Date(Option<Date>),
    Bool(bool),
    Error,
}

/// A cell that is not empty.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    /// The column, counted from 1.
    pub(crate) column: u32,
    pub(crate) content: Content,
    /// Whether a formula made it.
    pub(crate) formula: bool,
}

/// A row that is not empty.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// The row, counted from 1.
    pub(crate) row: u32,
    /// Its cells from left to right.
    pub(crate) cells: Vec<Cell>,
}

impl Line {
    pub(crate) fn cell(&self, column: u32) -> Option<&Cell> {
        // Cells without gaps stand at their place.
        let near = self.cells.get(column as usize - 1).filter(|cell| cell.column == column);
        near.or_else(|| self.cells.iter().find(|cell| cell.column == column))
    }
}

/// A rectangle of cells, both ends in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) first: (u32, u32),
    pub(crate) last: (u32, u32),
}

/// A sheet.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    /// Its name; empty for a file that has no sheets.
    pub(crate) name: Arc<str>,
    /// The rows that are not empty, from top to bottom.
    pub(crate) lines: Vec<Line>,
    /// Runs of hidden rows, both ends in it.
    pub(crate) hidden_rows: Vec<(u32, u32)>,
    /// Runs of hidden columns, both ends in it.
    pub(crate) hidden_columns: Vec<(u32, u32)>,
    /// Merged cells: row and column of their corners.
    pub(crate) merged: Vec<Area>,
}

impl Sheet {
    pub(crate) fn spot(&self, row: u32, column: u32) -> Spot {
        Spot { sheet: Arc::clone(&self.name), row: Some(row), column: Some(column) }
    }

    pub(crate) fn row_spot(&self, row: u32) -> Spot {
        Spot { sheet: Arc::clone(&self.name), row: Some(row), column: None }
    }

    pub(crate) fn column_spot(&self, column: u32) -> Spot {
        Spot { sheet: Arc::clone(&self.name), row: None, column: Some(column) }
    }

    pub(crate) fn is_merged(&self, row: u32, column: u32) -> bool {
        let holds = |area: &Area| {
            (area.first.0..=area.last.0).contains(&row) && (area.first.1..=area.last.1).contains(&column)
        };
        self.merged.iter().any(holds)
    }

    pub(crate) fn whole(&self) -> Spot {
        Spot { sheet: Arc::clone(&self.name), row: None, column: None }
    }
}

/// What a spreadsheet is to be, and how large it may grow; whoever reads the file looks at its size first.
#[derive(Debug)]
pub(crate) struct Subject {
    /// What it is called: `花名册`.
    pub(crate) what: &'static str,
    /// The command that makes a blank one.
    pub(crate) template: &'static str,
    /// No honest one has more bytes.
    pub(crate) most_bytes: u64,
    /// No honest one has a sheet with more rows.
    pub(crate) most_rows: usize,
    /// Why it has no more rows, and what to do.
    pub(crate) too_many: &'static str,
}

impl Subject {
    /// What is said of a sheet with too many rows.
    pub(crate) fn too_many_rows(&self) -> (String, &'static str) {
        (format!("{}超过 {} 行，不读了", self.what, grouped(self.most_rows)), self.too_many)
    }

    /// What is said of a file that is not worth reading.
    pub(crate) fn too_large(&self) -> Fault {
        let Self { what, template, most_bytes, .. } = self;
        Fault::new(Spot::file(), format!("文件超过 {} MB，不像{what}", most_bytes >> 20))
            .hint(format!("把内容复制到 {template} 新生成的工作簿里，不要带图片"))
    }
}

/// A number with commas between thousands.
fn grouped(number: usize) -> String {
    match number {
        0..1000 => number.to_string(),
        _ => format!("{},{:03}", number / 1000, number % 1000),
    }
}

/// Columns further right are nobody's.
pub(crate) const MOST_COLUMNS: u32 = 256;
