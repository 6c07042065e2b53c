//! What a published site says of the records it was made from: in the message of its commit, or in a note of its folder.

/// The line that names the commit of the records.
const COMMIT: &str = "Source-Commit: ";

/// The line that names where in the repository the registry lies; `.` at its top.
const PLACE: &str = "Source-Path: ";

/// Where a site comes from, as far as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// The commit of the records.
    pub(super) commit: Option<String>,
    /// Where in the repository the registry lies.
    pub(super) place: Option<String>,
}

impl Told {
    pub(super) fn read(text: &str) -> Self {
        let named = |line: &str| {
            let named = text.lines().rev().find_map(|text| text.strip_prefix(line))?;
            Some(named.trim().chars().filter(|c| !c.is_control()).collect::<String>())
        };
        let hexadecimal = |name: String| name.chars().filter(char::is_ascii_hexdigit).collect();
        Self { commit: named(COMMIT).map(hexadecimal), place: named(PLACE) }
    }

    /// The lines that tell it.
    pub(super) fn lines(commit: &str, place: &str) -> String {
        format!("{COMMIT}{commit}\n{PLACE}{place}\n")
    }
}
