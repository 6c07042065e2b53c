//! Seals every batch of a registry of samples: names and codes are made from the number and a public seed, so that
//! anybody may look the samples up, and nobody should seal real certificates with it. With `--rosters`, writes the rosters
//! from which the batches can be issued instead, in the order of their dates; `examples/sample.sh` does so.
//!
//! ```text
//! cargo run --release --example seal -- --root /tmp/corpus
//! cargo run --release --example seal -- --show Y000012000001204000001
//! ```

#![expect(clippy::disallowed_methods, reason = "writes a registry")]
#![expect(clippy::print_stdout, reason = "shows a name and a code")]

mod person;
mod roster;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use clap::Parser;
use rayon::prelude::*;
use skillreg::issuing::holders::Holder;
use skillreg::issuing::sealing;
use skillreg::loading;
use skillreg::registry::identifier::CertificateNumber;
use skillreg::registry::records::batch::Batch;
use skillreg::registry::records::filing::Filing;
use skillreg::registry::records::plan::{Plan, Sitting};
use skillreg::registry::{Catalogue, Record, Records};

/// Seals every batch of a registry of samples.
#[derive(Debug, Parser)]
struct Arguments {
    /// The folder that holds `content/`.
    #[arg(long, default_value = ".")]
    root: PathBuf,
    /// Only write a roster for every batch into this folder, named by the order of issue, the plan and the date.
    #[arg(long, value_name = "DIR")]
    rosters: Option<PathBuf>,
    /// Only print the name and the code of these certificates.
    #[arg(long, value_name = "NUMBER")]
    show: Vec<String>,
}

/// What is the same for all batches.
struct Desk<'a> {
    records: &'a Records,
    plans: HashMap<&'a str, &'a Plan>,
    filings: HashMap<&'a str, &'a Filing>,
    catalogue: Catalogue<'a>,
    desk: sealing::Desk<'a>,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let records = loading::load(&arguments.root)?.records;
    let site = records.site.as_ref().context("no site.yaml")?;
    ensure!(site.value.sample, "not a registry of samples: site.yaml does not say `sample: true`");
    let lookup = site.value.lookup.as_ref().context("site.yaml has no `lookup`")?;
    let desk = Desk {
        records: &records,
        plans: records.plans.iter().map(|plan| (plan.id.as_str(), &plan.value)).collect(),
        filings: records.filings.iter().map(|filing| (filing.id.as_str(), &filing.value)).collect(),
        catalogue: Catalogue::new(&records),
        desk: sealing::Desk { site: &site.value.id, kdf: lookup.key_derivation.kdf() },
    };
    if let Some(folder) = &arguments.rosters {
        return desk.rosters(folder);
    }
    if arguments.show.is_empty() {
        return records.batches.par_iter().try_for_each(|batch| desk.seal(&arguments.root, batch));
    }
    for number in &arguments.show {
        let all = records.batches.iter().flat_map(|batch| &batch.value.certificates);
        let Some(found) = all.into_iter().find(|known| known.number.as_str() == number) else {
            bail!("no certificate {number}");
        };
        println!("{number} {} {}", person::name(number, &found.holder), person::code(desk.desk.site, number));
    }
    Ok(())
}

impl Desk<'_> {
    fn seal(&self, root: &Path, record: &Record<Batch>) -> anyhow::Result<()> {
        let holders = self.holders(&record.value);
        let assessed = self.sitting(&record.value).map(|sitting| sitting.date);
        let seals = self.desk.seals(&record.value, assessed, &holders, &|| ())?;
        let path = root.join(&record.file).with_file_name("seals");
        fs::write(&path, seals.into_bytes()).with_context(|| path.display().to_string())
    }

    fn rosters(&self, folder: &Path) -> anyhow::Result<()> {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        let mut batches: Vec<&Batch> = self.records.batches.iter().map(|record| &record.value).collect();
        batches.sort_by_key(|batch| (batch.issued, batch.certificates.first().map(|first| first.number)));
        for (i, batch) in batches.into_iter().enumerate() {
            let plan = self.plan(batch).context("a batch without its plan")?;
            let path = folder.join(format!("{i:03}_{}_{}.csv", &*batch.plan, batch.issued));
            fs::write(&path, roster::of(plan, batch, &self.holders(batch)))
                .with_context(|| path.display().to_string())?;
        }
        Ok(())
    }

    fn plan(&self, batch: &Batch) -> Option<&Plan> {
        self.plans.get(&*batch.plan).copied()
    }

    fn sitting(&self, batch: &Batch) -> Option<&Sitting> {
        self.plan(batch)?.sittings.iter().find(|known| known.id == batch.sitting)
    }

    fn holders(&self, batch: &Batch) -> Vec<Holder> {
        let occupation = self.catalogue.occupation(&batch.edition, batch.occupation);
        let filing = self.filings.get(&*batch.institution);
        let specialty = self.sitting(batch).and_then(|sitting| sitting.specialty.as_ref());
        let holder = |(number, masked): (CertificateNumber, &str)| {
            let text = number.as_str();
            let document = person::document(text);
            Holder {
                number,
                code: person::code(self.desk.site, text).to_string(),
                name: person::name(text, masked),
                sex: document.sex.to_owned(),
                document_kind: "居民身份证".to_owned(),
                document_number: document.number,
                occupation: occupation.map(|occupation| occupation.name.to_string()).unwrap_or_default(),
                specialty: specialty.map(|text| text.to_string()).unwrap_or_default(),
                employer: filing.map(|filing| filing.applicant.name.to_string()).unwrap_or_default(),
                candidate: "在职职工".to_owned(),
                theory: person::score(text, "theory"),
                skill: person::score(text, "skill"),
                review: String::new(),
            }
        };
        let rows = batch.certificates.iter().map(|certificate| (certificate.number, &*certificate.holder));
        rows.map(holder).collect()
    }
}
