//! `skillreg lookup`.

#![expect(clippy::disallowed_methods, reason = "reads the site it is pointed at")]

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use lookup::manifest::{self, Manifest};
use lookup::verify::{Light, Secret, Shown, Trouble, Verdict, bucket_file, typed, verify};

use super::{Format, Outcome};
use crate::shell;

/// Arguments of `lookup`.
#[derive(Debug, Args)]
pub(super) struct Lookup {
    /// The certificate number; spaces, full width and lower case are forgiven.
    #[arg(long)]
    number: String,
    /// The holder's name.
    #[arg(long, required_unless_present = "code", conflicts_with = "code")]
    name: Option<String>,
    /// The code printed on the certificate.
    #[arg(long)]
    code: Option<String>,
    /// The folder of a built site, or a copy of its `certificates/lookup`.
    #[arg(long, value_name = "DIR", default_value = "public")]
    site: PathBuf,
    /// How to print the answer.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// No file of a lookup is larger.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

impl Lookup {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let secret = match (&self.name, &self.code) {
            (Some(name), _) => Secret::Name(name),
            (None, Some(code)) => Secret::Code(code),
            (None, None) => bail!("要给出 --name 或 --code"),
        };
        typed(&self.number, secret).map_err(sentence)?;
        let manifest = read(&self.site, manifest::FILE)?;
        let manifest =
            Manifest::parse(&String::from_utf8_lossy(&manifest)).map_err(|e| sentence(e.into()))?;
        let bucket = read(&self.site, &bucket_file(&manifest, &self.number).map_err(sentence)?)?;
        let verdict = verify(&manifest, bucket, &self.number, secret).map_err(sentence)?;
        match self.format {
            Format::Human => shell::data(&human(&verdict))?,
            Format::Json => shell::data(&format!("{}\n", serde_json::to_string(&verdict)?))?,
        }
        Ok(if verdict.verified { Outcome::Fine } else { Outcome::Faults })
    }
}

fn sentence(trouble: Trouble) -> anyhow::Error {
    // What to do about it is written for visitors of the site; here the sentence has to be enough.
    match trouble.is_typed() {
        true => anyhow::anyhow!("{}。{}", trouble.sentence, trouble.advice.trim_end_matches('。')),
        false => anyhow::anyhow!("{}：重新生成网站，或重新下载这个文件夹", trouble.sentence),
    }
}

/// Reads a file of the lookup, below the site's root or by its name alone.
fn read(site: &Path, file: &str) -> anyhow::Result<Vec<u8>> {
    let name = file.rsplit('/').next().unwrap_or(file);
    for path in [site.join(file), site.join(name)] {
        match std::fs::metadata(&path) {
            Ok(found) if found.len() > MOST_BYTES => bail!("{} 太大，不是证书查询的文件", path.display()),
            Ok(_) => return std::fs::read(&path).with_context(|| format!("读不了 {}", path.display())),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(|| format!("读不了 {}", path.display())),
        }
    }
    bail!("{} 里没有 {file}：先用 skillreg build 生成网站，并用 --site 指定它所在的文件夹", site.display())
}

fn human(verdict: &Verdict) -> String {
    let mut text = format!("证书 {}：{}\n\n", verdict.number, verdict.sentence);
    for check in &verdict.checks {
        let mark = match check.state {
            Light::Green => "[是]",
            Light::Red => "[否]",
            Light::Grey => "[注意]",
        };
        text.push_str(&format!("{mark} {}：{}\n", check.title, check.sentence));
    }
    if let Some(record) = &verdict.record {
        text.push('\n');
        lines(record).iter().for_each(|(what, value)| text.push_str(&format!("{what}：{value}\n")));
    }
    text
}

fn lines(record: &Shown) -> Vec<(&'static str, &str)> {
    let all = [
        ("姓名", record.name.as_deref()),
        ("证件号码末四位", record.id_tail.as_deref()),
        ("职业（工种）", Some(record.occupation.as_str())),
        ("工种方向", record.specialty.as_deref()),
        ("等级", Some(record.level.as_str())),
        ("评价日期", record.assessed.as_deref()),
        ("理论成绩", record.theory.as_deref()),
        ("技能成绩", record.skill.as_deref()),
        ("发证日期", Some(record.issued.as_str())),
        ("发证机构", Some(record.institution.as_str())),
    ];
    all.into_iter().filter_map(|(what, value)| Some((what, value?))).collect()
}
