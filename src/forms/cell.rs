//! One cell that has something in it: to what the record writes.

use serde_json::{Value, json};

use super::values;
use crate::issuing::roster::identity;
use crate::registry::text::is_hidden;
use crate::registry::value::Value as _;
use crate::registry::{Date, format, personal};
use crate::spreadsheet::cells::{Said, said, tidy, trim};
use crate::spreadsheet::grid::{Cell, Content};

/// The text of a cell; refuses formulas and what is private.
pub(super) fn text(cell: &Cell) -> Result<String, Said> {
    if cell.formula {
        return Err(said(
            "这一格是公式，要直接输入内容",
            "复制这一格，在原处「选择性粘贴 → 数值」，再核对一遍",
        ));
    }
    if let Content::Number(number) = cell.content
        && number.abs() >= 1e14
    {
        let message = "这一格是数字格式，Excel 只保留前 15 位，后面的已经变成 0";
        return Err(said(message, "把这一格设成文本格式，再重新输入一遍"));
    }
    let text = seen(&cell.text()?);
    if personal::scan(&text).is_empty() && personal::over_lines(&text).is_none() {
        return Ok(text);
    }
    Err(said(
        "这一格里有身份证号或个人手机号（输错一两位的也算），这里的内容是要公开的",
        "身份证号只填在「身份证号」列，手机号只填在「手机」格，电话填办公电话；别的长编号在中间夹上汉字",
    ))
}

/// A text as people see it in its cell: what is pasted brings tabs, marks without width and other ends of lines.
fn seen(text: &str) -> String {
    let is_line_end = ['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    let text = text.replace("\r\n", "\n").replace(is_line_end, "\n").replace('\t', " ");
    text.replace(|c: char| c == '\u{ad}' || is_hidden(c) && !c.is_control(), "")
}

/// A value of the record, as its schema has it.
pub(super) fn plain(cell: &Cell, property: &Value) -> Result<Value, Said> {
    let kind = &property["type"];
    let is = |wanted: &str| {
        *kind == wanted || kind.as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == wanted))
    };
    if is("integer") {
        return whole(cell);
    }
    let name = property["format"].as_str().unwrap_or("text");
    if name == Date::FORMAT {
        return date(cell).map(|date| json!(date));
    }
    let text = match name {
        "prose" => prose(&text(cell)?),
        "text" => trim(&text(cell)?.replace('\n', " ")).to_owned(),
        "telephone" => telephone(&text(cell)?),
        "credit-code" => tidy(&text(cell)?).to_uppercase().replace(' ', ""),
        _ => tidy(&text(cell)?),
    };
    match format::check(name, &text) {
        Some(Err(fault)) => {
            let message = fault.message.replace(&format!("「{text}」"), "这一格的内容");
            Err(said(message, fault.hint.unwrap_or_else(|| hint(name))))
        }
        _ => Ok(text.into()),
    }
}

fn hint(name: &str) -> String {
    format::explanation(name).unwrap_or("照实填写").to_owned()
}

/// A number as the records write it: `(022) 83635027` is `022-83635027`.
fn telephone(text: &str) -> String {
    let text = tidy(text);
    let parts = text.split(['(', ')', '-', ' ', '—', '–']).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}

/// Lines without spaces at their ends.
fn prose(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}

fn whole(cell: &Cell) -> Result<Value, Said> {
    let wrong = || said("要写成大于 0 的整数", "只写数字，不写单位，例如 10");
    let written = match &cell.content {
        Content::Number(number) if !cell.formula => number.to_string(),
        _ => tidy(&text(cell)?).replace(',', ""),
    };
    let number: u32 = written.parse().map_err(|_| wrong())?;
    if number == 0 { Err(wrong()) } else { Ok(number.into()) }
}

/// A day, as spreadsheets or people write it.
pub(super) fn date(cell: &Cell) -> Result<Date, Said> {
    let wrong = || said("看不出是哪一天", "写成 2020-05-25；Excel 自己认成日期的也可以");
    match &cell.content {
        Content::Date(Some(date)) if !cell.formula => return Ok(*date),
        Content::Date(_) if !cell.formula => return Err(wrong()),
        _ => {}
    }
    let written = tidy(&text(cell)?).replace(['年', '月', '/', '.'], "-").replace('日', "");
    let parts: Vec<&str> = written.split('-').map(str::trim).collect();
    let [year, month, day] = match parts[..] {
        // 20200525
        [run] if run.len() == 8 && run.is_ascii() => [&run[..4], &run[4..6], &run[6..]],
        [year, month, day] => [year, month, day],
        _ => return Err(wrong()),
    };
    let all_digits =
        [year, month, day].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    if year.len() != 4 || !all_digits {
        return Err(wrong());
    }
    let fault = |fault: crate::registry::value::ValueFault| said(fault.message, "写成 2020-05-25");
    Date::parse(&format!("{year}-{month:0>2}-{day:0>2}")).map_err(fault)
}

pub(super) fn yes(cell: &Cell) -> Result<Value, Said> {
    const WORDS: [(&str, bool); 8] = [
        ("是", true),
        ("否", false),
        ("已盖", true),
        ("未盖", false),
        ("已盖章", true),
        ("未盖章", false),
        ("TRUE", true),
        ("FALSE", false),
    ];
    if cell.formula {
        text(cell)?;
    }
    cell.choice(&WORDS).map(Value::Bool)
}

/// A person's name.
pub(super) fn name(cell: &Cell) -> Result<Value, Said> {
    text(cell)?;
    Ok(identity::name(cell, None)?.into())
}

/// A private mobile number, in digits.
pub(super) fn mobile(cell: &Cell) -> Result<String, Said> {
    if cell.formula {
        text(cell)?;
    }
    let written: String = tidy(&cell.text()?).chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let digits = written.strip_prefix("+86").unwrap_or(&written);
    let is_one = digits.len() == 11
        && digits.bytes().all(|b| b.is_ascii_digit())
        && matches!(digits.as_bytes(), [b'1', b'3'..=b'9', ..]);
    if is_one {
        Ok(digits.to_owned())
    } else {
        Err(said("这不是 11 位的手机号码", "核对后重新输入，可以空着"))
    }
}

/// A choice, by the title of one of its words.
pub(super) fn choice(cell: &Cell, route: &str) -> Result<Value, Said> {
    values::chosen(&text(cell)?, route)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> Cell {
        Cell { column: 1, content: Content::Text(text.to_owned()), formula: false }
    }

    #[test]
    fn what_is_pasted_is_read_as_it_is_seen() {
        let read = |written: &str| text(&cell(written)).unwrap();
        assert_eq!(read("一\t二\r\n三\u{2028}四\u{200b}\u{feff}五"), "一 二\n三\n四五");
        for written in ["（022）83635027", "022 83635027", "０２２－８３６３５０２７", "022--83635027"]
        {
            assert_eq!(telephone(written), "022-83635027", "{written}");
        }
        assert_eq!(telephone("022-83635027-801"), "022-83635027-801");
    }

    #[test]
    fn days_are_written_in_many_ways() {
        for written in
            ["2020-05-25", "2020年5月25日", "2020/5/25", "2020.05.25", "２０２００５２５", "20200525"]
        {
            assert_eq!(date(&cell(written)).unwrap().to_string(), "2020-05-25", "{written}");
        }
        for wrong in ["20205", "2020052", "5月25日", "20-5-25", "20201325"] {
            assert!(date(&cell(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn nothing_private_is_hidden_by_how_it_is_written() {
        let mobile = format!("138{}", "0".repeat(8));
        let broken = format!("{}\n{}\r\n{}", &mobile[..3], &mobile[3..7], &mobile[7..]);
        let parted = format!("{}\u{200b} {} - {}", &mobile[..3], &mobile[3..7], &mobile[7..]);
        let marked: String = mobile.chars().flat_map(|digit| [digit, '\u{2060}']).collect();
        for written in [&mobile, &broken, &parted, &marked] {
            assert!(text(&cell(written)).unwrap_err().message.contains("个人手机号"), "{written:?}");
        }
        let number = Cell { column: 1, content: Content::Number(13_800_000_000.0), formula: false };
        assert!(text(&number).is_err());
    }
}
