//! Files for other programs: the Atom feed, the calendar, the sitemap.

mod atom;
mod calendar;
mod sitemap;

pub(crate) use atom::feed;
pub(crate) use calendar::calendar;
pub(crate) use sitemap::{robots, shards, sitemap};

/// Text inside XML elements and attributes. Characters that XML cannot hold are left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' | '\r' => escaped.push(character),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => escaped.push(other),
        }
    }
    escaped
}
