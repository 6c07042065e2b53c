//! From text to tokens, the same for what is written and for what is asked.
