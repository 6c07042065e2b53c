//! A sheet as cells with their places, whatever file it came from.

use std::sync::Arc;

use super::fault::Spot;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    Text(String),
    Number(f64),
    Date,
    Bool(bool),
    Error,
}

/// A cell that is not empty.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// The column, counted from 1.
    pub(super) column: u32,
    pub(super) content: Content,
    /// Whether a formula made it.
    pub(super) formula: bool,
}

/// A row that is not empty.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The row, counted from 1.
    pub(super) row: u32,
    /// Its cells from left to right.
    pub(super) cells: Vec<Cell>,
}

impl Line {
    pub(super) fn cell(&self, column: u32) -> Option<&Cell> {
        // Cells without gaps stand at their place.
        let near = self.cells.get(column as usize - 1).filter(|cell| cell.column == column);
        near.or_else(|| self.cells.iter().find(|cell| cell.column == column))
    }
}

/// A rectangle of cells, both ends in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) first: (u32, u32),
    pub(super) last: (u32, u32),
}

/// A sheet.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// Its name; empty for a file that has no sheets.
    pub(super) name: Arc<str>,
    /// The rows that are not empty, from top to bottom.
    pub(super) lines: Vec<Line>,
    /// Runs of hidden rows, both ends in it.
    pub(super) hidden_rows: Vec<(u32, u32)>,
    /// Runs of hidden columns, both ends in it.
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// Merged cells: row and column of their corners.
    pub(super) merged: Vec<Area>,
}

impl Sheet {
    pub(super) fn spot(&self, row: u32, column: u32) -> Spot {
        Spot { sheet: Arc::clone(&self.name), row: Some(row), column: Some(column) }
    }

    pub(super) fn row_spot(&self, row: u32) -> Spot {
        Spot { sheet: Arc::clone(&self.name), row: Some(row), column: None }
    }

    pub(super) fn column_spot(&self, column: u32) -> Spot {
        Spot { sheet: Arc::clone(&self.name), row: None, column: Some(column) }
    }

    pub(super) fn is_merged(&self, row: u32, column: u32) -> bool {
        let holds = |area: &Area| {
            (area.first.0..=area.last.0).contains(&row) && (area.first.1..=area.last.1).contains(&column)
        };
        self.merged.iter().any(holds)
    }

    pub(super) fn whole(&self) -> Spot {
        Spot { sheet: Arc::clone(&self.name), row: None, column: None }
    }
}

/// The most rows a roster may have.
pub(super) const MOST_ROWS: usize = 20_000;
/// Columns further right are nobody's.
pub(super) const MOST_COLUMNS: u32 = 256;

/// What is said of a sheet with too many rows.
pub(super) fn too_many_rows() -> (&'static str, &'static str) {
    (
        "花名册超过 20,000 行，不读了",
        "一份实施方案不会有这么多人：把多余的行整行删去（不是清空内容），只留这一份方案的人员",
    )
}
