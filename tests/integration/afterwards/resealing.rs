//! `skillreg reseal`.

use super::*;

#[test]
fn printed_certificates_stay_good_when_the_cost_moves() {
    let issued = Issued::new();
    let codes = codes(&issued.case.out());
    let (batch, seals) = (issued.text("batch.yaml"), issued.text("seals"));
    let reseal = ["reseal", "--identity", issued.key.path()];
    let nothing = issued.run(&reseal);
    assert!(nothing.code == Some(0) && nothing.stderr.contains("没有改动"), "{nothing:?}");
    issued.case.registry.edit("content/site.yaml", |text| text.replace("memory_kib: 8", "memory_kib: 16"));
    let checked = issued.run(&["check"]);
    assert!(checked.code == Some(1) && checked.stdout.contains("skillreg reseal"), "{checked:?}");
    let resealed = issued.run(&reseal);
    assert_eq!(resealed.code, Some(0), "{resealed:?}");
    assert!(issued.text("batch.yaml") == batch && issued.text("seals") != seals);
    issued.publish();
    for (number, name, code) in [(FIRST, "示例一", &codes[0]), (THIRD, "示例三", &codes[2])] {
        assert_eq!(issued.look_up(number, &["--name", name]).code, Some(0));
        assert_eq!(issued.look_up(number, &["--code", code]).code, Some(0));
    }
    // And back: the same input makes the same bytes.
    issued.case.registry.edit("content/site.yaml", |text| text.replace("memory_kib: 16", "memory_kib: 8"));
    assert_eq!(issued.run(&reseal).code, Some(0));
    assert_eq!(issued.text("seals"), seals);
}

#[test]
fn a_damaged_file_of_seals_is_made_anew_and_other_faults_come_first() {
    let issued = Issued::new();
    let seals = issued.text("seals");
    let reseal = ["reseal", "--identity", issued.key.path()];
    fs::write(issued.file("seals"), &seals[..seals.len() / 2]).unwrap();
    assert_eq!(issued.run(&["check"]).code, Some(1));
    let resealed = issued.run(&reseal);
    assert_eq!(resealed.code, Some(0), "{resealed:?}");
    assert_eq!(issued.text("seals"), seals);
    fs::remove_file(issued.file("seals")).unwrap();
    assert_eq!(issued.run(&reseal).code, Some(0));
    assert_eq!(issued.text("seals"), seals);
    issued
        .case
        .registry
        .edit("content/site.yaml", |text| text.replace("postcode: \"300191\"", "postcode: \"3\""));
    let stopped = issued.run(&reseal);
    assert!(stopped.code == Some(1) && stopped.stderr.contains("没有写入任何文件"), "{stopped:?}");
}

/// Who exchanged the holders would have printed certificates fail.
#[test]
fn holders_that_do_not_fit_the_printed_codes_are_refused() {
    let issued = Issued::new();
    let other = Issued::new();
    // The same certificates with other codes, encrypted to the same key.
    let rows = other.key.decrypts(&other.file("holders.age")).unwrap();
    let plain = issued.case.outside.path().join("rows");
    fs::write(&plain, rows).unwrap();
    let closed = Command::new("age").args(["-r", &issued.key.public]).arg(&plain).output().unwrap().stdout;
    let digest = |bytes: &[u8]| {
        use sha2::Digest;
        sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    let old = digest(&fs::read(issued.file("holders.age")).unwrap());
    issued.case.registry.edit(&format!("{FOLDER}/batch.yaml"), |text| text.replace(&old, &digest(&closed)));
    fs::write(issued.file("holders.age"), closed).unwrap();
    issued.case.registry.edit("content/site.yaml", |text| text.replace("memory_kib: 8", "memory_kib: 16"));
    issued.refuses(&["reseal", "--identity", issued.key.path()], "与现在的封存对不上");
}

#[test]
fn a_batch_without_holders_cannot_be_sealed_anew_and_stops_the_others() {
    let issued = Issued::new();
    issued.case.registry.edit(&format!("{FOLDER}/batch.yaml"), |text| {
        let is_kept = |line: &&str| !line.starts_with("holders:") && !line.starts_with("recipients:");
        text.lines().filter(is_kept).map(|line| format!("{line}\n")).collect()
    });
    fs::remove_file(issued.file("holders.age")).unwrap();
    issued.publish();
    issued.case.registry.edit("content/site.yaml", |text| text.replace("memory_kib: 8", "memory_kib: 16"));
    issued.refuses(&["reseal", "--identity", issued.key.path()], "没有 holders.age");
    issued.refuses(
        &["holders", "open", "2020-0001-s1", "--identity", issued.key.path()],
        "没有留下加密的持证人信息",
    );
}
