//! The preview: serves the output folder on this machine alone, and reloads pages when a build is done.
//!
//! It behaves like the plainest of static hosts, so that a site that works here works anywhere. What it adds to the
//! pages lives under `/.skillreg/` and is put into them on the way out, never into the files.

mod files;
mod report;

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, LOCATION};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::sync::watch;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};

use self::files::{Found, find};
use crate::output::MARKER;

const SCRIPT: &str = include_str!("reload.js");
const STYLE: &str = include_str!("preview.css");

/// How to serve the preview.
#[derive(Clone, Debug)]
pub struct Options {
    /// The output folder. It may be exchanged at any moment.
    pub folder: PathBuf,
    /// Path that the site lives under on its real host, such as `/registry/`; `/` if it has a host of its own.
    pub base_path: String,
}

/// What the pages are told about the builds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preview {
    /// A build is under way.
    Building,
    /// The output folder holds this build, counted upwards.
    Good {
        /// Another number makes the pages reload.
        generation: u64,
    },
    /// The last build failed; the site of the last good one stays up.
    Faulty {
        /// Plain text, shown as it is.
        report: String,
    },
}

/// Why the preview cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// Some other program listens there.
    #[error("端口 {0} 已被占用。请用 --port 换一个端口，或先关闭占用它的程序。")]
    PortTaken(u16),
    /// Any other trouble of the machine.
    #[error("无法启动预览服务：{0}")]
    Machine(#[from] io::Error),
}

struct Server {
    folder: PathBuf,
    /// Begins and ends with a slash.
    base_path: String,
    address: SocketAddr,
    events: watch::Receiver<Preview>,
}

/// Takes a port on the loopback address; 0 takes any that is free. Requests wait until [`serve`] answers them.
pub fn bind(port: u16) -> Result<TcpListener, ServerError> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
        if error.kind() == io::ErrorKind::AddrInUse {
            ServerError::PortTaken(port)
        } else {
            ServerError::Machine(error)
        }
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Serves until Ctrl-C, or until the sender of the events is dropped. `on_ready` learns the address.
pub fn serve(
    listener: TcpListener,
    options: Options,
    events: watch::Receiver<Preview>,
    on_ready: impl FnOnce(SocketAddr),
) -> Result<(), ServerError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let result = runtime.block_on(run(listener, options, events, on_ready));
    // Pages hold their event streams open for ever; they are not waited for.
    runtime.shutdown_background();
    result
}

async fn run(
    listener: TcpListener,
    options: Options,
    events: watch::Receiver<Preview>,
    on_ready: impl FnOnce(SocketAddr),
) -> Result<(), ServerError> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let address = listener.local_addr()?;
    let base_path = match options.base_path.trim_matches('/') {
        "" => "/".to_owned(),
        inner => format!("/{inner}/"),
    };
    let server = Arc::new(Server { folder: options.folder, base_path, address, events: events.clone() });
    on_ready(address);
    tokio::select! {
        result = axum::serve(listener, routes(server)) => Ok(result?),
        result = tokio::signal::ctrl_c() => Ok(result?),
        () = no_more(events) => Ok(()),
    }
}

async fn no_more(mut events: watch::Receiver<Preview>) {
    while events.changed().await.is_ok() {}
}

fn routes(server: Arc<Server>) -> Router {
    Router::new()
        .route("/.skillreg/events", get(send_events))
        .route("/.skillreg/reload.js", get(|| async { typed("text/javascript; charset=utf-8", SCRIPT) }))
        .route("/.skillreg/preview.css", get(|| async { typed("text/css; charset=utf-8", STYLE) }))
        .fallback(answer)
        .layer(from_fn_with_state(Arc::clone(&server), guard))
        .with_state(server)
}

/// Refuses requests that were not addressed to this machine by name: a page elsewhere could point its own name at
/// the loopback address and read the preview. And nothing is ever kept by the browser.
async fn guard(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let port = server.address.port();
    let is_ours = host.is_some_and(|host| {
        ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| {
            host.strip_prefix(name)
                .is_some_and(|rest| rest == format!(":{port}") || (rest.is_empty() && port == 80))
        })
    });
    let mut response = if is_ours {
        next.run(request).await
    } else {
        plain(StatusCode::FORBIDDEN, "预览只回应本机地址的请求。\n")
    };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn send_events(
    State(server): State<Arc<Server>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let stream =
        WatchStream::new(server.events.clone()).map(|preview| Ok(Event::default().data(message(&preview))));
    Sse::new(stream).keep_alive(KeepAlive::default())
}

fn message(preview: &Preview) -> String {
    match preview {
        Preview::Building => serde_json::json!({ "state": "building" }),
        Preview::Good { generation } => {
            serde_json::json!({ "state": "good", "generation": report::name_of(*generation) })
        }
        Preview::Faulty { report } => serde_json::json!({ "state": "faulty", "report": report }),
    }
    .to_string()
}

async fn answer(State(server): State<Arc<Server>>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "预览只能查看。\n");
    }
    let path = request.uri().path().to_owned();
    // Files are read where blocking does no harm to the event streams.
    let answered = tokio::task::spawn_blocking(move || server.page(&path)).await;
    answered.unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR, "预览服务内部错误。\n"))
}

impl Server {
    fn page(&self, path: &str) -> Response {
        // Asked before the file is read: the page then is of this build or of a later one, never of an earlier one.
        let preview = self.events.borrow().clone();
        if !self.folder.join(MARKER).is_file() {
            return report::page(&preview);
        }
        let Some(inside) = path.strip_prefix(&self.base_path) else {
            return if path == "/" || format!("{path}/") == self.base_path {
                redirect(&self.base_path)
            } else {
                self.missing(&preview)
            };
        };
        match find(&self.folder, inside) {
            Found::File { bytes, content_type } => deliver(StatusCode::OK, bytes, content_type, &preview),
            Found::Folder => redirect(&format!("{path}/")),
            Found::Nothing => self.missing(&preview),
        }
    }

    fn missing(&self, preview: &Preview) -> Response {
        match find(&self.folder, "404.html") {
            Found::File { bytes, content_type } => {
                deliver(StatusCode::NOT_FOUND, bytes, content_type, preview)
            }
            _ => plain(StatusCode::NOT_FOUND, "没有这个页面。\n"),
        }
    }
}

fn deliver(status: StatusCode, bytes: Vec<u8>, content_type: &'static str, preview: &Preview) -> Response {
    let bytes = if content_type == files::HTML { report::with_script(bytes, preview) } else { bytes };
    (status, typed(content_type, bytes)).into_response()
}

fn redirect(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(location) => (StatusCode::MOVED_PERMANENTLY, [(LOCATION, location)]).into_response(),
        Err(_) => plain(StatusCode::NOT_FOUND, "没有这个页面。\n"),
    }
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    (status, typed("text/plain; charset=utf-8", text)).into_response()
}

fn typed(content_type: &'static str, body: impl Into<Body>) -> Response {
    ([(CONTENT_TYPE, content_type)], body.into()).into_response()
}
