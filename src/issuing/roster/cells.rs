//! Scores, as they stand in cells.

use super::row::Score;
use crate::spreadsheet::cells::{Said, said, tidy};
use crate::spreadsheet::grid::{Cell, Content};

impl Cell {
    /// A score; none where there was nothing to score.
    pub(super) fn score(&self) -> Result<Mark, Said> {
        let number = match &self.content {
            Content::Number(number) => *number,
            Content::Date(_) => {
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
        assert!(
            cell(Content::Date(None)).score().is_err() && cell(Content::Number(f64::NAN)).score().is_err()
        );
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
