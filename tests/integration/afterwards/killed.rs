//! Commands that are killed at any moment: nothing was done, or all.

use std::thread;
use std::time::{Duration, Instant};

use super::*;

const KILLS: u32 = 12;

/// What a killed command did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Done {
    Nothing,
    All,
}

fn spawn(issued: &Issued, arguments: &[&str]) -> std::process::Child {
    Command::new(env!("CARGO_BIN_EXE_skillreg"))
        .args(arguments)
        .args(["--root", &issued.root()])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Kills a command many times; `reset` puts everything back, `done` says what it did, and fails if that is neither
/// nothing nor all.
fn kill(issued: &Issued, arguments: &[&str], reset: &dyn Fn(), done: &dyn Fn() -> Done) {
    reset();
    let begun = Instant::now();
    assert!(spawn(issued, arguments).wait().unwrap().success());
    let whole = begun.elapsed();
    let (mut random, mut seen, mut kills) = (1_u64, [0; 2], 0);
    // A machine at other work gets more chances, so that both ends are met.
    while kills < KILLS || (seen.contains(&0) && kills < 10 * KILLS) {
        reset();
        let mut child = spawn(issued, arguments);
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let part = f64::from((random >> 33) as u32) / f64::from(1_u32 << 31);
        thread::sleep(Duration::from_secs_f64(whole.as_secs_f64() * (0.3 + part)));
        child.kill().unwrap();
        child.wait().unwrap();
        kills += 1;
        let checked = issued.run(&["check"]);
        assert_eq!(checked.code, Some(0), "kill {kills}: {checked:?}");
        seen[done() as usize] += 1;
    }
    assert!(seen.iter().all(|times| *times > 0), "{arguments:?} was never killed at work: {seen:?}");
}

fn remove(folder: &Path) {
    for folder in [folder.to_owned(), partial(folder)] {
        if folder.exists() {
            fs::remove_dir_all(folder).unwrap();
        }
    }
}

fn partial(folder: &Path) -> PathBuf {
    let mut name = folder.file_name().unwrap().to_owned();
    name.push(".partial");
    folder.with_file_name(name)
}

/// Puts the certificates back as they were.
fn restore(issued: &Issued, files: &BTreeMap<String, Vec<u8>>) {
    fs::remove_dir_all(issued.case.registry.path("content/certificates")).unwrap();
    for (path, bytes) in files {
        fs::create_dir_all(Path::new(path).parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// How many of the files differ from what they were: none or so many.
fn changed(issued: &Issued, before: &BTreeMap<String, Vec<u8>>, all: usize) -> Done {
    let after = issued.files();
    assert!(after.keys().eq(before.keys()));
    match before.iter().filter(|(path, bytes)| after[*path] != **bytes).count() {
        0 => Done::Nothing,
        count => {
            assert_eq!(count, all);
            Done::All
        }
    }
}

#[test]
fn a_killed_revocation_is_recorded_or_not() {
    let issued = Issued::new();
    let before = issued.files();
    let arguments = ["revoke", FIRST, THIRD, "--reason", "材料不实"];
    kill(&issued, &arguments, &|| restore(&issued, &before), &|| {
        let revoked = issued.text("batch.yaml").matches("event: revoked").count();
        assert!(revoked == 0 || revoked == 2, "{revoked}");
        changed(&issued, &before, 1)
    });
}

#[test]
fn a_killed_correction_is_made_or_not() {
    let issued = Issued::new();
    let before = issued.files();
    let out = issued.case.outside.path().join("更正");
    let place = ["--identity", issued.key.path(), "--out", out.to_str().unwrap()];
    let arguments = [&["reissue", SECOND, "--name", "样例二", "--reason", "录入有误"], &place[..]].concat();
    let reset = || {
        restore(&issued, &before);
        remove(&out);
    };
    kill(&issued, &arguments, &reset, &|| {
        let done = changed(&issued, &before, 3);
        assert!(done == Done::All || !out.exists(), "papers of a correction that was not made");
        // The same command brings it to its end, once.
        if !out.exists() {
            let again = issued.run(&arguments);
            assert_eq!(again.code, Some(0), "{again:?}");
        }
        assert_eq!(issued.text("batch.yaml").matches("event: corrected").count(), 1);
        let rows = issued.key.decrypts(&issued.file("holders.age")).unwrap();
        assert!(rows.contains(&codes(&out)[0]), "the code that was printed");
        done
    });
}

#[test]
fn a_killed_rotation_leaves_holders_for_the_old_keys_or_for_the_new() {
    let issued = Issued::new();
    let next = Key::new(issued.case.outside.path(), "next.key");
    issued.case.registry.write("content/recipients.txt", format!("{}\n", next.public));
    let before = issued.files();
    let arguments = ["holders", "rotate", "--identity", issued.key.path()];
    kill(&issued, &arguments, &|| restore(&issued, &before), &|| {
        let done = changed(&issued, &before, 2);
        let (old, new) = (&issued.key, &next);
        let key = if done == Done::All { new } else { old };
        assert!(key.decrypts(&issued.file("holders.age")).is_some());
        done
    });
}

#[test]
fn a_killed_issue_leaves_no_batch_or_a_whole_one() {
    let issued = Issued::new();
    let out = issued.case.out();
    let roster = issued.case.roster();
    let place = ["--roster", roster.to_str().unwrap(), "--out", out.to_str().unwrap()];
    let arguments = [&["issue", "2020-0001", "--issued", "2020-09-25"], &place[..]].concat();
    let folder = issued.case.registry.path(FOLDER);
    let reset = || {
        let _ = fs::remove_dir_all(&folder);
        remove(&out);
    };
    kill(&issued, &arguments, &reset, &|| {
        let done = if folder.exists() { Done::All } else { Done::Nothing };
        assert_eq!(files(&folder).len(), if done == Done::All { 3 } else { 0 });
        assert!(done == Done::All || !out.exists(), "papers of certificates that were not issued");
        if !out.exists() {
            let again = issued.run(&arguments);
            assert_eq!(again.code, Some(0), "{again:?}");
        }
        let rows = issued.key.decrypts(&issued.file("holders.age")).unwrap();
        assert!(codes(&out).iter().all(|code| rows.contains(code)), "the codes that were printed");
        done
    });
}
