//! What a roster says once nothing is wrong with it. Persons are never printed by `Debug`: logs are kept.

use std::fmt;

use crate::registry::identifier::{OccupationCode, RecordId};
use crate::registry::records::plan::CandidateKind;
use crate::registry::{Level, Text};

/// A roster without faults: everybody who was entered for the sittings of one plan.
#[derive(Debug, Clone)]
pub struct Roster {
    /// The sheet it stands on; empty for a delimited file, which has none.
    pub sheet: String,
    /// The people, in the order of the sheet.
    pub rows: Vec<Row>,
}

/// One person at one sitting.
#[derive(Clone)]
pub struct Row {
    /// The row of the sheet, counted from 1, as spreadsheets show it.
    pub line: u32,
    /// The full name: no space at either end, the dot of names always `·`.
    pub name: String,
    /// The sex.
    pub sex: Sex,
    /// The document the person was identified by.
    pub document: Document,
    /// The sitting of the plan.
    pub sitting: RecordId,
    /// The edition of the classification, from the sitting.
    pub edition: Text,
    /// The occupation.
    pub occupation: OccupationCode,
    /// Its name in that edition; empty if the catalogue has none.
    pub occupation_name: String,
    /// The specialty, from the sitting.
    pub specialty: Option<Text>,
    /// The level.
    pub level: Level,
    /// The employer.
    pub employer: Text,
    /// Employee, dispatched or intern.
    pub candidate: CandidateKind,
    /// The scores.
    pub scores: Scores,
    /// Whether the person took part at all.
    pub sat: bool,
    /// Whether the person passed.
    pub passed: bool,
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Row")
            .field("line", &self.line)
            .field("sitting", &self.sitting)
            .field("occupation", &self.occupation)
            .field("level", &self.level)
            .field("sat", &self.sat)
            .field("passed", &self.passed)
            .finish_non_exhaustive()
    }
}

/// A kind of document and the number on it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Document {
    /// The kind.
    pub kind: DocumentKind,
    /// The number: capital letters and digits, no spaces.
    pub number: String,
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document").field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// The documents that people are identified by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// 居民身份证.
    CitizenId,
    /// 港澳居民来往内地通行证.
    HongKongMacaoPermit,
    /// 台湾居民来往大陆通行证.
    TaiwanPermit,
    /// 港澳台居民居住证.
    ResidencePermit,
    /// 护照.
    Passport,
    /// 外国人永久居留身份证.
    ForeignPermanentResident,
}

impl DocumentKind {
    /// All kinds, the common one first.
    pub const ALL: [Self; 6] = [
        Self::CitizenId,
        Self::HongKongMacaoPermit,
        Self::TaiwanPermit,
        Self::ResidencePermit,
        Self::Passport,
        Self::ForeignPermanentResident,
    ];

    /// The kind in Chinese, as certificates print it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::CitizenId => "居民身份证",
            Self::HongKongMacaoPermit => "港澳居民来往内地通行证",
            Self::TaiwanPermit => "台湾居民来往大陆通行证",
            Self::ResidencePermit => "港澳台居民居住证",
            Self::Passport => "护照",
            Self::ForeignPermanentResident => "外国人永久居留身份证",
        }
    }
}

/// A sex, as documents state it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sex {
    /// 男.
    Male,
    /// 女.
    Female,
}

impl Sex {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Male, Self::Female];

    /// The sex in Chinese.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Male => "男",
            Self::Female => "女",
        }
    }
}

/// The scores of a person; none where that part was not assessed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scores {
    /// 理论知识考试.
    pub theory: Option<Score>,
    /// 技能考核.
    pub skill: Option<Score>,
    /// 综合评审.
    pub review: Option<Score>,
}

/// A score from 0 to 100, to the tenth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(u16);

impl Score {
    /// A score of so many tenths, at most 1000.
    pub fn from_tenths(tenths: u16) -> Option<Self> {
        (tenths <= 1000).then_some(Self(tenths))
    }

    /// The score in tenths.
    pub const fn tenths(self) -> u16 {
        self.0
    }
}

/// `86`, `86.5`.
impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 10 {
            0 => write!(f, "{}", self.0 / 10),
            tenth => write!(f, "{}.{tenth}", self.0 / 10),
        }
    }
}
