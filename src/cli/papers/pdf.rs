//! Pages of HTML into PDF, by the Chromium of this machine, which gets no network.

#![expect(clippy::disallowed_methods, reason = "clears up after the browser")]

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::Context;

/// How that went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Made {
    /// There is a PDF.
    Printed,
    /// There is no Chromium here.
    NoBrowser,
    /// The browser made nothing.
    Failed,
}

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PROFILE: &str = ".browser";
const LOOKS: u32 = 1200;
const PAUSE: Duration = Duration::from_millis(100);

/// Prints a page of a folder into a PDF beside it.
pub(super) fn print(folder: &Path, page: &str, pdf: &str) -> anyhow::Result<Made> {
    let started = BROWSERS.iter().find_map(|browser| command(browser, folder, page, pdf).spawn().ok());
    let Some(browser) = started else { return Ok(Made::NoBrowser) };
    let ended_well = wait(browser)?;
    let made = folder.join(pdf);
    let unwritable = || format!("写不了 {}", made.display());
    let profile = folder.join(PROFILE);
    if profile.exists() {
        fs::remove_dir_all(&profile).with_context(unwritable)?;
    }
    if !ended_well || !made.is_file() {
        let _ = fs::remove_file(&made);
        return Ok(Made::Failed);
    }
    fs::set_permissions(&made, Permissions::from_mode(0o600)).with_context(unwritable)?;
    Ok(Made::Printed)
}

fn command(browser: &str, folder: &Path, page: &str, pdf: &str) -> Command {
    let mut command = Command::new(browser);
    command.args([
        "--headless",
        "--disable-gpu",
        "--disable-extensions",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--no-default-browser-check",
        // Nothing is to be reached: not by name, and not by address.
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--proxy-server=http://127.0.0.1:9",
        "--no-pdf-header-footer",
    ]);
    // Chromium has no sandbox for the superuser. The page is our own and holds no script.
    if rustix::process::geteuid().is_root() {
        command.arg("--no-sandbox");
    }
    let option = |name: &str, file: &str| {
        let mut option = std::ffi::OsString::from(name);
        option.push(folder.join(file));
        option
    };
    command.arg(option("--user-data-dir=", PROFILE)).arg(option("--print-to-pdf=", pdf));
    command.arg(address(&folder.join(page)));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Whether the browser ended well; one that takes minutes is ended.
fn wait(mut browser: Child) -> anyhow::Result<bool> {
    for _ in 0..LOOKS {
        if let Some(status) = browser.try_wait().context("等不到 Chromium")? {
            return Ok(status.success());
        }
        std::thread::sleep(PAUSE);
    }
    let _ = browser.kill();
    let _ = browser.wait();
    Ok(false)
}

/// The `file:` address of a path.
fn address(path: &Path) -> String {
    let mut address = String::from("file://");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                address.push(char::from(*byte));
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}
