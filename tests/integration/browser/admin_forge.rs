//! The editor signed in at a forge of one's own: it asks where such a forge answers, and shows nothing of strangers.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::desk::{button, packages, write};
use super::driver::Browser;
use super::host::Host;

/// An empty repository on a server like GitHub Enterprise; it writes down what it is asked for.
struct Forge {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Forge {
    fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let asked = Arc::clone(&shared);
                std::thread::spawn(move || answer(stream, &asked));
            }
        });
        Self { address, asked }
    }
}

fn answer(mut stream: TcpStream, asked: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut request = String::new();
    let mut length = 0;
    if reader.read_line(&mut request).is_err() {
        return;
    }
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).is_err() || line.trim().is_empty() {
            break;
        }
        if let Some((_, told)) = line.to_ascii_lowercase().split_once("content-length:") {
            length = told.trim().parse().unwrap_or(0);
        }
    }
    let _ = reader.read_exact(&mut vec![0; length]);
    let (status, body) = reply(&request, asked);
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: *, Authorization\r\n\
         Access-Control-Allow-Methods: *\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{body}",
        body.len()
    );
}

fn reply(request: &str, asked: &Mutex<Vec<String>>) -> (&'static str, String) {
    let mut words = request.split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if method == "OPTIONS" {
        return ("204 No Content", String::new());
    }
    let path = path.split('?').next().unwrap_or_default();
    asked.lock().unwrap().push(format!("{method} {path}"));
    let commit = "a".repeat(40);
    let found: Value = match (method, path) {
        ("GET", "/api/v3/user") => json!({
            "id": 7, "login": "officer", "name": "办事员", "email": "office@example.com",
            "avatar_url": "https://pictures.example.net/7", "html_url": "https://git.example.com/officer",
        }),
        ("POST", "/api/graphql") => json!({ "data": { "repository": {
            "defaultBranchRef": { "name": "main" },
            "viewerPermission": "WRITE",
            "ref": { "target": { "oid": commit, "history": { "nodes": [{ "oid": commit, "message": "x" }] } } },
            "pullRequests": { "nodes": [], "pageInfo": { "hasNextPage": false } },
        } } }),
        ("GET", path) if path.contains("/collaborators/") => return ("204 No Content", String::new()),
        ("GET", path) if path.contains("/git/trees/") => {
            json!({ "sha": commit, "tree": [], "truncated": false })
        }
        _ => return ("404 Not Found", "{}".to_owned()),
    };
    ("200 OK", found.to_string())
}

#[test]
fn an_enterprise_server_is_asked_where_it_answers_and_no_picture_of_a_stranger_is_shown() {
    let Some(packages) = packages() else { return };
    let Some(browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let forge = Forge::start();
    let out = folder.path().join("admin");
    let arguments = ["--forge", "github", "--repository", "office/registry", "--host", &forge.address];
    let made = write(&packages, &out, &[&arguments[..], &["--allow-http"]].concat());
    assert_eq!(made.code, Some(0), "{made:?}");
    browser.open(&Host::of(&out).root);
    browser.wait(&button("使用访问令牌登录"));
    browser.click_until(
        &button("使用访问令牌登录"),
        "document.querySelector('input[aria-label=个人访问令牌]')?.checkVisibility()",
    );
    browser.value("document.querySelector('input[aria-label=个人访问令牌]').focus()");
    browser.value("document.execCommand('insertText', false, 'token')");
    browser.wait(&format!("{}?.disabled === false", button("登录")));
    browser.click_until(
        &button("登录"),
        "[...document.querySelectorAll('[role=treeitem]')].some((one) => one.innerText.includes('备案申请'))",
    );
    let asked = forge.asked.lock().unwrap().clone();
    assert!(asked.contains(&"POST /api/graphql".to_owned()), "{asked:?}");
    assert_eq!(browser.complaints(), [""; 0]);
    let addresses = browser.addresses();
    assert!(addresses.iter().all(|address| address.starts_with("http://127.0.0.1")), "{addresses:?}");
}
