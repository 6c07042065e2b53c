//! The published site behind Debian's nginx with the configuration that the manual ships, in a real browser.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use super::certificates::{NAME, NUMBER, answer};
use super::driver::Browser;
use super::typed;
use crate::registry::{project, run};

const PATIENCE: Duration = Duration::from_secs(20);

/// An nginx of this test's own, in the foreground, on a loopback port.
struct Nginx {
    process: Child,
    port: u16,
    /// The site's path on it, with slashes at both ends.
    base: &'static str,
    folder: tempfile::TempDir,
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The program; none if this machine has none and nobody promised one.
fn program() -> Option<PathBuf> {
    let promised = std::env::var_os("SKILLREG_TEST_NGINX").map(PathBuf::from);
    let usual = || Some(PathBuf::from("/usr/sbin/nginx")).filter(|path| path.exists());
    let found = promised.clone().filter(|path| path.components().count() > 1).or_else(usual);
    if found.is_none() {
        assert!(promised.is_none(), "no nginx; ./test installs nginx-light");
        eprintln!("skipped: no nginx; ./test installs it");
    }
    found
}

impl Nginx {
    /// Publishes the sample and serves it as an office would; none if there is no nginx.
    fn start(base: &'static str) -> Option<Self> {
        let program = program()?;
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("www").join(base.trim_matches('/'));
        let root = project().to_str().unwrap();
        let address = format!("https://registry.example{base}");
        let (to, output) = (site.to_str().unwrap(), folder.path().join("built"));
        let output = output.to_str().unwrap();
        let published = run(&[
            "publish",
            "--root",
            root,
            "--to",
            to,
            "--output",
            output,
            "--base-url",
            &address,
            "--allow-dirty",
        ]);
        assert_eq!(published.code, Some(0), "{published:?}");
        let mut said = String::new();
        // A port that was free a moment ago may be taken.
        for _ in 0..5 {
            let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
            configure(folder.path(), base, port);
            let mut process = spawn(&program, folder.path());
            if listens(&mut process, port) {
                return Some(Self { process, port, base, folder });
            }
            said = std::fs::read_to_string(folder.path().join("error.log")).unwrap_or_default();
        }
        panic!("nginx does not start: {said}");
    }

    fn root(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.port, self.base)
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join("www").join(self.base.trim_matches('/'))
    }

    fn get(&self, path: &str, headers: &str) -> Answered {
        self.ask("GET", path, headers)
    }

    /// One request over a connection of its own.
    fn ask(&self, method: &str, path: &str, headers: &str) -> Answered {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let base = self.base;
        let request = format!(
            "{method} {base}{path} HTTP/1.1\r\nHost: registry.example\r\nConnection: close\r\n{headers}\r\n"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let length = bytes.len() - end - 4;
        Answered { status, head: format!("{head}\r\n"), length, body: bytes[end + 4..].to_vec() }
    }
}

struct Answered {
    status: u16,
    head: String,
    length: usize,
    body: Vec<u8>,
}

impl Answered {
    fn header(&self, name: &str) -> Option<&str> {
        let line = self
            .head
            .lines()
            .find_map(|line| line.split_once(": ").filter(|(n, _)| n.eq_ignore_ascii_case(name)));
        line.map(|(_, value)| value)
    }
}

/// Changes the four lines of the shipped configuration that an office changes, and nothing else.
fn configure(folder: &Path, base: &str, port: u16) {
    let shipped = std::fs::read_to_string(project().join("docs/hosting/nginx.conf")).unwrap();
    let changed = [
        ("listen 80;", format!("listen 127.0.0.1:{port};")),
        ("server_name registry.example.gov.cn;", "server_name registry.example;".to_owned()),
        ("root /srv/registry/site;", format!("root {};", folder.join("www").display())),
        ("set $base \"\";", format!("set $base \"{}\";", base.trim_end_matches('/'))),
    ];
    assert_eq!(shipped.matches("# 改这里").count(), changed.len());
    let own = changed.iter().fold(shipped, |text, (old, new)| {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text.replace(old, new)
    });
    std::fs::write(folder.join("site.conf"), own).unwrap();
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let temporary: String =
        temporary.iter().map(|name| format!("  {name}_temp_path tmp-{name};\n")).collect();
    let main = format!(
        "daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log error.log;\nevents {{}}\nhttp {{\n  access_log off;\n{temporary}  include site.conf;\n}}\n"
    );
    std::fs::write(folder.join("nginx.conf"), main).unwrap();
}

fn spawn(program: &Path, folder: &Path) -> Child {
    let log = folder.join("error.log");
    let mut command = Command::new(program);
    command.arg("-p").arg(folder).arg("-e").arg(log).arg("-c").arg(folder.join("nginx.conf"));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Whether it takes connections, or has ended.
fn listens(process: &mut Child, port: u16) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if process.try_wait().unwrap().is_some() {
            return false;
        }
        if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    false
}

/// The first file of the site whose path begins and ends so.
fn named(site: &Path, begins: &str, ends: &str) -> String {
    let files = walkdir::WalkDir::new(site).sort_by_file_name().into_iter().map(Result::unwrap);
    let mut paths = files.map(|file| file.path().strip_prefix(site).unwrap().to_str().unwrap().to_owned());
    paths.find(|path| path.starts_with(begins) && path.ends_with(ends)).unwrap()
}

fn visited(base: &'static str) {
    let (Some(nginx), Some(browser)) = (Nginx::start(base), Browser::start()) else { return };
    browser.open(&nginx.root());
    assert_eq!(browser.value("document.querySelectorAll('main h1').length"), 1);
    // From the first page on, by the links that are there.
    browser.open(&format!("{}search/?q={}", nginx.root(), "%E7%84%8A%E5%B7%A5"));
    browser.wait("document.querySelectorAll('.results .head > a').length > 0");
    browser.open(&format!("{}certificates/", nginx.root()));
    browser.wait("document.querySelector('form[data-lookup]')?.hidden === false");
    browser.click("[name=certificate-kind][value=name]");
    typed(&browser, "#certificate-number", NUMBER);
    typed(&browser, "#certificate-secret", NAME);
    browser.click("[data-part=submit]");
    super::certificates::wait(&browser);
    assert!(answer(&browser).contains("证书有效"), "{}", answer(&browser));
    assert_eq!(browser.complaints(), [""; 0]);
    browser.open(&format!("{}no/such/page.html", nginx.root()));
    let status = "performance.getEntriesByType('navigation')[0].responseStatus";
    assert_eq!(browser.value(status), json!(404));
    assert_eq!(browser.value("document.querySelectorAll('nav.mainnav a').length > 0"), true);
    let styled = "getComputedStyle(document.querySelector('nav.mainnav')).display !== ''";
    assert_eq!(browser.value(styled), true);
    assert_eq!(browser.value("[...document.styleSheets].length > 0"), true);
}

#[test]
fn visitors_of_nginx_search_look_certificates_up_and_meet_the_404_page() {
    visited("/");
}

#[test]
fn so_do_visitors_of_a_sub_path() {
    visited("/office/registry/");
}

#[test]
fn nginx_names_types_caches_and_protects_as_the_manual_says() {
    let Some(nginx) = Nginx::start("/registry/") else { return };
    let site = nginx.site();
    let hashed = "public, max-age=31536000, immutable";
    for (path, kind, cache) in [
        ("", "text/html; charset=utf-8", "no-cache"),
        ("institutions/2020-0001.html", "text/html; charset=utf-8", "no-cache"),
        ("data/institutions.csv", "text/csv; charset=utf-8", "no-cache"),
        ("data/institutions.json", "application/json; charset=utf-8", "no-cache"),
        ("feed.xml", "application/xml; charset=utf-8", "no-cache"),
        ("sittings.ics", "text/calendar; charset=utf-8", "no-cache"),
        ("robots.txt", "text/plain; charset=utf-8", "no-cache"),
        (&named(&site, "certificates/lookup/", ".bucket"), "application/octet-stream", "no-cache"),
        (&named(&site, "assets/engine/", ".wasm"), "application/wasm", hashed),
        (&named(&site, "assets/", ".css"), "text/css; charset=utf-8", hashed),
        (&named(&site, "assets/scripts/", ".js"), "text/javascript; charset=utf-8", hashed),
        (&named(&site, "assets/", ".svg"), "image/svg+xml", hashed),
        (&named(&site, "search/", ".hot"), "application/octet-stream", hashed),
        (&named(&site, "search/", ".block"), "application/octet-stream", hashed),
    ] {
        let answered = nginx.get(path, "");
        assert_eq!(answered.status, 200, "{path}: {}", answered.head);
        assert_eq!(answered.header("Content-Type"), Some(kind), "{path}");
        assert_eq!(answered.header("Cache-Control"), Some(cache), "{path}");
        assert_eq!(answered.header("X-Content-Type-Options"), Some("nosniff"), "{path}");
        assert_eq!(answered.header("Referrer-Policy"), Some("no-referrer"), "{path}");
        assert_eq!(answered.header("Content-Security-Policy"), Some("frame-ancestors 'self'"), "{path}");
        assert_eq!(answered.header("Server"), Some("nginx"), "{path}");
        let file = if path.is_empty() { "index.html" } else { path };
        assert_eq!(answered.body, std::fs::read(site.join(file)).unwrap(), "{path}");

        // What has not changed is not sent again, compressed or not.
        for encoding in ["", "Accept-Encoding: gzip\r\n"] {
            let first = nginx.get(path, encoding);
            let tag = first.header("ETag").unwrap_or_else(|| panic!("{path}: {}", first.head));
            let again = nginx.get(path, &format!("{encoding}If-None-Match: {tag}\r\n"));
            assert_eq!((again.status, again.length), (304, 0), "{path}");
            assert_eq!(again.header("Cache-Control"), Some(cache), "{path}");
        }
    }
    let wasm = named(&site, "assets/engine/", ".wasm");
    let (plain, packed) = (nginx.get(&wasm, ""), nginx.get(&wasm, "Accept-Encoding: gzip\r\n"));
    assert_eq!(packed.header("Content-Encoding"), Some("gzip"));
    assert!(packed.length < plain.length / 2, "{} {}", packed.length, plain.length);

    let missing = nginx.get("no-such-page", "");
    assert_eq!((missing.status, missing.header("Cache-Control")), (404, Some("no-cache")));
    assert_eq!(missing.body, std::fs::read(site.join("404.html")).unwrap());
    let folder = nginx.get("data", "");
    assert_eq!((folder.status, folder.header("Location")), (301, Some("/registry/data/")));
    assert_eq!(nginx.ask("POST", "index.html", "Content-Length: 0\r\n").status, 405);
    for hidden in [".git/config", "data/.hidden", ".env"] {
        let path = site.join(hidden);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "内部").unwrap();
        assert_eq!(nginx.get(hidden, "").status, 404, "{hidden}");
    }
    std::os::unix::fs::symlink("/etc/hostname", site.join("link.txt")).unwrap();
    // A folder without a first page and a file that leads out: the page that says so, in Chinese.
    for closed in ["link.txt", "assets/", "levels/"] {
        let answer = nginx.get(closed, "");
        assert_eq!((answer.status, answer.body.as_slice()), (404, missing.body.as_slice()), "{closed}");
    }
    assert_eq!(nginx.get("..%2f..%2fsite.conf", "").status, 400);
}

#[test]
fn what_nginx_serves_is_verified_from_outside() {
    let Some(nginx) = Nginx::start("/registry/") else { return };
    let root = project().to_str().unwrap();
    let verify = || {
        run(&[
            "verify",
            &nginx.root(),
            "--root",
            root,
            "--base-url",
            "https://registry.example/registry/",
            "--format",
            "json",
        ])
    };
    let same = verify();
    assert_eq!(same.code, Some(0), "{same:?}");
    std::fs::write(nginx.site().join("data/revoked.csv"), "改过").unwrap();
    let other = verify();
    let told: serde_json::Value = serde_json::from_str(&other.stdout).unwrap();
    assert_eq!((other.code, &told["changed"][0]["path"]), (Some(1), &json!("data/revoked.csv")), "{other:?}");
}
