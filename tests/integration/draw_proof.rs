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
    assert!(changed.stdout.contains("，种子后来被改动过"), "{changed:?}");
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
