//! The sample registry, with its public private key.

use super::*;

use crate::printed::somebody;
use crate::registry::project;
use crate::sample::copy;

#[test]
fn the_sample_is_as_the_commands_would_make_it() {
    let folder = tempfile::tempdir().unwrap();
    copy(&project().join("content"), &folder.path().join("content"));
    let (root, key) = (folder.path().to_str().unwrap(), project().join("docs/sample.key"));
    let run = |arguments: &[&str]| {
        let run = run(&[arguments, &["--root", root, "--identity", key.to_str().unwrap()]].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
        run.stdout
    };
    let certificates = folder.path().join("content/certificates");
    let before = files(&certificates);
    run(&["reseal", "--all"]);
    assert!(files(&certificates) == before, "the holders fit the seals, byte for byte");
    let rows = run(&["holders", "open", "2020-0001-s1"]);
    assert!(rows.contains("Y000012000001204000001") && rows.contains("示例二"), "{rows}");
    run(&["holders", "rotate"]);
    let out = folder.path().with_extension("out");
    let number = "Y000012000001204000001";
    run(&["reissue", number, "--name", "示例三", "--reason", "姓名录错", "--out", out.to_str().unwrap()]);
    assert_eq!(codes(&out).len(), 1);
    fs::remove_dir_all(&out).unwrap();
}

const HEADER: &str = "姓名,性别,证件类型,证件号码,职业（编码 名称）,工种/职业方向,等级,工作单位,人员类别,理论成绩,技能成绩,综合评审成绩,是否合格,场次";
const LEVELS: [&str; 5] = ["一级/高级技师", "二级/技师", "三级/高级工", "四级/中级工", "五级/初级工"];

/// From rosters of the same people, in the order of issue, every batch gets the numbers it has.
#[test]
fn the_sample_can_be_issued_again_from_rosters() {
    let key = project().join("docs/sample.key");
    let records = skillreg::loading::load(project()).unwrap().records;
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("registry");
    copy(&project().join("content"), &root.join("content"));
    fs::remove_dir_all(root.join("content/certificates")).unwrap();
    let mut batches: Vec<_> = records.batches.iter().collect();
    batches.sort_by_key(|batch| (batch.value.issued, batch.value.certificates[0].number));
    for (at, record) in batches.iter().enumerate() {
        let batch = &record.value;
        let opened =
            run(&["holders", "open", &record.id, "--format", "json", "--identity", key.to_str().unwrap()]);
        let plan = records.plans.iter().find(|plan| plan.id == *batch.plan).unwrap();
        let result = plan.value.results.iter().find(|result| result.sitting == batch.sitting).unwrap();
        let level = LEVELS[batch.level.key().parse::<usize>().unwrap() - 1];
        let mut rows = vec![HEADER.to_owned()];
        let mut last = String::new();
        for line in opened.stdout.lines() {
            let holder: serde_json::Value = serde_json::from_str(line).unwrap();
            let is = |key: &str| holder[key].as_str().unwrap();
            let (occupation, sitting) = (batch.occupation.to_string(), &*batch.sitting);
            last = format!(
                "{occupation} {},{},{level},{},在职职工,{{}},是否,{sitting}",
                is("职业名称"),
                is("工种/职业方向"),
                is("工作单位")
            );
            let scores = format!("{},{},", is("理论成绩"), is("技能成绩"));
            let rest = last.replace("{}", &scores).replace("是否", "是");
            rows.push(format!("{},{},居民身份证,{},{rest}", is("姓名"), is("性别"), is("证件号码")));
        }
        for failed in 0..result.sat - result.passed {
            let rest = last.replace("{}", "40,50,").replace("是否", "否");
            rows.push(format!("样例甲,女,居民身份证,{},{rest}", somebody(usize::from(failed))));
        }
        let roster = folder.path().join("roster.csv");
        fs::write(&roster, rows.join("\n") + "\n").unwrap();
        let out = folder.path().join(format!("out-{at}"));
        let issued = run(&[
            "issue",
            &batch.plan,
            "--issued",
            &batch.issued.to_string(),
            "--roster",
            roster.to_str().unwrap(),
            "--out",
            out.to_str().unwrap(),
            "--root",
            root.to_str().unwrap(),
        ]);
        assert_eq!(issued.code, Some(0), "{}: {issued:?}", record.id);
        let year = batch.issued.year();
        let made = format!("content/certificates/{year}/{}-{}/batch.yaml", &*batch.plan, &*batch.sitting);
        let text = fs::read_to_string(root.join(made)).unwrap();
        for certificate in &batch.certificates {
            assert!(text.contains(certificate.number.as_str()), "{}: {text}", record.id);
        }
    }
    let checked = run(&["check", "--root", root.to_str().unwrap()]);
    assert_eq!(checked.code, Some(0), "{checked:?}");
}
