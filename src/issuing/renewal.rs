//! Batches that were issued, made anew: a holder corrected, seals of another cost, other recipients, other numbers.

use lookup::seal::Code;

use super::amending::{Unusual, amended};
use super::draft::Draft;
use super::holders::{self, Holder, HoldersError};
use super::keys::Recipients;
use super::mask::masked;
use super::numbers::{NoNumber, Sequences};
use super::sealing::{Desk, Unsealed, misfit};
use crate::registry::identifier::{Digest, FilingNumber};
use crate::registry::records::batch::{Batch, CertificateEvent};
use crate::registry::value::Value;
use crate::registry::{Date, Record, Text};

/// A batch as it is kept: its record, the texts of its files, its holders.
#[derive(Debug)]
pub struct Kept<'a> {
    /// The record.
    pub record: &'a Record<Batch>,
    /// `batch.yaml`.
    pub text: String,
    /// `seals`; none for a batch that was never sealed.
    pub seals: Option<String>,
    /// `holders.age`, opened.
    pub holders: Vec<Holder>,
    /// The date of the sitting.
    pub assessed: Option<Date>,
}

/// The files of a batch, made anew.
#[derive(Debug)]
pub struct Renewed {
    /// `batch.yaml`.
    pub text: String,
    /// `seals`.
    pub seals: String,
    /// `holders.age`.
    pub closed: Vec<u8>,
    /// The batch with those of its certificates that are to be printed.
    pub draft: Draft,
}

/// Why a batch was not made anew.
#[derive(Debug, thiserror::Error)]
pub enum RenewalError {
    /// The record cannot be changed by a program.
    #[error(transparent)]
    Unusual(#[from] Unusual),
    /// A certificate cannot be sealed.
    #[error(transparent)]
    Unsealed(#[from] Unsealed),
    /// The holders cannot be encrypted.
    #[error(transparent)]
    Holders(#[from] HoldersError),
    /// The numbers have run out.
    #[error(transparent)]
    NoNumber(#[from] NoNumber),
    /// A printed code does not fit the seal it has.
    #[error(
        "证书 {0} 的校验码与现在的封存对不上：holders.age 不是发证时的那一个，重新封存后印好的证书就核验不了；用 git 找回原来的一对文件"
    )]
    Misfit(String),
    /// The seals are not those of the batch.
    #[error("旁边的 seals 不是这一批的，或还没有封存：先运行 skillreg reseal")]
    Seals,
    /// Somebody else of the batch has the document.
    #[error("这一批里另有一张证书（{0}）是这个证件号码的：照证件核对")]
    Double(String),
    /// A name that no record takes.
    #[error("姓名写不进登记记录")]
    Name,
    /// The batch has events.
    #[error("这一批里有证书已经注销或更正过，说明已经公布，不能换编号：给还没有公布的那一批换")]
    Published,
}

impl Kept<'_> {
    /// The batch with one holder corrected: the number stays, the code is new.
    ///
    /// # Errors
    /// Why it cannot be done.
    pub fn reissued(
        &self,
        row: usize,
        mut holder: Holder,
        code: [u8; 10],
        event: CertificateEvent,
        desk: &Desk<'_>,
        recipients: &Recipients,
    ) -> Result<Renewed, RenewalError> {
        let mut holders = self.holders.clone();
        let old = holders.get_mut(row).ok_or(HoldersError::Another)?;
        holder.code = Code::new(code).to_string();
        let mut batch = self.record.value.clone();
        if holder.name != old.name {
            let certificate = batch.certificates.get_mut(row).ok_or(HoldersError::Another)?;
            certificate.holder = Text::parse(&masked(&holder.name)).map_err(|_| RenewalError::Name)?;
        }
        *old = holder.clone();
        let same = |other: &&Holder| {
            other.number != holder.number
                && (&other.document_kind, &other.document_number)
                    == (&holder.document_kind, &holder.document_number)
        };
        if let Some(other) = holders.iter().find(same) {
            return Err(RenewalError::Double(other.number.to_string()));
        }
        batch.events.push(event);
        let seals = self.seals.as_deref().ok_or(RenewalError::Seals)?;
        let seals = desk.replaced(seals, &batch, self.assessed, &holder)?.ok_or(RenewalError::Seals)?;
        let only = batch.certificates.get(row).cloned();
        let mut renewed = self.closed(batch, seals, &holders, recipients)?;
        renewed.draft.batch.certificates = only.into_iter().collect();
        renewed.draft.holders = vec![holder];
        Ok(renewed)
    }

    /// The seals of the batch at the cost of a desk; codes stay, so that printed certificates stay good.
    ///
    /// # Errors
    /// When the holders are not those that hold printed certificates.
    pub fn resealed(&self, desk: &Desk<'_>, tick: &(dyn Fn() + Sync)) -> Result<String, RenewalError> {
        if let Some(holder) = self.seals.as_deref().and_then(|seals| misfit(seals, &self.holders)) {
            return Err(RenewalError::Misfit(holder.number.to_string()));
        }
        Ok(desk.seals(&self.record.value, self.assessed, &self.holders, tick)?)
    }

    /// The batch encrypted to other recipients: its record and its holders.
    ///
    /// # Errors
    /// When that fails.
    pub fn rotated(&self, recipients: &Recipients) -> Result<(String, Vec<u8>), RenewalError> {
        let closed = holders::close(&self.holders, recipients)?;
        let batch = with_digests(self.record.value.clone(), &closed, recipients);
        Ok((amended(&self.text, &self.record.value, &batch)?, closed))
    }

    /// The batch under the next free numbers, with new codes: it must not have been published.
    ///
    /// # Errors
    /// Why it cannot be done.
    pub fn renumbered(
        &self,
        body: FilingNumber,
        sequences: &mut Sequences,
        code: &mut dyn FnMut() -> [u8; 10],
        desk: &Desk<'_>,
        recipients: &Recipients,
        tick: &(dyn Fn() + Sync),
    ) -> Result<Renewed, RenewalError> {
        let mut batch = self.record.value.clone();
        if !batch.events.is_empty() {
            return Err(RenewalError::Published);
        }
        let mut holders = self.holders.clone();
        for (certificate, holder) in batch.certificates.iter_mut().zip(&mut holders) {
            certificate.number = sequences.next(body, batch.issued, batch.level)?;
            holder.number = certificate.number;
            holder.code = Code::new(code()).to_string();
        }
        let seals = desk.seals(&batch, self.assessed, &holders, tick)?;
        self.closed(batch, seals, &holders, recipients)
    }

    fn closed(
        &self,
        batch: Batch,
        seals: String,
        holders: &[Holder],
        recipients: &Recipients,
    ) -> Result<Renewed, RenewalError> {
        let closed = holders::close(holders, recipients)?;
        let batch = with_digests(batch, &closed, recipients);
        let text = amended(&self.text, &self.record.value, &batch)?;
        let draft = Draft {
            id: self.record.id.clone(),
            year: batch.issued.year(),
            assessed: self.assessed.unwrap_or(batch.issued),
            batch,
            holders: holders.to_vec(),
        };
        Ok(Renewed { text, seals, closed, draft })
    }
}

/// The batch with what it says of its holders.
pub fn with_digests(mut batch: Batch, closed: &[u8], recipients: &Recipients) -> Batch {
    batch.holders = Some(Digest::of(closed));
    batch.recipients = Some(recipients.digest);
    batch
}
