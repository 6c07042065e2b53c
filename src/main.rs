//! The door. Everything else is in the library.

use std::process::ExitCode;

/// Parsing and rendering make millions of small strings; this allocator makes them in half the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    skillreg::cli::run()
}
