//! skillreg turns a git repository of YAML records into a public registry as a static site.

pub mod diagnostics;
pub mod registry;
pub mod site;
pub mod source;
pub mod yaml;
