//! One institution: who it is, what it assesses and how far its procedure has come.

use anyhow::Context;
use skillreg::registry::identifier::CreditCode;
use skillreg::registry::records::catalogue::{Division, Occupation};
use skillreg::registry::records::supervision::MeasureKind;
use skillreg::registry::{Level, Status};

use super::facts::{Facts, levels};
use super::names;
use super::random::Random;

/// One institution or applicant.
pub(crate) struct Institution<'a> {
    /// Its place among all, from 0.
    pub(crate) number: usize,
    /// The name of its record.
    pub(crate) id: String,
    pub(crate) name: String,
    /// The group of a branch.
    pub(crate) group: Option<String>,
    pub(crate) division: &'a Division,
    pub(crate) credit_code: CreditCode,
    pub(crate) scope: Vec<Line<'a>>,
    pub(crate) status: Status,
    pub(crate) steps: Steps,
    /// The number of its first person; the others follow.
    pub(crate) first_person: usize,
    /// What follows filing.
    pub(crate) later: Later,
}

/// One occupation with the levels applied for.
pub(crate) struct Line<'a> {
    pub(crate) occupation: &'a Occupation,
    pub(crate) levels: Vec<Level>,
}

/// The working days of the procedure; those after its last event are never reached.
#[derive(Clone, Copy)]
pub(crate) struct Steps {
    pub(crate) submitted: usize,
    pub(crate) reviewed: usize,
    pub(crate) assessed: usize,
    pub(crate) recommended: usize,
    pub(crate) filed: usize,
    pub(crate) published: usize,
}

/// What follows filing: each with its working day.
#[derive(Default)]
pub(crate) struct Later {
    pub(crate) scope_changed: Option<usize>,
    pub(crate) interviewed: Option<usize>,
    pub(crate) rectification_ordered: Option<usize>,
    pub(crate) rectified: Option<usize>,
    pub(crate) revoked: Option<usize>,
    pub(crate) withdrawn: Option<usize>,
}

/// How many of a thousand have each status.
const MIX: [(Status, usize); 10] = [
    (Status::Filed, 850),
    (Status::Rectifying, 15),
    (Status::Expired, 30),
    (Status::Revoked, 10),
    (Status::Withdrawn, 15),
    (Status::Submitted, 25),
    (Status::Returned, 15),
    (Status::Reviewed, 15),
    (Status::Assessed, 15),
    (Status::Recommended, 10),
];

impl<'a> Institution<'a> {
    /// The institution with a number.
    pub(crate) fn new(facts: &'a Facts, seed: u64, number: usize) -> anyhow::Result<Self> {
        let mut random = Random::of(seed, number as u64);
        let status = status(number);
        let scope = scope(facts, &mut random);
        let division = &facts.divisions[random.below(facts.divisions.len())];
        let trade = trade(scope[0].occupation.code.as_str());
        let (name, group) = if random.chance(10) {
            let (name, group) = names::branch(number, trade);
            (name, Some(group))
        } else {
            (names::enterprise(number, trade), None)
        };
        let stem = format!("91{}EX{:06}", division.code, number + 1);
        let credit_code = CreditCode::complete(&stem).ok().context("too many institutions")?;
        let steps = Steps::new(facts, status, &mut random);
        let year = facts.calendar.date(steps.submitted).year();
        Ok(Self {
            number,
            id: format!("{year}-{:05}", number + 1),
            name,
            group,
            division,
            credit_code,
            scope,
            status,
            steps,
            first_person: random.below(180),
            later: Later::new(facts, status, &mut random),
        })
    }

    /// Whether it ever came to be filed.
    pub(crate) fn was_filed(&self) -> bool {
        self.status.was_filed() || self.status == Status::Withdrawn
    }

    /// The filing number.
    pub(crate) fn filing_number(&self) -> String {
        format!("Y000012{:06}", self.number + 1)
    }

    /// The address of its seat.
    pub(crate) fn address(&self) -> String {
        format!("天津市{}示例路{}号", self.division.name, self.number % 900 + 1)
    }

    /// The names of its assessors, two to four.
    pub(crate) fn assessors(&self) -> Vec<String> {
        (7..9 + self.number % 3).map(|person| names::person(self.first_person + person)).collect()
    }

    /// The names of its supervisors, one or two.
    pub(crate) fn supervisors(&self) -> Vec<String> {
        (11..12 + self.number % 2).map(|person| names::person(self.first_person + person)).collect()
    }

    /// The measures taken against it.
    pub(crate) fn measures(&self) -> impl Iterator<Item = (usize, MeasureKind)> {
        let later = &self.later;
        let measures = [
            (later.interviewed, MeasureKind::Interview),
            (later.rectification_ordered, MeasureKind::Rectification),
            (later.revoked, MeasureKind::Revocation),
        ];
        measures.into_iter().filter_map(|(day, kind)| day.map(|day| (day, kind)))
    }
}

fn status(number: usize) -> Status {
    // 617 and 1000 have no common divisor: a thousand institutions in a row show the exact mix.
    let mut rest = number * 617 % 1000;
    for (status, share) in MIX {
        if rest < share {
            return status;
        }
        rest -= share;
    }
    Status::Filed
}

/// One to three occupations, seldom more, that stand together in the classification, as those of one trade do.
fn scope<'a>(facts: &'a Facts, random: &mut Random) -> Vec<Line<'a>> {
    let count = if random.chance(10) { random.between(4, 8) } else { random.between(1, 3) };
    let start = random.below(facts.occupations.len() - count);
    let line = |occupation| {
        let all = levels(occupation);
        let count = random.between(2, all.len().min(4));
        let lowest = random.below(all.len() - count + 1);
        Line { occupation, levels: all[lowest..lowest + count].to_vec() }
    };
    facts.occupations[start..start + count].iter().map(line).collect()
}

impl Steps {
    fn new(facts: &Facts, status: Status, random: &mut Random) -> Self {
        let reviewed = random.between(3, 8);
        let assessed = reviewed + random.between(8, 15);
        let recommended = assessed + random.between(5, 8);
        let filed = recommended + random.between(6, 10);
        let published = filed + random.between(2, 4);
        let calendar = &facts.calendar;
        let recent = calendar.on_or_after(2021, 11, 10) + random.below(6);
        let early = calendar.on_or_after(2020, 6, 1);
        let submitted = match status {
            Status::Submitted => recent,
            Status::Returned | Status::Reviewed => recent - reviewed,
            Status::Assessed => recent - assessed,
            Status::Recommended => recent - recommended,
            Status::Expired => early + random.below(40),
            _ => early + random.below(95),
        };
        Self {
            submitted,
            reviewed: submitted + reviewed,
            assessed: submitted + assessed,
            recommended: submitted + recommended,
            filed: submitted + filed,
            published: submitted + published,
        }
    }
}

impl Later {
    /// Nothing here touches the months of the sittings, March to September 2021, of those that hold any.
    fn new(facts: &Facts, status: Status, random: &mut Random) -> Self {
        let day = |month| facts.calendar.on_or_after(2021, month, 8);
        let (spring, autumn) = (day(2) + random.below(10), day(10) + random.below(15));
        let chance = random.below(100);
        let only = |wanted: bool, day| wanted.then_some(day);
        match status {
            Status::Filed => Self {
                scope_changed: only(chance < 5, spring),
                interviewed: only((5..8).contains(&chance), autumn),
                rectification_ordered: only((8..10).contains(&chance), autumn),
                rectified: only((8..10).contains(&chance), autumn + 8),
                ..Self::default()
            },
            Status::Rectifying => Self { rectification_ordered: Some(autumn), ..Self::default() },
            Status::Revoked => {
                Self { rectification_ordered: Some(spring), revoked: Some(autumn), ..Self::default() }
            }
            Status::Withdrawn => Self { withdrawn: Some(autumn), ..Self::default() },
            _ => Self::default(),
        }
    }
}

/// The trade of an enterprise, by the group (中类) of its first occupation.
fn trade(code: &str) -> &'static str {
    const TRADES: [(&str, &str); 36] = [
        ("4-01", "商贸"),
        ("4-02", "运输"),
        ("4-03", "餐饮"),
        ("4-04", "通信"),
        ("4-06", "物业"),
        ("4-07", "服务"),
        ("4-08", "检测"),
        ("4-09", "环境"),
        ("4-10", "家政"),
        ("4-11", "供热"),
        ("4-12", "维修"),
        ("5-0", "农业"),
        ("6-01", "食品"),
        ("6-02", "食品"),
        ("6-04", "纺织"),
        ("6-05", "服装"),
        ("6-06", "木业"),
        ("6-07", "纸业"),
        ("6-08", "印刷"),
        ("6-10", "石化"),
        ("6-11", "化工"),
        ("6-12", "医药"),
        ("6-13", "化纤"),
        ("6-14", "橡塑"),
        ("6-15", "建材"),
        ("6-16", "矿业"),
        ("6-17", "钢铁"),
        ("6-18", "机械"),
        ("6-20", "装备"),
        ("6-21", "专用设备"),
        ("6-22", "汽车部件"),
        ("6-23", "轨道装备"),
        ("6-24", "电气"),
        ("6-25", "电子"),
        ("6-28", "电力"),
        ("6-29", "建筑"),
    ];
    TRADES.iter().find(|(group, _)| code.starts_with(group)).map_or("实业", |(_, trade)| trade)
}
