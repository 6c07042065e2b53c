//! Input that no clerk would write on purpose.
