//! A certificate number repeats what its batch says.

use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};
use crate::registry::identifier::{CertificateNumber, FilingNumber};
use crate::registry::records::batch::Batch;
use crate::registry::{Level, Record};
use crate::rules::Context;

pub(super) static RULE: Rule = Rule {
    code: "certificate-mismatch",
    severity: Severity::Error,
    title: "证书编号里的机构、年份、等级要与批次相符",
    clause: Some("人社鉴发〔2019〕2号；通知四（三）"),
    reason: "编号前 13 位是备案号，14、15 位是发证年份，16 位是等级；不符的编号上传不了，也查不到。",
    wrong: Example("level: 4\ncertificates:\n  - {number: Y000012000001203000001, holder: \"示*一\"}\n"),
    right: Example("level: 4\ncertificates:\n  - {number: Y000012000001204000001, holder: \"示*一\"}\n"),
};

pub(super) fn batch(context: &Context<'_>, record: &Record<Batch>, found: &mut Vec<Finding>) {
    let batch = &record.value;
    let filing = context.index.filing(&batch.institution);
    let expected = Expected {
        // A number that its own rule refuses is no measure for others.
        filing: filing.and_then(|filing| filing.value.number()).filter(|number| context.is_local(*number)),
        unfiled: filing.is_some_and(|f| f.value.number().is_none() && !context.index.is_broken(&f.file)),
        year: u8::try_from(batch.issued.year() % 100).unwrap_or_default(),
        level: batch.level,
    };
    if expected.unfiled {
        let place = Place::value(&record.file, route!["institution"]);
        let finding = RULE.at(place, "这家机构没有备案号，不能颁发证书");
        found.push(finding.hint("核对机构，或补上它的备案"));
    }
    for (i, certificate) in batch.certificates.iter().enumerate() {
        if let Some((part, message)) = expected.differs(certificate.number) {
            let place = Place::part(&record.file, route!["certificates", i, "number"], part);
            found.push(RULE.at(place, message).hint("核对编号和批次"));
        }
    }
}

/// What every number of a batch should say.
struct Expected {
    filing: Option<FilingNumber>,
    unfiled: bool,
    year: u8,
    level: Level,
}

impl Expected {
    fn differs(&self, number: CertificateNumber) -> Option<(std::ops::Range<usize>, String)> {
        if let Some(filing) = self.filing.filter(|filing| *filing != number.filing_number()) {
            return Some((0..13, format!("编号前 13 位不是这家机构的备案号 {filing}")));
        }
        if number.year() != self.year {
            let (is, year) = (number.year(), self.year);
            return Some((13..15, format!("编号里的年份是 {is:02}，这批证书 {year:02} 年颁发")));
        }
        if number.level() != self.level {
            let (is, level) = (number.level(), self.level);
            return Some((15..16, format!("编号里的等级是「{is}」，这批证书是「{level}」")));
        }
        None
    }
}
