//! What terms are called in the dictionary. Text is itself; what it is read as stands before all text.

/// The key of a syllable.
pub(super) fn syllable(syllable: &str, key: &mut Vec<u8>) {
    key.clear();
    key.push(1);
    key.extend_from_slice(syllable.as_bytes());
}

/// The key of two initials.
pub(super) fn initials(pair: &[u8], key: &mut Vec<u8>) {
    key.clear();
    key.push(2);
    key.extend_from_slice(pair);
}
