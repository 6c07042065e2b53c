//! Markdown to HTML that can do no harm: raw HTML is shown as text, links lead only where links may lead.
//! The only room that knows pulldown-cmark.

mod passages;

use std::ops::Range;

use pulldown_cmark::{Alignment, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};
use serde::Serialize;

use crate::registry::{Clause, clauses};

pub use passages::{Passage, passages};

/// A text as HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The HTML; safe as it is.
    pub html: String,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
}

/// A heading, for the table of contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// The anchor.
    pub id: String,
    /// The words.
    pub title: String,
    /// 2 to 6: the page's title is the only heading of level 1.
    pub level: u8,
}

/// Renders a page or an answer. Headings get the anchors `section-1`, `section-2`, ….
pub fn render(text: &str) -> Rendered {
    Renderer::new(text, Vec::new()).run()
}

/// Renders a notice: its clauses get the anchors that [`crate::registry::ClauseLabel::anchor`] gives them.
pub fn render_notice(text: &str) -> Rendered {
    Renderer::new(text, clauses(text)).run()
}

/// A link or an image in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub address: String,
    /// Where it stands: the address, if it is written there as it is, else the whole link.
    pub range: Range<usize>,
    /// Whether it may lead there; else it is shown as plain text.
    pub allowed: bool,
}

/// The links and images of a text, in order.
pub fn links(text: &str) -> Vec<Link> {
    let mut links = Vec::new();
    for (event, whole) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        let (address, image) = match event {
            Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => continue,
            Event::Start(Tag::Link { dest_url, .. }) => (dest_url, false),
            Event::Start(Tag::Image { dest_url, .. }) => (dest_url, true),
            _ => continue,
        };
        let written = text[whole.clone()].rfind(&*address).filter(|_| !address.is_empty());
        let range = match written {
            Some(at) => whole.start + at..whole.start + at + address.len(),
            None => whole,
        };
        let allowed = is_link_allowed(&address) && !(image && address.starts_with("mailto:"));
        links.push(Link { address: address.into_string(), range, allowed });
    }
    links
}

const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// What becomes of the link or image whose end is still to come.
enum Open {
    /// It stays.
    Kept,
    /// It becomes plain text.
    Dropped,
    /// An image that became a link.
    LinkedImage,
}

struct Renderer<'a> {
    text: &'a str,
    /// The byte at which each clause begins, with its anchor; in order, taken from the front.
    clauses: std::iter::Peekable<std::vec::IntoIter<(usize, Clause)>>,
    events: Vec<Event<'a>>,
    headings: Vec<Heading>,
    open: Vec<Open>,
    /// The title of the heading that is open.
    title: Option<String>,
    /// Whether the paragraph that is open was written by hand, with an anchor.
    anchored: bool,
    /// Whether the head of a table is open.
    in_table_head: bool,
    /// Whether the text so far ends in a character that needs no space before the next line.
    after_han: bool,
}

impl<'a> Renderer<'a> {
    fn new(text: &'a str, clauses: Vec<Clause>) -> Self {
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        let located: Vec<_> = clauses
            .into_iter()
            .filter_map(|clause| starts.get(clause.line).map(|start| (*start, clause)))
            .collect();
        Self {
            text,
            clauses: located.into_iter().peekable(),
            events: Vec::new(),
            headings: Vec::new(),
            open: Vec::new(),
            title: None,
            anchored: false,
            in_table_head: false,
            after_han: false,
        }
    }

    fn run(mut self) -> Rendered {
        for (event, range) in Parser::new_ext(self.text, OPTIONS).into_offset_iter() {
            self.take(event, range.start);
        }
        let mut rendered = String::with_capacity(self.text.len() * 2);
        html::push_html(&mut rendered, self.events.into_iter());
        Rendered { html: rendered, headings: self.headings }
    }

    fn take(&mut self, event: Event<'a>, at: usize) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Html(raw) | Event::InlineHtml(raw) => self.text_event(raw, at),
            Event::Text(text) => self.text_event(text, at),
            // Chinese text has no spaces where lines break.
            Event::SoftBreak if self.after_han => {}
            other => self.events.push(other),
        }
    }

    fn text_event(&mut self, text: CowStr<'a>, at: usize) {
        if let Some(clause) = self.clause_at(at) {
            let anchor = format!("<span id=\"{}\"></span>", clause.label.anchor());
            self.events.push(Event::InlineHtml(anchor.into()));
        }
        if let Some(title) = &mut self.title {
            title.push_str(&text);
        }
        self.after_han = text.chars().next_back().is_some_and(|c| u32::from(c) >= 0x2e80);
        self.events.push(Event::Text(text));
    }

    fn start(&mut self, tag: Tag<'a>, at: usize) {
        match tag {
            Tag::Heading { level, .. } => self.start_heading(level, at),
            Tag::Paragraph => self.start_paragraph(at),
            Tag::HtmlBlock => self.events.push(Event::Start(Tag::Paragraph)),
            Tag::TableHead => {
                self.in_table_head = true;
                self.events.push(Event::Start(tag));
            }
            // Alignment would be written as a style attribute, which the page's policy forbids.
            Tag::Table(columns) => {
                self.events.push(Event::Start(Tag::Table(vec![Alignment::None; columns.len()])));
            }
            Tag::Link { ref dest_url, .. } => {
                let allowed = is_link_allowed(dest_url);
                self.open.push(if allowed { Open::Kept } else { Open::Dropped });
                if allowed {
                    self.events.push(Event::Start(tag));
                }
            }
            Tag::Image { link_type, dest_url, title, id } => self.start_image(link_type, dest_url, title, id),
            other => self.events.push(Event::Start(other)),
        }
    }

    fn start_heading(&mut self, level: HeadingLevel, at: usize) {
        let id = match self.clause_at(at) {
            Some(clause) => clause.label.anchor(),
            None => format!("section-{}", self.headings.len() + 1),
        };
        let level = (level as u8).max(2);
        self.events.push(Event::Html(format!("<h{level} id=\"{id}\">").into()));
        self.headings.push(Heading { id, title: String::new(), level });
        self.title = Some(String::new());
    }

    fn start_paragraph(&mut self, at: usize) {
        let Some(clause) = self.clause_at(at) else { return self.events.push(Event::Start(Tag::Paragraph)) };
        let id = clause.label.anchor();
        self.events.push(Event::Html(format!("<p id=\"{id}\">").into()));
        self.anchored = true;
        // Only clauses that begin with a short caption make good entries of a table of contents.
        let opening = clause.opening.split_once('。');
        let caption = opening.filter(|(_, rest)| !rest.is_empty()).map(|(caption, _)| caption);
        if let (Some(caption), Some(_)) = (caption.filter(|c| c.chars().count() <= 16), clause.label.sub) {
            let label = clause.label.to_string();
            let number = label.find('（').map_or("", |at| &label[at..]);
            self.headings.push(Heading { id, title: format!("{number}{caption}"), level: 3 });
        }
    }

    fn start_image(&mut self, link_type: LinkType, dest_url: CowStr<'a>, title: CowStr<'a>, id: CowStr<'a>) {
        let external = dest_url.contains(':');
        if !is_link_allowed(&dest_url) || dest_url.starts_with("mailto:") {
            self.open.push(Open::Dropped);
        } else if external {
            // The page's policy loads nothing from elsewhere; the visitor may go there.
            self.open.push(Open::LinkedImage);
            self.events.push(Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, id }));
        } else {
            self.open.push(Open::Kept);
            self.events.push(Event::Start(Tag::Image { link_type, dest_url, title, id }));
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                let level = (level as u8).max(2);
                self.events.push(Event::Html(format!("</h{level}>\n").into()));
                let title = self.title.take().unwrap_or_default();
                if let Some(heading) = self.headings.last_mut() {
                    heading.title = title;
                }
            }
            TagEnd::Paragraph if std::mem::take(&mut self.anchored) => {
                self.events.push(Event::Html("</p>\n".into()));
            }
            TagEnd::HtmlBlock => self.events.push(Event::End(TagEnd::Paragraph)),
            TagEnd::TableHead => {
                self.in_table_head = false;
                self.events.push(Event::End(tag));
            }
            // A box to fill in is the head of nothing.
            TagEnd::TableCell if self.in_table_head && self.is_cell_empty() => {
                self.events.pop();
                self.events.push(Event::Html("<td></td>".into()));
            }
            TagEnd::Link | TagEnd::Image => match self.open.pop() {
                Some(Open::Kept) => self.events.push(Event::End(tag)),
                Some(Open::LinkedImage) => self.events.push(Event::End(TagEnd::Link)),
                Some(Open::Dropped) | None => {}
            },
            other => self.events.push(Event::End(other)),
        }
        self.after_han = false;
    }

    fn is_cell_empty(&self) -> bool {
        matches!(self.events.last(), Some(Event::Start(Tag::TableCell)))
    }

    /// The clause that begins on the line of a byte, if it has not been given its anchor yet.
    fn clause_at(&mut self, at: usize) -> Option<Clause> {
        while self
            .clauses
            .peek()
            .is_some_and(|(start, _)| *start < at && self.text[*start..at].contains('\n'))
        {
            self.clauses.next();
        }
        self.clauses.next_if(|(start, _)| *start <= at).map(|(_, clause)| clause)
    }
}

/// Whether a link may lead there: the web, mail, or another place on this site.
fn is_link_allowed(address: &str) -> bool {
    // Browsers drop tabs and line breaks and read backslashes as slashes; so does this.
    let plain: String = address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .collect::<String>()
        .replace('\\', "/");
    if plain.starts_with("//") {
        return false;
    }
    let scheme = plain.split(['/', '?', '#']).next().and_then(|first| first.split_once(':'));
    match scheme {
        None => true,
        Some((scheme, _)) => ["http", "https", "mailto"].contains(&scheme.to_ascii_lowercase().as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_box_is_the_head_of_nothing() {
        let html = render("| 名称 |  |\n|---|---|\n| 地址 | |\n").html;
        assert!(html.contains("<th>名称</th><td></td>") && !html.contains("<th></th>"), "{html}");
        assert_eq!(html.matches("<td>").count(), 3, "{html}");
    }

    #[test]
    fn shows_raw_html_as_text() {
        for hostile in [
            "<script>alert(1)</script>",
            "文字 <img src=x onerror=alert(1)> 文字",
            "<div onclick=\"alert(1)\">\n\n段落\n\n</div>",
            "<!-- --><svg/onload=alert(1)>",
            "# <b>题</b>",
        ] {
            let html = render(hostile).html;
            for tag in ["<script", "<img", "<div", "<svg", "<b>", "<!--"] {
                assert!(!html.contains(tag), "{hostile}: {html}");
            }
        }
    }

    #[test]
    fn lets_links_lead_only_where_links_may_lead() {
        for hostile in [
            "[点](javascript:alert(1))",
            "[点](JaVaScRiPt:alert(1))",
            "[点](java&#115;cript:alert(1))",
            "[点](<java\tscript:alert(1)>)",
            "[点](data:text/html;base64,xx)",
            "[点](vbscript:x)",
            "[点](//evil.example/)",
            "[点](/\\evil.example/)",
            "<javascript:alert(1)>",
            "![点](javascript:alert(1))",
            "[点]\n\n[点]: javascript:alert(1)",
        ] {
            let html = render(hostile).html;
            assert!(!html.contains("<a") && !html.contains("<img"), "{hostile}: {html}");
        }
        for fine in
            ["https://example.com/", "mailto:a@example.com", "../index.html", "#clause-3", "a.html?b=c:d"]
        {
            assert!(render(&format!("[点]({fine})")).html.contains("<a href="), "{fine}");
        }
    }

    #[test]
    fn loads_no_picture_from_elsewhere() {
        let html = render("![外图](https://example.com/a.png) ![内图](assets/a.png)").html;
        assert!(html.contains("<a href=\"https://example.com/a.png\">外图</a>"), "{html}");
        assert!(html.contains("<img src=\"assets/a.png\" alt=\"内图\" />"), "{html}");
    }

    #[test]
    fn writes_no_style_attributes() {
        let html = render("| 甲 | 乙 |\n|---:|:---:|\n| 1 | 2 |\n").html;
        assert!(html.contains("<table>") && !html.contains("style"), "{html}");
    }

    #[test]
    fn gives_clauses_their_anchors() {
        let text = "## 一、实施范围\n\n（一）单位范围。在本市\n\n（二）人员\n（三）职业\n\n## 二、备案条件\n\n## 附则\n";
        let rendered = render_notice(text);
        for id in [
            "<h2 id=\"clause-1\">",
            "<p id=\"clause-1-1\">",
            "<p id=\"clause-1-2\">",
            "<span id=\"clause-1-3\">",
        ] {
            assert!(rendered.html.contains(id), "{id}: {}", rendered.html);
        }
        let toc: Vec<_> =
            rendered.headings.iter().map(|h| (h.id.as_str(), h.title.as_str(), h.level)).collect();
        assert_eq!(
            toc,
            [
                ("clause-1", "一、实施范围", 2),
                ("clause-1-1", "（一）单位范围", 3),
                ("clause-2", "二、备案条件", 2),
                ("section-4", "附则", 2)
            ]
        );
    }

    #[test]
    fn joins_lines_of_chinese_without_a_space() {
        assert_eq!(render("第一\n第二\nword\nword").html, "<p>第一第二word\nword</p>\n");
    }

    #[test]
    fn survives_odd_text() {
        for odd in ["", "[", "![](", "\u{0}\u{feff}", "| |\n|-|\n", &"> ".repeat(5_000), &"[".repeat(20_000)]
        {
            let _ = render(odd);
            let _ = render_notice(odd);
        }
    }
}
