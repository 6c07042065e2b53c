//! `skillreg revoke`.

use super::*;

#[test]
fn a_revoked_certificate_is_shown_as_such_and_nothing_else_changes() {
    let issued = Issued::new();
    issued.case.registry.edit(&format!("{FOLDER}/batch.yaml"), |text| {
        format!("# 经办：示例天\n{}", text.replace("certificates:\n", "certificates: # 三张\n"))
    });
    let (batch, seals, holders) =
        (issued.text("batch.yaml"), issued.text("seals"), fs::read(issued.file("holders.age")).unwrap());
    let typed = "y0000 12 000001 204 000002";
    let run = issued.run(&["revoke", typed, "--reason", "复核发现材料: \"不实\"", "--date", "2021-06-01"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let after = issued.text("batch.yaml");
    let added = after.strip_prefix(&batch).unwrap();
    assert!(added.contains(SECOND) && added.contains("发证后的事项"), "{added}");
    assert!(issued.text("seals") == seals && fs::read(issued.file("holders.age")).unwrap() == holders);
    issued.publish();
    let revoked = issued.look_up(SECOND, &["--name", "示例二"]);
    assert!(revoked.code == Some(1) && revoked.stdout.contains("材料: \"不实\""), "{revoked:?}");
    assert_eq!(issued.look_up(FIRST, &["--name", "示例一"]).code, Some(0));
    let page = fs::read_to_string(issued.case.registry.path("public/certificates/revoked.html")).unwrap();
    assert!(page.contains(SECOND) && !page.contains(FIRST));
    // A second event is appended to the first.
    let run = issued.run(&["revoke", FIRST, THIRD, "--reason", "随取消资格注销", "--date", "2021-06-02"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(issued.text("batch.yaml").starts_with(after.trim_end()), "{}", issued.text("batch.yaml"));
    assert_eq!(issued.text("batch.yaml").matches("- event: revoked").count(), 3);
    issued.publish();
}

#[test]
fn what_cannot_be_revoked_is_said_in_one_sentence() {
    let issued = Issued::new();
    let why = ["--reason", "材料不实"];
    let revoke = |number: &str, more: &[&str], reason: &str| {
        issued.refuses(&[&["revoke", number], more].concat(), reason);
    };
    revoke("Y000012000001204000009", &why, &format!("编号最像的是 {FIRST}"));
    revoke("Y00001200000120400000A", &why, "第 22 位");
    revoke(FIRST, &["--reason", "材料不实", "--date", "2020-09-24"], "早于证书");
    revoke(FIRST, &["--reason", "材料不实", "--date", "2021-07-01"], "还没有到");
    revoke(FIRST, &["--reason", "  "], "不能是空的");
    let mobile = format!("电话 138{}", "0000".repeat(2));
    revoke(FIRST, &["--reason", &mobile], "手机号码");
    let passport = format!("护照 E{}", "0".repeat(8));
    revoke(FIRST, &["--reason", &passport], "证件号码");
    revoke(FIRST, &["--reason", "示例一作弊"], "有持证人的姓名");
    revoke(FIRST, &["--reason", "查实示 例　一作弊"], "有持证人的姓名");
    revoke(SECOND, &[FIRST, "--reason", "查实示例一作弊"], "有持证人的姓名");
    let unknown = "Y999912000001204000001";
    revoke(FIRST, &[&[unknown], &why[..]].concat(), "登记库里没有证书");
    revoke(FIRST, &[&[FIRST], &why[..]].concat(), "写了两遍");
    assert_eq!(issued.run(&[&["revoke", FIRST], &why[..]].concat()).code, Some(0));
    revoke(FIRST, &why, "已在 2021年6月30日 注销");
}

#[test]
fn an_unusual_text_is_left_alone() {
    let issued = Issued::new();
    let path = format!("{FOLDER}/batch.yaml");
    issued.case.registry.edit(&path, |text| format!("{text}...\n"));
    issued.refuses(&["revoke", FIRST, "--reason", "材料不实"], "写法程序改不了");
    issued.case.registry.edit(&path, |text| text.replace("...\n", "events: []\n"));
    assert_eq!(issued.run(&["revoke", FIRST, "--reason", "材料不实"]).code, Some(0));
    issued.publish();
}

/// A command that was killed leaves the new or the old records beside the others.
#[test]
fn what_a_killed_command_left_is_pointed_out_and_cleared_by_the_next() {
    let issued = Issued::new();
    let staged = issued.case.registry.path("content/.certificates.staged");
    fs::create_dir_all(staged.join("2020")).unwrap();
    fs::write(staged.join("2020/half"), "half").unwrap();
    let checked = issued.run(&["check"]);
    assert!(checked.code == Some(0) && checked.stdout.contains("[file-staged]"), "{checked:?}");
    assert_eq!(issued.run(&["revoke", FIRST, "--reason", "材料不实"]).code, Some(0));
    assert!(!staged.exists());
    issued.publish();
}
