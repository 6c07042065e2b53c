//! Bytes to lines and columns.

/// A line and a column, both from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Where the lines of a text begin.
#[derive(Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    /// Reads the text once.
    pub fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// The position of a byte; of the end of the text if it lies beyond.
    pub fn position(&self, byte: usize) -> Position {
        let byte = self.text.floor_char_boundary(byte.min(self.text.len()));
        let line = self.starts.partition_point(|start| *start <= byte) - 1;
        let column = self.text[self.starts[line]..byte].chars().count() + 1;
        Position { line: line + 1, column }
    }

    /// The byte at which a line (from 1) and column (from 0, in characters) begins.
    pub fn byte(&self, line: usize, column: usize) -> usize {
        let Some(start) = self.starts.get(line.saturating_sub(1)) else { return self.text.len() };
        let rest = &self.text[*start..];
        rest.char_indices().nth(column).map_or(self.text.len(), |(at, _)| start + at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_characters_not_bytes() {
        let index = LineIndex::new("名称: 示例\n地址: x\n");
        assert_eq!(index.position(8), Position { line: 1, column: 5 });
        assert_eq!(index.position(15 + 8), Position { line: 2, column: 5 });
        assert_eq!(index.byte(2, 4), 23);
        assert_eq!(index.position(999), Position { line: 3, column: 1 });
    }
}
