//! Names and numbers of people. What is said of them repeats neither.

use super::row::{DocumentKind, Sex};
use crate::registry::Date;
use crate::registry::identifier::{CitizenId, CitizenIdFault};
use crate::spreadsheet::cells::{Said, said, tidy, trim};
use crate::spreadsheet::grid::{Cell, Content};

/// No name on a certificate is longer.
const MOST_CHARACTERS: usize = 40;

/// A person's name as the document has it.
pub(crate) fn name(cell: &Cell, kind: Option<DocumentKind>) -> Result<String, Said> {
    let Content::Text(_) = cell.content else {
        cell.typed()?;
        return Err(said("姓名不是文字", "照证件填写姓名"));
    };
    let written: Vec<char> = cell.typed()?.chars().map(dot).collect();
    if written.len() > MOST_CHARACTERS {
        return Err(said(format!("姓名超过 {MOST_CHARACTERS} 个字"), "这一格只写姓名"));
    }
    let may_be_latin = kind.is_none_or(|kind| kind != DocumentKind::CitizenId);
    let is_latin =
        written.iter().any(|c| c.is_alphabetic() && !is_han(*c)) && !written.iter().copied().any(is_han);
    for (at, character) in written.iter().enumerate() {
        let fits = match is_latin && may_be_latin {
            true => {
                is_latin_letter(*character) || matches!(character, ' ' | '-' | '\'' | '’' | '.' | ',' | '·')
            }
            false => is_han(*character) || *character == '·',
        };
        if !fits {
            return Err(odd(*character, at + 1, is_latin));
        }
    }
    let text: String = written.iter().collect();
    if !is_latin && (written.len() < 2 || text.starts_with('·') || text.ends_with('·') || text.contains("··"))
    {
        return Err(said("姓名不完整", "照证件填写全名，「·」只用在姓名中间"));
    }
    Ok(text)
}

fn odd(character: char, position: usize, is_latin: bool) -> Said {
    let place = format!("姓名的第 {position} 个字");
    match character {
        '\n' | '\r' | '\u{b}' => {
            said(format!("姓名在第 {position} 个字的位置换了行"), "姓名写在一行里：双击这一格，删去换行")
        }
        ' ' | '\u{3000}' | '\u{a0}' => said(format!("{place}是空格"), "删去姓名中间的空格"),
        '0'..='9' | '０'..='９' => said(format!("{place}是数字"), "照证件改正"),
        c if is_latin && c.is_alphabetic() => said(
            "持居民身份证的，姓名要用汉字",
            "照证件填写；是外国人的，证件类型选护照或外国人永久居留身份证",
        ),
        c if c.is_alphabetic() && !c.is_control() && u32::from(c) < 0x2e80 || is_wide_letter(c) => {
            said(format!("{place}是字母，和汉字混在一起"), "照证件填写汉字姓名，不要夹拼音")
        }
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10fffd}' => said(
            format!("{place}是自造字，别的电脑上显示不出来"),
            "用支持生僻字的输入法（GB 18030-2022）重新输入这个字",
        ),
        '\u{2e80}'..='\u{2fdf}' => {
            said(format!("{place}是部首，不是汉字"), "多半是从 PDF 复制带来的，删去后重新输入这个字")
        }
        '\u{2ff0}'..='\u{2fff}' => {
            said(format!("{place}是拼字用的符号"), "用支持生僻字的输入法重新输入整个字")
        }
        c if c.is_control() || is_unseen(c) => said(
            format!("{place}是看不见的字符 U+{:04X}", u32::from(c)),
            "多半是从别处粘贴带来的，删去整格后重新输入",
        ),
        c => said(format!("{place}是不该有的符号 U+{:04X}", u32::from(c)), "照证件改正"),
    }
}

fn is_unseen(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e01ef}')
}

fn is_wide_letter(character: char) -> bool {
    matches!(character, '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}')
}

fn is_latin_letter(character: char) -> bool {
    character.is_alphabetic() && u32::from(character) < 0x250
}

/// The ways in which the dot of names is written.
fn dot(character: char) -> char {
    match character {
        '•' | '‧' | '∙' | '⋅' | '・' | '･' | '．' | '●' | '\u{0387}' => '·',
        other => other,
    }
}

/// Han characters of all extensions, and those that stand in names like one.
fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' | '〇')
}

/// The number of a document, in capital letters and digits.
pub(crate) fn number(cell: &Cell, kind: Option<DocumentKind>) -> Result<String, Said> {
    const AGAIN: &str = "把整列设成文本格式，再照证件把号码重新输入一遍（只改格式，丢掉的数字不会回来）";
    match cell.content {
        Content::Number(number) if number.abs() >= 1e14 => {
            return Err(said("证件号码在数字格式的格子里，Excel 只保留前 15 位，后面的已经变成 0", AGAIN));
        }
        Content::Number(_) => return Err(said("证件号码在数字格式的格子里，开头的 0 会丢掉", AGAIN)),
        Content::Date(_) => return Err(said("Excel 把证件号码当成了日期", AGAIN)),
        Content::Text(_) | Content::Bool(_) | Content::Error => {}
    }
    let written = unwrapped(&cell.typed()?);
    if is_scientific(&written) {
        return Err(said("证件号码成了科学计数法，后面的数字已经丢了", AGAIN));
    }
    match kind {
        Some(DocumentKind::CitizenId) => citizen(&written)?,
        Some(DocumentKind::ResidencePermit) => resident(&written)?,
        Some(kind) => other(kind, &written)?,
        None if (5..=20).contains(&written.len()) => {}
        None => return Err(said("证件号码的位数不对", "照证件核对后重新输入")),
    }
    Ok(written)
}

/// A number without spaces and without the marks that other programs put around it to keep it a text.
fn unwrapped(text: &str) -> String {
    let text = tidy(text);
    let text = text.strip_prefix("=\"").and_then(|inner| inner.strip_suffix('"')).unwrap_or(&text);
    let text = trim(text).trim_start_matches(['\'', '‘', '’']);
    text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect()
}

fn is_scientific(written: &str) -> bool {
    let Some((digits, exponent)) = written.split_once("E+") else { return false };
    digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') && exponent.bytes().all(|b| b.is_ascii_digit())
}

fn citizen(written: &str) -> Result<(), Said> {
    let Err(fault) = CitizenId::check(written) else { return Ok(()) };
    Err(match fault {
        CitizenIdFault::Length(15) if CitizenId::is_old_one(written.as_bytes()) => {
            said("这是 15 位的旧身份证号码", "旧证已经停用，照现在的居民身份证填 18 位号码")
        }
        CitizenIdFault::Length(length) => said(
            format!("居民身份证号码应为 18 位，这里有 {length} 位"),
            "照证件核对；不是居民身份证的，改证件类型（表里没有这一栏的，请问登记机构）",
        ),
        CitizenIdFault::Character(at) => {
            said(format!("证件号码的第 {at} 位不是数字"), "照证件改正；只有最后一位可以是 X")
        }
        CitizenIdFault::Province => said("证件号码的前两位不是省级代码", "照证件核对后重新输入"),
        CitizenIdFault::Birth => said("证件号码里的出生日期不存在", "照证件核对第 7 至 14 位"),
        CitizenIdFault::CheckDigit if written.ends_with("000") => said(
            "证件号码的校验位不对，末三位是 000",
            "多半是 Excel 只保留了前 15 位：把整列设成文本格式，再照证件重新输入",
        ),
        CitizenIdFault::CheckDigit => {
            said("证件号码的校验位不对，至少有一位输错了", "照证件逐位核对后重新输入")
        }
    })
}

/// The number of somebody who works: of an ID card, or of a card that foreigners and residents of Hong Kong, Macao and
/// Taiwan carry in its place. Which one it is shows in the number.
pub(crate) fn of_staff(cell: &Cell, on: Date) -> Result<String, Said> {
    const OTHERS: &str = "这一栏填居民身份证、港澳台居民居住证（81、82、83 开头）或外国人永久居留身份证的号码；只有护照、通行证的，号码和日期都空着交来，登记机构核对原件以后在「证件核验日期」填上日期，号码另外保管";
    let written = unwrapped(&cell.typed()?);
    let kind = match written.len() {
        15 if of(DocumentKind::ForeignPermanentResident, &written) => DocumentKind::ForeignPermanentResident,
        18 if written.starts_with('9') => DocumentKind::ForeignPermanentResident,
        5..=11 if matches!(cell.content, Content::Text(_)) && is_of_travel(&written) => {
            return Err(said("这不是身份证号，像是护照或通行证的号码", OTHERS));
        }
        _ => DocumentKind::CitizenId,
    };
    let number = number(cell, Some(kind))?;
    of_age(kind, &number, on)?;
    Ok(number)
}

fn of(kind: DocumentKind, written: &str) -> bool {
    other(kind, written).is_ok()
}

/// Whether a number looks like one of a passport or a permit to travel.
fn is_of_travel(written: &str) -> bool {
    let kinds = [DocumentKind::HongKongMacaoPermit, DocumentKind::TaiwanPermit, DocumentKind::Passport];
    kinds.into_iter().any(|kind| of(kind, written))
}

/// Residents of Hong Kong, Macao and Taiwan have numbers like citizens, with codes of their own.
fn resident(written: &str) -> Result<(), Said> {
    citizen(written)?;
    match written.get(..2) {
        Some("81" | "82" | "83") => Ok(()),
        _ => Err(said("港澳台居民居住证的号码以 81、82 或 83 开头", "核对证件类型和号码")),
    }
}

fn other(kind: DocumentKind, written: &str) -> Result<(), Said> {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let (fits, form) = match kind {
        DocumentKind::HongKongMacaoPermit => (
            matches!(written.len(), 9 | 11) && written.starts_with(['H', 'M']) && digits(&written[1..]),
            "港澳居民来往内地通行证的号码是 H 或 M 加 8 位或 10 位数字",
        ),
        DocumentKind::TaiwanPermit => (
            matches!(written.len(), 8 | 10) && digits(written),
            "台湾居民来往大陆通行证的号码是 8 位或 10 位数字",
        ),
        DocumentKind::ForeignPermanentResident => {
            let is_older = written.len() == 15
                && written.bytes().take(3).all(|b| b.is_ascii_uppercase())
                && written.is_char_boundary(3)
                && digits(&written[3..]);
            // That of 2023 has day of birth and check digit where those of citizens have them.
            let is_new = written.starts_with('9')
                && CitizenId::has_check_digit(written.as_bytes())
                && CitizenId::is_birth_date(&written.as_bytes()[6..14]);
            (
                is_older || is_new,
                "外国人永久居留身份证的号码是 3 个字母加 12 位数字，或 9 开头的 18 位；照证件逐位核对",
            )
        }
        _ => (
            (5..=20).contains(&written.len()) && written.bytes().all(|b| b.is_ascii_alphanumeric()),
            "护照号码是 5 至 20 位字母和数字",
        ),
    };
    if fits { Ok(()) } else { Err(said("证件号码和证件类型对不上", form)) }
}

/// Nobody younger works.
const YOUNGEST: i16 = 16;
/// Nobody older does.
const OLDEST: i16 = 100;

/// Whether whom a number says was born may have been at work on a day.
pub(crate) fn of_age(kind: DocumentKind, number: &str, on: Date) -> Result<(), Said> {
    let tells = matches!(kind, DocumentKind::CitizenId | DocumentKind::ResidencePermit)
        || kind == DocumentKind::ForeignPermanentResident && number.len() == 18;
    if !tells {
        return Ok(());
    }
    let born = CitizenId::born(number);
    let age = born.map(|born| {
        let is_to_come = (on.month(), on.day()) < (born.month(), born.day());
        on.year() - born.year() - i16::from(is_to_come)
    });
    let on = on.chinese();
    let message = match age {
        Some(YOUNGEST..=OLDEST) => return Ok(()),
        Some(age) if age < 0 => format!("照证件号码里的出生日期，这个人到{on}还没有出生"),
        Some(0..YOUNGEST) => format!("照证件号码里的出生日期，这个人到{on}不满 {YOUNGEST} 周岁"),
        _ => format!("照证件号码里的出生日期，这个人到{on}超过 {OLDEST} 岁"),
    };
    Err(said(message, "照证件核对第 7 至 14 位"))
}

/// Whether a document says the sex that the roster says; documents that do not tell agree with both.
pub(super) fn agrees(kind: DocumentKind, number: &str, sex: Sex) -> bool {
    let tells = matches!(kind, DocumentKind::CitizenId | DocumentKind::ResidencePermit);
    !tells || CitizenId::is_male(number).is_none_or(|male| male == (sex == Sex::Male))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Cell {
        Cell { column: 1, content: Content::Text(text.to_owned()), formula: false }
    }

    fn named(written: &str, kind: DocumentKind) -> Result<String, Said> {
        name(&text(written), Some(kind))
    }

    #[test]
    fn names_may_be_rare_and_have_dots() {
        for right in ["示例", "示㐂𠮷", "示𱁬例", "样例·示范", "〇例示"] {
            assert_eq!(named(right, DocumentKind::CitizenId), Ok(right.to_owned()));
        }
        assert_eq!(named(" 样例•示范　", DocumentKind::CitizenId), Ok("样例·示范".to_owned()));
        assert_eq!(named("Sample O'Neill-Té", DocumentKind::Passport), Ok("Sample O'Neill-Té".to_owned()));
    }

    #[test]
    fn says_which_character_of_a_name_is_odd_without_telling_the_name() {
        let wrong = [
            ("示 例", "第 2 个字是空格"),
            ("示　例", "空格"),
            ("示例1", "第 3 个字是数字"),
            ("示li", "字母"),
            ("示Ａ例", "字母"),
            ("Sample", "要用汉字"),
            ("示\u{e863}例", "自造字"),
            ("示⾦例", "部首"),
            ("⿰示例", "拼字"),
            ("示\u{200b}例", "U+200B"),
            ("示例）", "符号 U+FF09"),
            ("·示例", "不完整"),
            ("示", "不完整"),
        ];
        for (written, told) in wrong {
            let said = named(written, DocumentKind::CitizenId).unwrap_err();
            assert!(said.message.contains(told), "{written}: {said:?}");
            assert!(!said.message.contains(written), "{said:?}");
        }
        assert!(named(&"示".repeat(41), DocumentKind::CitizenId).is_err());
    }

    #[test]
    fn numbers_are_read_as_their_documents_form_them() {
        // The example of the standard.
        let id = "11010519491231002X";
        let citizen = |written: &str| number(&text(written), Some(DocumentKind::CitizenId));
        for written in [
            id,
            "１１０１０５19491231002x",
            " 110105 19491231 002X ",
            "=\"11010519491231002X\"",
            "'11010519491231002X",
        ] {
            assert_eq!(citizen(written).as_deref(), Ok(id), "{written}");
        }
        for (written, told) in [
            ("110105194912310021", "校验位"),
            ("110105194912310000", "末三位是 000"),
            ("1101051949123100", "有 16 位"),
            ("1.10105E+17", "科学计数法"),
            ("11010519491331002X", "出生日期"),
            ("990105194912310025", "省级代码"),
            ("1101051949l231002X", "第 11 位"),
        ] {
            let said = citizen(written).unwrap_err();
            assert!(said.message.contains(told) && !said.message.contains(written), "{written}: {said:?}");
        }
        let of = |kind, written: &str| number(&text(written), Some(kind)).is_ok();
        assert!(
            of(DocumentKind::HongKongMacaoPermit, "h00000001") && !of(DocumentKind::HongKongMacaoPermit, id)
        );
        assert!(of(DocumentKind::TaiwanPermit, "00000001") && !of(DocumentKind::TaiwanPermit, "T0000001"));
        assert!(of(DocumentKind::Passport, "X0000001") && !of(DocumentKind::Passport, "护照"));
        assert!(of(DocumentKind::ForeignPermanentResident, "XYZ000000000001"));
        assert!(
            !of(DocumentKind::ForeignPermanentResident, "汉字汉字汉")
                && !of(DocumentKind::ResidencePermit, id)
        );
    }

    #[test]
    fn staff_may_have_cards_that_are_not_of_citizens() {
        let on = Date::new(2026, 6, 30).unwrap();
        let staff = |written: &str| of_staff(&text(written), on);
        // A check digit of its own for each; nobody has these.
        let numbered = |front: &str| {
            let last = b"0123456789X".iter().map(|last| format!("{front}{}", char::from(*last)));
            last.into_iter().find(|number| CitizenId::has_check_digit(number.as_bytes())).unwrap()
        };
        for front in ["81000019900101999", "82000019900101999", "83000019900101999", "91199919900101999"] {
            let number = numbered(front);
            assert_eq!(staff(&number).as_ref(), Ok(&number));
            let slip = format!("{}{}", &number[..16], &numbered(&format!("{}8", &front[..16]))[17..]);
            assert!(staff(&slip).is_err() && staff(&number.replace("1990", "2020")).is_err(), "{front}");
        }
        assert!(staff("XYZ000000000001").is_ok());
        for passport in ["E00000001", "H00000001", "00000001"] {
            let said = staff(passport).unwrap_err();
            assert!(said.message.contains("护照或通行证") && said.hint.contains("空着"), "{said:?}");
        }
        assert!(staff("护照").unwrap_err().message.contains("18 位"));
    }

    #[test]
    fn numeric_cells_have_lost_digits() {
        let told = |value| {
            let cell = Cell { column: 1, content: Content::Number(value), formula: false };
            number(&cell, Some(DocumentKind::CitizenId)).unwrap_err().message
        };
        assert!(told(1.1e17).contains("前 15 位") && told(1234.0).contains("开头的 0"));
    }
}
