//! The door. Everything else is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    skillreg::cli::run()
}
