//! A headless Chromium, spoken to by WebDriver: JSON over HTTP on the loopback address.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts a browser; none if this machine has none and nobody promised one.
    pub(crate) fn start() -> Option<Self> {
        let promised = std::env::var_os("SKILLREG_TEST_DRIVER");
        let mut command = Command::new(promised.clone().unwrap_or_else(|| "chromedriver".into()));
        let spawned = command.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut driver = match spawned {
            Ok(driver) => driver,
            Err(error) if promised.is_some() => panic!("chromedriver: {error}"),
            Err(_) => {
                eprintln!("skipped: no chromedriver; ./test installs it");
                return None;
            }
        };
        let port = port(&mut driver);
        let profile = tempfile::tempdir().unwrap();
        let mut browser = Self { driver, port, session: String::new(), _profile: profile };
        browser.session = browser.new_session();
        Some(browser)
    }

    fn new_session(&self) -> String {
        let profile = format!("--user-data-dir={}", self._profile.path().display());
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--lang=zh-CN",
            &profile,
        ];
        let binary = std::env::var("SKILLREG_TEST_BROWSER").unwrap_or_else(|_| "chromium".to_owned());
        let binary = if binary.contains('/') { binary } else { format!("/usr/bin/{binary}") };
        let wishes = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": { "binary": binary, "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        }}});
        let answer = self.ask("POST", "/session", &wishes);
        answer["sessionId"].as_str().unwrap().to_owned()
    }

    pub(crate) fn open(&self, address: &str) {
        self.command("POST", "/url", &json!({ "url": address }));
    }

    /// The value of a JavaScript expression in the page.
    pub(crate) fn value(&self, expression: &str) -> Value {
        let script = format!("return ({expression});");
        self.command("POST", "/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Waits until an expression holds. A page that is just being reloaded has no answer yet.
    pub(crate) fn wait(&self, expression: &str) {
        let begun = Instant::now();
        while !self.holds(expression) {
            assert!(begun.elapsed() < PATIENCE, "still not: {expression}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn holds(&self, expression: &str) -> bool {
        let script = json!({ "script": format!("return Boolean({expression});"), "args": [] });
        self.try_command("POST", "/execute/sync", &script).is_ok_and(|value| value == true)
    }

    pub(crate) fn click(&self, selector: &str) {
        self.value(&format!("document.querySelector({}).click()", json!(selector)));
    }

    /// Presses a key by its WebDriver code point.
    pub(crate) fn press(&self, key: char) {
        let strokes = ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key.to_string() }));
        let keyboard = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] });
        self.command("POST", "/actions", &keyboard);
    }

    /// What the browser complained about since it was last asked: script errors, refused loads, policy reports.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let log = self.command("POST", "/se/log", &json!({ "type": "browser" }));
        let entries = log.as_array().unwrap().iter();
        let grave = entries.filter(|entry| matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING")));
        grave.map(|entry| entry["message"].to_string()).collect()
    }

    /// Every address the browser asked for since it was last asked, by its own log.
    pub(crate) fn addresses(&self) -> Vec<String> {
        let log = self.command("POST", "/se/log", &json!({ "type": "performance" }));
        let entries = log.as_array().unwrap().iter();
        let message =
            |entry: &Value| -> Value { serde_json::from_str(entry["message"].as_str().unwrap()).unwrap() };
        let sent =
            entries.map(message).filter(|entry| entry["message"]["method"] == "Network.requestWillBeSent");
        let address = |entry: Value| entry["message"]["params"]["request"]["url"].as_str().map(str::to_owned);
        // The browser's own pages count for nothing.
        sent.filter_map(address).filter(|address| address.starts_with("http")).collect()
    }

    /// A command of Chromium's own protocol.
    pub(crate) fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.command("POST", "/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    pub(crate) fn resize(&self, width: u32, height: u32) {
        let screen =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.devtools("Emulation.setDeviceMetricsOverride", screen);
    }

    fn command(&self, method: &str, path: &str, body: &Value) -> Value {
        self.try_command(method, path, body).unwrap_or_else(|error| panic!("{path} {body}: {error}"))
    }

    fn try_command(&self, method: &str, path: &str, body: &Value) -> Result<Value, Value> {
        self.try_ask(method, &format!("/session/{}{path}", self.session), body)
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        self.try_ask(method, path, body).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn try_ask(&self, method: &str, path: &str, body: &Value) -> Result<Value, Value> {
        let body = body.to_string();
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            self.port,
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body.as_bytes()).unwrap();
        let (status, answer) = answer(stream);
        let mut answer: Value = serde_json::from_slice(&answer).unwrap();
        let value = answer["value"].take();
        if status == 200 { Ok(value) } else { Err(value) }
    }
}

/// The port a driver chose for itself, which it says on its standard output.
fn port(driver: &mut Child) -> u16 {
    let lines = BufReader::new(driver.stdout.take().unwrap()).lines().map(Result::unwrap);
    let ready = |line: String| {
        let rest = line.split_once("started successfully on port ")?.1.to_owned();
        rest.trim_end_matches('.').parse().ok()
    };
    lines.into_iter().find_map(ready).expect("chromedriver says its port")
}

fn answer(stream: TcpStream) -> (u16, Vec<u8>) {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let status = line.split(' ').nth(1).unwrap().parse().unwrap();
    let mut length = None;
    loop {
        line.clear();
        reader.read_line(&mut line).unwrap();
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = Some(value.trim().parse().unwrap());
        }
    }
    let mut body = vec![0; length.expect("a length")];
    reader.read_exact(&mut body).unwrap();
    (status, body)
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The browser ends with its session; the driver with its process.
        if !self.session.is_empty() {
            let _ = self.try_command("DELETE", "", &json!({}));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
