//! Where the records of each kind stand, and who may change them in a form.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::fields::of_kind;
use super::keeping::PAGE;
use crate::registry::OWN_PAGES;

/// Files of the registry as they are, of which some kinds have one form each.
#[derive(Debug, Clone, Default)]
pub struct Present {
    /// The editions of the catalogue of occupations.
    pub editions: Vec<String>,
    /// Texts of policies other than their notices: policy and name.
    pub annexes: Vec<(String, String)>,
    /// The occupations of all editions: code, and names.
    pub occupations: BTreeMap<String, Vec<String>>,
    /// Whether the schemas lie beside the records, so that a new one can name its own.
    pub schemas: bool,
}

const NAME: &str = "[a-z0-9]+(-[a-z0-9]+)*$";
const YEAR: &str = "^[0-9]{4}$";
/// Where the name of a new record is typed: on a desk it is open, on a telephone nobody would look there.
const WHERE: &str = "新建时别忘了写代号：电脑上在右侧，手机上在右上角 ⋮ 菜单的「代号（文件名）」里。";

/// How the names of records are written that may be all but some.
fn name_but(others: &str) -> String {
    format!("^(?!(?:{others})$){NAME}")
}

/// Records of one kind, each in a folder or file of its own.
struct Folder {
    name: &'static str,
    label: &'static str,
    one: &'static str,
    folder: &'static str,
    path: &'static str,
    kind: &'static str,
    summary: &'static str,
    icon: &'static str,
}

const FILINGS: Folder = Folder {
    name: "filings",
    label: "备案申请",
    one: "备案申请",
    folder: "content/institutions",
    path: "{{slug}}/filing",
    kind: "filing",
    summary: "{{slug}} {{fields.applicant.name}}",
    icon: "domain",
};
const PLANS: Folder = Folder {
    name: "plans",
    label: "实施方案",
    one: "实施方案",
    folder: "content/plans",
    path: "{{fields.reported | date('YYYY')}}/{{slug}}",
    kind: "plan",
    summary: "{{slug}} 机构 {{fields.institution}} 报送 {{fields.reported}}",
    icon: "event_note",
};
const BATCHES: Folder = Folder {
    name: "batches",
    label: "证书批次（只读）",
    one: "证书批次",
    folder: "content/certificates",
    path: "{{fields.issued | date('YYYY')}}/{{slug}}/batch",
    kind: "batch",
    summary: "{{slug}} 发证 {{fields.issued}}",
    icon: "workspace_premium",
};
const SUPERVISION: [Folder; 4] = [
    supervision("inspectors", "督导人员名录", "{{slug}}/inspectors"),
    supervision("draws", "随机抽取（只读）", "{{slug}}/draws"),
    supervision("inspections", "现场督导", "{{slug}}/inspections"),
    supervision("measures", "处理措施", "{{slug}}/measures"),
];
const POLICIES: Folder = Folder {
    name: "policies",
    label: "政策文件",
    one: "政策文件",
    folder: "content/policies",
    path: "{{slug}}/policy",
    kind: "policy",
    summary: "{{fields.number}} {{fields.title}}",
    icon: "gavel",
};
const QUESTIONS: Folder = Folder {
    name: "questions",
    label: "政策问答",
    one: "政策问答",
    folder: "content/policies",
    path: "{{slug}}/questions",
    kind: "questions",
    summary: "{{slug}}",
    icon: "quiz",
};
const UPLOADS: Folder = Folder {
    name: "uploads",
    label: "上报表",
    one: "上报表",
    folder: "content/uploads",
    path: "{{slug}}",
    kind: "upload",
    summary: "{{fields.title}}",
    icon: "upload_file",
};

const fn supervision(kind: &'static str, label: &'static str, path: &'static str) -> Folder {
    let (name, folder) = (kind, "content/supervision");
    Folder { name, label, one: label, folder, path, kind, summary: "{{slug}} 年", icon: "policy" }
}

impl Folder {
    /// How the names of its records are written.
    fn pattern(&self) -> Value {
        let told = "只用小写字母、数字和连字符，例如 2026-0001；index、page-2 这样的名字网站自己要用";
        match self.folder {
            "content/supervision" => json!([YEAR, "写四位年份，例如 2026"]),
            _ => json!([name_but("index|page-[0-9]+"), told]),
        }
    }

    fn collection(&self, may_edit: bool, present: &Present) -> Value {
        let hint = match self.folder {
            "content/supervision" => "四位年份",
            _ => "记录的代号，定下以后不再改，例如 2026-0001",
        };
        json!({
            "name": self.name,
            "label": self.label,
            "label_singular": self.one,
            "icon": self.icon,
            "folder": self.folder,
            "path": self.path,
            "extension": "yaml",
            "format": self.kind,
            "description": WHERE,
            "slug": { "editable": ["create"], "hint": hint, "pattern": self.pattern() },
            "summary": self.summary,
            "create": may_edit,
            "duplicate": false,
            // What was public once is kept: records end by what is recorded of them.
            "delete": false,
            "thumbnail": false,
            "sortable_fields": [],
            "fields": of_kind(self.kind, may_edit, present),
        })
    }
}

/// All collections in the order of the list.
pub(super) fn all(present: &Present) -> Vec<Value> {
    let mut all = vec![FILINGS.collection(true, present), PLANS.collection(true, present), divided()];
    all.extend(SUPERVISION.iter().map(|folder| match folder.kind {
        "draws" => described(
            folder.collection(false, present),
            "抽取由 skillreg draw 写成，谁都能照种子重新抽一遍，所以这里只能看。",
        ),
        _ => folder.collection(true, present),
    }));
    let batches = described(
        BATCHES.collection(false, present),
        "证书由 skillreg issue、reissue、revoke 写成：编号、封存和加密的持证人要一起改，所以这里只能看。",
    );
    all.extend([divided(), batches, divided()]);
    all.extend([POLICIES.collection(true, present), texts(), QUESTIONS.collection(true, present)]);
    if !present.annexes.is_empty() {
        all.push(annexes(&present.annexes));
    }
    all.extend([
        pages(present),
        divided(),
        catalogue(present),
        UPLOADS.collection(true, present),
        settings(present),
    ]);
    all
}

fn divided() -> Value {
    json!({ "divider": true })
}

fn described(mut collection: Value, description: &str) -> Value {
    collection["description"] = description.into();
    collection
}

fn markdown() -> Value {
    json!({
        "name": "body",
        "label": "正文（Markdown）",
        "widget": "markdown",
        "modes": ["raw", "rich_text"],
        "editor_components": [],
        "required": true,
        "hint": "小标题用 ## 开头；网页里的 HTML 标签不会起作用",
    })
}

/// The text of each policy.
fn texts() -> Value {
    json!({
        "name": "notices",
        "label": "政策正文",
        "label_singular": "政策正文",
        "icon": "article",
        "folder": "content/policies",
        "path": "{{slug}}/notice",
        "extension": "md",
        "format": "raw",
        "description": WHERE,
        "slug": {
            "editable": ["create"],
            "hint": "这份政策文件的代号，例如 2026-12",
            "pattern": [name_but("index"), "写政策文件的代号，例如 2026-12"],
        },
        "summary": "{{slug}}",
        "create": true, "duplicate": false, "delete": false, "thumbnail": false, "sortable_fields": [],
        "fields": [markdown()],
    })
}

fn annexes(annexes: &[(String, String)]) -> Value {
    let file = |(policy, name): &(String, String)| {
        json!({
            "name": format!("{policy}-{name}"),
            "label": format!("{policy} 的 {name}"),
            "file": format!("content/policies/{policy}/{name}.md"),
            "format": "raw",
            "fields": [markdown()],
        })
    };
    let files: Vec<Value> = annexes.iter().map(file).collect();
    json!({ "name": "annexes", "label": "政策附件", "icon": "attach_file", "files": files })
}

fn pages(present: &Present) -> Value {
    let mut fields = of_kind("page", true, present);
    fields.push(markdown());
    json!({
        "name": "pages",
        "label": "网页",
        "label_singular": "网页",
        "icon": "web",
        "folder": "content/pages",
        "path": "{{slug}}",
        "extension": "md",
        "format": PAGE,
        "description": WHERE,
        "slug": {
            "editable": ["create"],
            "hint": "网页的地址，例如 how-to-file",
            "pattern": [
                name_but(&OWN_PAGES.join("|")),
                format!("只用小写字母、数字和连字符，例如 how-to-file；{} 网站自己要用", OWN_PAGES.join("、")),
            ],
        },
        "summary": "{{fields.title}}",
        "create": true, "duplicate": false, "delete": true, "thumbnail": false, "sortable_fields": [],
        "fields": fields,
    })
}

fn file(name: &str, label: &str, path: &str, kind: &str, present: &Present) -> Value {
    json!({ "name": name, "label": label, "file": path, "format": kind, "fields": of_kind(kind, true, present) })
}

fn catalogue(present: &Present) -> Value {
    let mut files = vec![
        file("divisions", "行政区划", "content/catalogue/divisions.yaml", "divisions", present),
        file("holidays", "节假日", "content/catalogue/holidays.yaml", "holidays", present),
        file("restricted", "准入类职业资格", "content/catalogue/restricted.yaml", "restricted", present),
    ];
    files.extend(present.editions.iter().map(|edition| {
        let path = format!("content/catalogue/occupations-{edition}.yaml");
        file(&format!("occupations-{edition}"), &format!("职业目录 {edition}"), &path, "occupations", present)
    }));
    json!({ "name": "catalogue", "label": "目录和日历", "icon": "menu_book", "files": files })
}

fn settings(present: &Present) -> Value {
    let files = [file("site", "网站设置", "content/site.yaml", "site", present)];
    json!({ "name": "settings", "label": "网站设置", "icon": "settings", "files": files })
}
