//! The list of what was handed in along with the form.

use serde_json::{Value, json};

use super::annex::PURPOSES;
use super::layout::Entry;
use super::read::Reader;
use super::sheet::Table;
use super::{cell, values};
use crate::diagnostics::{Route, Step};
use crate::spreadsheet::cells::{Said, nearest, said, tidy, trim};
use crate::spreadsheet::fault::Spot;
use crate::spreadsheet::grid::{Cell, Line};

/// What is said where nobody said where the files are.
fn unknown() -> Said {
    said(
        "不知道这个文件的校验值",
        "用 --attachments 给出放附件的文件夹，程序会算出来；附件清单里也可以填写「SHA-256 校验值」",
    )
}

/// The digest of a file that a cell names.
///
/// # Errors
/// When there is no such file, or nobody said where the files are.
pub(super) fn digest(reader: &Reader<'_>, cell: &Cell) -> Result<Value, Said> {
    let name = cell::text(cell)?;
    let files = reader.receipt.files.ok_or_else(unknown)?;
    let found = files.get(trim(&name)).map(|digest| json!(digest));
    found.ok_or_else(|| {
        let near = nearest(&name, files.keys().map(String::as_str));
        let near = near.map(|near| near.replace("从下拉列表里选", "照文件夹里的名字写"));
        said("附件文件夹里没有这个文件", near.unwrap_or_else(|| "核对文件名，连同后缀".to_owned()))
    })
}

/// One row, being read.
struct Row<'r, 't> {
    table: &'r Table<'t>,
    line: &'t Line,
}

impl<'t> Row<'_, 't> {
    fn entry(&self, route: &str) -> Option<&'static Entry> {
        self.table.entries().find(|entry| entry.route == route)
    }

    fn cell(&self, route: &str) -> Option<&'t Cell> {
        let entry = self.entry(route)?;
        // The table lives as long as its lines.
        super::read::filled(self.line.cell(self.table.column(entry)?))
    }

    fn spot(&self, route: &str) -> Spot {
        let whole = || self.table.sheet.row_spot(self.line.row);
        self.entry(route).map_or_else(whole, |entry| self.table.spot(self.line, entry))
    }
}

/// Reads all rows.
pub(super) fn read(reader: &mut Reader<'_>, table: &Table<'_>) {
    for list in ["applicant.regulations", "premises.proofs", "materials"] {
        reader.list(list, table.sheet);
    }
    let mut counts: Vec<(String, usize)> = Vec::new();
    let mut next = |list: &str| {
        let at = counts.iter().position(|(known, _)| known == list).unwrap_or_else(|| {
            counts.push((list.to_owned(), 0));
            counts.len() - 1
        });
        counts[at].1 += 1;
        counts[at].1 - 1
    };
    for line in &table.lines {
        let row = Row { table, line };
        match purpose(reader, &row) {
            Ok(Purpose::Proof(list)) => {
                let at = steps(&list).then(next(&list));
                proof(reader, &row, &at);
            }
            Ok(Purpose::Material(item)) => {
                let at = steps("materials").then(next("materials"));
                reader.put(&at.then("item"), item.into(), row.spot("purpose"));
                material(reader, &row, &at);
            }
            Err((spot, said)) => reader.fault(spot, said),
        }
    }
}

fn steps(list: &str) -> Route {
    let step = |key: &str| key.parse::<usize>().map_or_else(|_| Step::from(key.to_owned()), Step::from);
    list.split('.').map(step).collect()
}

enum Purpose {
    /// Of the list at a route.
    Proof(String),
    /// By its name in the policy.
    Material(String),
}

fn purpose(reader: &Reader<'_>, row: &Row<'_, '_>) -> Result<Purpose, (Spot, Said)> {
    let at = |said| (row.spot("purpose"), said);
    let Some(cell) = row.cell("purpose") else {
        return Err(at(said("「用途」没有填", "从下拉列表里选一项；不要的行整行删去")));
    };
    let written = cell::text(cell).map_err(at)?;
    let terms = reader.offer.materials();
    let same = |name: &str| tidy(name) == tidy(&written);
    if let Some(term) = terms.iter().find(|term| same(&term.title) || *term.id == *written) {
        return Ok(Purpose::Material(term.id.to_string()));
    }
    match PURPOSES.iter().find(|(name, _)| same(name)) {
        Some((_, "equipment")) => Ok(Purpose::Proof(equipment(reader, row)?)),
        Some((_, list)) => Ok(Purpose::Proof((*list).to_owned())),
        None => {
            let names = PURPOSES.iter().map(|(name, _)| *name).chain(terms.iter().map(|term| &*term.title));
            let near = nearest(&written, names.collect::<Vec<_>>().into_iter());
            Err(at(said("没有这种用途", near.unwrap_or_else(|| "从下拉列表里选一项".to_owned()))))
        }
    }
}

/// The list of proofs of the equipment that a row names by its number.
fn equipment(reader: &Reader<'_>, row: &Row<'_, '_>) -> Result<String, (Spot, Said)> {
    let at = |said| (row.spot("equipment"), said);
    let Some(cell) = row.cell("equipment") else {
        return Err(at(said("没有写是哪一项设备的证明", "填「四（二）设备」表里的序号")));
    };
    let written = tidy(&cell::text(cell).map_err(at)?);
    let found = reader.equipment.iter().position(|shown| *shown == written);
    let index = found.ok_or_else(|| at(said("「四（二）设备」表里没有这个序号", "照那张表的序号填写")))?;
    Ok(format!("equipment.{index}.proofs"))
}

fn proof(reader: &mut Reader<'_>, row: &Row<'_, '_>, at: &Route) {
    let spot = row.spot("title");
    match row.cell("title").map(|cell| cell::plain(cell, &values::property("applicant.regulations.title"))) {
        Some(Ok(title)) => reader.put(&at.then("title"), title, spot),
        Some(Err(said)) => reader.fault(spot, said),
        None => reader.fault(spot, said("「名称」没有填", "写这份材料的名称，例如 不动产权证书")),
    }
    sum(reader, row, at);
}

/// Notes the digest, if it is known.
fn sum(reader: &mut Reader<'_>, row: &Row<'_, '_>, at: &Route) -> bool {
    let typed = row.cell("sha256").map(|cell| cell::plain(cell, &values::property("materials.sha256")));
    let named = row.cell("file");
    let found = || named.map(|cell| digest(reader, cell)).transpose();
    let (spot, digest) = match typed {
        // Without the files, what was typed is all there is.
        Some(typed) if reader.receipt.files.is_none() => (row.spot("sha256"), typed.map(Some)),
        Some(typed) => match found() {
            Ok(found) => (row.spot("sha256"), typed.and_then(|typed| agreed(typed, found.as_ref()))),
            Err(said) => (row.spot("file"), Err(said)),
        },
        None => (row.spot("file"), found()),
    };
    match digest {
        Ok(Some(digest)) => reader.put(&at.then("sha256"), digest, spot),
        Ok(None) => return false,
        Err(said) => reader.fault(spot, said),
    }
    true
}

/// The digest that was typed, if it is that of the file.
fn agreed(typed: Value, found: Option<&Value>) -> Result<Option<Value>, Said> {
    if found.is_none_or(|found| *found == typed) {
        return Ok(Some(typed));
    }
    Err(said("填的校验值不是附件文件夹里这个文件的", "清空这一格，程序会算出来；或者换成当时收到的那个文件"))
}

fn material(reader: &mut Reader<'_>, row: &Row<'_, '_>, at: &Route) {
    let (channel, received) = (reader.receipt.channel.to_owned(), reader.receipt.received);
    let spot = row.spot("channel");
    match row.cell("channel").map(|cell| cell::choice(cell, "materials.channel")) {
        Some(Ok(channel)) => reader.put(&at.then("channel"), channel, spot),
        Some(Err(said)) => reader.fault(spot, said),
        None => reader.put(&at.then("channel"), channel.into(), spot),
    }
    let spot = row.spot("received");
    match row.cell("received").map(cell::date) {
        Some(Ok(day)) => reader.put(&at.then("received"), json!(day), spot),
        Some(Err(said)) => reader.fault(spot, said),
        None => reader.put(&at.then("received"), json!(received), spot),
    }
    if !sum(reader, row, at) {
        let hint =
            "填文件名，用 --attachments 给出放附件的文件夹，程序会算出来；或在「SHA-256 校验值」里填写";
        reader.fault(row.spot("file"), said("没有写文件名，也没有校验值", hint));
    }
}
