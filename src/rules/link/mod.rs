//! Rules of links in Markdown: found by whoever knows the site's pages, only named here.

mod broken;
mod unsafe_address;

use super::{Entry, Judge};

pub(crate) use broken::RULE as BROKEN;
pub(crate) use unsafe_address::RULE as UNSAFE;

pub(super) static RULES: &[Entry] = &[(&BROKEN, Judge::Form), (&UNSAFE, Judge::Form)];
