//! What a served file says of itself and of others: the day it was built for, the newest change, links. PURE.

use std::collections::BTreeSet;
use std::io::Read;

use serde::Deserialize;

use crate::registry::Date;
use crate::registry::identifier::SiteAddress;
use crate::registry::value::Value;

/// What the site says of itself.
pub(super) const PARTICULARS: &str = "site.json";

/// The open data with the changes of the records.
pub(super) const HISTORY: &str = "data/history.json";

#[derive(Deserialize)]
struct Dated {
    as_of: String,
}

#[derive(Deserialize)]
struct Addressed {
    base_url: SiteAddress,
}

/// The day a site was built for, as it says of itself.
pub fn as_of(particulars: &[u8]) -> Option<Date> {
    let particulars: Dated = serde_json::from_slice(particulars).ok()?;
    Date::parse(&particulars.as_of).ok()
}

/// The address a site was built for, as it says of itself, with a slash at its end.
pub(super) fn address(particulars: &[u8]) -> Option<String> {
    let particulars: Addressed = serde_json::from_slice(particulars).ok()?;
    Some(format!("{}/", particulars.base_url.as_text().trim_end_matches('/')))
}

#[derive(Deserialize)]
struct History {
    commits: Vec<Commit>,
}

#[derive(Deserialize)]
struct Commit {
    commit: String,
}

/// The newest commit that changed a record, shortened, as the open data has it.
pub fn newest_commit(history: &[u8]) -> Option<String> {
    newest_commit_in(history)
}

pub(super) fn newest_commit_in(history: impl Read) -> Option<String> {
    let history: History = serde_json::from_reader(std::io::BufReader::new(history)).ok()?;
    let newest = history.commits.first()?.commit.chars();
    Some(newest.filter(char::is_ascii_hexdigit).take(8).collect())
}

/// The addresses in a page or a list of pages.
pub(super) fn addresses(text: &str) -> BTreeSet<&str> {
    const BEFORE: [(&str, &str); 5] =
        [("href=\"", "\""), ("src=\"", "\""), ("action=\"", "\""), ("<loc>", "</loc>"), ("Sitemap: ", "\n")];
    let mut found = BTreeSet::new();
    for (before, after) in BEFORE {
        let mut rest = text;
        while let Some((_, behind)) = rest.split_once(before) {
            let (address, next) = behind.split_once(after).unwrap_or((behind, ""));
            found.insert(address.trim());
            rest = next;
        }
    }
    found
}

/// The path within the site that an address on one of its pages leads to; none if it leads elsewhere. `bases` are the
/// addresses the site is known by, each with a slash at its end.
pub(super) fn within(page: &str, address: &str, bases: &[&str]) -> Option<String> {
    let address = address.split(['#', '?']).next().unwrap_or_default();
    let path = match bases.iter().find_map(|base| address.strip_prefix(base)) {
        Some(path) => path.to_owned(),
        None if address.is_empty() || address.contains(':') || address.starts_with('/') => return None,
        None => {
            let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
            let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
            for part in address.split('/') {
                match part {
                    ".." => drop(parts.pop()?),
                    "." => {}
                    part => parts.push(part),
                }
            }
            parts.join("/")
        }
    };
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
    (!path.split('/').any(|part| matches!(part, "" | "." | ".."))).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_day_of_a_site() {
        let day = as_of(b"{\"id\":\"x\",\"as_of\":\"2021-03-09\"}");
        assert_eq!(day.map(|day| day.to_string()).as_deref(), Some("2021-03-09"));
        assert_eq!(as_of(b"<html>"), None);
        assert_eq!(as_of(b"{\"as_of\":\"2021-13-09\"}"), None);
    }

    #[test]
    fn finds_where_links_lead() {
        let bases = ["https://example.com/registry/"];
        let lead = |address| within("a/b.html", address, &bases);
        assert_eq!(lead("../c.html#x").as_deref(), Some("c.html"));
        assert_eq!(lead("d/").as_deref(), Some("a/d/index.html"));
        assert_eq!(lead("https://example.com/registry/e.js?v=1").as_deref(), Some("e.js"));
        for elsewhere in ["https://example.org/x", "/x", "mailto:a", "../../x", "#top", ""] {
            assert_eq!(lead(elsewhere), None, "{elsewhere}");
        }
        let page = "<a href=\"x.html\"><script src=\"y.js\"></script><loc>z</loc>";
        assert_eq!(addresses(page).into_iter().collect::<Vec<_>>(), ["x.html", "y.js", "z"]);
    }
}
