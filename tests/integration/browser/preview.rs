//! The preview: pages follow the records, faults are shown and go away again.

use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::driver::Browser;
use crate::sample::copy;

struct Preview {
    process: Child,
    folder: tempfile::TempDir,
    address: String,
}

impl Preview {
    fn of_the_sample() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), &folder.path().join("content"));
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
        let process = Command::new(env!("CARGO_BIN_EXE_skillreg"))
            .args(["serve", "--port", &port.to_string()])
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(30), "the preview does not listen");
            std::thread::sleep(Duration::from_millis(50));
        }
        Self { process, folder, address: format!("http://127.0.0.1:{port}/") }
    }

    fn page(&self) -> std::path::PathBuf {
        self.folder.path().join("content/pages/about.md")
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn follows_the_records_and_shows_a_fault_over_the_last_good_page() {
    let Some(browser) = Browser::start() else { return };
    let preview = Preview::of_the_sample();
    let good = fs::read_to_string(preview.page()).unwrap();
    browser.open(&preview.address);
    browser.wait("document.querySelector('main h1')");
    let path = "new URL([...document.links].find(a => /about/.test(a.href)).href).pathname";
    let path = browser.value(path).as_str().unwrap().trim_start_matches('/').to_owned();
    browser.open(&format!("{}{path}", preview.address));
    browser.wait("document.querySelector('main h1').textContent.includes('关于本站')");

    let renamed = good.replace("title: 关于本站", "title: 改过的标题");
    fs::write(preview.page(), &renamed).unwrap();
    browser.wait("document.querySelector('main h1').textContent.includes('改过的标题')");

    fs::write(preview.page(), renamed.replace("title:", "titel:")).unwrap();
    browser.wait("document.getElementById('skillreg-report')?.textContent.includes('titel')");
    assert_eq!(browser.value("document.querySelector('main h1').textContent.trim()"), "改过的标题");

    fs::write(preview.page(), &good).unwrap();
    browser.wait("document.querySelector('main h1').textContent.includes('关于本站')");
    browser.wait("!document.getElementById('skillreg-report')");
    assert_eq!(browser.complaints(), [""; 0]);
}
