//! Where the records are kept, as a maintainer names it and as the CMS is told it.

use std::net::{IpAddr, Ipv4Addr};

use serde_json::{Value, json};

/// The kind of forge that keeps the repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forge {
    /// GitHub, or GitHub Enterprise Server.
    Github,
    /// GitLab.
    Gitlab,
    /// Gitea.
    Gitea,
    /// Forgejo, which has no public host of its own.
    Forgejo,
    /// None: what is edited stays in the browser, to try it.
    Test,
}

impl Forge {
    /// Whether a change becomes a pull request, which the check looks at before anything is published.
    pub fn is_reviewed(self) -> bool {
        matches!(self, Self::Github | Self::Gitlab)
    }

    /// The public host: where one looks at it, and where programs ask it.
    fn public(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Github => Some(("https://github.com", "https://api.github.com")),
            Self::Gitlab => Some(("https://gitlab.com", "https://gitlab.com")),
            Self::Gitea => Some(("https://gitea.com", "https://gitea.com")),
            Self::Forgejo | Self::Test => None,
        }
    }

    /// The owner and name of a repository; on GitLab the owner may be a group within groups.
    pub fn repository(self, text: &str) -> Result<String, String> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        let is_name = |part: &&str| {
            part.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
                && part.chars().all(is_plain)
                && !part.ends_with('.')
                && !part.to_ascii_lowercase().ends_with(".git")
        };
        let parts: Vec<&str> = text.split('/').collect();
        let most = if self == Self::Gitlab { 21 } else { 2 };
        if (2..=most).contains(&parts.len()) && parts.iter().all(is_name) {
            return Ok(text.to_owned());
        }
        Err(match self {
            Self::Gitlab => {
                "--repository 要写 群组/名称，例如 office/registry；不带网址，也不带 .git".to_owned()
            }
            _ => "--repository 要写 所有者/名称，例如 office/registry；不带网址，也不带 .git".to_owned(),
        })
    }

    /// The address of a forge of one's own without a slash at its end; none for the public one.
    pub fn host(self, text: &str, allow_http: bool) -> Result<Option<String>, String> {
        let text = text.trim_end_matches('/');
        if self.public().is_some_and(|(site, programs)| text == site || text == programs) {
            return Ok(None);
        }
        let wrong = "--host 要写托管平台的网址，例如 https://git.example.com；不带账号、问号和井号";
        let (scheme, rest) = text.split_once("://").ok_or(wrong)?;
        let (place, path) = rest.split_once('/').map_or((rest, None), |(place, path)| (place, Some(path)));
        let name = named(place).ok_or(wrong)?;
        match scheme {
            "https" => {}
            "http" if !allow_http => {
                return Err(
                    "--host 要用 https：令牌会随每次请求送出去。只有本机或内网的平台没有 https 时，才加上 \
                            --allow-http"
                        .to_owned(),
                );
            }
            "http" if is_near(name) => {}
            "http" => return Err(format!("{name} 不是本机或内网的地址，只能用 https")),
            _ => return Err(wrong.to_owned()),
        }
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        let is_folder = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_alphanumeric())
                && part.chars().all(is_plain)
                && part != "api"
        };
        match path {
            Some(_) if self == Self::Github => {
                Err("GitHub 的 --host 不带路径，例如 https://git.example.com".to_owned())
            }
            Some(path) if !path.split('/').all(is_folder) => Err(wrong.to_owned()),
            _ => Ok(Some(format!(
                "{scheme}://{place}{}",
                path.map(|path| format!("/{path}")).unwrap_or_default()
            ))),
        }
    }
}

/// The name of a host, with its port if it has one; none if it is not one.
fn named(place: &str) -> Option<&str> {
    let (name, port) = match place.strip_prefix('[') {
        Some(_) => place.split_at(place.find(']')? + 1),
        None => place.split_at(place.find(':').unwrap_or(place.len())),
    };
    let is_port =
        |port: &str| port.strip_prefix(':').and_then(|port| port.parse::<u16>().ok()).is_some_and(|n| n > 0);
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let is_name = match name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => name.len() <= 253 && name.split('.').all(is_label),
    };
    // What ends with a number is read as an address by browsers.
    let ends_with_number =
        name.rsplit('.').next().is_some_and(|last| last.bytes().all(|c| c.is_ascii_digit()));
    let fits = is_name && (port.is_empty() || is_port(port));
    (fits && (!ends_with_number || name.parse::<Ipv4Addr>().is_ok())).then_some(name)
}

/// Whether a host is this machine or within an office's own network.
fn is_near(name: &str) -> bool {
    match name.trim_matches(['[', ']']).parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => address.is_loopback() || address.is_private(),
        Ok(IpAddr::V6(address)) => address.is_loopback() || address.is_unique_local(),
        Err(_) => {
            let near = [".local", ".lan", ".internal", ".intranet", ".home.arpa", ".localhost"];
            !name.contains('.') || near.iter().any(|end| name.to_ascii_lowercase().ends_with(end))
        }
    }
}

/// What the page may speak to and show pictures of, and what the CMS is told.
#[derive(Debug, Clone)]
pub struct Place {
    /// The kind of forge.
    pub forge: Forge,
    /// `OWNER/NAME`; empty for the test.
    pub repository: String,
    /// The branch that is read and written; none for the forge's own.
    pub branch: Option<String>,
    /// The address of a forge of one's own, without a slash at its end; none for the public one.
    pub host: Option<String>,
}

impl Place {
    /// Where the forge answers programs.
    pub(super) fn programs(&self) -> Option<&str> {
        self.host.as_deref().or_else(|| self.forge.public().map(|(_, programs)| programs))
    }

    /// The origins of pictures of people.
    pub(super) fn pictures(&self) -> Option<&str> {
        match (self.forge, &self.host) {
            (Forge::Github, None) => Some("https://avatars.githubusercontent.com"),
            _ => self.programs().map(origin),
        }
    }

    /// The backend of the CMS.
    pub(super) fn backend(&self) -> Value {
        let (name, api) = match self.forge {
            Forge::Test => return json!({ "name": "test-repo" }),
            Forge::Github => ("github", "/api/v3"),
            Forge::Gitlab => ("gitlab", "/api/v4"),
            Forge::Gitea | Forge::Forgejo => ("gitea", "/api/v1"),
        };
        let mut backend = json!({
            "name": name,
            "repo": self.repository,
            // Signing in by OAuth needs a go-between that nobody here has vouched for.
            "auth_methods": ["token"],
            "commit_messages": {
                "create": "新增 {{collection}} {{slug}}",
                "update": "修改 {{collection}} {{slug}}",
                "delete": "删除 {{collection}} {{slug}}",
            },
        });
        if let Some(branch) = &self.branch {
            backend["branch"] = branch.as_str().into();
        }
        if let Some(host) = &self.host {
            backend["api_root"] = format!("{host}{api}").into();
            backend["base_url"] = host.as_str().into();
            if matches!(self.forge, Forge::Github | Forge::Gitlab) {
                backend["graphql_api_root"] = format!("{host}/api/graphql").into();
            }
        }
        backend
    }
}

/// An address without its path.
pub(super) fn origin(address: &str) -> &str {
    let begin = address.find("://").map_or(0, |at| at + 3);
    let end = address[begin..].find('/').map_or(address.len(), |at| begin + at);
    &address[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_a_repository_is_taken() {
        for fits in ["office/registry", "a/b.c", "_a/b-2"] {
            assert_eq!(Forge::Github.repository(fits), Ok(fits.to_owned()));
        }
        assert!(Forge::Gitlab.repository("city/office/registry").is_ok());
        for wrong in
            ["", "a", "a/b/c", "../..", "a/..", "/a", "a/", "a b/c", "https://x/y", "a/b.git", "-a/b"]
        {
            assert!(Forge::Gitea.repository(wrong).is_err(), "{wrong}");
        }
        assert!(Forge::Gitlab.repository("a/../b").is_err());
    }

    #[test]
    fn only_what_can_be_a_host_is_taken() {
        let own = |text: &str| Forge::Gitlab.host(text, false);
        for fits in ["https://git.example.com", "https://git.example.com:8443", "https://10.0.0.8/gitlab"] {
            assert_eq!(own(fits), Ok(Some(fits.to_owned())));
        }
        assert_eq!(own("https://git.example.com/"), Ok(Some("https://git.example.com".to_owned())));
        assert_eq!(own("https://gitlab.com/"), Ok(None));
        assert_eq!(Forge::Github.host("https://github.com", false), Ok(None));
        for wrong in [
            "",
            "git.example.com",
            "https://",
            "https://...",
            "https://:443",
            "https://a:0",
            "https://a:99999",
            "https://-a.example",
            "https://a..b",
            "https://user@a.example",
            "https://a.example/../b",
            "https://a.example//b",
            "https://a.example/?x",
            "https://1.2.3",
            "https://a.example;x",
            "ftp://a.example",
            "https://https://a",
        ] {
            assert!(own(wrong).is_err(), "{wrong}");
        }
        assert!(Forge::Github.host("https://git.example.com/sub", false).is_err());
    }

    #[test]
    fn only_near_forges_may_do_without_encryption() {
        for near in [
            "http://127.0.0.1:3000",
            "http://gitea:3000",
            "http://10.1.2.3/git",
            "http://[::1]:3000",
            "http://git.lan",
        ] {
            assert!(Forge::Forgejo.host(near, false).unwrap_err().contains("--allow-http"), "{near}");
            assert_eq!(Forge::Forgejo.host(near, true), Ok(Some(near.to_owned())));
        }
        for far in ["http://git.example.com", "http://8.8.8.8", "http://codeberg.org"] {
            assert!(Forge::Forgejo.host(far, true).is_err(), "{far}");
        }
    }

    #[test]
    fn enterprise_servers_answer_at_addresses_of_their_own() {
        let host = Some("https://git.example.com".to_owned());
        let place = Place { forge: Forge::Github, repository: "a/b".to_owned(), branch: None, host };
        assert_eq!(place.backend()["graphql_api_root"], "https://git.example.com/api/graphql");
        assert_eq!(place.backend()["api_root"], "https://git.example.com/api/v3");
        assert_eq!(place.pictures(), Some("https://git.example.com"));
    }
}
