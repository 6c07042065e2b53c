//! What stands on the sheets of a form: who fills in what, and how it is read.

use crate::registry::Level;

/// What a cell asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A text, a number or a date, as the schema of the record says at the route.
    Plain,
    /// The name of a person.
    Name,
    /// Text of several lines.
    Prose,
    /// One of the words of the schema, shown by their titles.
    Choice,
    YesNo,
    Division,
    Edition,
    /// Code and name in one.
    Occupation,
    /// A mark where the level is applied for.
    Level(Level),
    /// An ID number: it never reaches the record.
    Identity,
    /// A private number: it never reaches the record.
    Mobile,
    /// The name of a file that is handed in.
    File,
}

/// Who fills in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// The applicant, always.
    Applicant,
    /// The applicant, if there is something to fill in.
    Optional,
    /// The office.
    Office,
}

/// A cell of a form, or a column of a table.
#[derive(Debug)]
pub(super) struct Entry {
    /// The route of its value in the record, or in the item of the list.
    pub(super) route: &'static str,
    pub(super) title: &'static str,
    pub(super) kind: Kind,
    pub(super) by: By,
    pub(super) note: &'static str,
    /// The width of a column in characters.
    pub(super) width: u8,
}

/// How a sheet is laid out.
#[derive(Debug)]
pub(super) enum Body {
    /// Names in the first column, values in the second.
    Fields(&'static [Entry]),
    /// A header and below it an item a row, of the list at a route.
    Rows(&'static str, &'static [Entry]),
}

/// One sheet.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) sheet: &'static str,
    pub(super) title: &'static str,
    pub(super) body: Body,
}
