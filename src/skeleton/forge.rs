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
        let mut text = (*template)
            .replace("{{version}}", env!("CARGO_PKG_VERSION"))
            .replace("{{source}}", &pipeline.source)
            .replace("{{branch}}", &pipeline.branch)
            .replace("{{forge}}", pipeline.forge.name());
        for (name, commit) in ACTIONS {
            text = text.replace(&format!("{{{{{name}}}}}"), commit);
        }
        let signature = signature(&text);
        File { path: (*path).to_owned(), text: format!("{text}{SIGNATURE}{signature}\n") }
    };
    pipeline.forge.templates().iter().map(file).collect()
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

/// Whether a text can stand in a workflow as an address: nothing in it means anything to YAML or a shell.
pub fn is_address(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ":/._~@+-".contains(c);
    let schemes = ["https://", "http://", "ssh://", "git@", "file:///"];
    // A secret in an address would be committed with the workflow.
    let secret = text.split_once("://").is_some_and(|(_, rest)| {
        rest.split('/')
            .next()
            .unwrap_or_default()
            .rsplit_once('@')
            .is_some_and(|(user, _)| user.contains(':'))
            || rest.contains('@') && text.starts_with("http")
    });
    schemes.iter().any(|scheme| text.starts_with(scheme)) && text.chars().all(is_plain) && !secret
}

/// Whether a text can stand in a workflow as the name of a branch.
pub fn is_branch(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    !text.is_empty() && text.starts_with(|c: char| c.is_ascii_alphanumeric()) && text.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(forge: Forge) -> Vec<File> {
        let source = "https://forge.example/office/skillreg".to_owned();
        pipeline(&Pipeline { forge, source, branch: "main".to_owned() })
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
        assert!(is_address("https://forge.example/a/b.git") && is_address("file:///srv/a.git"));
        for wrong in ["", "forge.example", "https://a b", "https://a/$(x)", "https://a\"", "https://a\nb"] {
            assert!(!is_address(wrong), "{wrong}");
        }
        assert!(is_branch("main") && is_branch("release/1.0") && !is_branch("-x") && !is_branch("a b"));
    }
}
