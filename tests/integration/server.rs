//! The preview, over real connections.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use skillreg::output::MARKER;
use skillreg::server::{Options, Preview, ServerError, bind, serve};
use tempfile::TempDir;
use tokio::sync::watch;

use crate::registry::{Registry, run};

const PATIENCE: Duration = Duration::from_secs(20);

struct Running {
    root: TempDir,
    address: SocketAddr,
    events: Option<watch::Sender<Preview>>,
    server: Option<JoinHandle<Result<(), ServerError>>>,
}

impl Running {
    fn start(base_path: &str) -> Self {
        let root = tempfile::tempdir().unwrap();
        write_site(&root.path().join("public"), "首页");
        Self::start_with(root, base_path, Preview::Good { generation: 1 })
    }

    fn start_with(root: TempDir, base_path: &str, preview: Preview) -> Self {
        let (events, listen) = watch::channel(preview);
        let options = Options { folder: root.path().join("public"), base_path: base_path.to_owned() };
        let (ready, is_ready) = mpsc::channel();
        let listener = bind(0).unwrap();
        let server =
            thread::spawn(move || serve(listener, options, listen, |address| ready.send(address).unwrap()));
        let address = is_ready.recv_timeout(PATIENCE).unwrap();
        Running { root, address, events: Some(events), server: Some(server) }
    }

    fn folder(&self) -> std::path::PathBuf {
        self.root.path().join("public")
    }

    fn tell(&self, preview: Preview) {
        self.events.as_ref().unwrap().send(preview).unwrap();
    }

    fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, &format!("127.0.0.1:{}", self.address.port()))
    }

    fn ask(&self, method: &str, path: &str, host: &str) -> Reply {
        let mut stream = self.connect(method, path, host);
        let mut text = Vec::new();
        stream.read_to_end(&mut text).unwrap();
        Reply::parse(&String::from_utf8(text).unwrap())
    }

    fn connect(&self, method: &str, path: &str, host: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        stream
    }
}

impl Drop for Running {
    /// Without its sender the server ends by itself.
    fn drop(&mut self) {
        self.events.take();
        let result = self.server.take().unwrap().join();
        if !thread::panicking() {
            result.unwrap().unwrap();
        }
    }
}

#[derive(Debug)]
struct Reply {
    status: u16,
    headers: String,
    body: String,
}

impl Reply {
    fn parse(text: &str) -> Self {
        let (headers, body) = text.split_once("\r\n\r\n").unwrap();
        let status = headers.split(' ').nth(1).unwrap().parse().unwrap();
        Reply { status, headers: headers.to_owned(), body: body.to_owned() }
    }

    fn header(&self, name: &str) -> Option<&str> {
        let start = format!("{name}: ");
        self.headers.lines().find_map(|line| line.strip_prefix(start.as_str()))
    }
}

fn write_site(folder: &Path, title: &str) {
    fs::create_dir_all(folder.join("institutions")).unwrap();
    fs::write(folder.join(MARKER), "").unwrap();
    fs::write(folder.join("index.html"), format!("<html><body><h1>{title}</h1></body></html>")).unwrap();
    fs::write(folder.join("404.html"), "<html><body>没有</body></html>").unwrap();
    fs::write(folder.join("institutions/index.html"), "<body>目录</BODY>").unwrap();
    fs::write(folder.join("institutions/示例 1.html"), "<p>没有结尾").unwrap();
}

#[test]
fn pages_are_found_as_on_a_plain_static_host() {
    let server = Running::start("/");
    for (path, text) in [
        ("/", "首页"),
        ("/index.html", "首页"),
        ("/?q=1", "首页"),
        ("/institutions/", "目录"),
        ("/institutions/%E7%A4%BA%E4%BE%8B%201.html", "没有结尾"),
    ] {
        let reply = server.get(path);
        assert_eq!(
            (reply.status, reply.header("content-type")),
            (200, Some("text/html; charset=utf-8")),
            "{path}"
        );
        assert!(reply.body.contains(text), "{path}: {reply:?}");
        assert_eq!(reply.header("cache-control"), Some("no-store"));
    }
    let reply = server.get("/institutions");
    assert_eq!((reply.status, reply.header("location")), (301, Some("/institutions/")));
    // No guessing of extensions: a link that only works here is a broken link.
    assert_eq!(server.get("/index").status, 404);
}

#[test]
fn what_is_missing_is_answered_with_the_page_for_it() {
    let server = Running::start("/");
    let reply = server.get("/no/such.html");
    assert_eq!(reply.status, 404);
    assert!(reply.body.contains("没有"), "{reply:?}");
    fs::remove_file(server.folder().join("404.html")).unwrap();
    let reply = server.get("/no/such.html");
    assert_eq!((reply.status, reply.header("content-type")), (404, Some("text/plain; charset=utf-8")));
    fs::create_dir(server.folder().join("no-index")).unwrap();
    assert_eq!(server.get("/no-index/").status, 404);
}

#[test]
fn nothing_outside_of_the_folder_is_served() {
    let server = Running::start("/");
    let secret = server.root.path().join("secret.txt");
    fs::write(&secret, "机密").unwrap();
    symlink(&secret, server.folder().join("link.txt")).unwrap();
    symlink(server.root.path(), server.folder().join("up")).unwrap();
    let absolute = format!("/{}", secret.display());
    for path in [
        "/../secret.txt",
        "/institutions/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/institutions/..%2f..%2fsecret.txt",
        "/link.txt",
        "/up/secret.txt",
        "/secret.txt%00.html",
        "/%",
        "/%+f",
        "/%ff%fe",
        &absolute,
    ] {
        let reply = server.get(path);
        assert!(matches!(reply.status, 400 | 404), "{path}: {reply:?}");
        assert!(!reply.body.contains("机密"), "{path}");
    }
}

#[test]
fn each_kind_of_file_has_its_content_type_and_only_pages_get_the_script() {
    let server = Running::start("/");
    let body = "示例</body>";
    for (name, content_type) in [
        ("a.css", "text/css; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.json", "application/json"),
        ("a.csv", "text/csv; charset=utf-8"),
        ("a.ics", "text/calendar; charset=utf-8"),
        ("a.svg", "image/svg+xml"),
        ("a.xml", "application/xml"),
        ("a.wasm", "application/wasm"),
        ("a.unknown", "application/octet-stream"),
        ("CNAME", "application/octet-stream"),
    ] {
        fs::write(server.folder().join(name), body).unwrap();
        let reply = server.get(&format!("/{name}"));
        assert_eq!((reply.header("content-type"), reply.body.as_str()), (Some(content_type), body), "{name}");
    }
    let run = std::process::id();
    let script = format!("<script src=\"/.skillreg/reload.js\" data-generation=\"{run}.1\"></script>\n");
    for (path, before, after) in [
        ("/", "首页</h1>", "</body></html>"),
        ("/institutions/", "目录", "</BODY>"),
        ("/x", "没有", "</body></html>"),
    ] {
        let body = server.get(path).body;
        assert!(body.contains(&format!("{before}{script}{after}")), "{body}");
    }
    let without_end = server.get("/institutions/%E7%A4%BA%E4%BE%8B%201.html").body;
    assert_eq!(without_end, format!("<p>没有结尾{script}"));
    let file = fs::read_to_string(server.folder().join("index.html")).unwrap();
    assert!(!file.contains("script"));
}

#[test]
fn only_requests_to_this_machine_by_name_are_answered() {
    let server = Running::start("/");
    let port = server.address.port();
    for host in [format!("127.0.0.1:{port}"), format!("localhost:{port}"), format!("[::1]:{port}")] {
        assert_eq!(server.ask("GET", "/", &host).status, 200, "{host}");
    }
    for host in [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        format!("127.0.0.1:{port}0"),
        format!("localhost.evil.example:{port}"),
        "localhost".to_owned(),
        String::new(),
    ] {
        for path in ["/", "/.skillreg/reload.js", "/.skillreg/events"] {
            let reply = server.ask("GET", path, &host);
            assert_eq!(reply.status, 403, "{host}{path}");
            assert!(!reply.body.contains("首页"));
        }
    }
}

#[test]
fn it_listens_on_loopback_only() {
    let server = Running::start("/");
    assert!(server.address.ip().is_loopback());
    // Were it bound to all addresses, this one would be taken.
    let other = SocketAddr::from(([127, 0, 0, 2], server.address.port()));
    TcpListener::bind(other).unwrap();
}

#[test]
fn a_port_that_is_taken_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let error = bind(port).unwrap_err();
    assert!(matches!(error, ServerError::PortTaken(named) if named == port));
    assert!(error.to_string().contains(&format!("端口 {port} 已被占用")));
}

#[test]
fn nothing_is_built_for_a_port_that_is_taken() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let registry = Registry::minimal();
    let root = registry.path("");
    let run = run(&["serve", "--root", root.to_str().unwrap(), "--port", &port]);
    assert_ne!(run.code, Some(0));
    assert!(run.stderr.contains("已被占用"), "{run:?}");
    assert!(!registry.path(".skillreg/preview").exists(), "it was built first");
}

#[test]
fn it_only_reads() {
    let server = Running::start("/");
    let host = format!("127.0.0.1:{}", server.address.port());
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        assert_eq!(server.ask(method, "/", &host).status, 405, "{method}");
    }
    let head = server.ask("HEAD", "/", &host);
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[test]
fn a_site_under_a_path_is_served_under_it() {
    let server = Running::start("registry");
    let reply = server.get("/");
    assert_eq!((reply.status, reply.header("location")), (301, Some("/registry/")));
    assert_eq!(server.get("/registry").header("location"), Some("/registry/"));
    assert!(server.get("/registry/").body.contains("首页"));
    assert_eq!(server.get("/registry/institutions").header("location"), Some("/registry/institutions/"));
    assert_eq!(server.get("/institutions/").status, 404);
    assert_eq!(server.get("/registry-else/").status, 404);
}

#[test]
fn a_folder_that_is_exchanged_is_served_at_once() {
    let server = Running::start("/");
    assert!(server.get("/").body.contains("首页"));
    let (next, old) = (server.root.path().join("next"), server.root.path().join("old"));
    write_site(&next, "新版");
    fs::rename(server.folder(), old).unwrap();
    fs::rename(next, server.folder()).unwrap();
    assert!(server.get("/").body.contains("新版"));
}

/// Reads from an event stream until it has said this; what it said until then.
fn hear(stream: &mut TcpStream, text: &str) -> String {
    let mut heard = Vec::new();
    let mut part = [0; 1024];
    while !String::from_utf8_lossy(&heard).contains(text) {
        let length = stream.read(&mut part).unwrap();
        assert!(length > 0, "the stream ended: {}", String::from_utf8_lossy(&heard));
        heard.extend(&part[..length]);
    }
    String::from_utf8(heard).unwrap()
}

#[test]
fn pages_hear_of_builds_that_are_done_and_of_those_that_failed() {
    let server = Running::start("/");
    let host = format!("localhost:{}", server.address.port());
    let run = std::process::id();
    let mut stream = server.connect("GET", "/.skillreg/events", &host);
    let heard = hear(&mut stream, &format!(r#"{{"state":"good","generation":"{run}.1"}}"#));
    assert!(heard.contains("content-type: text/event-stream"), "{heard}");
    server.tell(Preview::Building);
    hear(&mut stream, r#"data: {"state":"building"}"#);
    server.tell(Preview::Faulty { report: "第 3 行：\n<script>".to_owned() });
    hear(&mut stream, r#"data: {"state":"faulty","report":"第 3 行：\n<script>"}"#);
    // The last good build stays up; its pages do not claim to be of a build.
    let reply = server.get("/");
    assert_eq!(reply.status, 200);
    assert!(reply.body.contains("首页</h1><script src=\"/.skillreg/reload.js\"></script>"), "{reply:?}");
    server.tell(Preview::Good { generation: 2 });
    hear(&mut stream, &format!(r#"data: {{"state":"good","generation":"{run}.2"}}"#));
}

#[test]
fn without_a_site_every_page_is_the_report_and_the_report_is_inert() {
    let root = tempfile::tempdir().unwrap();
    let server = Running::start_with(root, "/registry/", Preview::Building);
    assert!(server.get("/").body.contains("正在生成网站"));
    server.tell(Preview::Faulty { report: "<script>alert('1')</script> & \"x\"".to_owned() });
    for path in ["/", "/registry/any/page.html"] {
        let reply = server.get(path);
        assert_eq!((reply.status, reply.header("content-type")), (503, Some("text/html; charset=utf-8")));
        assert!(
            reply.body.contains("<pre>&lt;script&gt;alert('1')&lt;/script&gt; &amp; &quot;x&quot;</pre>"),
            "{reply:?}"
        );
        assert!(reply.header("content-security-policy").unwrap().contains("default-src 'none'"));
        assert_eq!(reply.body.matches("<script").count(), 1);
        assert!(!reply.body.contains("style="), "inline styles are against the pages' policy");
    }
    write_site(&server.folder(), "首页");
    assert!(server.get("/registry/").body.contains("首页"));
}

#[test]
fn script_and_style_of_the_preview_obey_the_policy_of_the_pages() {
    let server = Running::start("/");
    let script = server.get("/.skillreg/reload.js");
    assert_eq!(script.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert!(script.body.contains("EventSource(\"/.skillreg/events\")"));
    for forbidden in ["innerHTML", "eval(", ".style.", "http:", "https:"] {
        assert!(!script.body.contains(forbidden), "{forbidden}");
    }
    let style = server.get("/.skillreg/preview.css");
    assert_eq!(style.header("content-type"), Some("text/css; charset=utf-8"));
    assert!(style.body.contains("#skillreg-report"));
}
