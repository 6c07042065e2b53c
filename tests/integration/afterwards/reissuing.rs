//! `skillreg reissue`.

use super::*;
use crate::printed::{PAPERS, document};

fn reissue<'a>(issued: &'a Issued, number: &'a str, out: &'a Path, more: &[&'a str]) -> Vec<&'a str> {
    let place = ["--identity", issued.key.path(), "--out", out.to_str().unwrap()];
    [&["reissue", number], &place[..], more].concat()
}

#[test]
fn a_corrected_certificate_takes_the_place_of_the_old_one() {
    let issued = Issued::new();
    let old = codes(&issued.case.out());
    issued.case.registry.edit(&format!("{FOLDER}/batch.yaml"), |text| format!("# 经办：示例天\n{text}"));
    let next = Key::new(issued.case.outside.path(), "next.key");
    let both = format!("{}\n{}\n", issued.key.public, next.public);
    issued.case.registry.write("content/recipients.txt", both);
    let seals = issued.text("seals");
    let out = issued.case.outside.path().join("更正");
    let more =
        ["--name", "样例二", "--theory", "91.5", "--reason", "姓名录错，照证件更正", "--date", "2021-06-01"];
    let run = issued.run(&reissue(&issued, SECOND, &out, &more));
    assert_eq!(run.code, Some(0), "{run:?}");
    let [new] = &codes(&out)[..] else { panic!("one certificate is printed") };
    let mut papers: Vec<String> =
        fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    papers.sort();
    assert_eq!(papers, PAPERS);
    let page = fs::read_to_string(out.join("certificates.html")).unwrap();
    assert!(page.contains("样例二") && !page.contains("示例二") && page.contains(SECOND));
    let summary = fs::read_to_string(out.join("summary.md")).unwrap();
    assert!(summary.contains(SECOND) && !summary.contains("样例二") && !summary.contains(new), "{summary}");
    issued.publish();
    for (secret, code) in [
        (["--code", old[1].as_str()], Some(1)),
        (["--name", "示例二"], Some(1)),
        (["--code", new.as_str()], Some(0)),
        (["--name", "样例二"], Some(0)),
    ] {
        let found = issued.look_up(SECOND, &secret);
        assert_eq!(found.code, code, "{secret:?}: {found:?}");
        assert_eq!(found.stdout.contains("更正"), code == Some(0), "{found:?}");
    }
    let full = issued.look_up(SECOND, &["--code", new]).stdout;
    assert!(full.contains("姓名：样例二\n") && full.contains("理论成绩：91.5\n"), "{full}");
    // The others are as they were.
    assert_eq!(issued.look_up(FIRST, &["--code", &old[0]]).code, Some(0));
    let differs = seals.lines().zip(issued.text("seals").lines()).filter(|(a, b)| a != b).count();
    assert_eq!(differs, 1);
    let batch = issued.text("batch.yaml");
    assert!(batch.starts_with("# 经办：示例天\n") && batch.contains("holder: \"样**\""), "{batch}");
    assert!(batch.contains("event: corrected") && !batch.contains("样例二"), "{batch}");
    for key in [&issued.key, &next] {
        let rows = key.decrypts(&issued.file("holders.age")).unwrap();
        assert!(rows.contains("样例二") && rows.contains(new) && !rows.contains("示例二"));
        assert_eq!(rows.lines().count(), 3);
    }
}

#[test]
fn a_code_that_got_out_is_replaced_without_any_correction() {
    let issued = Issued::new();
    let old = codes(&issued.case.out());
    let out = issued.case.outside.path().join("换发");
    let run = issued.run(&reissue(&issued, FIRST, &out, &["--reason", "证书遗失，换发"]));
    assert_eq!(run.code, Some(0), "{run:?}");
    issued.publish();
    assert_eq!(issued.look_up(FIRST, &["--code", &old[0]]).code, Some(1));
    assert_eq!(issued.look_up(FIRST, &["--code", &codes(&out)[0]]).code, Some(0));
    assert_eq!(issued.look_up(FIRST, &["--name", "示例一"]).code, Some(0));
}

#[test]
fn what_a_roster_would_not_be_taken_for_is_no_correction() {
    let issued = Issued::new();
    let out = issued.case.outside.path().join("out");
    let refuse = |number: &str, more: &[&str], reason: &str| {
        let more = [&["--reason", "录入有误"], more].concat();
        issued.refuses(&reissue(&issued, number, &out, &more), reason);
        assert!(!out.exists() && !out.with_extension("partial").exists(), "{reason}");
    };
    refuse("Y000012000001204000008", &[], "编号最像的是");
    refuse(FIRST, &["--name", "示 例"], "姓名的第 2 个字是空格");
    refuse(FIRST, &["--sex", "男"], "性别：和证件号码对不上");
    refuse(FIRST, &["--document-number", &document(1)[..17]], "有 17 位");
    refuse(FIRST, &["--document-number", &document(1)], "另有一张证书");
    refuse(FIRST, &["--theory", "101"], "理论成绩");
    refuse(FIRST, &["--date", "2020-01-01"], "早于证书");
    for reason in ["示例一的性别录错", "示 例　一的性别录错"] {
        issued.refuses(&reissue(&issued, FIRST, &out, &["--reason", reason]), "有持证人的姓名");
    }
    let inside = issued.case.registry.path("papers");
    issued.refuses(&reissue(&issued, FIRST, &inside, &["--reason", "录入有误"]), "在登记库里");
    assert_eq!(issued.run(&["revoke", FIRST, "--reason", "材料不实"]).code, Some(0));
    refuse(FIRST, &[], "不能再注销或更正");
}

/// What a killed command leaves: papers of a correction that is recorded, or is not.
#[test]
fn an_interrupted_correction_is_cleared_up_or_brought_to_its_end() {
    let issued = Issued::new();
    let out = issued.case.outside.path().join("更正");
    let partial = out.with_file_name("更正.partial");
    let before = issued.files();
    let arguments = reissue(&issued, FIRST, &out, &["--reason", "录入有误"]);
    assert_eq!(issued.run(&arguments).code, Some(0));
    let after = issued.files();
    fs::rename(&out, &partial).unwrap();
    let ended = issued.run(&arguments);
    assert!(ended.code == Some(0) && ended.stderr.contains("这次没有再更正"), "{ended:?}");
    assert!(issued.files() == after && out.exists() && !partial.exists());
    fs::rename(&out, &partial).unwrap();
    for (path, bytes) in &before {
        fs::write(path, bytes).unwrap();
    }
    let again = issued.run(&arguments);
    assert_eq!(again.code, Some(0), "{again:?}");
    assert!(!partial.exists() && issued.files() != after);
    issued.publish();
    assert_eq!(issued.look_up(FIRST, &["--code", &codes(&out)[0]]).code, Some(0));
}
