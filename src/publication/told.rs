//! What a published site says of the records it was made from: in the message of its commit, or in a note of its folder.

use super::Source;

/// The line that names the commit of the records.
const COMMIT: &str = "Source-Commit: ";

/// The line that names where in the repository the registry lies; `.` at its top.
const PLACE: &str = "Source-Path: ";

/// The line that says whether records that are not committed went into the site.
const DIRTY: &str = "Source-Dirty: ";

/// The line that names the registry, by the `id` of its `site.yaml`.
const REGISTRY: &str = "Source-Registry: ";

/// Where a site comes from, as far as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// The commit of the records.
    pub(super) commit: Option<String>,
    /// Where in the repository the registry lies.
    place: Option<String>,
    /// Which registry it is.
    registry: Option<String>,
}

impl Told {
    pub(super) fn read(text: &str) -> Self {
        let named = |line: &str| {
            let named = text.lines().rev().find_map(|text| text.strip_prefix(line))?;
            Some(named.trim().chars().filter(|c| !c.is_control()).collect::<String>())
        };
        let hexadecimal = |name: String| name.chars().filter(char::is_ascii_hexdigit).collect();
        Self { commit: named(COMMIT).map(hexadecimal), place: named(PLACE), registry: named(REGISTRY) }
    }

    /// The lines that tell it of a site.
    pub(super) fn lines(source: &Source) -> String {
        let dirty = if source.is_dirty() { "yes" } else { "no" };
        let registry = source.registry().map(|id| format!("{REGISTRY}{id}\n")).unwrap_or_default();
        let (commit, place) = (source.commit(), source.place());
        format!("{COMMIT}{commit}\n{PLACE}{place}\n{DIRTY}{dirty}\n{registry}")
    }

    /// The other registry that a site is of, if it is of another. `follows` is whether it was made from records of this
    /// history: then another name is a new name of this one.
    pub(super) fn other(&self, source: &Source, follows: bool) -> Option<String> {
        let registry = self.registry.clone().filter(|other| !follows && source.registry() != Some(other));
        registry.or_else(|| self.place.clone().filter(|other| *other != source.place()))
    }
}
