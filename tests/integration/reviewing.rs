//! What a reviewer is told of a change that nobody can look into: encrypted files and the keys that open them.

use std::fs;

use age::secrecy::ExposeSecret;
use age::x25519::Identity;

use crate::proposal::{commit, commit_all, proposed, replace};
use crate::registry::{Registry, Run, run};

const FILING: &str = "content/institutions/2020-0001/filing.yaml";
const PEOPLE: &str = "content/institutions/2020-0001/people.age";

/// A registry with one key, and the file of that key.
struct Office {
    registry: Registry,
    outside: tempfile::TempDir,
    key: Identity,
}

impl Office {
    fn new() -> Self {
        let (registry, outside, key) =
            (Registry::minimal(), tempfile::tempdir().unwrap(), Identity::generate());
        fs::write(outside.path().join("key"), key.to_string().expose_secret()).unwrap();
        registry.write("content/recipients.txt", format!("# 登记机构\n{}\n", key.to_public()));
        commit_all(&registry);
        Self { registry, outside, key }
    }

    /// Lays private numbers beside the filing, which names them.
    fn lay(&self, numbers: &str) {
        self.forget();
        let closed = age::encrypt(&self.key.to_public(), numbers.as_bytes()).unwrap();
        self.registry.write(PEOPLE, closed);
        let (root, key) = (self.registry.path(""), self.outside.path().join("key"));
        let arguments = ["holders", "rotate", "--today", "2021-06-30", "--identity", key.to_str().unwrap()];
        let turned = run(&[&arguments[..], &["--root", root.to_str().unwrap()]].concat());
        assert_eq!(turned.code, Some(0), "{turned:?}");
    }

    /// Takes out the lines that name private numbers.
    fn forget(&self) {
        let is_digest = |line: &&str| line.starts_with("private_numbers:") || line.starts_with("recipients:");
        self.registry.edit(FILING, |text| {
            text.lines().filter(|line| !is_digest(line)).map(|line| format!("{line}\n")).collect()
        });
    }

    fn comment(&self) -> String {
        plain(&proposed(&self.registry, &["--format", "markdown"]))
    }
}

fn plain(run: &Run) -> String {
    run.stdout.replace(['\\', '\u{2060}'], "")
}

#[test]
fn what_became_of_private_numbers_is_told_in_words() {
    let office = Office::new();
    office.lay("{}\n");
    let added = office.comment();
    assert!(added.contains("新增人员身份证号码的加密文件") && !added.contains("校验值"), "{added}");
    commit(&office.registry, "收件");
    office.lay("{}\n{}\n");
    let exchanged = proposed(&office.registry, &[]);
    assert!(
        exchanged.code == Some(0) && exchanged.stdout.contains("提醒[holders-rewritten]"),
        "{exchanged:?}"
    );
    let comment = office.comment();
    assert!(
        comment.contains("换了人员身份证号码的加密文件") && !comment.contains("people.age 的校验值"),
        "{comment}"
    );
    // With other people, other numbers are what is to be expected.
    replace(&office.registry, FILING, "position: 主任, education", "position: 新主任, education");
    let expected = proposed(&office.registry, &[]);
    assert!(!expected.stdout.contains("[holders-rewritten]"), "{expected:?}");
    office.registry.remove(PEOPLE);
    office.forget();
    let removed = office.comment();
    assert!(removed.contains("删除了人员身份证号码的加密文件") && removed.contains("❌"), "{removed}");
}

#[test]
fn who_can_read_from_now_on_is_told_by_name() {
    let office = Office::new();
    let next = Identity::generate().to_public().to_string();
    let (office_key, list) = (office.key.to_public().to_string(), "content/recipients.txt");
    office.registry.edit(list, |text| format!("{text}# 接任\n{next}\n"));
    let more = office.comment();
    assert!(more.contains(&format!("新增公钥 接任（{}…", &next[..10])) && !more.contains(&next), "{more}");
    office.registry.write(list, format!("# 接任\n{next}\n"));
    let less = office.comment();
    assert!(less.contains(&format!("减少公钥 登记机构（{}…", &office_key[..10])), "{less}");
    assert!(less.contains("holders rotate"), "{less}");
}
