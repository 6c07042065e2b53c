//! Sittings that are called off: no duty is left of them, and everybody can see it.

use serde_json::Value;

use super::registry::Registry;
use super::supervision::{assignments, draw, plan, read, still_to_draw, with_plan};

const PLAN: &str = "content/plans/2021/2021-0001.yaml";

/// Calls a sitting off.
fn call_off(registry: &Registry, sitting: &str, on: &str) {
    let begun = format!("{{id: {sitting}, ");
    let cancelled = format!("{begun}cancelled: {{date: {on}, reason: 机构暂停评价}}, ");
    registry.edit(PLAN, |text| text.replace(&begun, &cancelled));
}

/// Takes the right to assess from the institution today.
fn revoke(registry: &Registry) {
    registry.edit("content/institutions/2020-0001/filing.yaml", |text| {
        format!(
            "{}\n  - {{event: revoked, date: 2021-06-30, reason: 再次录像缺失, document: 示例〔2021〕1号}}\n",
            text.trim_end()
        )
    });
    let measure = "  - {institution: 2020-0001, date: 2021-06-30, measure: revocation}\n";
    registry.write("content/supervision/2021/measures.yaml", format!("measures:\n{measure}"));
}

#[test]
fn an_institution_with_drawn_sittings_ahead_can_be_stopped() {
    let registry = with_plan(3);
    let drawn = draw(&registry, &["--seed", "公开数字", "--seed-source", "示例公报"]);
    assert_eq!(drawn.code, Some(0), "{drawn:?}");
    revoke(&registry);
    let checked = registry.check(&[]);
    assert_eq!(checked.stdout.matches("[scope-of-sitting]").count(), 3, "{checked:?}");
    ["s1", "s2", "s3"].iter().for_each(|sitting| call_off(&registry, sitting, "2021-06-30"));
    assert_eq!(registry.check(&[]).stdout, "没有发现问题\n");
    assert!(still_to_draw(&registry).is_none());
    assert_eq!(registry.build().code, Some(0));
    let calendar = read(&registry, "public/sittings.ics");
    assert_eq!(calendar.matches("STATUS:CANCELLED").count(), 3, "{calendar}");
    let page = read(&registry, "public/sittings.html");
    assert!(
        page.contains("待举行 0 场，取消 3 场") && page.contains("2021年6月30日取消：机构暂停评价"),
        "{page}"
    );
    assert!(read(&registry, "public/supervision/2021.html").contains("（场次已取消）"));
    let plans: Value = serde_json::from_str(&read(&registry, "public/data/plans.json")).unwrap();
    let cancelled = plans.as_array().unwrap().iter().filter(|sitting| sitting["state"] == "cancelled");
    assert_eq!(cancelled.count(), 3);
    let statistics: Value = serde_json::from_str(&read(&registry, "public/data/statistics.json")).unwrap();
    assert!(!statistics.to_string().contains("\"year\":2021,\"sittings\":3"), "{statistics}");
}

#[test]
fn another_sitting_is_drawn_in_place_of_one_called_off() {
    let registry = with_plan(3);
    draw(&registry, &["--seed", "公开数字", "--seed-source", "示例公报"]);
    let (drawn, _) = assignments(&registry).remove(0);
    assert!(still_to_draw(&registry).is_none());
    call_off(&registry, drawn.rsplit('/').next().unwrap(), "2021-06-30");
    // Of the two that are left one has to be drawn still.
    let row = still_to_draw(&registry).unwrap();
    assert!(row["note"].as_str().unwrap().contains("已报 2 场，应抽 1 场，已抽 0 场"), "{row}");
    let again = draw(&registry, &["--seed", "又一个公开数字", "--seed-source", "示例公报"]);
    assert_eq!(again.code, Some(0), "{again:?}");
    assert_ne!(assignments(&registry)[1].0, drawn);
    assert_eq!(registry.check(&[]).stdout, "没有发现问题\n");
}

#[test]
fn a_sitting_is_not_called_off_to_get_out_of_a_draw() {
    let registry = with_plan(3);
    draw(&registry, &["--seed", "公开数字", "--seed-source", "示例公报"]);
    // Said to have been called off before the draw, it would not have been on the list.
    call_off(&registry, "s1", "2021-06-29");
    let checked = registry.check(&[]);
    assert!(checked.code == Some(1) && checked.stdout.contains("在抽取以前就取消了"), "{checked:?}");
}

/// A draw counts what was known on its day; who learns of it later is told which date to write.
#[test]
fn a_sitting_called_off_before_a_draw_that_counted_it_says_which_date_to_look_at() {
    let registry = with_plan(3);
    draw(&registry, &["--seed", "公开数字", "--seed-source", "示例公报"]);
    let (drawn, _) = assignments(&registry).remove(0);
    registry.write("content/plans/2021/2021-0002.yaml", plan("2021-06-30", 9, 4));
    draw(&registry, &["--seed", "又一个公开数字", "--seed-source", "示例公报"]);
    assert_eq!(registry.check(&[]).stdout, "没有发现问题\n");
    call_off(&registry, drawn.rsplit('/').next().unwrap(), "2021-06-29");
    let checked = registry.check(&[]);
    let told = format!("实施方案里 {drawn} 的取消日期早于这次抽取（2021-06-30）");
    assert!(checked.code == Some(1) && checked.stdout.contains(&told), "{told}: {checked:?}");
}

#[test]
fn what_is_called_off_has_no_deadlines() {
    let registry = Registry::minimal();
    // Reported a day before: late, unless it is not held.
    registry.write(PLAN, plan("2021-06-30", 7, 1).replace("2021-07-06", "2021-07-01"));
    assert!(registry.check(&[]).stdout.contains("[plan-notice]"));
    call_off(&registry, "s1", "2021-06-30");
    assert_eq!(registry.check(&[]).stdout, "没有发现问题\n");
}

/// Reported before the draw for a day before it, put off to a day after it: it waits for the next draw.
#[test]
fn a_sitting_put_off_is_judged_by_what_was_known_at_the_draw() {
    let registry = with_plan(3);
    let other = "content/plans/2021/2021-0009.yaml";
    registry.write(other, plan("2021-06-01", 6, 1).replace("2021-06-06", "2021-06-29"));
    draw(&registry, &["--seed", "公开数字", "--seed-source", "示例公报"]);
    let moved = "rescheduled: [{date: 2021-06-29, from: 2021-06-29, reason: 考场停电}], ";
    registry.edit(other, |text| text.replace("date: 2021-06-29, ", "date: 2021-07-29, "));
    let checked = registry.check(&[]);
    assert!(checked.code == Some(1) && checked.stdout.contains("[draw-pool]"), "{checked:?}");
    registry.edit(other, |text| text.replace("{id: s1, ", &format!("{{id: s1, {moved}")));
    let checked = registry.check(&[]);
    assert!(checked.code == Some(0) && checked.stdout.contains("等下一次抽取"), "{checked:?}");
    let again = draw(&registry, &["--announce", "--count", "9"]);
    assert!(again.stdout.contains("2021-0009/s1　2021-07-29"), "{again:?}");
    assert_eq!(registry.build().code, Some(0));
    assert!(read(&registry, "public/sittings.html").contains("原定2021年6月29日：考场停电"));
    assert!(read(&registry, "public/sittings.ics").contains("SEQUENCE:1"));
}
