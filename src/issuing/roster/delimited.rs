//! Delimited text (.csv) as a grid: UTF-8, GB18030 or UTF-16; commas, semicolons or tabs.

use std::borrow::Cow;
use std::sync::Arc;

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::ROSTER;
use crate::spreadsheet::fault::{Fault, Spot};
use crate::spreadsheet::grid::{Cell, Content, Line, MOST_COLUMNS, Sheet};

/// Reads a text.
///
/// # Errors
/// When its characters cannot be told, a quotation mark is left open, or it is too long.
pub(super) fn read(bytes: &[u8]) -> Result<Sheet, Fault> {
    let text = decode(bytes)?;
    let delimiter = delimiter(&text);
    let mut sheet = Sheet {
        name: Arc::from(""),
        lines: Vec::new(),
        hidden_rows: Vec::new(),
        hidden_columns: Vec::new(),
        merged: Vec::new(),
    };
    let mut rest = Fields { text: &text, delimiter };
    let mut row = 0;
    while !rest.text.is_empty() {
        row += 1;
        let cells = rest.row().ok_or_else(|| open_quote(row))?;
        if !cells.is_empty() {
            sheet.lines.push(Line { row, cells });
        }
        if sheet.lines.len() > ROSTER.most_rows {
            let (message, hint) = ROSTER.too_many_rows();
            return Err(Fault::new(Spot::file(), message).hint(hint));
        }
    }
    Ok(sheet)
}

fn open_quote(row: u32) -> Fault {
    let spot = Spot { sheet: Arc::from(""), row: Some(row), column: None };
    Fault::new(spot, "从这一行起有一个双引号没有合上").hint("补上或删去多出来的双引号，或改用 .xlsx")
}

/// The text in whatever encoding it is: by its mark, else UTF-8 if it can be that, else GB18030.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Fault> {
    let marked = encoding_rs::Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    if marked.is_none_or(|encoding| encoding != UTF_16LE && encoding != UTF_16BE) && bytes.contains(&0) {
        return Err(Fault::new(Spot::file(), "这既不是 .xlsx 工作簿，也不是 .csv 文本")
            .hint("给出用 skillreg roster template 生成并填好的 .xlsx 文件"));
    }
    let encoding = marked.unwrap_or(if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { GB18030 });
    let (text, _, spoilt) = encoding.decode(bytes);
    if spoilt {
        return Err(Fault::new(Spot::file(), "文字的编码不对，既不是 UTF-8 也不是 GB18030")
            .hint("用 Excel 或 WPS 另存为 .xlsx，或「CSV UTF-8（逗号分隔）」"));
    }
    Ok(text)
}

/// The separator that is most frequent in the first lines.
fn delimiter(text: &str) -> char {
    let head: Vec<&str> = text.lines().take(20).collect();
    let count = |wanted: char| head.iter().map(|line| line.matches(wanted).count()).sum::<usize>();
    // The last of equals wins: a comma unless another is more frequent.
    [';', '\t', ','].into_iter().max_by_key(|wanted| count(*wanted)).unwrap_or(',')
}

/// Fields of what is left of a text.
struct Fields<'a> {
    text: &'a str,
    delimiter: char,
}

impl Fields<'_> {
    /// The cells of the next row that are not empty; none if a quotation mark is left open.
    fn row(&mut self) -> Option<Vec<Cell>> {
        let mut cells = Vec::new();
        for column in 1.. {
            let (field, more) = self.field()?;
            if !field.is_empty() && column <= MOST_COLUMNS {
                cells.push(Cell { column, content: Content::Text(field), formula: false });
            }
            if !more {
                break;
            }
        }
        Some(cells)
    }

    /// The next field, and whether another follows in its row.
    fn field(&mut self) -> Option<(String, bool)> {
        let mut field = String::new();
        if let Some(mut quoted) = self.text.strip_prefix('"') {
            loop {
                let end = quoted.find('"')?;
                field.push_str(&quoted[..end]);
                quoted = &quoted[end + 1..];
                match quoted.strip_prefix('"') {
                    Some(rest) => (field.push('"'), quoted = rest),
                    None => break,
                };
            }
            self.text = quoted;
        }
        let end = self.text.find([self.delimiter, '\n', '\r']).unwrap_or(self.text.len());
        field.push_str(&self.text[..end]);
        self.text = &self.text[end..];
        if let Some(rest) = self.text.strip_prefix(self.delimiter) {
            self.text = rest;
            return Some((field, true));
        }
        let rest = self.text.strip_prefix("\r\n").or_else(|| self.text.strip_prefix(['\n', '\r']));
        self.text = rest.unwrap_or(self.text);
        Some((field, false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<(u32, u32, String)> {
        let sheet = read(bytes).unwrap();
        let of_line = |line: Line| {
            let row = line.row;
            line.cells.into_iter().map(move |cell| match cell.content {
                Content::Text(text) => (row, cell.column, text),
                other => panic!("{other:?}"),
            })
        };
        sheet.lines.into_iter().flat_map(of_line).collect()
    }

    #[test]
    fn rows_are_counted_as_spreadsheets_count_them() {
        let text = "甲,\"乙\n丙\",\r\n\r\n,\"丁\"\"戊\"\"\"\r\n";
        let expected =
            [(1, 1, "甲"), (1, 2, "乙\n丙"), (3, 2, "丁\"戊\"")].map(|(r, c, t)| (r, c, t.to_owned()));
        assert_eq!(cells(text.as_bytes()), expected);
    }

    #[test]
    fn every_usual_encoding_reads_alike() {
        let text = "姓名;工作单位\n示例㐂;𠮷示例\n";
        let utf16: Vec<u8> =
            std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let (gb18030, _, _) = GB18030.encode(text);
        let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        for bytes in [&utf16, gb18030.as_ref(), &marked] {
            assert_eq!(cells(bytes), cells(text.as_bytes()));
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for (bytes, told) in
            [(&b"a\0b"[..], "也不是 .csv"), (b"\xff\x20\xff", "编码不对"), (b"a,\"b\nc", "没有合上")]
        {
            assert!(read(bytes).unwrap_err().message.contains(told));
        }
    }
}
