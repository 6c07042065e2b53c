//! How the sheets of a form come out of a printer: on A4, in one size of letters that can be read, numbered throughout.

use rust_xlsxwriter::{Worksheet, XlsxError};

/// Pixels at 96 to the inch between the margins of A4, less what programs differ in measuring columns.
const UPRIGHT: u32 = 680;
const ACROSS: u32 = 1000;

/// Letters are of 11 points; of this share of them they are of 9.
const LEAST: u32 = 82;

/// How wide a column of so many characters is.
fn pixels(characters: u8) -> u32 {
    u32::from(characters) * 7 + 5
}

/// Lays out a sheet whose columns are so wide: upright if they fit, else across; made smaller only if nothing else helps.
pub(super) fn page(sheet: &mut Worksheet, columns: impl Iterator<Item = u8>) {
    let wide = columns.map(pixels).sum::<u32>().max(1);
    let is_upright = wide <= UPRIGHT;
    let share = if is_upright { 100 } else { (ACROSS * 100 / wide).clamp(LEAST, 100) };
    sheet.set_paper_size(9).set_print_scale(share as u16);
    if is_upright { sheet.set_portrait() } else { sheet.set_landscape() };
    sheet.set_margins(0.47, 0.47, 0.6, 0.7, 0.3, 0.35).set_header_footer_scale_with_doc(false);
    sheet.set_footer("&L&A&R第 &P 页 共 &N 页");
}

/// How many lines a name of a column is wrapped into.
pub(super) fn lines(name: &str, width: u8) -> u32 {
    // Bold letters are a little wider, and a word is not parted at its end.
    let wide = name.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<u32>();
    let room = u32::from(width.saturating_sub(2)).max(2);
    wide.div_ceil(room)
}

/// The rows from the last of a sheet to the end of the room for signature and seal.
pub(super) const SIGNED: u32 = 4;

/// Room for signature and seal below the last row, which are done by hand.
pub(super) fn to_be_signed(
    sheet: &mut Worksheet,
    last: u32,
    label: &rust_xlsxwriter::Format,
    cell: &rust_xlsxwriter::Format,
) -> Result<(), XlsxError> {
    let room = [
        ("法定代表人签字（打印后手写）", "", 70),
        ("单位公章（打印后盖章）", "", 150),
        ("日期（打印后手写）", "　　　　　　年　　　　月　　　　日", 40),
    ];
    for (row, (what, says, height)) in (last + 2..).zip(room) {
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

    #[test]
    fn every_table_can_be_read_on_paper() {
        for part in PARTS {
            let Body::Rows(_, entries) = part.body else { continue };
            let wide: u32 = pixels(super::super::blank::NUMBER) + entries.iter().map(|entry| pixels(entry.width)).sum::<u32>();
            assert!(ACROSS * 100 / wide >= LEAST, "{}: {wide}", part.sheet);
        }
    }
}
