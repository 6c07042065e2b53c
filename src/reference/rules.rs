//! `docs/rules.md`.

use std::fmt::Write;

use crate::diagnostics::Rule;
use crate::rules::topics;

/// All rules in Markdown, by topic, each with an anchor that is its code.
pub fn rules() -> String {
    let mut page = String::from(
        "# 检查规则\n\n\
        本页由 `skillreg explain --all --format markdown` 写成，请不要手改。\
        `skillreg check` 报告的每处问题都带规则代号；代号不会改名，也不会挪作他用。\
        「错误」不改正就不能发布，「提醒」可以发布。\n",
    );
    // Writing to a String cannot fail.
    for (topic, rules) in topics() {
        let _ = write!(page, "\n- {topic}：");
        let links: Vec<String> = rules.iter().map(|rule| format!("[{0}](#{0})", rule.code)).collect();
        page.push_str(&links.join("、"));
    }
    page.push('\n');
    for (topic, rules) in topics() {
        let _ = write!(page, "\n## {topic}\n");
        rules.iter().for_each(|rule| section(&mut page, rule));
    }
    page
}

fn section(page: &mut String, rule: &Rule) {
    let severity = rule.severity.title();
    let clause = rule.clause.map(|clause| format!("；依据：{clause}")).unwrap_or_default();
    let _ = write!(
        page,
        "\n### {code}\n\n**{title}**（{severity}{clause}）\n\n{reason}\n\n不对：\n\n{wrong}\n改成：\n\n{right}",
        code = rule.code,
        title = rule.title,
        reason = rule.reason,
        wrong = fenced(rule.wrong.0),
        right = fenced(rule.right.0),
    );
}

fn fenced(example: &str) -> String {
    format!("```yaml\n{example}```\n")
}
