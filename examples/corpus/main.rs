//! Writes a synthetic registry of any size, to try things out and to measure.
//!
//! ```text
//! cargo run --release --example corpus -- --institutions 10000 --certificates 1000000 /tmp/corpus
//! cargo run --release --example seal -- --root /tmp/corpus     # seals for its certificates
//! cargo run --release -- check --root /tmp/corpus
//! ```
//!
//! Policies, catalogue and pages are those of this repository; institutions, plans, certificates and
//! supervision are made up, evidently so, and pass every check. The same arguments write the same bytes.

#![expect(clippy::disallowed_methods, reason = "writes a registry")]

mod facts;
mod filing;
mod institution;
mod names;
mod plan;
mod random;
mod supervision;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, ensure};
use clap::Parser;
use skillreg::registry::Status;
use skillreg::shell;

use facts::Facts;
use institution::Institution;
use plan::{File, Planner};
use random::Random;
use supervision::Supervision;

/// Certificates of a batch, about.
const BATCH: usize = 100;

/// Writes a synthetic registry of any size.
#[derive(Debug, Parser)]
struct Arguments {
    /// How many institutions and applicants.
    #[arg(long, default_value_t = 1_000)]
    institutions: usize,
    /// How many certificates, in batches of about 100.
    #[arg(long, default_value_t = 10_000)]
    certificates: usize,
    /// Another seed makes another registry.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The content folder to take policies, catalogue and pages from.
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/content"))]
    from: PathBuf,
    /// A new folder; the registry is written to `content` in it.
    out: PathBuf,
}

fn main() -> ExitCode {
    match registry(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            shell::say(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

fn registry(arguments: &Arguments) -> anyhow::Result<()> {
    let content = arguments.out.join("content");
    ensure!(!content.exists(), "{} exists already: name a new folder", content.display());
    let facts = Facts::read(&arguments.from)?;
    fs::create_dir_all(&content)?;
    for folder in ["policies", "catalogue", "pages"] {
        copy(&arguments.from.join(folder), &content.join(folder))?;
    }
    write(&content, File { path: "site.yaml".to_owned(), text: SITE.to_owned() })?;

    let institutions = institutions(arguments, &facts, &content)?;
    let mut planner = Planner::new(&facts);
    plans(arguments, &institutions, &mut planner, &content)?;
    let mut sittings = planner.sittings;
    sittings.sort_by(|a, b| (a.day, &a.plan, &a.sitting).cmp(&(b.day, &b.plan, &b.sitting)));
    let supervision = Supervision {
        facts: &facts,
        sittings: &sittings,
        measures: supervision::measures(&institutions),
        random: Random::of(arguments.seed, u64::MAX),
    };
    supervision.files()?.into_iter().try_for_each(|file| write(&content, file))?;
    shell::say(&format!(
        "{} institutions, {} certificates of {} sittings in {}",
        institutions.len(),
        arguments.certificates,
        sittings.len(),
        content.display()
    ));
    Ok(())
}

fn institutions<'a>(
    arguments: &Arguments,
    facts: &'a Facts,
    content: &Path,
) -> anyhow::Result<Vec<Institution<'a>>> {
    let mut institutions = Vec::with_capacity(arguments.institutions);
    for number in 0..arguments.institutions {
        let institution = Institution::new(facts, arguments.seed, number)?;
        let path = format!("institutions/{}/filing.yaml", institution.id);
        write(content, File { path, text: filing::text(facts, arguments.seed, &institution)? })?;
        institutions.push(institution);
    }
    Ok(institutions)
}

/// Deals the certificates to the filed institutions in batches of about [`BATCH`].
fn plans(
    arguments: &Arguments,
    institutions: &[Institution<'_>],
    planner: &mut Planner<'_>,
    content: &Path,
) -> anyhow::Result<()> {
    let filed: Vec<_> = institutions.iter().filter(|of| of.status == Status::Filed).collect();
    let batches = arguments.certificates.div_ceil(BATCH);
    ensure!(batches == 0 || !filed.is_empty(), "certificates need an institution that is filed");
    let mut random = Random::of(arguments.seed, u64::MAX - 1);
    // Where each batch ends in the row of all certificates.
    let end = |batch: usize, random: &mut Random| match batch {
        0 => 0,
        _ if batch == batches => arguments.certificates,
        _ => batch * (arguments.certificates / batches) + random.below(BATCH / 5),
    };
    let mut start = end(0, &mut random);
    for (place, institution) in filed.iter().enumerate() {
        let share = batches * place / filed.len()..batches * (place + 1) / filed.len();
        let mut sizes = Vec::with_capacity(share.len());
        for batch in share {
            let next = end(batch + 1, &mut random).max(start);
            sizes.push(next - start);
            start = next;
        }
        sizes.retain(|size| *size > 0);
        let mut files = planner.of(institution, &mut random, &sizes)?;
        if random.chance(2) {
            files.extend(planner.upcoming(institution, &mut random)?);
        }
        files.into_iter().try_for_each(|file| write(content, file))?;
    }
    Ok(())
}

fn write(content: &Path, file: File) -> anyhow::Result<()> {
    let path = content.join(file.path);
    fs::create_dir_all(path.parent().context("no folder")?)?;
    fs::write(&path, file.text).with_context(|| format!("cannot write {}", path.display()))
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

const SITE: &str = "\
# 合成数据：用来试用和测量，机构、人员、证书都是编造的。
id: corpus
name: 技能人才评价公示平台（合成数据）
description: 用来试用和测量的合成登记库，机构、人员和证书均为虚构。
base_url: https://example.com/corpus/
province: \"12\"
sample: true
as_of: 2021-11-19
host:
  name: 示例市职业技能鉴定指导中心
  short_name: 市鉴定中心
contact:
  telephone: 022-55550000
  email: office@example.com
  address: 示例市示例路1号
  postcode: \"300000\"
lookup:
  key_derivation:
    memory_kib: 8
    iterations: 1
    parallelism: 1
  certificates_per_bucket: 72
";
