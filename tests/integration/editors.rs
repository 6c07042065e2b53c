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
    uri: String,
    text: String,
    asked: u64,
    faults: Vec<Value>,
}

impl Editor {
    fn open(server: &Path, root: &Path, file: &str, text: String) -> Self {
        let mut process = Command::new("node")
            .arg(server)
            .arg("--stdio")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (input, output) = (process.stdin.take().unwrap(), process.stdout.take().unwrap());
        let uri = format!("file://{}/{file}", root.display());
        let output = BufReader::new(output);
        let mut editor = Self { process, input, output, uri, text, asked: 0, faults: Vec::new() };
        let completion = json!({ "completionItem": { "documentationFormat": ["markdown"] } });
        let abilities = json!({ "textDocument": { "completion": completion, "hover": {} }, "workspace": {} });
        let folder = format!("file://{}", root.display());
        editor.ask("initialize", json!({ "processId": null, "rootUri": folder, "capabilities": abilities }));
        editor.tell("initialized", json!({}));
        let document = json!({ "uri": editor.uri, "languageId": "yaml", "version": 1, "text": editor.text });
        editor.tell("textDocument/didOpen", json!({ "textDocument": document }));
        while editor.faults.is_empty() {
            let message = editor.hear();
            editor.take(&message);
        }
        editor
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
            let items = message["params"]["items"].as_array().map_or(0, Vec::len);
            let result = if items > 0 { json!(vec![json!({}); items]) } else { Value::Null };
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
    assert!(told(&editor, &wrong).contains("enterprise"), "{:?}", editor.faults);
    assert!(told(&editor, &strange).contains("material"), "{:?}", editor.faults);

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
