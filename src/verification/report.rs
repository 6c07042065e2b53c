//! What came of comparing, for people.

use super::{Changed, Verdict};
use crate::registry::Date;

/// So many of a kind are named.
const NAMED: usize = 20;

/// The verdict in a few lines. `as_of` is the day that both sides are of.
pub fn human(verdict: &Verdict, as_of: Date) -> String {
    let Verdict { files, same, missing, changed, added, troubled, .. } = verdict;
    let mut text = format!("按 {as_of} 的情况核对：应有 {files} 个文件，{same} 个一致\n");
    let told =
        |changed: &[Changed]| changed.iter().map(|file| format!("{}（{}）", file.path, file.why)).collect();
    section(&mut text, "缺少", missing.clone());
    section(&mut text, "和记录不一致", told(changed));
    section(&mut text, "来历不明（不是本程序生成的）", added.clone());
    section(&mut text, "没有问到", told(troubled));
    if let Some(misdated) = &verdict.misdated {
        text.push_str(&format!("日子不对：{misdated}\n"));
    }
    if verdict.given_up {
        text.push_str("问不到的太多，没有核对完\n");
    }
    for note in &verdict.notes {
        text.push_str(&format!("注意：{note}\n"));
    }
    text
}

fn section(text: &mut String, title: &str, paths: Vec<String>) {
    if paths.is_empty() {
        return;
    }
    text.push_str(&format!("{title} {} 个：\n", paths.len()));
    for path in paths.iter().take(NAMED) {
        let plain: String = path.chars().filter(|c| !c.is_control()).collect();
        text.push_str(&format!("  {plain}\n"));
    }
    if paths.len() > NAMED {
        text.push_str("  ……（全部列出：--format json）\n");
    }
}
