//! Rosters as delimited text: every column, every refusal. Workbooks are tried from outside, with real programs.

use super::{Fault, Roster, read};
use crate::registry::records::catalogue::Occupations;
use crate::registry::records::plan::Plan;
use crate::registry::{Catalogue, Record, Records};

const PLAN: &str = r#"
institution: 2020-0001
reported: 2020-08-17
sittings:
  - {id: s1, date: 2020-09-08, venue: 示例路1号, division: "120110", edition: "2015", occupation: 6-18-02-04,
     specialty: 电焊工, level: 4, method: examination, candidates: {employee: 14}}
  - {id: s2, date: 2020-09-09, venue: 示例路1号, division: "120110", edition: "2015", occupation: 6-18-02-04,
     specialty: 电焊工, level: 3, method: examination, candidates: {employee: 9}}
  - {id: s3, date: 2020-09-10, venue: 示例路1号, division: "120110", edition: "2015", occupation: 6-31-01-03,
     level: 5, method: direct_recognition, candidates: {employee: 9}}
"#;

const HEADER: &str = "姓名,性别,证件类型,证件号码,职业（编码 名称）,工种/职业方向,等级,工作单位,人员类别,理论成绩,技能成绩,综合评审成绩,是否合格";

/// A number nobody has: the district does not exist.
fn id(person: u32) -> String {
    id_of(person, 1990)
}

fn id_of(person: u32, year: u32) -> String {
    let front = format!(
        "129999{year}{:02}{:02}{:03}",
        person / 500 % 12 + 1,
        person / 25_000 % 28 + 1,
        person % 500 * 2
    );
    let valid =
        |check: &char| crate::registry::identifier::CitizenId::check(&format!("{front}{check}")).is_ok();
    let check = "0123456789X".chars().find(valid).unwrap();
    format!("{front}{check}")
}

fn check_against(plan: &str, text: &str) -> Result<Roster, Vec<Fault>> {
    let plan: Plan = serde_yaml::from_str(plan).unwrap();
    let occupations: Occupations = serde_yaml::from_str(
        "{edition: '2015', title: 大典, source: 示例, occupations: [{code: 6-18-02-04, name: 焊工}, {code: 6-31-01-03, name: 电工}]}",
    )
    .unwrap();
    let occupations = Record {
        id: "2015".into(),
        year: None,
        file: "occupations-2015.yaml".into(),
        digest: None,
        value: occupations,
    };
    let records = Records { occupations: vec![occupations], ..Records::default() };
    read(text.as_bytes(), &plan, &Catalogue::new(&records))
}

fn check(text: &str) -> Result<Roster, Vec<Fault>> {
    check_against(PLAN, text)
}

fn row(person: u32) -> String {
    format!(
        "示例甲,女,居民身份证,{},6-18-02-04 焊工,电焊工,四级/中级工,天津示例有限公司,在职职工,86,90.5,,是",
        id(person)
    )
}

/// The one fault of a roster with one row, in which something is replaced: its cell and all that is said.
fn fault(from: &str, to: &str) -> (String, String) {
    let row = row(1);
    assert!(row.contains(from), "{from}");
    let faults = check(&format!("{HEADER}\n{}\n", row.replacen(from, to, 1))).unwrap_err();
    let [fault] = faults.as_slice() else { panic!("{faults:?}") };
    (fault.spot.address(), format!("{} {}", fault.message, fault.hint.as_deref().unwrap_or_default()))
}

#[test]
fn candidates_were_of_an_age_on_the_day_of_the_sitting() {
    for (year, told) in [(2021, "没有出生"), (2010, "到2020年9月8日不满 16 周岁"), (1910, "超过 100 岁")]
    {
        let (cell, said) = fault(&id(1), &id_of(1, year));
        assert!(cell == "D2" && said.contains(told) && !said.contains(&year.to_string()), "{cell} {said}");
    }
    let row = row(1).replace(&id(1), &id_of(1, 2004));
    assert!(check(&format!("{HEADER}\n{row}\n")).is_ok(), "sixteen since January");
}

#[test]
fn a_row_is_read_with_all_it_says() {
    let roster = check(&format!("{HEADER}\n{}\n", row(1))).unwrap();
    let [row] = roster.rows.as_slice() else { panic!("{roster:?}") };
    assert_eq!(
        (row.line, row.name.as_str(), &*row.sitting, row.occupation_name.as_str()),
        (2, "示例甲", "s1", "焊工")
    );
    assert_eq!(row.document.number, id(1));
    assert_eq!(crate::issuing::holders::tail(&row.document.number), &id(1)[14..]);
    assert_eq!(row.scores.skill.unwrap().to_string(), "90.5");
    assert!(row.sat && row.passed && row.scores.review.is_none());
}

#[test]
fn what_is_printed_for_debugging_tells_nobody() {
    let roster = check(&format!("{HEADER}\n{}\n", row(1))).unwrap();
    let printed = format!("{roster:?} {:?}", roster.rows[0].document);
    assert!(!printed.contains("示例甲") && !printed.contains(&id(1)), "{printed}");
}

#[test]
fn what_is_only_untidy_is_forgiven() {
    let untidy = "備,备注,是否合格*,等级,职业,姓名（必填）,身份证号,证件类型,性别,工种,单位,人员类别,理论,技能,综合评审,场次";
    let header = untidy.replacen("備", "序号", 1);
    let wide: String = id(2).chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect();
    let text = format!(
        "评价成绩表,,\n\n{header}\n1,,合格,中级工,焊工, 示例•乙　,{wide},身份证,女,电焊工,示例公司,职工,８６,90分,,\n,,,\n{header}\n\
         2,补考,否,4,6-18-02-04,示例丙,{},身份证,女,电焊工,示例学校,实习生,缺考,,,s1\n",
        id(3).to_lowercase()
    );
    let roster = check(&text).unwrap();
    let read: Vec<_> =
        roster.rows.iter().map(|row| (row.line, row.name.as_str(), row.sat, row.passed)).collect();
    assert_eq!(read, [(4, "示例·乙", true, true), (7, "示例丙", false, false)]);
    assert_eq!(
        (roster.rows[0].document.number.clone(), roster.rows[1].document.number.clone()),
        (id(2), id(3))
    );
}

#[test]
fn every_cell_at_fault_is_named() {
    let wrong = [
        ("示例甲", "", "A2", "没有填"),
        ("示例甲", "示例 甲", "A2", "空格"),
        ("女", "囡", "B2", "可选"),
        ("女", "男", "B2", "对不上"),
        ("居民身份证", "居民身份征", "C2", "居民身份证"),
        (&id(1), "1.29999E+17", "D2", "科学计数法"),
        (&id(1), "", "D2", "没有填"),
        ("6-18-02-04 焊工", "6-18-02-04 电工", "E2", "对不上"),
        ("6-18-02-04 焊工", "6-18-01-01 车工", "E2", "没有这个职业"),
        ("电焊工", "气焊工", "F2", "电焊工"),
        ("电焊工", "", "F2", "电焊工"),
        ("四级/中级工", "五级/初级工", "G2", "三级/高级工"),
        ("四级/中级工", "一级/高级技师", "G2", "没有这个等级"),
        ("四级/中级工", "四极/中级工", "G2", "是不是「四级/中级工」"),
        ("天津示例有限公司", "", "H2", "没有填"),
        ("在职职工", "在值职工", "I2", "在职职工"),
        ("86", "186", "J2", "0 至 100"),
        ("90.5", "90.55", "K2", "一位小数"),
        (",,是", ",优,是", "L2", "数字"),
        (",是", ",对", "M2", "可选"),
        ("86,90.5", "缺考,90.5", "M2", "缺考"),
        ("86,90.5", ",", "M2", "一项成绩也没有"),
    ];
    for (from, to, cell, told) in wrong {
        let (spot, said) = fault(from, to);
        assert!(spot == cell && said.contains(told), "{from} -> {to}: {spot} {said}");
        assert!(!said.contains("示例甲") && !said.contains(&id(1)), "{said}");
    }
}

#[test]
fn direct_recognition_needs_no_score() {
    let direct = row(1).replace("6-18-02-04 焊工,电焊工,四级/中级工", "电工,--,五级").replace("86,90.5", ",");
    assert_eq!(&*check(&format!("{HEADER}\n{direct}\n")).unwrap().rows[0].sitting, "s3");
}

#[test]
fn a_person_stands_once_for_an_occupation_and_level() {
    let higher = row(1).replace("四级/中级工", "三级/高级工");
    assert_eq!(check(&format!("{HEADER}\n{}\n{higher}\n", row(1))).unwrap().rows.len(), 2);
    let faults = check(&format!("{HEADER}\n{}\n{}\n{}\n", row(1), row(2), row(1))).unwrap_err();
    let [fault] = faults.as_slice() else { panic!("{faults:?}") };
    assert!(fault.spot.address() == "D4" && fault.message.contains("D2"), "{fault:?}");
    let other = row(1).replace("四级/中级工", "三级/高级工").replace("示例甲", "示例乙");
    let faults = check(&format!("{HEADER}\n{}\n{other}\n", row(1))).unwrap_err();
    assert!(
        faults.len() == 1 && faults[0].spot.address() == "A3" && faults[0].message.contains("A2"),
        "{faults:?}"
    );
}

#[test]
fn sittings_that_are_alike_are_named() {
    let plan = PLAN.replace("level: 3", "level: 4");
    let faults = check_against(&plan, &format!("{HEADER}\n{}\n", row(1))).unwrap_err();
    assert!(faults.len() == 1 && faults[0].message.contains("缺「场次」"), "{faults:?}");
    let named = |sitting: &str| check_against(&plan, &format!("{HEADER},场次\n{},{sitting}\n", row(1)));
    assert_eq!(&*named("s2").unwrap().rows[0].sitting, "s2");
    for (sitting, told) in [("", "没有填"), ("s3", "不是这个职业"), ("s9", "没有这一场")] {
        let faults = named(sitting).unwrap_err();
        assert!(faults[0].spot.address() == "N2" && faults[0].message.contains(told), "{faults:?}");
    }
}

#[test]
fn headers_at_fault_are_named() {
    let told = |header: &str| {
        let faults = check(&format!("{header}\n{}\n", row(1))).unwrap_err();
        faults.iter().map(|f| format!("{} {}{:?}", f.spot.address(), f.message, f.hint)).collect::<Vec<_>>()
    };
    let missing = told(&HEADER.replace("理论成绩", "备注"));
    assert!(missing.len() == 1 && missing[0].contains("第1行 表头缺「理论成绩」"), "{missing:?}");
    let unknown = told(&HEADER.replace("技能成绩", "技能成积"));
    assert!(
        unknown.iter().any(|f| f.starts_with("K1 花名册没有这一列") && f.contains("是不是「技能成绩」")),
        "{unknown:?}"
    );
    let twice = told(&HEADER.replace("综合评审成绩", "技能成绩"));
    assert!(twice.iter().any(|f| f.starts_with("L1 ") && f.contains("另一个在 K1")), "{twice:?}");
    assert!(check("姓名,金额\n示例甲,1\n").unwrap_err()[0].message.contains("没有找到表头"));
    assert!(check("").unwrap_err()[0].message.contains("空的"));
    assert!(check(&format!("{HEADER}\n")).unwrap_err()[0].message.contains("没有人员"));
}

#[test]
fn what_stands_beside_or_below_the_people_is_named() {
    let faults = check(&format!("{HEADER}\n{},多余\n合计：1 人\n", row(1))).unwrap_err();
    let told: Vec<_> = faults.iter().map(|fault| (fault.spot.address(), fault.message.as_str())).collect();
    assert_eq!(told, [("N2".into(), "这一列没有表头，却有内容"), ("第3行".into(), "这一行不是一个人的成绩")]);
    let swapped = HEADER.replacen("姓名,性别", "性别,姓名", 1);
    let faults = check(&format!("{HEADER}\n{}\n{swapped}\n", row(1))).unwrap_err();
    assert!(faults.len() == 1 && faults[0].message.contains("又有一行表头"), "{faults:?}");
}

#[test]
fn files_of_other_kinds_are_called_by_name() {
    let plan: Plan = serde_yaml::from_str(PLAN).unwrap();
    let records = Records::default();
    let told = |bytes: &[u8]| read(bytes, &plan, &Catalogue::new(&records)).unwrap_err()[0].message.clone();
    let compound = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let locked: Vec<u8> =
        compound.into_iter().chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (bytes, kind) in [
        (&compound[..], ".xls"),
        (&locked, "密码"),
        (b"<html><table>", "网页"),
        (b"PK\x03\x04...", "损坏"),
        (b"\x89PNG\0", "不是"),
    ] {
        assert!(told(bytes).contains(kind), "{}", told(bytes));
    }
}
