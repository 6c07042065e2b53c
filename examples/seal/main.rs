//! Seals every batch of a registry of samples: names and codes are made from the number and a public seed, so that
//! anybody may look the samples up, and nobody should seal real certificates with it. With `--holders`, also writes the
//! invented holders, encrypted to the sample's public keys, so that the commands after issue have something to open.
//!
//! ```text
//! cargo run --release --example seal -- --holders         # the sample of this repository
//! cargo run --release --example seal -- --root /tmp/corpus
//! cargo run --release --example seal -- --show Y000012000001204000001
//! ```

#![expect(clippy::disallowed_methods, reason = "writes a registry")]
#![expect(clippy::print_stdout, reason = "shows a name and a code")]

mod person;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use clap::Parser;
use rayon::prelude::*;
use skillreg::issuing::amending::amended;
use skillreg::issuing::holders::{self, Holder};
use skillreg::issuing::keys::Recipients;
use skillreg::issuing::renewal::with_digests;
use skillreg::issuing::sealing;
use skillreg::loading;
use skillreg::registry::records::batch::Batch;
use skillreg::registry::records::plan::Sitting;
use skillreg::registry::{Catalogue, Record, Records};

/// Seals every batch of a registry of samples.
#[derive(Debug, Parser)]
struct Arguments {
    /// The folder that holds `content/`.
    #[arg(long, default_value = ".")]
    root: PathBuf,
    /// Also write the invented holders, encrypted to `content/recipients.txt`.
    #[arg(long)]
    holders: bool,
    /// Only print the name and the code of these certificates.
    #[arg(long, value_name = "NUMBER")]
    show: Vec<String>,
}

/// What is the same for all batches.
struct Desk<'a> {
    records: &'a Records,
    catalogue: Catalogue<'a>,
    desk: sealing::Desk<'a>,
    recipients: Option<Recipients>,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let records = loading::load(&arguments.root)?.records;
    let site = records.site.as_ref().context("no site.yaml")?;
    ensure!(site.value.sample, "not a registry of samples: site.yaml does not say `sample: true`");
    let lookup = site.value.lookup.as_ref().context("site.yaml has no `lookup`")?;
    let list = records.recipients.as_ref().filter(|_| arguments.holders);
    let desk = Desk {
        records: &records,
        catalogue: Catalogue::new(&records),
        desk: sealing::Desk { site: &site.value.id, kdf: lookup.key_derivation.kdf() },
        recipients: list.map(|list| Recipients::read(&list.value)).transpose()?,
    };
    if arguments.show.is_empty() {
        return records.batches.par_iter().try_for_each(|batch| desk.write(&arguments.root, batch));
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
    fn write(&self, root: &Path, record: &Record<Batch>) -> anyhow::Result<()> {
        let path = root.join(&record.file);
        let write = |name: &str, bytes: Vec<u8>| {
            let path = path.with_file_name(name);
            fs::write(&path, bytes).with_context(|| path.display().to_string())
        };
        let holders = self.holders(&record.value);
        let assessed = self.sitting(&record.value).map(|sitting| sitting.date);
        let seals = self.desk.seals(&record.value, assessed, &holders, &|| ())?;
        write("seals", seals.into_bytes())?;
        let Some(recipients) = &self.recipients else { return Ok(()) };
        let closed = holders::close(&holders, recipients)?;
        let batch = with_digests(record.value.clone(), &closed, recipients);
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        write("batch.yaml", amended(&text, &record.value, &batch)?.into_bytes())?;
        write("holders.age", closed)
    }

    fn sitting(&self, batch: &Batch) -> Option<&Sitting> {
        let plan = self.records.plans.iter().find(|plan| *plan.id == *batch.plan)?;
        plan.value.sittings.iter().find(|known| known.id == batch.sitting)
    }

    fn holders(&self, batch: &Batch) -> Vec<Holder> {
        let occupation = self.catalogue.occupation(&batch.edition, batch.occupation);
        let filing = self.records.filings.iter().find(|filing| *filing.id == *batch.institution);
        let specialty = self.sitting(batch).and_then(|sitting| sitting.specialty.as_ref());
        let holder = |(number, masked): (skillreg::registry::identifier::CertificateNumber, &str)| {
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
                employer: filing.map(|filing| filing.value.applicant.name.to_string()).unwrap_or_default(),
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
