//! Seals every batch of a registry of samples: names and codes are made from the number and a public seed, so that
//! anybody may look the samples up, and nobody should seal real certificates with it.
//!
//! ```text
//! cargo run --release --example seal                      # the sample of this repository
//! cargo run --release --example seal -- --root /tmp/corpus
//! cargo run --release --example seal -- --show Y000012000001204000001
//! ```

#![expect(clippy::disallowed_methods, reason = "writes a registry")]
#![expect(clippy::print_stdout, reason = "shows a name and a code")]

mod person;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, bail, ensure};
use clap::Parser;
use lookup::number::Number;
use lookup::seal::{Basic, Code, Full, Header, Kdf, header, line, seal};
use rayon::prelude::*;
use skillreg::loading;
use skillreg::registry::records::batch::Batch;
use skillreg::registry::{Record, Records};

/// Seals every batch of a registry of samples.
#[derive(Debug, Parser)]
struct Arguments {
    /// The folder that holds `content/`.
    #[arg(long, default_value = ".")]
    root: PathBuf,
    /// Only print the name and the code of these certificates.
    #[arg(long, value_name = "NUMBER")]
    show: Vec<String>,
}

/// What is the same for all batches.
struct Desk<'a> {
    records: &'a Records,
    site: &'a str,
    kdf: Kdf,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let records = loading::load(&arguments.root)?.records;
    let site = records.site.as_ref().context("no site.yaml")?;
    ensure!(site.value.sample, "not a registry of samples: site.yaml does not say `sample: true`");
    let lookup = site.value.lookup.as_ref().context("site.yaml has no `lookup`")?;
    let desk = Desk { records: &records, site: &site.value.id, kdf: lookup.key_derivation.kdf() };
    if arguments.show.is_empty() {
        let write = |batch: &Record<Batch>| {
            let path = arguments.root.join(batch.file.replace("/batch.yaml", "/seals"));
            fs::write(&path, desk.seals(batch)?).with_context(|| path.display().to_string())
        };
        return records.batches.par_iter().try_for_each(write);
    }
    for number in &arguments.show {
        let all = records.batches.iter().flat_map(|batch| &batch.value.certificates);
        let Some(found) = all.into_iter().find(|known| known.number.as_str() == number) else {
            bail!("no certificate {number}");
        };
        println!("{number} {} {}", person::name(number, &found.holder), person::code(desk.site, number));
    }
    Ok(())
}

impl Desk<'_> {
    fn seals(&self, record: &Record<Batch>) -> anyhow::Result<String> {
        let batch = &record.value;
        let plan = self.records.plans.iter().find(|plan| *plan.id == *batch.plan);
        let sitting =
            plan.and_then(|plan| plan.value.sittings.iter().find(|known| known.id == batch.sitting));
        let basic = Basic {
            level: batch.level.key().to_owned(),
            issued: batch.issued.to_string(),
            assessed: sitting.map(|sitting| sitting.date.to_string()).unwrap_or_default(),
            edition: batch.edition.to_string(),
            occupation: batch.occupation.as_str().to_owned(),
            institution: batch.institution.to_string(),
        };
        let specialty = sitting.and_then(|sitting| sitting.specialty.as_ref());
        let mut text = header(&Header { site: self.site.to_owned(), kdf: self.kdf });
        for certificate in &batch.certificates {
            let number = certificate.number.as_str();
            let full = Full {
                basic: basic.clone(),
                name: person::name(number, &certificate.holder),
                id_tail: person::id_tail(number),
                specialty: specialty.map(|text| text.to_string()).unwrap_or_default(),
                theory: person::score(number, "theory"),
                skill: person::score(number, "skill"),
            };
            let code: Code = person::code(self.site, number);
            let number = Number::strict(number).context("a number of another form")?;
            text.push_str(&line(number, &seal(self.site, self.kdf, number, &full, &code)?));
        }
        Ok(text)
    }
}
