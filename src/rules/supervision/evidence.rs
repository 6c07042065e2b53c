//! Documents and videos of an inspection are kept (全程留痕).

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::records::supervision::EvidenceKind;
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "inspection-evidence",
    severity: Severity::Error,
    title: "现场督导的文档和视频都要留存",
    clause: Some("通知五（二）"),
    reason: "通知要求妥善保管原始文档及视频资料，实现全程留痕；这里只记校验值和保存处，原件不入库。",
    wrong: Example("evidence:\n  - {kind: document, title: 督导记录表, sha256: …, place: 档案室}\n"),
    right: Example(
        "evidence:\n  - {kind: document, title: 督导记录表, sha256: …, place: 档案室}\n  - {kind: video, title: 考场录像, sha256: …, place: 影像库}\n",
    ),
};

pub(super) fn whole(context: &Context<'_>, found: &mut Vec<Finding>) {
    for record in &context.records.inspections {
        // An item that could not be read may be the one that is missed.
        if context.index.is_broken(&record.file) {
            continue;
        }
        for (i, inspection) in record.value.inspections.iter().enumerate() {
            for kind in [EvidenceKind::Document, EvidenceKind::Video] {
                if inspection.evidence.iter().any(|kept| kept.kind == kind) {
                    continue;
                }
                let place = Place::key(&record.file, route!["inspections", i, "evidence"]);
                let message = format!("留存的资料里没有{}", kind.title());
                found.push(RULE.at(place, message).hint("补上名称、校验值（sha256sum 文件）和保存处"));
            }
        }
    }
}
