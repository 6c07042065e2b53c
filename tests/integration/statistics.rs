//! What the statistics count, read from the published JSON and CSV of small registries whose figures are known.

use serde_json::Value;

use super::registry::{Registry, run};

const BRANCH: &str = "content/institutions/2020-0002/filing.yaml";

fn built(registry: &Registry, today: &str) -> Value {
    let root = registry.path("");
    let built = run(&["build", "--root", root.to_str().unwrap(), "--today", today]);
    assert_eq!(built.code, Some(0), "{built:?}");
    let text = std::fs::read_to_string(registry.path("public/data/statistics.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// A cell of a grid, in words.
fn cell(statistics: &Value, grid: &str, row: &str, column: &str) -> String {
    let all = statistics["grids"].as_array().unwrap();
    let grid = all.iter().find(|found| found["id"] == grid).unwrap_or_else(|| panic!("no {grid}"));
    let columns = grid["columns"].as_array().unwrap();
    let at = columns.iter().position(|found| found["title"] == column);
    let at = at.unwrap_or_else(|| panic!("no {column} in {columns:?}"));
    let rows = grid["rows"].as_array().unwrap();
    let row = rows.iter().find(|found| found["label"] == row).unwrap_or_else(|| panic!("no {row}: {rows:?}"));
    row["cells"][at]["text"].as_str().unwrap().to_owned()
}

/// Seven working days under ten; then five under five, with the Dragon Boat Festival between.
#[test]
fn reviews_are_measured_against_the_days_of_their_policy() {
    let registry = Registry::of("succession");
    let statistics = built(&registry, "2022-10-31");
    let of = |year: &str, column: &str| cell(&statistics, "reviews-years", &format!("{year} 年提交"), column);
    assert_eq!((of("2021", "中位数"), of("2021", "规定期限")), ("7".to_owned(), "10".to_owned()));
    assert_eq!((of("2022", "中位数"), of("2022", "规定期限")), ("5".to_owned(), "5".to_owned()));
    assert_eq!((of("2022", "超过期限"), of("2022", "还没有反馈")), ("0".to_owned(), "0".to_owned()));
    let answered = "  - {event: reviewed, date: 2022-06-09, outcome: passed}\n";
    registry.edit(BRANCH, |text| text.replace(answered, &answered.replace("06-09", "06-10")));
    let statistics = built(&registry, "2022-10-31");
    let of = |column: &str| cell(&statistics, "reviews-years", "2022 年提交", column);
    assert_eq!((of("最长"), of("超过期限")), ("6".to_owned(), "1".to_owned()));
    registry.edit(BRANCH, |text| text.replace(&answered.replace("06-09", "06-10"), ""));
    let statistics = built(&registry, "2022-10-31");
    let of = |column: &str| cell(&statistics, "reviews-years", "2022 年提交", column);
    assert_eq!(
        (of("中位数"), of("超过期限"), of("还没有反馈")),
        ("—".to_owned(), "1".to_owned(), "1".to_owned())
    );
}

#[test]
fn institutions_are_counted_at_the_ends_of_quarters_and_years() {
    let statistics = built(&Registry::of("succession"), "2022-10-31");
    let status = |row: &str, column: &str| cell(&statistics, "status-quarters", row, column);
    assert_eq!(status("2020 年第 2 季度末", "已完成评估"), "1");
    assert_eq!(status("2020 年第 3 季度末", "备案有效"), "1");
    assert_eq!(status("2021 年第 1 季度末", "备案有效"), "1");
    assert_eq!(status("2021 年第 2 季度末", "已退回"), "1");
    assert_eq!(status("2022-10-31", "已通过初审"), "1");
    let level = |row: &str, column: &str| cell(&statistics, "levels-years", row, column);
    assert_eq!(
        (level("特级技师", "2021 年末"), level("特级技师", "2022-10-31")),
        ("0".to_owned(), "1".to_owned())
    );
    assert_eq!(cell(&statistics, "districts-years", "东丽区", "2020 年末"), "1");
    assert_eq!(cell(&statistics, "occupations-years", "车工", "2020 年末"), "1");
}

#[test]
fn sittings_and_pass_rates_are_counted_by_level_and_occupation() {
    let registry = Registry::of("succession");
    let statistics = built(&registry, "2022-10-31");
    let level = |column: &str| cell(&statistics, "results-levels", "特级技师", column);
    let told = ["安排场次", "实考人数", "合格人数", "合格率", "颁发证书"].map(level);
    assert_eq!(told, ["1", "4", "2", "50", "0"].map(str::to_owned));
    let statistics = built(&Registry::minimal(), "2021-06-30");
    let occupation = |column: &str| cell(&statistics, "results-occupations", "焊工", column);
    assert_eq!(["实考人数", "合格率", "颁发证书"].map(occupation), ["15", "20", "3"].map(str::to_owned));
    let csv = std::fs::read_to_string(registry.path("public/data/assessments.csv")).unwrap();
    assert!(csv.contains("2022,special,特级技师,2022,6-18-01-01,车工,1,1,4,2,0\r\n"), "{csv}");
    let csv = std::fs::read_to_string(registry.path("public/data/statistics.csv")).unwrap();
    assert!(csv.contains("results-levels,各等级的场次、合格率和证书,特级技师,50,%,合格率\r\n"), "{csv}");
}
