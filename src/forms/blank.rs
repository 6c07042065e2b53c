//! The workbook, blank or filled in from a record.

use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime,
    Format, FormatAlign, FormatBorder, Formula, IgnoreError, Note, Workbook, Worksheet, XlsxError,
};
use serde_json::Value;

use super::annex::{ATTACHED, PARTS};
use super::layout::{Body, By, Entry, Kind, Part};
use super::{Offer, print, values};
use crate::registry::records::filing::Filing;
use crate::spreadsheet::fault::letters;

/// Why a form could not be made.
#[derive(Debug, thiserror::Error)]
#[error("工作簿生成不了")]
pub struct FormError(#[from] XlsxError);

pub(super) const HELP: &str = "填表说明";
pub(super) const LISTS: &str = "选项";
/// Rows of a table that are ready to be filled in.
pub(super) const READY: u32 = 200;
/// How wide the numbers before the rows of a table are.
pub(super) const NUMBER: u8 = 5;
/// No row is higher: Excel has none of more than 409 points.
const MOST_LINES: u32 = 27;
/// Rows of a table that are printed with lines even if they are empty.
const LINED: u32 = 12;

/// The workbook of annex 1. The same registry makes the same bytes.
///
/// # Errors
/// When the workbook cannot be written, which no registry should cause.
pub fn blank(offer: &Offer<'_>, from: Option<&Filing>) -> Result<Vec<u8>, FormError> {
    let mut workbook = Workbook::new();
    let made = offer.policy.map_or(offer.on, |policy| policy.effective_from);
    let made = ExcelDateTime::from_ymd(made.year().unsigned_abs(), made.month() as u8, made.day() as u8)?;
    let properties =
        DocProperties::new().set_title("职业技能等级认定机构备案申请表").set_creation_datetime(&made);
    workbook.set_properties(&properties);
    let record = from.map(|filing| values::cells_of(filing, offer)).unwrap_or_default();
    let mut lists = Lists { offer, columns: Vec::new() };
    help(workbook.add_worksheet())?;
    for part in PARTS {
        let sheet = workbook.add_worksheet();
        sheet.set_name(part.sheet)?;
        match part.body {
            Body::Fields(entries) => fields(sheet, part, entries, &record, &mut lists)?,
            Body::Rows(list, entries) => {
                rows(sheet, part, entries, record.pointer(&pointer(list)), &mut lists)?;
            }
        }
    }
    lists.write(workbook.add_worksheet())?;
    Ok(workbook.save_to_buffer()?)
}

/// A route of the record as a pointer into JSON.
pub(super) fn pointer(route: &str) -> String {
    format!("/{}", route.replace('.', "/"))
}

fn help(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let bold = wrapped.clone().set_bold();
    let title = Format::new().set_bold().set_font_size(16);
    let widths = [14, 70];
    sheet.set_name(HELP)?.set_column_width(0, widths[0])?.set_column_width(1, widths[1])?;
    print::page(sheet, &widths);
    sheet.write_string_with_format(0, 0, "职业技能等级认定机构备案申请表", &title)?;
    for (row, (what, says)) in (2..).zip(HELP_LINES) {
        sheet.write_string_with_format(row, 0, what, &bold)?;
        sheet.write_string_with_format(row, 1, says, &wrapped)?;
    }
    Ok(())
}

const HELP_LINES: [(&str, &str); 7] = [
    (
        "怎样填",
        "一张工作表是申请表的一部分，照表名的次序逐张填。名称前有 * 的必须填。表格从表头下面一行填起，一行一项。",
    ),
    ("怎样选", "点一下格子，右边出现箭头的，从下拉列表里选。职业很多时，先打编码或名称的头几个字。"),
    ("换行", "大段文字的格子里换行用 Alt+Enter（WPS 也一样）。格子装不下的，打印前把这一行拉高。"),
    (
        "不要做的",
        "不要改表名和列名，不要合并单元格，不要隐藏行、列或工作表，不要用公式，表下不要写合计和签字。可以加「备注」列。",
    ),
    ("灰色的列", "由登记机构填，申请单位空着。"),
    (
        "保密",
        "身份证号和手机号只用于核对和联系，登记机构加密保存，不公开。填好的申请表按个人信息保管，不要发到公开的地方。",
    ),
    ("填好以后", "连同附件清单里的文件交给登记机构；打印一份，由法定代表人签字并盖公章，照当地要求提交。"),
];

struct Styles {
    title: Format,
    label: Format,
    cell: Format,
    plain: Format,
    office: Format,
    note: Format,
}

fn styles() -> Styles {
    let text = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    let lined = text.clone().set_border(FormatBorder::Thin);
    Styles {
        title: Format::new().set_bold().set_font_size(14),
        label: lined.clone().set_bold().set_background_color(Color::RGB(0xDD_E8_F5)),
        office: lined.clone().set_background_color(Color::RGB(0xEE_EE_EE)),
        cell: lined,
        plain: text.clone(),
        note: text.set_font_color(Color::RGB(0x59_59_59)),
    }
}

/// The name of a cell, with a mark where something must be filled in.
fn label(entry: &Entry) -> String {
    if entry.by == By::Applicant { format!("* {}", entry.title) } else { entry.title.to_owned() }
}

fn fields(
    sheet: &mut Worksheet,
    part: &Part,
    entries: &[Entry],
    record: &Value,
    lists: &mut Lists<'_>,
) -> Result<(), XlsxError> {
    let styles = styles();
    // What is said beside the cells is for the screen.
    let (widths, last) = ([22, 62], entries.len() as u32);
    sheet.set_column_width(0, widths[0])?.set_column_width(1, widths[1])?.set_column_width(2, 46)?;
    sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    print::page(sheet, &widths);
    sheet.write_string_with_format(0, 0, part.title, &styles.title)?;
    for (row, entry) in (1_u32..).zip(entries) {
        let value = record.pointer(&pointer(entry.route)).and_then(Value::as_str).unwrap_or_default();
        sheet.write_string_with_format(row, 0, label(entry), &styles.label)?;
        sheet.write_string_with_format(row, 1, value, &styles.cell)?;
        sheet.write_string_with_format(row, 2, entry.note, &styles.note)?;
        if entry.kind == Kind::Prose {
            sheet.set_row_height(row, if entries.len() == 1 { MOST_LINES * 15 } else { 300 })?;
        }
        if let Some(validation) = lists.validation(entry)? {
            sheet.add_data_validation(row, 1, row, 1, &validation)?;
        }
    }
    let mut end = last;
    if entries.iter().any(|entry| entry.route == "pledge.signed_by") {
        print::to_be_signed(sheet, last, &styles.label, &styles.cell)?;
        end += print::SIGNED;
    }
    sheet.set_print_area(0, 0, end, 1)?;
    sheet.ignore_error_range(1, 1, last, 1, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

fn rows(
    sheet: &mut Worksheet,
    part: &Part,
    entries: &[Entry],
    items: Option<&Value>,
    lists: &mut Lists<'_>,
) -> Result<(), XlsxError> {
    let styles = styles();
    let items = items.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let is_wanted = |entry: &&Entry| match entry.kind {
        Kind::Level(level) => lists.offer.offers(level) || values::has_level(items, level),
        _ => true,
    };
    let entries: Vec<&Entry> = entries.iter().filter(is_wanted).collect();
    let (header, first) = (1, 2);
    let last = first + READY.max(items.len() as u32 + 20);
    sheet.write_string_with_format(0, 0, part.title, &styles.title)?;
    sheet.set_column_width(0, NUMBER)?.set_freeze_panes(first, 2)?.set_repeat_rows(0, header)?;
    let widths: Vec<u8> = [NUMBER].into_iter().chain(entries.iter().map(|entry| entry.width)).collect();
    let stretch = print::page(sheet, &widths);
    let lines = entries.iter().map(|entry| print::lines(&label(entry), entry.width, true)).max().unwrap_or(1);
    sheet.set_row_height(header, lines * 15 + 4)?;
    sheet.write_string_with_format(header, 0, "序号", &styles.label)?;
    let lined = first + LINED.max(items.len() as u32 + 3);
    for row in first..lined {
        sheet.write_string_with_format(row, 0, (row - first + 1).to_string(), &styles.label)?;
    }
    for (column, entry) in (1_u16..).zip(&entries) {
        let style = if entry.by == By::Office { &styles.office } else { &styles.cell };
        sheet
            .set_column_width(column, f64::from(entry.width) * stretch)?
            .set_column_format(column, &styles.plain)?;
        sheet.write_string_with_format(header, column, label(entry), &styles.label)?;
        if !entry.note.is_empty() {
            let note = Note::new(entry.note).add_author_prefix(false).set_width(240).set_height(90);
            sheet.insert_note(header, column, &note)?;
        }
        for row in first..lined {
            let item = items.get((row - first) as usize);
            let value = item.map(|item| values::shown(item, entry)).unwrap_or_default();
            sheet.write_string_with_format(row, column, value, style)?;
        }
        if let Some(validation) = lists.validation(entry)? {
            sheet.add_data_validation(first, column, last, column, &validation)?;
        }
    }
    for (row, item) in (first..).zip(items) {
        let lines = |entry: &&Entry| print::lines(&values::shown(item, entry), entry.width, false);
        if let Some(lines) = entries.iter().map(lines).max().filter(|lines| *lines > 1) {
            sheet.set_row_height(row, lines.min(MOST_LINES) * 15)?;
        }
    }
    // Rows that are filled in further down are printed with lines too.
    let filled =
        Formula::new(format!("=COUNTA($A{0}:${1}{0})>0", lined + 1, letters(entries.len() as u32 + 1)));
    let bordered = ConditionalFormatFormula::new().set_rule(filled);
    let bordered = bordered.set_format(Format::new().set_border(FormatBorder::Thin));
    sheet.add_conditional_format(lined, 0, last, entries.len() as u16, &bordered)?;
    sheet.ignore_error_range(first, 0, last, entries.len() as u16, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

/// The words of all drop-downs, each once, on a sheet that nobody sees.
struct Lists<'a> {
    offer: &'a Offer<'a>,
    columns: Vec<Vec<String>>,
}

impl Lists<'_> {
    fn validation(&mut self, entry: &Entry) -> Result<Option<DataValidation>, XlsxError> {
        let choices = values::choices(entry, self.offer);
        if choices.is_empty() {
            return Ok(None);
        }
        let known = self.columns.iter().position(|column| *column == choices);
        let at = known.unwrap_or(self.columns.len());
        let (column, count) = (letters(at as u32 + 1), choices.len());
        if known.is_none() {
            self.columns.push(choices);
        }
        let list = Formula::new(format!("={LISTS}!${column}$1:${column}${count}"));
        // What the catalogue does not have may still be right: reading tells.
        let style = match entry.kind {
            Kind::Occupation | Kind::Edition => DataValidationErrorStyle::Warning,
            _ => DataValidationErrorStyle::Stop,
        };
        let validation =
            DataValidation::new().allow_list_formula(list).set_error_title("请从下拉列表里选")?;
        Ok(Some(validation.set_error_style(style).set_error_message("这一格要从下拉列表里选一项")?))
    }

    fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(LISTS)?.set_hidden(true);
        for (column, choices) in (0_u16..).zip(&self.columns) {
            for (row, choice) in (0_u32..).zip(choices) {
                sheet.write_string(row, column, choice)?;
            }
        }
        Ok(())
    }
}

/// Whether items of a list are attachments.
pub(super) fn are_attachments(list: &str) -> bool {
    list == ATTACHED
}
