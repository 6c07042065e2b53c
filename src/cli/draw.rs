//! `skillreg draw`.

#![expect(clippy::disallowed_methods, reason = "reads the file of draws it is pointed at")]

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use super::{Outcome, Place, office};
use crate::drawing::{self, Flaw};
use crate::history::naming;
use crate::recording;
use crate::registry::records::supervision::{Assignment, Draw as Drawn, Draws, Pool, SeedKind};
use crate::registry::{Registry, Text, format};
use crate::shell;
use crate::yaml::{self, Editor, Scrutiny, quoted};

/// Files of draws are no larger.
const MOST: u64 = 8 << 20;

/// Arguments of `draw`.
#[derive(Debug, Args)]
pub(super) struct Draw {
    /// The year whose sittings are drawn from.
    #[arg(value_name = "YEAR", required_unless_present = "verify", value_parser = super::year())]
    year: Option<i16>,
    /// A public number as the seed (beacon): published by somebody else, known to nobody before the list was fixed, and to
    /// everybody afterwards. Without --seed and --commit, the commit that is checked out is the seed.
    #[arg(long, visible_alias = "beacon", value_name = "TEXT", requires = "year")]
    seed: Option<Text>,
    /// Where everybody can look that number up: who publishes it, which issue, which day.
    #[arg(long, visible_alias = "beacon-source", value_name = "TEXT", requires = "seed")]
    seed_source: Option<Text>,
    /// A commit of the registry as the seed: a name, a tag, HEAD, the beginning of a hash. The list has to be that of the
    /// commit: plans, filings, policies or supervision changed since are refused. Whoever makes a commit can try several,
    /// so a public number is better evidence.
    #[arg(long, value_name = "REVISION", requires = "year", conflicts_with = "seed")]
    commit: Option<String>,
    /// How many sittings to draw (default: as many as the policy's share of the year's sittings still lacks).
    #[arg(long, value_name = "COUNT", requires = "year", value_parser = clap::value_parser!(u16).range(1..))]
    count: Option<u16>,
    /// Only print the list and its SHA-256, to be made public before the seed is known; nothing is drawn or written.
    #[arg(long, requires = "year", conflicts_with_all = ["seed", "commit"])]
    announce: bool,
    /// Do all draws of a file again (`draws.yaml`, or the site's `data/draws.json`) and compare: exit 1 if one differs. Seeds
    /// that are commits are looked up in the repository of --root.
    #[arg(long, value_name = "FILE", conflicts_with = "year")]
    verify: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
}

impl Draw {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        if let Some(file) = &self.verify {
            return verify(file, &self.place.root);
        }
        let year = self.year.context("没有写年份")?;
        let Some(registry) = office::registry(&self.place, &[])? else { return Ok(Outcome::Faults) };
        let pool = drawing::pool(&registry, year, self.count)?;
        if self.announce {
            shell::data(&announcement(&pool))?;
            return Ok(Outcome::Fine);
        }
        let drawn = self.drawn(&registry, year, pool)?;
        let path = format!("content/supervision/{year}/draws.yaml");
        append(&self.place.root, &path, &drawn)?;
        shell::data(&result(&registry, &drawn))?;
        shell::say(&format!("已写入 {path}；任何人都可以用 skillreg draw --verify {path} 复核"));
        Ok(Outcome::Fine)
    }

    fn drawn(&self, registry: &Registry, year: i16, pool: Pool) -> anyhow::Result<Drawn> {
        let Seed { seed, kind, source } = self.seed()?;
        let assignments = pool.draw(&seed)?;
        let (id, date) = (next_id(registry, year)?, registry.today);
        let fingerprint = Some(pool.digest());
        let (seed_kind, seed_source) = (Some(kind), source);
        Ok(Drawn { id, date, seed, seed_kind, seed_source, fingerprint, pool: Some(pool), assignments })
    }

    fn seed(&self) -> anyhow::Result<Seed> {
        if let Some(seed) = &self.seed {
            if self.seed_source.is_none() {
                shell::say("没有写 --seed-source：别人不知道到哪里核对这个种子");
            }
            return Ok(Seed { seed: seed.clone(), kind: SeedKind::Beacon, source: self.seed_source.clone() });
        }
        let root = &self.place.root;
        let revision = self.commit.as_deref().unwrap_or("HEAD");
        let named =
            naming::named(root, revision).context("这里没有 git 提交可以当种子，用 --seed 写明公开的种子")?;
        if let Some(file) = naming::changed_since(root, &named.name)? {
            bail!(
                "{} 与提交 {} 里的不同，名单就不是那次提交定下的：先提交，再用新的提交抽取",
                file.display(),
                &named.name[..8]
            );
        }
        let day = format!("，{} 提交", named.day);
        let source = format!("登记库的 git 提交{day}，用 git show {} 查看", &named.name[..12]).parse()?;
        Ok(Seed { seed: named.name.parse()?, kind: SeedKind::Commit, source: Some(source) })
    }
}

/// A seed, what it is and where it can be looked up.
struct Seed {
    seed: Text,
    kind: SeedKind,
    source: Option<Text>,
}

/// `draw-2021-09` after `draw-2021-08`.
fn next_id(registry: &Registry, year: i16) -> anyhow::Result<crate::registry::identifier::RecordId> {
    let years = registry.supervision();
    let known = |id: &str| years.values().flat_map(|year| &year.draws).any(|draw| *draw.id == *id);
    let id = (1..=9999).map(|number| format!("draw-{year}-{number:02}")).find(|id| !known(id));
    Ok(id.context("这一年抽得太多次了")?.parse()?)
}

fn announcement(pool: &Pool) -> String {
    let mut text = format!("应抽 {} 场，名单的 SHA-256 校验值：\n{}\n\n场次：\n", pool.count, pool.digest());
    for sitting in &pool.sittings {
        text.push_str(&format!("  {}　{}\n", sitting.name(), sitting.date));
    }
    text.push_str("督导人员：\n");
    for inspector in &pool.inspectors {
        text.push_str(&format!("  {}　已派 {} 次", &*inspector.id, inspector.assigned));
        let recused: Vec<&str> = inspector.recused.iter().map(|name| &**name).collect();
        if !recused.is_empty() {
            text.push_str(&format!("　不派往 {}", recused.join("、")));
        }
        text.push('\n');
    }
    text
}

fn result(registry: &Registry, drawn: &Drawn) -> String {
    let pool = drawn.pool.as_ref().map_or(0, |pool| pool.sittings.len());
    let mut text = format!("{}：从 {pool} 场里抽出 {} 场\n", &*drawn.id, drawn.assignments.len());
    for Assignment { plan, sitting, inspectors } in &drawn.assignments {
        let institution = registry.plan(plan).and_then(|plan| registry.filing(&plan.value.institution));
        let name = institution.map_or("", |record| &*record.value.applicant.name);
        let inspectors: Vec<&str> = inspectors.iter().map(|id| &**id).collect();
        text.push_str(&format!("  {}/{}　{name}　{}\n", &**plan, &**sitting, inspectors.join("、")));
    }
    text
}

/// Appends a draw and leaves every other byte as it is.
fn append(root: &Path, path: &str, drawn: &Drawn) -> anyhow::Result<()> {
    let was = recording::find(root, path)?;
    let text = match &was {
        None => begun(drawn),
        Some(bytes) => {
            let text = std::str::from_utf8(bytes).with_context(|| format!("{path} 不是 UTF-8 文字"))?;
            let unusual = || format!("{path} 的写法不寻常，不能在末尾追加；把 draws 写成每次抽取一段的列表");
            let mut editor = Editor::new(text).with_context(unusual)?;
            editor.append("draws", "抽取", &[item(drawn)]).with_context(unusual)?;
            editor.finish()
        }
    };
    recording::put_one(root, path, was.as_deref(), text.as_bytes())?;
    Ok(())
}

/// The file of a year's first draw.
fn begun(drawn: &Drawn) -> String {
    let keys: Vec<String> = item(drawn).into_iter().map(|(key, value)| format!("{key}: {value}")).collect();
    let note = "# 双随机：场次和督导人员都随机抽取。由 skillreg draw 写入，只在末尾追加。";
    format!("{note}\ndraws:\n  - {}\n", keys.join("\n    "))
}

/// The keys of a draw, as YAML.
fn item(drawn: &Drawn) -> Vec<(&'static str, String)> {
    let mut item =
        vec![("id", drawn.id.to_string()), ("date", drawn.date.to_string()), ("seed", quoted(&drawn.seed))];
    item.extend(drawn.seed_kind.map(|kind| {
        let kind = match kind {
            SeedKind::Beacon => "beacon",
            SeedKind::Commit => "commit",
        };
        ("seed_kind", kind.to_owned())
    }));
    item.extend(drawn.seed_source.as_deref().map(|source| ("seed_source", quoted(source))));
    item.extend(drawn.fingerprint.map(|digest| ("fingerprint", digest.to_string())));
    item.extend(drawn.pool.as_ref().map(|pool| ("pool", flow_pool(pool))));
    item.push(("assignments", list(drawn.assignments.iter().map(flow_assignment))));
    item
}

// Lists within brackets go on over lines that are indented in any way, so the text fits below items of any indentation.
fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.map(|item| format!("\n          {item}")).collect();
    format!("[{}\n        ]", items.join(","))
}

fn flow_pool(pool: &Pool) -> String {
    let sitting = |s: &crate::registry::records::supervision::PooledSitting| {
        format!("{{plan: {}, sitting: {}, date: {}}}", &*s.plan, &*s.sitting, s.date)
    };
    let inspector = |i: &crate::registry::records::supervision::PooledInspector| {
        let recused: Vec<&str> = i.recused.iter().map(|name| &**name).collect();
        let recused =
            if recused.is_empty() { String::new() } else { format!(", recused: [{}]", recused.join(", ")) };
        format!("{{id: {}, assigned: {}{recused}}}", &*i.id, i.assigned)
    };
    let sittings = list(pool.sittings.iter().map(sitting));
    let inspectors = list(pool.inspectors.iter().map(inspector));
    format!(
        "{{\n        count: {},\n        sittings: {sittings},\n        inspectors: {inspectors}\n        }}",
        pool.count
    )
}

fn flow_assignment(assignment: &Assignment) -> String {
    let Assignment { plan, sitting, inspectors } = assignment;
    let inspectors: Vec<&str> = inspectors.iter().map(|id| &**id).collect();
    format!("{{plan: {}, sitting: {}, inspectors: [{}]}}", &**plan, &**sitting, inspectors.join(", "))
}

/// Does every draw of a file again.
fn verify(file: &Path, root: &Path) -> anyhow::Result<Outcome> {
    let unreadable = || format!("读不了 {}", file.display());
    let mut text = String::new();
    File::open(file).and_then(|open| open.take(MOST).read_to_string(&mut text)).with_context(unreadable)?;
    // JSON is YAML too, but for the nulls of keys that are not there, which reading leaves out.
    let draws = yaml::read::<Draws>(&text, Scrutiny::Always, format::check).value.with_context(|| {
        format!("{} 不是抽取记录：要 draws.yaml，或者网站上的 data/draws.json", file.display())
    })?;
    if draws.draws.is_empty() {
        bail!("{} 里没有抽取", file.display());
    }
    let mut outcome = Outcome::Fine;
    for draw in &draws.draws {
        let flaw = drawing::flaw(draw);
        let told = match (flaw, &draw.pool) {
            (None, Some(pool)) => {
                format!("相符：从 {} 场里抽出 {} 场", pool.sittings.len(), draw.assignments.len())
            }
            (None, None) => "没有留下抽取名单，不能复核".to_owned(),
            (Some(Flaw::List), _) => "不符：名单与它的校验值对不上".to_owned(),
            (Some(Flaw::Result), _) => "不符：按这份名单和种子重新抽，结果不是这样".to_owned(),
        };
        if flaw.is_some() {
            outcome = Outcome::Faults;
        }
        let seed = seed_told(draw, root);
        shell::data(&format!("{}　{}　{told}{seed}\n", draw.date, &*draw.id))?;
    }
    Ok(outcome)
}

/// What can be said of a draw's seed here.
fn seed_told(draw: &Drawn, root: &Path) -> String {
    let source = draw.seed_source.as_deref().unwrap_or("没有写出处");
    match draw.seed_kind {
        None => String::new(),
        Some(SeedKind::Beacon) => format!("；种子是公开数字，到出处核对：{source}"),
        Some(SeedKind::Commit) => match naming::named(root, &draw.seed) {
            Ok(named) if named.day > draw.date => "；种子是登记库的提交，却在抽取以后才提交".to_owned(),
            Ok(_) => "；种子是登记库的提交，这里的仓库里有".to_owned(),
            Err(error) => format!("；种子是登记库的提交，没有核对：{error}"),
        },
    }
}
