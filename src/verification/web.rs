//! A site at an address. Only its own host is spoken to; answers are bounded in size and time.

use std::collections::BTreeSet;
use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use ureq::http::header::{CONTENT_ENCODING, LOCATION};
use ureq::http::{Response, Uri};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Body, Error};

use super::links::{addresses, within};
use super::{Answer, HOME, Others, Seen, Served};
use crate::output::{Contents, MARKER};

/// Names under which files are often found that nobody meant to publish, or that strangers put there.
const PROBES: [&str; 26] = [
    ".env",
    ".git/HEAD",
    ".git/config",
    ".gitignore",
    ".htaccess",
    ".svn/entries",
    ".skillreg/records.cache",
    "Cargo.toml",
    "README.md",
    "admin.php",
    "admin/index.html",
    "backup.zip",
    "content/recipients.txt",
    "content/site.yaml",
    "default.html",
    "holders.age",
    "index.htm",
    "index.php",
    "info.php",
    "login.html",
    "phpinfo.php",
    "public.zip",
    "shell.php",
    "site.yaml",
    "wp-login.php",
    "www.zip",
];

/// A name that no site has.
const NOWHERE: &str = "skillreg-verify-no-such-page-6f1c9a.html";

const MOST_REDIRECTS: usize = 5;

/// So many strangers' paths are looked at.
const MOST_OTHERS: usize = 2_000;

/// Why an address cannot be asked.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// No address of the web.
    #[error("「{0}」不是网址。网址以 https:// 或 http:// 开头，例如 https://example.com/registry/")]
    NoAddress(String),
    /// No certificates to trust.
    #[error("这台机器上没有受信任的根证书，核对不了 https 网站。Debian 上请安装 ca-certificates")]
    NoRoots,
    /// Something answers, and it is no site.
    #[error("打不开 {0}：那里没有网站的首页。核对网址，连同它的子路径")]
    NoHome(String),
    /// The site does not answer.
    #[error("打不开 {address}：{why}")]
    Closed {
        /// Which.
        address: String,
        /// Why.
        why: String,
    },
}

/// A site on the web.
#[derive(Debug)]
pub struct Web {
    agent: Agent,
    /// With a slash at its end.
    base: String,
}

impl Web {
    /// The site at an address.
    ///
    /// # Errors
    /// When it is no address, or does not answer.
    pub fn open(address: &str, timeout: Duration) -> Result<Self, WebError> {
        let folder = address.strip_suffix("index.html").unwrap_or(address);
        let base = format!("{}/", folder.trim_end_matches('/'));
        let uri: Uri = base.parse().map_err(|_| WebError::NoAddress(address.to_owned()))?;
        let is_web = matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some();
        if !is_web || uri.query().is_some() || uri.authority().is_some_and(|a| a.as_str().contains('@')) {
            return Err(WebError::NoAddress(address.to_owned()));
        }
        let agent = agent(uri.scheme_str() == Some("https"), timeout)?;
        let web = Self { agent, base };
        match web.ask("index.html", 1) {
            Answer::Trouble(why) | Answer::Other(why) => {
                Err(WebError::Closed { address: address.to_owned(), why })
            }
            Answer::Missing if !HOME.iter().any(|path| web.has(path)) => {
                Err(WebError::NoHome(address.to_owned()))
            }
            Answer::Found(_) | Answer::Missing => Ok(web),
        }
    }

    fn address(&self, path: &str) -> String {
        let mut address = self.base.clone();
        for byte in path.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                    address.push(char::from(byte));
                }
                _ => address.push_str(&format!("%{byte:02X}")),
            }
        }
        address
    }

    fn once(&self, path: &str, most: u64) -> Answer {
        let mut address = self.address(path);
        for _ in 0..=MOST_REDIRECTS {
            let response = match self.agent.get(&address).call() {
                Ok(response) => response,
                Err(error) => return Answer::Trouble(said(&error)),
            };
            match response.status().as_u16() {
                200 => match packed(&response) {
                    Some(how) => {
                        return Answer::Other(format!(
                            "服务器给的是压缩过的（{how}），核对不了；请让它不压缩，或只用 gzip 压缩"
                        ));
                    }
                    None => return body(response.into_body(), most),
                },
                404 | 410 => return Answer::Missing,
                301 | 302 | 303 | 307 | 308 => {
                    let to = response.headers().get(LOCATION).and_then(|to| to.to_str().ok());
                    match to.and_then(|to| joined(&address, to)) {
                        Some(to) if same_host(&address, &to) => address = to,
                        Some(to) => return Answer::Other(format!("转到了别的网站：{}", plain(&to))),
                        None => return Answer::Other("转到了一个看不懂的地址".to_owned()),
                    }
                }
                status @ (401 | 403) => return Answer::Other(format!("服务器不让看（{status}）")),
                status => return Answer::Trouble(format!("服务器回答 {status}")),
            }
        }
        Answer::Other("转来转去，没有结果".to_owned())
    }

    /// Whether something stands there.
    fn has(&self, path: &str) -> bool {
        matches!(self.ask(path, 1), Answer::Found(_))
    }

    fn text(&self, path: &str) -> Option<String> {
        match self.ask(path, 64 * 1024 * 1024) {
            Answer::Found(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
            _ => None,
        }
    }

    /// What the lists of the site that is served, and its changed pages, lead to.
    fn led_to(&self, seen: &[Seen], own: &str) -> BTreeSet<String> {
        // Pages name one another by the address the site was built for.
        let bases: Vec<&str> =
            [self.base.as_str(), own].into_iter().filter(|base| !base.is_empty()).collect();
        let mut found = BTreeSet::new();
        let mut follow = |page: &str, text: &str| {
            found.extend(addresses(text).into_iter().filter_map(|address| within(page, address, &bases)));
        };
        for page in seen.iter().filter(|seen| seen.path.ends_with(".html") || seen.path.ends_with(".xml")) {
            follow(&page.path, &String::from_utf8_lossy(&page.bytes));
        }
        for list in ["robots.txt", "sitemap.xml"] {
            if let Some(text) = self.text(list) {
                follow(list, &text);
            }
        }
        if let Some(contents) = self.text(MARKER).as_deref().and_then(Contents::from_text) {
            found.extend(contents.files().iter().map(|(path, _)| path.clone()));
        }
        found
    }
}

impl Served for Web {
    fn ask(&self, path: &str, most: u64) -> Answer {
        match self.once(path, most) {
            // A server that is busy, or a line that broke, gets a second chance.
            Answer::Trouble(_) => self.once(path, most),
            answer => answer,
        }
    }

    fn hides(&self, path: &str) -> bool {
        path.starts_with('.')
    }

    fn others(&self, planned: &BTreeSet<String>, seen: &[Seen], own: &str) -> Others {
        let mut others = Others::default();
        others.notes.push(
            "网址上只看得到有线索的外来文件：网站自己的清单、改动过的网页里的链接和一些常见的名字；要看全，请在服务器上对文件夹核对一次"
                .to_owned(),
        );
        if self.has(NOWHERE) {
            others.notes.push(
                "这个服务器对不存在的网页也回答“有”，查不出外来文件；请让它对不存在的网页返回 404 和 404.html".to_owned(),
            );
            return others;
        }
        let led = self.led_to(seen, own);
        let probes = PROBES.iter().map(|path| (*path).to_owned());
        let candidates: BTreeSet<String> = led.into_iter().chain(probes).collect();
        let strange = candidates.into_iter().filter(|path| !planned.contains(path));
        others.added = strange.take(MOST_OTHERS).filter(|path| self.has(path)).collect();
        others
    }
}

fn agent(secure: bool, timeout: Duration) -> Result<Agent, WebError> {
    let found = if secure { rustls_native_certs::load_native_certs().certs } else { Vec::new() };
    if secure && found.is_empty() {
        return Err(WebError::NoRoots);
    }
    let roots: Vec<Certificate<'static>> =
        found.iter().map(|found| Certificate::from_der(found.as_ref()).to_owned()).collect();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::new_with_certs(&roots))
        .unversioned_rustls_crypto_provider(provider)
        .build();
    let config = Agent::config_builder()
        .tls_config(tls)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .user_agent(concat!("skillreg/", env!("CARGO_PKG_VERSION")))
        .max_idle_connections_per_host(16)
        .timeout_connect(Some(timeout))
        .timeout_global(Some(timeout))
        .build();
    Ok(config.new_agent())
}

/// How an answer is encoded, if not in the way that was asked for, which is undone as it is read.
fn packed(response: &Response<Body>) -> Option<String> {
    let encodings = response.headers().get_all(CONTENT_ENCODING).iter();
    let encodings: Vec<_> = encodings.map(|encoding| String::from_utf8_lossy(encoding.as_bytes())).collect();
    let is_known = match &encodings[..] {
        [] => true,
        // As the client spells what it undoes.
        [one] => one == "gzip" || one == "identity",
        _ => false,
    };
    (!is_known).then(|| plain(&encodings.join(", ")))
}

fn body(body: Body, most: u64) -> Answer {
    let mut bytes = Vec::new();
    match body.into_reader().take(most).read_to_end(&mut bytes) {
        Ok(_) => Answer::Found(bytes),
        Err(error) => Answer::Trouble(match Error::from(error) {
            Error::Io(error) => format!("传到一半断了（{error}）"),
            error => said(&error),
        }),
    }
}

/// Where a redirection leads.
fn joined(from: &str, to: &str) -> Option<String> {
    if to.starts_with("http://") || to.starts_with("https://") {
        return Some(to.to_owned());
    }
    let uri: Uri = from.parse().ok()?;
    let host = format!("{}://{}", uri.scheme_str()?, uri.authority()?);
    match to.strip_prefix("//") {
        Some(rest) => Some(format!("{}://{rest}", uri.scheme_str()?)),
        None if to.starts_with('/') => Some(format!("{host}{to}")),
        None => {
            let (folder, _) = uri.path().rsplit_once('/')?;
            Some(format!("{host}{folder}/{to}"))
        }
    }
}

/// Whether an address is on the same host, and not less safe.
fn same_host(from: &str, to: &str) -> bool {
    let (Ok(from), Ok(to)) = (from.parse::<Uri>(), to.parse::<Uri>()) else { return false };
    if from.host() != to.host() || from.host().is_none() {
        return false;
    }
    match (from.scheme_str(), to.scheme_str()) {
        (Some("http"), Some("https")) => true,
        (one, other) => one == other && from.port_u16() == to.port_u16(),
    }
}

/// What may be shown of an address from elsewhere.
fn plain(address: &str) -> String {
    address.chars().filter(|c| c.is_ascii_graphic()).take(120).collect()
}

fn said(error: &Error) -> String {
    match error {
        Error::Timeout(_) => "服务器太久没有回应".to_owned(),
        Error::Decompress(..) => "压缩过的内容是坏的".to_owned(),
        Error::HostNotFound => "找不到这个主机名".to_owned(),
        Error::ConnectionFailed => "连接不上".to_owned(),
        Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => "连接被拒绝".to_owned(),
        Error::Rustls(fault) => secured(fault),
        // What fails while it is read comes in the clothes of the machine.
        Error::Io(error) => match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
            Some(fault) => secured(fault),
            None => format!("连接中断了（{error}）"),
        },
        Error::Tls(_) => format!("它的 https 证书或加密有问题（{error}）"),
        other => format!("没有问到（{other}）"),
    }
}

/// What is wrong with how a server proves who it is.
fn secured(fault: &rustls::Error) -> String {
    use rustls::CertificateError as C;
    let what = match fault {
        rustls::Error::InvalidCertificate(C::Expired | C::ExpiredContext { .. }) => {
            "它的 https 证书过期了：请管网站的人换新的；本机的日期也看一看对不对"
        }
        rustls::Error::InvalidCertificate(C::NotValidYet | C::NotValidYetContext { .. }) => {
            "它的 https 证书还没有生效：看看本机的日期对不对"
        }
        rustls::Error::InvalidCertificate(C::NotValidForName | C::NotValidForNameContext { .. }) => {
            "它的 https 证书不是给这个网址的：核对网址，或请管网站的人换证书"
        }
        rustls::Error::InvalidCertificate(C::UnknownIssuer) => {
            "它的 https 证书不是这台机器信任的机构发的：可能有人冒充，或单位自己发的根证书没有装到这台机器上"
        }
        rustls::Error::InvalidCertificate(_) => "它的 https 证书有问题",
        _ => "和它建立不了 https 加密连接",
    };
    format!("{what}（{fault}）")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_certificate_is_said_in_chinese() {
        use rustls::CertificateError as C;
        for (fault, told) in [
            (C::Expired, "证书过期了"),
            (C::NotValidForName, "不是给这个网址的"),
            (C::UnknownIssuer, "不是这台机器信任的机构发的"),
            (C::Revoked, "https 证书有问题"),
        ] {
            let inner = rustls::Error::InvalidCertificate(fault);
            let while_reading = std::io::Error::new(std::io::ErrorKind::InvalidData, inner.clone());
            for error in [Error::Rustls(inner), Error::Io(while_reading)] {
                assert!(said(&error).contains(told), "{}", said(&error));
            }
        }
        assert!(said(&Error::Rustls(rustls::Error::DecryptError)).starts_with("和它建立不了"));
    }

    #[test]
    fn follows_on_the_same_host_only_and_never_to_less_safety() {
        let from = "https://example.com/a/b.html";
        for (to, whole, follows) in [
            ("/c", "https://example.com/c", true),
            ("c", "https://example.com/a/c", true),
            ("//example.org/c", "https://example.org/c", false),
            ("http://example.com/a/b.html", "http://example.com/a/b.html", false),
            ("https://example.com:8443/", "https://example.com:8443/", false),
        ] {
            assert_eq!(joined(from, to).as_deref(), Some(whole));
            assert_eq!(same_host(from, whole), follows, "{to}");
        }
        assert!(same_host("http://example.com/", "https://example.com/"));
    }
}
