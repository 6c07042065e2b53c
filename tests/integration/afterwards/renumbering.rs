//! `skillreg issue --renumber`: what two branches issued at once.

use super::*;

const PLAN: &str = "content/plans/2020/2020-0002.yaml";
const BATCH: &str = "content/certificates/2020/2020-0002-s1";

/// A registry in which two branches were merged, and the folder of what the second printed.
fn merged() -> (Issued, PathBuf) {
    let issued = Issued::new();
    let branch = Case::new();
    let plan = fs::read_to_string(branch.registry.path("content/plans/2020/2020-0001.yaml")).unwrap();
    let recipients = fs::read_to_string(issued.case.registry.path("content/recipients.txt")).unwrap();
    branch.registry.write(PLAN, &plan);
    branch.registry.write("content/recipients.txt", recipients);
    let (root, roster) = (branch.registry.path(""), branch.roster());
    let out = issued.case.outside.path().join("第二批");
    let run = run(&[
        "issue",
        "2020-0002",
        "--issued",
        "2020-09-25",
        "--root",
        root.to_str().unwrap(),
        "--roster",
        roster.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ]);
    assert_eq!(run.code, Some(0), "{run:?}");
    issued.case.registry.write(PLAN, plan);
    // One of two sittings was inspected, now it is one of four.
    let policy = "content/policies/2020-85/policy.yaml";
    issued
        .case
        .registry
        .edit(policy, |text| text.replace("inspection_share: 0.30", "inspection_share: 0.25"));
    for name in ["batch.yaml", "seals", "holders.age"] {
        let bytes = fs::read(branch.registry.path(&format!("{BATCH}/{name}"))).unwrap();
        issued.case.registry.write(&format!("{BATCH}/{name}"), bytes);
    }
    (issued, out)
}

#[test]
fn the_later_batch_gets_the_next_free_numbers() {
    let (issued, printed) = merged();
    let checked = issued.run(&["check"]);
    assert!(checked.code == Some(1) && checked.stdout.contains("[certificate-unique]"), "{checked:?}");
    let before = issued.text("seals");
    let out = issued.case.outside.path().join("换号");
    let renumber = [
        "issue",
        "--renumber",
        "2020-0002-s1",
        "--identity",
        issued.key.path(),
        "--out",
        out.to_str().unwrap(),
    ];
    let run = issued.run(&renumber);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stderr.contains("2020-0001-s1"), "{run:?}");
    issued.publish();
    assert_eq!(issued.text("seals"), before, "the earlier batch keeps its numbers");
    let (old, new) = (codes(&printed), codes(&out));
    for (person, name) in ["示例一", "示例二", "示例三"].into_iter().enumerate() {
        let number = format!("Y000012000001204{:06}", person + 4);
        assert_eq!(issued.look_up(&number, &["--name", name]).code, Some(0), "{number}");
        assert_eq!(issued.look_up(&number, &["--code", &new[person]]).code, Some(0), "{number}");
        assert_eq!(issued.look_up(&number, &["--code", &old[person]]).code, Some(1), "{number}");
        let earlier = format!("Y000012000001204{:06}", person + 1);
        assert_eq!(issued.look_up(&earlier, &["--code", &old[person]]).code, Some(1), "{earlier}");
    }
    let rows = issued.key.decrypts(&issued.case.registry.path(&format!("{BATCH}/holders.age"))).unwrap();
    assert!(rows.contains("Y000012000001204000006") && !rows.contains(FIRST), "{rows}");
    fs::remove_dir_all(&out).unwrap();
    issued.refuses(&renumber, "没有和别的批次重复");
}

#[test]
fn other_faults_come_first_and_what_was_published_keeps_its_numbers() {
    let (issued, _) = merged();
    let out = issued.case.outside.path().join("换号");
    let renumber = [
        "issue",
        "--renumber",
        "2020-0002-s1",
        "--identity",
        issued.key.path(),
        "--out",
        out.to_str().unwrap(),
    ];
    let event =
        format!("events:\n  - {{event: revoked, date: 2021-06-01, number: {FIRST}, reason: 材料不实}}\n");
    issued.case.registry.edit(&format!("{BATCH}/batch.yaml"), |text| text + event.as_str());
    issued.refuses(&renumber, "说明已经公布");
    issued.case.registry.edit(PLAN, |text| text.replace("confirmed: 2020-09-21\n", ""));
    let stopped = issued.run(&renumber);
    assert!(stopped.code == Some(1) && stopped.stderr.contains("先改好再办"), "{stopped:?}");
    let without = issued.run(&["issue", "--renumber", "2020-0002-s1"]);
    assert!(without.code == Some(2) && without.stderr.contains("--identity"), "{without:?}");
}
