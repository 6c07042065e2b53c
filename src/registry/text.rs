//! Free text in the records: one line ([`Text`]) or several ([`Prose`]).

use std::borrow::Cow;
use std::ops::Deref;

use super::value::{Value, ValueFault, text, value_traits};

/// One line of text: not empty, no space at either end, no control characters, at most 500 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Box<str>);

/// Text of any number of lines: not blank, no control characters but line breaks, at most 20,000 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prose(Box<str>);

const TEXT_CHARACTERS: usize = 500;
const PROSE_CHARACTERS: usize = 20_000;

impl Value for Text {
    const FORMAT: &'static str = "text";
    const TITLE: &'static str = "文字";
    const EXAMPLE: &'static str = "天津示例重工有限公司";
    const PATTERN: Option<&'static str> = Some("^\\S(.*\\S)?$");

    fn parse(text: &str) -> Result<Self, ValueFault> {
        bounded(text, TEXT_CHARACTERS)?;
        if text.trim() != text {
            return Err(ValueFault::new("文字的开头或结尾有空格").hint("去掉首尾的空格"));
        }
        refuse_control(text, |_| false)?;
        Ok(Self(text.into()))
    }

    fn restore(kept: &[u8]) -> Result<Self, ValueFault> {
        Ok(Self(text(kept)?.into()))
    }

    fn as_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

impl Value for Prose {
    const FORMAT: &'static str = "prose";
    const TITLE: &'static str = "文字（可分行）";
    const EXAMPLE: &'static str = "设有培训中心，负责职工培训和考核。";
    const PATTERN: Option<&'static str> = Some("\\S");

    fn parse(text: &str) -> Result<Self, ValueFault> {
        bounded(text, PROSE_CHARACTERS)?;
        refuse_control(text, |c| c == '\n' || c == '\r')?;
        Ok(Self(text.trim().into()))
    }

    fn restore(kept: &[u8]) -> Result<Self, ValueFault> {
        Ok(Self(text(kept)?.into()))
    }

    fn as_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

fn bounded(text: &str, most: usize) -> Result<(), ValueFault> {
    if text.trim().is_empty() {
        return Err(ValueFault::new("这里要有文字，不能是空的").hint("填上内容；没有内容就删去这一行"));
    }
    if matches!(text.trim(), "~" | "～") {
        return Err(ValueFault::new("「~」不是要填的内容").hint("填上内容；没有内容就删去这一行"));
    }
    // Bytes bound characters from above, so that short texts, nearly all, are not counted.
    if text.len() > most && text.chars().count() > most {
        return Err(ValueFault::new(format!("文字超过 {most} 个字")));
    }
    Ok(())
}

/// What nobody sees, and what steers a terminal or the direction of writing.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn refuse_control(text: &str, allowed: impl Fn(char) -> bool) -> Result<(), ValueFault> {
    let mut refused = text.char_indices().filter(|(_, c)| is_hidden(*c) && !allowed(*c));
    let first = refused.next();
    let more = refused.count();
    match first {
        None => Ok(()),
        Some((at, '\n' | '\r')) => {
            Err(ValueFault::new("这里只能写一行").at(at..at + 1).hint("把内容合成一行"))
        }
        Some((at, c)) => Err(ValueFault::new(match more {
            0 => format!("文字里有看不见的字符 U+{:04X}", u32::from(c)),
            more => format!("文字里有看不见的字符 U+{:04X}，后面还有 {more} 个", u32::from(c)),
        })
        .at(at..at + c.len_utf8())
        .hint("多半是从别处粘贴带来的，删去后重新输入")),
    }
}

macro_rules! text_traits {
    ($type:ty) => {
        value_traits!($type);

        impl Deref for $type {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }
    };
}

text_traits!(Text);
text_traits!(Prose);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_cannot_be_seen() {
        assert!(Text::parse("天津\u{202e}示例").unwrap_err().message.contains("U+202E"));
        assert!(Text::parse("两\n行").unwrap_err().message.contains("一行"));
        assert!(Prose::parse("两\n行").is_ok());
    }

    #[test]
    fn refuses_blank_and_endless_text() {
        assert!(Text::parse("   ").is_err());
        assert!(Text::parse("~").is_err() && Prose::parse("～\n").is_err() && Text::parse("3~5 人").is_ok());
        assert!(Text::parse(&"字".repeat(501)).is_err());
        assert!(Text::parse(&"字".repeat(500)).is_ok());
    }
}
