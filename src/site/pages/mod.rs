//! How each page is made from the registry.

pub(crate) mod certificates;
pub(crate) mod changes;
pub(crate) mod directory;
pub(crate) mod grids;
pub(crate) mod guide;
pub(crate) mod home;
pub(crate) mod institution;
pub(crate) mod occupations;
pub(crate) mod policy;
pub(crate) mod search;
pub(crate) mod sittings;
pub(crate) mod statistics;
pub(crate) mod supervision;
pub(crate) mod texts;

use super::context::{PageLink, Pagination};
use super::paths;

/// How many institutions a page lists.
pub(crate) const PAGE_SIZE: usize = 100;

/// How many pages a list takes; an empty one still has its first.
pub(crate) fn page_count(items: usize) -> usize {
    items.div_ceil(PAGE_SIZE).max(1)
}

/// The pages around the nth, from 1.
fn pagination(first: &str, page: usize, pages: usize) -> Pagination {
    let link = |number: usize| PageLink {
        page: number,
        href: (number != page).then(|| paths::numbered(first, number)),
        current: number == page,
    };
    let mut links: Vec<PageLink> = Vec::new();
    let mut last = 0;
    for number in (1..=pages).filter(|n| *n == 1 || *n == pages || n.abs_diff(page) <= 2) {
        if number > last + 1 {
            links.push(PageLink { page: 0, href: None, current: false });
        }
        links.push(link(number));
        last = number;
    }
    Pagination {
        page,
        pages,
        previous: (page > 1).then(|| paths::numbered(first, page - 1)),
        next: (page < pages).then(|| paths::numbered(first, page + 1)),
        links,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_the_ends_and_the_neighbours() {
        let shown: Vec<usize> = pagination("a/index.html", 50, 100).links.iter().map(|l| l.page).collect();
        assert_eq!(shown, [1, 0, 48, 49, 50, 51, 52, 0, 100]);
        let only = pagination("a/index.html", 1, 1);
        assert!(only.links.len() == 1 && only.previous.is_none() && only.next.is_none());
    }
}
