//! The header row: found by what stands in it, wherever it is and in whatever order.

use super::columns::{COLUMNS, COUNT, Key, PASSED_OVER, column};
use super::sittings::Sittings;
use crate::spreadsheet::cells::tidy;
use crate::spreadsheet::fault::Fault;
use crate::spreadsheet::grid::{Cell, Content, Line, Sheet};

/// So many known headers make a header row.
const ENOUGH: usize = 4;

/// Which column of the sheet holds what.
#[derive(Debug, Clone)]
pub(super) struct Header {
    /// Its row.
    pub(super) row: u32,
    columns: [Option<u32>; COUNT],
    /// Columns that clerks keep for themselves, and those whose headers are at fault.
    passed_over: Vec<u32>,
}

/// The index of the line that is the header row, and how many headers it knows.
pub(super) fn find(sheet: &Sheet) -> Option<(usize, usize)> {
    let known = |line: &Line| line.cells.iter().filter_map(key).count();
    let best = sheet.lines.iter().take(40).map(known).enumerate().rev().max_by_key(|(_, known)| *known)?;
    (best.1 >= ENOUGH).then_some(best)
}

impl Header {
    /// Reads the header row and finds its faults.
    pub(super) fn read(sheet: &Sheet, line: &Line, sittings: &Sittings<'_>) -> (Self, Vec<Fault>) {
        let mut header = Self { row: line.row, columns: [None; COUNT], passed_over: Vec::new() };
        let mut faults = Vec::new();
        for cell in &line.cells {
            let spot = sheet.spot(line.row, cell.column);
            let label = label(cell);
            match key(cell) {
                Some(key) => match header.columns[key as usize] {
                    None => header.columns[key as usize] = Some(cell.column),
                    Some(first) => {
                        header.passed_over.push(cell.column);
                        let first = sheet.spot(line.row, first).address();
                        let message = format!("「{}」这一列有两个，另一个在 {first}", column(key).title);
                        faults.push(Fault::new(spot, message).hint("留下对的一列，把另一列删去"));
                    }
                },
                None if label.is_empty() => {}
                None => {
                    header.passed_over.push(cell.column);
                    if !PASSED_OVER.contains(&label.as_str()) {
                        faults.push(Fault::new(spot, "花名册没有这一列").hint(like(&label)));
                    }
                }
            }
        }
        faults.extend(header.missing(sheet, sittings));
        (header, faults)
    }

    fn missing(&self, sheet: &Sheet, sittings: &Sittings<'_>) -> Vec<Fault> {
        let is_needed = |key: Key| column(key).required || key == Key::Sitting && sittings.are_ambiguous();
        let lacks = |key: &Key| self.column(*key).is_none() && is_needed(*key);
        let fault = |key: Key| {
            let title = column(key).title;
            let fault = Fault::new(sheet.row_spot(self.row), format!("表头缺「{title}」这一列"));
            match key {
                Key::Sitting => fault.hint(format!(
                    "方案里有几场是同一职业、工种和等级的，要加一列「场次」写明是哪一场：{}",
                    Sittings::list(sittings.all())
                )),
                _ => fault.hint(format!("加一列「{title}」；表头只占一行，每列一个名称")),
            }
        };
        COLUMNS.iter().map(|column| column.key).filter(lacks).map(fault).collect()
    }

    /// The column of the sheet that holds something.
    pub(super) fn column(&self, key: Key) -> Option<u32> {
        self.columns[key as usize]
    }

    /// Whether a column of the sheet is one of the roster's.
    pub(super) fn knows(&self, column: u32) -> bool {
        self.columns.contains(&Some(column))
    }

    /// Whether nobody reads a column.
    pub(super) fn passes_over(&self, column: u32) -> bool {
        self.passed_over.contains(&column)
    }

    /// The columns of the roster, from the first to the last.
    pub(super) fn extent(&self) -> (u32, u32) {
        let columns = self.columns.iter().flatten().copied();
        (columns.clone().min().unwrap_or(1), columns.max().unwrap_or(1))
    }

    /// Whether a line is the header over again; and if so, whether in the same order.
    pub(super) fn repeats(&self, line: &Line) -> Option<bool> {
        let keys = || line.cells.iter().filter_map(|cell| Some((cell.column, key(cell)?)));
        // Nearly all rows are people: their first cells tell that.
        let may_be = line.cells.iter().take(3).any(|cell| key(cell).is_some());
        (may_be && keys().count() >= ENOUGH)
            .then(|| keys().all(|(column, key)| self.column(key) == Some(column)))
    }
}

/// What a header cell says, without brackets, spaces and marks of things required.
fn label(cell: &Cell) -> String {
    let Content::Text(text) = &cell.content else { return String::new() };
    let mut depth = 0_u32;
    let mut label = String::new();
    for character in tidy(text).chars() {
        match character {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            '*' | ':' | '/' | '、' => {}
            c if c.is_whitespace() || depth > 0 => {}
            c => label.push(c),
        }
    }
    label
}

fn key(cell: &Cell) -> Option<Key> {
    let label = label(cell);
    let bare = |title: &'static str| title.chars().take_while(|c| *c != '（').filter(|c| *c != '/');
    let plain = |title: &'static str| bare(title).eq(label.chars());
    let is_it =
        |column: &&super::columns::Column| plain(column.title) || column.aliases.contains(&label.as_str());
    COLUMNS.iter().find(is_it).map(|column| column.key)
}

fn like(label: &str) -> String {
    let likeness = |title: &str| strsim::normalized_damerau_levenshtein(title, label);
    let titles = COLUMNS.iter().map(|column| (likeness(column.title), column.title));
    match titles.max_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((likeness, title)) if likeness >= 0.5 => format!("是不是「{title}」？不是就把这一列删去"),
        _ => "把这一列删去；只给自己看的写在「备注」列里".to_owned(),
    }
}
