//! Rules of sittings: assessed by whom, what and how (一（二）, 四, 五（一）), and with what result (四（三）).

mod cancelled;
mod method;
mod notice;
mod rescheduled;
mod result_count;
mod result_date;
mod result_late;
mod scope;
mod staff;

use super::{Entry, Judge, Reads};

pub(super) static RULES: &[Entry] = &[
    (
        &scope::RULE,
        Judge::Plan(
            scope::plan,
            Reads::both(
                &["institution"],
                &[
                    "sittings.date",
                    "sittings.edition",
                    "sittings.occupation",
                    "sittings.specialty",
                    "sittings.level",
                    "sittings.cancelled",
                ],
            ),
        ),
    ),
    (
        &rescheduled::RULE,
        Judge::Plan(
            rescheduled::plan,
            Reads::both(&["reported"], &["sittings.date", "sittings.rescheduled"]),
        ),
    ),
    (
        &cancelled::RULE,
        Judge::Plan(
            cancelled::plan,
            Reads::together(&[
                "reported",
                "sittings.id",
                "sittings.date",
                "sittings.cancelled",
                "results.sitting",
            ]),
        ),
    ),
    (&method::RULE, Judge::Plan(method::plan, Reads::apart(&["sittings.date"]))),
    (&staff::RULE, Judge::Plan(staff::plan, Reads::apart(&["sittings.assessors", "sittings.supervisors"]))),
    (
        &result_count::RULE,
        Judge::Plan(result_count::plan, Reads::apart(&["results.sat", "results.passed", "results.sitting"])),
    ),
    (
        &result_date::RULE,
        Judge::Plan(
            result_date::plan,
            Reads::apart(&["results.ended", "results.reported", "results.confirmed", "results.sitting"]),
        ),
    ),
    (
        &notice::RULE,
        Judge::Plan(
            notice::plan,
            Reads::together(&["reported", "sittings.date", "sittings.rescheduled", "sittings.cancelled"]),
        ),
    ),
    (
        &result_late::RULE,
        Judge::Plan(
            result_late::plan,
            Reads::both(
                &["sittings.id", "sittings.date", "sittings.cancelled", "results.sitting"],
                &["results.ended", "results.reported"],
            ),
        ),
    ),
];
