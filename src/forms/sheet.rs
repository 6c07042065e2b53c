//! Sheets as forms and tables: found by what stands in them, wherever it is and in whatever order.

use std::collections::BTreeSet;

use super::layout::{By, Entry, Kind};
use super::print;
use super::read::{bare, filled};
use crate::spreadsheet::fault::{Fault, Spot};
use crate::spreadsheet::grid::{Cell, Content, Line, Sheet};
use crate::spreadsheet::workbook::Workbook;

/// A header stands in one of the first rows.
const HEAD: usize = 20;
const ASIDE: [&str; 3] = ["序号", "备注", "编号"];

/// The sheet with a name.
pub(super) fn find(workbook: &mut Workbook, name: &str) -> Result<Sheet, Fault> {
    let listed = workbook.sheets.iter().find(|listed| bare(&listed.name) == bare(name)).cloned();
    let Some(listed) = listed else {
        let fault = Fault::new(Spot::file(), format!("工作簿缺「{name}」这张表"));
        return Err(fault.hint("工作表的名称不要改；用 skillreg form filing 重新生成一份，把内容复制过去"));
    };
    if !listed.visible {
        let spot = Spot { sheet: listed.shown(), row: None, column: None };
        return Err(Fault::new(spot, "这张工作表被隐藏了").hint("在工作表标签上点右键，取消隐藏，核对后再用"));
    }
    workbook.whole(&listed)
}

fn text(cell: &Cell) -> String {
    match &cell.content {
        Content::Text(text) => bare(text),
        _ => String::new(),
    }
}

/// Names in the first column, values in the second.
pub(super) struct Form<'a> {
    pub(super) sheet: &'a Sheet,
    /// Each entry with its row.
    pub(super) entries: Vec<(&'static Entry, u32, Option<&'a Cell>)>,
}

impl<'a> Form<'a> {
    pub(super) fn find(sheet: &'a Sheet, entries: &'static [Entry]) -> (Self, Vec<Fault>) {
        let mut faults = layout(sheet, 2, 0);
        let mut found = Vec::new();
        for entry in entries {
            let is_it = |line: &&Line| line.cell(1).is_some_and(|cell| text(cell) == bare(entry.title));
            match sheet.lines.iter().find(is_it) {
                Some(line) => found.push((entry, line.row, filled(line.cell(2)))),
                None => {
                    let fault = Fault::new(sheet.whole(), format!("表里缺「{}」这一行", entry.title));
                    faults.push(fault.hint("A 列的名称不要改，也不要删去行；不填的空着"));
                }
            }
        }
        (Self { sheet, entries: found }, faults)
    }

    /// Cells with something in them that the form does not ask for and nobody reads.
    pub(super) fn unread(&self, entries: &[Entry]) -> Vec<Fault> {
        let of_form = |line: &Line| self.entries.iter().any(|(_, row, _)| *row == line.row);
        let by_hand = || print::BY_HAND.iter().flat_map(|(what, says, _)| [*what, *says]);
        let ours: BTreeSet<String> =
            entries.iter().flat_map(|entry| [entry.note, entry.title]).chain(by_hand()).map(bare).collect();
        // The first cell is the title.
        let of_people = |line: &Line, cell: &Cell| (line.row, cell.column) != (1, 1) && !cell.is_blank();
        let cells = self.sheet.lines.iter().flat_map(|line| line.cells.iter().map(move |cell| (line, cell)));
        let unread = cells.filter(|(line, cell)| {
            let is_read = cell.column == 2 && of_form(line);
            let is_ours = matches!(cell.content, Content::Text(_)) && ours.contains(&text(cell));
            of_people(line, cell) && !is_read && !is_ours
        });
        let fault = |(line, cell): (&Line, &Cell)| {
            let fault =
                Fault::new(self.sheet.spot(line.row, cell.column), "这一格的内容没有读入：表里没有这一项");
            fault.hint("要写进申请的，填到 B 列相应的一格；只给自己看的不用管")
        };
        unread.map(fault).collect()
    }
}

/// A header and an item a row.
pub(super) struct Table<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) header: u32,
    columns: Vec<(&'static Entry, u32)>,
    /// The column of numbers before the items.
    number: Option<u32>,
    /// The rows that hold something.
    pub(super) lines: Vec<&'a Line>,
}

impl<'a> Table<'a> {
    pub(super) fn find(sheet: &'a Sheet, entries: &'static [Entry]) -> (Option<Self>, Vec<Fault>) {
        let is_title = |cell: &&Cell| entries.iter().any(|entry| bare(entry.title) == text(cell));
        let known = |line: &&Line| line.cells.iter().filter(is_title).count();
        let best = sheet.lines.iter().take(HEAD).rev().max_by_key(known);
        let Some(head) = best.filter(|line| known(line) >= 3) else {
            let fault = Fault::new(sheet.whole(), "没有找到表头");
            let hint = "表头的名称不要改；用 skillreg form filing 重新生成一份，把内容复制过去";
            return (None, vec![fault.hint(hint)]);
        };
        let mut faults = layout(sheet, 0, head.row);
        let (columns, renamed) = columns(head, entries);
        for entry in entries {
            let hint = "列名不要改，也不要删去列";
            let is_known = columns.iter().any(|(known, _)| std::ptr::eq(*known, entry));
            if let Some((_, column)) = renamed.iter().find(|(known, _)| std::ptr::eq(*known, entry)) {
                let message = format!("表头改过了，这一列原来叫「{}」", entry.title);
                faults.push(Fault::new(sheet.spot(head.row, *column), message).hint("改回原来的列名"));
            // Levels that the policy does not know are left out; so are columns that nobody has to fill in.
            } else if !is_known && entry.by == By::Applicant && !matches!(entry.kind, Kind::Level(_)) {
                let message = format!("表头缺「{}」这一列", entry.title);
                faults.push(Fault::new(sheet.row_spot(head.row), message).hint(hint));
            }
        }
        let aside: Vec<u32> =
            head.cells.iter().filter(|cell| ASIDE.contains(&&*text(cell))).map(|cell| cell.column).collect();
        let number = head.cells.iter().find(|cell| text(cell) == ASIDE[0]).map(|cell| cell.column);
        let knows = |column: u32| columns.iter().chain(&renamed).any(|(_, at)| *at == column);
        let mut lines = Vec::new();
        let mut strays: Vec<u32> = Vec::new();
        for line in sheet.lines.iter().filter(|line| line.row > head.row) {
            let mut is_filled = false;
            for cell in line.cells.iter().filter(|cell| !cell.is_blank()) {
                is_filled |= knows(cell.column);
                if !knows(cell.column) && !aside.contains(&cell.column) && !strays.contains(&cell.column) {
                    strays.push(cell.column);
                    let message = match filled(head.cell(cell.column)) {
                        Some(_) => "申请表里没有这个表头，这一列却有内容",
                        None => "这一列没有表头，却有内容",
                    };
                    let fault = Fault::new(sheet.spot(line.row, cell.column), message);
                    faults.push(fault.hint("把这一列删去；只给自己看的，在表头写「备注」"));
                }
            }
            if is_filled {
                lines.push(line);
            }
        }
        (Some(Self { sheet, header: head.row, columns, number, lines }), faults)
    }

    /// The number that a row shows, else that of the row below the header.
    pub(super) fn number(&self, line: &Line) -> String {
        let shown = self.number.and_then(|column| filled(line.cell(column))?.text().ok());
        shown.map_or_else(|| (line.row - self.header).to_string(), |text| bare(&text))
    }

    /// The cell of an entry in a row; none if there is nothing in it.
    pub(super) fn cell(&self, line: &'a Line, entry: &Entry) -> Option<&'a Cell> {
        filled(line.cell(self.column(entry)?))
    }

    pub(super) fn column(&self, entry: &Entry) -> Option<u32> {
        self.columns.iter().find(|(known, _)| std::ptr::eq(*known, entry)).map(|(_, column)| *column)
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = &'static Entry> {
        self.columns.iter().map(|(entry, _)| *entry)
    }

    /// The place of an entry in a row, or the row.
    pub(super) fn spot(&self, line: &Line, entry: &Entry) -> Spot {
        let column = self.column(entry);
        column.map_or_else(|| self.sheet.row_spot(line.row), |column| self.sheet.spot(line.row, column))
    }
}

/// Entries with their columns.
type Columns = Vec<(&'static Entry, u32)>;

/// The columns of entries by their headers, and apart from that those whose header somebody has changed a little.
fn columns(head: &Line, entries: &'static [Entry]) -> (Columns, Columns) {
    let titled = |entry: &Entry| head.cells.iter().find(|cell| text(cell) == bare(entry.title));
    let (known, missing): (Vec<_>, Vec<_>) = entries.iter().partition(|entry| titled(entry).is_some());
    let known: Columns = known.into_iter().filter_map(|entry| Some((entry, titled(entry)?.column))).collect();
    let mut renamed = Columns::new();
    for entry in missing {
        let is_free = |cell: &&Cell| {
            let is_taken = known.iter().chain(&renamed).any(|(_, column)| *column == cell.column);
            !is_taken && !ASIDE.contains(&&*text(cell))
        };
        let likeness = |cell: &Cell| likeness(&text(cell), &bare(entry.title));
        let best = head.cells.iter().filter(is_free).max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
        renamed.extend(best.filter(|cell| likeness(cell) > 0.5).map(|cell| (entry, cell.column)));
    }
    (known, renamed)
}

/// How much a header is like another; one that holds the other is like it.
fn likeness(header: &str, title: &str) -> f64 {
    let is_part = header.chars().count() >= 2 && (header.contains(title) || title.contains(header));
    if is_part { 1.0 } else { strsim::normalized_damerau_levenshtein(header, title) }
}

/// What is merged or hidden, whoever fills it in.
fn layout(sheet: &Sheet, columns: u32, header: u32) -> Vec<Fault> {
    const HINT: &str = "取消隐藏（或清除筛选），核对后再用；不要的整行整列删去";
    let mut faults = Vec::new();
    for area in sheet
        .merged
        .iter()
        .filter(|area| area.last.0 >= header.max(2) && (columns == 0 || area.first.1 <= columns))
    {
        let end = sheet.spot(area.last.0, area.last.1).address();
        let fault = Fault::new(sheet.spot(area.first.0, area.first.1), format!("这里到 {end} 是合并单元格"));
        faults.push(fault.hint("取消合并，每一格各填各的"));
    }
    let holds = |from: u32, to: u32| {
        let shown =
            |line: &&Line| (from..=to).contains(&line.row) && line.cells.iter().any(|cell| !cell.is_blank());
        sheet.lines.iter().any(|line| shown(&line))
    };
    for (from, to) in sheet.hidden_rows.iter().filter(|(from, to)| holds(*from, *to)) {
        let message = if from == to {
            "这一行被隐藏了".to_owned()
        } else {
            format!("第 {from} 行至第 {to} 行被隐藏了")
        };
        faults.push(Fault::new(sheet.row_spot(*from), message).hint(HINT));
    }
    let filled = |column: u32| sheet.lines.iter().any(|line| filled(line.cell(column)).is_some());
    for (from, to) in &sheet.hidden_columns {
        if let Some(column) = (*from..=(*to).min(64)).find(|column| filled(*column)) {
            faults.push(Fault::new(sheet.column_spot(column), "这一列被隐藏了").hint(HINT));
        }
    }
    faults
}
