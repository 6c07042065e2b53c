//! PURE: an editor in the browser for those who would rather fill in forms: a page and the configuration of Sveltia CMS,
//! made from the schemas of the records. The program of the editor itself is given by the maintainer and kept beside
//! the page: nothing is loaded from anybody else.

mod collections;
mod fields;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256, Sha384};

pub use collections::Present;

/// The version of the npm package `@sveltia/cms` that this program was tried with.
pub const VERSION: &str = "0.221.1";

/// Files of that package, from its root, with the SHA-256 of each, and what they are called beside the page.
pub const PARTS: [(&str, &str, &str); 3] = [
    ("dist/sveltia-cms.js", "2fc783907e1a4a70783f155cc28435c70b8f79792f2aab75e787984e84aa413a", "sveltia-cms.js"),
    ("locales/zh-CN.json", "d7614d8608207066a1aa144e4cc64bd14a244e31681c60ac60b375ab311f28c7", "zh-CN.json"),
    ("LICENSE.txt", "dcbe3c626d85741f6fabefed0b34d07a2e92c032f63aa21c0279062363859c32", "sveltia-cms.LICENSE.txt"),
];

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

/// A file of the editor: its name and its text.
pub type Made = (&'static str, String);

impl Editor {
    /// The page, its script and the configuration; `program` is the editor's own, whose hash the page demands.
    pub fn files(&self, program: &[u8]) -> Vec<Made> {
        let integrity = format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(program)));
        let page = include_str!("page/index.html")
            .replace("{{integrity}}", &integrity)
            .replace("{{origins}}", &self.origins().join(" "));
        let script = include_str!("page/admin.js")
            .replace("{{version}}", VERSION)
            .replace("\"{{origins}}\"", &json!(self.origins()).to_string());
        let configuration = format!("{:#}\n", self.configuration());
        vec![("index.html", page), ("admin.js", script), ("config.json", configuration)]
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

/// Whether bytes are those that a digest in lower-case hexadecimal digits tells of.
pub fn is_known(bytes: &[u8], digest: &str) -> bool {
    let known: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    known == digest
}
