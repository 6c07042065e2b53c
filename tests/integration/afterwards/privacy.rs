//! `skillreg privacy`.

use serde_json::Value;

use super::*;

fn figures(issued: &Issued) -> Value {
    let run = issued.run(&["privacy", "--format", "json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn says_what_an_attack_on_this_registry_would_cost() {
    let issued = Issued::new();
    let before = figures(&issued);
    assert_eq!(
        (&before["certificates"], &before["sealed"], &before["buckets"]),
        (&3.into(), &3.into(), &1.into())
    );
    assert_eq!((&before["recipients"], &before["holders"]["present"]), (&1.into(), &1.into()));
    assert_eq!((&before["telling_masks"], &before["code_bits"]), (&0.into(), &80.into()));
    assert!(before["seconds_per_guess"].as_f64().unwrap() > 0.0);
    let yuan = |figures: &Value| figures["names"][1]["yuan"].as_f64().unwrap();
    issued.case.registry.edit("content/site.yaml", |text| text.replace("memory_kib: 8", "memory_kib: 16"));
    issued.case.registry.write("content/recipients.txt", "");
    let after = figures(&issued);
    assert!((yuan(&after) / yuan(&before) - 2.0).abs() < 1e-9, "twice the memory, twice the price");
    assert_eq!(after["differing_seals"][0], "2020-0001-s1");
    assert_eq!(after["holders"]["others"][0], "2020-0001-s1");
    let human = issued.run(&["privacy"]).stdout;
    for told in ["Argon2id，16 KiB", "skillreg reseal", "skillreg holders rotate", "80 位随机数"] {
        assert!(human.contains(told), "{told}: {human}");
    }
    assert!(!human.contains("示例"), "{human}");
}

#[test]
fn masks_that_show_more_than_issue_does_are_pointed_out_once_a_batch() {
    let issued = Issued::new();
    let path = format!("{FOLDER}/batch.yaml");
    issued.case.registry.edit(&path, |text| text.replacen("\"示**\"", "\"示*一\"", 2));
    let checked = issued.run(&["check"]);
    assert_eq!(checked.code, Some(0), "{checked:?}");
    assert_eq!(checked.stdout.matches("[holder-mask]").count(), 1, "{checked:?}");
    assert!(
        checked.stdout.contains("有 2 张遮盖后的姓名") && !checked.stdout.contains("示*一"),
        "{checked:?}"
    );
}

#[test]
fn holders_need_a_key_that_somebody_can_open_them_with() {
    let issued = Issued::new();
    issued.case.registry.write("content/recipients.txt", "# 没有公钥\n");
    let checked = issued.run(&["check"]);
    assert!(checked.code == Some(1) && checked.stdout.contains("[recipients-file]"), "{checked:?}");
    // As age writes it: the key itself is in no report.
    let key = fs::read_to_string(issued.key.path()).unwrap();
    issued.case.registry.write("content/recipients.txt", &key);
    let checked = issued.run(&["check"]);
    let secret = key.lines().last().unwrap();
    assert!(checked.code == Some(1) && checked.stdout.contains("[private-key]"), "{checked:?}");
    assert!(!checked.stdout.contains(&secret[20..40]) && !checked.stderr.contains(&secret[20..40]));
    let json = issued.run(&["check", "--format", "json"]).stdout;
    assert!(json.contains("private-key") && !json.contains(&secret[20..40]), "{json}");
}
