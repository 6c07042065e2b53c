//! What an editor tells while one types: the real yaml-language-server over its standard streams.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use super::registry::run;

/// The server and the program that runs it; none on a machine where nobody fetched it.
fn server() -> Option<PathBuf> {
    let promised = std::env::var_os("SKILLREG_TEST_YAML_SERVER").map(PathBuf::from);
    if promised.is_none() {
        eprintln!("yaml-language-server is not there: ./test fetches it; a test of editors is left out");
    }
    promised
}

/// An editor with one file open.
struct Editor {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    root: PathBuf,
    /// What is set for YAML in the editor.
    settings: Value,
    uri: String,
    text: String,
    asked: u64,
    faults: Vec<Value>,
}

impl Editor {
    fn open(server: &Path, root: &Path, file: &str, text: String) -> Self {
        let mut editor = Self::start(server, root, json!({}));
        editor.show(file, text);
        editor
    }

    fn start(server: &Path, root: &Path, settings: Value) -> Self {
        let mut process = Command::new("node")
            .arg(server)
            .arg("--stdio")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (input, output) = (process.stdin.take().unwrap(), process.stdout.take().unwrap());
        let (output, root) = (BufReader::new(output), root.to_owned());
        let (uri, text, faults) = (String::new(), String::new(), Vec::new());
        let mut editor = Self { process, input, output, root, settings, uri, text, asked: 0, faults };
        let completion = json!({ "completionItem": { "documentationFormat": ["markdown"] } });
        let document = json!({ "completion": completion, "hover": {} });
        let abilities = json!({ "textDocument": document, "workspace": { "configuration": true } });
        let folder = format!("file://{}", editor.root.display());
        // As an editor in Chinese says it.
        editor.ask(
            "initialize",
            json!({ "processId": null, "locale": "zh-cn", "rootUri": folder, "capabilities": abilities }),
        );
        editor.tell("initialized", json!({}));
        editor
    }

    /// Opens a file that has a fault, and waits until it is told.
    fn show(&mut self, file: &str, text: String) {
        self.uri = format!("file://{}/{file}", self.root.display());
        (self.text, self.faults) = (text, Vec::new());
        let document = json!({ "uri": self.uri, "languageId": "yaml", "version": 1, "text": self.text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
        while self.faults.is_empty() {
            let message = self.hear();
            self.take(&message);
        }
    }

    /// What is told of the line on which some text begins.
    fn told(&self, text: &str) -> Vec<&str> {
        let line = self.position(text, text.len() - text.trim_start_matches('\n').len())["line"].clone();
        let there = self.faults.iter().filter(|fault| fault["range"]["start"]["line"] == line);
        there.map(|fault| fault["message"].as_str().unwrap()).collect()
    }

    /// What can be put in at the end: labels and what they write.
    fn completions(&mut self) -> Vec<(String, String)> {
        let end = self.text.len();
        let line = self.text.matches('\n').count();
        let start = self.text.rfind('\n').map_or(0, |at| at + 1);
        let position = json!({ "line": line, "character": self.text[start..end].chars().count() });
        let completed = self.at("textDocument/completion", &position);
        let items = completed["items"].as_array().unwrap().iter();
        let text = |item: &Value, key: &str| item[key].as_str().unwrap_or_default().to_owned();
        items.map(|item| (text(item, "label"), text(item, "insertText"))).collect()
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn tell(&mut self, method: &str, parameters: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": parameters }));
    }

    fn ask(&mut self, method: &str, parameters: Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": parameters }));
        loop {
            let message = self.hear();
            if message["id"] == id && message["method"].is_null() {
                return message["result"].clone();
            }
            self.take(&message);
        }
    }

    fn hear(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).unwrap() > 0, "the server has ended");
            match line.trim().split_once(": ") {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.parse().unwrap();
                }
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    /// Answers what the server asks, and keeps the faults it tells.
    fn take(&mut self, message: &Value) {
        if message["method"] == "textDocument/publishDiagnostics"
            && message["params"]["uri"] == self.uri.as_str()
        {
            self.faults = message["params"]["diagnostics"].as_array().unwrap().clone();
        }
        if !message["id"].is_null() && !message["method"].is_null() {
            let of = |item: &Value| if item["section"] == "yaml" { self.settings.clone() } else { json!({}) };
            let items = message["params"]["items"].as_array();
            let result = items.map_or(Value::Null, |items| items.iter().map(of).collect());
            self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": result }));
        }
    }

    /// Where so many characters behind the start of some text are.
    fn position(&self, text: &str, behind: usize) -> Value {
        let at = self.text.find(text).unwrap() + behind;
        let line = self.text[..at].matches('\n').count();
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        json!({ "line": line, "character": self.text[start..at].chars().count() })
    }

    fn at(&mut self, method: &str, position: &Value) -> Value {
        let uri = self.uri.clone();
        self.ask(method, json!({ "textDocument": { "uri": uri }, "position": position }))
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_new_record_is_checked_and_completed_in_chinese_as_one_types() {
    let Some(server) = server() else { return };
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("office");
    assert_eq!(run(&["init", root.to_str().unwrap()]).code, Some(0));
    let begun = run(&["new", "filing", "2026-0001", "--root", root.to_str().unwrap()]);
    assert_eq!(begun.code, Some(0), "{begun:?}");
    let file = "content/institutions/2026-0001/filing.yaml";
    let text = std::fs::read_to_string(root.join(file)).unwrap();
    let text = text.replacen("kind: enterprise", "kind: enterprize", 1) + "\nmaterial: 1\n";
    let mut editor = Editor::open(&server, &root, file, text);

    let line = |position: &Value| position["line"].clone();
    let told = |editor: &Editor, at: &Value| {
        let found = editor.faults.iter().find(|fault| fault["range"]["start"]["line"] == line(at));
        found.map(|fault| fault["message"].as_str().unwrap().to_owned()).unwrap_or_default()
    };
    let (wrong, strange) = (editor.position("kind: enterprize", 6), editor.position("\nmaterial: 1", 1));
    assert!(told(&editor, &wrong).contains("enterprise（企业）"), "{:?}", editor.faults);
    assert!(told(&editor, &strange).contains("没有这一项"), "{:?}", editor.faults);
    assert!(told(&editor, &strange).contains("assessment_materials（"), "{:?}", editor.faults);

    let at = editor.position("\n  registrar:", 4);
    let hover = editor.at("textDocument/hover", &at)["contents"]["value"].to_string();
    assert!(hover.contains("注册登记机构"), "{hover}");
    let at = editor.position("\n  credit_code:", 4);
    let hover = editor.at("textDocument/hover", &at)["contents"]["value"].to_string();
    assert!(hover.contains("统一社会信用代码") && hover.contains("18 位"), "{hover}");

    let completed = editor.at("textDocument/completion", &wrong);
    let said = |completed: &Value, label: &str| {
        let items = completed["items"].as_array().unwrap();
        let item = items.iter().find(|item| item["label"] == label).unwrap_or_else(|| panic!("{items:?}"));
        item["documentation"].to_string()
    };
    assert!(said(&completed, "branch").contains("已备案集团的分支机构"), "{completed}");
    let end = json!({ "line": editor.text.matches('\n').count(), "character": 0 });
    let completed = editor.at("textDocument/completion", &end);
    assert!(said(&completed, "assessment_materials").contains("收到的专家评估相关资料"), "{completed}");
}

#[test]
fn every_record_of_a_new_registry_names_a_schema_that_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("office");
    assert_eq!(run(&["init", root.to_str().unwrap()]).code, Some(0));
    let files = walkdir::WalkDir::new(root.join("content")).into_iter().map(Result::unwrap);
    for entry in files.filter(|entry| entry.path().extension().is_some_and(|name| name == "yaml")) {
        let text = std::fs::read_to_string(entry.path()).unwrap();
        let schema = text.lines().next().unwrap().strip_prefix("# yaml-language-server: $schema=").unwrap();
        assert!(entry.path().parent().unwrap().join(schema).is_file(), "{}", entry.path().display());
    }
}

const HEAD: &str = "# yaml-language-server: $schema=../../../schemas/filing.json\n";
const FILING: &str = "content/institutions/2026-0001/filing.yaml";

fn new_registry() -> (tempfile::TempDir, PathBuf) {
    // Paths by pattern do not lead into hidden folders, which those for tests are if nothing is said.
    let folder = tempfile::Builder::new().prefix("registry-").tempdir().unwrap();
    let root = folder.path().join("office");
    assert_eq!(run(&["init", root.to_str().unwrap()]).code, Some(0));
    (folder, root)
}

#[test]
fn what_is_put_in_is_whole_and_fits_what_stands_there() {
    let Some(server) = server() else { return };
    let (_folder, root) = new_registry();
    let mut editor = Editor::open(&server, &root, FILING, format!("{HEAD}k"));
    let put_in = editor.completions();
    assert!(put_in.contains(&("kind".to_owned(), "kind: ".to_owned())), "{put_in:?}");

    editor.show(&FILING.replace("0001", "0002"), format!("{HEAD}procedure:\n  - "));
    let put_in = editor.completions();
    let (_, filed) = put_in.iter().find(|(label, _)| label == "备案").unwrap_or_else(|| panic!("{put_in:?}"));
    for line in ["event: filed\n", "date: ", "number: ", "receipt: ", "valid_until: "] {
        assert!(filed.contains(line), "{filed}");
    }
    // What programs call a thing is nothing to officers: whole keys aside, all that is offered is Chinese.
    let is_key = |label: &str| label.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    assert!(put_in.iter().all(|(label, _)| is_key(label) || !label.is_ascii()), "{put_in:?}");

    let begun = format!("{HEAD}procedure:\n  - event: submitted\n    date: 2026-01-05\n    ");
    editor.show(&FILING.replace("0001", "0003"), begun);
    let keys: Vec<String> = editor.completions().into_iter().map(|(label, _)| label).collect();
    assert!(keys.iter().any(|key| key == "channel") && !keys.iter().any(|key| key == "number"), "{keys:?}");
}

#[test]
fn a_key_says_what_goes_there_and_which_words_there_are() {
    let Some(server) = server() else { return };
    let (_folder, root) = new_registry();
    let text = format!("{HEAD}kind: enterprise\nscope:\n  - specialty: 维修电工\n    levels: [3]\n");
    let mut editor = Editor::open(&server, &root, FILING, text);
    for (key, told) in [
        ("kind:", ["申请类型", "独立申请的选企业", "已备案集团的分支机构"]),
        ("specialty:", ["工种名称", "评价整个职业的不写", "维修电工"]),
        ("levels:", ["等级", "5 初级工", "3 高级工"]),
    ] {
        let at = editor.position(key, 1);
        let hover = editor.at("textDocument/hover", &at)["contents"]["value"].to_string();
        assert!(told.iter().all(|told| hover.contains(told)), "{hover}");
    }
}

#[test]
fn what_check_refuses_is_marked_and_what_it_takes_is_not() {
    let Some(server) = server() else { return };
    let (_folder, root) = new_registry();
    let text = format!(
        "{HEAD}kind: enterprise\ngroup:\n  name: 示例集团\napplicant:\n  name: \"\"\n  address: \"天津市 \"\n  \
         division: 120104\n  website: ftp://example.com/\nscope:\n  - edition: 2015\n    levels:\n      [3, 3]\n\
         strengths: \" \"\nequipment: []\nprocedure:\n  - event: filed\n    date: 2020-02-30\n    opinion: 符合\n"
    );
    let editor = Editor::open(&server, &root, FILING, text);
    for (line, told) in [
        ("  name: \"\"", "写一行文字"),
        ("  address:", "写一行文字"),
        ("  website:", "以 https:// 或 http:// 开头"),
        ("      [3, 3]", "重复"),
        ("strengths:", "不能是空的"),
        ("equipment:", "1"),
        ("    date:", "写成 年-月-日"),
        ("    opinion:", "「备案」没有这一项；可以写的有：event（"),
    ] {
        let found = editor.told(line);
        assert!(found.iter().any(|message| message.contains(told)), "{line}: {found:?} {:#?}", editor.faults);
    }
    let of_group =
        editor.faults.iter().any(|fault| fault["message"].as_str().unwrap().contains("不写所属集团"));
    assert!(of_group, "{:#?}", editor.faults);
    assert_eq!(editor.told("  division:"), [""; 0]);
}

#[test]
fn whatever_is_wrong_is_told_in_chinese_and_what_check_takes_is_not_marked() {
    let Some(server) = server() else { return };
    let (_folder, root) = new_registry();
    let wrong = [
        ("kind: 企业", "只能写其中一个：enterprise（企业）、branch（已备案集团的分支机构）"),
        ("applicant:", "「申请单位」要写全：name（名称）、address（地址）"),
        ("  name: true", "true 这样的词加上引号"),
        ("  founded: x", "「申请单位」没有这一项；可以写的有：name（名称）"),
        ("people: 3", "「人员」要写全：staff（"),
        ("pledge:", "「诚信承诺」要写全："),
        ("scope:", ""),
        ("  - code: 6-31-01-03", "「职业（工种）和等级」要写全："),
        ("    levels: 5", "写成列表"),
        ("  - levels:", "「职业（工种）和等级」要写全："),
        ("      - \"4\"", ""),
        ("      - 9", "5（五级/初级工）、4（四级/中级工）"),
        ("equipment:", ""),
        ("  - name: 42", "「设备」要写全："),
        ("    brand: 0123", ""),
        ("    model: 2.50", ""),
        ("    quantity: \"12\"", "写整数"),
        ("procedure:", ""),
        ("  - event: submitted", "「提交申请」要写全："),
        ("    date: 2000-02-29", ""),
        ("    number: 1", "「提交申请」没有这一项；可以写的有：event（事件）"),
        ("  - event: withdrawn", "「自愿退出」要写全："),
        ("    date: 2100-02-29", "写成 年-月-日"),
        ("  - event: sent", "只能写其中一个：submitted（"),
        ("    date: 2023-02-29", "写成 年-月-日"),
        ("group: 3", "「所属集团」要写全："),
        ("materials: 甲", "写成列表"),
    ];
    let lines: String = wrong.iter().map(|(line, _)| format!("{line}\n")).collect();
    let mut editor = Editor::open(&server, &root, FILING, format!("{HEAD}{lines}"));
    for (line, told) in wrong {
        let found = editor.told(line);
        match told {
            "" => assert_eq!(found, [""; 0], "{line}"),
            _ => assert!(found.iter().any(|message| message.contains(told)), "{line}: {found:?}"),
        }
    }
    let page = format!("{}in_navigation: 是\n", HEAD.replace("filing", "page"));
    editor.show(&FILING.replace("0001", "0002"), page);
    let found = editor.told("in_navigation");
    assert!(found.iter().any(|told| told.contains("只能写 true（是）或 false（否）")), "{found:?}");
}

#[test]
fn the_records_of_the_sample_have_no_marks_even_without_their_first_line() {
    let Some(server) = server() else { return };
    let (_folder, root) = new_registry();
    let settings = std::fs::read_to_string(root.join(".vscode/settings.json")).unwrap();
    let settings: Value = serde_json::from_str(&settings).unwrap();
    let mut editor = Editor::start(&server, &root, json!({ "schemas": settings["yaml.schemas"] }));
    let sample = super::registry::project().join("content");
    let files = walkdir::WalkDir::new(&sample).sort_by_file_name().into_iter().map(Result::unwrap);
    let mut shown = 0;
    for entry in files.filter(|entry| entry.path().extension().is_some_and(|name| name == "yaml")) {
        let file = Path::new("content").join(entry.path().strip_prefix(&sample).unwrap());
        // With a fault of its own a file is known to have been looked at.
        let text = std::fs::read_to_string(entry.path()).unwrap() + "\nstrange: 1\n";
        editor.show(file.to_str().unwrap(), text);
        assert!(editor.faults.len() == 1, "{}: {:#?}", file.display(), editor.faults);
        assert!(editor.told("\nstrange:")[0].contains("没有这一项"), "{:?}", editor.faults);
        shown += 1;
    }
    assert!(shown > 30, "{shown}");
}
