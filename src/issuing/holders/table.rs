//! Holders as people and spreadsheets read them. All of it is personal.

use serde_json::Value;

use super::Holder;

/// The heads of the columns.
pub const HEADS: [&str; 13] = [
    "证书编号",
    "校验码",
    "姓名",
    "性别",
    "证件类型",
    "证件号码",
    "职业名称",
    "工种/职业方向",
    "工作单位",
    "人员类别",
    "理论成绩",
    "技能成绩",
    "综合评审成绩",
];

fn cells(holder: &Holder) -> [String; HEADS.len()] {
    let values = serde_json::to_value(holder).unwrap_or_default();
    HEADS.map(|head| values.get(head).and_then(Value::as_str).unwrap_or_default().to_owned())
}

/// In columns; Han characters count as two.
pub fn aligned(holders: &[Holder]) -> String {
    let rows: Vec<_> = std::iter::once(HEADS.map(str::to_owned)).chain(holders.iter().map(cells)).collect();
    let widths: Vec<usize> =
        (0..HEADS.len()).map(|at| rows.iter().map(|row| width(&row[at])).max().unwrap_or_default()).collect();
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (cell, most) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.push_str(&" ".repeat(most - width(cell) + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// For spreadsheets: UTF-8 with a byte order mark, quoted; numbers are marked as text, of which a spreadsheet would keep
/// fifteen digits only.
pub fn csv(holders: &[Holder]) -> String {
    let mut text = String::from('\u{feff}');
    let mut row = |cells: [String; HEADS.len()]| {
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    };
    row(HEADS.map(str::to_owned));
    for holder in holders {
        let mut cells = cells(holder).map(|cell| quoted(&cell));
        // `="…"`, as Excel and WPS write text that looks like a number; the template for rosters reads it back.
        let number: String = holder.document_number.chars().filter(char::is_ascii_alphanumeric).collect();
        cells[5] = format!("\"=\"\"{number}\"\"\"");
        row(cells);
    }
    text
}

fn quoted(cell: &str) -> String {
    // No cell of free text is run as a formula.
    let mark = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    if cell.is_empty() { String::new() } else { format!("\"{mark}{}\"", cell.replace('"', "\"\"")) }
}

/// One JSON object a line, as they are encrypted.
pub fn json(holders: &[Holder]) -> String {
    holders.iter().filter_map(|holder| serde_json::to_string(holder).ok()).map(|line| line + "\n").collect()
}

fn width(text: &str) -> usize {
    text.chars().map(|character| if u32::from(character) >= 0x2e80 { 2 } else { 1 }).sum()
}
