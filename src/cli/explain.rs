//! `skillreg explain`.

use anyhow::bail;
use clap::Args;

use super::Outcome;
use crate::diagnostics::{Rule, Severity};
use crate::{rules, shell};

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The rule's code, as `check` prints it; without one, all rules are listed.
    code: Option<String>,
}

impl Explain {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let text = match self.code.as_deref() {
            None => rules::all().map(|rule| format!("{:<28}{}\n", rule.code, rule.title)).collect(),
            Some(code) => match rules::named(code) {
                Some(rule) => page(rule),
                None => bail!("没有「{code}」这条规则；不带参数运行 skillreg explain 列出全部规则"),
            },
        };
        shell::data(&text)?;
        Ok(Outcome::Fine)
    }
}

fn page(rule: &Rule) -> String {
    let severity = match rule.severity {
        Severity::Error => "错误（不改正不能发布）",
        Severity::Warning => "提醒（可以发布）",
    };
    let clause = rule.clause.map(|clause| format!("依据：{clause}\n")).unwrap_or_default();
    let indented = |text: &str| text.lines().map(|line| format!("    {line}\n")).collect::<String>();
    format!(
        "{code}　{title}\n\n程度：{severity}\n{clause}理由：{reason}\n\n不对：\n{wrong}\n改成：\n{right}",
        code = rule.code,
        title = rule.title,
        reason = rule.reason,
        wrong = indented(rule.wrong.0),
        right = indented(rule.right.0),
    )
}
