//! Seals of a batch: what `docs/lookup-format.md` describes, made once, when certificates are issued.

use lookup::number::Number;
use lookup::seal::{Basic, Code, Full, Header, Kdf, SealError, header, line, seal};
use rayon::prelude::*;

use super::draft::Draft;
use super::holders::{Holder, tail};

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
#[error("证书 {number} 封存不了：{why}")]
pub struct Unsealed {
    /// Which.
    pub number: String,
    /// Why.
    pub why: SealError,
}

impl Desk<'_> {
    /// The text of a batch's `seals`. `tick` is told of every certificate sealed.
    ///
    /// # Errors
    /// When a record does not fit into its seal.
    pub fn seals(&self, draft: &Draft, tick: &(dyn Fn() + Sync)) -> Result<String, Unsealed> {
        let Draft { batch, assessed, holders, .. } = draft;
        let basic = Basic {
            level: batch.level.key().to_owned(),
            issued: batch.issued.to_string(),
            assessed: assessed.to_string(),
            edition: batch.edition.to_string(),
            occupation: batch.occupation.as_str().to_owned(),
            institution: batch.institution.to_string(),
        };
        let one = |holder: &Holder| {
            let sealed = self.line(&basic, holder);
            tick();
            sealed
        };
        let lines: Vec<String> = holders.par_iter().map(one).collect::<Result<_, _>>()?;
        Ok(header(&Header { site: self.site.to_owned(), kdf: self.kdf }) + &lines.concat())
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
        let unsealed = |why| Unsealed { number: holder.number.to_string(), why };
        let number = Number::strict(holder.number.as_str()).ok_or(());
        let code = Code::typed(&holder.code).map_err(drop);
        match (number, code) {
            (Ok(number), Ok(code)) => seal(self.site, self.kdf, number, &full, &code)
                .map(|seal| line(number, &seal))
                .map_err(unsealed),
            // Numbers and codes are made by this program or read from what it encrypted.
            _ => unreachable!("a holder with a number and a code that are none"),
        }
    }
}
