//! Rules of sittings: assessed by whom, what and how (一（二）, 四, 五（一）), and with what result (四（三）).

mod method;
mod notice;
mod result_count;
mod result_date;
mod result_late;
mod scope;

use super::{Entry, Judge};

pub(super) static RULES: &[Entry] = &[
    (&scope::RULE, Judge::Plan(scope::plan)),
    (&method::RULE, Judge::Plan(method::plan)),
    (&result_count::RULE, Judge::Plan(result_count::plan)),
    (&result_date::RULE, Judge::Plan(result_date::plan)),
    (&notice::RULE, Judge::Plan(notice::plan)),
    (&result_late::RULE, Judge::Plan(result_late::plan)),
];
