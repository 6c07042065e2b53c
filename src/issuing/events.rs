//! What happens to certificates after issue: whether it may be recorded.

use lookup::number::Number;

use super::holders::Holder;
use super::naming;
use crate::diagnostics::veil;
use crate::registry::identifier::CertificateNumber;
use crate::registry::records::batch::{Batch, CertificateEvent, CertificateEventKind};
use crate::registry::value::Value;
use crate::registry::{Date, Record, Text, personal};

/// A certificate: its batch and its row there.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The batch.
    pub batch: &'a Record<Batch>,
    /// The row, from 0.
    pub row: usize,
    /// The number.
    pub number: CertificateNumber,
}

/// Why something is not recorded of a certificate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// What was typed is no number.
    #[error("证书编号「{typed}」不对：{sentence}")]
    Number {
        /// What was typed.
        typed: String,
        /// What is not right.
        sentence: String,
    },
    /// There is no such certificate.
    #[error("登记库里没有证书 {number}{}", near.map_or_else(String::new, |near| format!("；编号最像的是 {near}")))]
    Unknown {
        /// The number.
        number: String,
        /// One that differs in few places.
        near: Option<CertificateNumber>,
    },
    /// It is named twice.
    #[error("证书 {0} 写了两遍")]
    Twice(CertificateNumber),
    /// It is revoked.
    #[error("证书 {number} 已在 {} 注销，不能再注销或更正", date.chinese())]
    Revoked {
        /// Which.
        number: CertificateNumber,
        /// When.
        date: Date,
    },
    /// The date is before that of issue.
    #[error("日期 {date} 早于证书 {number} 的发证日期 {issued}")]
    BeforeIssue {
        /// Which.
        number: CertificateNumber,
        /// The date.
        date: Date,
        /// That of issue.
        issued: Date,
    },
    /// The date is before that of something recorded.
    #[error("日期 {date} 早于证书 {number} 上一次更正的日期 {last}")]
    BeforeLast {
        /// Which.
        number: CertificateNumber,
        /// The date.
        date: Date,
        /// The last event's.
        last: Date,
    },
    /// The date is to come.
    #[error("日期 {date} 还没有到，今天是 {today}")]
    Future {
        /// The date.
        date: Date,
        /// Today.
        today: Date,
    },
    /// The reason is no text.
    #[error("事由不能用：{0}")]
    Reason(String),
    /// The reason holds what must not be published.
    #[error("事由里有证件号码或手机号码；事由会公开，不写个人信息")]
    Personal,
    /// The reason holds the holder's name.
    #[error("事由里有持证人的姓名；事由会公开，写成「姓名录错」一类，不写姓名本身")]
    Named,
}

/// When and why.
#[derive(Debug, Clone)]
pub struct Notice {
    date: Date,
    reason: Text,
}

impl Notice {
    /// Reads a reason, which is published; `date` is that of today if none is given.
    ///
    /// # Errors
    /// A date to come; a reason that is empty or personal.
    pub fn read(reason: &str, date: Option<Date>, today: Date) -> Result<Self, EventError> {
        let date = date.unwrap_or(today);
        if date > today {
            return Err(EventError::Future { date, today });
        }
        if !personal::scan(reason).is_empty() || naming::has_document(reason) {
            return Err(EventError::Personal);
        }
        let reason = Text::parse(reason.trim()).map_err(|fault| EventError::Reason(fault.message))?;
        Ok(Self { date, reason })
    }

    /// Refuses a reason that names a holder, or a holder's document.
    ///
    /// # Errors
    /// When it does.
    pub fn spares(&self, holders: &[&Holder]) -> Result<(), EventError> {
        let has = |word: &dyn Fn(&Holder) -> String| {
            let words: Vec<String> = holders.iter().map(|holder| word(holder)).collect();
            naming::has(&self.reason, &words.iter().map(String::as_str).collect::<Vec<_>>())
        };
        match () {
            () if has(&|holder| holder.name.clone()) => Err(EventError::Named),
            () if has(&|holder| holder.document_number.clone()) => Err(EventError::Personal),
            () => Ok(()),
        }
    }

    /// Refuses a reason that names the holder of a certificate, as far as its seal tells without a key.
    ///
    /// # Errors
    /// When it does.
    pub fn spares_sealed(&self, found: &Found<'_>, seals: &str) -> Result<(), EventError> {
        let mask =
            found.batch.value.certificates.get(found.row).map_or("", |certificate| &certificate.holder);
        let named = naming::is_sealed_name(&self.reason, mask, seals, found.number);
        if named { Err(EventError::Named) } else { Ok(()) }
    }

    /// What is to be recorded of a certificate.
    ///
    /// # Errors
    /// When it is revoked already or the date comes before what is recorded.
    pub fn of(&self, found: &Found<'_>, event: CertificateEventKind) -> Result<CertificateEvent, EventError> {
        let (number, date, issued) = (found.number, self.date, found.batch.value.issued);
        let before = || found.batch.value.events.iter().filter(|event| event.number == number);
        if let Some(revoked) = before().find(|event| event.event == CertificateEventKind::Revoked) {
            return Err(EventError::Revoked { number, date: revoked.date });
        }
        if date < issued {
            return Err(EventError::BeforeIssue { number, date, issued });
        }
        if let Some(last) = before().map(|event| event.date).max().filter(|last| date < *last) {
            return Err(EventError::BeforeLast { number, date, last });
        }
        Ok(CertificateEvent { event, date, number, reason: self.reason.clone() })
    }
}

/// More places than these are no slip of the fingers.
const MOST_SLIPS: usize = 3;

/// Finds a certificate by its number, as people type it.
///
/// # Errors
/// When there is none; with one that is like it.
pub fn find<'a>(batches: &'a [Record<Batch>], typed: &str) -> Result<Found<'a>, EventError> {
    // What is typed in the wrong place may be anything.
    let shown = || veil(typed, &personal::places(typed));
    let number = Number::typed(typed)
        .map_err(|hint| EventError::Number { typed: shown(), sentence: hint.sentence })?;
    let all = || {
        batches.iter().flat_map(|batch| {
            let rows = batch.value.certificates.iter().enumerate();
            rows.map(move |(row, certificate)| Found { batch, row, number: certificate.number })
        })
    };
    if let Some(found) = all().find(|found| found.number.as_str() == number.as_str()) {
        return Ok(found);
    }
    let slips = |found: &Found<'_>| {
        let pairs = found.number.as_str().bytes().zip(number.as_str().bytes());
        pairs.filter(|(a, b)| a != b).count()
    };
    let near = all().min_by_key(slips).filter(|found| slips(found) <= MOST_SLIPS).map(|found| found.number);
    Err(EventError::Unknown { number: number.to_string(), near })
}
