//! The YAML between `---` lines at the head of a Markdown page.

use std::ops::Range;

use super::fault::{Fault, FaultKind};
use crate::diagnostics::At;

/// The bytes of the YAML at the head of a page; none if the page does not begin with one.
pub fn head(text: &str) -> Option<Range<usize>> {
    let start = ["---\n", "---\r\n"].iter().find(|mark| text.starts_with(**mark))?.len();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some(start..at);
        }
        at += line.len();
    }
    None
}

/// The byte after the head.
pub fn body_start(text: &str, head: &Range<usize>) -> usize {
    text[head.end..].find('\n').map_or(text.len(), |at| head.end + at + 1)
}

/// The fault of a page without a head.
pub fn no_head() -> Fault {
    let fault = Fault::new(FaultKind::Empty, At::File, "页面开头缺少标题等信息");
    fault.hint("文件第一行写 ---，接着写 title、description、published，再写一行 ---，后面是正文")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_at_the_second_rule() {
        let text = "---\ntitle: 关于\n---\n正文\n---\n";
        let range = head(text).unwrap();
        assert_eq!(&text[range.clone()], "title: 关于\n");
        assert_eq!(&text[body_start(text, &range)..], "正文\n---\n");
        assert_eq!(head("正文"), None);
        assert_eq!(head("---\ntitle: 没有结尾\n"), None);
    }
}
