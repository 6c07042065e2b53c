//! What is wrong with the layout of a sheet, whoever stands on it: merged, hidden, beside the table.

use super::header::Header;
use crate::spreadsheet::fault::Fault;
use crate::spreadsheet::grid::{MOST_COLUMNS, Sheet};

/// Faults of the sheet's layout at and below the header: merged, hidden, beside the table.
pub(super) fn faults(sheet: &Sheet, header: &Header) -> Vec<Fault> {
    let mut faults = Vec::new();
    let last = sheet.lines.last().map_or(header.row, |line| line.row);
    let (left, right) = header.extent();
    let is_of_table =
        |row: u32, column: u32| (header.row..=last).contains(&row) && (left..=right).contains(&column);
    for area in &sheet.merged {
        let touches =
            area.last.0 >= header.row && is_of_table(area.first.0.max(header.row), area.first.1.max(left));
        if touches && area.last.1 >= left {
            let end = sheet.spot(area.last.0, area.last.1).address();
            let message = format!("这里到 {end} 是合并单元格，分不清各是谁的");
            let hint = "取消合并，每一格都填上内容；表头也只占一行";
            faults.push(Fault::new(sheet.spot(area.first.0, area.first.1), message).hint(hint));
        }
    }
    faults.extend(hidden(sheet, header, last));
    let mut strays: Vec<u32> = Vec::new();
    for line in sheet.lines.iter().filter(|line| line.row > header.row) {
        for cell in line.cells.iter().filter(|cell| !cell.is_blank()) {
            let is_stray = !header.knows(cell.column) && !header.passes_over(cell.column);
            if is_stray && !strays.contains(&cell.column) {
                strays.push(cell.column);
                let fault = Fault::new(sheet.spot(line.row, cell.column), "这一列没有表头，却有内容");
                faults.push(fault.hint("把这一列删去；只给自己看的，在表头写「备注」"));
            }
        }
    }
    faults
}

fn hidden(sheet: &Sheet, header: &Header, last: u32) -> Vec<Fault> {
    const HINT: &str = "取消隐藏（或清除筛选），核对后再用；不要的整行整列删去";
    let mut faults = Vec::new();
    let has_line = |from: u32, to: u32| {
        let next = sheet.lines.partition_point(|line| line.row < from);
        sheet.lines.get(next).is_some_and(|line| line.row <= to)
    };
    for (from, to) in sheet.hidden_rows.iter().map(|(from, to)| (*from.max(&header.row), *to.min(&last))) {
        if from <= to && has_line(from, to) {
            let message = match from == to {
                true => "这一行被隐藏了".to_owned(),
                false => format!("第 {from} 行至第 {to} 行被隐藏了"),
            };
            faults.push(Fault::new(sheet.row_spot(from), message).hint(HINT));
        }
    }
    for (from, to) in &sheet.hidden_columns {
        for column in (*from..=(*to).min(MOST_COLUMNS)).filter(|column| header.knows(*column)) {
            faults.push(Fault::new(sheet.column_spot(column), "这一列被隐藏了").hint(HINT));
        }
    }
    faults
}
