//! tantivy takes the files of an index on trust, and panics over some that it never wrote. Whoever runs a host can forge
//! them, digests and all; that is a damaged file to whoever asks, not the end of the program.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tantivy::{Result, TantivyError};

/// Reads from an index that may be forged. In WebAssembly nothing unwinds: there the worker catches the trap.
pub(crate) fn guarded<T>(read: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err(TantivyError::InternalError("an index that was not made by tantivy".to_owned()))
    })
}
