//! Rules of occupations: what may be assessed at all (一（三）,（四）).

mod unknown;

use super::{Entry, Judge};
use crate::diagnostics::{Route, route};
use crate::registry::records::filing::{Filing, ScopeLine};

pub(super) static RULES: &[Entry] = &[(&unknown::RULE, Judge::Filing(unknown::filing))];

/// All scope lines of a filing with their routes: those applied for and those of later changes.
fn scope_lines(filing: &Filing) -> impl Iterator<Item = (Route, &ScopeLine)> {
    let applied = filing.scope.iter().enumerate().map(|(i, line)| (route!["scope", i], line));
    let changed = filing.procedure.iter().enumerate().flat_map(|(e, event)| {
        let scope = event.scope.iter().flatten().enumerate();
        scope.map(move |(i, line)| (route!["procedure", e, "scope", i], line))
    });
    applied.chain(changed)
}
