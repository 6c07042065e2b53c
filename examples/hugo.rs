//! Writes the institutions of a registry as content for Hugo, so that both can be timed on the same records;
//! see `benches/compare.sh`.

#![expect(clippy::disallowed_methods, reason = "writes a site to compare with")]

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Parser;
use serde_json::json;
use skillreg::registry::records::filing::Filing;
use skillreg::registry::{Date, Record, Registry};
use skillreg::{check, diagnostics, shell};

/// Writes the institutions of a registry as content for Hugo.
#[derive(Debug, Parser)]
struct Arguments {
    /// The folder that holds `content`.
    root: PathBuf,
    /// Hugo's content folder; made if need be.
    out: PathBuf,
}

fn main() -> anyhow::Result<()> {
    let Arguments { root, out } = Arguments::parse();
    let clock = Date::new(2021, 11, 19).context("no such day")?;
    let checked = check::check(&root, None, clock)?;
    let Some(registry) = checked.registry else {
        shell::data(&diagnostics::human(&checked.report))?;
        bail!("the registry has faults");
    };
    let folder = out.join("institutions");
    fs::create_dir_all(&folder)?;
    for record in registry.filings() {
        let front = serde_json::to_string_pretty(&front_matter(&registry, record))?;
        let text = format!("{front}\n\n{}\n", &*record.value.strengths);
        fs::write(folder.join(format!("{}.md", record.id)), text)?;
    }
    Ok(())
}

/// All of the record, and what is derived from it. JSON, which Hugo reads faster than YAML.
fn front_matter(registry: &Registry, record: &Record<Filing>) -> serde_json::Value {
    let filing = &record.value;
    let today = registry.today;
    let scope = filing.scope(today);
    let names: Vec<String> = scope.iter().map(|line| format!("{} {}", line.code, line.name)).collect();
    let levels: Vec<&str> = scope.iter().flat_map(|line| &line.levels).map(|level| level.name()).collect();
    let status = filing.status(today);
    json!({
        "title": filing.applicant.name,
        "districts": [filing.applicant.division],
        "occupations": names,
        "levels": levels,
        "statuses": [status.map(|status| status.title())],
        "explanation": status.map(|status| status.explanation()),
        "number": filing.number(),
        "validUntil": filing.valid_until(today),
        "filing": filing,
    })
}
