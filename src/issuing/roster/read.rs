//! From a sheet to rows, or to everything that is wrong with it.

use std::collections::HashMap;

use super::cells::Mark;
use super::columns::{CANDIDATES, DOCUMENTS, EXAMPLE_NAME, EXAMPLE_NUMBER, Key, PASSED, SEXES, column};
use super::header::Header;
use super::row::{Document, Row, Scores, Sex};
use super::sittings::{Offered, Sittings};
use super::{identity, layout, planned};
use crate::registry::identifier::OccupationCode;
use crate::registry::records::plan::Method;
use crate::registry::value::Value as _;
use crate::registry::{Level, Text};
use crate::spreadsheet::cells::{Said, said, tidy, trim};
use crate::spreadsheet::fault::Fault;
use crate::spreadsheet::grid::{Cell, Line, Sheet};

/// Reads the rows below a header.
pub(super) fn rows(sheet: &Sheet, header: &Header, sittings: &Sittings<'_>) -> (Vec<Row>, Vec<Fault>) {
    let mut people = People::default();
    let mut faults = layout::faults(sheet, header);
    let mut rows = Vec::new();
    for line in sheet.lines.iter().filter(|line| line.row > header.row) {
        let mut entry = Entry { sheet, header, sittings, line, faults: Vec::new() };
        if entry.is_to_be_read() {
            rows.extend(entry.read(&mut people));
        }
        faults.append(&mut entry.faults);
    }
    (rows, faults)
}

/// Where people were met before.
#[derive(Default)]
struct People {
    /// The row, by document, occupation and level.
    assessed: HashMap<(Document, OccupationCode, Level), u32>,
    /// The row and the name, by document.
    names: HashMap<Document, (u32, String)>,
}

/// One row, being read.
struct Entry<'a> {
    sheet: &'a Sheet,
    header: &'a Header,
    sittings: &'a Sittings<'a>,
    line: &'a Line,
    faults: Vec<Fault>,
}

/// What a row says of the sitting.
struct Assessment<'a> {
    offered: Option<Offered<'a>>,
    occupation: Option<OccupationCode>,
    level: Option<Level>,
}

impl<'a> Entry<'a> {
    /// Whether the row is a person's: not blank, no header over again, not the example, no note below the table.
    fn is_to_be_read(&mut self) -> bool {
        let filled =
            self.line.cells.iter().filter(|cell| self.header.knows(cell.column) && !cell.is_blank()).count();
        if filled == 0 {
            return false;
        }
        let whole = self.sheet.row_spot(self.line.row);
        match self.header.repeats(self.line) {
            Some(true) => return false,
            Some(false) => {
                let fault = Fault::new(whole, "这里又有一行表头，列的顺序和上面的不同");
                self.faults.push(fault.hint("把下面的人员按上面的列序排好，删去这一行"));
                return false;
            }
            None => {}
        }
        // A spreadsheet that took the number for one has dropped its zeros.
        let number = self.tidied(Key::DocumentNumber);
        if number == EXAMPLE_NUMBER || number == EXAMPLE_NUMBER.trim_start_matches('0') {
            if self.tidied(Key::Name) != EXAMPLE_NAME {
                self.fault(
                    Key::DocumentNumber,
                    said("这是示例行的证件号码", "照证件填写这个人的号码；示例行可以留着，也可以整行删去"),
                );
            }
            return false;
        }
        if self.cell(Key::DocumentNumber).is_none() && filled < 4 {
            let fault = Fault::new(whole, "这一行不是一个人的成绩");
            self.faults.push(fault.hint("表下的合计、签字和说明请删去；是人员的，补上姓名和证件号码"));
            return false;
        }
        true
    }

    fn read(&mut self, people: &mut People) -> Option<Row> {
        let kind = self.needed(Key::DocumentKind, |cell| cell.choice(&DOCUMENTS));
        let name = self.needed(Key::Name, |cell| identity::name(cell, kind));
        let number = self.needed(Key::DocumentNumber, |cell| identity::number(cell, kind));
        let sex = self.needed(Key::Sex, |cell| cell.choice(&SEXES));
        let document = kind.zip(number).map(|(kind, number)| Document { kind, number });
        self.sexes(document.as_ref(), sex);
        let assessment = self.assessment();
        self.age(document.as_ref(), assessment.offered);
        self.known(people, document.as_ref(), name.as_deref(), &assessment);
        let employer = self.needed(Key::Employer, |cell| employer(&cell.text()?));
        let candidate = self.needed(Key::Candidate, |cell| cell.choice(&CANDIDATES));
        let marks = [Key::Theory, Key::Skill, Key::Review].map(|key| self.optional(key, Cell::score));
        let passed = self.needed(Key::Passed, |cell| cell.choice(&PASSED));
        self.results(marks, passed, assessment.offered);
        if !self.faults.is_empty() {
            return None;
        }
        let Offered { sitting, occupation } = assessment.offered?;
        let [theory, skill, review] = marks.map(|mark| mark?.and_then(Mark::score));
        Some(Row {
            line: self.line.row,
            name: name?,
            sex: sex?,
            document: document?,
            sitting: sitting.id.clone(),
            edition: sitting.edition.clone(),
            occupation: sitting.occupation,
            occupation_name: occupation.to_owned(),
            specialty: sitting.specialty.clone(),
            level: sitting.level,
            employer: employer?,
            candidate: candidate?,
            scores: Scores { theory, skill, review },
            sat: !marks.contains(&Some(Some(Mark::Absent))),
            passed: passed?,
        })
    }

    fn cell(&self, key: Key) -> Option<&'a Cell> {
        self.line.cell(self.header.column(key)?).filter(|cell| !cell.is_blank())
    }

    fn tidied(&self, key: Key) -> String {
        self.cell(key).and_then(|cell| cell.text().ok()).map_or_else(String::new, |text| tidy(&text))
    }

    /// Notes a fault at a cell, or at the row where there is no such column.
    fn fault(&mut self, key: Key, Said { message, hint }: Said) {
        let row = self.line.row;
        let spot = self.header.column(key).map(|column| self.sheet.spot(row, column));
        self.faults.push(Fault::new(spot.unwrap_or_else(|| self.sheet.row_spot(row)), message).hint(hint));
    }

    /// Reads a cell that has to be filled in.
    fn needed<T>(&mut self, key: Key, read: impl FnOnce(&Cell) -> Result<T, Said>) -> Option<T> {
        // That the column is missing was said once, at the header; that cells are merged, at their corner.
        let column_of_sheet = self.header.column(key)?;
        if self.cell(key).is_none() && self.sheet.is_merged(self.line.row, column_of_sheet) {
            return None;
        }
        let empty = || said(format!("「{}」没有填", column(key).title), column(key).note);
        match self.cell(key).map_or_else(|| Err(empty()), read) {
            Ok(value) => Some(value),
            Err(said) => {
                self.fault(key, said);
                None
            }
        }
    }

    /// Reads a cell that may be empty: none if it is at fault.
    fn optional<T>(&mut self, key: Key, read: impl FnOnce(&Cell) -> Result<T, Said>) -> Option<Option<T>> {
        match self.cell(key).map(read).transpose() {
            Ok(value) => Some(value),
            Err(said) => {
                self.fault(key, said);
                None
            }
        }
    }

    fn sexes(&mut self, document: Option<&Document>, sex: Option<Sex>) {
        let Some((document, sex)) = document.zip(sex) else { return };
        if !identity::agrees(document.kind, &document.number, sex) {
            self.fault(
                Key::Sex,
                said("性别和证件号码对不上", "照证件核对性别和号码（第 17 位单数为男，双数为女）"),
            );
        }
    }

    /// Whether the person was of an age to be assessed on the day of the sitting.
    fn age(&mut self, document: Option<&Document>, offered: Option<Offered<'_>>) {
        let Some((document, offered)) = document.zip(offered) else { return };
        if let Err(said) = identity::of_age(document.kind, &document.number, offered.sitting.date) {
            self.fault(Key::DocumentNumber, said);
        }
    }

    fn assessment(&mut self) -> Assessment<'a> {
        let sittings = self.sittings;
        let occupation =
            self.needed(Key::Occupation, |cell| planned::occupation(&tidy(&cell.text()?), sittings));
        let level = self.needed(Key::Level, |cell| planned::level(&tidy(&cell.text()?), sittings));
        let specialty = self.optional(Key::Specialty, |cell| Ok(tidy(&cell.text()?)));
        let named = self.optional(Key::Sitting, |cell| planned::sitting(&tidy(&cell.text()?), sittings));
        let none = Assessment { offered: None, occupation, level };
        let (Some(code), Some(rank), Some(specialty), Some(named)) = (occupation, level, specialty, named)
        else {
            return none;
        };
        let specialty =
            specialty.filter(|text| !text.trim_matches(['-', '—', '/']).is_empty() && text != "无");
        let fitting: Vec<Offered<'a>> =
            sittings.all().iter().copied().filter(|o| o.sitting.occupation == code).collect();
        let fitting = self.narrow(
            Key::Level,
            fitting,
            |o| o.sitting.level == rank,
            |rest| {
                let levels: Vec<&str> = rest.iter().map(|o| o.sitting.level.name()).collect();
                said(
                    "实施方案里这个职业没有这个等级",
                    format!("方案里这个职业的等级：{}", planned::join(levels)),
                )
            },
        );
        let fitting = self.narrow(
            Key::Specialty,
            fitting,
            |o| o.sitting.specialty.as_deref().map(tidy) == specialty,
            |rest| {
                let names: Vec<&str> =
                    rest.iter().map(|o| o.sitting.specialty.as_deref().unwrap_or("--")).collect();
                said(
                    "工种和实施方案里的不一样",
                    format!("方案里这个职业和等级的工种：{}", planned::join(names)),
                )
            },
        );
        let fitting = self.narrow(
            Key::Sitting,
            fitting,
            |o| named.is_none_or(|id| *o.sitting.id == *id),
            |rest| said("这一场不是这个职业、工种和等级的", format!("是的有：{}", Sittings::list(rest))),
        );
        match fitting.as_slice() {
            [one] => return Assessment { offered: Some(*one), ..none },
            [] => {}
            // Without the column, it was said once at the header.
            _ if self.header.column(Key::Sitting).is_none() => {}
            several => {
                let hint = format!("写明是哪一场：{}", Sittings::list(several));
                self.fault(Key::Sitting, said("「场次」没有填，分不清是哪一场", hint));
            }
        }
        none
    }

    /// Keeps the sittings that fit; if none does, says so once.
    fn narrow(
        &mut self,
        key: Key,
        offered: Vec<Offered<'a>>,
        fits: impl Fn(&Offered<'a>) -> bool,
        fault: impl FnOnce(&[Offered<'a>]) -> Said,
    ) -> Vec<Offered<'a>> {
        let fitting: Vec<Offered<'a>> = offered.iter().copied().filter(fits).collect();
        if fitting.is_empty() && !offered.is_empty() {
            self.fault(key, fault(&offered));
        }
        fitting
    }

    /// Nobody gets two certificates of one occupation and level; one number belongs to one person.
    fn known(
        &mut self,
        people: &mut People,
        document: Option<&Document>,
        name: Option<&str>,
        of: &Assessment<'_>,
    ) {
        let Some(document) = document else { return };
        let row = self.line.row;
        let other = |header: &Header, key: Key, row: u32| {
            header.column(key).map_or_else(String::new, |column| self.sheet.spot(row, column).address())
        };
        if let Some((occupation, level)) = of.occupation.zip(of.level) {
            let first = *people.assessed.entry((document.clone(), occupation, level)).or_insert(row);
            if first != row {
                let cell = other(self.header, Key::DocumentNumber, first);
                let message = format!("和 {cell} 是同一个人，职业和等级也相同");
                self.fault(
                    Key::DocumentNumber,
                    said(message, "一个人的一个职业等级只留一行：删去重复的一行，或改正填错的号码"),
                );
            }
        }
        let Some(name) = name else { return };
        let first = people.names.entry(document.clone()).or_insert_with(|| (row, name.to_owned()));
        if first.1 != name {
            let cell = other(self.header, Key::Name, first.0);
            let message = format!("证件号码和第 {} 行的相同，姓名却和 {cell} 的不同", first.0);
            self.fault(Key::Name, said(message, "照证件核对这两行的姓名和号码"));
        }
    }

    /// Who passed was there, and was assessed in something.
    fn results(
        &mut self,
        marks: [Option<Option<Mark>>; 3],
        passed: Option<bool>,
        offered: Option<Offered<'_>>,
    ) {
        if passed != Some(true) || marks.contains(&None) {
            return;
        }
        let marks = marks.map(|mark| mark.flatten().unwrap_or(Mark::None));
        if marks.contains(&Mark::Absent) {
            self.fault(Key::Passed, said("有一项缺考，却写了合格", "缺考的写「否」；没有缺考的，补上成绩"));
        } else if marks == [Mark::None; 3]
            && offered.is_some_and(|o| o.sitting.method != Method::DirectRecognition)
        {
            self.fault(Key::Passed, said("一项成绩也没有，却写了合格", "补上成绩；没有参加评价的写「否」"));
        }
    }
}

fn employer(written: &str) -> Result<Text, Said> {
    let plain = |fault: crate::registry::value::ValueFault| {
        said(fault.message, fault.hint.unwrap_or_else(|| "填单位的全称".to_owned()))
    };
    Text::parse(trim(written)).map_err(plain)
}
