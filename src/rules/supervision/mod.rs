//! Rules of supervision (五（二）,（三）): 双随机, 一公开, and measures.

mod attended;
mod dates;
mod evidence;
mod inspectors;
mod measures;
mod missing;
mod pool;
mod redrawn;
mod repeated;
mod seed;
mod share;
mod unlisted;

use super::{Entry, Judge};

pub(super) static RULES: &[Entry] = &[
    (&inspectors::RULE, Judge::Whole(inspectors::whole)),
    (&unlisted::RULE, Judge::Whole(unlisted::whole)),
    (&redrawn::RULE, Judge::Whole(redrawn::whole)),
    (&seed::RULE, Judge::Whole(seed::whole)),
    (&pool::RULE, Judge::Whole(pool::whole)),
    (&attended::RULE, Judge::Whole(attended::whole)),
    (&dates::RULE, Judge::Whole(dates::whole)),
    (&evidence::RULE, Judge::Whole(evidence::whole)),
    (&missing::RULE, Judge::Whole(missing::whole)),
    (&share::RULE, Judge::Whole(share::whole)),
    (&repeated::RULE, Judge::Whole(repeated::whole)),
    (&measures::RULE, Judge::Whole(measures::whole)),
];
