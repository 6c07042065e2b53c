//! Seals of a batch: what `docs/lookup-format.md` describes, made when certificates are issued, and again when what is
//! sealed or the cost of sealing changes.

use lookup::number::Number;
use lookup::seal::{
    Basic, Code, Full, Header, Kdf, Keys, SealError, header, line, read_header, read_line, seal,
};
use rayon::prelude::*;

use super::holders::{Holder, tail};
use crate::registry::Date;
use crate::registry::records::batch::Batch;

/// What is the same for all seals of a site.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// The site's id.
    pub site: &'a str,
    /// What a name key costs.
    pub kdf: Kdf,
}

/// Why a certificate could not be sealed.
#[derive(Debug, thiserror::Error)]
pub enum Unsealed {
    /// The record does not fit.
    #[error("证书 {number} 封存不了：{why}")]
    Refused {
        /// Which.
        number: String,
        /// Why.
        why: SealError,
    },
    /// What was encrypted holds no code.
    #[error("证书 {0} 的校验码不是校验码：holders.age 不是本程序写成的")]
    Code(String),
}

impl Desk<'_> {
    /// The text of a batch's `seals`. `tick` is told of every certificate sealed.
    ///
    /// # Errors
    /// When a record does not fit into its seal.
    pub fn seals(
        &self,
        batch: &Batch,
        assessed: Option<Date>,
        holders: &[Holder],
        tick: &(dyn Fn() + Sync),
    ) -> Result<String, Unsealed> {
        let basic = basic(batch, assessed);
        let one = |holder: &Holder| {
            let sealed = self.line(&basic, holder);
            tick();
            sealed
        };
        let lines: Vec<String> = holders.par_iter().map(one).collect::<Result<_, _>>()?;
        Ok(self.header() + &lines.concat())
    }

    /// The seals of a batch with another for one of its holders; the others stay as they are. None if the text is not
    /// that of the batch's seals at this cost.
    ///
    /// # Errors
    /// When the record does not fit into its seal.
    pub fn replaced(
        &self,
        text: &str,
        batch: &Batch,
        assessed: Option<Date>,
        holder: &Holder,
    ) -> Result<Option<String>, Unsealed> {
        let Some(rest) = text.strip_prefix(&self.header()) else { return Ok(None) };
        let new = self.line(&basic(batch, assessed), holder)?;
        let mut lines: Vec<&str> = rest.split_inclusive('\n').collect();
        let found = lines.iter().position(|line| line.starts_with(holder.number.as_str()));
        let Some(old) = found.and_then(|at| lines.get_mut(at)) else { return Ok(None) };
        *old = &new;
        Ok(Some(self.header() + &lines.concat()))
    }

    fn header(&self) -> String {
        header(&Header { site: self.site.to_owned(), kdf: self.kdf })
    }

    fn line(&self, basic: &Basic, holder: &Holder) -> Result<String, Unsealed> {
        let full = Full {
            basic: basic.clone(),
            name: holder.name.clone(),
            id_tail: tail(&holder.document_number).to_owned(),
            specialty: holder.specialty.clone(),
            theory: holder.theory.clone(),
            skill: holder.skill.clone(),
        };
        let (number, code) = secret(holder).ok_or_else(|| Unsealed::Code(holder.number.to_string()))?;
        let refused = |why| Unsealed::Refused { number: holder.number.to_string(), why };
        seal(self.site, self.kdf, number, &full, &code).map(|seal| line(number, &seal)).map_err(refused)
    }
}

fn secret(holder: &Holder) -> Option<(Number, Code)> {
    Number::strict(holder.number.as_str()).zip(Code::typed(&holder.code).ok())
}

fn basic(batch: &Batch, assessed: Option<Date>) -> Basic {
    Basic {
        level: batch.level.key().to_owned(),
        issued: batch.issued.to_string(),
        assessed: assessed.map(|date| date.to_string()).unwrap_or_default(),
        edition: batch.edition.to_string(),
        occupation: batch.occupation.as_str().to_owned(),
        institution: batch.institution.to_string(),
    }
}

/// The first certificate whose printed code does not open the seal it has now: its holder is not the one it was printed
/// for. Seals that cannot be read tell nothing.
pub fn misfit<'a>(seals: &str, holders: &'a [Holder]) -> Option<&'a Holder> {
    let mut lines = seals.lines();
    let site = read_header(lines.next()?).ok()?.site;
    let sealed = lines.filter_map(|line| read_line(line).ok());
    let mut differs = sealed.filter_map(|(number, seal)| {
        let holder = holders.iter().find(|holder| holder.number.as_str() == number.as_str())?;
        let (number, code) = secret(holder)?;
        (Keys::of_code(&site, number, &code).locator != seal.code_locator).then_some(holder)
    });
    differs.next()
}
