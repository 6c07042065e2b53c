//! The only room that prints, and the only one that asks: data to standard output, talk to standard error.

use std::io::{self, BufRead, Write};

/// Writes data to standard output. Colours are kept only where they are wanted (`NO_COLOR`, a pipe).
///
/// # Errors
/// When standard output is full.
pub fn data(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    // The reader of a pipe went away, as in `skillreg check | head`: what was found stays what it is.
    written.or_else(|error| if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
}

/// Says something to the person at the terminal, on standard error.
pub fn say(text: &str) {
    // Nobody is left to tell if standard error is closed.
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// Asks for a secret: at a terminal without showing what is typed, else from the first line of standard input. None if
/// nothing was given.
///
/// # Errors
/// When standard input cannot be read.
pub fn secret(prompt: &str) -> io::Result<Option<String>> {
    let input = io::stdin();
    let shown = rustix::termios::tcgetattr(&input).ok();
    if let Some(shown) = &shown {
        let mut hidden = shown.clone();
        hidden.local_modes.remove(rustix::termios::LocalModes::ECHO);
        rustix::termios::tcsetattr(&input, rustix::termios::OptionalActions::Now, &hidden)?;
        // Nobody is left to ask if standard error is closed.
        let _ = write!(anstream::stderr().lock(), "{prompt}：");
    }
    let mut line = String::new();
    let read = input.lock().read_line(&mut line);
    if let Some(shown) = &shown {
        rustix::termios::tcsetattr(&input, rustix::termios::OptionalActions::Now, shown)?;
        say("");
    }
    read?;
    let typed = line.trim_end_matches(['\n', '\r']);
    Ok((!typed.is_empty()).then(|| typed.to_owned()))
}

/// How far a long task is: a bar on standard error that appears after a second, and only on a terminal.
pub struct Progress {
    bar: indicatif::ProgressBar,
    since: std::time::Instant,
}

impl std::fmt::Debug for Progress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Progress").finish_non_exhaustive()
    }
}

const PATIENCE: std::time::Duration = std::time::Duration::from_secs(1);

impl Progress {
    #[expect(clippy::disallowed_methods, reason = "short errands need no bar")]
    /// A bar that is not shown yet. Nothing is ever drawn where standard error is no terminal.
    pub fn new() -> Self {
        let bar = indicatif::ProgressBar::with_draw_target(None, indicatif::ProgressDrawTarget::hidden());
        let style = indicatif::ProgressStyle::with_template("{msg} [{wide_bar}] {pos}/{len}");
        if let Ok(style) = style {
            bar.set_style(style.progress_chars("=> "));
        }
        Self { bar, since: std::time::Instant::now() }
    }

    /// Begins a step of so many parts.
    pub fn step(&self, title: &str, parts: usize) {
        self.bar.set_length(parts as u64);
        self.bar.set_position(0);
        self.bar.set_message(title.to_owned());
    }

    /// One part is done.
    pub fn tick(&self) {
        if self.bar.is_hidden() && self.since.elapsed() > PATIENCE {
            self.bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Default for Progress {
    fn default() -> Self {
        Self::new()
    }
}
