//! A text in passages that can be found and linked to, read from the HTML that is shown: so every anchor is one that
//! is there.

use super::Rendered;

/// A part of a text, from one anchor to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    /// The anchor; none for what stands before the first.
    pub anchor: Option<String>,
    /// The heading it stands under or begins with.
    pub title: String,
    /// Its text, a line for each paragraph, item or row.
    pub lines: Vec<String>,
}

/// The passages of a rendered text.
pub fn passages(rendered: &Rendered) -> Vec<Passage> {
    let mut reader =
        Reader { passages: vec![Passage::default()], line: String::new(), heading: String::new() };
    let mut rest = rendered.html.as_str();
    while let Some((text, after)) = rest.split_once('<') {
        reader.line.push_str(text);
        let Some((tag, after)) = after.split_once('>') else { break };
        reader.tag(tag);
        rest = after;
    }
    reader.line.push_str(rest);
    reader.end_line();
    reader.passages.retain(|passage| !(passage.title.is_empty() && passage.lines.is_empty()));
    reader.passages
}

struct Reader {
    passages: Vec<Passage>,
    line: String,
    /// The last heading.
    heading: String,
}

impl Reader {
    fn tag(&mut self, tag: &str) {
        let anchor = tag.split_once(" id=\"").and_then(|(_, rest)| rest.split('"').next());
        let name = tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap_or_default();
        if is_heading(name) && tag.starts_with('/') {
            self.heading = plain(&std::mem::take(&mut self.line));
            let heading = self.heading.clone();
            if let Some(passage) = self.passages.last_mut() {
                passage.title = heading;
            }
        } else if is_block(name) {
            self.end_line();
        } else if matches!(name, "td" | "th") && tag.starts_with('/') {
            self.line.push(' ');
        }
        if let Some(anchor) = anchor {
            self.end_line();
            let (anchor, title) = (Some(anchor.to_owned()), self.heading.clone());
            self.passages.push(Passage { anchor, title, lines: Vec::new() });
        }
    }

    fn end_line(&mut self) {
        let line = plain(&std::mem::take(&mut self.line));
        if let Some(passage) = self.passages.last_mut().filter(|_| !line.is_empty()) {
            passage.lines.push(line);
        }
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn is_block(name: &str) -> bool {
    is_heading(name)
        || matches!(name, "p" | "li" | "ul" | "ol" | "tr" | "table" | "blockquote" | "pre" | "br" | "hr")
}

/// Text as it is read, from text as HTML has it.
fn plain(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    let text = text.replace("&#x27;", "'").replace("&#39;", "'").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{render, render_notice};

    #[test]
    fn cuts_a_notice_where_its_anchors_are() {
        let text = "前言\n\n## 一、实施范围\n\n（一）单位范围。在本市\n\n1．甲 & 乙\n\n| a | b |\n|---|---|\n| 1 | <2> |\n";
        let passages = passages(&render_notice(text));
        let shown: Vec<String> = passages
            .iter()
            .map(|p| format!("{}|{}|{}", p.anchor.as_deref().unwrap_or("-"), p.title, p.lines.join("/")))
            .collect();
        assert_eq!(
            shown,
            [
                "-||前言",
                "clause-1|一、实施范围|",
                "clause-1-1|一、实施范围|（一）单位范围。在本市/1．甲 & 乙/a b/1 <2>"
            ]
        );
    }

    #[test]
    fn survives_odd_text() {
        for odd in ["", "<", "a < b", "[", "## \n\n## "] {
            passages(&render(odd));
        }
    }
}
