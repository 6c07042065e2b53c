use super::*;
use crate::issuing::{summary, uploads};
use crate::registry::identifier::CertificateNumber;
use crate::registry::records::upload::Upload;
use crate::registry::value::Value;

const CODE: &str = "0123-4567-89AB-CDEF";
const NUMBER: &str = "Y000012000001201000001";

fn holder(text: impl Fn(&str) -> String) -> Holder {
    Holder {
        number: CertificateNumber::parse(NUMBER).unwrap(),
        code: CODE.to_owned(),
        name: text("示例一"),
        sex: text("女"),
        document_kind: text("居民身份证"),
        document_number: text(&"9".repeat(18)),
        occupation: text("电工"),
        specialty: text(""),
        employer: text("天津示例有限公司"),
        candidate: text("在职职工"),
        theory: text("86"),
        skill: text("90.5"),
        review: text(""),
    }
}

fn printable<'a>(holder: &'a Holder, edition: &'a str, photo: Option<&'a Photo>) -> Printable<'a> {
    let occupation = OccupationCode::parse("6-31-01-03").unwrap();
    let issued = Date::parse("2020-09-25").unwrap();
    Printable { holder, occupation, edition, level: Level::One, issued, photo }
}

fn set<'a>(holder: &'a Holder, photo: Option<&'a Photo>) -> Set<'a> {
    Set {
        institution: "天津示例重工有限公司",
        base_url: "https://example.com/registry/",
        office: "示例鉴定中心",
        certificates: vec![printable(holder, "2015", photo)],
    }
}

#[test]
fn a_certificate_has_all_fields_of_the_rule() {
    let holder = holder(str::to_owned);
    let page = certificates(&set(&holder, None)).unwrap();
    let number = "9".repeat(18);
    for (field, value) in [
        ("姓名", "示例一"),
        ("证件类型", "居民身份证"),
        ("证件号码", &number),
        ("职业名称", "电工"),
        ("工种/职业方向", "--"),
        ("职业技能等级", "一级/高级技师"),
        ("证书编号", NUMBER),
    ] {
        let at = page.find(&format!("<dt>{field}</dt>")).unwrap_or_else(|| panic!("{field}"));
        let shown = page[at..].split('>').nth(3).and_then(|rest| rest.split('<').next());
        assert_eq!(shown, Some(value), "{field}");
    }
    for wanted in [
        "<h1>职业技能等级证书</h1>",
        BODY,
        "评价机构名称：天津示例重工有限公司",
        "发证日期：2020年9月25日",
        "证书查询页：https://example.com/registry/certificates/<",
        "证书信息查询网址：http://jndj.osta.org.cn<",
        "机构信息查询网址：http://pjjg.osta.org.cn<",
        CODE,
        "持证人照片",
    ] {
        assert!(page.contains(wanted), "{wanted}");
    }
    assert_eq!(page.matches("<section").count(), 1);
}

#[test]
fn the_qr_code_leads_to_the_certificate_without_telling_the_server() {
    let holder = holder(str::to_owned);
    let expected = format!("https://example.com/registry/certificates/#{NUMBER}.0123456789ABCDEF");
    assert_eq!(link("https://example.com/registry/", &holder), expected);
    assert_eq!(link("https://example.com/registry", &holder), expected);
    let page = certificates(&set(&holder, None)).unwrap();
    assert!(page.contains(&picture(&expected).unwrap()));
    assert!(!page.contains(&picture(&(expected + "0")).unwrap()));
}

/// What would be markup in every text that comes from a roster or a record.
#[test]
fn nothing_written_by_people_is_markup() {
    let holder = holder(|text| format!("<script>\"'&{text}</script>"));
    let evil = "<script>\"'&x</script>";
    let mut set = set(&holder, None);
    (set.institution, set.base_url, set.office) = (evil, evil, evil);
    set.certificates[0].edition = evil;
    for page in [certificates(&set).unwrap(), contact_sheet(&set).unwrap()] {
        assert!(!page.contains("<script"), "{page}");
        assert!(!page.contains("\"'&x"), "{page}");
        assert!(page.matches("&lt;script&gt;").count() >= 6, "{page}");
    }
}

#[test]
fn a_page_needs_nothing_from_elsewhere() {
    let photo = Photo::read(b"\x89PNG\r\n\x1a\n....".to_vec()).unwrap();
    let holder = holder(str::to_owned);
    let page = certificates(&set(&holder, Some(&photo))).unwrap();
    assert!(page.contains("<img src=\"data:image/png;base64,iVBORw0KGgouLi4u\""), "{page}");
    for elsewhere in ["src=\"http", "href=", "url(", "@import", "<script", "<link", "<iframe"] {
        assert!(!page.contains(elsewhere), "{elsewhere}");
    }
}

#[test]
fn photos_are_known_by_their_bytes() {
    let read = |bytes: &[u8]| Photo::read(bytes.to_vec()).map(|photo| photo.mime);
    assert_eq!(read(b"\xff\xd8\xff\xe0"), Ok("image/jpeg"));
    assert_eq!(read(b"\x89PNG\r\n\x1a\n"), Ok("image/png"));
    for other in [&b""[..], b"<svg onload=alert(1)>", b"GIF89a", b"\xff\xd8"] {
        assert_eq!(read(other), Err(PhotoFault::NoPicture), "{other:?}");
    }
    let mut large = b"\xff\xd8\xff".to_vec();
    large.resize(MOST_BYTES, 0);
    assert_eq!(read(&large), Ok("image/jpeg"));
    large.push(0);
    assert_eq!(read(&large), Err(PhotoFault::TooLarge));
}

#[test]
fn the_proof_sheet_says_what_becomes_of_it() {
    let holder = holder(str::to_owned);
    let page = contact_sheet(&set(&holder, None)).unwrap();
    let number = "9".repeat(18);
    for wanted in ["校对用，含个人信息，用后销毁", "示例一", &number, "电工", "一级/高级技师", CODE, NUMBER]
    {
        assert!(page.contains(wanted), "{wanted}");
    }
}

fn cells(upload: &str, set: &Set<'_>) -> Vec<Vec<calamine::Data>> {
    use calamine::Reader;
    let upload: Upload = serde_yaml::from_str(upload).unwrap();
    let bytes = uploads::workbook(&upload, set).unwrap();
    assert_eq!(bytes, uploads::workbook(&upload, set).unwrap(), "the same certificates make the same bytes");
    let mut book: calamine::Xlsx<_> = calamine::Reader::new(std::io::Cursor::new(bytes)).unwrap();
    book.worksheet_range("上报").unwrap().rows().map(<[_]>::to_vec).collect()
}

#[test]
fn an_upload_sheet_follows_its_layout_in_text_cells() {
    let holder = holder(str::to_owned);
    let layout = "{title: t, note: n, columns: [{header: 证件号码, field: document_number}, \
        {header: 工种, field: specialty, text: --}, {header: 结论, text: 合格}, {header: 备注}, \
        {header: 级别, field: level_digit}, {header: 发证, field: issued}, {header: 机构, field: institution_number}]}";
    let text = |text: &str| calamine::Data::String(text.to_owned());
    let expected = ["99999999999999999", "--", "合格", "", "1", "2020-09-25", "Y000012000001"];
    let [head, row] = &cells(layout, &set(&holder, None))[..] else { panic!("two rows") };
    assert_eq!(head[..3], [text("证件号码"), text("工种"), text("结论")]);
    assert_eq!(row[0], text(&format!("{}9", expected[0])));
    for (at, expected) in expected.iter().enumerate().skip(1).filter(|(at, _)| *at != 3) {
        assert_eq!(row[at], text(expected));
    }
}

#[test]
fn the_summary_names_no_one() {
    use crate::issuing::draft::Draft;
    use crate::registry::records::batch::{Batch, Certificate};
    let holder = holder(str::to_owned);
    let batch = Batch {
        institution: serde_yaml::from_str("2020-0001").unwrap(),
        plan: serde_yaml::from_str("2020-0001").unwrap(),
        sitting: serde_yaml::from_str("s1").unwrap(),
        edition: crate::registry::Text::parse("2015").unwrap(),
        occupation: OccupationCode::parse("6-31-01-03").unwrap(),
        level: Level::One,
        issued: Date::parse("2020-09-25").unwrap(),
        holders: None,
        recipients: None,
        certificates: [NUMBER, "Y000012000001201000002"]
            .map(|number| Certificate {
                number: CertificateNumber::parse(number).unwrap(),
                holder: crate::registry::Text::parse("示*一").unwrap(),
            })
            .to_vec(),
        events: Vec::new(),
    };
    let draft = Draft {
        id: "2020-0001-s1".to_owned(),
        year: 2020,
        assessed: Date::parse("2020-09-08").unwrap(),
        batch,
        holders: vec![holder],
    };
    let text = summary::summary("示例|公司", "2020-0001", &[draft]);
    assert!(text.contains("示例\\|公司") && text.contains("共 1 张证书"), "{text}");
    assert!(text.contains(&format!("| 2 | {NUMBER} 至 Y000012000001201000002 |")), "{text}");
    for hidden in ["示例一", "示*一", CODE, "0123", &"9".repeat(18)] {
        assert!(!text.contains(hidden), "{hidden}");
    }
}
