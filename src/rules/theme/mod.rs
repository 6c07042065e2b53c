//! Rules of the site's own theme: found by whoever loads it, only named here.

mod file;
mod missing;
mod template;

use super::{Entry, Judge};

pub(crate) use file::RULE as FILE;
pub(crate) use missing::RULE as MISSING;
pub(crate) use template::RULE as TEMPLATE;

pub(super) static RULES: &[Entry] =
    &[(&MISSING, Judge::Form), (&FILE, Judge::Form), (&TEMPLATE, Judge::Form)];
