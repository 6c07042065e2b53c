//! What is wrong with a spreadsheet, by sheet and cell. Messages never repeat a name or a number: reports are kept in logs.

use std::fmt::Write;
use std::sync::Arc;

use serde_json::{Value, json};

/// Where a fault lies: a cell, a row, a column, a sheet, or the file as a whole. Ordered as people read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The sheet; empty where there is none.
    pub sheet: Arc<str>,
    /// The row, counted from 1; none for a column, a sheet or the file.
    pub row: Option<u32>,
    /// The column, counted from 1; none for a row, a sheet or the file.
    pub column: Option<u32>,
}

impl Spot {
    /// The file as a whole.
    pub fn file() -> Self {
        Self { sheet: Arc::from(""), row: None, column: None }
    }

    /// The address as spreadsheets write it: `D17`, `第17行`, `D列`; empty for a whole sheet or file.
    pub fn address(&self) -> String {
        match (self.column, self.row) {
            (Some(column), Some(row)) => format!("{}{row}", letters(column)),
            (None, Some(row)) => format!("第{row}行"),
            (Some(column), None) => format!("{}列", letters(column)),
            (None, None) => String::new(),
        }
    }
}

/// `Sheet1!D17`.
impl std::fmt::Display for Spot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let address = self.address();
        let bang = if self.sheet.is_empty() || address.is_empty() { "" } else { "!" };
        write!(f, "{}{bang}{address}", self.sheet)
    }
}

/// The letters of a column counted from 1: `A`, `Z`, `AA`.
pub fn letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        letters.push(char::from(b'A' + (column % 26) as u8));
        column /= 26;
    }
    letters.iter().rev().collect()
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Where.
    pub spot: Spot,
    /// What is wrong: one Chinese sentence without a full stop, without names and numbers.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Fault {
    /// A fault at a spot.
    pub fn new(spot: Spot, message: impl Into<String>) -> Self {
        Self { spot, message: message.into(), hint: None }
    }

    /// Says what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What it is, where, and what is wrong: `提醒 成绩!D17：…`.
    pub fn sentence(&self, what: &str) -> String {
        let spot = self.spot.to_string();
        let space = if spot.is_empty() { "" } else { " " };
        format!("{what}{space}{spot}：{}", self.message)
    }
}

/// The faults of a roster or a form as people read them, with their count; in order of place.
pub fn human(what: &str, faults: &[Fault]) -> String {
    let mut text = String::with_capacity(faults.len() * 128);
    for fault in faults {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", fault.sentence(what));
        if let Some(hint) = &fault.hint {
            let _ = writeln!(text, "  改法：{hint}");
        }
    }
    let _ = match faults.len() {
        0 => writeln!(text, "没有发现问题"),
        count => writeln!(text, "{what}有 {count} 处错误"),
    };
    text
}

/// One JSON object a line: `sheet`, `cell`, `row`, `column` (from 1; null for a whole row, column, sheet or file),
/// `message`, `hint`.
pub fn json(faults: &[Fault]) -> String {
    let mut lines = String::with_capacity(faults.len() * 192);
    for fault in faults {
        // Writing to a String cannot fail.
        let _ = writeln!(lines, "{}", object(fault));
    }
    lines
}

/// One fault for programs.
pub fn object(fault: &Fault) -> Value {
    let Fault { spot, message, hint } = fault;
    json!({
        "sheet": &*spot.sheet,
        "cell": spot.row.and(spot.column).map(|_| spot.address()),
        "row": spot.row,
        "column": spot.column,
        "message": message,
        "hint": hint,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters_as_in_spreadsheets() {
        let named = [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")];
        for (column, name) in named {
            assert_eq!(letters(column), name);
        }
    }

    #[test]
    fn a_fault_says_where_it_is_and_what_to_do() {
        let spot = |row, column| Spot { sheet: Arc::from("成绩"), row, column };
        let fault = Fault::new(spot(Some(17), Some(4)), "证件号码少一位").hint("照证件重新输入");
        assert_eq!(
            human("花名册", std::slice::from_ref(&fault)),
            "花名册 成绩!D17：证件号码少一位\n  改法：照证件重新输入\n花名册有 1 处错误\n"
        );
        let read: serde_json::Value = serde_json::from_str(&json(&[fault])).unwrap();
        assert_eq!((&read["cell"], &read["row"]), (&"D17".into(), &17.into()));
        assert_eq!(spot(Some(3), None).to_string(), "成绩!第3行");
        assert_eq!(
            (spot(None, Some(2)).to_string(), spot(None, None).to_string()),
            ("成绩!B列".into(), "成绩".into())
        );
    }
}
