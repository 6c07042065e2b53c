//! What clerks mistype, looked for around the place where the parser stopped: it often stops a line later.

use std::ops::Range;

use super::fault::{Fault, FaultKind};
use crate::diagnostics::At;

/// How many lines before the parser's are looked at.
const LINES_BACK: usize = 3;

/// A line and the byte at which it begins.
#[derive(Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    start: usize,
}

/// A mistake in a line, the bytes of the line at fault.
struct Mistake {
    range: Range<usize>,
    message: String,
    hint: &'static str,
}

fn mistake(range: Range<usize>, message: impl Into<String>, hint: &'static str) -> Option<Mistake> {
    Some(Mistake { range, message: message.into(), hint })
}

/// The likeliest mistake at or shortly before a byte of a text.
pub(super) fn find(text: &str, at: usize) -> Option<Fault> {
    let lines = lines_up_to(text, at);
    let exact: [fn(Line<'_>) -> Option<Mistake>; 5] = [control, indentation, dash, colon, first_character];
    let found = lines.iter().find_map(|line| {
        let mistake = exact.iter().find_map(|look| look(*line))?;
        Some((*line, mistake))
    });
    let (line, mistake) = found.or_else(|| {
        let line = *lines.first()?;
        Some((line, second_colon(line)?))
    })?;
    let range = line.start + mistake.range.start..line.start + mistake.range.end;
    Some(Fault::new(FaultKind::Syntax, At::Bytes(range.into()), mistake.message).hint(mistake.hint))
}

/// The nearest line before a byte that has no colon although every line there needs one.
pub(super) fn without_colon(text: &str, at: usize) -> Option<Fault> {
    let bare = |line: &Line<'_>| !line.text.contains(':') && !line.text.trim_start().starts_with("- ");
    let line = lines_up_to(text, at).into_iter().find(bare)?;
    let indent = line.text.len() - line.text.trim_start().len();
    let range = line.start + indent..line.start + line.text.trim_end().len();
    let fault = Fault::new(FaultKind::Syntax, At::Bytes(range.into()), "这一行缺少冒号");
    Some(fault.hint("写成 键: 值，冒号后面空一格"))
}

/// The bracket that was left open before a byte.
pub(super) fn open_bracket(text: &str, at: usize) -> Option<Fault> {
    lines_up_to(text, at).into_iter().find_map(|line| {
        let mut open: Vec<(usize, char)> = Vec::new();
        for (at, character) in line.text.char_indices() {
            match character {
                '[' | '{' => open.push((at, character)),
                ']' | '}' => drop(open.pop()),
                _ => {}
            }
        }
        let (at, bracket) = open.pop()?;
        let message = format!("「{bracket}」没有合上");
        let close = if bracket == '[' { "补上右边的 ]" } else { "补上右边的 }" };
        let range = line.start + at..line.start + at + 1;
        Some(Fault::new(FaultKind::Syntax, At::Bytes(range.into()), message).hint(close))
    })
}

/// The line of a byte and some before it, nearest first, without blank lines and comments.
fn lines_up_to(text: &str, at: usize) -> Vec<Line<'_>> {
    let at = at.min(text.len());
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    let mut lines = Vec::new();
    let mut rest = &text[..end];
    while lines.len() <= LINES_BACK && !rest.is_empty() {
        let start = rest.rfind('\n').map_or(0, |newline| newline + 1);
        let line = Line { text: rest[start..].trim_end_matches('\r'), start };
        let content = line.text.trim();
        if !content.is_empty() && !content.starts_with('#') {
            lines.push(line);
        }
        rest = &rest[..start.saturating_sub(1)];
        if start == 0 {
            break;
        }
    }
    lines
}

fn control(line: Line<'_>) -> Option<Mistake> {
    let (at, character) = line.text.char_indices().find(|(_, c)| c.is_control() && *c != '\t')?;
    let message = format!("这里有看不见的控制字符 U+{:04X}", u32::from(character));
    mistake(at..at + character.len_utf8(), message, "多半是从别处粘贴带来的，删去后重新输入")
}

fn indentation(line: Line<'_>) -> Option<Mistake> {
    let blank = line.text.len() - line.text.trim_start().len();
    let indent = &line.text[..blank];
    if let Some(at) = indent.find('\t') {
        let end = blank - indent[at..].trim_start_matches('\t').len();
        return mistake(at..end, "缩进用了制表符（Tab）", "删去制表符，每层缩进两个空格");
    }
    let at = indent.find('\u{3000}')?;
    mistake(at..at + '\u{3000}'.len_utf8(), "缩进用了全角空格", "改成半角空格，每层两个")
}

/// The line after its indentation and the `- ` of a list, with the byte at which that begins.
fn entry(line: Line<'_>) -> (usize, &str) {
    let mut rest = line.text.trim_start();
    while let Some(item) = rest.strip_prefix("- ") {
        rest = item.trim_start();
    }
    (line.text.len() - rest.len(), rest)
}

fn dash(line: Line<'_>) -> Option<Mistake> {
    let (at, rest) = entry(line);
    let next = rest.strip_prefix('-')?.chars().next()?;
    let written = next.is_ascii_lowercase() || matches!(next, '{' | '[' | '"');
    if !written {
        return None;
    }
    mistake(at..at + 1, "「-」后面要空一格", "写成「- 」再写内容")
}

/// A key and what follows it: a colon without a space, or a full-width one.
fn colon(line: Line<'_>) -> Option<Mistake> {
    let (at, rest) = entry(line);
    let key = rest.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'))?;
    let rest = &rest[key..];
    let at = at + key;
    if key == 0 {
        return None;
    }
    if rest.starts_with('：') {
        return mistake(at..at + '：'.len_utf8(), "这里用了全角冒号", "改成半角冒号，后面空一格");
    }
    let value = rest.strip_prefix(':')?;
    let next = value.chars().next()?;
    if next == '\t' {
        return mistake(at + 1..at + 2, "冒号后面用了制表符（Tab）", "改成一个空格");
    }
    if next.is_whitespace() || value.starts_with("//") {
        return None;
    }
    mistake(at..at + 1, "冒号后面要空一格", "写成 键: 值")
}

/// A value that begins with a character YAML keeps for itself.
fn first_character(line: Line<'_>) -> Option<Mistake> {
    let (start, rest) = entry(line);
    let at = match rest.find(": ") {
        Some(colon) => start + colon + 2,
        None => start,
    };
    let at = at + (line.text[at..].len() - line.text[at..].trim_start().len());
    let first = line.text[at..].chars().next()?;
    if !matches!(first, '@' | '%' | '`' | '*' | '&') {
        return None;
    }
    mistake(at..at + 1, format!("文字不能以「{first}」开头"), "把整段文字用引号括起来")
}

/// A second colon in a value without quotes.
fn second_colon(line: Line<'_>) -> Option<Mistake> {
    let (start, rest) = entry(line);
    let first = rest.find(": ")?;
    let value = &rest[first + 2..];
    if value.trim_start().starts_with(['"', '\'', '[', '{', '|', '>']) {
        return None;
    }
    let second = value.find(": ").or_else(|| value.ends_with(':').then(|| value.len() - 1))?;
    let at = start + first + 2 + second;
    mistake(at..at + 1, "文字里有冒号加空格", "把整段文字用引号括起来，或改用全角冒号")
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;
    use crate::diagnostics::At;

    /// What is said of a text and the characters that are pointed at.
    fn fault(text: &str) -> (String, String) {
        let fault = Tree::parse(text).unwrap_err().remove(0);
        let At::Bytes(range) = fault.at else { return (fault.message, String::new()) };
        (fault.message, text[range.start..range.end].to_owned())
    }

    #[track_caller]
    fn says(text: &str, message: &str, shown: &str) {
        assert_eq!(fault(text), (message.to_owned(), shown.to_owned()), "{text}");
    }

    #[test]
    fn names_the_mistake_and_not_the_line_after_it() {
        says("name:示例\naddress: x\n", "冒号后面要空一格", ":");
        says("name: x\naddress：天津\nz: y\n", "这里用了全角冒号", "：");
        says("a:\n\tname: x\n", "缩进用了制表符（Tab）", "\t");
        says("name:\tx\n", "冒号后面用了制表符（Tab）", "\t");
        says("a:\n  -name: x\n   code: y\n", "「-」后面要空一格", "-");
        says("name: x\naddress\nfoo: y\n", "这一行缺少冒号", "address");
        says("reason: 原因: 录像缺失\n", "文字里有冒号加空格", ":");
        says("reason: @某人\n", "文字不能以「@」开头", "@");
        says("levels: [5, 4\nname: x\n", "「[」没有合上", "[");
        says("m: {item: a, b: c\nname: x\n", "「{」没有合上", "{");
        says("name: x\0y\n", "这里有看不见的控制字符 U+0000", "\0");
    }

    #[test]
    fn points_at_the_text_of_a_line_not_at_its_indentation() {
        says("a:\n    b: x\n  c: y\n", "这一行的缩进和上面不一致，或多了、少了什么", "c: y");
        says("name: \"天津\naddress: x\n", "引号没有合上，或引号后面还有文字", "name: \"天津");
    }

    #[test]
    fn does_not_suspect_addresses() {
        let text = "url: https://example.com\nlist:\n- https://example.com\n x: y\n";
        says(text, "这一行的缩进和上面不一致", "x: y");
    }
}
