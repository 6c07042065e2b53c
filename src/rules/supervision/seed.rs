//! Everybody can look the seed of a draw up.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::records::supervision::SeedKind;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "draw-seed",
    severity: Severity::Warning,
    title: "抽取的种子要写明是什么、到哪里查",
    clause: Some("通知五（二）"),
    reason: "种子要在名单确定以后才产生，谁也选不了；不写出处，别人就不知道是不是自己编的。",
    wrong: Example("seed: \"20210520\"\n"),
    right: Example(
        "seed: \"05 12 14 23 30 31\"\nseed_kind: beacon\nseed_source: 示例公开数字第2021057期，2021年5月20日公布\n",
    ),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    // A key that could not be read may be the one that is missed.
    for record in context.records.draws.iter().filter(|record| !context.index.is_broken(&record.file)) {
        for (at, draw) in record.value.draws.iter().enumerate() {
            // Draws that cannot be done again anyway are of before.
            if draw.pool.is_none() {
                continue;
            }
            let place = Place::value(&record.file, route!["draws", at, "seed"]);
            if draw.seed_kind == Some(SeedKind::Commit) && !is_commit(&draw.seed) {
                let finding = RULE.at(place, "种子写的是 git 提交，却不是提交的全名").error();
                found.push(finding.hint("提交的全名是 40 位或 64 位小写十六进制数；抽取以后不要改种子"));
            } else if draw.seed_kind != Some(SeedKind::Commit) && draw.seed_source.is_none() {
                let finding = RULE.at(place, "没有写种子的出处");
                found.push(finding.hint("补上 seed_source: 在哪里公布、哪一期、哪一天"));
            }
        }
    }
}

fn is_commit(seed: &str) -> bool {
    matches!(seed.len(), 40 | 64) && seed.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}
