//! Rules of places: districts, year folders, names of files.

mod division;
mod name_unique;
mod page_reserved;
mod record_name;
mod year_folder;

use super::{Entry, Judge, Reads};

pub(super) static RULES: &[Entry] = &[
    (&division::RULE, Judge::Filing(division::filing, Reads::PLACES)),
    (&division::RULE, Judge::Plan(division::plan, Reads::PLACES)),
    (&division::RULE, Judge::Whole(division::list)),
    (&year_folder::RULE, Judge::Whole(year_folder::whole)),
    (&record_name::RULE, Judge::Whole(record_name::whole)),
    (&page_reserved::RULE, Judge::Whole(page_reserved::whole)),
    (&name_unique::RULE, Judge::Whole(name_unique::whole)),
];
