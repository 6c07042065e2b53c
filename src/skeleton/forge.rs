//! Workflows of forges: check what is proposed, publish what was merged.

use sha2::{Digest, Sha256};

use super::File;

/// Where a registry is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forge {
    /// GitHub Actions.
    Github,
    /// GitLab CI.
    Gitlab,
    /// Gitea Actions.
    Gitea,
    /// Forgejo Actions, which are those of Gitea in another folder.
    Forgejo,
}

/// What the workflows are written for.
#[derive(Debug, Clone)]
pub struct Pipeline {
    /// Where the registry is kept.
    pub forge: Forge,
    /// The repository that the program is compiled from.
    pub source: String,
    /// The branch whose records are published.
    pub branch: String,
    /// The commit that the program is compiled from; without it, what the tag of this version points to by then.
    pub commit: Option<String>,
}

impl Pipeline {
    /// What a template names, with what stands there.
    fn values(&self) -> Vec<(&'static str, String)> {
        const VERSION: &str = env!("CARGO_PKG_VERSION");
        let (pin, revision, folder) = match &self.commit {
            Some(commit) => (
                format!("  SKILLREG_COMMIT: \"{commit}\"\n"),
                "--rev \"$SKILLREG_COMMIT\"",
                "$SKILLREG_COMMIT",
            ),
            None => (String::new(), "--tag \"v$SKILLREG_VERSION\"", "$SKILLREG_VERSION"),
        };
        vec![
            ("again", self.again()),
            ("version", VERSION.to_owned()),
            ("source", self.source.clone()),
            ("branch", self.branch.clone()),
            ("forge", self.forge.name().to_owned()),
            ("pin", pin),
            ("revision", revision.to_owned()),
            ("folder", folder.to_owned()),
            ("release", self.commit.clone().unwrap_or_else(|| VERSION.to_owned())),
        ]
    }

    /// The command that writes the workflows of another version.
    fn again(&self) -> String {
        let (forge, source, branch) = (self.forge.name(), &self.source, &self.branch);
        let commit = self.commit.as_ref().map_or("", |_| " --commit 新版本的提交编号");
        format!("skillreg init . --forge {forge} --source {source} --branch {branch}{commit}")
    }
}

impl Forge {
    const fn name(self) -> &'static str {
        match self {
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Gitea => "gitea",
            Self::Forgejo => "forgejo",
        }
    }

    const fn templates(self) -> &'static [(&'static str, &'static str)] {
        const GITEA: [&str; 2] =
            [include_str!("forge/gitea-check.yml"), include_str!("forge/gitea-publish.yml")];
        match self {
            Self::Github => &[
                (".github/workflows/skillreg-check.yml", include_str!("forge/github-check.yml")),
                (".github/workflows/skillreg-publish.yml", include_str!("forge/github-publish.yml")),
            ],
            Self::Gitlab => &[(".gitlab-ci.yml", include_str!("forge/gitlab.yml"))],
            Self::Gitea => &[
                (".gitea/workflows/skillreg-check.yml", GITEA[0]),
                (".gitea/workflows/skillreg-publish.yml", GITEA[1]),
            ],
            Self::Forgejo => &[
                (".forgejo/workflows/skillreg-check.yml", GITEA[0]),
                (".forgejo/workflows/skillreg-publish.yml", GITEA[1]),
            ],
        }
    }
}

/// The actions that are used, each by the commit of a release.
const ACTIONS: &[(&str, &str)] = &[
    ("checkout", "3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"),
    ("cache", "27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5"),
    ("upload", "bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0"),
    ("download", "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1"),
    ("pages", "fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0"),
    ("deploy", "cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0"),
];

/// What the last line of a file says, before the digest of all that stands above it.
const SIGNATURE: &str = "# skillreg 写成时的校验值（改过就对不上，程序便不再改它）：";

/// The files of a pipeline.
pub fn pipeline(pipeline: &Pipeline) -> Vec<File> {
    let file = |(path, template): &(&str, &str)| {
        let actions = ACTIONS.iter().map(|(name, commit)| (*name, (*commit).to_owned()));
        let values = pipeline.values().into_iter().chain(actions);
        let text = values.fold((*template).to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{{{name}}}}}"), &value)
        });
        let signature = signature(&text);
        File { path: (*path).to_owned(), text: format!("{text}{SIGNATURE}{signature}\n") }
    };
    pipeline.forge.templates().iter().map(file).collect()
}

/// What a workflow that is there compiles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// The version it was written for.
    pub version: String,
    /// The repository.
    pub source: String,
    /// The commit.
    pub commit: String,
}

/// The commit that the workflows of a forge name; `read` gives the text of a file, if it is there.
pub fn pinned(forge: Forge, read: impl Fn(&str) -> Option<String>) -> Option<Pin> {
    let pin = |text: String| {
        let value = |key: &str| {
            let line =
                text.lines().find_map(|line| line.trim_start().strip_prefix(key)?.strip_prefix(": "))?;
            Some(line.trim().trim_matches('"').to_owned())
        };
        let commit = value("SKILLREG_COMMIT").filter(|commit| is_commit(commit))?;
        Some(Pin { version: value("SKILLREG_VERSION")?, source: value("SKILLREG_SOURCE")?, commit })
    };
    forge.templates().iter().find_map(|(path, _)| read(path).and_then(pin))
}

/// Whether a text is as the program, of whatever version, wrote it.
pub fn is_untouched(text: &str) -> bool {
    // Git for Windows may have written other ends of lines.
    let text = text.replace("\r\n", "\n");
    let Some((body, said)) = text.rsplit_once(SIGNATURE) else { return false };
    said.trim_end() == signature(body)
}

fn signature(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(8).fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// Whether a text can stand in a workflow as an address: nothing in it means anything to YAML or a shell, and another
/// machine may reach it. Cargo takes no `git@host:path`.
pub fn is_address(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ":/._~@+-".contains(c);
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let authority = rest.split('/').next().unwrap_or_default();
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    // A secret in an address would be committed with the workflow.
    let is_secret = user.contains(':') || rest.contains('@') && scheme.starts_with("http");
    let is_host = host.starts_with(|c: char| c.is_ascii_alphanumeric());
    ["https", "http", "ssh"].contains(&scheme) && is_host && text.chars().all(is_plain) && !is_secret
}

/// Whether a text can stand in a workflow as the name of a branch.
pub fn is_branch(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    !text.is_empty() && text.starts_with(|c: char| c.is_ascii_alphanumeric()) && text.chars().all(is_plain)
}

/// Whether a branch is one that sites are published to: that of the workflows, and that of `publish`.
pub fn is_of_sites(branch: &str) -> bool {
    ["pages", "gh-pages"].contains(&branch)
}

/// Whether a text is the whole name of a commit.
pub fn is_commit(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|c| c.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(forge: Forge) -> Vec<File> {
        let source = "https://forge.example/office/skillreg".to_owned();
        pipeline(&Pipeline { forge, source, branch: "main".to_owned(), commit: None })
    }

    #[test]
    fn nothing_is_left_to_fill_in_and_what_is_written_is_known_again() {
        for forge in [Forge::Github, Forge::Gitlab, Forge::Gitea, Forge::Forgejo] {
            for File { path, text } in written(forge) {
                // Expressions of workflows have a dollar before them.
                assert!(!text.replace("${{", "").contains("{{"), "{path}");
                assert!(is_untouched(&text) && is_untouched(&text.replace('\n', "\r\n")), "{path}");
                assert!(
                    !is_untouched(&text.replacen("main", "trunk", 1).replacen("skillreg", "x", 1)),
                    "{path}"
                );
            }
        }
    }

    #[test]
    fn actions_are_named_by_commits() {
        for File { path, text } in written(Forge::Github) {
            for line in text.lines().filter(|line| line.trim_start().starts_with("uses:")) {
                let commit = line.split_once('@').unwrap().1.split(' ').next().unwrap();
                assert!(
                    commit.len() == 40 && commit.bytes().all(|c| c.is_ascii_hexdigit()),
                    "{path}: {line}"
                );
            }
        }
    }

    #[test]
    fn only_plain_addresses_and_branches_are_taken() {
        for right in
            ["https://forge.example/a/b.git", "http://10.1.2.3:3000/a/b", "ssh://git@forge.example/a/b.git"]
        {
            assert!(is_address(right), "{right}");
        }
        for wrong in ["", "forge.example", "https://a b", "https://a/$(x)", "https://a\"", "https://a\nb"] {
            assert!(!is_address(wrong), "{wrong}");
        }
        for unreachable in
            ["file:///srv/a.git", "git@forge.example:a/b.git", "https://", "https:///a", "ftp://a/b"]
        {
            assert!(!is_address(unreachable), "{unreachable}");
        }
        for secret in ["https://token@a/b", "https://user:word@a/b", "ssh://git:word@a/b"] {
            assert!(!is_address(secret), "{secret}");
        }
        assert!(is_branch("main") && is_branch("release/1.0") && !is_branch("-x") && !is_branch("a b"));
    }
}
