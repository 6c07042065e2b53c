//! Names that nobody bears: each begins with a word for "sample".

const SAMPLE: [&str; 4] = ["示例", "示范", "样例", "虚构"];
const PEOPLE: &str =
    "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈";
const FIRMS: &str = "安邦昌诚达德鼎东丰福港冠光广海航和恒弘宏华汇吉佳建江金津晶凯科坤兰乐利联隆";
const MASKED: [&str; 12] =
    ["示*", "示*一", "示*二", "示*三", "样*", "样*四", "样*五", "样*六", "范*", "范*七", "范*八", "虚*九"];

/// The name of a person.
pub(crate) fn person(number: usize) -> String {
    format!("{}{}", SAMPLE[number % SAMPLE.len()], letters(PEOPLE, number / SAMPLE.len()))
}

/// The name of an enterprise in a trade.
pub(crate) fn enterprise(number: usize, trade: &str) -> String {
    format!("天津示例{}{trade}有限公司", letters(FIRMS, number))
}

/// The name of a group's branch in a trade.
pub(crate) fn branch(number: usize, trade: &str) -> (String, String) {
    let group = format!("中国示例{}{trade}集团有限公司", letters(FIRMS, number));
    (format!("{group}天津分公司"), group)
}

/// The masked name of a certificate holder.
pub(crate) fn holder(number: usize) -> &'static str {
    MASKED[number % MASKED.len()]
}

/// The number written with the characters of an alphabet as digits, at least one.
fn letters(alphabet: &str, mut number: usize) -> String {
    let alphabet: Vec<char> = alphabet.chars().collect();
    let mut letters = String::new();
    loop {
        letters.push(alphabet[number % alphabet.len()]);
        number /= alphabet.len();
        if number == 0 {
            return letters;
        }
    }
}
