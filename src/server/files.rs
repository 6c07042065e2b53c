//! From the path of a request to a file of the site, and to nothing outside of it.

#![expect(clippy::disallowed_methods, reason = "reads the site it serves")]

use std::fs;
use std::path::Path;

pub(super) const HTML: &str = "text/html; charset=utf-8";

pub(super) enum Found {
    File {
        bytes: Vec<u8>,
        content_type: &'static str,
    },
    /// A folder that was asked for without the slash at the end.
    Folder,
    Nothing,
}

/// Finds what a plain static host would: files by their full names, `index.html` for folders.
pub(super) fn find(folder: &Path, path: &str) -> Found {
    let Some(decoded) = decode(path) else { return Found::Nothing };
    let asks_for_folder = decoded.is_empty() || decoded.ends_with('/');
    let name = decoded.strip_suffix('/').unwrap_or(&decoded);
    let is_plain = name.split('/').all(|part| !matches!(part, "" | "." | ".."));
    if (!is_plain && !name.is_empty()) || name.contains(['\\', '\0']) {
        return Found::Nothing;
    }
    let file = if asks_for_folder { folder.join(name).join("index.html") } else { folder.join(name) };
    // Both sides with links resolved: a link out of the folder leads nowhere.
    let (Ok(root), Ok(real)) = (folder.canonicalize(), file.canonicalize()) else { return Found::Nothing };
    if !real.starts_with(root) {
        return Found::Nothing;
    }
    if real.is_dir() {
        return if asks_for_folder { Found::Nothing } else { Found::Folder };
    }
    // Anything but a regular file, such as a pipe, could block for ever.
    match fs::metadata(&real).ok().filter(fs::Metadata::is_file).and_then(|_| fs::read(&real).ok()) {
        Some(bytes) => Found::File { bytes, content_type: content_type(&file) },
        None => Found::Nothing,
    }
}

fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let (high, low) = (rest.next()?, rest.next()?);
            let digits = [high, low];
            let digits = std::str::from_utf8(&digits).ok().filter(|digits| !digits.starts_with('+'))?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn content_type(path: &Path) -> &'static str {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "jsonld" => "application/ld+json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "atom" => "application/atom+xml",
        "ics" => "text/calendar; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "pdf" => "application/pdf",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}
