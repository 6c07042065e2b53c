//! `skillreg explain`.

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::Outcome;
use crate::diagnostics::{Rule, Severity};
use crate::{reference, rules, shell};

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The rule's code, as `check` prints it; without one, all rules are listed.
    code: Option<String>,
    /// Explain all rules.
    #[arg(long, conflicts_with = "code")]
    all: bool,
    /// How to write: for the terminal, or as the reference page of all rules.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Markdown,
}

impl Explain {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let text = match self.code.as_deref() {
            _ if self.format == Format::Markdown && !self.all => bail!("--format markdown 要和 --all 一起用"),
            _ if self.format == Format::Markdown => reference::rules(),
            None if self.all => rules::all().map(page).collect::<Vec<_>>().join("\n\n"),
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
