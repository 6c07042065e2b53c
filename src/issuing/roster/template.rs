//! The workbook that assessment bodies fill in, made from the list of columns and from one plan.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Formula, IgnoreError, Note, Workbook, Worksheet, XlsxError,
};

use super::ROSTER;
use super::columns::{COLUMNS, Column, Key};
use super::row::{DocumentKind, Sex};
use super::sittings::Sittings;
use crate::registry::Catalogue;
use crate::registry::records::plan::{CandidateKind, Plan};

/// Why a template could not be made.
#[derive(Debug, thiserror::Error)]
#[error("工作簿生成不了")]
pub struct TemplateError(#[from] XlsxError);

const SHEET: &str = "花名册";
const HELP: &str = "填表说明";
const LISTS: &str = "选项";

/// The workbook for a plan's results. The same plan makes the same bytes.
///
/// # Errors
/// When the workbook cannot be written, which no plan should cause.
pub fn template(id: &str, plan: &Plan, catalogue: &Catalogue<'_>) -> Result<Vec<u8>, TemplateError> {
    let sittings = Sittings::new(plan, catalogue);
    let columns: Vec<&Column> = COLUMNS.iter().filter(|column| is_wanted(column, plan)).collect();
    let mut workbook = Workbook::new();
    let reported = plan.reported;
    let made = ExcelDateTime::from_ymd(
        reported.year().unsigned_abs(),
        reported.month() as u8,
        reported.day() as u8,
    )?;
    let properties =
        DocProperties::new().set_title(format!("实施方案 {id} 的花名册")).set_creation_datetime(&made);
    workbook.set_properties(&properties);
    let choices: Vec<Vec<String>> = columns.iter().map(|column| choices(column.key, &sittings)).collect();
    people(workbook.add_worksheet(), &columns, &choices, &sittings)?;
    help(workbook.add_worksheet(), id, &columns, &sittings)?;
    lists(workbook.add_worksheet(), &choices)?;
    Ok(workbook.save_to_buffer()?)
}

fn is_wanted(column: &Column, plan: &Plan) -> bool {
    column.key != Key::Sitting || plan.sittings.len() > 1
}

/// What a column offers; nothing where one types.
fn choices(key: Key, sittings: &Sittings<'_>) -> Vec<String> {
    let owned = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect();
    match key {
        Key::Sex => owned(Sex::ALL.map(Sex::title).to_vec()),
        Key::DocumentKind => owned(DocumentKind::ALL.map(DocumentKind::title).to_vec()),
        Key::Occupation => sittings.occupations(),
        Key::Specialty => sittings.specialties(),
        Key::Level => owned(sittings.levels().into_iter().map(|level| level.name()).collect()),
        Key::Candidate => {
            let kinds = [CandidateKind::Employee, CandidateKind::Dispatched, CandidateKind::Intern];
            owned(kinds.map(CandidateKind::title).to_vec())
        }
        Key::Passed => owned(vec!["是", "否"]),
        Key::Sitting => sittings.ids(),
        Key::Name | Key::DocumentNumber | Key::Employer | Key::Theory | Key::Skill | Key::Review => {
            Vec::new()
        }
    }
}

fn people(
    sheet: &mut Worksheet,
    columns: &[&Column],
    choices: &[Vec<String>],
    sittings: &Sittings<'_>,
) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@");
    let header = heading();
    let example = text.clone().set_italic().set_font_color(Color::Gray);
    let last = ROSTER.most_rows as u32;
    sheet.set_name(SHEET)?.set_freeze_panes(1, 1)?.set_row_height(0, 24)?;
    for (at, (column, choices)) in (0_u16..).zip(columns.iter().zip(choices)) {
        sheet.set_column_width(at, column.width)?.set_column_format(at, &text)?;
        sheet.write_string_with_format(0, at, column.title, &header)?;
        sheet.write_string_with_format(1, at, example_of(column, sittings), &example)?;
        let note = Note::new(column.note).add_author_prefix(false).set_width(260).set_height(110);
        sheet.insert_note(0, at, &note)?;
        if !choices.is_empty() {
            sheet.add_data_validation(1, at, last, at, &drop_down(column, at, choices.len())?)?;
        }
    }
    let right = columns.len() as u16 - 1;
    sheet.ignore_error_range(1, 0, last, right, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

fn heading() -> Format {
    let bold = Format::new().set_num_format("@").set_bold().set_border(FormatBorder::Thin);
    bold.set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0xDD_E8_F5))
}

fn drop_down(column: &Column, at: u16, count: usize) -> Result<DataValidation, XlsxError> {
    let letters = crate::spreadsheet::fault::letters(u32::from(at) + 1);
    let list = Formula::new(format!("={LISTS}!${letters}$1:${letters}${count}"));
    let validation = DataValidation::new().allow_list_formula(list).set_error_title(column.title)?;
    // A specialty may be left out or written `--`.
    let style = match column.key {
        Key::Specialty => DataValidationErrorStyle::Warning,
        _ => DataValidationErrorStyle::Stop,
    };
    validation.set_error_style(style).set_error_message("请从下拉列表里选一项")
}

fn example_of(column: &Column, sittings: &Sittings<'_>) -> String {
    let Some(first) = sittings.all().first() else { return column.example.to_owned() };
    match column.key {
        Key::Occupation => first.occupation_label(),
        Key::Specialty => first.sitting.specialty.as_deref().unwrap_or("--").to_owned(),
        Key::Level => first.sitting.level.name().to_owned(),
        Key::Sitting => first.sitting.id.to_string(),
        _ => column.example.to_owned(),
    }
}

fn help(
    sheet: &mut Worksheet,
    id: &str,
    columns: &[&Column],
    sittings: &Sittings<'_>,
) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let bold = wrapped.clone().set_bold();
    sheet.set_name(HELP)?.set_column_width(0, 22)?.set_column_width(1, 90)?;
    let mut row = 0;
    let mut line = |what: &str, says: &str| -> Result<(), XlsxError> {
        sheet.write_string_with_format(row, 0, what, &bold)?;
        sheet.write_string_with_format(row, 1, says, &wrapped)?;
        row += 1;
        Ok(())
    };
    line("实施方案", id)?;
    for offered in sittings.all() {
        let sitting = offered.sitting;
        let specialty = sitting.specialty.as_deref().unwrap_or("--");
        let says =
            format!("{}，{}，{}，{}", sitting.date, offered.occupation_label(), specialty, sitting.level);
        line(&format!("场次 {}", &*sitting.id), &says)?;
    }
    for (what, says) in GENERAL {
        line(what, says)?;
    }
    for column in columns {
        line(column.title, column.note)?;
    }
    Ok(())
}

const GENERAL: [(&str, &str); 4] = [
    (
        "怎样填",
        "在「花名册」表里一人一行，从第 2 行的示例下面填起。示例行（灰色斜体）可以留着，不会当成人员。参加评价的都要填，不合格和缺考的也填。",
    ),
    (
        "不要做的",
        "不要合并单元格，不要隐藏行或列，不要改列名，姓名和证件号码不要用公式，表下不要写合计和签字。列的先后可以调换，可以加「序号」「备注」两列。",
    ),
    ("填好以后", "运行 skillreg roster check，它会指出每一处错误在哪一格、怎样改。"),
    ("保密", "花名册里有个人信息，不要放进登记库，也不要发到公开的地方；用完按规定保存或销毁。"),
];

fn lists(sheet: &mut Worksheet, choices: &[Vec<String>]) -> Result<(), XlsxError> {
    sheet.set_name(LISTS)?.set_hidden(true);
    for (at, choices) in (0_u16..).zip(choices) {
        for (row, choice) in (0_u32..).zip(choices) {
            sheet.write_string(row, at, choice)?;
        }
    }
    Ok(())
}
