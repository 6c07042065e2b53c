//! A headless Chromium, spoken to by WebDriver; each call waits for its answer.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;
use thirtyfour::{
    ChromeCapabilities, ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver,
};
use tokio::runtime::Runtime;

use super::loopback::Loopback;

const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Browser {
    runtime: Runtime,
    // None only while it is let go.
    session: Option<WebDriver>,
    driver: Driver,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts a browser; none if this machine has none and nobody promised one.
    pub(crate) fn start() -> Option<Self> {
        let driver = Driver::start()?;
        let profile = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let wishes = wishes(&format!("--user-data-dir={}", profile.path().display())).unwrap();
        let address = format!("http://127.0.0.1:{}", driver.port);
        let session = WebDriver::builder(address, wishes).client(Loopback);
        let session = runtime.block_on(session.connect()).unwrap_or_else(|error| panic!("{error}"));
        Some(Self { runtime, session: Some(session), driver, _profile: profile })
    }

    pub(crate) fn open(&self, address: &str) {
        self.wait_for(self.session().goto(address));
    }

    /// The value of a JavaScript expression in the page.
    pub(crate) fn value(&self, expression: &str) -> Value {
        let script = format!("return ({expression});");
        self.wait_for(self.session().execute(script, [])).json().clone()
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
        let script = format!("return Boolean({expression});");
        let answer = self.runtime.block_on(self.session().execute(script, []));
        answer.is_ok_and(|answer| *answer.json() == true)
    }

    pub(crate) fn click(&self, selector: &str) {
        self.value(&format!("document.querySelector({}).click()", json!(selector)));
    }

    /// Presses a key.
    pub(crate) fn press(&self, key: thirtyfour::Key) {
        self.wait_for(self.session().action_chain().send_keys(key).perform());
    }

    /// What the browser complained about since it was last asked: script errors, refused loads, policy reports.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let log = self.wait_for(self.session().browser_log()).into_iter();
        let grave = log.filter(|entry| matches!(&*entry.level, "SEVERE" | "WARNING"));
        grave.map(|entry| entry.message).collect()
    }

    /// Every address the browser asked for since it was last asked, by its own log.
    pub(crate) fn addresses(&self) -> Vec<String> {
        let log = self.wait_for(self.session().get_log("performance")).into_iter();
        let messages = log.map(|entry| serde_json::from_str::<Value>(&entry.message).unwrap());
        let sent = messages.filter(|entry| entry["message"]["method"] == "Network.requestWillBeSent");
        let address = |entry: Value| entry["message"]["params"]["request"]["url"].as_str().map(str::to_owned);
        // The browser's own pages count for nothing.
        sent.filter_map(address).filter(|address| address.starts_with("http")).collect()
    }

    /// A command of Chromium's own protocol.
    pub(crate) fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.wait_for(self.session().cdp().send_raw(command, parameters))
    }

    pub(crate) fn resize(&self, width: u32, height: u32) {
        let screen =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.devtools("Emulation.setDeviceMetricsOverride", screen);
    }

    fn session(&self) -> &WebDriver {
        self.session.as_ref().unwrap()
    }

    #[track_caller]
    fn wait_for<T>(&self, answer: impl Future<Output = WebDriverResult<T>>) -> T {
        self.runtime.block_on(answer).unwrap_or_else(|error| panic!("{error}"))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The browser ends with its session; the driver with its process.
        if let Some(session) = self.session.take() {
            let _ = self.runtime.block_on(session.quit());
        }
        let _ = self.driver.process.kill();
        let _ = self.driver.process.wait();
    }
}

fn wishes(profile: &str) -> WebDriverResult<ChromeCapabilities> {
    let mut wishes = DesiredCapabilities::chrome();
    let binary = std::env::var("SKILLREG_TEST_BROWSER").unwrap_or_else(|_| "chromium".to_owned());
    wishes.set_binary(&if binary.contains('/') { binary } else { format!("/usr/bin/{binary}") })?;
    for argument in [
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
        profile,
    ] {
        wishes.add_arg(argument)?;
    }
    for log in ["browser", "performance"] {
        wishes.set_logging_prefs(log, LoggingPrefsLogLevel::All)?;
    }
    Ok(wishes)
}

struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// A driver may end before it listens, say because the port it chose was taken meanwhile; then another is tried.
    fn start() -> Option<Self> {
        let mut said = String::new();
        for _ in 0..5 {
            let mut process = spawn()?;
            let lines = BufReader::new(process.stdout.take().unwrap()).lines().map(Result::unwrap);
            for line in lines {
                if let Some(port) = port(&line) {
                    return Some(Self { process, port });
                }
                said = said + line.as_str() + "\n";
            }
            let _ = process.wait();
        }
        panic!("chromedriver names no port:\n{said}");
    }
}

fn spawn() -> Option<Child> {
    let promised = std::env::var_os("SKILLREG_TEST_DRIVER");
    let mut command = Command::new(promised.clone().unwrap_or_else(|| "chromedriver".into()));
    match command.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn() {
        Ok(process) => Some(process),
        Err(error) if promised.is_some() => panic!("chromedriver: {error}"),
        Err(_) => {
            eprintln!("skipped: no chromedriver; ./test installs it");
            None
        }
    }
}

/// The port a driver chose for itself, which it says on its standard output.
fn port(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("started successfully on port ")?;
    rest.trim_end_matches('.').parse().ok()
}
