//! The entries of forms and tables, one cell at a time.

use serde_json::{Value, json};

use super::cell;
use super::kept::Private;
use super::layout::{By, Entry, Kind};
use super::people::Met;
use super::read::{Reader, route};
use super::sheet::{Form, Table};
use super::values;
use crate::diagnostics::{Route, Step};
use crate::issuing::roster::identity;
use crate::spreadsheet::cells::{Said, said};
use crate::spreadsheet::fault::Spot;
use crate::spreadsheet::grid::{Cell, Line};

/// What is said of a cell that must not be empty.
fn empty(entry: &Entry) -> Said {
    let note = if entry.note.is_empty() { "照实填写" } else { entry.note };
    said(format!("「{}」没有填", entry.title), note)
}

/// Reads names and values.
pub(super) fn fields(reader: &mut Reader<'_>, form: &Form<'_>) {
    for (entry, row, cell) in &form.entries {
        let spot = form.sheet.spot(*row, 2);
        match cell {
            Some(cell) => one(reader, cell, entry, &route(entry), entry.route, spot),
            None if entry.by == By::Applicant => reader.fault(spot, empty(entry)),
            None => {}
        }
    }
    if form.entries.iter().any(|(entry, ..)| entry.route.starts_with("group.")) {
        group(reader, form);
    }
}

/// The group is named by its branches, and by nobody else.
fn group(reader: &mut Reader<'_>, form: &Form<'_>) {
    let Some(kind) = reader.said("/kind").map(str::to_owned) else { return };
    for (entry, row, cell) in form.entries.iter().filter(|(entry, ..)| entry.route.starts_with("group.")) {
        let spot = form.sheet.spot(*row, 2);
        match (kind.as_str(), cell) {
            ("branch", None) => {
                let hint = "照集团的备案回执填写；不是分支机构的，把「申请类型」改为「企业」";
                reader.fault(spot, Said { hint: hint.into(), ..empty(entry) });
            }
            ("enterprise", Some(_)) => {
                let said = said("申请类型是「企业」，这一格不用填", "清空这一格，或把申请类型改成分支机构");
                reader.fault(spot, said);
            }
            _ => {}
        }
    }
}

/// Reads one cell into the record.
fn one(reader: &mut Reader<'_>, cell: &Cell, entry: &Entry, at: &Route, schema: &str, spot: Spot) {
    let value = match entry.kind {
        Kind::Plain | Kind::Prose | Kind::Edition => cell::plain(cell, &values::property(schema)),
        Kind::Name => cell::name(cell),
        Kind::Choice => cell::choice(cell, entry.route),
        Kind::YesNo => cell::yes(cell),
        Kind::Division => cell::text(cell).and_then(|text| values::division(&text, reader.offer)),
        Kind::Mobile => {
            match cell::mobile(cell) {
                Ok(number) => reader.private.push(Private::mobile(entry.title, number)),
                Err(said) => reader.fault(spot, said),
            }
            return;
        }
        // These stand in tables only, which read them by themselves.
        Kind::Occupation | Kind::Level(_) | Kind::Identity | Kind::File => return,
    };
    match value {
        Ok(value) => reader.put(at, value, spot),
        Err(said) => reader.fault(spot, said),
    }
}

/// Reads an item a row.
pub(super) fn rows(reader: &mut Reader<'_>, list: &str, table: &Table<'_>) {
    reader.list(list, table.sheet);
    let root: Route = list.split('.').map(|key| Step::from(key.to_owned())).collect();
    for (index, line) in table.lines.iter().enumerate() {
        let at = root.then(index);
        if list == "equipment" {
            let number = table.number(line);
            reader.equipment.push(number);
        }
        if let Some(said) = stray(table, line) {
            reader.fault(table.sheet.row_spot(line.row), said);
            continue;
        }
        for entry in table.entries() {
            let spot = table.spot(line, entry);
            let inner = || at.steps().iter().chain(route(entry).steps()).cloned().collect();
            match (table.cell(line, entry), entry.kind) {
                (Some(cell), Kind::Plain | Kind::Name | Kind::Choice)
                    if entry.route != "identity_verified" && entry.route != "proof" =>
                {
                    let schema = format!("{list}.{}", entry.route);
                    one(reader, cell, entry, &inner(), &schema, spot);
                }
                (None, _) if entry.by == By::Applicant && entry.kind != Kind::Identity => {
                    reader.fault(spot, empty(entry));
                }
                (None, Kind::Plain) if entry.by == By::Optional => reader.leave(inner(), spot),
                _ => {}
            }
        }
        match list {
            "scope" => scope(reader, table, line, &at),
            _ if list.starts_with("people.") => person(reader, table, line, &at),
            _ => {}
        }
    }
    if table.lines.is_empty() {
        let said = said("表头下面没有内容", "从表头下面一行起填写，一行一项");
        reader.fault(table.sheet.row_spot(table.header), said);
    }
}

/// What is said of a row that is no item: a total, a signature, a note below the table.
fn stray(table: &Table<'_>, line: &Line) -> Option<Said> {
    let asked = table.entries().filter(|entry| entry.by == By::Applicant).count();
    let filled = table.entries().filter(|entry| table.cell(line, entry).is_some()).count();
    let hint = "表下的合计、签字和说明整行删去；是一项的，补齐其他各格";
    (asked > 3 && filled <= 2).then(|| said(format!("这一行只填了 {filled} 格，不是完整的一项"), hint))
}

fn find<'t>(table: &Table<'t>, of: impl Fn(&Entry) -> bool) -> Option<&'static Entry> {
    table.entries().find(|entry| of(entry))
}

/// Edition, occupation and levels of a row.
fn scope(reader: &mut Reader<'_>, table: &Table<'_>, line: &Line, at: &Route) {
    let offer = reader.offer;
    let mut edition = offer.edition().to_owned();
    if let Some(entry) = find(table, |entry| entry.kind == Kind::Edition) {
        let spot = table.spot(line, entry);
        match table.cell(line, entry).map(cell::text).transpose() {
            Ok(written) => {
                edition = written.unwrap_or(edition);
                reader.put(&at.then("edition"), edition.as_str().into(), spot);
            }
            Err(said) => reader.fault(spot, said),
        }
    }
    if let Some((entry, cell)) = found(table, line, |entry| entry.kind == Kind::Occupation) {
        let spot = table.spot(line, entry);
        match cell::text(cell).and_then(|text| values::occupation(&text, &edition, offer)) {
            Ok((code, name)) => {
                reader.put(&at.then("code"), code.into(), spot.clone());
                reader.put(&at.then("name"), name.into(), spot);
            }
            Err(said) => reader.fault(spot, said),
        }
    }
    levels(reader, table, line, at);
}

fn levels(reader: &mut Reader<'_>, table: &Table<'_>, line: &Line, at: &Route) {
    let mut marked: Vec<(Value, Spot)> = Vec::new();
    let mut first = None;
    let mut is_told = false;
    for entry in table.entries() {
        let Kind::Level(level) = entry.kind else { continue };
        let spot = table.spot(line, entry);
        first.get_or_insert_with(|| spot.clone());
        let Some(cell) = table.cell(line, entry) else { continue };
        match cell::text(cell).and_then(|text| values::marked(&text)) {
            Ok(true) => marked.push((json!(level), spot)),
            Ok(false) => {}
            Err(said) => {
                is_told = true;
                reader.fault(spot, said);
            }
        }
    }
    if marked.is_empty() && !is_told {
        let spot = first.unwrap_or_else(|| table.sheet.row_spot(line.row));
        reader.fault(spot, said("一个等级也没有选", "在申请的等级下面选 √"));
    }
    for (index, (level, spot)) in marked.into_iter().enumerate() {
        reader.put(&at.then("levels").then(index), level, spot);
    }
}

fn found<'t>(
    table: &Table<'t>,
    line: &'t Line,
    of: impl Fn(&Entry) -> bool,
) -> Option<(&'static Entry, &'t Cell)> {
    let entry = find(table, of)?;
    Some((entry, table.cell(line, entry)?))
}

/// A person: who it is stays apart from the record, where only the day of the comparison stands.
fn person(reader: &mut Reader<'_>, table: &Table<'_>, line: &Line, at: &Route) {
    let verified = found_by(table, line, "identity_verified");
    let day = verified.map(|(entry, cell)| (table.spot(line, entry), cell::date(cell)));
    let number = found(table, line, |entry| entry.kind == Kind::Identity);
    if let Some((entry, cell)) = number {
        let spot = table.spot(line, entry);
        match identity::of_staff(cell, reader.offer.on) {
            Ok(number) => {
                let name = reader_name(table, line);
                let met = Met { sheet: table.sheet.name.clone(), row: line.row, name, number, spot };
                reader.private.push(Private::identity(&met.sheet, met.row, &met.name, met.number.clone()));
                reader.people.push(met);
            }
            Err(said) => reader.fault(spot, said),
        }
    }
    let route = at.then("identity_verified");
    match (day, reader.receipt.verified.filter(|_| number.is_some())) {
        (Some((spot, Ok(day))), _) => reader.put(&route, json!(day), spot),
        (Some((spot, Err(said))), _) => reader.fault(spot, said),
        (None, Some(day)) => {
            let spot = table.sheet.row_spot(line.row);
            reader.put_given(&route, json!(day), spot);
        }
        (None, None) if number.is_some() => {
            let spot = find(table, |entry| entry.route == "identity_verified");
            let spot = spot.map_or_else(|| table.sheet.row_spot(line.row), |entry| table.spot(line, entry));
            let hint = "和身份证件核对以后，在这一格填日期，或导入时用 --verified 给出日期";
            reader.fault(spot, said("没有写身份证件核验日期", hint));
        }
        (None, None) => {
            if let Some(entry) = find(table, |entry| entry.kind == Kind::Identity) {
                reader.fault(table.spot(line, entry), empty(entry));
            }
        }
    }
    proof(reader, table, line, at);
}

fn found_by<'t>(table: &Table<'t>, line: &'t Line, route: &str) -> Option<(&'static Entry, &'t Cell)> {
    found(table, line, |entry| entry.route == route)
}

fn reader_name(table: &Table<'_>, line: &Line) -> String {
    let name = found_by(table, line, "name").and_then(|(_, cell)| cell::name(cell).ok());
    name.and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The digest of a person's proof: typed, or that of the file that came along.
fn proof(reader: &mut Reader<'_>, table: &Table<'_>, line: &Line, at: &Route) {
    let route = at.then("proof");
    if let Some((entry, cell)) = found_by(table, line, "proof") {
        return one(reader, cell, entry, &route, "people.staff.proof", table.spot(line, entry));
    }
    let Some((entry, cell)) = found(table, line, |entry| entry.kind == Kind::File) else { return };
    let spot = table.spot(line, entry);
    match super::attached::digest(reader, cell) {
        Ok(digest) => reader.put(&route, digest, spot),
        Err(said) => reader.fault(spot, said),
    }
}
