//! The built code lies in the default theme, so that a machine with cargo alone can make a site. Its stamp is the
//! digest of what it was built from; this test finds it stale as soon as a source changes.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::disallowed_methods, reason = "reads sources and writes the stamp")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

const STAMP: &str = "themes/default/engine.stamp";
const SOURCES: [&str; 5] = [
    "crates/browser/src",
    "crates/browser/pack/src",
    "crates/lookup/src",
    "crates/browser/build.sh",
    "crates/browser/pack/Cargo.lock",
];
const MANIFESTS: [&str; 3] =
    ["crates/browser/Cargo.toml", "crates/browser/pack/Cargo.toml", "crates/lookup/Cargo.toml"];

#[test]
fn the_built_code_is_that_of_these_sources() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let sources = sources(&root);
    let digest = hex(&Sha256::digest(&sources));
    let stamp = format!("{digest}\n\n{sources}");
    if std::env::var_os("SKILLREG_UPDATE").is_some_and(|value| value == "stamp") {
        fs::write(root.join(STAMP), &stamp).unwrap();
    }
    let known = fs::read_to_string(root.join(STAMP)).unwrap_or_default();
    let changed: Vec<&str> =
        sources.lines().filter(|line| !known.lines().any(|known| known == *line)).collect();
    assert!(
        known == stamp,
        "run crates/browser/build.sh; changed since it was run last:\n{}",
        changed.join("\n")
    );
}

/// Every file and package the code is built from, with its digest.
fn sources(root: &Path) -> String {
    let mut text = String::new();
    for file in files(root) {
        // A checkout may have given lines other ends.
        let content = fs::read_to_string(root.join(&file)).unwrap().replace("\r\n", "\n");
        writeln!(text, "{}  {}", hex(&Sha256::digest(content)), file.display()).unwrap();
    }
    for package in packages(root) {
        writeln!(text, "{package}").unwrap();
    }
    text
}

fn files(root: &Path) -> BTreeSet<PathBuf> {
    let below = SOURCES.iter().flat_map(|folder| walkdir::WalkDir::new(root.join(folder)));
    let below = below.map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let below = below.map(|entry| entry.path().strip_prefix(root).unwrap().to_path_buf());
    below.chain(MANIFESTS.iter().map(PathBuf::from)).collect()
}

/// The browser's crate and all it leads to, by name and version; not what only tests and the generator need.
fn packages(root: &Path) -> BTreeSet<String> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(root).args(["tree", "--locked", "--package", "skillreg-browser", "--edges", "normal"]);
    cargo.args(["--target", "wasm32-unknown-unknown", "--prefix", "none", "--format", "{p}"]);
    let tree = cargo.output().unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let name_and_version = |line: &str| line.split(' ').take(2).collect::<Vec<_>>().join(" ");
    String::from_utf8(tree.stdout).unwrap().lines().map(name_and_version).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}
