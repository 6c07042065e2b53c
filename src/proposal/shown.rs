//! What the site shows otherwise, in words: pages by what they are and are called; their addresses for whoever looks for them.

use std::collections::BTreeSet;

use super::{Shown, SiteChange};
use crate::diagnostics::{Report, unmarked};

/// More pages of a kind are counted.
const PAGES: usize = 15;
/// More files are counted.
const FILES: usize = 30;
/// Of a longer title, only so many characters.
const LONGEST: usize = 40;
/// With more characters, addresses are left out: a forge takes no comment without end.
const MOST: usize = 7_000;

/// What a page is for, in the order in which they are told: those of records before those that list them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Institution,
    Batch,
    Policy,
    Supervision,
    Text,
    List,
    Data,
}

impl Kind {
    const ALL: [Self; 7] =
        [Self::Institution, Self::Batch, Self::Policy, Self::Supervision, Self::Text, Self::List, Self::Data];

    const fn title(self) -> &'static str {
        match self {
            Self::Institution => "机构页",
            Self::Batch => "证书批次页",
            Self::Policy => "政策页",
            Self::Supervision => "监督检查页",
            Self::Text => "网页",
            Self::List => "首页、名录、统计等跟着变的网页",
            Self::Data => "数据、订阅等文件",
        }
    }

    fn of(path: &str) -> Self {
        let Some(path) = path.strip_suffix(".html") else { return Self::Data };
        let is_list = path.ends_with("/index") || path.contains("/page-");
        match path.split_once('/') {
            Some(("institutions", _)) if !is_list => Self::Institution,
            Some(("certificates", inner)) if !is_list && inner.contains('/') => Self::Batch,
            Some(("policies", _)) if !is_list => Self::Policy,
            Some(("supervision", _)) if !is_list => Self::Supervision,
            None if !OWN.contains(&path) => Self::Text,
            _ => Self::List,
        }
    }
}

/// Pages at the top of every site.
const OWN: [&str; 6] = ["index", "how-to-file", "statistics", "sittings", "site-map", "404"];

/// What people look at first.
const FIRST: [&str; 5] =
    ["index.html", "institutions/index.html", "statistics.html", "occupations/index.html", "sittings.html"];

/// The part of the comment.
pub(super) fn shown(site: Option<&SiteChange>, report: &Report) -> String {
    let mut text = String::from("\n### 网站会有什么不同\n\n");
    let Some(site) = site else {
        let what = if report.has_errors() { "上面的错误" } else { "登记库原有的错误" };
        return text
            + &format!("改好{what}以后，这里会列出哪些网页会变、新增或消失；在那以前，网站不会更新。\n");
    };
    let parts = [("新增", &*site.appear), ("内容变化", &*site.change), ("消失", &*site.vanish)];
    if parts.iter().all(|(_, files)| files.is_empty()) {
        text.push_str("网页和数据都不变。\n");
    }
    for kind in Kind::ALL {
        text.push_str(&of_kind(kind, &parts));
    }
    if site.themes > 0 {
        text.push_str(&format!("- 主题改了 {} 个文件，没有列出的网页也可能换样子\n", site.themes));
    }
    text.push_str("\n按记录推算；「修改历史」一栏、搜索和证书查询的数据随之更新，不单列。\n");
    let addresses = addresses(&parts);
    let is_short = text.chars().count() + addresses.chars().count() <= MOST;
    if is_short { text + &addresses } else { text }
}

/// A title as far as it is shown.
fn cut(title: &str) -> String {
    let shown: String = title.chars().take(LONGEST).collect();
    let rest = if shown.len() < title.len() { "…" } else { "" };
    unmarked(&(shown + rest))
}

type Parts<'a> = [(&'static str, &'a [Shown]); 3];

/// The files of a kind, what people look at first before the others.
fn filed(files: &[Shown], kind: Kind) -> Vec<&Shown> {
    let mut found: Vec<_> = files.iter().filter(|file| Kind::of(&file.path) == kind).collect();
    found.sort_by_key(|file| FIRST.iter().position(|first| *first == file.path).unwrap_or(FIRST.len()));
    found
}

/// The pages of a kind, by their titles.
fn of_kind(kind: Kind, parts: &Parts<'_>) -> String {
    if kind == Kind::Data {
        let count: usize = parts.iter().map(|(_, files)| filed(files, kind).len()).sum();
        return if count > 0 { format!("- {}：{count} 个\n", kind.title()) } else { String::new() };
    }
    // The pages of a long list are called the same.
    let mut known = BTreeSet::new();
    let mut named = Vec::new();
    for (verb, files) in parts {
        let mark = match *verb {
            "内容变化" => String::new(),
            verb => format!("（{verb}）"),
        };
        for file in filed(files, kind) {
            let title = match &file.title {
                // It is called as the site is.
                _ if file.path == FIRST[0] => "首页".to_owned(),
                Some(title) => cut(title),
                None => format!("`{}`", file.path),
            };
            let name = format!("{title}{mark}");
            named.extend(known.insert(name.clone()).then_some(name));
        }
    }
    if named.is_empty() {
        return String::new();
    }
    let rest = named.len().saturating_sub(PAGES);
    named.truncate(PAGES);
    let rest = if rest > 0 { format!("，其余 {rest} 页") } else { String::new() };
    format!("- {}：{}{rest}\n", kind.title(), named.join("、"))
}

/// Where all that is, folded.
fn addresses(parts: &Parts<'_>) -> String {
    let count: usize = parts.iter().map(|(_, files)| files.len()).sum();
    if count == 0 {
        return String::new();
    }
    let mut text = format!("\n<details><summary>这 {count} 个文件的地址</summary>\n\n");
    for (verb, files) in parts.iter().filter(|(_, files)| !files.is_empty()) {
        let mut files: Vec<&Shown> = files.iter().collect();
        files.sort_by_key(|file| Kind::of(&file.path));
        let named: Vec<String> = files.iter().take(FILES).map(|file| format!("`{}`", file.path)).collect();
        let rest = files.len().saturating_sub(FILES);
        let rest = if rest > 0 { format!("，其余 {rest} 项") } else { String::new() };
        text.push_str(&format!("- {verb} {} 个文件：{}{rest}\n", files.len(), named.join("、")));
    }
    text + "\n</details>\n"
}
