//! The search as a visitor's browser runs it: files are fetched by name when the index asks for them.
#![allow(missing_docs, clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use lookup::bundle::BundleError;
use lookup::search::{Answer, Document, Files, Index, Request, Results, SearchError, Value, write};

fn value(key: &str, label: &str) -> Value {
    Value { key: key.to_owned(), label: label.to_owned() }
}

/// Numbers that look random and are always the same.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

const OCCUPATIONS: [&str; 10] = [
    "电工",
    "焊工",
    "电焊工",
    "钳工",
    "起重工",
    "信息通信网络机务员",
    "养老护理员",
    "汽车维修工",
    "美发师",
    "保育师",
];
const STATUSES: [(&str, &str); 3] = [("filed", "已备案"), ("expired", "已到期"), ("revoked", "已取消")];

fn institution(at: usize, draw: &mut Draw) -> Document {
    let trade = draw.one(&["电工", "钢铁", "焊接", "汽车", "职业技能", "技能培训", "工业", "职工技术"]);
    let word = draw.one(&["示例", "样例", "虚构", "利昌", "海河", "津门"]);
    let district = draw.below(8);
    let first = draw.below(OCCUPATIONS.len());
    let count = 1 + draw.below(4);
    let numbers: BTreeSet<usize> = (first..first + count).map(|at| at % OCCUPATIONS.len()).collect();
    let status = STATUSES[draw.below(3)];
    Document {
        kind: value("institution", "评价机构"),
        url: format!("institutions/2020-{at:05}.html"),
        title: format!("天津{word}{trade}第{at}有限公司"),
        lines: vec![
            format!("天津市第{district}区{}路{}号", draw.one(&["示例", "职业", "技能", "电台"]), at % 300),
            format!("备案号 Y00001200{at:04}，统一社会信用代码 91120104EX{at:07}Q"),
        ],
        district: Some(value(&format!("12010{district}"), &format!("第{district}区"))),
        status: Some(value(status.0, status.1)),
        scope: numbers.into_iter().map(|number| scope_line(number, at)).collect(),
    }
}

/// An occupation with one to three levels, not the same for all occupations of an institution.
fn scope_line(number: usize, at: usize) -> (Value, Vec<Value>) {
    let first = 1 + (at + number) % 5;
    let levels = first..=(first + at % 3).min(5);
    let level = |level: usize| value(&level.to_string(), &format!("{level}级"));
    (value(&format!("6-{number:02}"), OCCUPATIONS[number]), levels.map(level).collect())
}

fn documents(count: usize) -> Vec<Document> {
    let mut draw = Draw(7);
    let occupation = |(at, name): (usize, &str)| Document {
        kind: value("occupation", "职业"),
        url: format!("occupations/6-{at:02}.html"),
        title: name.to_owned(),
        lines: vec![format!("职业编码 6-{at:02}，国家职业技能标准")],
        scope: BTreeMap::from([(value(&format!("6-{at:02}"), name), Vec::new())]),
        ..Document::default()
    };
    let mut documents: Vec<Document> = OCCUPATIONS.into_iter().enumerate().map(occupation).collect();
    documents.push(Document {
        kind: value("question", "政策问答"),
        url: "policies/2020-85/questions.html#q1".to_owned(),
        title: "企业怎样申请备案？".to_owned(),
        lines: vec![
            "依据津人社办发〔2020〕85号，企业提交申请表。".to_owned(),
            "ＩＳＯ9001认证不是必须的".to_owned(),
        ],
        ..Document::default()
    });
    documents.extend((0..count).map(|at| institution(at, &mut draw)));
    documents
}

struct Browser {
    files: BTreeMap<String, Vec<u8>>,
    index: Index,
    requests: Vec<Vec<String>>,
}

impl Browser {
    fn open(files: &Files) -> Self {
        let files_by_name: BTreeMap<String, Vec<u8>> = files.files.iter().cloned().collect();
        let index = Index::open(&files.hot, files_by_name[&files.hot].clone()).unwrap();
        Self { files: files_by_name, index, requests: Vec::new() }
    }

    fn search(&mut self, request: &Request) -> Results {
        self.requests.clear();
        for _ in 0..8 {
            match self.index.search(request).unwrap() {
                Answer::Done(results) => return results,
                Answer::Need(names) => {
                    assert!(!names.is_empty());
                    for name in &names {
                        self.index.offer(name, self.files[name].clone()).unwrap();
                    }
                    self.requests.push(names);
                }
            }
        }
        panic!("asks without end: {request:?}");
    }

    fn urls(&mut self, q: &str) -> Vec<String> {
        let mut urls = Vec::new();
        loop {
            let request = Request { offset: urls.len(), limit: Some(100), ..ask(q) };
            let results = self.search(&request);
            urls.extend(results.hits.into_iter().map(|hit| hit.url));
            if urls.len() >= results.total {
                return urls;
            }
        }
    }
}

fn ask(q: &str) -> Request {
    Request { q: q.to_owned(), ..Request::default() }
}

fn contains(document: &Document, term: &str) -> bool {
    let occupations = document.scope.keys().map(|value| &value.label);
    std::iter::once(&document.title).chain(&document.lines).chain(occupations).any(|text| text.contains(term))
}

const TERMS: [&str; 20] = [
    "电工",
    "焊工",
    "电焊工",
    "职业",
    "职业技能",
    "技能培训",
    "有限公司",
    "天津",
    "天津市",
    "海河",
    "钢铁",
    "汽车",
    "信息通信",
    "信息通信网络机务员",
    "养老护理员",
    "焊",
    "示例路",
    "利昌电工",
    "工业第",
    "护理",
];

#[test]
fn finds_all_and_nothing_else() {
    let documents = documents(1500);
    let files = write(&documents).unwrap();
    let mut browser = Browser::open(&files);
    for term in TERMS {
        let expected: BTreeSet<&str> =
            documents.iter().filter(|document| contains(document, term)).map(|d| d.url.as_str()).collect();
        assert!(!expected.is_empty(), "{term}");
        let found = browser.urls(term);
        assert_eq!(found.len(), expected.len(), "{term}");
        assert_eq!(found.iter().map(String::as_str).collect::<BTreeSet<_>>(), expected, "{term}");
    }
    for unknown in ["龘", "电电工", "不存在的词语", "qqqqqq", "？！", "zzz"] {
        assert_eq!(browser.urls(unknown), Vec::<String>::new(), "{unknown}");
    }
}

#[test]
fn joins_words_by_and() {
    let documents = documents(400);
    let files = write(&documents).unwrap();
    let mut browser = Browser::open(&files);
    for words in [["海河", "电工"], ["有限公司", "护理员"], ["钢铁", "焊"]] {
        let expected = documents.iter().filter(|d| words.iter().all(|word| contains(d, word))).count();
        assert_eq!(browser.urls(&words.join(" ")).len(), expected, "{words:?}");
        assert_eq!(browser.urls(&words.join("\u{3000}")).len(), expected, "{words:?}");
    }
}

#[test]
fn puts_first_what_was_meant() {
    let files = write(&documents(400)).unwrap();
    let mut browser = Browser::open(&files);
    let mut first = |q: &str| browser.urls(q).first().cloned().unwrap_or_default();
    assert_eq!(first("Y000012000123"), "institutions/2020-00123.html");
    assert_eq!(first("ｙ00001200０123"), "institutions/2020-00123.html");
    assert_eq!(first("91120104ex0000321q"), "institutions/2020-00321.html");
    assert_eq!(first("91120104EX000032"), "institutions/2020-00320.html");
    assert_eq!(first("电工"), "occupations/6-00.html");
    assert_eq!(first("diangong"), "occupations/6-00.html");
    assert_eq!(first("dhg"), "occupations/6-02.html");
    assert_eq!(first("yanglaohuli"), "occupations/6-06.html");
    assert_eq!(first("津人社办发〔2020〕85号"), "policies/2020-85/questions.html#q1");
    assert_eq!(first("iso9001认证"), "policies/2020-85/questions.html#q1");
    assert_eq!(first("tjlcdg"), first("天津利昌电工"));
    assert_eq!(first("tianjinlichangdiangong"), first("天津利昌电工"));
}

#[test]
fn counts_facets() {
    let documents = documents(600);
    let files = write(&documents).unwrap();
    let mut browser = Browser::open(&files);
    let request = Request {
        district: Some("120103".to_owned()),
        level: Some("2".to_owned()),
        status: Some(String::new()),
        ..ask("职业")
    };
    let results = browser.search(&request);
    let matching = || documents.iter().filter(|document| contains(document, "职业"));
    let in_district = |d: &&Document| d.district.as_ref().is_some_and(|value| value.key == "120103");
    let has_level = |d: &&Document| has_level(d, "2");
    assert_eq!(results.total, matching().filter(in_district).filter(has_level).count());
    for count in &results.facets.district {
        let expected = matching().filter(has_level);
        let expected =
            expected.filter(|d| d.district.as_ref().is_some_and(|value| value.key == count.0)).count();
        assert_eq!(count.2, expected, "{count:?}");
    }
    for count in &results.facets.level {
        let expected = matching().filter(in_district);
        assert_eq!(count.2, expected.filter(|d| self::has_level(d, &count.0)).count(), "{count:?}");
    }
    for count in &results.facets.occupation {
        let expected = matching().filter(in_district).filter(|d| is_filed(d, &count.0, "2"));
        assert_eq!(count.2, expected.count(), "{count:?}");
    }
    let statuses: usize = results.facets.status.iter().map(|count| count.2).sum();
    assert_eq!(statuses, results.total);
    let none = browser.search(&Request { kind: Some("nothing".to_owned()), ..ask("职业") });
    assert_eq!(none.total, 0);
    let all = browser.search(&Request { kind: Some("institution".to_owned()), ..ask("") });
    assert_eq!((all.total, all.hits.len()), (600, 10));
}

fn has_level(document: &Document, level: &str) -> bool {
    document.scope.values().flatten().any(|value| value.key == level)
}

fn is_filed(document: &Document, occupation: &str, level: &str) -> bool {
    let mut lines = document.scope.iter().filter(|(known, _)| known.key == occupation);
    lines.any(|(_, levels)| levels.iter().any(|known| known.key == level))
}

/// Filed for electricians at level 2 and for welders at level 4 is not filed for welders at level 2.
#[test]
fn takes_an_occupation_with_its_own_levels() {
    let documents = documents(600);
    let mut browser = Browser::open(&write(&documents).unwrap());
    let mut narrower = 0;
    for occupation in ["6-00", "6-01", "6-07"] {
        let has_occupation = |d: &&Document| d.scope.keys().any(|known| known.key == occupation);
        for level in ["1", "2", "3", "4", "5"] {
            let request = Request {
                occupation: Some(occupation.to_owned()),
                level: Some(level.to_owned()),
                ..Request::default()
            };
            let results = browser.search(&request);
            let filed = || documents.iter().filter(|d| is_filed(d, occupation, level));
            assert_eq!(results.total, filed().count(), "{occupation} {level}");
            narrower += documents.iter().filter(has_occupation).filter(|d| has_level(d, level)).count();
            narrower -= results.total;
            // Each facet counts what choosing another of its values would show.
            for count in &results.facets.level {
                let other = documents.iter().filter(|d| is_filed(d, occupation, &count.0));
                assert_eq!(count.2, other.count(), "{occupation} {count:?}");
            }
            for count in &results.facets.occupation {
                assert_eq!(
                    count.2,
                    documents.iter().filter(|d| is_filed(d, &count.0, level)).count(),
                    "{count:?}"
                );
            }
            let statuses: usize = results.facets.status.iter().map(|count| count.2).sum();
            assert_eq!(statuses, results.total);
        }
    }
    assert!(narrower > 100, "{narrower}: the sample does not tell pairs from products");
}

/// Whoever types sees hits before the last syllable is whole, and the institutions of an occupation too.
#[test]
fn reads_pinyin_that_is_not_finished() {
    let documents = documents(200);
    let mut browser = Browser::open(&write(&documents).unwrap());
    let by_name = browser.urls("电工");
    for typed in ["diangong", "diangon", "diang", "DianG"] {
        let found = browser.urls(typed);
        assert_eq!(found.first().map(String::as_str), Some("occupations/6-00.html"), "{typed}");
        assert!(by_name.iter().all(|url| found.contains(url)), "{typed}");
    }
    // Whole syllables of which the last one goes on: 保安 is not here, 养老, 焊工 and 天津 are.
    for (typed, word) in [("yangla", "养老"), ("hang", "焊工"), ("tianji", "天津")] {
        let expected = browser.urls(word);
        let found = browser.urls(typed);
        assert!(!found.is_empty() && found.iter().all(|url| expected.contains(url)), "{typed}: {found:?}");
    }
    assert_eq!(browser.urls("zhiyez"), Vec::<String>::new());
}

#[test]
fn guesses_what_was_meant_only_where_nothing_was_found() {
    let documents = documents(200);
    let mut browser = Browser::open(&write(&documents).unwrap());
    assert_eq!(browser.urls("Y0000 12 000123"), ["institutions/2020-00123.html"]);
    assert_eq!(browser.urls("焊gong"), browser.urls("焊 gong"));
    for (typed, level) in [("2级", "2"), ("２级", "2"), ("2级 电工", "2")] {
        let found = browser.urls(typed);
        let filed = documents.iter().filter(|d| has_level(d, level) && found.contains(&d.url)).count();
        assert!(filed == found.len() && filed > 0, "{typed}: {found:?}");
    }
}

#[test]
fn marks_what_was_found() {
    let files = write(&documents(50)).unwrap();
    let mut browser = Browser::open(&files);
    let results = browser.search(&ask("提交申请"));
    let marked: Vec<&str> =
        results.hits[0].excerpt.iter().filter(|piece| piece.1).map(|piece| piece.0.as_str()).collect();
    assert_eq!(marked, ["提交申请"]);
    let results = browser.search(&ask("yanglao"));
    let marked: Vec<&str> =
        results.hits[0].marked_title.iter().filter(|piece| piece.1).map(|piece| piece.0.as_str()).collect();
    assert_eq!(marked, ["养老"]);
}

#[test]
fn asks_in_few_rounds() {
    let files = write(&documents(1500)).unwrap();
    for q in TERMS.into_iter().chain(["diangong", "tjlc", "Y000012000123", "职业 海河", ""]) {
        let mut browser = Browser::open(&files);
        browser.search(&ask(q));
        assert!(browser.requests.len() <= 2, "{q}: {:?}", browser.requests);
        browser.search(&ask(q));
        assert!(browser.requests.is_empty(), "{q}");
    }
}

/// Each file in turn is held back after all others were offered: the answer is to ask for it, and then the same.
#[test]
fn asks_again_for_whatever_is_missing() {
    let files = write(&documents(300)).unwrap();
    let blocks = || files.files.iter().filter(|(name, _)| *name != files.hot);
    for q in ["电工", "信息通信网络机务员", "焊", "diangong", "tjlc", "91120104EX00", "职业 海河", ""]
    {
        let expected = Browser::open(&files).search(&ask(q));
        for (missing, bytes) in blocks() {
            let mut browser = Browser::open(&files);
            for (name, bytes) in blocks().filter(|(name, _)| name != missing) {
                browser.index.offer(name, bytes.clone()).unwrap();
            }
            let answer = match browser.index.search(&ask(q)).unwrap() {
                Answer::Need(names) => {
                    assert_eq!(&names, std::slice::from_ref(missing));
                    browser.index.offer(missing, bytes.clone()).unwrap();
                    browser.search(&ask(q))
                }
                Answer::Done(results) => results,
            };
            assert_eq!(answer, expected, "{q} without {missing}");
        }
    }
}

#[test]
fn refuses_damaged_files() {
    let files = write(&documents(200)).unwrap();
    let browser = Browser::open(&files);
    let hot = &browser.files[&files.hot];
    for at in (0..hot.len()).step_by(7) {
        let mut damaged = hot.clone();
        damaged[at] ^= 0x20;
        assert!(Index::open(&files.hot, damaged).is_err(), "byte {at}");
        assert!(Index::open(&files.hot, hot[..at].to_vec()).is_err(), "cut at {at}");
    }
    let not_ours = SearchError::File(BundleError::NotABundle);
    assert_eq!(Index::open(&files.hot, b"<!DOCTYPE html>".to_vec()).unwrap_err(), not_ours);
    assert_eq!(Index::open(&files.hot, Vec::new()).unwrap_err(), not_ours);
    let mut index = Index::open(&files.hot, hot.clone()).unwrap();
    let names: Vec<&String> = browser.files.keys().filter(|name| **name != files.hot).collect();
    for pair in names.windows(2) {
        assert_eq!(index.offer(pair[0], b"<html>".to_vec()).unwrap_err(), not_ours);
        let swapped = browser.files[pair[1]].clone();
        assert_eq!(index.offer(pair[0], swapped).unwrap_err(), SearchError::Damaged(pair[0].clone()));
        let bytes = &browser.files[pair[0]];
        assert!(index.offer(pair[0], bytes[..bytes.len() - 1].to_vec()).is_err());
    }
    assert!(matches!(index.offer("0.block", Vec::new()), Err(SearchError::Unknown(_))));
}

#[test]
fn writes_the_same_bytes_and_few_of_them_after_an_edit() {
    let mut documents = documents(3000);
    let before = write(&documents).unwrap();
    assert_eq!(write(&documents).unwrap(), before);
    assert!(before.files.len() < 300);
    let names = |files: &Files| files.files.iter().map(|(name, _)| name.clone()).collect::<BTreeSet<_>>();
    documents[700].status = Some(value("revoked", "已取消"));
    documents[701].status = Some(value("filed", "已备案"));
    let after = write(&documents).unwrap();
    assert!(names(&after).difference(&names(&before)).count() <= 2, "a status");
    documents[700].lines[0].push('乙');
    let edited = write(&documents).unwrap();
    assert!(names(&edited).difference(&names(&after)).count() <= 5, "one character");
}

#[test]
fn opens_a_search_over_nothing() {
    let files = write(&[]).unwrap();
    let mut browser = Browser::open(&files);
    assert_eq!(browser.search(&ask("电工")), Results::default());
    assert_eq!(browser.search(&ask("")), Results::default());
}
