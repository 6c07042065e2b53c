//! The zip archive that a workbook is. Nothing of it is believed before it was unpacked within bounds.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::ZipArchive;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::fault::{Fault, Spot};
use super::grid::Subject;

/// More than any honest workbook of 20,000 rows unpacks to.
const MOST_UNPACKED: u64 = 96 << 20;
const PEEK: u64 = 32 << 20;
const MOST_ENTRIES: usize = 4_096;

/// The parts of a workbook that hold cells, by path. Pictures and the like stay packed.
pub(crate) struct Parts(BTreeMap<String, Vec<u8>>);

impl Parts {
    /// Unpacks what can matter.
    ///
    /// # Errors
    /// When it is no workbook, damaged, or grows without bounds.
    pub(crate) fn unpack(bytes: &[u8], subject: &Subject) -> Result<Self, Fault> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        other_kinds(&archive, subject)?;
        if archive.len() > MOST_ENTRIES {
            return Err(bomb(subject));
        }
        let wanted: Vec<usize> = (0..archive.len()).filter(|at| wants(&archive, *at)).collect();
        let mut declared = 0_u64;
        for at in &wanted {
            declared = declared.saturating_add(archive.by_index_raw(*at).map_err(|_| damaged())?.size());
        }
        // What is declared may be a lie; what is unpacked is counted. Of what declares too much, enough is unpacked to
        // tell a long roster from a bomb.
        let is_large = declared > MOST_UNPACKED;
        let mut left = if is_large { PEEK } else { MOST_UNPACKED };
        let mut parts = BTreeMap::new();
        for at in wanted {
            let mut entry = archive.by_index(at).map_err(|_| damaged())?;
            let path = entry.name().map_err(|_| damaged())?.trim_start_matches('/').to_owned();
            let mut part = Vec::new();
            let read = entry.by_ref().take(left + 1).read_to_end(&mut part).map_err(|_| damaged())? as u64;
            if read > left {
                return Err(if rows(&part) > subject.most_rows { too_long(subject) } else { bomb(subject) });
            }
            left -= read;
            parts.insert(path, part);
        }
        if is_large { Err(bomb(subject)) } else { Ok(Self(parts)) }
    }

    /// A part as text.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        let part = std::str::from_utf8(self.0.get(path)?).ok()?;
        Some(part.trim_start_matches('\u{feff}'))
    }

    /// The same workbook, unpacked: whoever reads it meets nothing that was not counted.
    ///
    /// # Errors
    /// When a part cannot be put into an archive, which no honest one is.
    pub(crate) fn stored(&self) -> Result<Cursor<Vec<u8>>, Fault> {
        let size = self.0.values().map(Vec::len).sum::<usize>() + self.0.len() * 256;
        let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(size)));
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (path, part) in &self.0 {
            writer.start_file(path.as_str(), options).map_err(|_| damaged())?;
            writer.write_all(part).map_err(|_| damaged())?;
        }
        writer.finish().map_err(|_| damaged())
    }
}

fn wants(archive: &ZipArchive<Cursor<&[u8]>>, at: usize) -> bool {
    let Some(Ok(name)) = archive.name_for_index(at) else { return false };
    let name = name.trim_start_matches('/').to_ascii_lowercase();
    let is_xml = name.ends_with(".xml") || name.ends_with(".rels");
    let holds_no_cells =
        ["xl/drawings/", "xl/charts/", "xl/media/", "xl/pivot", "xl/theme/", "docprops/", "customxml/"];
    is_xml && !holds_no_cells.iter().any(|folder| name.starts_with(folder))
}

/// Archives that are something else, told from each other by what they hold.
fn other_kinds(archive: &ZipArchive<Cursor<&[u8]>>, subject: &Subject) -> Result<(), Fault> {
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("xl/workbook.xml") || has("/xl/workbook.xml") {
        return Ok(());
    }
    let into_template = format!("把表格复制到 {} 生成的工作簿里", subject.template);
    let (message, hint) = if has("xl/workbook.bin") {
        ("这是 Excel 二进制工作簿（.xlsb），不是 .xlsx", SAVE_AS)
    } else if has("content.xml") && has("mimetype") {
        ("这是 OpenDocument 文件（.ods 一类），不是 .xlsx", SAVE_AS)
    } else if has("word/document.xml") {
        ("这是 Word 文档，不是 Excel 工作簿", &*into_template)
    } else {
        ("这是压缩文件，里面没有 Excel 工作簿", "先解压，再给出里面的 .xlsx 文件")
    };
    Err(Fault::new(Spot::file(), message).hint(hint))
}

pub(crate) const SAVE_AS: &str = "用 Excel 或 WPS 打开它，另存为「Excel 工作簿（*.xlsx）」";

/// How many rows begin in a part of a sheet, as far as it goes.
fn rows(part: &[u8]) -> usize {
    part.split(|byte| *byte == b'<').filter(|tag| tag.starts_with(b"row ")).count()
}

fn bomb(subject: &Subject) -> Fault {
    let Subject { what, template, .. } = subject;
    Fault::new(Spot::file(), "工作簿解压后大得不合情理，不读了")
        .hint(format!("把{what}复制到 {template} 新生成的工作簿里再试；来历不明的文件不要打开"))
}

fn too_long(subject: &Subject) -> Fault {
    let (message, hint) = subject.too_many_rows();
    Fault::new(Spot::file(), message).hint(hint)
}

pub(crate) fn damaged() -> Fault {
    Fault::new(Spot::file(), "工作簿不完整或已损坏，读不出来")
        .hint("用 Excel 或 WPS 打开看看，能打开就另存为一个新的 .xlsx；打不开就请对方重新发送")
}
