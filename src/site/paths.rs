//! Where everything stands, from the site's root.

use crate::registry::identifier::OccupationCode;
use crate::registry::{ClauseLabel, Level, Record, Status};

/// The page of an institution.
pub(crate) fn institution(id: &str) -> String {
    format!("institutions/{id}.html")
}

/// The page of a district.
pub(crate) fn district(code: &str) -> String {
    format!("districts/{code}.html")
}

/// The page of an occupation.
pub(crate) fn occupation(edition: &str, code: OccupationCode) -> String {
    format!("occupations/{}.html", occupation_key(edition, code))
}

/// What addresses and the search call an occupation.
pub(crate) fn occupation_key(edition: &str, code: OccupationCode) -> String {
    format!("{}-{code}", slug(edition))
}

/// The page of a level.
pub(crate) fn level(level: Level) -> String {
    format!("levels/{}.html", level.key())
}

/// The page of a status.
pub(crate) fn status(status: Status) -> String {
    format!("status/{}.html", status.key())
}

/// The page of a policy.
pub(crate) fn policy(id: &str) -> String {
    format!("policies/{id}.html")
}

/// A clause on the page of a policy.
pub(crate) fn clause(policy: &str, label: ClauseLabel) -> String {
    format!("policies/{policy}.html#{}", label.anchor())
}

/// The questions on a policy.
pub(crate) fn questions(policy: &str) -> String {
    format!("policies/{policy}/questions.html")
}

/// An annex of a policy.
pub(crate) fn annex(policy: &str, name: &str) -> String {
    format!("policies/{policy}/{name}.html")
}

/// The page of a batch.
pub(crate) fn batch<T>(record: &Record<T>) -> String {
    batch_named(record.year.as_deref().unwrap_or("0"), &record.id)
}

/// The page of a batch of a year, by its name.
pub(crate) fn batch_named(year: &str, id: &str) -> String {
    format!("certificates/{year}/{id}.html")
}

/// The batches of a year.
pub(crate) fn batches(year: &str) -> String {
    format!("certificates/{year}/index.html")
}

/// The page of a year of supervision.
pub(crate) fn supervision(year: &str) -> String {
    format!("supervision/{year}.html")
}

/// The nth page of a list, from 1: `status/filed.html`, `status/filed-2.html`.
pub(crate) fn numbered(first: &str, page: usize) -> String {
    match first.strip_suffix(".html") {
        Some(stem) if page > 1 && stem.ends_with("/index") => {
            format!("{}/page-{page}.html", stem.trim_end_matches("/index"))
        }
        Some(stem) if page > 1 => format!("{stem}-{page}.html"),
        _ => first.to_owned(),
    }
}

/// The way back to the root from a path.
pub(crate) fn root(path: &str) -> &'static str {
    match path.matches('/').count() {
        0 => "",
        1 => "../",
        2 => "../../",
        _ => "../../../",
    }
}

/// Free text as part of an address: what is not a small letter or digit becomes a hyphen.
fn slug(text: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    text.chars().map(safe).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_pages_from_the_second_on() {
        assert_eq!(numbered("institutions/index.html", 1), "institutions/index.html");
        assert_eq!(numbered("institutions/index.html", 2), "institutions/page-2.html");
        assert_eq!(numbered("status/filed.html", 3), "status/filed-3.html");
    }

    #[test]
    fn finds_the_way_back() {
        assert_eq!((root("index.html"), root("a/b.html"), root("a/b/c.html")), ("", "../", "../../"));
    }
}
