"""Fills in the application form as people do, with openpyxl, and spoils it. Everybody is invented; the districts of their
numbers do not exist, and the numbers are made here, so that none stands in the repository."""

import datetime
import sys
from pathlib import Path

import openpyxl

blank, folder = Path(sys.argv[1]), Path(sys.argv[2])
WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
MOBILE = "139" + "0" * 8


def number(person, year=1990, place="129999"):
    front = f"{place}{year}{person % 12 + 1:02}01{person:03}"
    return front + "10X98765432"[sum(int(a) * b for a, b in zip(front, WEIGHTS)) % 11]


def bare(text):
    return str(text or "").lstrip("* ").strip()


def put(sheet, name, value):
    """Fills in the value beside a name."""
    for row in sheet.iter_rows(min_row=2, max_col=1):
        if bare(row[0].value) == name:
            sheet.cell(row=row[0].row, column=2).value = value
            return
    raise SystemExit(f"{sheet.title} has no {name}")


def add(sheet, line, **values):
    """Fills in a row of a table by the titles of its columns."""
    titles = {bare(cell.value): cell.column for cell in sheet[2]}
    for title, value in values.items():
        sheet.cell(row=2 + line, column=titles[title]).value = value


def filled():
    book = openpyxl.load_workbook(blank)
    sheet = book["一、基本信息"]
    for name, value in {
        "申请类型": "企业",
        "名称": "天津示例铸造有限公司",
        "地址": "天津市南开区示例路9号",
        "所在区": "120104 南开区",
        "注册登记机构": "天津市南开区市场监督管理局",
        # Full-width, as some input methods type it.
        "统一社会信用代码": "９１１２００００EXAMPL012B",
        "负责人": "示例甲",
        "负责人职务": "总经理",
        "负责人电话": "022-55550111",
        "负责人手机": MOBILE,
        "联系人": "示例乙",
        "联系人职务": "主任",
        "联系人电话": "（022）55550112",
        "电子邮箱": "office@example.com",
    }.items():
        put(sheet, name, value)
    add(book["二、职业（工种）"], 1, **{"职业编码 名称": "6-31-01-03 电工", "四级/中级工": "√", "三级/高级工": "是", "标准类别": "国家职业技能标准", "标准名称": "国家职业技能标准 电工", "标准年份或编号": "2018年版"})
    add(book["二、职业（工种）"], 2, **{"职业编码 名称": "车工", "五级/初级工": "√", "标准类别": "国家职业技能标准", "标准名称": "国家职业技能标准 车工"})
    put(book["三、优势"], "组织优势、专业优势等", "设有培训中心。\u2028\t\r\n有稳定的\u200b师资。")
    put(book["四（一）场地"], "场地情况", "理论考场 1 间。")
    put(book["四（一）场地"], "面积（平方米）", 1200)
    add(book["四（二）设备"], 1, 名称="考核台", 品牌="示例牌", **{"规格/型号": 100}, 数量="１０", 所有权归属="自有")
    put(book["四（三）监控"], "计算机考务管理", "一套考务系统。")
    put(book["四（三）监控"], "视频监控设备配置", "每个考场 2 个摄像头。")
    for at, sheet in enumerate(["五（一）工作人员", "五（二）专家", "五（三）考评员", "五（四）督导员"]):
        person = {"姓名": f"虚构{'甲乙丙丁'[at]}", "身份证号": number(at), "学历": "本科"}
        if at == 0:
            person |= {"职务/职称": "工程师", "主要工作职责": "考务管理"}
        else:
            person |= {"所在单位": "天津示例铸造有限公司", "职务/职称/技能等级": "高级技师"}
        if at in (1, 2):
            person["专业方向" if at == 1 else "考评职业领域"] = "电工"
        add(book[sheet], 1, **person, 证明文件名="证明.pdf")
    put(book["六、承诺"], "法定代表人", "示例甲")
    # Excel took it for a date.
    put(book["六、承诺"], "签字日期", datetime.date(2021, 2, 20))
    put(book["六、承诺"], "单位公章已盖", "是")
    attached = book["附件清单"]
    add(attached, 1, 用途="备案申请表", 文件名="申请表.pdf")
    add(attached, 2, 用途="企业营业执照复印件", 文件名="营业执照.pdf")
    add(attached, 3, 用途="自主认定工作实施办法", 文件名="办法.pdf")
    add(attached, 4, 用途="规章制度文件", 名称="管理办法", 文件名="办法.pdf")
    add(attached, 5, 用途="设备权属证明", 设备序号="1", 名称="发票", 文件名="证明.pdf")
    add(attached, 6, 用途="场地权属证明", 名称="房产证", 文件名="证明.pdf")
    return book


def case(name):
    """Calls a function with a filled-in form that it spoils, and saves what it leaves."""

    def run(spoil):
        book = filled()
        spoil(book)
        book.save(folder / f"{name}.xlsx")

    return run


@case("plain")
def plain(book):
    pass


@case("moved")
def moved(book):
    """Columns turned round, a column for oneself, empty rows between, words where nobody reads."""
    book["一、基本信息"]["D5"] = "见附页"
    book.create_sheet("五（一）续")["A1"] = "又一人"
    book.create_sheet("空的")
    book["一、基本信息"]["D15"] = 2255550102
    book["一、基本信息"]["A41"] = "补充：另有分厂一处"
    book["一、基本信息"]["B40"] = "另有三处场地"
    sheet = book["四（二）设备"]
    header = [cell.value for cell in sheet[2]]
    item = [cell.value for cell in sheet[3]]
    for column, (title, value) in enumerate(zip(["备注"] + header[::-1], ["已核"] + item[::-1]), 1):
        sheet.cell(row=2, column=column).value = title
        sheet.cell(row=3, column=column).value = None
        sheet.cell(row=6, column=column).value = value


@case("faults")
def faults(book):
    sheet = book["一、基本信息"]
    put(sheet, "统一社会信用代码", "91120000EXAMPL012C")
    put(sheet, "联系人电话", MOBILE)
    put(sheet, "名称", '="天津"&"示例"')
    put(sheet, "所在区", "没有的区")
    put(sheet, "集团备案机关", "人社部")
    add(book["二、职业（工种）"], 2, **{"五级/初级工": None, "标准类别": "国家标谁"})
    add(book["四（二）设备"], 1, 数量="十台")
    add(book["五（一）工作人员"], 1, 身份证号=int(number(0)[:17]) * 10)
    add(book["五（二）专家"], 1, 身份证号=None)
    add(book["五（三）考评员"], 6, 姓名="填表人：示例甲")
    add(book["附件清单"], 2, 文件名="营业执照2.pdf")
    add(book["附件清单"], 3, **{"SHA-256 校验值（登记机构填）": "a" * 64})
    add(book["附件清单"], 5, 设备序号="7")
    put(book["六、承诺"], "签字日期", "去年")


@case("private")
def private(book):
    """Numbers of people where the public reads, mistyped, broken over lines and parted; a name broken over lines."""
    slip = number(0)[:17] + ("1" if number(0)[17] != "1" else "2")
    sheet = book["一、基本信息"]
    put(sheet, "地址", f"示例路9号 {slip}")
    put(sheet, "负责人职务", "经理" + MOBILE[:3] + "\n" + MOBILE[3:7] + "\n" + MOBILE[7:])
    put(sheet, "联系人", "示例\n乙")
    put(sheet, "联系人职务", int(MOBILE))
    put(book["三、优势"], "组织优势、专业优势等", f"联系 {MOBILE[:3]}-{MOBILE[3:7]}-{MOBILE[7:]}\n或 {slip[:9]}\n{slip[9:]}")
    add(book["四（二）设备"], 1, **{"规格/型号": "999999" + slip[6:]})
    add(book["五（一）工作人员"], 1, 主要工作职责="身份证号：" + number(0)[:16])
    add(book["附件清单"], 4, 名称="".join(chr(ord(c) + 0xFEE0) for c in slip))


@case("seam")
def seam(book):
    """Only the line that the record makes of these lines holds the number."""
    put(book["一、基本信息"], "注册登记机构", f"示例 {MOBILE[:3]}\n{MOBILE[3:7]}\n{MOBILE[7:]} 5")


@case("people")
def people(book):
    """Numbers of people who cannot be staff, and a number under two names."""
    add(book["五（一）工作人员"], 2, 姓名="虚构戊", 身份证号=number(5, 2099), **{"职务/职称": "工程师"}, 学历="本科", 主要工作职责="考务")
    add(book["五（一）工作人员"], 3, 姓名="虚构己", 身份证号=number(6, 2019), **{"职务/职称": "工程师"}, 学历="本科", 主要工作职责="考务")
    add(book["五（一）工作人员"], 4, 姓名="虚构庚", 身份证号=number(7, 1907), **{"职务/职称": "工程师"}, 学历="本科", 主要工作职责="考务")
    add(book["五（三）考评员"], 1, 身份证号=number(1))


@case("twice")
def twice(book):
    """Who stands on two sheets, and two people of one name."""
    add(book["五（二）专家"], 1, 姓名="虚构甲", 身份证号=number(0))
    add(book["五（三）考评员"], 1, 姓名=" 虚构甲 ")


@case("layout")
def layout(book):
    book["四（二）设备"].merge_cells("B3:C3")
    book["五（一）工作人员"].row_dimensions[3].hidden = True
    book["五（二）专家"].column_dimensions["E"].hidden = True
    book["三、优势"].sheet_state = "hidden"
    del book["六、承诺"]


@case("rules")
def rules(book):
    """Right in every cell, and still not allowed."""
    add(book["二、职业（工种）"], 1, **{"职业编码 名称": "4-07-05-04 消防设施操作员"})


@case("words")
def words(book):
    """What only the check of the record finds, most of it by cells that were left empty."""
    sheet = book["二、职业（工种）"]
    titles = {bare(cell.value): cell.column for cell in sheet[2]}
    sheet.cell(row=2, column=max(titles.values()) + 1).value = "特级技师"
    add(sheet, 1, 标准类别="企业评价规范", 特级技师="√")
    add(sheet, 2, **{"职业编码 名称": "6-31-01-03 电工", "标准名称": "国家职业技能标准 电工", "特级技师": "是"})


@case("lacking")
def lacking(book):
    """Fit to be taken in, and not yet complete."""
    for sheet, field in [("五（二）专家", "专业方向"), ("五（三）考评员", "考评职业领域")]:
        add(book[sheet], 1, **{field: None, "证明文件名": None})
    put(book["六、承诺"], "单位公章已盖", "否")
    for line in range(2, 7):
        add(book["附件清单"], line, 用途=None, 文件名=None, 名称=None, 设备序号=None)


@case("branch")
def branch(book):
    put(book["一、基本信息"], "申请类型", "已备案集团的分支机构")


@case("renamed")
def renamed(book):
    sheet = book["五（一）工作人员"]
    for cell in sheet[2]:
        if bare(cell.value) == "身份证号":
            cell.value = "身份证号码"


@case("abroad")
def abroad(book):
    """People without the ID card of citizens."""
    add(book["五（一）工作人员"], 1, 身份证号=number(0, place="830000"))
    add(book["五（二）专家"], 1, 身份证号=number(1, place="901999"))


@case("passport")
def passport(book):
    add(book["五（一）工作人员"], 1, 身份证号="E0000" + "0001")


@case("unnumbered")
def unnumbered(book):
    """Who was known by a passport: the office has seen it."""
    add(book["五（一）工作人员"], 1, 身份证号=None, **{"证件核验日期（登记机构填）": "2021-06-30"})


book = openpyxl.load_workbook(blank)
for sheet in book.worksheets:
    for validation in sheet.data_validations.dataValidation:
        name, area = validation.formula1.lstrip("=").split("!")
        first, last = [int("".join(filter(str.isdigit, part))) for part in area.replace("$", "").split(":")]
        letters = "".join(filter(str.isalpha, area.replace("$", "").split(":")[0]))
        words = [book[name][f"{letters}{row}"].value for row in range(first, last + 1)]
        print(f"{sheet.title}\t{str(validation.sqref)}\t{'|'.join(words)}")
    texts = {cell.number_format for row in sheet.iter_rows(min_row=3, max_row=6, min_col=2) for cell in row if sheet.sheet_state == "visible"}
    print(f"{sheet.title}\tformats\t{'|'.join(sorted(texts))}")
