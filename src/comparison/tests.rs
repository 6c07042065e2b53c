//! What is said of changes that people make.

use super::*;

const FILING: Option<FileKind<'static>> = Some(FileKind::Filing("2020-0001"));

const RECORD: &str = include_str!("../../tests/sites/minimal/content/institutions/2020-0001/filing.yaml");

fn words(kind: Option<FileKind<'_>>, old: &str, new: &str) -> Vec<String> {
    Comparer::default().compare(kind, Some(old.as_bytes()), Some(new.as_bytes())).words(kind)
}

/// What is said when these parts of the record are replaced.
#[track_caller]
fn edited(edits: &[(&str, &str)]) -> Vec<String> {
    let mut text = RECORD.to_owned();
    for (old, new) in edits {
        assert!(text.contains(old), "{old}");
        text = text.replacen(old, new, 1);
    }
    words(FILING, RECORD, &text)
}

#[test]
fn says_old_and_new_value_under_the_title_of_the_form() {
    assert_eq!(edited(&[("022-55550102", "022-55550199")]), ["联系电话：022-55550102 改为 022-55550199"]);
    assert_eq!(edited(&[("quantity: 12", "quantity: 14")]), ["设施设备情况 普通车床·数量：12 改为 14"]);
    assert_eq!(
        edited(&[("valid_until: 2023-07-15", "valid_until: 2023-07-16")]),
        ["办理过程 2020-07-16 备案·有效期至：2023-07-15 改为 2023-07-16"]
    );
    assert_eq!(edited(&[("sealed: true", "sealed: false")]), ["诚信承诺·单位名称（公章）已盖：是 改为 否"]);
    assert_eq!(
        edited(&[("  email: skills@example.com\n", "")]),
        ["申请单位基本信息·电子邮箱：删去 skills@example.com"]
            .map(|told| told.replace("申请单位基本信息·", ""))
    );
}

#[test]
fn items_are_known_by_what_they_are_not_by_where_they_stand() {
    let electrician = "scope:\n  - {edition: \"2015\", code: 6-31-01-03, name: 电工, levels: [3, 4], standard: {kind: national, title: 国家职业技能标准 电工}}";
    assert_eq!(
        edited(&[("scope:", electrician)]),
        ["评价范围 新增 电工（6-31-01-03） 三级/高级工、四级/中级工"]
    );
    assert_eq!(
        edited(&[("levels: [4, 3]", "levels: [3]")]),
        ["评价范围 焊工·电焊工（6-18-02-04）·等级 删除 四级/中级工"]
    );
    assert_eq!(
        edited(&[("levels: [4, 3]", "levels: [3, 4]")]),
        ["评价范围 焊工·电焊工（6-18-02-04）·等级 调整了顺序"]
    );
    let (first, rest) = ("  - event: submitted\n    date: 2020-06-01\n    channel: online\n", "procedure:\n");
    let moved = RECORD.replace(first, "") + "\n" + first;
    assert_eq!(words(FILING, RECORD, &moved), ["办理过程 调整了顺序"]);
    assert!(RECORD.contains(rest));
}

#[test]
fn an_event_is_told_with_its_day_and_outcome() {
    let told = words(
        FILING,
        RECORD,
        &format!("{RECORD}  - {{event: reviewed, date: 2021-03-02, outcome: passed}}\n"),
    );
    assert_eq!(told, ["办理过程 新增 2021-03-02 初审通过"]);
    assert_eq!(
        edited(&[("  - event: published\n    date: 2020-07-21\n    medium: 示例机构目录\n", "")]),
        ["办理过程 删除 2020-07-21 公布"]
    );
}

#[test]
fn people_are_counted_and_their_words_not_repeated() {
    let told = edited(&[
        ("name: 示例天, position: 总经理", "name: 虚构乙, position: 副总经理"),
        ("同意。", "原则同意。"),
        ("  assessors:\n", "  assessors:\n    - {name: 虚构丙, identity_verified: 2020-06-02}\n"),
        ("name: 样例玄, identity", "name: 虚构丁, identity"),
        ("signed_by: 示例天", "signed_by: 虚构乙"),
    ]);
    assert_eq!(
        told,
        [
            "修改了负责人",
            "考评员 新增 1 人",
            "督导员 新增 1 人、删除 1 人",
            "修改了诚信承诺·法定代表人（签字）",
            "修改了办理过程 2020-06-24 技术评估·意见"
        ]
    );
}

#[test]
fn long_texts_are_not_repeated() {
    assert_eq!(edited(&[("五百余人", "六百余人")]), ["修改了具备的组织优势、专业优势等"]);
    let long = "地址".repeat(40);
    assert_eq!(edited(&[("天津市东丽区示例路100号", &long)]), ["修改了地址"]);
}

#[test]
fn personal_numbers_of_old_versions_are_written_over() {
    // Made here, so that no such number stands in the repository.
    let mobile = format!("138{}", "0000".repeat(2));
    let old = RECORD.replace("022-55550102", &mobile).replace("示例路100号", &format!("示例路 {mobile}"));
    let told = words(FILING, &old, RECORD);
    assert_eq!(told.len(), 2);
    assert!(told.iter().all(|told| !told.contains(&mobile[..7]) && told.contains("***********")), "{told:?}");
    let steering = RECORD.replace("示例路100号", "\u{202e}示例路101号\u{200b}");
    assert!(words(FILING, RECORD, &steering)[0].ends_with("天津市东丽区示例路101号"));
}

#[test]
fn certificates_are_counted_and_what_befell_them_is_told() {
    let kind = Some(FileKind::Batch("2020", "2020-0001"));
    let batch = include_str!("../../tests/sites/minimal/content/certificates/2020/2020-0001/batch.yaml");
    let number = "Y000012000001204000001";
    let more = batch
        .replace("certificates:\n", "certificates:\n  - {number: Y000012000001204000009, holder: \"示*\"}\n");
    assert_eq!(words(kind, batch, &more), ["证书 新增 1 本"]);
    let mended = batch.replace("holder: \"示*一\"", "holder: \"示*二\"");
    assert_eq!(words(kind, batch, &mended), ["证书 修改 1 本"]);
    let events = |days: std::ops::Range<u8>| {
        let event =
            |day| format!("  - {{event: revoked, date: 2021-01-{day}, number: {number}, reason: 收回}}\n");
        format!(
            "{}\nevents:\n{}",
            batch.split("events:").next().unwrap(),
            days.map(event).collect::<String>()
        )
    };
    assert_eq!(
        words(kind, &events(11..12), &events(11..13)),
        [format!("发证后的事项 新增 2021-01-12 注销 {number}")]
    );
    assert_eq!(words(kind, &events(11..12), &events(11..29)), ["发证后的事项 新增 17 项"]);
}

#[test]
fn sittings_and_results_are_told_by_name() {
    let kind = Some(FileKind::Plan("2020", "2020-0001"));
    let plan = include_str!("../../tests/sites/minimal/content/plans/2020/2020-0001.yaml");
    let edited = plan.replacen("passed: 3", "passed: 4", 1).replacen("[样例地]", "[虚构乙, 虚构丙]", 1);
    let told = words(kind, plan, &edited);
    assert_eq!(told, ["场次 s1·考评员 新增 2 人、删除 1 人", "评价结果 s1·合格人数：3 改为 4"]);
    let (front, _) = plan.split_once("results:").unwrap();
    assert_eq!(
        words(kind, front, plan),
        ["评价结果 新增 s1（实考 15 人，合格 3 人）", "评价结果 新增 s2（实考 9 人，合格 0 人）"]
    );
}

#[test]
fn what_is_no_record_is_said_plainly() {
    let told = ["当时的文件有语法错误，只记修改，不比较内容"];
    for bad in ["a: [", "<<<<<<< HEAD\na: 1\n", "- 一\n", "", "a: &x 1\nb: *x\n", "kind: \"x\nscope: y\"z\n"]
    {
        assert_eq!(words(FILING, RECORD, bad), told, "{bad}");
        assert_eq!(words(FILING, bad, RECORD), told, "{bad}");
    }
    assert_eq!(Comparer::default().compare(FILING, Some(&[0xff]), Some(b"a: 1")), Comparison::Unreadable);
    let deep = format!("kind: {}", "[".repeat(10_000));
    assert_eq!(words(FILING, RECORD, &deep), told);
}

#[test]
fn form_alone_is_no_change() {
    let told = ["只改了注释或写法，内容没有变"];
    assert_eq!(edited(&[("kind: enterprise", "# 说明\nkind:   'enterprise'")]), told);
    assert_eq!(edited(&[("{name: 示例天, position: 总经理,", "{position: 总经理, name: \"示例天\",")]), told);
}

#[test]
fn files_that_are_not_compared_are_named() {
    let told = |kind, old: &str, new: &str| words(kind, old, new);
    assert_eq!(told(Some(FileKind::Seals("2020", "b")), "a", "b"), ["证书封存文件 更新"]);
    assert_eq!(told(Some(FileKind::PolicyText("p", "notice")), "a", "b"), ["正文 更新"]);
    assert_eq!(told(None, "a", "b"), ["修改了文件"]);
    let comparer = Comparer::default();
    assert_eq!(comparer.compare(FILING, None, Some(b"a")).words(FILING), ["新建"]);
    assert_eq!(comparer.compare(FILING, Some(b"a"), None).words(FILING), ["删除"]);
}

#[test]
fn pages_are_told_by_their_heads_and_their_text() {
    let page = |title: &str, text: &str| {
        format!("---\ntitle: {title}\ndescription: 说明\npublished: 2021-01-04\n---\n\n{text}\n")
    };
    let told = |old: &str, new: &str| words(Some(FileKind::Page("about")), old, new);
    let before = page("关于", "正文。");
    assert_eq!(told(&before, &page("关于本站", "正文。")), ["标题：关于 改为 关于本站"]);
    assert_eq!(told(&before, &page("关于", "另一段。")), ["修改了正文"]);
    assert_eq!(told(&before, &page("关于本站", "另一段。")).len(), 2);
    assert_eq!(told("没有开头", &before), ["正文 更新"]);
}

/// Whatever the texts are, there is an answer.
#[test]
fn no_text_is_too_odd() {
    let comparer = Comparer::default();
    let lines: Vec<&str> = RECORD.lines().collect();
    for skip in 0..lines.len() {
        let without: Vec<&str> =
            lines.iter().enumerate().filter(|(at, _)| *at != skip).map(|(_, line)| *line).collect();
        let without = without.join("\n");
        let told = comparer.compare(FILING, Some(RECORD.as_bytes()), Some(without.as_bytes()));
        assert!(!told.words(FILING).is_empty());
        let cut: String = RECORD.chars().take(skip * 17).collect();
        comparer.compare(FILING, Some(cut.as_bytes()), Some(without.as_bytes()));
    }
}
