//! What `draw --verify` proves, and what it says when it cannot.

use super::registry::{Registry, Run, run};
use super::supervision::{BEFORE, DRAWS, assignments, draw, git, read, with_plan};

fn verify(registry: &Registry, file: &str) -> Run {
    let (root, file) = (registry.path(""), registry.path(file));
    run(&["draw", "--root", root.to_str().unwrap(), "--verify", file.to_str().unwrap()])
}

fn commit(registry: &Registry) {
    git(registry, &["init", "-q"]);
    git(registry, &["add", "content"]);
    git(registry, &["commit", "-qm", "抽取"]);
}

/// Drawn again with another seed, list and result agree; only git knows that it was another.
#[test]
fn a_draw_made_anew_after_it_was_committed_is_seen() {
    let registry = with_plan(3);
    draw(&registry, &["--seed", "公开数字 1", "--seed-source", "示例公报"]);
    commit(&registry);
    let same = verify(&registry, DRAWS);
    assert!(same.code == Some(0) && same.stdout.contains("以后没有改动"), "{same:?}");
    registry.remove(DRAWS);
    draw(&registry, &["--seed", "公开数字 2", "--seed-source", "示例公报"]);
    assert_eq!(registry.check(&[]).code, Some(0));
    let changed = verify(&registry, DRAWS);
    assert!(changed.code == Some(1) && changed.stdout.contains("相符"), "{changed:?}");
    assert!(changed.stdout.contains("的种子与现在的不同"), "{changed:?}");
    // A note may be added.
    git(&registry, &["checkout", "-q", DRAWS]);
    registry.edit(DRAWS, |text| text.replace("示例公报", "示例公报第 5 期"));
    assert_eq!(verify(&registry, DRAWS).code, Some(0));
}

#[test]
fn a_draw_without_its_list_is_no_proof() {
    let registry = Registry::minimal();
    let file = "content/supervision/2020/draws.yaml";
    let told = verify(&registry, file);
    assert!(
        told.code == Some(1) && told.stdout.contains("没有留下抽取名单（启用本系统以前抽取），不能复核"),
        "{told:?}"
    );
    assert_eq!(registry.build().code, Some(0));
    let page = read(&registry, "public/supervision/2020.html");
    assert!(page.contains("没有留下抽取名单，不能复核：启用本系统以前抽取"), "{page}");
}

#[test]
fn a_commit_that_is_not_there_is_no_seed() {
    let registry = with_plan(3);
    commit(&registry);
    git(&registry, &["commit", "-q", "--amend", "--no-edit", "--date", BEFORE]);
    assert_eq!(draw(&registry, &[]).code, Some(0));
    assert_eq!(verify(&registry, DRAWS).code, Some(0));
    let seed = git(&registry, &["rev-parse", "HEAD"]);
    // Committed on the clock's day, years after the draw.
    git(&registry, &["commit", "-qm", "后来的提交", "--allow-empty"]);
    let later = git(&registry, &["rev-parse", "HEAD"]);
    registry.edit(DRAWS, |text| text.replace(&seed, &later));
    let told = verify(&registry, DRAWS);
    assert!(told.code == Some(1) && told.stdout.contains("却在抽取以后"), "{told:?}");
    registry.edit(DRAWS, |text| text.replace(&later, &"0123456789".repeat(4)));
    let told = verify(&registry, DRAWS);
    assert!(told.code == Some(1) && told.stdout.contains("这里的仓库里却没有它"), "{told:?}");
}

/// What is learnt after the draw makes a replacement necessary, and undoes nothing.
#[test]
fn an_interest_learnt_after_the_draw_asks_for_a_replacement() {
    let registry = with_plan(4);
    draw(&registry, &["--seed", "公开数字", "--seed-source", "示例公报"]);
    let (_, inspectors) = assignments(&registry).remove(0);
    registry.edit("content/supervision/2021/inspectors.yaml", |text| {
        let line = format!("id: {},", inspectors[0]);
        text.replace(&line, &format!("{line} recused_from: [2020-0001],"))
    });
    let checked = registry.check(&[]);
    assert!(checked.code == Some(0) && checked.stdout.contains("提醒[draw-inspectors]"), "{checked:?}");
    assert!(checked.stdout.contains("replacements"), "{checked:?}");
    let again = draw(&registry, &["--seed", "又一个", "--seed-source", "示例公报", "--count", "1"]);
    assert_eq!(again.code, Some(0), "{again:?}");
    assert!(!assignments(&registry)[1].1.contains(&inspectors[0]));
}

#[test]
fn a_committed_draw_does_not_vanish() {
    let registry = with_plan(4);
    draw(&registry, &["--seed", "公开数字 1", "--seed-source", "示例公报", "--count", "1"]);
    let first = read(&registry, DRAWS);
    draw(&registry, &["--seed", "公开数字 2", "--seed-source", "示例公报", "--count", "1"]);
    commit(&registry);
    registry.write(DRAWS, first);
    let told = verify(&registry, DRAWS);
    assert!(told.code == Some(1) && told.stdout.contains("draw-2021-02　不符：提交于"), "{told:?}");
}

#[test]
fn what_cannot_be_held_against_git_is_said() {
    let registry = with_plan(3);
    draw(&registry, &["--seed", "公开数字 1", "--seed-source", "示例公报"]);
    commit(&registry);
    git(&registry, &["commit", "-q", "--allow-empty", "-m", "空"]);
    let copy = tempfile::tempdir().unwrap();
    let from = format!("file://{}", registry.path("").display());
    let target = copy.path().join("copy");
    git(&registry, &["clone", "-q", "--depth", "1", &from, target.to_str().unwrap()]);
    let file = target.join(DRAWS);
    let told = run(&["draw", "--root", target.to_str().unwrap(), "--verify", file.to_str().unwrap()]);
    assert!(told.code == Some(0) && told.stderr.contains("没有与 git 历史核对：仓库是浅克隆"), "{told:?}");
}

/// A list whose fingerprint was made anew says what nobody else does.
#[test]
fn a_list_is_held_against_the_draws_before_it() {
    let registry = with_plan(3);
    draw(&registry, &["--seed", "公开数字", "--seed-source", "示例公报"]);
    let text = read(&registry, DRAWS);
    let altered = [
        (
            "id: inspector-03, assigned: 0",
            "id: inspector-03, assigned: 4",
            "在这以前派过 0 次，名单里写的是 4 次",
        ),
        ("id: inspector-03, assigned: 0", "id: inspector-33, assigned: 0", "督导人员名录里没有 inspector-33"),
        ("count: 1,", "count: 9,", "应抽 9 场，名单里只有 3 场"),
        ("sitting: s2, date: 2021-08-07", "sitting: s1, date: 2021-08-06", "两次写了场次"),
        (
            "id: inspector-03, assigned: 0",
            "id: inspector-03, assigned: 0, recused: [2021-0001/s1]",
            "为什么不能派往",
        ),
    ];
    for (from, to, told) in altered {
        assert!(text.contains(from), "{from}: {text}");
        registry.write(DRAWS, text.replacen(from, to, 1));
        let checked = registry.check(&[]);
        assert!(checked.stdout.contains(told), "{told}: {}", checked.stdout);
    }
}

/// A draw made by hand is no way around the list once there are lists.
#[test]
fn a_reason_for_no_list_is_for_draws_of_before() {
    let registry = with_plan(4);
    draw(&registry, &["--seed", "公开数字", "--seed-source", "示例公报", "--count", "1"]);
    registry.edit(DRAWS, |text| {
        format!(
            "{}\n  - {{id: draw-x, date: 2021-06-30, seed: 摇号, unlisted: 摇号, assignments: []}}\n",
            text.trim_end()
        )
    });
    let checked = registry.check(&[]);
    assert!(
        checked.code == Some(1) && checked.stdout.contains("[draw-unlisted]: 已经用本系统抽取过"),
        "{checked:?}"
    );
}

/// Whoever may choose among all commits there ever were chooses the draw.
#[test]
fn a_commit_of_before_the_list_is_no_seed() {
    let registry = with_plan(3);
    let other = "content/plans/2021/2021-0002.yaml";
    commit(&registry);
    git(&registry, &["commit", "-q", "--amend", "--no-edit", "--date", BEFORE]);
    let earlier = git(&registry, &["rev-parse", "HEAD"]);
    registry.write(other, super::supervision::plan("2021-06-10", 9, 2));
    git(&registry, &["add", "content"]);
    git(&registry, &["commit", "-qm", "又报一份"]);
    git(&registry, &["commit", "-q", "--amend", "--no-edit", "--date", BEFORE]);
    assert_eq!(draw(&registry, &[]).code, Some(0));
    let told = verify(&registry, DRAWS);
    assert!(told.code == Some(0) && told.stdout.contains("名单就是那次提交的"), "{told:?}");
    let seed = git(&registry, &["rev-parse", "HEAD"]);
    registry.edit(DRAWS, |text| text.replace(&seed, &earlier));
    let told = verify(&registry, DRAWS);
    assert!(told.code == Some(1) && told.stdout.contains("名单却不是那次提交的"), "{told:?}");
}
