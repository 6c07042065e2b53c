//! PURE: an editor in the browser for those who would rather fill in forms: a page and the configuration of Sveltia CMS,
//! made from the schemas of the records. The program of the editor itself is given by the maintainer and kept beside
//! the page: nothing is loaded from anybody else.

mod collections;
mod fields;
mod parts;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha384};

pub use collections::Present;
pub use parts::{PACKAGES, PARTS, Part};

/// The kind of forge that keeps the repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forge {
    /// GitHub.
    Github,
    /// GitLab.
    Gitlab,
    /// Gitea or Forgejo.
    Gitea,
    /// None: what is edited stays in the browser, to try it.
    Test,
}

/// What the editor is made for.
#[derive(Debug, Clone)]
pub struct Editor {
    /// Where the records are kept.
    pub forge: Forge,
    /// `OWNER/NAME`; empty for the test.
    pub repository: String,
    /// The branch that is read and written; none for the forge's own.
    pub branch: Option<String>,
    /// The address of a forge of one's own, without a slash at its end; none for the public one.
    pub host: Option<String>,
    /// The name in the page head.
    pub name: String,
    /// What the registry has.
    pub present: Present,
}

/// A file of the editor: its name and what is in it.
pub type Made = (&'static str, Vec<u8>);

impl Editor {
    /// The page, its script, the configuration, and the program of the editor, whose hash the page demands.
    pub fn files(&self, program: &[u8]) -> Vec<Made> {
        let program = parts::at_home(program);
        let integrity = format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(&program)));
        let page = include_str!("page/index.html")
            .replace("{{integrity}}", &integrity)
            .replace("{{origins}}", &self.origins().join(" "));
        let version = PACKAGES[0].rsplit('@').next().unwrap_or_default();
        let script = include_str!("page/admin.js")
            .replace("{{version}}", version)
            .replace("\"{{origins}}\"", &json!(self.origins()).to_string());
        let configuration = format!("{:#}\n", self.configuration());
        let texts = [("index.html", page), ("admin.js", script), ("config.json", configuration)];
        let texts = texts.into_iter().map(|(name, text)| (name, text.into_bytes()));
        texts.chain([(PARTS[0].name, program)]).collect()
    }

    /// The addresses that the page may speak to, beside its own.
    fn origins(&self) -> Vec<String> {
        let host = self.host.clone();
        match self.forge {
            Forge::Github => vec![host.unwrap_or_else(|| "https://api.github.com".to_owned())],
            Forge::Gitlab => vec![host.unwrap_or_else(|| "https://gitlab.com".to_owned())],
            Forge::Gitea => vec![host.unwrap_or_else(|| "https://gitea.com".to_owned())],
            Forge::Test => Vec::new(),
        }
    }

    fn backend(&self) -> Value {
        let (name, api) = match self.forge {
            Forge::Test => return json!({ "name": "test-repo" }),
            Forge::Github => ("github", "/api/v3"),
            Forge::Gitlab => ("gitlab", "/api/v4"),
            Forge::Gitea => ("gitea", "/api/v1"),
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
        }
        backend
    }

    /// The configuration as the CMS reads it.
    pub fn configuration(&self) -> Value {
        let reviewed = matches!(self.forge, Forge::Github | Forge::Gitlab);
        json!({
            "backend": self.backend(),
            // A change is a pull request, which the check looks at before anything is published.
            "publish_mode": if reviewed { "editorial_workflow" } else { "simple" },
            "app_title": self.name,
            "show_preview_links": false,
            "editor": { "preview": false },
            "media_folder": "media",
            "media_libraries": { "stock_assets": false },
            "output": { "omit_empty_optional_fields": true, "yaml": { "quote": "none", "indent_sequences": true } },
            "collections": collections::all(&self.present),
        })
    }
}
