//! Rules of the registry as a whole.

mod required;

use super::{Entry, Judge};

pub(super) static RULES: &[Entry] = &[(&required::RULE, Judge::Whole(required::whole))];
