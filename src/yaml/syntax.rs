//! The YAML parser's complaints, said so that a clerk can mend the line.

use saphyr_parser::ScanError;

use super::fault::{Fault, FaultKind};
use super::suspect;
use crate::diagnostics::{At, LineIndex};

/// What the parser says, and what it means for the one who typed.
const MEANINGS: &[(&str, &str, &str)] = &[
    ("mapping values are not allowed", "这一行的缩进和上面不一致", "同一层的各行左边对齐，每层两个空格"),
    ("misplaced bracket", "右边的括号多了", "检查括号是否成对"),
    ("cannot start any token", "文字不能以这个字符开头", "把整段文字用引号括起来"),
    ("unexpected end of stream", "引号或括号没有合上", "补上右边的引号或括号"),
    ("quoted scalar", "引号没有合上，或引号后面还有文字", "检查这一行的引号是否成对"),
    ("flow", "方括号或花括号没有合上，或中间少了逗号", "检查括号是否成对、各项之间是否有逗号"),
    ("escape", "双引号里的反斜杠写法不对", "改用单引号"),
    ("expected ':'", "这一行缺少冒号", "写成 键: 值，冒号后面空一格"),
    ("simple key", "这一行缺少冒号", "写成 键: 值，冒号后面空一格"),
    ("indentation", "这一行的缩进和上面不一致", "同一层的各行左边对齐，每层两个空格"),
    ("block collection", "这一行的缩进和上面不一致", "同一层的各行左边对齐，每层两个空格"),
    (
        "did not find expected",
        "这一行的缩进和上面不一致，或多了、少了什么",
        "同一层的各行左边对齐，每层两个空格",
    ),
];

/// A syntax error: what was probably mistyped, else the line the parser stopped at.
pub(super) fn fault(text: &str, error: &ScanError) -> Fault {
    let marker = error.marker();
    let start = LineIndex::new(text).byte(marker.line(), marker.col()).min(text.len());
    let info = error.info();
    if info.contains("recursion limit") {
        return depth(start);
    }
    let bracket = ["flow", "':' indicator", "end of stream"].iter().any(|said| info.contains(said));
    let colon = info.contains("expected ':'") || info.contains("simple key");
    // A quote that is not closed swallows the lines after it, so they say nothing.
    let quote = info.contains("quoted scalar") || info.contains("escape");
    let likely = if quote { None } else { suspect::find(text, start) };
    let likely = likely
        .or_else(|| if bracket { suspect::open_bracket(text, start) } else { None })
        .or_else(|| if colon { suspect::without_colon(text, start) } else { None });
    likely.unwrap_or_else(|| stopped(text, start, info))
}

/// The parser's own words, at the line it stopped at.
fn stopped(text: &str, start: usize, info: &str) -> Fault {
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line = text[line_start..].lines().next().unwrap_or_default();
    let indent = line.len() - line.trim_start().len();
    let range = match line.trim() {
        "" => start..start,
        content => line_start + indent..line_start + indent + content.len(),
    };
    let at = At::Bytes(range.into());
    let meaning = MEANINGS.iter().find(|(said, ..)| info.contains(said));
    match meaning {
        Some((_, message, hint)) => Fault::new(FaultKind::Syntax, at, *message).hint(*hint),
        None => {
            Fault::new(FaultKind::Syntax, at, "这里的写法不是 YAML").hint(format!("解析器的说法：{info}"))
        }
    }
}

/// Nesting without end; the parser itself gives up at some depth, too.
pub(super) fn depth(start: usize) -> Fault {
    let message = format!("嵌套超过 {} 层", super::tree::DEPTH);
    let fault = Fault::new(FaultKind::Depth, At::Bytes((start..start + 1).into()), message);
    fault.hint("看看方括号、花括号是不是写多了")
}

/// How git marks two versions of a place in a text that it could not bring together.
const OURS: &str = "<<<<<<< ";
const THEIRS: &str = ">>>>>>> ";

/// The places that git could not bring together, each by its first marker that is left.
pub fn conflicts(text: &str) -> Vec<Fault> {
    if !text.contains(OURS) && !text.contains(THEIRS) {
        return Vec::new();
    }
    let (mut start, mut open, mut found) = (0, false, Vec::new());
    for line in text.split_inclusive('\n') {
        let (begins, ends) = (line.starts_with(OURS), line.starts_with(THEIRS));
        if begins || ends && !open {
            let at = At::Bytes((start..start + line.trim_end().len()).into());
            let fault = Fault::new(FaultKind::Conflict, at, "合并冲突没有解决：两边的内容都还在");
            found.push(fault.hint("选定要保留的内容，删去 <<<<<<<、=======、>>>>>>> 这几行标记"));
        }
        open = begins || open && !ends;
        start += line.len();
    }
    found
}

/// What serde refused although the tree found nothing: shown where serde says.
pub(super) fn refused(text: &str, error: &serde_yaml::Error) -> Fault {
    let at = error.location().map_or(At::File, |location| {
        let start = text.floor_char_boundary(location.index().min(text.len()));
        At::Bytes((start..text.ceil_char_boundary((start + 1).min(text.len()))).into())
    });
    Fault::new(FaultKind::WrongType, at, "这里的内容读不出来").hint(format!("解析器的说法：{error}"))
}
