//! A change as a comment in Markdown: what it says, what is wrong with it, what the site will show otherwise. What comes
//! from records means nothing to Markdown, and no forge refuses it for its length.

use super::records::GROUPS;
use super::{Proposed, Told, shown};
use crate::diagnostics::{Located, Report, Severity, table, unmarked};

/// GitHub takes 65,536 characters.
const MOST: usize = 60_000;
/// Of these, so many at most for each part.
const FOR_FINDINGS: usize = 24_000;
const FOR_RECORDS: usize = 20_000;
const FOR_EARLIER: usize = 8_000;

/// What finds the comment again, so that the next one takes its place.
const MARK: &str = "<!-- skillreg check -->";

/// The comment; `link` makes an address of a file and a line.
pub fn comment(proposed: &Proposed, link: &dyn Fn(&str, Option<usize>) -> Option<String>) -> String {
    let report = &proposed.report;
    let mut text = format!("{MARK}\n## {}\n\n", headline(report));
    if let Some(against) = &report.against {
        text.push_str(&format!("与 {} 比较。\n", unmarked(against)));
    }
    if !report.findings.is_empty() {
        text.push_str("\n### 要看的地方\n\n");
        text.push_str(&table(&report.findings, link, FOR_FINDINGS));
    }
    text.push_str(&records(&proposed.told, link));
    text.push_str(&shown::shown(proposed.site.as_ref(), report));
    text.push_str(&earlier(&report.earlier, link));
    debug_assert!(text.chars().count() <= MOST);
    text
}

fn headline(report: &Report) -> String {
    match (report.count(Severity::Error), report.count(Severity::Warning)) {
        (0, 0) => "✅ 这次修改没有带来新的问题".to_owned(),
        (0, warnings) => format!("✅ 这次修改没有错误，有 {warnings} 处提醒"),
        (errors, 0) => format!("❌ 这次修改有 {errors} 处错误，改好才能合并"),
        (errors, warnings) => format!("❌ 这次修改有 {errors} 处错误、{warnings} 处提醒；错误改好才能合并"),
    }
}

fn records(told: &[Told], link: &dyn Fn(&str, Option<usize>) -> Option<String>) -> String {
    let mut text = String::from("\n### 改了什么\n");
    if told.is_empty() {
        return text + "\n记录没有变化。\n";
    }
    let mut left = 0;
    for group in GROUPS {
        let of_group: Vec<&Told> = told.iter().filter(|one| one.group == group).collect();
        if of_group.is_empty() {
            continue;
        }
        let mut part = format!("\n**{group}**\n\n");
        for one in of_group {
            let item = item(one, link);
            if (text.chars().count() + part.chars().count() + item.chars().count()) > FOR_RECORDS {
                left += 1;
            } else {
                part.push_str(&item);
            }
        }
        text.push_str(&part);
    }
    if left > 0 {
        text.push_str(&format!("\n其余 {left} 个记录没有列出。\n"));
    }
    text
}

fn item(told: &Told, link: &dyn Fn(&str, Option<usize>) -> Option<String>) -> String {
    let name = unmarked(&told.name);
    let address = Some(&told.file).filter(|_| told.stands).and_then(|file| link(file, None));
    let name = address.map_or_else(|| name.clone(), |address| format!("[{name}]({address})"));
    match &told.words[..] {
        [] => format!("- {name} {}\n", told.verb),
        [only] if told.verb != "修改" || only.starts_with(['新', '减']) => {
            let verb = if told.verb == "修改" { String::new() } else { format!("{}：", told.verb) };
            format!("- {name} {verb}{}\n", unmarked(only))
        }
        words => {
            let words: String = words.iter().map(|word| format!("  - {}\n", unmarked(word))).collect();
            format!("- {name} {}\n{words}", told.verb)
        }
    }
}

fn earlier(earlier: &[Located], link: &dyn Fn(&str, Option<usize>) -> Option<String>) -> String {
    if earlier.is_empty() {
        return String::new();
    }
    let table = table(earlier, link, FOR_EARLIER);
    format!(
        "\n<details><summary>此前已有 {} 处，不是这次修改带来的</summary>\n\n{table}\n</details>\n",
        earlier.len()
    )
}
