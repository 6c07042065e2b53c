//! What is corrected of a holder, held to the same rules as a roster.

use super::columns::{CANDIDATES, DOCUMENTS, SEXES};
use super::identity;
use crate::issuing::holders::Holder;
use crate::registry::Text;
use crate::registry::value::Value as _;
use crate::spreadsheet::cells::{Said, tidy, trim};
use crate::spreadsheet::grid::{Cell, Content};

/// What a clerk types in place of what was wrong; none where nothing was.
#[derive(Debug, Clone, Default)]
pub struct Corrections {
    /// The full name.
    pub name: Option<String>,
    /// The sex.
    pub sex: Option<String>,
    /// The kind of document.
    pub document_kind: Option<String>,
    /// The number of the document.
    pub document_number: Option<String>,
    /// The specialty; 无 for none.
    pub specialty: Option<String>,
    /// The employer.
    pub employer: Option<String>,
    /// Employee, dispatched or intern.
    pub candidate: Option<String>,
    /// The score in theory; 无 for none.
    pub theory: Option<String>,
    /// The score in skill; 无 for none.
    pub skill: Option<String>,
    /// The score of the review; 无 for none.
    pub review: Option<String>,
}

/// What is wrong with a correction. Repeats neither name nor number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}：{message}（{hint}）")]
pub struct CorrectionFault {
    what: &'static str,
    message: String,
    hint: String,
}

fn fault(what: &'static str) -> impl FnOnce(Said) -> CorrectionFault {
    move |said| CorrectionFault { what, message: said.message.into_owned(), hint: said.hint.into_owned() }
}

fn cell(text: &str) -> Cell {
    Cell { column: 1, content: Content::Text(text.to_owned()), formula: false }
}

impl Corrections {
    /// The holder as corrected. The code is left as it is.
    ///
    /// # Errors
    /// The first thing that a roster would not be taken for.
    pub fn of(&self, holder: &Holder) -> Result<Holder, CorrectionFault> {
        let mut new = holder.clone();
        let kind = cell(self.document_kind.as_deref().unwrap_or(&holder.document_kind));
        let kind = kind.choice(&DOCUMENTS).map_err(fault("证件类型"))?;
        new.document_kind = kind.title().to_owned();
        if let Some(name) = &self.name {
            new.name = identity::name(&cell(name), Some(kind)).map_err(fault("姓名"))?;
        }
        let number = cell(self.document_number.as_deref().unwrap_or(&holder.document_number));
        new.document_number = identity::number(&number, Some(kind)).map_err(fault("证件号码"))?;
        let sex = cell(self.sex.as_deref().unwrap_or(&holder.sex));
        let sex = sex.choice(&SEXES).map_err(fault("性别"))?;
        if !identity::agrees(kind, &new.document_number, sex) {
            let (message, hint) = ("和证件号码对不上", "照证件核对性别和号码（第 17 位单数为男，双数为女）");
            return Err(CorrectionFault { what: "性别", message: message.into(), hint: hint.into() });
        }
        new.sex = sex.title().to_owned();
        if let Some(candidate) = &self.candidate {
            let candidate = cell(candidate).choice(&CANDIDATES).map_err(fault("人员类别"))?;
            new.candidate = candidate.title().to_owned();
        }
        if let Some(employer) = &self.employer {
            new.employer = text("工作单位", trim(employer))?;
        }
        if let Some(specialty) = &self.specialty {
            let specialty = tidy(specialty);
            let is_none = specialty.trim_matches(['-', '—', '/']).is_empty() || specialty == "无";
            new.specialty = if is_none { String::new() } else { text("工种", &specialty)? };
        }
        for (what, typed, score) in [
            ("理论成绩", &self.theory, &mut new.theory),
            ("技能成绩", &self.skill, &mut new.skill),
            ("综合评审成绩", &self.review, &mut new.review),
        ] {
            if let Some(typed) = typed {
                let mark = cell(typed).score().map_err(fault(what))?;
                *score = mark.score().map(|score| score.to_string()).unwrap_or_default();
            }
        }
        Ok(new)
    }
}

fn text(what: &'static str, typed: &str) -> Result<String, CorrectionFault> {
    let wrong = |fault: crate::registry::value::ValueFault| CorrectionFault {
        what,
        message: fault.message,
        hint: fault.hint.unwrap_or_else(|| "照实填写".to_owned()),
    };
    Text::parse(typed).map(|text| text.to_string()).map_err(wrong)
}
