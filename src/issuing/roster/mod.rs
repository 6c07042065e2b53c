//! Rosters: the workbook an assessment body fills in after an assessment. Bytes in, rows or faults out; the file itself
//! is read and written by `cli`.

mod cells;
mod columns;
mod corrections;
mod delimited;
mod header;
pub(crate) mod identity;
mod layout;
mod planned;
mod read;
pub mod row;
mod sittings;
mod template;

#[cfg(test)]
mod tests;

pub use crate::spreadsheet::fault::{self, Fault, Spot};
pub use corrections::{CorrectionFault, Corrections};
pub use row::{Document, DocumentKind, Roster, Row, Score, Scores, Sex};
pub use template::{TemplateError, template};

use header::Header;
use sittings::Sittings;

use crate::registry::Catalogue;
use crate::registry::records::plan::Plan;
use crate::spreadsheet::grid::{Sheet, Subject};
use crate::spreadsheet::survey::Listed;
use crate::spreadsheet::workbook::Workbook;
use crate::spreadsheet::{FileForm, form};

/// No roster is larger; whoever reads the file looks at its size first.
pub const MOST_BYTES: u64 = 24 << 20;

pub(crate) static ROSTER: Subject = Subject {
    what: "花名册",
    template: "skillreg roster template",
    most_bytes: MOST_BYTES,
    most_rows: 20_000,
    too_many: "一份实施方案不会有这么多人：把多余的行整行删去（不是清空内容），只留这一份方案的人员",
};

/// Reads a roster of the sittings of a plan. What kind of file it is shows in its bytes, not in its name.
///
/// # Errors
/// All faults, in order of place; each stands once.
pub fn read(bytes: &[u8], plan: &Plan, catalogue: &Catalogue<'_>) -> Result<Roster, Vec<Fault>> {
    let sheet = sheet(bytes).map_err(|fault| vec![*fault])?;
    let sittings = Sittings::new(plan, catalogue);
    let Some((at, _)) = header::find(&sheet) else { return Err(vec![no_header(&sheet)]) };
    let (header, mut faults) = Header::read(&sheet, &sheet.lines[at], &sittings);
    let (rows, found) = read::rows(&sheet, &header, &sittings);
    faults.extend(found);
    if faults.is_empty() && rows.is_empty() {
        let fault = Fault::new(sheet.row_spot(header.row), "表头下面没有人员");
        faults.push(fault.hint("从表头下面一行起填写，一人一行；示例行不算"));
    }
    if faults.is_empty() {
        return Ok(Roster { sheet: sheet.name.to_string(), rows });
    }
    faults.sort();
    faults.dedup();
    Err(faults)
}

fn sheet(bytes: &[u8]) -> Result<Sheet, Box<Fault>> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Box::new(too_large()));
    }
    match form(bytes, &ROSTER)? {
        FileForm::Workbook => from_workbook(bytes),
        FileForm::Text => Ok(delimited::read(bytes)?),
    }
}

/// What is said of a file that is not worth reading.
pub fn too_large() -> Fault {
    ROSTER.too_large()
}

/// The one sheet that holds a roster, wherever it stands.
fn from_workbook(bytes: &[u8]) -> Result<Sheet, Box<Fault>> {
    let mut workbook = Workbook::open(bytes, &ROSTER)?;
    let listed = workbook.sheets.clone();
    let mut found = Vec::new();
    for sheet in &listed {
        if header::find(&workbook.head(sheet)?).is_some() {
            found.push(sheet);
        }
    }
    let visible: Vec<_> = found.iter().copied().filter(|sheet| sheet.visible).collect();
    let spot = |sheet: &Listed| Spot { sheet: sheet.shown(), row: None, column: None };
    match (visible.as_slice(), found.as_slice()) {
        ([one], _) => Ok(workbook.whole(one)?),
        ([first, second, ..], _) => {
            let message = format!("这张工作表和「{}」都像花名册，不知道该读哪一张", first.shown());
            Err(Box::new(Fault::new(spot(second), message).hint("只留一张，另一张删去或另存为别的文件")))
        }
        ([], [hidden, ..]) => {
            let fault = Fault::new(spot(hidden), "花名册所在的工作表被隐藏了");
            Err(Box::new(fault.hint("在工作表标签上点右键，取消隐藏，核对后再用")))
        }
        ([], []) => {
            let fault = Fault::new(Spot::file(), "工作簿里没有一张工作表有花名册的表头");
            Err(Box::new(fault.hint(NO_HEADER)))
        }
    }
}

const NO_HEADER: &str = "表头要有姓名、证件类型、证件号码、职业、等级等列，在前 40 行里；先用 skillreg roster template 生成一份来填";

fn no_header(sheet: &Sheet) -> Fault {
    Fault::new(sheet.whole(), "没有找到表头").hint(NO_HEADER)
}
