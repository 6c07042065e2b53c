//! What the generator of a registry and the visitor's browser share.
//!
//! No file system, no clock, no threads: bytes in, values out, the same code natively and in WebAssembly. The formats
//! are written down byte by byte in `docs/lookup-format.md`.

pub mod bucket;
pub mod bundle;
mod guard;
pub mod manifest;
pub mod memory;
pub mod number;
pub mod seal;
pub mod search;
pub mod status;
pub mod text;
pub mod verify;
