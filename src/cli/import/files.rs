//! The files that `import` is pointed at.

#![expect(clippy::disallowed_methods, reason = "reads the form and the attachments it is pointed at")]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::Context;
use sha2::{Digest as _, Sha256};

use crate::forms;
use crate::registry::identifier::Digest;
use crate::spreadsheet::fault::Fault;

/// The bytes of a form, or why they are not worth reading.
pub(super) fn open(path: &Path) -> anyhow::Result<Result<Vec<u8>, Fault>> {
    let unreadable = || format!("读不了 {}", path.display());
    let file = File::open(path).with_context(unreadable)?;
    let mut bytes = Vec::new();
    file.take(forms::MOST_BYTES + 1).read_to_end(&mut bytes).with_context(unreadable)?;
    Ok(if bytes.len() as u64 > forms::MOST_BYTES { Err(forms::too_large()) } else { Ok(bytes) })
}

/// The digests of the plain files in a folder, by name.
pub(super) fn digests(folder: &Path) -> anyhow::Result<BTreeMap<String, Digest>> {
    let unreadable = |path: &Path| format!("读不了 {}", path.display());
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).with_context(|| unreadable(folder))? {
        let entry = entry.with_context(|| unreadable(folder))?;
        // A link may lead anywhere; what is hidden was not handed in.
        let name = entry.file_name().to_string_lossy().into_owned();
        if !entry.file_type().is_ok_and(|kind| kind.is_file()) || name.starts_with('.') {
            continue;
        }
        let mut file = File::open(entry.path()).with_context(|| unreadable(&entry.path()))?;
        let mut hash = Sha256::new();
        let mut part = vec![0; 1 << 16];
        loop {
            match file.read(&mut part).with_context(|| unreadable(&entry.path()))? {
                0 => break,
                length => hash.update(&part[..length]),
            }
        }
        let hash: [u8; 32] = hash.finalize().into();
        found.insert(name, Digest::from(hash));
    }
    Ok(found)
}
