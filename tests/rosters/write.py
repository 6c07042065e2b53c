"""Writes rosters as people send them, with openpyxl, from a template that skillreg made. Everybody in them is invented;
the districts of their numbers do not exist, and the numbers are made here, so that none stands in the repository."""

import datetime
import struct
import sys
import zipfile
from pathlib import Path

import openpyxl

template, folder = Path(sys.argv[1]), Path(sys.argv[2])
WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]


def number(person):
    front = f"1299991990{person % 12 + 1:02}{person // 12 % 28 + 1:02}{person // 336 * 2:03}"
    return front + "10X98765432"[sum(int(a) * b for a, b in zip(front, WEIGHTS)) % 11]


def filled(people=3):
    book = openpyxl.load_workbook(template)
    sheet = book["花名册"]
    example = [cell.value for cell in sheet[2]]
    for person in range(people):
        values = [f"示例{chr(0x4e00 + person)}", "女", "居民身份证", number(person), *example[4:]]
        for column, value in enumerate(values, 1):
            sheet.cell(row=3 + person, column=column, value=value)
    return book, sheet


def case(name):
    """Calls a function with a filled-in roster that it spoils, and saves what it leaves."""

    def run(spoil):
        book, sheet = filled()
        spoil(book, sheet)
        book.save(folder / f"{name}.xlsx")

    return run


@case("plain")
def plain(book, sheet):
    pass


@case("elsewhere")
def elsewhere(book, sheet):
    """Titles above, columns turned round, an empty row, the header again, the sheet behind others."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=1, max_row=5)]
    other = book.create_sheet("第二批")
    other["A1"] = "评价结果"
    other.merge_cells("A1:N1")
    other.append([])
    for values in [rows[0], rows[2], [], rows[3], rows[0], rows[4]]:
        other.append(values[::-1])
    del book["花名册"]


@case("merged")
def merged(book, sheet):
    sheet.merge_cells("H3:H5")


@case("hidden")
def hidden(book, sheet):
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["H"].hidden = True


@case("hidden-sheet")
def hidden_sheet(book, sheet):
    book.active = 1
    sheet.sheet_state = "hidden"


@case("two")
def two(book, sheet):
    book.copy_worksheet(sheet).title = "花名册 (2)"


@case("formulas")
def formulas(book, sheet):
    sheet["D3"] = f'="{number(0)}"'
    sheet["D3"].number_format = "General"
    sheet["J3"] = "=80+5.5"
    sheet["J3"].number_format = "General"


@case("numbers")
def numbers(book, sheet):
    sheet["D4"] = int(number(1)[:17] + "0")
    sheet["D4"].number_format = "0"
    sheet["J5"] = datetime.date(2020, 3, 26)
    sheet["J5"].number_format = "yyyy-mm-dd"
    sheet["K5"] = 91
    sheet["K5"].number_format = "0"


@case("empty")
def empty(book, sheet):
    sheet.delete_rows(1, 10)


@case("far")
def far(book, sheet):
    sheet["C1048576"] = "制表"


def delimited():
    _, sheet = filled()
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows(min_row=1, max_row=5)]
    text = "".join(",".join(row) + "\r\n" for row in rows)
    (folder / "plain-utf8.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    (folder / "plain-gb18030.csv").write_bytes(text.encode("gb18030"))


def packed(name, content):
    """The plain roster with another content of its sheet."""
    with zipfile.ZipFile(folder / "plain.xlsx") as plain_book:
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
            for entry in plain_book.infolist():
                is_sheet = entry.filename == "xl/worksheets/sheet1.xml"
                book.writestr(entry.filename, content if is_sheet else plain_book.read(entry.filename))


def sheet_of(count):
    """The sheet of the plain roster with so many more rows."""
    with zipfile.ZipFile(folder / "plain.xlsx") as book:
        head, tail = book.read("xl/worksheets/sheet1.xml").split(b"</sheetData>")
    cells = "".join(f'<c r="{letter}{{0}}" t="inlineStr"><is><t>x</t></is></c>' for letter in "ABCDEFGHIJKLM")
    rows = "".join(f'<row r="{row}">{cells.format(row)}</row>' for row in range(6, 6 + count))
    return head + rows.encode() + b"</sheetData>" + tail


def lying():
    """The bomb over again, declaring a modest size."""
    size = struct.pack("<I", 150 << 20)
    (folder / "liar.xlsx").write_bytes((folder / "bomb.xlsx").read_bytes().replace(size, struct.pack("<I", 4_096)))


delimited()
packed("long.xlsx", sheet_of(100_000))
packed("bomb.xlsx", b" " * (150 << 20))
lying()
whole = (folder / "plain.xlsx").read_bytes()
(folder / "cut.xlsx").write_bytes(whole[: len(whole) // 2])
