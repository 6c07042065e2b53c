//! Rosters: the workbook an assessment body fills in after an assessment. Bytes in, rows or faults out; the file itself
//! is read and written by `cli`.

mod cells;
mod columns;
mod corrections;
mod delimited;
pub mod fault;
mod grid;
mod header;
mod identity;
mod layout;
mod package;
mod planned;
mod read;
pub mod row;
mod sittings;
mod survey;
mod template;
mod workbook;

#[cfg(test)]
mod tests;

pub use corrections::{CorrectionFault, Corrections};
pub use fault::{Fault, Spot};
pub use row::{Document, DocumentKind, Roster, Row, Score, Scores, Sex};
pub use template::{TemplateError, template};

use grid::Sheet;
use header::Header;
use sittings::Sittings;
use survey::Listed;
use workbook::Workbook;

use crate::registry::Catalogue;
use crate::registry::records::plan::Plan;

/// No roster is larger; whoever reads the file looks at its size first.
pub const MOST_BYTES: u64 = 24 << 20;

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
    match kind(bytes)? {
        Kind::Workbook => from_workbook(bytes),
        Kind::Text => Ok(delimited::read(bytes)?),
    }
}

/// What is said of a file that is not worth reading.
pub fn too_large() -> Fault {
    Fault::new(Spot::file(), format!("文件超过 {} MB，不像花名册", MOST_BYTES >> 20))
        .hint("把人员复制到 skillreg roster template 新生成的工作簿里，不要带图片")
}

enum Kind {
    Workbook,
    Text,
}

fn kind(bytes: &[u8]) -> Result<Kind, Fault> {
    let fault = |message: &str, hint: &str| Err(Fault::new(Spot::file(), message).hint(hint));
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let holds = |text: &str| {
        let wanted = utf16(text);
        bytes.windows(wanted.len()).any(|window| window == wanted)
    };
    let start = bytes.trim_ascii_start();
    let is_page = |mark: &[u8]| start.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark));
    match bytes {
        _ if start.is_empty() => {
            fault("文件是空的", "给出用 skillreg roster template 生成并填好的 .xlsx 文件")
        }
        [b'P', b'K', 3 | 5, 4 | 6, ..] => Ok(Kind::Workbook),
        [0xd0, 0xcf, 0x11, 0xe0, ..] if holds("EncryptedPackage") => fault(
            "工作簿设了打开密码，读不了",
            "用 Excel 或 WPS 打开，在「文件 → 信息 → 保护工作簿」里去掉密码，再保存",
        ),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => fault("这是旧的 .xls 工作簿，改了后缀也不是 .xlsx", package::SAVE_AS),
        _ if [&b"<html"[..], b"<!doctype", b"<table", b"<?xml"].iter().any(|mark| is_page(mark)) => {
            fault("这是网页，后缀像 Excel 却不是工作簿", package::SAVE_AS)
        }
        _ => Ok(Kind::Text),
    }
}

/// The one sheet that holds a roster, wherever it stands.
fn from_workbook(bytes: &[u8]) -> Result<Sheet, Box<Fault>> {
    let mut workbook = Workbook::open(bytes)?;
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
