//! skillreg turns a git repository of YAML records into a public registry as a static site.

pub mod output;
pub mod registry;
pub mod server;
pub mod watch;
