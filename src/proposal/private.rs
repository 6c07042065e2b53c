//! What a change does to what nobody sees in it: files of private numbers, and the keys that open them. In words.

use std::collections::BTreeMap;

use crate::comparison::public;
use crate::history::proposal::Changed;

/// What became of the file of private numbers of a filing; `turned`: it is encrypted to other keys than it was.
pub(super) fn people(file: &Changed, turned: bool) -> &'static str {
    match (&file.old, file.gone) {
        (_, true) => "删除了人员身份证号码的加密文件（people.age），里面的号码别处没有",
        (None, false) => "新增人员身份证号码的加密文件（people.age）",
        (Some(_), false) if turned => {
            "换了人员身份证号码的加密文件（people.age），加密给的公钥也换了；里面有没有变要问经办人"
        }
        (Some(_), false) => "换了人员身份证号码的加密文件（people.age），公钥没有换；里面变了什么要问经办人",
    }
}

/// Who will be able to read from now on, and who will not.
pub(super) fn recipients(old: &str, new: &str) -> Vec<String> {
    let (before, now) = (keys(old), keys(new));
    let less = |one: &BTreeMap<&str, Option<&str>>, other: &BTreeMap<&str, Option<&str>>| -> Vec<String> {
        let lacking = one.iter().filter(|(key, _)| !other.contains_key(*key));
        lacking.map(|(key, name)| called(key, *name)).collect()
    };
    let come = less(&now, &before).into_iter().map(|key| {
        format!("新增公钥 {key}：以后写的它打得开，以前写的要运行 skillreg holders rotate 才打得开")
    });
    let gone = less(&before, &now).into_iter().map(|key| {
        format!("减少公钥 {key}：要运行 skillreg holders rotate 全部重新加密；以前的文件它仍打得开")
    });
    let words: Vec<String> = come.chain(gone).collect();
    match words.is_empty() {
        true => vec!["只改了说明或顺序，公钥没有变".to_owned()],
        false => words,
    }
}

/// The longest comment that is taken for somebody's name: others say more than that.
const LONGEST: usize = 20;

/// The keys of a list, each with the comment above it.
fn keys(text: &str) -> BTreeMap<&str, Option<&str>> {
    let (mut keys, mut above) = (BTreeMap::new(), None);
    for line in text.lines().map(str::trim) {
        let comment = line.strip_prefix('#').map(str::trim);
        let is_key = comment.is_none() && !line.is_empty();
        if is_key {
            keys.insert(line, above);
        }
        above = comment.filter(|name| !name.is_empty() && name.chars().count() <= LONGEST);
    }
    keys
}

/// A key as people tell it from others; what is none may be one that nobody may see.
fn called(key: &str, name: Option<&str>) -> String {
    let short = match key.split_at_checked(10) {
        Some((start, rest)) if key.starts_with("age1") && key.is_ascii() && rest.len() > 6 => {
            format!("{start}…{}", &rest[rest.len() - 6..])
        }
        _ => "不是公钥的一行".to_owned(),
    };
    match name {
        Some(name) => format!("{}（{short}）", public(name)),
        None => short,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "age1aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa11";
    const OTHER: &str = "age1bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb22";

    #[test]
    fn keys_that_come_and_go_are_told_by_name() {
        let told = recipients(&format!("# 张\n{ONE}\n"), &format!("# 李\n{OTHER}\n"));
        assert!(told[0].starts_with("新增公钥 李（age1bbbbbb…bbbb22）："), "{told:?}");
        assert!(told[1].starts_with("减少公钥 张（age1aaaaaa…aaaa11）：要运行 skillreg holders rotate"));
        assert_eq!(told.len(), 2);
    }

    #[test]
    fn what_is_no_key_is_not_repeated_and_comments_are_no_change() {
        let told = recipients("", "AGE-SECRET-KEY-1QQQQQQQQQQQQ\n");
        assert!(told[0].contains("不是公钥的一行") && !told[0].contains("QQQ"), "{told:?}");
        let long = "# 建议至少写两个人的公钥，换人时改好这里，再运行命令全部重新加密";
        let told = recipients("", &format!("{long}\n{ONE}\n"));
        assert!(told[0].starts_with("新增公钥 age1aaaaaa…"), "{told:?}");
        let told = recipients(ONE, &format!("# 张\r\n{ONE}\r\n"));
        assert_eq!(told, ["只改了说明或顺序，公钥没有变"]);
    }
}
