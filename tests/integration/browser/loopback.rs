//! HTTP to the driver on this machine, by the library that the preview is served with.

use std::sync::Arc;

use async_trait::async_trait;
use axum::body::to_bytes;
use hyper::body::Bytes;
use hyper::header::HOST;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use thirtyfour::error::{WebDriverError, WebDriverResult};
use thirtyfour::session::http::{Body, HttpClient};
use tokio::net::TcpStream;

/// One connection a request: the driver and the tests stand on the same machine.
pub(crate) struct Loopback;

#[async_trait]
impl HttpClient for Loopback {
    async fn send(&self, request: Request<Body<'_>>) -> WebDriverResult<Response<Bytes>> {
        let (head, body) = request.into_parts();
        let body = match body {
            Body::Empty => String::new(),
            Body::Json(json) => json.to_string(),
        };
        exchange(Request::from_parts(head, body)).await.map_err(WebDriverError::RequestFailed)
    }

    async fn new(&self) -> Arc<dyn HttpClient> {
        Arc::new(Self)
    }
}

async fn exchange(mut request: Request<String>) -> Result<Response<Bytes>, String> {
    let address = request.uri().authority().ok_or("no address")?.to_string();
    let path = request.uri().path_and_query().ok_or("no path")?.as_str().parse();
    *request.uri_mut() = path.map_err(told)?;
    request.headers_mut().insert(HOST, address.parse().map_err(told)?);
    let stream = TcpStream::connect(&address).await.map_err(told)?;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(told)?;
    let connection = tokio::spawn(connection);
    let answer = sender.send_request(request).await.map_err(told)?;
    let (head, body) = answer.into_parts();
    let body = to_bytes(axum::body::Body::new(body), usize::MAX).await.map_err(told)?;
    connection.abort();
    Ok(Response::from_parts(head, body))
}

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}
