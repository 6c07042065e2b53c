//! What the generator of a registry and the visitor's browser share.
//!
//! No file system, no clock, no threads: bytes in, values out, the same code natively and in WebAssembly.

pub mod search;
pub mod text;
