//! The only room that prints: data to standard output, talk to standard error.

use std::io::{self, Write};

/// Writes data to standard output. Colours are kept only where they are wanted (`NO_COLOR`, a pipe).
///
/// # Errors
/// When standard output is closed or full.
pub fn data(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Says something to the person at the terminal, on standard error.
pub fn say(text: &str) {
    // Nobody is left to tell if standard error is closed.
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}
