//! CSV for spreadsheets: UTF-8 with a byte order mark, RFC 4180, no cell a spreadsheet would run.

/// A table being written.
pub(crate) struct Csv {
    bytes: Vec<u8>,
    started: bool,
}

impl Csv {
    /// A table with a head.
    pub(crate) fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        // Excel takes CSV for UTF-8 only with this mark.
        let mut csv = Self { bytes: "\u{feff}".as_bytes().to_vec(), started: false };
        for name in names {
            csv.cell(name);
        }
        csv.end();
        csv
    }

    /// Adds a cell of text.
    pub(crate) fn cell(&mut self, text: &str) {
        self.separate();
        let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
        let quoted = text.contains([',', '"', '\n', '\r']);
        if quoted {
            self.bytes.push(b'"');
        }
        if formula {
            self.bytes.push(b'\'');
        }
        if quoted {
            self.bytes.extend(text.replace('"', "\"\"").as_bytes());
            self.bytes.push(b'"');
        } else {
            self.bytes.extend(text.as_bytes());
        }
    }

    /// Adds a cell that may be empty.
    pub(crate) fn optional(&mut self, text: Option<&str>) {
        self.cell(text.unwrap_or_default());
    }

    /// Adds what a program wrote: numbers, dates, codes.
    pub(crate) fn plain(&mut self, value: impl std::fmt::Display) {
        self.cell(&value.to_string());
    }

    /// Ends a row.
    pub(crate) fn end(&mut self) {
        self.bytes.extend(b"\r\n");
        self.started = false;
    }

    /// The bytes.
    pub(crate) fn finish(self) -> Vec<u8> {
        self.bytes
    }

    fn separate(&mut self) {
        if std::mem::replace(&mut self.started, true) {
            self.bytes.push(b',');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> String {
        let mut csv = Csv::new([]);
        for cell in cells {
            csv.cell(cell);
        }
        csv.end();
        String::from_utf8(csv.finish()).unwrap().trim_start_matches("\u{feff}\r\n").to_owned()
    }

    #[test]
    fn quotes_what_would_break_a_row() {
        assert_eq!(row(&["a,b", "c\"d", "e\nf", "g"]), "\"a,b\",\"c\"\"d\",\"e\nf\",g\r\n");
    }

    #[test]
    fn runs_no_formulas() {
        for hostile in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=HYPERLINK(\"http://x\",\"y\")", "＝1"] {
            let written = row(&[hostile]);
            assert!(written.trim_start_matches('"').starts_with('\''), "{written}");
        }
    }
}
