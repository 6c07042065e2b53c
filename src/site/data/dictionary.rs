//! The data dictionary: what each file and each of its columns means.

use crate::site::context::DataFile as Described;
use crate::site::context::{Data, DataFormat, Field, Page, Subject};
use crate::site::head::Draft;
use crate::site::world::World;

const fn field(name: &'static str, title: &'static str, kind: &'static str, meaning: &'static str) -> Field {
    Field { name, title, kind, meaning }
}

const TEXT: &str = "文字";
const DATE: &str = "日期";
const NUMBER: &str = "整数";
const CODE: &str = "代码";
const ADDRESS: &str = "网址";

pub(super) const INSTITUTIONS: &[Field] = &[
    field("id", "记录名", CODE, "这个机构在本站的固定名称，也是它的网页地址的一部分"),
    field("name", "企业名称", TEXT, "注册登记的名称"),
    field("filing_number", "备案号", CODE, "13 位；还没有备案的为空"),
    field(
        "status",
        "状态",
        CODE,
        "filed 备案有效、rectifying 限期整改中、expired 备案已到期、revoked 已取消资格、withdrawn 已退出、submitted 已提交申请、returned 已退回、reviewed 已通过初审、assessed 已完成评估、recommended 已列入建议名单",
    ),
    field("filed_on", "备案日期", DATE, "首次备案的日期"),
    field("valid_until", "备案期限", DATE, "最后一个有效日"),
    field("credit_code", "统一社会信用代码", CODE, "18 位，GB 32100"),
    field("division", "行政区划代码", CODE, "6 位，GB/T 2260"),
    field("district", "所在区", TEXT, "注册地址所在的区"),
    field("address", "地址", TEXT, "注册地址"),
    field("telephone", "联系电话", TEXT, "办公电话"),
    field("email", "电子邮箱", TEXT, "单位的邮箱"),
    field("page", "网页", ADDRESS, "这个机构在本站的网页"),
];

pub(super) const SCOPE: &[Field] = &[
    field("institution", "机构", CODE, "机构的记录名"),
    field("status", "状态", CODE, "机构的状态；只有 filed 可以开展评价"),
    field("edition", "大典版本", CODE, "职业编码所属的《中华人民共和国职业分类大典》版本"),
    field("code", "职业编码", CODE, "大类-中类-小类-职业"),
    field("name", "职业（工种）名称", TEXT, ""),
    field("specialty", "工种", TEXT, "只评价职业中的一个工种时填写"),
    field("level", "等级", CODE, "5 初级工、4 中级工、3 高级工、2 技师、1 高级技师"),
    field("level_name", "等级名称", TEXT, ""),
    field("standard_kind", "认定依据类别", TEXT, "国家职业技能标准、行业技能标准或企业评价规范"),
    field("standard", "认定依据", TEXT, "标准或规范的名称"),
];

pub(super) const PLANS: &[Field] = &[
    field("plan", "实施方案", CODE, "实施方案的记录名"),
    field("sitting", "场次", CODE, "场次在方案内的代号"),
    field("institution", "机构", CODE, "机构的记录名"),
    field("reported", "报送日期", DATE, "实施方案报送的日期"),
    field("date", "评价日期", DATE, "开始的日期"),
    field("venue", "考场地址", TEXT, ""),
    field("division", "考场行政区划代码", CODE, "6 位，GB/T 2260"),
    field("edition", "大典版本", CODE, ""),
    field("occupation", "职业编码", CODE, ""),
    field("occupation_name", "职业名称", TEXT, ""),
    field("level", "等级", CODE, ""),
    field("method", "评价方式", TEXT, "考核鉴定、考评结合、过程化评价或直接认定"),
    field("employees", "在职职工", NUMBER, "计划参加的人数"),
    field("dispatched", "劳务派遣人员", NUMBER, "计划参加的人数"),
    field("interns", "实习人员", NUMBER, "计划参加的人数"),
    field("ended", "结束日期", DATE, "还没有结果的为空"),
    field("result_reported", "结果报送日期", DATE, ""),
    field("result_confirmed", "结果确认日期", DATE, ""),
    field("sat", "实考人数", NUMBER, ""),
    field("passed", "合格人数", NUMBER, ""),
    field("cancelled", "取消日期", DATE, "没有取消的为空"),
    field("cancelled_reason", "取消的原因", TEXT, ""),
];

const PLANS_JSON: &[Field] = &[
    field(
        "state",
        "进展",
        CODE,
        "planned 待举行、today 今日举行、held 已举行、reported 结果已报送、confirmed 结果已确认、cancelled 已取消",
    ),
    field("institution_name", "企业名称", TEXT, ""),
    field("specialty", "工种", TEXT, ""),
    field("level_name", "等级名称", TEXT, ""),
    field("rescheduled", "改期", "列表", "每次改期的决定日期 date、原定日期 from 和原因 reason"),
    field("page", "网页", ADDRESS, "这一场在场次页上的位置"),
];

pub(super) const ASSESSMENTS: &[Field] = &[
    field("year", "年份", NUMBER, "场次按评价日期，证书按发证日期"),
    field("level", "等级", CODE, ""),
    field("level_name", "等级名称", TEXT, ""),
    field("edition", "大典版本", CODE, ""),
    field("occupation", "职业编码", CODE, ""),
    field("occupation_name", "职业名称", TEXT, ""),
    field("sittings", "安排场次", NUMBER, "不含已取消的"),
    field("finished", "已有结果", NUMBER, "其中已有结果的场次"),
    field("sat", "实考人数", NUMBER, ""),
    field("passed", "合格人数", NUMBER, "合格率是合格人数除以实考人数"),
    field("certificates", "颁发证书", NUMBER, ""),
];

pub(super) const BATCHES: &[Field] = &[
    field("batch", "批次", CODE, "批次的记录名"),
    field("institution", "机构", CODE, "机构的记录名"),
    field("plan", "实施方案", CODE, ""),
    field("sitting", "场次", CODE, ""),
    field("edition", "大典版本", CODE, ""),
    field("occupation", "职业编码", CODE, ""),
    field("occupation_name", "职业名称", TEXT, ""),
    field("level", "等级", CODE, ""),
    field("issued", "发证日期", DATE, ""),
    field("certificates", "证书数量", NUMBER, "这一批颁发的证书"),
    field("revoked", "注销数量", NUMBER, "其中已经注销的"),
    field("page", "网页", ADDRESS, ""),
];

pub(super) const REVOKED: &[Field] = &[
    field("number", "证书编号", CODE, "22 位"),
    field("date", "注销日期", DATE, ""),
    field("reason", "事由", TEXT, ""),
    field("institution", "机构", CODE, "颁发证书的机构的记录名"),
    field("batch", "批次", CODE, ""),
];

pub(super) const STATISTICS: &[Field] = &[
    field("chart", "图表", CODE, "图表的代号"),
    field("title", "图表名称", TEXT, ""),
    field("label", "项目", TEXT, ""),
    field("value", "数值", "数", "没有可算的为空"),
    field("unit", "单位", TEXT, ""),
    field("series", "列", TEXT, "表格的列：时间、指标；只有一列的为空"),
];

const DRAWS: &[Field] = &[
    field("id", "代号", CODE, "这次抽取的名称"),
    field("date", "抽取日期", DATE, "抽取的那天"),
    field("seed", "种子", TEXT, "公开的随机种子"),
    field("seed_kind", "种子的来历", CODE, "beacon 别处公布的公开数字、commit 登记库的 git 提交"),
    field("seed_source", "种子的出处", TEXT, "到哪里可以查到这个种子"),
    field("fingerprint", "名单校验值", TEXT, "名单的 SHA-256；抽取以前可以先公布"),
    field(
        "pool",
        "名单",
        TEXT,
        "应抽场数 count；场次 sittings；督导人员 inspectors：已派次数 assigned、应回避或当天已有任务的场次 recused",
    ),
    field("assignments", "结果", TEXT, "抽中的场次和派去的督导人员（代号）"),
];

const POLICIES: &[Field] = &[
    field("id", "记录名", CODE, ""),
    field("number", "发文字号", TEXT, ""),
    field("title", "标题", TEXT, ""),
    field("issuer", "发文机关", TEXT, ""),
    field("issued", "成文日期", DATE, ""),
    field("effective_from", "施行日期", DATE, ""),
    field("effective_until", "有效期至", DATE, "最后一个有效日"),
    field(
        "validity",
        "效力",
        CODE,
        "in_force 现行有效、future 尚未施行、expired 已失效、superseded 已被取代",
    ),
    field("page", "网页", ADDRESS, ""),
    field("terms", "条款数据", "对象", "期限、比例、材料清单等，供程序使用"),
];

const HISTORY: &[Field] = &[
    field("missing", "没有历史的原因", TEXT, "有历史的为空"),
    field("commits", "提交", "数组", "新的在前；没有改动登记记录的提交不列"),
    field("commit", "提交编号", CODE, "git 的完整提交编号；以下各项在 commits 里"),
    field("date", "日期", DATE, "提交那天，北京时间"),
    field("author", "提交人", TEXT, "只有名字，没有邮箱"),
    field("summary", "提交说明", TEXT, "提交说明的第一行"),
    field("records", "记录", "数组", "这次改动的各份记录，以下各项在 records 里"),
    field("file", "文件", CODE, "记录当时的文件名"),
    field("title", "记录名称", TEXT, ""),
    field("renamed_from", "原来的文件", CODE, "这次改了名的才有"),
    field(
        "change",
        "改动",
        CODE,
        "created 新建、deleted 删除、changed 修改、replaced 整个更新、unreadable 当时有语法错误、too_large 太大没有比较、absent 仓库里没有当时的文件",
    ),
    field("words", "改动的说明", "数组", "一处一句"),
    field(
        "values",
        "改动的值",
        "数组",
        "名称 label；改动 change：filled 填写、cleared 删去、replaced 改为、rewritten 已改而不列内容、added 新增、removed 删除、counted 只计数、reordered 调整顺序；旧值 old、新值 new",
    ),
];

const TWIN: &[Field] = &[
    field("kind", "申请类型", CODE, "enterprise 企业自行备案、branch 已备案集团（总公司）的分支机构"),
    field("group", "所属集团", TEXT, "分支机构填写"),
    field("website", "网站", ADDRESS, ""),
    field("may_assess", "能否评价", "真假", "今天能否开展评价"),
    field("certificates", "证书数量", NUMBER, "已颁发的证书"),
    field("scope", "评价范围", "数组", "职业、等级和认定依据"),
    field("periods", "各时期", TEXT, "每一段日子的状态 status、能否评价 may_assess、职业和等级 scope"),
    field("procedure", "办理过程", "数组", "事件、日期和结果，按时间先后"),
    field(
        "history",
        "记录的修改",
        "数组",
        "备案申请、实施方案和证书批次各次修改，各项与上面“记录的修改”的 commits 相同",
    ),
];

const NOTES: &[&str] = &[
    "CSV 文件用 UTF-8 编码，开头带字节顺序标记，可以直接用 Excel 或 WPS 打开；格式遵循 RFC 4180，第一行是列名。",
    "为防止电子表格把内容当作公式执行，以 = + - @ 或制表符开头的单元格，前面加了一个半角单引号；用程序读取时请去掉它。",
    "日期写成 年-月-日（ISO 8601）；没有内容的单元格是空的，JSON 里是 null。",
    "数据中没有个人信息：不含身份证号、手机号和个人姓名，证书持证人姓名已遮盖。",
    "SHA256SUMS 列出各数据文件的校验值，可以用 sha256sum -c SHA256SUMS 核对下载是否完整。",
    "每个机构另有一个 JSON 文件，地址与它的网页相同，只是扩展名为 .json。",
];

fn described(
    id: &'static str,
    title: &'static str,
    description: &'static str,
    formats: &[(&'static str, &'static str)],
    fields: &[Field],
) -> Described {
    let formats = formats.iter().map(|(title, href)| DataFormat { title, href }).collect();
    Described { id, title, description, formats, fields: fields.to_vec() }
}

fn files() -> Vec<Described> {
    vec![
        described(
            "institutions",
            "评价机构",
            "备案企业和申请企业，一行一个。",
            &[("CSV", "data/institutions.csv"), ("JSON", "data/institutions.json")],
            INSTITUTIONS,
        ),
        described(
            "scope",
            "评价范围",
            "各机构可评价的职业和等级，一个等级一行。",
            &[("CSV", "data/scope.csv")],
            SCOPE,
        ),
        described(
            "plans",
            "评价场次",
            "实施方案中的场次和结果，一场一行。",
            &[("CSV", "data/plans.csv"), ("JSON", "data/plans.json")],
            PLANS,
        ),
        described("sittings", "评价场次（JSON）", "在上面的各列之外，JSON 里还有：", &[], PLANS_JSON),
        described(
            "assessments",
            "评价和证书统计",
            "按年份、等级和职业统计的场次、人数和证书。",
            &[("CSV", "data/assessments.csv")],
            ASSESSMENTS,
        ),
        described(
            "batches",
            "发证批次",
            "颁发证书的批次，一批一行。",
            &[("CSV", "data/batches.csv")],
            BATCHES,
        ),
        described(
            "revoked",
            "注销的证书",
            "已注销的证书，一本一行。",
            &[("CSV", "data/revoked.csv")],
            REVOKED,
        ),
        described(
            "draws",
            "督导抽取",
            "每次随机抽取的种子、名单和结果。用 skillreg draw --verify draws.json 可以重新抽取核对，也可以只用 SHA-256 手工核对。",
            &[("JSON", "data/draws.json")],
            DRAWS,
        ),
        described(
            "history",
            "记录的修改",
            "登记库的 git 历史：哪次提交改了哪些记录、改了什么。已经删去的记录只列新建和删除。",
            &[("JSON", "data/history.json")],
            HISTORY,
        ),
        described(
            "policies",
            "政策",
            "政策文件的信息和条款数据。",
            &[("JSON", "data/policies.json")],
            POLICIES,
        ),
        described(
            "statistics",
            "统计",
            "统计页上各图表和表格的数据。",
            &[("CSV", "data/statistics.csv"), ("JSON", "data/statistics.json")],
            STATISTICS,
        ),
        described("institution", "单个机构", "在上面“评价机构”的各列之外，还有：", &[], TWIN),
    ]
}

/// The page with the dictionary.
pub(crate) fn page<'a>(world: &World<'_>, path: &'a str) -> Page<'a> {
    let data = Data { files: files(), sums_href: "data/SHA256SUMS", notes: NOTES.to_vec() };
    Draft::own(path).page(world, Subject::Data(Box::new(data)))
}
