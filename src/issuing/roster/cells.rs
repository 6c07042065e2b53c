//! From what stands in a cell to a value. What is said of a fault never repeats what the cell says: a column that
//! slipped would put a name or a number into a report.

use std::borrow::Cow;

use super::columns::Word;
use super::grid::{Cell, Content};
use super::row::Score;

/// What is wrong with a cell, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) message: Cow<'static, str>,
    pub(super) hint: Cow<'static, str>,
}

pub(super) fn said(message: impl Into<Cow<'static, str>>, hint: impl Into<Cow<'static, str>>) -> Said {
    Said { message: message.into(), hint: hint.into() }
}

/// A text without what nobody sees: no space at either end, full-width letters, digits and signs as half-width ones.
pub(super) fn tidy(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        c => c,
    };
    trim(text).chars().map(narrow).collect()
}

/// A text without spaces and invisible marks at either end.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
}

impl Cell {
    /// Whether there is nothing to see in it.
    pub(super) fn is_blank(&self) -> bool {
        matches!(&self.content, Content::Text(text) if trim(text).is_empty())
    }

    /// The text of a cell; numbers as they are shown.
    pub(super) fn text(&self) -> Result<String, Said> {
        match &self.content {
            Content::Text(text) => Ok(trim(text).to_owned()),
            Content::Number(number) => Ok(number.to_string()),
            Content::Bool(value) => Ok(if *value { "TRUE" } else { "FALSE" }.to_owned()),
            Content::Date => {
                Err(said("Excel 把这一格当成了日期", "把这一格设成文本格式，再照原来的样子重新输入"))
            }
            Content::Error if self.formula => Err(said("公式算错了，这一格没有值", "删去公式，直接输入")),
            Content::Error => Err(said("这一格是错误值", "删去后重新输入")),
        }
    }

    /// The text of a cell that has to be typed: a person's name or number never comes from a formula.
    pub(super) fn typed(&self) -> Result<String, Said> {
        if self.formula {
            return Err(said(
                "这一格是公式，姓名和证件号码要直接输入",
                "复制这一列，在原处「选择性粘贴 → 数值」，再核对一遍",
            ));
        }
        self.text()
    }

    /// One of the words of a choice.
    pub(super) fn choice<T: Copy>(&self, words: &[Word<T>]) -> Result<T, Said> {
        let written = tidy(&self.text()?).replace(' ', "");
        let found = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(&written));
        found.map(|(_, value)| *value).ok_or_else(|| {
            let near = nearest(&written, words.iter().map(|(word, _)| *word));
            said("这一格的内容不在可选的范围内", near.unwrap_or_else(|| "从下拉列表里选一个".to_owned()))
        })
    }

    /// A score; none where there was nothing to score.
    pub(super) fn score(&self) -> Result<Mark, Said> {
        let number = match &self.content {
            Content::Number(number) => *number,
            Content::Date => {
                return Err(said("这一格是日期格式，不是成绩", "把这一格设成文本格式，再重新输入成绩"));
            }
            _ => {
                let written = tidy(&self.text()?);
                let written = written.trim_end_matches('分').trim_end();
                match written {
                    "" | "-" | "--" | "—" | "——" | "/" | "无" => return Ok(Mark::None),
                    "缺考" | "未参加" | "弃考" => return Ok(Mark::Absent),
                    _ => written.parse().ok().filter(|_| is_plain(written)).ok_or_else(|| {
                        said(
                            "成绩要写成数字",
                            "写 0 至 100 的数，最多一位小数，例如 86 或 86.5；没有来的写「缺考」",
                        )
                    })?,
                }
            }
        };
        if !(0.0..=100.0).contains(&number) {
            return Err(said("成绩不在 0 至 100 之间", "照成绩单核对后重新输入"));
        }
        let tenths = (number * 10.0).round();
        if (number * 10.0 - tenths).abs() > 1e-6 {
            return Err(said("成绩最多一位小数", "照评价办法取到一位小数或整数"));
        }
        Ok(Score::from_tenths(tenths as u16).map_or(Mark::None, Mark::Score))
    }
}

/// What a cell for a score says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    None,
    Absent,
    Score(Score),
}

impl Mark {
    pub(super) fn score(self) -> Option<Score> {
        match self {
            Self::Score(score) => Some(score),
            Self::None | Self::Absent => None,
        }
    }
}

fn is_plain(written: &str) -> bool {
    written.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

/// A hint that names the word most like what was written.
pub(super) fn nearest<'a>(written: &str, words: impl Iterator<Item = &'a str> + Clone) -> Option<String> {
    let likeness = |word: &str| strsim::normalized_damerau_levenshtein(word, written);
    let (likeness, word) = words.map(|word| (likeness(word), word)).max_by(|a, b| a.0.total_cmp(&b.0))?;
    (likeness > 0.3).then(|| format!("是不是「{word}」？从下拉列表里选"))
}

#[cfg(test)]
mod tests {
    use super::super::columns::{PASSED, SEXES};
    use super::super::row::Sex;
    use super::*;

    fn cell(content: Content) -> Cell {
        Cell { column: 1, content, formula: false }
    }

    fn text(text: &str) -> Cell {
        cell(Content::Text(text.to_owned()))
    }

    #[test]
    fn scores_are_numbers_to_the_tenth_or_nothing() {
        let tenths = |cell: Cell| cell.score().unwrap().score().map(Score::tenths);
        for (written, expected) in
            [("８６．５", Some(865)), (" 100分 ", Some(1000)), ("--", None), ("缺考", None)]
        {
            assert_eq!(tenths(text(written)), expected, "{written}");
        }
        // As a formula computes it.
        assert_eq!(tenths(cell(Content::Number(0.1 + 0.2))), Some(3));
        for wrong in ["101", "-1", "86.55", "优", "1e1", "inf", "NaN", "八十"] {
            assert!(text(wrong).score().is_err(), "{wrong}");
        }
        assert!(cell(Content::Date).score().is_err() && cell(Content::Number(f64::NAN)).score().is_err());
    }

    #[test]
    fn choices_forgive_spaces_and_help_with_slips() {
        assert_eq!(text("　女 ").choice(&SEXES), Ok(Sex::Female));
        assert_eq!(cell(Content::Bool(true)).choice(&PASSED), Ok(true));
        assert!(text("男姓").choice(&SEXES).unwrap_err().hint.contains("男"));
        assert!(!text("示例一").choice(&SEXES).unwrap_err().message.contains("示例一"));
    }

    #[test]
    fn an_identity_never_comes_from_a_formula() {
        let computed = Cell { column: 1, content: Content::Text("示例一".into()), formula: true };
        assert!(computed.typed().unwrap_err().message.contains("公式"));
        assert!(computed.text().is_ok());
    }
}
