//! Spreadsheets as people send them: workbooks as grids of cells, and what is wrong with them, by sheet and cell. Bytes
//! in, grids or faults out; what a sheet is about is known by those who read it.

pub(crate) mod cells;
pub mod fault;
pub(crate) mod grid;
pub(crate) mod package;
pub(crate) mod survey;
pub(crate) mod workbook;

use fault::{Fault, Spot};
use grid::Subject;

/// What a file is, by its bytes and not by its name.
pub(crate) enum FileForm {
    Workbook,
    Text,
}

/// Tells a workbook from delimited text.
///
/// # Errors
/// When it is neither: what it is instead, and what to do about it.
pub(crate) fn form(bytes: &[u8], subject: &Subject) -> Result<FileForm, Fault> {
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
            fault("文件是空的", &format!("给出用 {} 生成并填好的 .xlsx 文件", subject.template))
        }
        [b'P', b'K', 3 | 5, 4 | 6, ..] => Ok(FileForm::Workbook),
        [0xd0, 0xcf, 0x11, 0xe0, ..] if holds("EncryptedPackage") => fault(
            "工作簿设了打开密码，读不了",
            "用 Excel 或 WPS 打开，在「文件 → 信息 → 保护工作簿」里去掉密码，再保存",
        ),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => fault("这是旧的 .xls 工作簿，改了后缀也不是 .xlsx", package::SAVE_AS),
        _ if [&b"<html"[..], b"<!doctype", b"<table", b"<?xml"].iter().any(|mark| is_page(mark)) => {
            fault("这是网页，后缀像 Excel 却不是工作簿", package::SAVE_AS)
        }
        _ => Ok(FileForm::Text),
    }
}
