//! `skillreg holders`.

use std::io::Write;

use age::secrecy::SecretString;

use super::*;
use crate::printed::{document, name};

fn open(issued: &Issued, key: &Key, more: &[&str]) -> Run {
    let arguments = ["holders", "open", "2020-0001-s1", "--identity", key.path()];
    issued.run(&[&arguments, more].concat())
}

#[test]
fn shows_what_any_age_tool_shows() {
    let issued = Issued::new();
    let before = issued.files();
    let json = open(&issued, &issued.key, &["--format", "json"]);
    assert_eq!(json.code, Some(0), "{json:?}");
    assert_eq!(issued.key.decrypts(&issued.file("holders.age")), Some(json.stdout));
    assert!(json.stderr.contains("个人信息"), "{}", json.stderr);
    let table = open(&issued, &issued.key, &[]);
    let lines: Vec<&str> = table.stdout.lines().collect();
    assert_eq!(lines.len(), 4, "{table:?}");
    for person in 0..3 {
        assert!(lines[person + 1].contains(&name(person)) && lines[person + 1].contains(&document(person)));
    }
    let csv = open(&issued, &issued.key, &["--format", "csv"]);
    let second = csv.stdout.lines().nth(2).unwrap();
    assert!(csv.stdout.starts_with("\u{feff}证书编号,校验码,姓名"), "{csv:?}");
    assert!(second.contains(&format!("\"{}\"", name(1))), "{second}");
    // As text, of which a spreadsheet drops no digit.
    assert!(second.contains(&format!("\"=\"\"{}\"\"\"", document(1))), "{second}");
    assert!(issued.files() == before, "shown, and not written");
}

#[test]
fn what_does_not_open_is_called_by_name() {
    let issued = Issued::new();
    let other = Key::new(issued.case.outside.path(), "other.key");
    let refuse = |key: &Key, reason: &str| {
        issued.refuses(&["holders", "open", "2020-0001-s1", "--identity", key.path()], reason);
    };
    refuse(&other, "这把私钥打不开");
    issued.refuses(
        &["holders", "open", "2020-0001-s9", "--identity", issued.key.path()],
        "名字最像的是 2020-0001-s1",
    );
    let path = issued.file("holders.age");
    let whole = fs::read(&path).unwrap();
    for cut in [whole.len() - 1, whole.len() / 2, 10] {
        fs::write(&path, &whole[..cut]).unwrap();
        refuse(&issued.key, "加密的文件已损坏");
    }
    let another = Issued::new();
    let elsewhere = Issued::new();
    fs::write(&path, fs::read(another.file("holders.age")).unwrap()).unwrap();
    refuse(&issued.key, "被换过或改过");
    // Of another batch, yet for the same key.
    let text = issued.key.decrypts_to(&whole).replace(FIRST, "Y000012000001204000007");
    fs::write(&path, encrypted(&issued.key, &text)).unwrap();
    refuse(&issued.key, "是别的批次的");
    fs::write(&path, encrypted(&issued.key, "{}\n")).unwrap();
    refuse(&issued.key, "第 1 行不是持证人记录");
    for (bytes, reason) in [
        (issued.key.public.clone().into_bytes(), "是公钥"),
        (b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n".to_vec(), "ssh 私钥"),
        (b"hello\n".to_vec(), "没有 age 私钥"),
        (fs::read(elsewhere.file("holders.age")).unwrap(), "不是用口令保护的"),
    ] {
        fs::write(&other.file, bytes).unwrap();
        refuse(&other, reason);
    }
}

impl Key {
    fn decrypts_to(&self, closed: &[u8]) -> String {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("closed");
        fs::write(&file, closed).unwrap();
        self.decrypts(&file).unwrap()
    }
}

/// What the real age makes for a key.
fn encrypted(key: &Key, text: &str) -> Vec<u8> {
    let mut child = Command::new("age")
        .args(["-r", &key.public])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    child.wait_with_output().unwrap().stdout
}

#[test]
fn a_key_may_be_protected_by_a_passphrase() {
    let issued = Issued::new();
    let passphrase = SecretString::from("示例口令".to_owned());
    let plain = fs::read(&issued.key.file).unwrap();
    let recipient = {
        let mut recipient = age::scrypt::Recipient::new(passphrase);
        recipient.set_work_factor(10);
        recipient
    };
    let close = |armored: bool| {
        let mut closed = Vec::new();
        let format = if armored { age::armor::Format::AsciiArmor } else { age::armor::Format::Binary };
        let armor = age::armor::ArmoredWriter::wrap_output(&mut closed, format).unwrap();
        let encryptor = age::Encryptor::with_recipients(std::iter::once(&recipient as _)).unwrap();
        let mut writer = encryptor.wrap_output(armor).unwrap();
        writer.write_all(&plain).unwrap();
        writer.finish().and_then(|armor| armor.finish()).unwrap();
        closed
    };
    for armored in [false, true] {
        fs::write(&issued.key.file, close(armored)).unwrap();
        let arguments = ["holders", "open", "2020-0001-s1", "--identity", issued.key.path()];
        let opened = issued.run_with("示例口令\n", &arguments);
        assert!(opened.code == Some(0) && opened.stdout.contains("示例一"), "{opened:?}");
        let wrong = issued.run_with("不是这个\n", &arguments);
        assert!(wrong.code == Some(2) && wrong.stderr.contains("口令不对"), "{wrong:?}");
        let nothing = issued.run_with("", &arguments);
        assert!(nothing.code == Some(2) && nothing.stderr.contains("没有输入口令"), "{nothing:?}");
    }
}

#[test]
fn whoever_leaves_can_open_no_more_and_whoever_comes_can() {
    let issued = Issued::new();
    let next = Key::new(issued.case.outside.path(), "next.key");
    issued.case.registry.write("content/recipients.txt", format!("{}\n", next.public));
    let checked = issued.run(&["check"]);
    assert!(checked.code == Some(0) && checked.stdout.contains("[holders-recipients]"), "{checked:?}");
    let (rows, seals) = (issued.key.decrypts(&issued.file("holders.age")), issued.text("seals"));
    // Numbers of a filing, as forms leave them.
    let people = issued.case.registry.path("content/institutions/2020-0001/people.age");
    let recipient: age::x25519::Recipient = issued.key.public.parse().unwrap();
    fs::write(&people, age::encrypt(&recipient, "{\"姓名\":\"示范甲\"}\n".as_bytes()).unwrap()).unwrap();
    issued.refuses(&["holders", "rotate", "--identity", next.path()], "这把私钥打不开");
    let checked = issued.run(&["check"]);
    assert!(checked.stdout.contains("旁边的 filing.yaml 没有写它的校验值"), "{checked:?}");
    let rotated = issued.run(&["holders", "rotate", "--identity", issued.key.path()]);
    assert_eq!(rotated.code, Some(0), "{rotated:?}");
    assert!(rotated.stderr.contains("1 份备案申请的 people.age"), "{rotated:?}");
    assert_eq!(issued.key.decrypts(&issued.file("holders.age")), None);
    assert_eq!(next.decrypts(&issued.file("holders.age")), rows);
    assert_eq!(issued.key.decrypts(&people), None);
    assert_eq!(next.decrypts(&people).unwrap(), "{\"姓名\":\"示范甲\"}\n");
    assert_eq!(issued.text("seals"), seals);
    // The record says now which file it is, and to whom it is encrypted.
    let checked = issued.run(&["check"]);
    assert!(checked.code == Some(0) && !checked.stdout.contains("[holders-"), "{checked:?}");
    issued.publish();
    let numbers = fs::read(&people).unwrap();
    fs::write(&people, age::encrypt(&recipient, b"{}\n".as_slice()).unwrap()).unwrap();
    let exchanged = issued.run(&["check"]);
    assert!(
        exchanged.code == Some(1) && exchanged.stdout.contains("不是这份记录写下的那一个"),
        "{exchanged:?}"
    );
    fs::remove_file(&people).unwrap();
    let lost = issued.run(&["check"]);
    assert!(lost.code == Some(1) && lost.stdout.contains("旁边没有 people.age"), "{lost:?}");
    fs::write(&people, &numbers).unwrap();
    // What was turned before a rotation was cut short is not asked for its old key again.
    issued.case.registry.write("content/recipients.txt", format!("{}\n", issued.key.public));
    assert!(issued.run(&["check"]).stdout.contains("people.age 不是加密给"));
    let back = issued.run(&["holders", "rotate", "--identity", next.path()]);
    assert!(back.stderr.contains("1 份备案申请的 people.age"), "{back:?}");
    issued.refuses(&["holders", "rotate", "--identity", next.path()], "这把私钥打不开");
    let again = issued.run(&["holders", "rotate", "--identity", issued.key.path()]);
    assert!(again.code == Some(0) && !again.stderr.contains("没有动的"), "{again:?}");
    // A filing that was taken in on a branch of before the rotation: the key it was taken in with turns it, and it alone.
    let filing = "content/institutions/2020-0001/filing.yaml";
    let text = fs::read_to_string(issued.case.registry.path(filing)).unwrap();
    issued.case.registry.write("content/recipients.txt", format!("{}\n", next.public));
    let rotated = issued.run(&["holders", "rotate", "--identity", issued.key.path()]);
    assert_eq!(rotated.code, Some(0), "{rotated:?}");
    let mine: age::x25519::Recipient = issued.key.public.parse().unwrap();
    fs::write(&people, age::encrypt(&mine, b"{}\n".as_slice()).unwrap()).unwrap();
    issued.case.registry.write(filing, without_digests(&text));
    let merged = issued.run(&["holders", "rotate", "--identity", issued.key.path()]);
    assert!(
        merged.stderr.contains("1 份备案申请的 people.age") && merged.stderr.contains("没有动的"),
        "{merged:?}"
    );
    assert_eq!(next.decrypts(&people).unwrap(), "{}\n");
}

#[test]
fn a_rotation_that_stops_says_what_is_done_and_goes_on() {
    use std::os::unix::fs::PermissionsExt;
    let issued = Issued::new();
    let next = Key::new(issued.case.outside.path(), "next.key");
    let people = issued.case.registry.path("content/institutions/2020-0001/people.age");
    let mine: age::x25519::Recipient = issued.key.public.parse().unwrap();
    fs::write(&people, age::encrypt(&mine, b"{}\n".as_slice()).unwrap()).unwrap();
    issued.case.registry.write("content/recipients.txt", format!("{}\n", next.public));
    // The batches are staged in `content/`, the filings in a folder below it.
    let content = issued.case.registry.path("content");
    let allow = |mode: u32| fs::set_permissions(&content, fs::Permissions::from_mode(mode)).unwrap();
    allow(0o555);
    if fs::write(content.join("probe"), "").is_ok() {
        // Whoever may do everything is not stopped by rights: something else stands in the way.
        fs::remove_file(content.join("probe")).unwrap();
        fs::write(content.join(".certificates.staged"), "").unwrap();
    }
    let stopped = issued.run(&["holders", "rotate", "--identity", issued.key.path()]);
    allow(0o755);
    let _ = fs::remove_file(content.join(".certificates.staged"));
    assert_eq!(stopped.code, Some(2), "{stopped:?}");
    for told in
        ["已经换好的：content/institutions/2020-0001/people.age", "还没有换的：1 个批次", "再运行一次"]
    {
        assert!(stopped.stderr.contains(told), "{told}: {stopped:?}");
    }
    assert_eq!(next.decrypts(&people).as_deref(), Some("{}\n"));
    assert_eq!(next.decrypts(&issued.file("holders.age")), None);
    let again = issued.run(&["holders", "rotate", "--identity", issued.key.path()]);
    assert_eq!(again.code, Some(0), "{again:?}");
    assert!(next.decrypts(&issued.file("holders.age")).is_some());
    // Nothing is left behind, and with both keys nothing is passed over.
    issued.case.registry.write("content/recipients.txt", format!("{}\n", issued.key.public));
    let both = ["holders", "rotate", "--identity", issued.key.path(), "--identity", next.path()];
    let turned = issued.run(&both);
    assert!(turned.code == Some(0) && !turned.stderr.contains("没有动的"), "{turned:?}");
    assert!(issued.key.decrypts(&issued.file("holders.age")).is_some());
}

/// A filing as it was before it named its file of private numbers.
fn without_digests(text: &str) -> String {
    let is_digest = |line: &&str| line.starts_with("private_numbers:") || line.starts_with("recipients:");
    text.lines().filter(|line| !is_digest(line)).map(|line| format!("{line}\n")).collect()
}
