//! How the sheets of a form come out of a printer: on A4, in one size of letters that can be read, numbered throughout.

use rust_xlsxwriter::{Worksheet, XlsxError};

/// Pixels at 96 to the inch between the margins of A4.
const UPRIGHT: f64 = 690.0;
const ACROSS: f64 = 1020.0;

/// How wide a column of so many characters is, more or less: it depends on the fonts that are there.
fn pixels(characters: u8) -> f64 {
    f64::from(characters) * 8.0 + 5.0
}

/// Lays out a sheet with columns of these widths: upright if they fit, else across. They are to be made so many times as
/// wide, which fills the paper: else programs make the letters of each sheet larger or smaller until they do.
pub(super) fn page(sheet: &mut Worksheet, columns: &[u8]) -> f64 {
    let wide: f64 = columns.iter().copied().map(pixels).sum();
    let room = if wide <= UPRIGHT { UPRIGHT } else { ACROSS };
    if wide <= UPRIGHT {
        sheet.set_portrait()
    } else {
        sheet.set_landscape()
    };
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_margins(0.47, 0.47, 0.6, 0.7, 0.3, 0.35).set_header_footer_scale_with_doc(false);
    sheet.set_footer("&L&A&R第 &P 页 共 &N 页");
    (room / wide).max(1.0)
}

/// How many lines a text is wrapped into in a column; bold letters are a little wider.
pub(super) fn lines(text: &str, width: u8, is_bold: bool) -> u32 {
    let wide = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<u32>();
    let room = u32::from(width.saturating_sub(if is_bold { 2 } else { 1 })).max(2);
    wide.div_ceil(room)
}

/// The rows from the last of a sheet to the end of the room for signature and seal.
pub(super) const SIGNED: u32 = 4;

/// What is done by hand below the last row: what, the words that stand there, the height of its row.
pub(super) const BY_HAND: [(&str, &str, u32); 3] = [
    ("法定代表人签字（打印后手写）", "", 70),
    ("单位公章（打印后盖章）", "", 150),
    ("日期（打印后手写）", "　　　　　　年　　　　月　　　　日", 40),
];

/// Room for signature and seal below the last row, which are done by hand.
pub(super) fn to_be_signed(
    sheet: &mut Worksheet,
    last: u32,
    label: &rust_xlsxwriter::Format,
    cell: &rust_xlsxwriter::Format,
) -> Result<(), XlsxError> {
    for (row, (what, says, height)) in (last + 2..).zip(BY_HAND) {
        sheet.set_row_height(row, height)?;
        sheet.write_string_with_format(row, 0, what, label)?;
        sheet.write_string_with_format(row, 1, says, cell)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::annex::PARTS;
    use super::super::layout::Body;
    use super::*;

    /// Letters are of 11 points; of this share of them they are of 9.
    const LEAST: f64 = 0.82;

    #[test]
    fn every_table_can_be_read_on_paper() {
        for part in PARTS {
            let Body::Rows(_, entries) = part.body else { continue };
            let widths = entries.iter().map(|entry| entry.width).chain([super::super::blank::NUMBER]);
            let wide: f64 = widths.map(pixels).sum();
            assert!(ACROSS / wide >= LEAST, "{}: {wide}", part.sheet);
        }
    }
}
