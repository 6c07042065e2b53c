//! The plainest of static hosts, under a sub-path: no headers but the type, no rewriting. It writes down what it is
//! asked for, and can be told to answer badly.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Serves a folder for as long as the tests run; returns the address of its root.
pub(crate) fn serve(folder: &'static Path) -> String {
    Host::of(folder).root
}

/// How a file is served badly.
#[derive(Clone)]
pub(crate) enum Bad {
    Missing,
    /// The host has a fault of its own.
    Failing,
    /// A network's log-in page in its place.
    Html,
    /// Only the first half.
    Cut,
    /// With a policy that forbids WebAssembly, as some networks' proxies add.
    NoWasm,
    /// A script with a line of another's before it.
    After(&'static str),
    /// Not at all: the connection is taken, and nothing comes until the browser gives up.
    Silent,
    /// The connection is closed at once.
    Gone,
    /// One bit is another.
    Flipped,
    /// A bundle of another version of the format.
    Version(u16),
    /// What stands in another file.
    Swapped(PathBuf),
    /// Packed by gzip, asked for or not, and so called.
    Packed(&'static str),
}

/// One file asked for.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// From the site's root.
    pub(crate) path: String,
    pub(crate) bytes: usize,
    from: Instant,
    until: Instant,
}

#[derive(Default)]
struct State {
    asked: Vec<Asked>,
    bad: Vec<(String, Bad)>,
    delay: Duration,
}

pub(crate) struct Host {
    /// The address of the site's root.
    pub(crate) root: String,
    state: Arc<Mutex<State>>,
}

impl Host {
    pub(crate) fn of(folder: &Path) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let root = format!("http://{}/registry/", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State::default()));
        let (shared, folder) = (Arc::clone(&state), folder.to_path_buf());
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (state, folder) = (Arc::clone(&shared), folder.clone());
                std::thread::spawn(move || answer(stream, &folder, &state));
            }
        });
        Self { root, state }
    }

    /// Serves files whose path ends so badly from now on.
    pub(crate) fn spoil(&self, end: &str, bad: Bad) {
        self.state.lock().unwrap().bad.push((end.to_owned(), bad));
    }

    /// Serves all files well again.
    pub(crate) fn mend(&self) {
        self.state.lock().unwrap().bad.clear();
    }

    /// Lets every answer wait, so that requests made at the same time are seen to be.
    pub(crate) fn slow_down(&self, delay: Duration) {
        self.state.lock().unwrap().delay = delay;
    }

    /// What was asked for since this was asked last.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.state.lock().unwrap().asked)
    }
}

/// How many requests waited for one another.
pub(crate) fn rounds(asked: &[Asked]) -> usize {
    let mut sorted: Vec<&Asked> = asked.iter().collect();
    sorted.sort_by_key(|asked| asked.from);
    let (mut rounds, mut until) = (0, None);
    for asked in sorted {
        if until.is_none_or(|until| asked.from >= until) {
            rounds += 1;
            until = Some(asked.until);
        }
    }
    rounds
}

fn answer(mut stream: TcpStream, folder: &Path, state: &Mutex<State>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let Some(request) = lines.next() else { return };
    lines.take_while(|line| !line.is_empty()).for_each(drop);
    let from = Instant::now();
    let path = request.split(' ').nth(1).unwrap_or_default().split('?').next().unwrap_or_default();
    let name = path.strip_prefix("/registry/").filter(|name| !name.contains("..")).unwrap_or("-");
    let name =
        if name.is_empty() || name.ends_with('/') { format!("{name}index.html") } else { name.to_owned() };
    let (bad, delay) = {
        let state = state.lock().unwrap();
        let bad = state.bad.iter().find(|(end, _)| name.ends_with(end)).map(|(_, bad)| bad.clone());
        (bad, state.delay)
    };
    std::thread::sleep(delay);
    match bad {
        Some(Bad::Gone) => return,
        Some(Bad::Silent) => return until_left(stream),
        _ => {}
    }
    let more = match bad {
        Some(Bad::NoWasm) => "Content-Security-Policy: script-src 'self'\r\n".to_owned(),
        Some(Bad::Packed(called)) => format!("Content-Encoding: {called}\r\n"),
        _ => String::new(),
    };
    let failing = matches!(bad, Some(Bad::Failing));
    let found = spoilt(std::fs::read(folder.join(&name)).ok(), bad);
    let kind = match name.rsplit('.').next() {
        Some("html") => "text/html",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let (status, body) = match found {
        Some(body) if failing => ("500 Internal Server Error", body),
        Some(body) => ("200 OK", body),
        None => ("404 Not Found", Vec::new()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\n{more}Content-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let asked = Asked { path: name, bytes: body.len(), from, until: Instant::now() };
    state.lock().unwrap().asked.push(asked);
    // A browser that turned away needs no answer.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}

/// Nothing more is asked on this connection, so reading ends when the other side closes it.
fn until_left(mut stream: TcpStream) {
    let _ = std::io::copy(&mut stream, &mut std::io::sink());
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = Command::new("gzip").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut input, bytes) = (gzip.stdin.take().unwrap(), bytes.to_vec());
    let writer = std::thread::spawn(move || input.write_all(&bytes));
    let packed = gzip.wait_with_output().unwrap().stdout;
    writer.join().unwrap().unwrap();
    packed
}

fn spoilt(found: Option<Vec<u8>>, bad: Option<Bad>) -> Option<Vec<u8>> {
    let mut bytes = found?;
    match bad {
        None | Some(Bad::NoWasm | Bad::Silent | Bad::Gone) => {}
        Some(Bad::Missing) => return None,
        Some(Bad::Failing) => bytes = b"Internal Server Error".to_vec(),
        Some(Bad::Html) => bytes = b"<!doctype html><title>Log in</title><p>Please log in.".to_vec(),
        Some(Bad::Cut) => bytes.truncate(bytes.len() / 2),
        Some(Bad::After(line)) => bytes.splice(..0, line.bytes().chain(*b"\n")).for_each(drop),
        Some(Bad::Version(version)) => bytes[12..14].copy_from_slice(&version.to_le_bytes()),
        Some(Bad::Flipped) => {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
        }
        Some(Bad::Packed(_)) => bytes = packed(&bytes),
        Some(Bad::Swapped(other)) => bytes = std::fs::read(other).unwrap(),
    }
    Some(bytes)
}
