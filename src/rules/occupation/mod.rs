//! Rules of occupations: what may be assessed at all (一（三）).

mod class;
mod duplicate;
mod edition;
mod name;
mod restricted;
mod unknown;

use super::{Entry, Judge, Reads};
use crate::diagnostics::{Route, route};
use crate::registry::Date;
use crate::registry::records::filing::{Filing, ScopeLine};

/// Keys of the lines of a scope, that applied for and those of changes.
macro_rules! lines {
    ($($key:literal)+) => {
        &[$(concat!("scope.", $key), concat!("procedure.scope.", $key)),+]
    };
}
pub(super) use lines;

/// What the day depends on by which a scope is judged.
pub(super) const DAYS: &[&str] = &["procedure.event", "procedure.date"];

pub(super) static RULES: &[Entry] = &[
    (&class::RULE, Judge::Filing(class::filing, Reads::apart(lines!["code" "name"]))),
    (&unknown::RULE, Judge::Filing(unknown::filing, Reads::apart(lines!["edition" "code" "name"]))),
    (&name::RULE, Judge::Filing(name::filing, Reads::apart(lines!["edition" "code" "name"]))),
    (&edition::RULE, Judge::Filing(edition::filing, Reads::both(DAYS, lines!["edition" "code" "name"]))),
    (
        &restricted::RULE,
        Judge::Filing(restricted::filing, Reads::both(DAYS, lines!["edition" "code" "name" "specialty"])),
    ),
    (
        &duplicate::RULE,
        Judge::Filing(duplicate::filing, Reads::both(lines!["edition" "code" "specialty"], lines!["name"])),
    ),
];

/// A scope: that applied for, or the whole scope from a later change on.
pub(super) struct Scope<'a> {
    /// Where it stands.
    pub(super) route: Route,
    /// The day by whose policy it is judged; none for an application that was never handed in.
    pub(super) date: Option<Date>,
    /// Its lines.
    pub(super) lines: &'a [ScopeLine],
}

impl<'a> Scope<'a> {
    /// The lines with their routes.
    pub(super) fn routed(&self) -> impl Iterator<Item = (Route, &'a ScopeLine)> {
        self.lines.iter().enumerate().map(|(i, line)| (self.route.then(i), line))
    }
}

/// All scopes of a filing.
pub(super) fn scopes(filing: &Filing) -> impl Iterator<Item = Scope<'_>> {
    let applied = Scope { route: route!["scope"], date: super::applied_on(filing), lines: &filing.scope };
    let changed = filing.procedure.iter().enumerate().filter_map(|(i, event)| {
        let lines = event.scope.as_deref()?;
        Some(Scope { route: route!["procedure", i, "scope"], date: Some(event.date), lines })
    });
    std::iter::once(applied).chain(changed)
}

/// All scope lines of a filing with their routes.
fn scope_lines(filing: &Filing) -> impl Iterator<Item = (Route, &ScopeLine)> {
    scopes(filing).flat_map(|scope| scope.routed().collect::<Vec<_>>())
}
