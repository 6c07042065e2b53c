//! What the preview puts in front of the reader: the script in each page, and the page that stands in for a site
//! that could not be built yet.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::{Preview, files};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'";

/// Adds the script to an HTML page, before the end of its body.
pub(super) fn with_script(mut bytes: Vec<u8>, preview: &Preview) -> Vec<u8> {
    let end = b"</body>";
    let at =
        bytes.windows(end.len()).rposition(|window| window.eq_ignore_ascii_case(end)).unwrap_or(bytes.len());
    bytes.splice(at..at, script(preview).into_bytes());
    bytes
}

/// The element tells of which build the page is. A page delivered while a build was under way or had failed does not
/// know, and so is loaded again at the next good one.
fn script(preview: &Preview) -> String {
    let generation = match preview {
        Preview::Good { generation } => format!(" data-generation=\"{}\"", name_of(*generation)),
        Preview::Building | Preview::Faulty { .. } => String::new(),
    };
    format!("<script src=\"/.skillreg/reload.js\"{generation}></script>\n")
}

/// Counting starts anew with each preview: a page of an earlier one must not take its number for the same.
pub(super) fn name_of(generation: u64) -> String {
    format!("{}.{generation}", std::process::id())
}

/// Stands in for every page as long as there is no site at all.
pub(super) fn page(preview: &Preview) -> Response {
    let (title, report) = match preview {
        Preview::Faulty { report } => ("网站没有生成", report.as_str()),
        Preview::Building | Preview::Good { .. } => ("正在生成网站……", ""),
    };
    let report = escape(report);
    let html = format!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"/.skillreg/preview.css\">\n</head>\n<body>\n\
         <div id=\"skillreg-report\" role=\"alert\">\n<h1>{title}</h1>\n<pre>{report}</pre>\n</div>\n\
         <script src=\"/.skillreg/reload.js\"></script>\n</body>\n</html>\n"
    );
    let headers = [(CONTENT_TYPE, files::HTML), (CONTENT_SECURITY_POLICY, POLICY)];
    (StatusCode::SERVICE_UNAVAILABLE, headers, html).into_response()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
