//! A change as a comment in Markdown: what it says, what is wrong with it, what the site will show otherwise. What comes
//! from records means nothing to Markdown, and no forge refuses it for its length.

use super::records::GROUPS;
use super::{Proposed, SiteChange, Told};
use crate::diagnostics::{Located, Report, Severity, table, unmarked};

/// GitHub takes 65,536 characters.
const MOST: usize = 60_000;
/// Of these, so many at most for each part.
const FOR_FINDINGS: usize = 24_000;
const FOR_RECORDS: usize = 20_000;
const FOR_EARLIER: usize = 8_000;

/// More files of a site are counted.
const FILES: usize = 15;

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
    text.push_str(&shown(proposed.site.as_ref(), report));
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

fn shown(site: Option<&SiteChange>, report: &Report) -> String {
    let mut text = String::from("\n### 网站会有什么不同\n\n");
    let Some(site) = site else {
        let is_old = !report.has_errors();
        let why = if is_old {
            "登记库原有的错误改好以前，网站不会更新"
        } else {
            "错误改好以前，网站不会更新"
        };
        return text + why + "。\n";
    };
    let parts = [("新增", &site.appear), ("内容变化", &site.change), ("消失", &site.vanish)];
    for (verb, files) in parts.iter().filter(|(_, files)| !files.is_empty()) {
        let mut files: Vec<&String> = files.iter().collect();
        files.sort_by_key(|file| rank(file));
        let named: Vec<String> = files.iter().take(FILES).map(|file| format!("`{file}`")).collect();
        let rest = files.len().saturating_sub(FILES);
        let rest = if rest > 0 { format!("，其余 {rest} 项") } else { String::new() };
        text.push_str(&format!("- {verb} {} 个文件：{}{rest}\n", files.len(), named.join("、")));
    }
    if parts.iter().all(|(_, files)| files.is_empty()) {
        text.push_str("网页和数据都不变。\n");
    }
    if site.themes > 0 {
        text.push_str(&format!("- 主题改了 {} 个文件，没有列出的网页也可能换样子\n", site.themes));
    }
    text + "\n按记录推算；「修改历史」一栏、搜索和证书查询的数据随之更新，不单列。\n"
}

/// Pages of records come before those that list them, and before what only has another frame.
fn rank(file: &str) -> usize {
    let is_list = ["/index.html", "/page-"].iter().any(|list| file.contains(list));
    let of_records = ["institutions/", "certificates/2", "policies/", "supervision/2"];
    of_records.iter().position(|folder| file.starts_with(folder) && !is_list).unwrap_or(of_records.len())
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
