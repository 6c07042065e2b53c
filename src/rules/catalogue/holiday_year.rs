//! A deadline needs the calendar of its years.

use crate::calendar::YearMissing;
use crate::diagnostics::{Example, Finding, Place, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "holiday-year",
    severity: Severity::Error,
    title: "推算期限用到的年份要在节假日表里",
    clause: Some("行政许可法第八十二条"),
    reason: "工作日不能猜：缺了一年的放假和调休安排，期限就算不准。",
    wrong: Example("reported: 2031-03-03  # 节假日表里没有 2031 年\n"),
    right: Example("reported: 2020-08-17  # 节假日表里有 2020 年\n"),
};

/// A record whose deadline leads into a year that the table does not have.
pub(crate) fn missing(place: Place, error: YearMissing) -> Finding {
    let YearMissing(year) = error;
    let hint = format!(
        "国务院办公厅公布 {year} 年放假安排后，把它补进 content/catalogue/holidays.yaml；若年份写错了，改正日期"
    );
    RULE.at(place, error.to_string()).hint(hint)
}
