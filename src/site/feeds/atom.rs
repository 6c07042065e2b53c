//! The Atom feed (RFC 4287): procedures and policies, newest first.

use std::fmt::Write;

use crate::site::context::{Day, News};
use crate::site::head::full_address;
use crate::site::pages::home;
use crate::site::world::World;

use super::escape;

/// The feed. All times come from the records, so that the same records give the same bytes.
pub(crate) fn feed(world: &World<'_>) -> Vec<u8> {
    let site = world.registry.site();
    let news = home::news(world);
    let updated = news.first().map_or(Day(world.today), |item| item.date);
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    xml.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n");
    let mut line = |text: String| {
        xml.push_str(&text);
        xml.push('\n');
    };
    line(format!("<title>{}</title>", escape(&site.name)));
    line(format!("<subtitle>{}</subtitle>", escape(&site.description)));
    line(format!("<id>{}</id>", escape(&world.base_url)));
    line(format!("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escape(&world.base_url)));
    let own = full_address(&world.base_url, "feed.xml");
    line(format!("<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>", escape(&own)));
    line(format!("<updated>{}</updated>", moment(updated)));
    line(format!("<author><name>{}</name></author>", escape(&site.host.name)));
    for item in &news {
        line(entry(world, item));
    }
    xml.push_str("</feed>\n");
    xml.into_bytes()
}

fn entry(world: &World<'_>, item: &News<'_>) -> String {
    let address = full_address(&world.base_url, &item.href);
    let address = escape(&address);
    let mut entry = String::from("<entry>");
    // Writing to a String cannot fail.
    let title = escape(&format!("{}：{}", item.title, item.status.title));
    let _ = write!(entry, "<title>{title}</title><id>{address}</id>");
    let _ = write!(entry, "<link rel=\"alternate\" type=\"text/html\" href=\"{address}\"/>");
    let _ = write!(entry, "<updated>{}</updated>", moment(item.date));
    let _ = write!(entry, "<category term=\"{}\" label=\"{}\"/>", item.status.key, item.status.title);
    let _ = write!(entry, "<summary>{title}</summary></entry>");
    entry
}

/// The start of a day in China.
fn moment(day: Day) -> String {
    format!("{}T00:00:00+08:00", day.0)
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn escapes_all_that_means_something_in_xml() {
        assert_eq!(escape("<script>\"'&]]>\u{0}\u{b}"), "&lt;script&gt;&quot;&#39;&amp;]]&gt;");
    }
}
