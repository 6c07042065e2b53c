//! `skillreg status`.

use anyhow::bail;
use clap::Args;
use serde::Serialize;

use super::{Format, Outcome, Place, office};
use crate::registry::identifier::FilingNumber;
use crate::registry::periods::Period;
use crate::registry::records::filing::{Filing, ScopeLine};
use crate::registry::{Catalogue, Date, Level, Record, Registry};
use crate::shell;

/// Arguments of `status`.
#[derive(Debug, Args)]
pub(super) struct Status {
    /// The institution: the name of its record, its filing number, its unified credit code or its name in full.
    institution: String,
    /// The day asked about (default: the day on which the registry is judged).
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    #[command(flatten)]
    place: Place,
    /// How to answer: sentences for people, or one JSON object.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Serialize)]
struct Answer<'a> {
    institution: &'a str,
    name: &'a str,
    on: Date,
    filing_number: Option<FilingNumber>,
    status: Option<&'static str>,
    may_assess: bool,
    from: Option<Date>,
    until: Option<Date>,
    valid_until: Option<Date>,
    scope: Vec<Line<'a>>,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    edition: &'a str,
    code: String,
    name: &'a str,
    specialty: Option<&'a str>,
    levels: &'a [Level],
}

impl Status {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let Some(registry) = office::registry_of_day(&self.place)? else { return Ok(Outcome::Faults) };
        let record = named(&registry, &self.institution)?;
        let on = self.on.unwrap_or(registry.today);
        if on > registry.today {
            bail!("{on} 还没有到：登记的事项只到 {}", registry.today);
        }
        shell::data(&match self.format {
            Format::Human => text(record, on, &registry.catalogue()),
            Format::Json => serde_json::to_string(&answer(record, on))? + "\n",
        })?;
        Ok(Outcome::Fine)
    }
}

fn named<'a>(registry: &'a Registry, wanted: &str) -> anyhow::Result<&'a Record<Filing>> {
    let wanted = wanted.trim();
    let is_wanted = |record: &&Record<Filing>| {
        let applicant = &record.value.applicant;
        let number = record.value.number();
        record.id.as_str() == wanted
            || number.is_some_and(|number| number.as_str().eq_ignore_ascii_case(wanted))
            || applicant.credit_code.as_str().eq_ignore_ascii_case(wanted)
            || &*applicant.name == wanted
    };
    let mut found = registry.filings().iter().filter(is_wanted);
    let Some(first) = found.next() else {
        bail!("没有「{wanted}」这家机构：写记录名（文件夹名）、备案号、统一社会信用代码或全称")
    };
    Ok(first)
}

fn answer(record: &Record<Filing>, on: Date) -> Answer<'_> {
    let filing = &record.value;
    let period = filing.period(on);
    Answer {
        institution: &record.id,
        name: &filing.applicant.name,
        on,
        filing_number: filing.number().filter(|_| filing.filed_on().is_some_and(|day| day <= on)),
        status: period.map(|period| period.status.key()),
        may_assess: period.is_some_and(|period| period.status.may_assess()),
        from: period.map(|period| period.from),
        until: period.and_then(|period| period.until),
        valid_until: filing.valid_until(on),
        scope: period.map(|period| period.scope.iter().map(data).collect()).unwrap_or_default(),
    }
}

fn data(line: &ScopeLine) -> Line<'_> {
    Line {
        edition: &line.edition,
        code: line.code.to_string(),
        name: &line.name,
        specialty: line.specialty.as_deref(),
        levels: &line.levels,
    }
}

fn text(record: &Record<Filing>, on: Date, catalogue: &Catalogue<'_>) -> String {
    let filing = &record.value;
    let name = &*filing.applicant.name;
    let Some(period) = filing.period(on) else {
        return format!("{name}：{on} 还没有提交申请，不能开展评价\n");
    };
    let status = period.status;
    let mut text = format!("{name}：{on} {}。{}\n", status.title(), status.explanation());
    if let Some(number) = filing.number().filter(|_| status.was_filed()) {
        text.push_str(&format!("备案号 {number}"));
        let until = filing.valid_until(on).map(|until| format!("，备案有效期至 {until}")).unwrap_or_default();
        text.push_str(&format!("{until}\n"));
    }
    text.push_str(&format!("这一状态：{}\n", span(&period)));
    let heading =
        if status.may_assess() { "可以评价" } else { "登记的职业（不能据此评价）" };
    text.push_str(&format!("{heading}：\n"));
    period.scope.iter().for_each(|line| text.push_str(&self::line(line, catalogue)));
    text
}

fn span(period: &Period<'_>) -> String {
    match period.until {
        Some(until) => format!("{} 至 {until}", period.from),
        None => format!("{} 起", period.from),
    }
}

fn line(line: &ScopeLine, catalogue: &Catalogue<'_>) -> String {
    let known = catalogue.occupation(&line.edition, line.code).map_or(&*line.name, |known| &known.name);
    let specialty = line.specialty.as_deref().map(|name| format!("（工种：{name}）")).unwrap_or_default();
    let levels = Level::ALL.into_iter().filter(|level| line.levels.contains(level)).map(Level::name);
    let levels: Vec<&str> = levels.collect();
    format!("  {known}{specialty}　{}（{}）　{}\n", line.code, &*line.edition, levels.join("、"))
}
