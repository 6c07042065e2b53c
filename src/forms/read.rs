//! From a filled-in workbook to what the record will say, or to everything that is wrong with it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::annex::PARTS;
use super::blank::{HELP, LISTS};
use super::kept::Private;
use super::layout::{Body, Entry, Part};
use super::people::{self, Met};
use super::sheet::{self, Form, Table};
use super::words::{self, Told};
use super::{FORM, Offer, attached, entries};
use crate::diagnostics::{Finding, Route, Step};
use crate::registry::Date;
use crate::registry::identifier::Digest;
use crate::spreadsheet::cells::{Said, tidy};
use crate::spreadsheet::fault::{Fault, Spot};
use crate::spreadsheet::grid::{Cell, Sheet};
use crate::spreadsheet::workbook::Workbook;
use crate::spreadsheet::{FileForm, form, package};

/// What the office adds to a form when it takes it in.
#[derive(Debug, Clone, Copy)]
pub struct Receipt<'a> {
    /// The day the application came in.
    pub received: Date,
    /// How it came, as records write it.
    pub channel: &'a str,
    /// The day the office compared ID numbers with documents, for rows that do not say it themselves.
    pub verified: Option<Date>,
    /// The files that came with the form, by name; none if nobody said where they are.
    pub files: Option<&'a BTreeMap<String, Digest>>,
}

/// A form without faults of its own.
#[derive(Debug)]
pub struct Filled {
    /// What the record says, in the shape of its schema.
    pub record: Value,
    /// What must not stand in it.
    pub private: Vec<Private>,
    /// What is worth a look and may be right.
    pub notes: Vec<Fault>,
    spots: BTreeMap<Route, Spot>,
    /// Cells that were left empty, by what would have stood in them.
    empty: BTreeMap<Route, Spot>,
    /// What no cell says, but the office did.
    given: BTreeSet<Route>,
}

impl Filled {
    /// What a check found in the record, at the cells it came from and in their words.
    pub fn fault(&self, finding: &Finding) -> Fault {
        let Told { route, message, hint } = words::told(finding);
        let at = finding.place.at.route();
        if at.is_some_and(|at| self.given.contains(at)) {
            let fault = Fault::new(Spot::file(), format!("--verified 给的核验日期不对：{message}"));
            return fault.hint("核对 --verified 后面的日期；它用于没有单独填核验日期的每一行");
        }
        let spot = route.as_ref().or(at).map_or_else(Spot::file, |route| self.spot(route));
        Fault { hint, ..Fault::new(spot, message) }
    }

    /// The cell a value came from; else that of the nearest value around it, or the sheet of what lies below it.
    pub fn spot(&self, route: &Route) -> Spot {
        if let Some(spot) = self.empty.get(route) {
            return spot.clone();
        }
        let steps = route.steps();
        for length in (1..=steps.len()).rev() {
            let above: Route = steps[..length].iter().cloned().collect();
            if let Some(spot) = self.spots.get(&above) {
                return spot.clone();
            }
            if let Some((_, below)) = self.spots.iter().find(|(known, _)| known.starts_with(&above)) {
                let row = below.row.filter(|_| length > 1);
                return Spot { sheet: below.sheet.clone(), row, column: None };
            }
        }
        Spot::file()
    }
}

/// Reads a form. What kind of file it is shows in its bytes, not in its name.
///
/// # Errors
/// All faults, in order of place; each stands once.
pub fn read(bytes: &[u8], offer: &Offer<'_>, receipt: &Receipt<'_>) -> Result<Filled, Vec<Fault>> {
    let mut workbook = open(bytes).map_err(|fault| vec![*fault])?;
    let mut reader = Reader::new(offer, receipt);
    for part in PARTS {
        match sheet::find(&mut workbook, part.sheet) {
            Ok(sheet) => reader.part(part, &sheet),
            Err(fault) => reader.faults.push(fault),
        }
    }
    reader.notes.extend(strangers(&mut workbook));
    reader.finish()
}

/// Sheets with something in them that are none of the form's.
fn strangers(workbook: &mut Workbook) -> Vec<Fault> {
    let ours = |name: &str| {
        PARTS.iter().map(|part| part.sheet).chain([HELP, LISTS]).any(|ours| bare(ours) == bare(name))
    };
    let listed: Vec<_> =
        workbook.sheets.iter().filter(|listed| listed.visible && !ours(&listed.name)).cloned().collect();
    let mut told = Vec::new();
    for listed in listed {
        let is_empty = |sheet: &Sheet| sheet.lines.iter().flat_map(|line| &line.cells).all(Cell::is_blank);
        if workbook.head(&listed).is_ok_and(|sheet| is_empty(&sheet)) {
            continue;
        }
        let spot = Spot { sheet: listed.shown(), row: None, column: None };
        let fault = Fault::new(spot, "这张工作表没有读入：申请表里没有这一张");
        told.push(fault.hint("要写进申请的，抄到申请表相应的表里，行不够就往下接着填；只给自己看的不用管"));
    }
    told
}

fn open(bytes: &[u8]) -> Result<Workbook, Box<Fault>> {
    if bytes.len() as u64 > FORM.most_bytes {
        return Err(Box::new(FORM.too_large()));
    }
    match form(bytes, &FORM)? {
        FileForm::Workbook => Ok(Workbook::open(bytes, &FORM)?),
        FileForm::Text => {
            let fault = Fault::new(Spot::file(), "这不是 .xlsx 工作簿：申请表有好几张工作表，文本文件装不下");
            Err(Box::new(fault.hint(package::SAVE_AS)))
        }
    }
}

/// What has been read so far.
pub(super) struct Reader<'a> {
    pub(super) offer: &'a Offer<'a>,
    pub(super) receipt: &'a Receipt<'a>,
    pub(super) faults: Vec<Fault>,
    pub(super) private: Vec<Private>,
    pub(super) people: Vec<Met>,
    notes: Vec<Fault>,
    record: Value,
    spots: BTreeMap<Route, Spot>,
    empty: BTreeMap<Route, Spot>,
    given: BTreeSet<Route>,
    /// Numbers that the sheet of equipment shows before its items.
    pub(super) equipment: Vec<String>,
}

impl<'a> Reader<'a> {
    fn new(offer: &'a Offer<'a>, receipt: &'a Receipt<'a>) -> Self {
        let (record, spots, empty, given) = (json!({}), BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        let (faults, notes, equipment) = (Vec::new(), Vec::new(), Vec::new());
        let (private, people) = (Vec::new(), Vec::new());
        Self { offer, receipt, faults, notes, private, people, record, spots, empty, given, equipment }
    }

    fn part(&mut self, part: &Part, sheet: &Sheet) {
        match part.body {
            Body::Fields(entries) => {
                let (form, faults) = Form::find(sheet, entries);
                self.faults.extend(faults);
                self.notes.extend(form.unread(entries));
                entries::fields(self, &form);
            }
            Body::Rows(list, entries) => {
                let (table, faults) = Table::find(sheet, entries);
                self.faults.extend(faults);
                let Some(table) = table else { return };
                if super::blank::are_attachments(list) {
                    attached::read(self, &table);
                } else {
                    entries::rows(self, list, &table);
                }
            }
        }
    }

    /// Notes what a cell says.
    pub(super) fn put(&mut self, route: &Route, value: Value, spot: Spot) {
        place(&mut self.record, route.steps(), value);
        self.spots.insert(route.clone(), spot);
    }

    /// Notes what the office said for all rows that do not say it.
    pub(super) fn put_given(&mut self, route: &Route, value: Value, spot: Spot) {
        self.put(route, value, spot);
        self.given.insert(route.clone());
    }

    /// Notes that a cell may be left empty, and is.
    pub(super) fn leave(&mut self, route: Route, spot: Spot) {
        self.empty.insert(route, spot);
    }

    /// What a cell said.
    pub(super) fn said(&self, pointer: &str) -> Option<&str> {
        self.record.pointer(pointer)?.as_str()
    }

    /// Makes a list be there, if only without items.
    pub(super) fn list(&mut self, list: &str, sheet: &Sheet) {
        let steps: Vec<Step> = list.split('.').map(|key| Step::from(key.to_owned())).collect();
        if self.record.pointer(&super::blank::pointer(list)).is_none() {
            place(&mut self.record, &steps, json!([]));
            self.spots.insert(steps.into_iter().collect(), sheet.whole());
        }
    }

    pub(super) fn fault(&mut self, spot: Spot, said: Said) {
        self.faults.push(Fault::new(spot, said.message).hint(said.hint));
    }

    fn finish(mut self) -> Result<Filled, Vec<Fault>> {
        self.faults.extend(people::faults(&self.people));
        if !self.faults.is_empty() {
            return Err(super::in_order(self.faults));
        }
        let Receipt { received, channel, .. } = self.receipt;
        self.record["procedure"] = json!([{ "event": "submitted", "date": received, "channel": channel }]);
        self.notes.extend(people::notes(&self.people));
        let Self { record, private, notes, spots, empty, given, .. } = self;
        Ok(Filled { record, private, notes, spots, empty, given })
    }
}

/// Puts a value at the end of a route, making the way.
fn place(at: &mut Value, steps: &[Step], value: Value) {
    let Some((step, rest)) = steps.split_first() else {
        *at = value;
        return;
    };
    match step {
        Step::Key(key) => {
            if !at.is_object() {
                *at = json!({});
            }
            place(&mut at[key.as_ref()], rest, value);
        }
        Step::Index(index) => {
            if !at.is_array() {
                *at = json!([]);
            }
            let Some(items) = at.as_array_mut() else { return };
            while items.len() <= *index {
                items.push(Value::Null);
            }
            place(&mut items[*index], rest, value);
        }
    }
}

/// A name as it is compared: without the mark of what must be filled in, brackets of either width, spaces.
pub(super) fn bare(text: &str) -> String {
    tidy(text).trim_start_matches('*').chars().filter(|c| !c.is_whitespace()).collect()
}

/// The cell of an entry, if there is anything in it.
pub(super) fn filled(cell: Option<&Cell>) -> Option<&Cell> {
    cell.filter(|cell| !cell.is_blank())
}

/// The route of an entry.
pub(super) fn route(entry: &Entry) -> Route {
    entry.route.split('.').map(|key| Step::from(key.to_owned())).collect()
}
