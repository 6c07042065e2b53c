//! `content/recipients.txt`: the public keys that holders are encrypted to, one a line.

use serde::{Deserialize, Serialize};

use crate::registry::identifier::Digest;

/// The public keys of a list, as they are written, in the order of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecipientList {
    /// The keys, each with its line, counted from 1.
    pub keys: Vec<(usize, String)>,
}

impl RecipientList {
    /// Reads a list: empty lines and those that begin with `#` are passed over.
    pub fn read(text: &str) -> Self {
        let lines = text.lines().map(str::trim).enumerate();
        let keys = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        Self { keys: keys.map(|(at, line)| (at + 1, line.to_owned())).collect() }
    }

    /// Tells one set of keys from another, in whatever order they are written.
    pub fn digest(&self) -> Digest {
        let mut keys: Vec<&str> = self.keys.iter().map(|(_, key)| key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        Digest::of(keys.join("\n").as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_keys_are_the_same_set() {
        let list = RecipientList::read("# 甲\nage1b\n\n age1a \n");
        assert_eq!(list.keys, [(2, "age1b".to_owned()), (4, "age1a".to_owned())]);
        assert_eq!(list.digest(), RecipientList::read("age1a\nage1b\r\nage1a").digest());
        assert_ne!(list.digest(), RecipientList::read("age1a").digest());
    }
}
