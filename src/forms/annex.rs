//! The sheets of annex 1: the one list from which the workbook is made and by which it is read.

use super::layout::{Body, By, Entry, Kind, Part};
use crate::registry::Level;

const fn entry(
    route: &'static str,
    title: &'static str,
    kind: Kind,
    by: By,
    width: u8,
    note: &'static str,
) -> Entry {
    Entry { route, title, kind, by, note, width }
}

use By::{Applicant, Office, Optional};
use Kind::{Choice, Division, Edition, File, Identity, Mobile, Name, Occupation, Plain, Prose, YesNo};

pub(super) const ATTACHMENTS: &str = "附件清单";
/// The route of attachments, which belong to several lists of the record.
pub(super) const ATTACHED: &str = "attachments";

const VERIFIED: Entry = entry(
    "identity_verified",
    "证件核验日期（登记机构填）",
    Plain,
    Office,
    11,
    "登记机构核对身份证件原件的日期，写成 2020-05-25",
);
const PROOF_FILE: Entry = entry(
    "proof_file",
    "证明文件名",
    File,
    Optional,
    14,
    "技术技能水平证明复印件的文件名，例如 证明-示例乙.pdf，和申请表一起交",
);
const PROOF: Entry =
    entry("proof", "证明校验值（登记机构填）", Plain, Office, 12, "登记机构填，导入时可以由程序算出");
const NUMBER: Entry = entry(
    "identity_number",
    "身份证号",
    Identity,
    Applicant,
    20,
    "只用于核对，不进入公开的登记库。这一列必须是文本格式，否则后三位会变成 0。港澳台居民填居住证号码，外国人填永久居留身份证号码；只有护照、通行证的空着，请登记机构看原件",
);
const NAME: Entry = entry("name", "姓名", Name, Applicant, 10, "照身份证填写");
const EMPLOYER: Entry = entry("employer", "所在单位", Plain, Applicant, 20, "填全称");
const RANK: Entry = entry("position", "职务/职称/技能等级", Plain, Applicant, 12, "例如 高级技师");
const EDUCATION: Entry = entry("education", "学历", Plain, Applicant, 7, "例如 本科");

/// The sheets in their order, after annex 1.
pub(super) static PARTS: &[Part] = &[
    Part {
        sheet: "一、基本信息",
        title: "一、申请单位基本信息",
        body: Body::Fields(&[
            entry(
                "kind",
                "申请类型",
                Choice,
                Applicant,
                0,
                "集团已在人社部或本省备案的，它的分支机构选后一项",
            ),
            entry("group.name", "集团（总公司）名称", Plain, Optional, 0, "只由已备案集团的分支机构填"),
            entry("group.filed_with", "集团备案机关", Plain, Optional, 0, "只由已备案集团的分支机构填"),
            entry("group.receipt", "集团备案回执编号", Plain, Optional, 0, "只由已备案集团的分支机构填"),
            entry("applicant.name", "名称", Plain, Applicant, 0, "照营业执照填全称"),
            entry("applicant.address", "地址", Plain, Applicant, 0, "照营业执照填写"),
            entry("applicant.division", "所在区", Division, Applicant, 0, "从下拉列表里选"),
            entry("applicant.registrar", "注册登记机构", Plain, Applicant, 0, "例如 某区市场监督管理局"),
            entry("applicant.credit_code", "统一社会信用代码", Plain, Applicant, 0, "18 位，字母大写"),
            entry("applicant.principal.name", "负责人", Name, Applicant, 0, "姓名"),
            entry("applicant.principal.position", "负责人职务", Plain, Applicant, 0, ""),
            entry(
                "applicant.principal.telephone",
                "负责人电话",
                Plain,
                Applicant,
                0,
                "办公电话，带区号，例如 022-83635027",
            ),
            entry(
                "principal.mobile",
                "负责人手机",
                Mobile,
                Optional,
                0,
                "只供登记机构联系，不公开，可以不填",
            ),
            entry("applicant.contact.name", "联系人", Name, Applicant, 0, "姓名"),
            entry("applicant.contact.position", "联系人职务", Plain, Applicant, 0, ""),
            entry(
                "applicant.contact.telephone",
                "联系人电话",
                Plain,
                Applicant,
                0,
                "办公电话，带区号，例如 022-83635027",
            ),
            entry("contact.mobile", "联系人手机", Mobile, Optional, 0, "只供登记机构联系，不公开，可以不填"),
            entry("applicant.email", "电子邮箱", Plain, Applicant, 0, "单位的邮箱"),
            entry("applicant.website", "网站", Plain, Optional, 0, "以 https:// 或 http:// 开头，没有就空着"),
        ]),
    },
    Part {
        sheet: "二、职业（工种）",
        title: "二、申请开展评价的职业（工种）",
        body: Body::Rows(
            "scope",
            &[
                entry(
                    "edition",
                    "大典版本",
                    Edition,
                    Optional,
                    7,
                    "职业分类大典的版本；空着就是现行政策采用的版本",
                ),
                entry(
                    "code",
                    "职业编码 名称",
                    Occupation,
                    Applicant,
                    26,
                    "从下拉列表里选，可以先打几个字再找。准入类职业资格不能评",
                ),
                entry("specialty", "工种名称", Plain, Optional, 10, "整个职业都评的，空着"),
                entry("levels", "学徒工", Kind::Level(Level::Apprentice), Optional, 5, "申请的等级选 √"),
                entry("levels", "五级/初级工", Kind::Level(Level::Five), Optional, 5, "申请的等级选 √"),
                entry("levels", "四级/中级工", Kind::Level(Level::Four), Optional, 5, "申请的等级选 √"),
                entry("levels", "三级/高级工", Kind::Level(Level::Three), Optional, 5, "申请的等级选 √"),
                entry("levels", "二级/技师", Kind::Level(Level::Two), Optional, 5, "申请的等级选 √"),
                entry("levels", "一级/高级技师", Kind::Level(Level::One), Optional, 5, "申请的等级选 √"),
                entry("levels", "特级技师", Kind::Level(Level::Special), Optional, 5, "申请的等级选 √"),
                entry("levels", "首席技师", Kind::Level(Level::Chief), Optional, 5, "申请的等级选 √"),
                entry("standard.kind", "标准类别", Choice, Applicant, 11, "从下拉列表里选"),
                entry("standard.title", "标准名称", Plain, Applicant, 17, "例如 国家职业技能标准 电工"),
                entry("standard.edition", "标准年份或编号", Plain, Optional, 9, "例如 2018年版"),
                entry(
                    "standard.justification",
                    "无相应标准的说明",
                    Plain,
                    Optional,
                    12,
                    "用企业评价规范的必填",
                ),
            ],
        ),
    },
    Part {
        sheet: "三、优势",
        title: "三、具备的组织优势、专业优势等",
        body: Body::Fields(&[entry(
            "strengths",
            "组织优势、专业优势等",
            Prose,
            Applicant,
            0,
            "在格子里换行用 Alt+Enter",
        )]),
    },
    Part {
        sheet: "四（一）场地",
        title: "四、场地设备等情况 （一）场地情况",
        body: Body::Fields(&[
            entry("premises.description", "场地情况", Prose, Applicant, 0, "权属证明材料列在附件清单里"),
            entry("premises.area_square_metres", "面积（平方米）", Plain, Optional, 0, "整数"),
        ]),
    },
    Part {
        sheet: "四（二）设备",
        title: "四、场地设备等情况 （二）设施设备情况",
        body: Body::Rows(
            "equipment",
            &[
                entry("name", "名称", Plain, Applicant, 22, "例如 电工实训考核台"),
                entry("brand", "品牌", Plain, Applicant, 14, ""),
                entry("model", "规格/型号", Plain, Applicant, 16, ""),
                entry("quantity", "数量", Plain, Applicant, 8, "整数"),
                entry("ownership", "所有权归属", Plain, Applicant, 24, "例如 自有；租赁的写明租期"),
            ],
        ),
    },
    Part {
        sheet: "四（三）监控",
        title: "四、场地设备等情况 （三）计算机考务管理及视频监控设备配置情况",
        body: Body::Fields(&[
            entry("monitoring.computers", "计算机考务管理", Prose, Applicant, 0, "题库、考务系统、机位等"),
            entry("monitoring.video", "视频监控设备配置", Prose, Applicant, 0, "摄像头数量、录像保存时间等"),
        ]),
    },
    Part {
        sheet: "五（一）工作人员",
        title: "五、人员情况 （一）专职工作人员情况",
        body: Body::Rows(
            "people.staff",
            &[
                NAME,
                NUMBER,
                entry("position", "职务/职称", Plain, Applicant, 14, "例如 高级工程师"),
                EDUCATION,
                entry("duties", "主要工作职责", Plain, Applicant, 24, "例如 考务管理"),
                PROOF_FILE,
                VERIFIED,
                PROOF,
            ],
        ),
    },
    Part {
        sheet: "五（二）专家",
        title: "五、人员情况 （二）专家情况",
        body: Body::Rows(
            "people.experts",
            &[
                NAME,
                NUMBER,
                EMPLOYER,
                RANK,
                EDUCATION,
                entry("field", "专业方向", Plain, Optional, 12, "例如 电气自动化"),
                PROOF_FILE,
                VERIFIED,
                PROOF,
            ],
        ),
    },
    Part {
        sheet: "五（三）考评员",
        title: "五、人员情况 （三）考评员情况",
        body: Body::Rows(
            "people.assessors",
            &[
                NAME,
                NUMBER,
                EMPLOYER,
                RANK,
                EDUCATION,
                entry("field", "考评职业领域", Plain, Optional, 12, "例如 焊工、车工"),
                PROOF_FILE,
                VERIFIED,
                PROOF,
            ],
        ),
    },
    Part {
        sheet: "五（四）督导员",
        title: "五、人员情况 （四）督导员情况",
        body: Body::Rows(
            "people.supervisors",
            &[NAME, NUMBER, EMPLOYER, RANK, EDUCATION, PROOF_FILE, VERIFIED, PROOF],
        ),
    },
    Part {
        sheet: "六、承诺",
        title: "六、诚信承诺：本人承诺申报材料真实有效，如有虚假，自愿退出。",
        body: Body::Fields(&[
            entry("pledge.signed_by", "法定代表人", Name, Applicant, 0, "姓名；打印出来的一份由本人签字"),
            entry("pledge.signed_on", "签字日期", Plain, Applicant, 0, "写成 2020-05-25"),
            entry("pledge.sealed", "单位公章已盖", YesNo, Applicant, 0, "打印出来的一份盖好公章后选「是」"),
        ]),
    },
    Part {
        sheet: ATTACHMENTS,
        title: "附件清单：和申请表一起交的每个文件一行",
        body: Body::Rows(
            ATTACHED,
            &[
                entry("purpose", "用途", Plain, Applicant, 28, "从下拉列表里选"),
                entry(
                    "equipment",
                    "设备序号",
                    Plain,
                    Optional,
                    8,
                    "设备的权属证明填：「四（二）设备」里的序号；一份证明几台设备就写几行",
                ),
                entry("title", "名称", Plain, Optional, 22, "规章制度、权属证明的名称；申请材料不用填"),
                entry("file", "文件名", File, Optional, 22, "例如 营业执照.pdf"),
                entry(
                    "channel",
                    "提交渠道（登记机构填）",
                    Plain,
                    Office,
                    11,
                    "从下拉列表里选；空着就是导入时说的渠道",
                ),
                entry(
                    "received",
                    "收到日期（登记机构填）",
                    Plain,
                    Office,
                    11,
                    "写成 2020-05-25；空着就是导入时说的日期",
                ),
                entry(
                    "sha256",
                    "SHA-256 校验值（登记机构填）",
                    Plain,
                    Office,
                    15,
                    "登记机构填，导入时可以由程序算出",
                ),
            ],
        ),
    },
];

/// What an attachment can be, beside the materials of the policy: its name and the list of the record it belongs to.
pub(super) const PURPOSES: [(&str, &str); 4] = [
    ("规章制度文件", "applicant.regulations"),
    ("场地权属证明", "premises.proofs"),
    ("设备权属证明", "equipment"),
    ("考务管理和监控设备权属证明", "monitoring.proofs"),
];
