//! `docs/records.md`.

use std::collections::VecDeque;
use std::fmt::Write;

use serde_json::Value;

use crate::registry::format;
use crate::registry::schema::{RecordSchema, explanation, schemas};

/// All kinds of records in Markdown: where each stands and which keys it has.
pub fn records() -> String {
    let mut page = String::from(
        "# 记录\n\n\
        本页由 `skillreg schema --format markdown` 写成，请不要手改。键用英文，内容用中文；\
        日期写成 年-月-日；没有列出的键是错误。\n\n\
        JSON Schema 在 `docs/schemas/`。编辑器装上 YAML 插件（VS Code 是 Red Hat 的 YAML），\
        就能边写边提示、边检查：`skillreg new` 写的记录第一行有 `# yaml-language-server: $schema=…`，\
        `skillreg init` 还在 `.vscode/settings.json` 里写明哪些文件用哪一份，第一行丢了也管用。\
        提示是中文的；数太大太小、重复的项这几样由插件自己说，VS Code 装上中文语言包就也是中文。\
        网页（`.md`）开头两行 `---` 之间的内容，插件不检查，用 `skillreg check` 检查。\
        全是数字的代码可以不加引号；以 0 开头的加上引号，免得别的程序当成数、丢掉 0。\n\n",
    );
    let kinds = schemas();
    // Writing to a String cannot fail.
    for kind in &kinds {
        let _ = writeln!(page, "- [{}](#{})：`{}`", kind.title(), kind.name, kind.path);
    }
    page.push_str(BESIDE);
    kinds.iter().for_each(|kind| section(&mut page, kind));
    page
}

/// Files that are no records in YAML.
const BESIDE: &str = "\n## 记录旁边的文件\n\n\
    下面的文件没有键，除了公钥清单都由程序写成，不要手改、改名或移走；坏了、丢了用 git 找回。记录里写着加密文件的校验值\
    （`holders`、`private_numbers`）和公钥清单的校验值（`recipients`），`skillreg check` 拿它们核对。\n\n\
    | 文件 | 里面是什么 | 怎么写成 |\n|---|---|---|\n\
    | `content/recipients.txt` | 公钥清单：个人信息加密给谁，一行一把 age 公钥（age1 开头）；# 开头的行是说明，公钥上面\
    的一行可以写是谁的 | 手写；改了以后运行 `skillreg holders rotate` 全部重新加密。私钥不放在这里 |\n\
    | `content/institutions/<机构>/people.age` | 申请表里的身份证号和手机号，加密的；申请表没有填的没有这个文件 | \
    `skillreg import filing`、`skillreg holders rotate` |\n\
    | `content/certificates/<年>/<批次>/holders.age` | 持证人的全名、证件号码、成绩和校验码，加密的 | `skillreg issue`、\
    `reissue`、`holders rotate` |\n\
    | `content/certificates/<年>/<批次>/seals` | 封存：公众在网站上核验证书用的，每张证书一行 | \
    `skillreg issue`、`reissue`、`reseal` |\n\
    | `content/**/README.md` | 给人看的说明，程序不读 | 手写 |\n\n\
    `*.age` 不是文字：`.gitattributes` 里要有一行 `*.age binary`（`skillreg init` 写好了），不然 git 在 Windows 上会把它们改坏。\
    解开以后的内容不要存进登记库。名字以点开头的文件夹不当作记录，`content` 里不要放。\n";

/// The tables of one kind: the record itself, then each object within it, once.
fn section(page: &mut String, kind: &RecordSchema) {
    let _ = write!(page, "\n<a id=\"{}\"></a>\n\n## {}\n\n`{}`\n\n", kind.name, kind.title(), kind.path);
    let mut waiting = VecDeque::new();
    table(page, &kind.schema, &kind.schema, "", &mut waiting);
    let mut told: Vec<String> = Vec::new();
    while let Some(nested) = waiting.pop_front() {
        if told.contains(&nested.reference) {
            continue;
        }
        let _ = write!(page, "\n### {} · `{}`\n\n", nested.title, nested.route);
        if let Some(schema) = kind.schema.pointer(&nested.reference) {
            table(page, &kind.schema, schema, &nested.route, &mut waiting);
        }
        told.push(nested.reference);
    }
}

/// An object within a record, still to be told of.
struct Nested {
    reference: String,
    route: String,
    title: String,
}

fn table(page: &mut String, root: &Value, schema: &Value, route: &str, waiting: &mut VecDeque<Nested>) {
    page.push_str("| 键 | 名称 | 内容 | 必填 | 怎么填 |\n|---|---|---|---|---|\n");
    let required: Vec<&str> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for (key, property) in schema["properties"].as_object().into_iter().flatten() {
        let title = property["title"].as_str().unwrap_or_default();
        let mut content = Content { root, objects: Vec::new() };
        let text = content.of(property);
        let told = explanation(property).unwrap_or_default();
        let needed = if required.contains(&key.as_str()) { "是" } else { "" };
        let _ = writeln!(page, "| `{key}` | {title} | {text} | {needed} | {told} |");
        let route = if route.is_empty() { key.clone() } else { format!("{route}.{key}") };
        for (reference, many) in content.objects {
            let route = if many { format!("{route}[]") } else { route.clone() };
            waiting.push_back(Nested { reference, route, title: title.to_owned() });
        }
    }
}

/// Says what a value is, and notes which objects it holds.
struct Content<'a> {
    root: &'a Value,
    objects: Vec<(String, bool)>,
}

impl<'a> Content<'a> {
    fn of(&mut self, schema: &'a Value) -> String {
        if let Some(reference) = schema["$ref"].as_str() {
            return self.referred(reference.trim_start_matches('#'));
        }
        if let Some(options) = schema["anyOf"].as_array() {
            let present = options.iter().find(|option| option["type"] != "null");
            return present.map(|option| self.of(option)).unwrap_or_default();
        }
        if let Some(words) = words(schema) {
            return words.join("、");
        }
        let kind = schema["type"].as_str().or_else(|| {
            let kinds = schema["type"].as_array()?;
            kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null")
        });
        match kind {
            Some("array") => {
                let objects = self.objects.len();
                let item = self.of(&schema["items"]);
                self.objects[objects..].iter_mut().for_each(|(_, many)| *many = true);
                if item.is_empty() { "列表".to_owned() } else { format!("列表，每项：{item}") }
            }
            Some("boolean") => "true 或 false".to_owned(),
            Some("integer" | "number") => bounds(schema),
            _ => format::title(schema["format"].as_str().unwrap_or_default()).to_owned(),
        }
    }

    fn referred(&mut self, reference: &str) -> String {
        let Some(schema) = self.root.pointer(reference) else { return String::new() };
        if schema["properties"].is_object() {
            self.objects.push((reference.to_owned(), false));
            return "见下".to_owned();
        }
        self.of(schema)
    }
}

fn bounds(schema: &Value) -> String {
    let what = if schema["type"] == "number" { "数" } else { "整数" };
    match (schema["minimum"].as_f64(), schema["maximum"].as_f64()) {
        (Some(least), Some(most)) => format!("{what}，{least} 至 {most}"),
        _ => what.to_owned(),
    }
}

/// The words a schema allows.
fn words(schema: &Value) -> Option<Vec<String>> {
    let word =
        |value: &Value| value.as_str().map_or_else(|| format!("`{value}`"), |text| format!("`{text}`"));
    if let Some(words) = schema["enum"].as_array() {
        return Some(words.iter().map(word).collect());
    }
    let options = schema["oneOf"].as_array()?;
    let of = |option: &Value| match option.get("const") {
        Some(constant) => {
            let title = option["title"].as_str();
            vec![word(constant) + &title.map(|title| format!(" {title}")).unwrap_or_default()]
        }
        None => words(option).unwrap_or_default(),
    };
    Some(options.iter().flat_map(of).collect())
}
