//! The sitemap (sitemaps.org): full addresses of all pages, in shards if there are many.

use crate::site::head::full_address;

use super::escape;

/// How many addresses one file may hold.
const SHARD: usize = 50_000;

/// How many shards so many pages need; 0 if one file holds them all.
pub(crate) fn shards(pages: usize) -> usize {
    if pages <= SHARD { 0 } else { pages.div_ceil(SHARD) }
}

/// `sitemap.xml` (number 0) or a shard (from 1).
pub(crate) fn sitemap(base_url: &str, pages: &[&str], number: usize) -> Vec<u8> {
    let parts = shards(pages.len());
    let head = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
    let namespace = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";
    let location = |path: &str| format!("<loc>{}</loc>", escape(&full_address(base_url, path)));
    if parts > 0 && number == 0 {
        let list: Vec<String> = (1..=parts)
            .map(|part| format!("<sitemap>{}</sitemap>\n", location(&format!("sitemap-{part}.xml"))))
            .collect();
        return format!("{head}<sitemapindex {namespace}>\n{}</sitemapindex>\n", list.concat()).into_bytes();
    }
    let shown = pages.chunks(SHARD).nth(number.saturating_sub(1)).unwrap_or_default();
    let list: Vec<String> = shown.iter().map(|path| format!("<url>{}</url>\n", location(path))).collect();
    format!("{head}<urlset {namespace}>\n{}</urlset>\n", list.concat()).into_bytes()
}

/// `robots.txt`.
pub(crate) fn robots(base_url: &str) -> Vec<u8> {
    format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", full_address(base_url, "sitemap.xml")).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_long_lists_into_shards() {
        let pages = vec!["a.html"; SHARD + 1];
        let index = String::from_utf8(sitemap("https://example.com/r/", &pages, 0)).unwrap();
        assert!(index.contains("<loc>https://example.com/r/sitemap-2.xml</loc>"), "{index}");
        let second = String::from_utf8(sitemap("https://example.com/r/", &pages, 2)).unwrap();
        assert_eq!(second.matches("<url>").count(), 1);
    }

    #[test]
    fn escapes_addresses() {
        let xml = String::from_utf8(sitemap("https://example.com/?a&b=", &["index.html"], 0)).unwrap();
        assert!(xml.contains("<loc>https://example.com/?a&amp;b=</loc>"));
    }
}
