//! PURE: calendars that programs subscribe to (RFC 5545): days with a title, nothing more.

use crate::registry::Date;

/// `20211119`.
fn basic(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// Text values: backslash, semicolon, comma and line breaks are escaped (3.3.11).
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            other if other.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// Content lines, folded after at most 75 octets and never inside a character (3.1).
#[derive(Debug, Default)]
pub struct Lines(String);

impl Lines {
    /// Begins a calendar: what it is called, and which part of the program made it.
    pub fn begin(part: &str, name: &str) -> Self {
        let mut lines = Self::default();
        lines.push("BEGIN:VCALENDAR");
        lines.push("VERSION:2.0");
        lines.push(&format!("PRODID:-//skillreg//{part}//ZH"));
        lines.push("CALSCALE:GREGORIAN");
        lines.push("METHOD:PUBLISH");
        lines.push(&format!("X-WR-CALNAME:{}", escape(name)));
        lines
    }

    /// Ends it.
    pub fn end(mut self) -> String {
        self.push("END:VCALENDAR");
        self.0
    }

    /// Begins an event that takes a whole day.
    pub fn begin_day(&mut self, id: &str, made: Date, day: Date) {
        self.push("BEGIN:VEVENT");
        self.push(&format!("UID:{id}"));
        self.push(&format!("DTSTAMP:{}T000000Z", basic(made)));
        self.push(&format!("DTSTART;VALUE=DATE:{}", basic(day)));
        if let Ok(next) = day.tomorrow() {
            self.push(&format!("DTEND;VALUE=DATE:{}", basic(next.into())));
        }
    }

    /// Adds a line whose value is text.
    pub fn text(&mut self, name: &str, text: &str) {
        self.push(&format!("{name}:{}", escape(text)));
    }

    /// Ends an event; it does not make anybody busy.
    pub fn end_day(&mut self) {
        self.push("TRANSP:TRANSPARENT");
        self.push("END:VEVENT");
    }

    /// Adds a line whose value is an address.
    pub fn address(&mut self, name: &str, address: &str) {
        self.push(&format!("{name}:{address}"));
    }

    fn push(&mut self, line: &str) {
        let mut octets = 0;
        for character in line.chars() {
            let more = character.len_utf8();
            if octets + more > 75 {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(character);
            octets += more;
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_long_lines_between_characters() {
        let mut lines = Lines::default();
        let long = format!("SUMMARY:{}", "示例".repeat(60));
        lines.push(&long);
        for line in lines.0.split("\r\n") {
            assert!(line.len() <= 75, "{line}");
        }
        assert_eq!(lines.0.replace("\r\n ", "").trim_end(), long);
    }

    #[test]
    fn escapes_what_separates_values() {
        assert_eq!(escape("a;b,c\\d\ne\r<script>"), "a\\;b\\,c\\\\d\\ne<script>");
    }
}
