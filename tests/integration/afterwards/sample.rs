//! The sample registry, with its public private key.

use super::*;
use crate::registry::project;
use crate::sample::copy;

#[test]
fn the_sample_is_as_the_commands_would_make_it() {
    let folder = tempfile::tempdir().unwrap();
    copy(&project().join("content"), &folder.path().join("content"));
    let (root, key) = (folder.path().to_str().unwrap(), project().join("docs/sample.key"));
    let run = |arguments: &[&str]| {
        let run = run(&[arguments, &["--root", root, "--identity", key.to_str().unwrap()]].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
        run.stdout
    };
    let certificates = folder.path().join("content/certificates");
    let before = files(&certificates);
    run(&["reseal", "--all"]);
    assert!(files(&certificates) == before, "the holders fit the seals, byte for byte");
    let rows = run(&["holders", "open", "2020-0001"]);
    assert!(rows.contains("Y000012000001204000001") && rows.contains("示例一"), "{rows}");
    run(&["holders", "rotate"]);
    let out = folder.path().with_extension("out");
    let number = "Y000012000001204000001";
    run(&["reissue", number, "--name", "示例二", "--reason", "姓名录错", "--out", out.to_str().unwrap()]);
    assert_eq!(codes(&out).len(), 1);
    fs::remove_dir_all(&out).unwrap();
}
