//! `skillreg lookup` against the built sample: the certificates that README names.

use std::path::Path;

use super::registry::{Run, run};
use super::sample;

const VALID: (&str, &str, &str) = ("Y000012000001204000001", "示例二", "456G-JHC5-FVRV-JEF2");
const CORRECTED: (&str, &str, &str) = ("Y000012000001213000005", "样本七", "0QA4-1FJD-Z1Y2-6H94");
const REVOKED: (&str, &str, &str) = ("Y000012000008205000004", "示例七", "MCZX-HEF5-ZWWF-AYQJ");

fn look_up(site: &Path, arguments: &[&str]) -> Run {
    run(&[&["lookup", "--site", site.to_str().unwrap()], arguments].concat())
}

#[test]
fn the_certificates_of_the_readme() {
    let readmes = ["README.md", "README.zh-CN.md"]
        .map(|name| std::fs::read_to_string(super::registry::project().join(name)).unwrap());
    for ((number, name, code), verified, told) in
        [(VALID, true, "证书没有被注销"), (CORRECTED, true, "更正"), (REVOKED, false, "注销：")]
    {
        let expected = Some(i32::from(!verified));
        let by_name = look_up(sample::site(), &["--number", number, "--name", name]);
        assert_eq!(by_name.code, expected, "{by_name:?}");
        assert!(by_name.stdout.contains(told) && !by_name.stdout.contains("姓名：示"), "{by_name:?}");
        let by_code = look_up(sample::site(), &["--number", number, "--code", code]);
        assert_eq!(by_code.code, expected, "{by_code:?}");
        assert!(by_code.stdout.contains(&format!("姓名：{name}\n")), "{by_code:?}");
        let row = format!("| {number} | {name} | {code} |");
        assert!(readmes.iter().all(|readme| readme.contains(&row)), "{row}");
    }
}

#[test]
fn forgives_how_it_is_typed() {
    let found =
        look_up(sample::site(), &["--number", "y0000 12 000001 204 000001", "--name", " 示\u{3000}例二 "]);
    assert_eq!(found.code, Some(0), "{found:?}");
    let found =
        look_up(sample::site(), &["--number", VALID.0, "--code", "456gjhc5fvrvjef2", "--format", "json"]);
    let verdict: serde_json::Value = serde_json::from_str(&found.stdout).unwrap();
    assert_eq!((&verdict["verified"], &verdict["record"]["name"]), (&true.into(), &VALID.1.into()));
}

#[test]
fn a_wrong_name_and_an_unknown_number_are_answered_alike() {
    let wrong = look_up(sample::site(), &["--number", VALID.0, "--name", "示例一"]);
    let unknown = look_up(sample::site(), &["--number", "Y000012000001204999999", "--name", "示例一"]);
    assert_eq!((wrong.code, unknown.code), (Some(1), Some(1)));
    assert_eq!(wrong.stdout.replace(VALID.0, ""), unknown.stdout.replace("Y000012000001204999999", ""));
}

#[test]
fn trouble_is_not_an_answer() {
    let mistyped = look_up(sample::site(), &["--number", "Y00001200000120400000A", "--name", "示例二"]);
    assert!(mistyped.code == Some(2) && mistyped.stderr.contains("第 22 位"), "{mistyped:?}");
    let nothing = look_up(sample::site(), &["--number", VALID.0]);
    assert_eq!(nothing.code, Some(2), "{nothing:?}");
    let folder = tempfile::tempdir().unwrap();
    let missing = look_up(folder.path(), &["--number", VALID.0, "--name", VALID.1]);
    assert!(missing.code == Some(2) && missing.stderr.contains("skillreg build"), "{missing:?}");
    sample::copy(&sample::site().join("certificates/lookup"), folder.path());
    let alone = look_up(folder.path(), &["--number", VALID.0, "--name", VALID.1]);
    assert_eq!(alone.code, Some(0), "{alone:?}");
    for (bytes, told) in [(&b"<!doctype html>"[..], "不是数据文件"), (b"skillreg", "不完整或已损坏")]
    {
        for file in std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path()) {
            if file.extension().is_some_and(|extension| extension == "bucket") {
                std::fs::write(file, bytes).unwrap();
            }
        }
        let damaged = look_up(folder.path(), &["--number", VALID.0, "--name", VALID.1]);
        assert!(damaged.code == Some(2) && damaged.stderr.contains(told), "{damaged:?}");
    }
}
