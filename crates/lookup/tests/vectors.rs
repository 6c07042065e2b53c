//! The test vectors of `docs/lookup-format.md`. They are made once and compared ever after: a program that gives other
//! bytes could not read the seals that offices have in their repositories.
//!
//! `SKILLREG_UPDATE=1 cargo test -p skillreg-lookup` writes them, for a new version of the format only.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::disallowed_methods, reason = "reads and, once, writes the vectors")]

use std::path::Path;

use lookup::bucket::{self, Entry, Event, Grant, Granted, Institution, Occupation, Public, State};
use lookup::manifest::Manifest;
use lookup::number::Number;
use lookup::seal::{Basic, Code, Full, Header, Kdf, Keys, header, line, normalise, read_line, salt, seal};
use lookup::status::Status;
use lookup::verify::{Secret, verify};
use serde_json::{Value, json};

const SITE: &str = "tianjin-sample";
/// Light enough for a test, heavier than the least.
const KDF: Kdf = Kdf { memory_kib: 64, iterations: 2, parallelism: 1 };

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn full(name: &str) -> Full {
    let text = str::to_owned;
    let basic = Basic {
        level: text("4"),
        issued: text("2020-09-25"),
        assessed: text("2020-09-08"),
        edition: text("2015"),
        occupation: text("6-18-02-04"),
        institution: text("2020-0001"),
    };
    Full {
        basic,
        name: text(name),
        id_tail: text("0042"),
        specialty: text("电焊工"),
        theory: text("86"),
        skill: text("91"),
    }
}

fn certificate(number: &str, name: &str, code: [u8; 10]) -> Value {
    let (record, code) = (full(name), Code::new(code));
    let parsed = Number::strict(number).unwrap();
    let sealed = seal(SITE, KDF, parsed, &record, &code).unwrap();
    let by_name = Keys::of_name(SITE, parsed, name, KDF).unwrap();
    assert_eq!(by_name.open(parsed, &sealed.name_box).unwrap(), record.basic.to_bytes().unwrap());
    let written = line(parsed, &sealed);
    assert_eq!(read_line(written.trim_end()), Ok((parsed, sealed)));
    json!({
        "number": number,
        "name": name,
        "normalised": normalise(name),
        "code": code.to_string(),
        "code_bytes": hex(code.bytes()),
        "salt": hex(&salt(SITE, parsed)),
        "record": record,
        "basic_bytes": hex(&record.basic.to_bytes().unwrap()),
        "full_bytes": hex(&record.to_bytes().unwrap()),
        "name_locator": hex(&sealed.name_locator),
        "name_box": hex(&sealed.name_box),
        "code_locator": hex(&sealed.code_locator),
        "code_box": hex(&sealed.code_box),
        "line": written.trim_end(),
        "bucket_of_4096": Manifest { bits: 12, ..Manifest::new(SITE, KDF, 1, 1) }.bucket(parsed),
    })
}

fn vectors() -> Value {
    let names = ["示例一", "样本·示例", "Ｓａｍｐｌｅ  Person"];
    let certificate = |(at, name): (u8, &str)| {
        certificate(&format!("Y00001200000120400000{}", at + 1), name, [at * 16 + 1; 10])
    };
    let header = header(&Header { site: SITE.to_owned(), kdf: KDF });
    let certificates: Vec<Value> = (0..).zip(names).map(certificate).collect();
    json!({
        "format": 1,
        "site": SITE,
        "kdf": KDF,
        "header": header.trim_end(),
        "certificates": certificates,
    })
}

/// A bucket with the certificates of the vectors: the first in force, the second revoked, the third corrected.
fn packed(vectors: &Value) -> (Manifest, Vec<u8>) {
    let manifest = Manifest::new(SITE, KDF, 3, 96);
    let statuses = [Status::Valid, Status::Revoked, Status::Corrected];
    let entries = vectors["certificates"].as_array().unwrap().iter().zip(statuses).map(|(vector, status)| {
        let (_, seal) = read_line(vector["line"].as_str().unwrap()).unwrap();
        let event =
            Event { position: 0, status, date: "2021-07-09".to_owned(), reason: "示例事由".to_owned() };
        Entry { seal, status, events: if status == Status::Valid { vec![] } else { vec![event] } }
    });
    let text = str::to_owned;
    let public = Public {
        institutions: vec![Institution {
            id: text("2020-0001"),
            name: text("天津示例重工有限公司"),
            state: text("filed"),
            grants: vec![Grant(
                text("2015"),
                text("6-18-02-04"),
                text("4"),
                text("2020-09-25"),
                Granted::Yes,
            )],
        }],
        occupations: vec![Occupation {
            edition: text("2015"), code: text("6-18-02-04"), name: text("焊工")
        }],
        states: vec![State {
            key: text("filed"),
            title: text("备案有效"),
            sentence: text("可以开展评价。"),
            active: true,
        }],
        events: Vec::new(),
    };
    let bytes = bucket::write(&manifest, 0, entries.collect(), public).unwrap();
    (manifest, bytes)
}

#[test]
fn are_as_they_were() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let (vectors, kept) = (vectors(), folder.join("vectors.json"));
    if std::env::var_os("SKILLREG_UPDATE").is_some() && !kept.exists() {
        std::fs::write(&kept, serde_json::to_string_pretty(&vectors).unwrap() + "\n").unwrap();
        std::fs::write(folder.join("vectors.bucket"), packed(&vectors).1).unwrap();
    }
    let expected: Value = serde_json::from_slice(&std::fs::read(&kept).unwrap()).unwrap();
    assert_eq!(vectors, expected);
}

/// The bucket in the repository was written once: whatever tantivy writes today, it has to read that.
#[test]
fn the_bucket_of_then_is_read_today() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors.bucket");
    let bytes = std::fs::read(kept).unwrap();
    let vectors = vectors();
    let (manifest, _) = packed(&vectors);
    let verdicts = vectors["certificates"].as_array().unwrap().iter().map(|vector| {
        let text = |key: &str| vector[key].as_str().unwrap();
        let by_name = verify(&manifest, bytes.clone(), text("number"), Secret::Name(text("name"))).unwrap();
        let by_code = verify(&manifest, bytes.clone(), text("number"), Secret::Code(text("code"))).unwrap();
        assert_eq!(by_code.record.unwrap().name.as_deref(), Some(text("name")));
        assert_eq!(by_name.verified, by_code.verified);
        by_name.verified
    });
    assert_eq!(verdicts.collect::<Vec<_>>(), [true, false, true]);
}
