//! From what stands in a cell to a value. What is said of a fault never repeats what the cell says: a column that
//! slipped would put a name or a number into a report.

use std::borrow::Cow;

use super::grid::{Cell, Content};
use crate::registry::personal;

/// A word that a cell may hold, and what it means.
pub(crate) type Word<T> = (&'static str, T);

/// What is wrong with a cell, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) message: Cow<'static, str>,
    pub(crate) hint: Cow<'static, str>,
}

pub(crate) fn said(message: impl Into<Cow<'static, str>>, hint: impl Into<Cow<'static, str>>) -> Said {
    Said { message: message.into(), hint: hint.into() }
}

/// A text without what nobody sees: no space at either end, full-width letters, digits and signs as half-width ones.
pub(crate) fn tidy(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        c => c,
    };
    trim(text).chars().map(narrow).collect()
}

/// A text without spaces and invisible marks at either end.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
}

impl Cell {
    /// Whether there is nothing to see in it.
    pub(crate) fn is_blank(&self) -> bool {
        matches!(&self.content, Content::Text(text) if trim(text).is_empty())
    }

    /// The text of a cell; numbers as they are shown.
    pub(crate) fn text(&self) -> Result<String, Said> {
        match &self.content {
            Content::Text(text) => Ok(trim(text).to_owned()),
            Content::Number(number) => Ok(number.to_string()),
            Content::Bool(value) => Ok(if *value { "TRUE" } else { "FALSE" }.to_owned()),
            Content::Date(_) => {
                Err(said("Excel 把这一格当成了日期", "把这一格设成文本格式，再照原来的样子重新输入"))
            }
            Content::Error if self.formula => Err(said("公式算错了，这一格没有值", "删去公式，直接输入")),
            Content::Error => Err(said("这一格是错误值", "删去后重新输入")),
        }
    }

    /// The text of a cell that has to be typed: a person's name or number never comes from a formula.
    pub(crate) fn typed(&self) -> Result<String, Said> {
        if self.formula {
            return Err(said(
                "这一格是公式，姓名和证件号码要直接输入",
                "复制这一列，在原处「选择性粘贴 → 数值」，再核对一遍",
            ));
        }
        self.text()
    }

    /// One of the words of a choice.
    pub(crate) fn choice<T: Copy>(&self, words: &[Word<T>]) -> Result<T, Said> {
        let written = tidy(&self.text()?).replace(' ', "");
        let found = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(&written));
        found.map(|(_, value)| *value).ok_or_else(|| {
            let near = nearest(&written, words.iter().map(|(word, _)| *word));
            said("这一格的内容不在可选的范围内", near.unwrap_or_else(|| "从下拉列表里选一个".to_owned()))
        })
    }
}

/// A hint that names the word most like what was written.
pub(crate) fn nearest<'a>(written: &str, words: impl Iterator<Item = &'a str> + Clone) -> Option<String> {
    let likeness = |word: &str| strsim::normalized_damerau_levenshtein(word, written);
    // Names of files that people handed in may hold numbers of theirs.
    let shown = words.filter(|word| personal::scan(word).is_empty());
    let (likeness, word) = shown.map(|word| (likeness(word), word)).max_by(|a, b| a.0.total_cmp(&b.0))?;
    (likeness > 0.3).then(|| format!("是不是「{word}」？从下拉列表里选"))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_name_with_a_number_of_somebody_is_not_offered() {
        let private = format!("证明{}{}{}.pdf", "999999", "19900101", "1230");
        assert_eq!(nearest("证明129.pdf", [&*private].into_iter()), None);
        assert!(
            nearest("证明129.pdf", [&*private, "证明12.pdf"].into_iter()).unwrap().contains("证明12.pdf")
        );
    }
}
