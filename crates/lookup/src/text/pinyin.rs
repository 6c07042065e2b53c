//! How Han characters are read. Only the generator needs it: a visitor's browser gets the result.

use pinyin::ToPinyin;

/// Characters that names of firms and occupations read in more than one way, with the readings the table of the most
/// frequent ones leaves out. All readings of all characters would make half the index of words nobody says.
const ALSO: [(char, &str); 34] = [
    ('行', "hang"),
    ('行', "xing"),
    ('长', "chang"),
    ('长', "zhang"),
    ('重', "chong"),
    ('重', "zhong"),
    ('乐', "le"),
    ('乐', "yue"),
    ('会', "kuai"),
    ('都', "du"),
    ('朝', "chao"),
    ('朝', "zhao"),
    ('车', "che"),
    ('调', "diao"),
    ('调', "tiao"),
    ('率', "lv"),
    ('率', "shuai"),
    ('校', "xiao"),
    ('校', "jiao"),
    ('厦', "xia"),
    ('厦', "sha"),
    ('藏', "zang"),
    ('藏', "cang"),
    ('单', "dan"),
    ('单', "shan"),
    ('泊', "bo"),
    ('泊', "po"),
    ('大', "dai"),
    ('降', "xiang"),
    ('盛', "sheng"),
    ('盛', "cheng"),
    ('石', "shi"),
    ('系', "ji"),
    ('传', "zhuan"),
];

/// The readings of a character, in letters of ASCII (`lv` for 绿); none if it has none.
pub(crate) fn readings(character: char) -> Vec<String> {
    let usual = character.to_pinyin().map(|pinyin| pinyin.plain().replace('ü', "v"));
    let mut readings: Vec<String> = usual.into_iter().collect();
    for (_, reading) in ALSO.iter().filter(|(also, _)| *also == character) {
        if !readings.iter().any(|known| known == reading) {
            readings.push((*reading).to_owned());
        }
    }
    readings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_how_characters_are_read() {
        assert_eq!(readings('电'), ["dian"]);
        assert_eq!(readings('绿'), ["lv"]);
        assert!(readings('行').contains(&"hang".to_owned()) && readings('行').contains(&"xing".to_owned()));
        assert!(readings('a').is_empty());
    }
}
