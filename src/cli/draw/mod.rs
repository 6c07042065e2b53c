//! `skillreg draw`.

mod record;
mod verify;

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;

use super::{Outcome, Place, office, year};
use crate::drawing;
use crate::history::naming;
use crate::registry::records::supervision::{Assignment, Draw as Drawn, Pool, SeedKind};
use crate::registry::{Date, Registry, Text};
use crate::shell;

/// Arguments of `draw`.
#[derive(Debug, Args)]
pub(super) struct Draw {
    /// The year whose sittings are drawn from.
    #[arg(value_name = "YEAR", required_unless_present = "verify", value_parser = year())]
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
    /// Do all draws of a file again (`draws.yaml`, or the site's `data/draws.json`) and compare: exit 1 if one differs or
    /// kept no list. Seeds that are commits are looked up in the repository of --root; draws of a file that lies there are
    /// held against how they were committed, and none may be missing.
    #[arg(long, value_name = "FILE", conflicts_with = "year")]
    verify: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
}

impl Draw {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        if let Some(file) = &self.verify {
            return verify::verify(file, &self.place.root);
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
        record::append(&self.place.root, &path, &drawn)?;
        shell::data(&result(&registry, &drawn))?;
        shell::say(&format!("已写入 {path}；任何人都可以用 skillreg draw --verify {path} 复核"));
        Ok(Outcome::Fine)
    }

    fn drawn(&self, registry: &Registry, year: i16, pool: Pool) -> anyhow::Result<Drawn> {
        let Seed { seed, kind, source } = self.seed(registry.today)?;
        let assignments = pool.draw(&seed)?;
        let (id, date) = (next_id(registry, year)?, registry.today);
        let fingerprint = Some(pool.digest());
        let (seed_kind, seed_source) = (Some(kind), source);
        let pool = Some(pool);
        Ok(Drawn { id, date, seed, seed_kind, seed_source, fingerprint, unlisted: None, pool, assignments })
    }

    fn seed(&self, today: Date) -> anyhow::Result<Seed> {
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
        if named.day > today {
            bail!("提交 {} 是 {} 的，晚于抽取的日期 {today}，不能当种子", &named.name[..8], named.day);
        }
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
