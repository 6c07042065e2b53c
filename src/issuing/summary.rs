//! A summary of what was issued, for whoever reviews the pull request: no names, no codes.

use std::fmt::Write;

use super::draft::Draft;

/// The summary of drafts, in Markdown.
pub fn summary(institution: &str, plan: &str, drafts: &[Draft]) -> String {
    let total: usize = drafts.iter().map(|draft| draft.holders.len()).sum();
    let mut text = format!("# 发证：{}\n\n", plain(institution));
    let mut line = |says: &str| {
        text.push_str(says);
        text.push('\n');
    };
    line(&format!("实施方案 {plan}，{} 个批次，共 {total} 张证书。\n", drafts.len()));
    line("| 批次 | 场次 | 职业编码 | 等级 | 发证日期 | 张数 | 证书编号 |");
    line("|---|---|---|---|---|--:|---|");
    drafts.iter().for_each(|draft| line(&row(draft)));
    line("\n合并前请核对：人数与经确认的评价结果相同；编号接着这家机构这一年这一等级的上一号，没有空号。");
    line("本摘要不含姓名和校验码；打印件、上报表和校对表不放进登记库。");
    text
}

/// The summary of a correction, in Markdown.
pub fn correction(draft: &Draft) -> String {
    let mut text = String::from("# 更正证书\n\n");
    for event in draft.batch.events.iter().rev().take(1) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "证书 {}（批次 {}），{} 更正。", event.number, draft.id, event.date);
        let _ = writeln!(text, "\n事由：{}", plain(&event.reason));
    }
    text.push_str("\n合并前请核对：编号没有变；这一批里只有这一张证书的封存变了；旧证书已经收回。\n");
    text.push_str("本摘要不含姓名和校验码；打印件、上报表和校对表不放进登记库。\n");
    text
}

fn row(draft: &Draft) -> String {
    let batch = &draft.batch;
    let mut row = format!("| {} | {} | {}", draft.id, &*batch.sitting, batch.occupation.as_str());
    // Writing to a string cannot fail.
    let _ = write!(row, " | {} | {} | {}", batch.level, batch.issued, batch.certificates.len());
    let numbers: Vec<&str> =
        batch.certificates.iter().map(|certificate| certificate.number.as_str()).collect();
    let range = match numbers[..] {
        [] => String::new(),
        [only] => only.to_owned(),
        [first, .., last] => format!("{first} 至 {last}"),
    };
    let _ = write!(row, " | {range} |");
    row
}

/// A name in Markdown, without what would be read as more than text.
fn plain(name: &str) -> String {
    let mut plain = String::new();
    for character in name.chars() {
        if character.is_ascii_punctuation() {
            plain.push('\\');
        }
        plain.push(character);
    }
    plain
}
