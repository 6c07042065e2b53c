//! Rules of sittings: assessed by whom, what and how (一（二）, 四, 五（一）).

mod method;
mod scope;

use super::{Entry, Judge};

pub(super) static RULES: &[Entry] =
    &[(&scope::RULE, Judge::Plan(scope::plan)), (&method::RULE, Judge::Plan(method::plan))];
