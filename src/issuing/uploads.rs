//! Sheets that results are reported by to other systems: the columns come from `content/uploads/`.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, IgnoreError, Workbook, XlsxError};

use super::printed::{Printable, Set};
use crate::registry::records::upload::{Upload, UploadColumn, UploadField};

/// Why a sheet could not be made.
#[derive(Debug, thiserror::Error)]
#[error("上报表生成不了")]
pub struct UploadError(#[from] XlsxError);

const SHEET: &str = "上报";
const NOTE: &str = "说明";

/// The workbook of a layout for certificates; every cell is text, so that no spreadsheet shortens a number. The same
/// certificates make the same bytes.
///
/// # Errors
/// When there are more rows or columns than a sheet holds.
pub fn workbook(upload: &Upload, set: &Set<'_>) -> Result<Vec<u8>, UploadError> {
    let text = Format::new().set_num_format("@");
    let bold = text.clone().set_bold();
    let mut workbook = Workbook::new();
    if let Some(first) = set.certificates.first() {
        let issued = first.issued;
        let (year, month, day) =
            (issued.year().unsigned_abs(), issued.month().unsigned_abs(), issued.day().unsigned_abs());
        let made = ExcelDateTime::from_ymd(year, month, day)?;
        workbook.set_properties(&DocProperties::new().set_title(&*upload.title).set_creation_datetime(&made));
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name(SHEET)?.set_freeze_panes(1, 0)?;
    for (at, column) in (0_u16..).zip(&upload.columns) {
        sheet.set_column_format(at, &text)?.set_column_width(at, 18)?;
        sheet.write_string_with_format(0, at, &*column.header, &bold)?;
    }
    for (row, printable) in (1_u32..).zip(&set.certificates) {
        for (at, column) in (0_u16..).zip(&upload.columns) {
            sheet.write_string_with_format(row, at, cell(column, row, printable, set), &text)?;
        }
    }
    let last = set.certificates.len().try_into().unwrap_or(u32::MAX);
    let right = upload.columns.len().saturating_sub(1).try_into().unwrap_or(u16::MAX);
    sheet.ignore_error_range(0, 0, last, right, IgnoreError::NumberStoredAsText)?;
    let note = workbook.add_worksheet();
    note.set_name(NOTE)?.set_column_width(0, 100)?;
    note.write_string(0, 0, &*upload.title)?;
    note.write_string_with_format(1, 0, &*upload.note, &Format::new().set_text_wrap())?;
    note.write_string(2, 0, "本表含个人信息，只用于上报，用后销毁，不要放进登记库。")?;
    Ok(workbook.save_to_buffer()?)
}

fn cell(column: &UploadColumn, row: u32, printable: &Printable<'_>, set: &Set<'_>) -> String {
    let value = column.field.map(|field| value(field, row, printable, set)).unwrap_or_default();
    match &column.text {
        Some(text) if value.is_empty() => text.to_string(),
        _ => value,
    }
}

fn value(field: UploadField, row: u32, printable: &Printable<'_>, set: &Set<'_>) -> String {
    let holder = printable.holder;
    match field {
        UploadField::Row => row.to_string(),
        UploadField::Name => holder.name.clone(),
        UploadField::Sex => holder.sex.clone(),
        UploadField::DocumentKind => holder.document_kind.clone(),
        UploadField::DocumentNumber => holder.document_number.clone(),
        UploadField::Occupation => holder.occupation.clone(),
        UploadField::OccupationCode => printable.occupation.as_str().to_owned(),
        UploadField::Edition => printable.edition.to_owned(),
        UploadField::Specialty => holder.specialty.clone(),
        UploadField::Level => printable.level.name().to_owned(),
        UploadField::LevelDigit => printable.level.key().to_owned(),
        UploadField::Theory => holder.theory.clone(),
        UploadField::Skill => holder.skill.clone(),
        UploadField::Review => holder.review.clone(),
        UploadField::Number => holder.number.as_str().to_owned(),
        UploadField::Issued => printable.issued.to_string(),
        UploadField::Institution => set.institution.to_owned(),
        UploadField::InstitutionNumber => holder.number.filing_number().as_str().to_owned(),
        UploadField::Employer => holder.employer.clone(),
        UploadField::Candidate => holder.candidate.clone(),
    }
}
