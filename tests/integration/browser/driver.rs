//! A headless Chromium, spoken to by WebDriver; each call waits for its answer.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;
use thirtyfour::{
    ChromeCapabilities, ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver,
};
use tokio::runtime::Runtime;

use super::loopback::Loopback;

/// For a machine that has much else to do.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a click may take to show.
const HEARING: Duration = Duration::from_secs(2);
const NETWORK_LOG: &str = "network.json";

pub(crate) struct Browser {
    runtime: Runtime,
    // None only while it is let go.
    session: Option<WebDriver>,
    driver: Driver,
    profile: tempfile::TempDir,
}

impl Browser {
    /// Starts a browser; none if this machine has none and nobody promised one.
    pub(crate) fn start() -> Option<Self> {
        let driver = Driver::start()?;
        let profile = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let wishes = wishes(profile.path()).unwrap();
        let address = format!("http://127.0.0.1:{}", driver.port);
        let session = WebDriver::builder(address, wishes).client(Loopback);
        let session = runtime.block_on(session.connect()).unwrap_or_else(|error| panic!("{error}"));
        Some(Self { runtime, session: Some(session), driver, profile })
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
            assert!(begun.elapsed() < PATIENCE, "still not: {expression}, but\n{}", self.text());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Clicks what an expression finds until another holds: a control that was just drawn may not hear the first click.
    pub(crate) fn click_until(&self, found: &str, expression: &str) {
        let begun = Instant::now();
        while !self.holds(expression) {
            assert!(begun.elapsed() < PATIENCE, "still not: {expression}, but\n{}", self.text());
            self.holds(&format!("({found})?.click()"));
            let clicked = Instant::now();
            while clicked.elapsed() < HEARING && !self.holds(expression) {
                std::thread::sleep(Duration::from_millis(50));
            }
        }
    }

    /// What the page says.
    fn text(&self) -> String {
        let text = self.runtime.block_on(self.session().execute("return document.body.innerText;", []));
        text.map_or_else(
            |error| error.to_string(),
            |text| text.json().as_str().unwrap_or_default().to_owned(),
        )
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

    /// Ends the browser, and reads from its own log every address that pages and their workers asked for. (The log
    /// that the driver offers leaves workers out.)
    pub(crate) fn addresses(mut self) -> Vec<String> {
        self.quit();
        let log = std::fs::read_to_string(self.profile.path().join(NETWORK_LOG)).unwrap();
        let log: Value = serde_json::from_str(&log).unwrap();
        let begun = &log["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"];
        let events = log["events"].as_array().unwrap().iter();
        let begun = events.filter(|event| event["type"] == *begun).map(|event| &event["params"]);
        // What the browser asks for by itself has no page as its initiator.
        let of_pages = begun.filter(|asked| {
            asked["initiator"].as_str().is_some_and(|initiator| initiator.starts_with("http"))
        });
        of_pages.filter_map(|asked| asked["url"].as_str().map(str::to_owned)).collect()
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

    fn quit(&mut self) {
        if let Some(session) = self.session.take() {
            let _ = self.runtime.block_on(session.quit());
        }
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
        self.quit();
        let _ = self.driver.process.kill();
        let _ = self.driver.process.wait();
    }
}

fn wishes(profile: &Path) -> WebDriverResult<ChromeCapabilities> {
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
        &format!("--user-data-dir={}", profile.display()),
        &format!("--log-net-log={}", profile.join(NETWORK_LOG).display()),
    ] {
        wishes.add_arg(argument)?;
    }
    wishes.set_browser_log_level(LoggingPrefsLogLevel::All)?;
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
