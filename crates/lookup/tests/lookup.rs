//! From sealing to the answer, all in memory.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use lookup::bucket::{self, Entry, Event, Grant, Granted, Institution, Occupation, Public, State};
use lookup::bundle::{Bundle, Kind};
use lookup::manifest::Manifest;
use lookup::number::Number;
use lookup::seal::{Basic, Code, Full, Kdf, Seal, seal};
use lookup::status::Status;
use lookup::verify::{Light, Secret, Trouble, Verdict, verify};

const KDF: Kdf = Kdf { memory_kib: 8, iterations: 1, parallelism: 1 };
const SITE: &str = "sample";

fn number(sequence: u32) -> Number {
    Number::strict(&format!("Y000012000001203{sequence:06}")).unwrap()
}

fn name(sequence: u32) -> String {
    format!("示例{}", ["一", "二", "三", "四", "五"][sequence as usize % 5])
}

fn code(sequence: u32) -> Code {
    let mut bytes = [7; 10];
    bytes[..4].copy_from_slice(&sequence.to_le_bytes());
    Code::new(bytes)
}

fn sealed(sequence: u32) -> Seal {
    let basic = Basic {
        level: "3".to_owned(),
        issued: "2020-09-25".to_owned(),
        assessed: "2020-09-08".to_owned(),
        edition: "2015".to_owned(),
        occupation: "6-18-02-04".to_owned(),
        institution: "2020-0001".to_owned(),
    };
    let full = Full {
        basic,
        name: name(sequence),
        id_tail: "000X".to_owned(),
        theory: "86".to_owned(),
        ..Full::default()
    };
    seal(SITE, KDF, number(sequence), &full, &code(sequence)).unwrap()
}

fn public(granted: Granted) -> Public {
    let text = str::to_owned;
    let grant = Grant(text("2015"), text("6-18-02-04"), text("3"), text("2020-09-25"), granted);
    Public {
        institutions: vec![Institution {
            id: text("2020-0001"),
            name: text("天津示例重工有限公司"),
            state: text("filed"),
            grants: vec![grant],
        }],
        occupations: vec![Occupation {
            edition: text("2015"), code: text("6-18-02-04"), name: text("焊工")
        }],
        states: vec![State {
            key: text("filed"),
            title: text("备案有效"),
            sentence: text("可以在备案的范围内开展评价。"),
            active: true,
        }],
        events: Vec::new(),
    }
}

/// All certificates in one bucket: the second is revoked, the third corrected.
fn made(count: u32, granted: Granted) -> (Manifest, Vec<u8>) {
    let manifest = Manifest::new(SITE, KDF, 10, 16);
    let entry = |sequence: u32| {
        let status = match sequence {
            2 => Status::Revoked,
            3 => Status::Corrected,
            _ => Status::Valid,
        };
        let event =
            Event {
                position: 0, status, date: "2021-07-09".to_owned(), reason: "示例事由。".to_owned()
            };
        let events = if status == Status::Valid { Vec::new() } else { vec![event] };
        Entry { seal: sealed(sequence), status, events }
    };
    let bytes = bucket::write(&manifest, 0, (1..=count).map(entry).collect(), public(granted)).unwrap();
    (manifest, bytes)
}

fn ask(number: &str, secret: Secret<'_>) -> Result<Verdict, Trouble> {
    let (manifest, bytes) = made(5, Granted::Yes);
    verify(&manifest, bytes, number, secret)
}

fn lights(verdict: &Verdict) -> Vec<(&str, Light)> {
    verdict.checks.iter().map(|check| (check.key, check.state)).collect()
}

#[test]
fn a_name_or_a_code_finds_and_opens() {
    let verdict = ask(" y0000 12 000001 203 000001", Secret::Name(" 示例 二")).unwrap();
    assert!(verdict.verified, "{verdict:?}");
    let keys = ["found", "opened", "filed", "status", "institution"];
    assert_eq!(lights(&verdict), keys.map(|key| (key, Light::Green)));
    let record = verdict.record.unwrap();
    assert_eq!((record.occupation.as_str(), record.level.as_str()), ("焊工", "三级/高级工"));
    assert_eq!((record.name, record.theory), (None, None));
    let verdict = ask(number(1).as_str(), Secret::Code(&code(1).to_string().to_lowercase())).unwrap();
    let record = verdict.record.unwrap();
    assert_eq!((record.name.as_deref(), record.theory.as_deref()), (Some("示例二"), Some("86")));
    assert_eq!((record.id_tail.as_deref(), record.skill), (Some("000X"), None));
}

#[test]
fn a_wrong_secret_and_an_unknown_number_give_the_same_answer() {
    let unlike =
        |verdict: Verdict| (verdict.verified, verdict.sentence, verdict.checks, verdict.record.is_none());
    let wrong = unlike(ask(number(1).as_str(), Secret::Name("示例一")).unwrap());
    let unknown = unlike(ask(number(99).as_str(), Secret::Name("示例二")).unwrap());
    assert_eq!(wrong, unknown);
    assert!(!wrong.0 && wrong.3 && wrong.2[0].state == Light::Red);
    let wrong = unlike(ask(number(1).as_str(), Secret::Code(&code(2).to_string())).unwrap());
    assert_eq!(wrong, unlike(ask(number(99).as_str(), Secret::Code(&code(2).to_string())).unwrap()));
}

#[test]
fn what_happened_after_issue_is_told() {
    let revoked = ask(number(2).as_str(), Secret::Name("示例三")).unwrap();
    assert!(!revoked.verified && revoked.record.is_some());
    let told = &revoked.checks[3];
    assert_eq!(
        (told.state, told.sentence.as_str()),
        (Light::Red, "证书已于 2021 年 7 月 9 日注销：示例事由。")
    );
    let corrected = ask(number(3).as_str(), Secret::Name("示例四")).unwrap();
    assert!(corrected.verified && corrected.sentence.contains("更正"));
    for (granted, light) in [(Granted::OutOfScope, Light::Red), (Granted::NotFiled, Light::Red)] {
        let (manifest, bytes) = made(1, granted);
        let verdict = verify(&manifest, bytes, number(1).as_str(), Secret::Name("示例二")).unwrap();
        assert_eq!((lights(&verdict)[2], verdict.verified), (("filed", light), false));
    }
}

#[test]
fn trouble_is_never_taken_for_an_answer() {
    let kind = |number: &str, secret: Secret<'_>| ask(number, secret).unwrap_err().kind;
    assert_eq!(kind("Y0000", Secret::Name("示例二")), "number");
    assert_eq!(kind(number(1).as_str(), Secret::Name(" \u{3000}")), "name");
    assert_eq!(kind(number(1).as_str(), Secret::Code("ABC")), "code");
    let (manifest, bytes) = made(2, Granted::Yes);
    let of = |manifest: &Manifest, bytes: Vec<u8>| {
        verify(manifest, bytes, number(1).as_str(), Secret::Name("示例二")).unwrap_err().kind
    };
    assert_eq!(of(&manifest, b"<html>".to_vec()), "not-a-file");
    assert_eq!(of(&manifest, bytes[..bytes.len() / 2].to_vec()), "damaged");
    let mut newer = bytes.clone();
    newer[12] = 2;
    assert_eq!(of(&manifest, newer), "new");
    assert_eq!(of(&Manifest { bits: 3, ..manifest.clone() }, bytes.clone()), "another");
    assert_eq!(of(&Manifest { site: "other".to_owned(), ..manifest }, bytes), "another");
}

#[test]
fn what_is_not_known_is_never_called_valid() {
    let (manifest, bytes) = made(5, Granted::Yes);
    let ask = |bytes| verify(&manifest, bytes, number(1).as_str(), Secret::Name("示例二"));
    assert!(ask(bytes).unwrap().verified);
    let bucket = |status, public| {
        let entry = |sequence| Entry { seal: sealed(sequence), status, events: Vec::new() };
        bucket::write(&manifest, 0, (1..=5).map(entry).collect(), public).unwrap()
    };
    let of_later_kind = ask(bucket(Status::Unknown, public(Granted::Yes))).unwrap();
    let of_nobody = ask(bucket(Status::Valid, Public::default())).unwrap();
    for verdict in [of_later_kind, of_nobody] {
        assert!(!verdict.verified && verdict.record.is_some(), "{verdict:?}");
        assert!(verdict.sentence.contains("还不能说有效"), "{verdict:?}");
    }
}

#[test]
fn a_status_list_cut_short_is_damage() {
    let (manifest, bytes) = made(5, Granted::Yes);
    let bundle = Bundle::open(bytes, Kind::BUCKET).unwrap();
    let parts: Vec<(String, Vec<u8>)> =
        bundle.parts().map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).collect();
    let cut = |name: &str, bytes: &[u8]| bytes[..bytes.len() - usize::from(name == "status")].to_vec();
    let parts: Vec<(&str, Vec<u8>)> =
        parts.iter().map(|(name, bytes)| (name.as_str(), cut(name, bytes))).collect();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let forged = lookup::bundle::write(Kind::BUCKET, &parts).unwrap();
    let trouble = verify(&manifest, forged, number(1).as_str(), Secret::Name("示例二")).unwrap_err();
    assert_eq!(trouble.kind, "damaged");
}

#[test]
fn the_same_certificates_make_the_same_bytes() {
    let (manifest, bytes) = made(5, Granted::Yes);
    assert_eq!(made(5, Granted::Yes).1, bytes);
    let entry = |sequence| Entry { seal: sealed(sequence), status: Status::Valid, events: Vec::new() };
    let forwards = bucket::write(&manifest, 0, (1..=5).map(entry).collect(), Public::default()).unwrap();
    let backwards =
        bucket::write(&manifest, 0, (1..=5).rev().map(entry).collect(), Public::default()).unwrap();
    assert_eq!(forwards, backwards);
    let empty = bucket::write(&manifest, 0, Vec::new(), Public::default()).unwrap();
    let verdict = verify(&manifest, empty, number(1).as_str(), Secret::Name("示例二")).unwrap();
    assert!(!verdict.verified);
}
