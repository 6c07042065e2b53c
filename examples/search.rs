//! Measures the search of a built site as a visitor's browser would run it, and checks what it finds.
//!
//! `cargo run --release --example search -- ROOT SITE [TERM…]`

#![expect(clippy::disallowed_methods, reason = "measures")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, anyhow, ensure};
use lookup::search::{Answer, Index, Request, Results};
use skillreg::check;
use skillreg::history::History;
use skillreg::registry::Date;
use skillreg::registry::value::Value as _;
use skillreg::shell;
use skillreg::site::{Options, Plan, Searchable};

const TERMS: [&str; 20] = [
    "电工",
    "焊工",
    "职业技能",
    "信息通信",
    "通信网络",
    "有限公司",
    "示例路",
    "南开区",
    "滨海新区",
    "养老护理",
    "汽车维修",
    "机务员",
    "技能等级",
    "备案条件",
    "实施方案",
    "抽查",
    "取消资格",
    "考评人员",
    "工业机器人",
    "技术评估",
];

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let root = PathBuf::from(arguments.next().context("which root?")?);
    let site = PathBuf::from(arguments.next().context("which site?")?);
    let given: Vec<String> = arguments.collect();
    let terms: Vec<&str> =
        if given.is_empty() { TERMS.to_vec() } else { given.iter().map(String::as_str).collect() };

    let checked = check::check(&root, None, Date::parse("2026-01-01").map_err(|_| anyhow!("date"))?)?;
    let registry = checked.registry.context("the registry has faults")?;
    let history = History::default();
    let plan = Plan::new(&registry, &history, &[], &Options { base_url: String::new() });
    let searchable = plan.searchable();
    let started = Instant::now();
    let made = skillreg::search::Search::new(plan.searchable(), None)?;
    shell::data(&format!("made {} files in {} ms\n", made.files().count(), started.elapsed().as_millis()))?;

    let mut first = Vec::new();
    let mut later = Vec::new();
    let mut right = 0;
    for term in &terms {
        let mut browser = Browser::open(&site)?;
        browser.search(term, 0)?;
        first.push(browser.cost());
        // Who searches has searched before: for something else.
        let mut browser = Browser::open(&site)?;
        browser.search("示例", 0)?;
        browser.forget();
        let started = Instant::now();
        let results = browser.search(term, 0)?;
        let took = started.elapsed();
        later.push(browser.cost());
        let is_right = is_right(&mut browser, term, &searchable)?;
        right += usize::from(is_right);
        shell::data(&format!(
            "{term:12} {:6} found, {}; first {}, later {}, {} µs\n",
            results.total,
            if is_right { "right" } else { "WRONG" },
            first.last().map(Cost::to_string).unwrap_or_default(),
            later.last().map(Cost::to_string).unwrap_or_default(),
            took.as_micros()
        ))?;
    }
    shell::data(&format!("all found, none false: {right} of {}\n", terms.len()))?;
    for (title, mut costs) in [("first search", first), ("later search", later)] {
        costs.sort_by_key(|cost| cost.bytes);
        let middle = &costs[costs.len() / 2];
        let most = &costs[costs.len() - 1];
        shell::data(&format!("{title}: median {middle}; most {most}\n"))?;
    }
    Ok(())
}

/// Whether the search finds the documents that have the term in their text, and no others.
fn is_right(browser: &mut Browser, term: &str, searchable: &[Searchable<'_>]) -> anyhow::Result<bool> {
    let has = |one: &&Searchable<'_>| {
        let occupations = one.scope.keys().map(|(_, name)| name);
        std::iter::once(&one.title).chain(&one.lines).chain(occupations).any(|text| text.contains(term))
    };
    let expected: BTreeSet<&str> = searchable.iter().filter(has).map(|one| one.url.as_str()).collect();
    let mut found = BTreeSet::new();
    loop {
        let results = browser.search(term, found.len())?;
        let before = found.len();
        found.extend(results.hits.into_iter().map(|hit| hit.url));
        if found.len() == before || found.len() >= results.total {
            return Ok(found.len() == results.total && found.iter().map(String::as_str).eq(expected));
        }
    }
}

/// What a search made the browser fetch.
#[derive(Clone, Copy, Default)]
struct Cost {
    bytes: usize,
    files: usize,
    rounds: usize,
}

impl std::fmt::Display for Cost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.1} KB in {} files and {} rounds", self.bytes as f64 / 1000.0, self.files, self.rounds)
    }
}

struct Browser {
    folder: PathBuf,
    index: Index,
    cost: Cost,
}

impl Browser {
    fn open(site: &Path) -> anyhow::Result<Self> {
        let folder = site.join("search");
        let manifest = std::fs::read(folder.join("manifest.json"))?;
        let parsed: serde_json::Value = serde_json::from_slice(&manifest)?;
        let name = parsed["hot"].as_str().context("no hot file")?;
        let hot = std::fs::read(folder.join(name))?;
        let cost = Cost { bytes: manifest.len() + hot.len(), files: 2, rounds: 2 };
        Ok(Self { folder, index: Index::open(name, hot)?, cost })
    }

    fn cost(&self) -> Cost {
        self.cost
    }

    fn forget(&mut self) {
        self.cost = Cost::default();
    }

    fn search(&mut self, term: &str, offset: usize) -> anyhow::Result<Results> {
        let limit = (offset > 0).then_some(100);
        let request = Request { q: term.to_owned(), offset, limit, ..Request::default() };
        for _ in 0..9 {
            match self.index.search(&request)? {
                Answer::Done(results) => return Ok(results),
                Answer::Need(names) => {
                    ensure!(!names.is_empty(), "asks for nothing");
                    self.cost.rounds += 1;
                    for name in names {
                        let bytes = std::fs::read(self.folder.join(&name))?;
                        self.cost.files += 1;
                        self.cost.bytes += bytes.len();
                        self.index.offer(&name, bytes)?;
                    }
                }
            }
        }
        Err(anyhow!("asks without end"))
    }
}
