//! Input that no clerk would write on purpose: each ends in a clear message, none in a panic.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::time::{Duration, Instant};

use crate::registry::{Registry, Run};

const DIVISIONS: &str = "content/catalogue/divisions.yaml";
const FILING: &str = "content/institutions/2020-0001/filing.yaml";

/// The report on a registry with one file replaced.
fn with(file: &str, bytes: impl AsRef<[u8]>) -> Run {
    let registry = Registry::minimal();
    registry.write(file, bytes);
    registry.check(&[])
}

/// Asserts that the records are found faulty, quickly, and that the report says `message` of `code`.
#[track_caller]
fn reports(run: &Run, code: &str, message: &str) {
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""), "{}", run.stdout);
    let title = format!("错误[{code}]: {message}");
    assert!(run.stdout.contains(&title), "no {title} in\n{}", run.stdout);
}

fn text(file: &str) -> String {
    fs::read_to_string(Registry::minimal().path(file)).unwrap()
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    let run = with(DIVISIONS, format!("\u{feff}{}", text(DIVISIONS)));
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "没有发现问题\n"));
}

#[test]
fn lines_may_end_as_on_windows() {
    let run = with(FILING, text(FILING).replace('\n', "\r\n"));
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "没有发现问题\n"));
    let faulty = text(FILING).replace("code: 6-18-01-01", "code: 6-18-01-O1").replace('\n', "\r\n");
    let registry = Registry::minimal();
    registry.write(FILING, faulty);
    let json = registry.check(&["--format", "json"]).stdout;
    let finding: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!(
        (&finding["code"], &finding["line"], &finding["column"]),
        (&"occupation-code".into(), &15.into(), &19.into())
    );
    assert_eq!((&finding["end_line"], &finding["end_column"]), (&15.into(), &20.into()));
}

#[test]
fn columns_count_characters_behind_a_byte_order_mark() {
    let registry = Registry::minimal();
    registry.write(DIVISIONS, "\u{feff}divisions:\n  - {name: 南开区, code: \"12010\"}\n");
    let json = registry.check(&["--format", "json"]).stdout;
    let finding: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!((&finding["line"], &finding["column"]), (&2.into(), &23.into()), "{json}");
}

#[test]
fn text_that_is_not_utf8() {
    reports(
        &with(DIVISIONS, b"divisions:\n  - {code: \"120104\", name: \xc4\xcf\xbf\xaa}\n"),
        "file-not-utf8",
        "第 2 行",
    );
    reports(&with(DIVISIONS, b"\xff\xfed\x00i\x00v\x00"), "file-not-utf8", "第 1 行");
}

#[test]
fn workbooks_among_the_records() {
    let bytes = b"PK\x03\x04\xff\xfe".as_slice();
    for name in ["content/institutions/申请表.xlsx", "content/.申请表.xlsx", "content/pages/花名册.XLS"]
    {
        reports(&with(name, bytes), "file-unknown", "Excel 表格不放在记录里");
        reports(&with(name, ""), "file-unknown", "Excel 表格不放在记录里");
    }
    let number = format!("138{}", "0".repeat(8));
    let run = with(&format!("content/.示例{number}.xlsx"), bytes);
    assert!(run.code == Some(1) && !run.stdout.contains(&number), "{run:?}");
}

#[test]
fn tabs() {
    reports(
        &with(DIVISIONS, "divisions:\n\t- {code: \"120104\", name: 南开区}\n"),
        "yaml-syntax",
        "缩进用了制表符",
    );
}

#[test]
fn files_without_content() {
    for nothing in ["", "\n\n", "# 只有说明\n", "---\n", "~\n", "\u{feff}"] {
        reports(&with(DIVISIONS, nothing), "file-empty", "文件里没有内容");
    }
}

#[test]
fn a_file_of_fifty_megabytes() {
    let started = Instant::now();
    reports(&with(DIVISIONS, vec![b'a'; 50 << 20]), "file-too-large", "文件有 50 MiB");
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[test]
fn an_alias_bomb() {
    let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (before, name) in "abcdefghijklmnopq".chars().zip("bcdefghijklmnopqr".chars()) {
        let aliases = vec![format!("*{before}"); 9].join(", ");
        bomb.push_str(&format!("{name}: &{name} [{aliases}]\n"));
    }
    let started = Instant::now();
    reports(&with(DIVISIONS, bomb), "yaml-reference", "记录里不能用锚点");
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[test]
fn nesting_without_end() {
    for open in ["[", "{a: ", "- "] {
        reports(&with(DIVISIONS, open.repeat(100_000)), "yaml-depth", "嵌套超过 24 层");
    }
    reports(
        &with(DIVISIONS, (0..200).map(|i| " ".repeat(i) + "a:\n").collect::<String>()),
        "yaml-depth",
        "嵌套",
    );
}

#[test]
fn a_megabyte_of_brackets() {
    const MEGABYTE: usize = 1_000_000;
    let good = text(FILING);
    for (open, close) in
        [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", ""), ("[\"]\", ", "]"), ("[\n", "]\n")]
    {
        let count = MEGABYTE / open.len();
        for closed in [String::new(), close.repeat(count)] {
            let nested = open.repeat(count) + closed.as_str();
            for spoilt in [format!("{good}\nx: {nested}\n"), format!("{good}\nx:\n  {nested}\n")] {
                let started = Instant::now();
                let run = with(FILING, spoilt);
                assert!(started.elapsed() < Duration::from_secs(10), "{open} took {:?}", started.elapsed());
                let said =
                    ["错误[yaml-depth]", "错误[yaml-syntax]"].iter().any(|code| run.stdout.contains(code));
                assert!(run.code == Some(1) && said && run.stderr.is_empty(), "{open} {:?}", run.code);
            }
        }
    }
}

#[test]
fn two_records_in_a_file() {
    reports(
        &with(DIVISIONS, text(DIVISIONS) + "---\n" + text(DIVISIONS).as_str()),
        "yaml-documents",
        "一个文件里",
    );
}

#[test]
fn merge_conflicts() {
    let conflict = "divisions:\n<<<<<<< HEAD\n  - {code: \"120104\", name: 南开区}\n=======\n  - {code: \"120104\", name: 南开}\n>>>>>>> other\n";
    reports(&with(DIVISIONS, conflict), "merge-conflict", "合并冲突没有解决：两边的内容都还在");
}

#[test]
fn links_that_lead_out() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.yaml"), "divisions: []\n").unwrap();
    let registry = Registry::minimal();
    registry.remove(DIVISIONS);
    std::os::unix::fs::symlink(outside.path().join("secret.yaml"), registry.path(DIVISIONS)).unwrap();
    std::os::unix::fs::symlink(outside.path(), registry.path("content/institutions/outside")).unwrap();
    let run = registry.check(&[]);
    reports(&run, "file-not-plain", "这是一个符号链接");
    assert_eq!(run.stdout.matches("file-not-plain]").count(), 2, "{}", run.stdout);
}

#[test]
fn a_link_in_a_circle() {
    let registry = Registry::minimal();
    std::os::unix::fs::symlink(registry.path("content"), registry.path("content/pages/loop")).unwrap();
    reports(&registry.check(&[]), "file-not-plain", "这是一个符号链接");
}

#[test]
fn a_folder_where_a_file_belongs() {
    let registry = Registry::minimal();
    fs::create_dir_all(registry.path("content/institutions/2020-0003/filing.yaml")).unwrap();
    reports(&registry.check(&[]), "file-not-plain", "这里要一个文件，却是一个文件夹");
}

#[test]
fn a_pipe_where_a_file_belongs() {
    let registry = Registry::minimal();
    let pipe = registry.path("content/pages/pipe.md");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    reports(&registry.check(&[]), "file-not-plain", "这里要一个普通文件");
}

#[test]
fn a_name_that_is_not_utf8() {
    let registry = Registry::minimal();
    let name = std::ffi::OsStr::from_bytes(b"content/pages/\xc4\xcf.md");
    fs::write(registry.path("").join(name), "x").unwrap();
    reports(&registry.check(&[]), "file-not-plain", "文件名里有不能用的字符");
}

#[test]
fn bytes_at_random() {
    // A small generator of numbers, so that a failure can be repeated.
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    let good = text(FILING).into_bytes();
    let signs = b":-[]{}\"'|>#&*!%@`~,? \t\n\r\0\xff\xe5";
    for _ in 0..60 {
        let mut bad = good.clone();
        for _ in 0..=next() % 6 {
            let at = usize::try_from(next()).unwrap() % bad.len();
            let sign = signs[usize::try_from(next()).unwrap() % signs.len()];
            match next() % 3 {
                0 => bad[at] = sign,
                1 => bad.insert(at, sign),
                _ => drop(bad.remove(at)),
            }
        }
        let run = with(FILING, &bad);
        let fine = matches!(run.code, Some(0 | 1)) && run.stderr.is_empty();
        assert!(fine, "{:?} {}\n{}", run.code, run.stderr, String::from_utf8_lossy(&bad));
    }
}

#[test]
fn a_root_without_records() {
    let folder = tempfile::tempdir().unwrap();
    let run = crate::registry::run(&["check", "--root", folder.path().to_str().unwrap()]);
    assert!(
        run.code == Some(2) && run.stdout.is_empty() && run.stderr.contains("没有 content 文件夹"),
        "{run:?}"
    );
}

#[test]
fn numbers_of_persons_are_shown_nowhere() {
    let registry = Registry::minimal();
    registry.edit(FILING, |text| {
        text.replace("telephone: 022-55550101", "telephone: 13800000000")
            .replace("credit_code: 91120110EXAMPL0120", "credit_code: 11010519491231002X")
    });
    for format in ["human", "json"] {
        let run = registry.check(&["--format", format]);
        assert!(
            run.code == Some(1) && run.stdout.contains("citizen-id") && run.stdout.contains("mobile-number")
        );
        assert!(
            !run.stdout.contains("13800000000") && !run.stdout.contains("11010519491231002"),
            "{}",
            run.stdout
        );
    }
}

#[test]
fn numbers_of_persons_cannot_be_written_in_escapes() {
    let number = "13812345678";
    let escapes: [fn(char) -> String; 3] = [
        |digit| format!("\\x{:02x}", u32::from(digit)),
        |digit| format!("\\u{:04x}", u32::from(digit)),
        |digit| format!("\\U{:08x}", u32::from(digit)),
    ];
    for escape in escapes {
        let registry = Registry::minimal();
        let written: String = number.chars().map(escape).collect();
        registry.edit(FILING, |text| {
            text.replace("telephone: 022-55550101", &format!("telephone: \"{written}\"")).replace(
                "reason: 部分考位录像缺失。",
                &format!("reason: \"涉及 138{}\"", &written[written.len() / 11 * 3..]),
            )
        });
        for format in ["human", "json"] {
            let run = registry.check(&["--format", format]);
            assert!(
                run.code == Some(1) && run.stdout.matches("mobile-number").count() >= 2,
                "{}",
                run.stdout
            );
            assert!(!run.stdout.contains(number) && !run.stdout.contains(&written), "{}", run.stdout);
        }
    }
}

#[test]
fn a_template_whose_fault_only_rendering_shows() {
    let registry = Registry::minimal();
    assert_eq!(registry.build().code, Some(0));
    let before = fs::read(registry.path("public/404.html")).unwrap();
    registry.write("themes/default/templates/404.html", "<p>\n{{ nowhere.at_all }}\n");
    registry.write("themes/default/templates/home.html", "{{ page.title * 2 }}\n");
    let (checked, run) = (registry.check(&[]), registry.build());
    for run in [&checked, &run] {
        assert_eq!(run.code, Some(1), "{run:?}");
        for told in [
            "themes/default/templates/404.html:2:4",
            "themes/default/templates/home.html:1:",
            "错误[template-fault]",
        ] {
            assert!(run.stdout.contains(told), "no {told} in {}", run.stdout);
        }
    }
    assert!(run.stderr.contains("原来的网站没有改动"), "{}", run.stderr);
    assert_eq!(fs::read(registry.path("public/404.html")).unwrap(), before);
}

#[test]
fn records_that_may_not_be_read_at_all() {
    use std::os::unix::fs::PermissionsExt;
    let registry = Registry::minimal();
    fs::set_permissions(registry.path("content"), fs::Permissions::from_mode(0o000)).unwrap();
    let run = registry.check(&[]);
    fs::set_permissions(registry.path("content"), fs::Permissions::from_mode(0o755)).unwrap();
    assert!(run.code == Some(2) && run.stdout.is_empty() && run.stderr.contains("content"), "{run:?}");
}

#[test]
fn words_that_are_no_text() {
    // Once where the whole file is held against the schema, once where it is not.
    for (file, line) in
        [(FILING, "  name: 天津示例重工有限公司\n"), ("content/site.yaml", "name: 示例登记平台\n")]
    {
        let (indent, _) = line.split_once("name: ").unwrap();
        let named =
            |value: &str| with(file, text(file).replacen(line, &format!("{indent}name: {value}\n"), 1));
        for word in ["true", "False", "YES", "no", "On", "off", ".inf", "-.INF", ".NaN"] {
            reports(&named(word), "wrong-type", &format!("「{word}」在 YAML 里不是文字"));
            assert_eq!(named(&format!("\"{word}\"")).code, Some(0), "{word}");
        }
        for nothing in ["~", "null", "Null", ""] {
            reports(&named(nothing), "null-value", if nothing.is_empty() { "这里没有填" } else { "「" });
        }
        for other in ["[甲, 乙]", "{a: 乙}"] {
            reports(&named(other), "wrong-type", "这里要一段文字，不是列表或下一级");
        }
    }
}

#[test]
fn numbers_and_dates_are_read_as_they_are_written() {
    for written in
        ["0123", "1e5", "12_345", "0x1f", "0o17", "+5", "1.50", ".5", "12345", "2020-01-01", "1:30"]
    {
        let registry = Registry::minimal();
        registry.edit(FILING, |text| {
            text.replacen("  name: 天津示例重工有限公司", &format!("  name: {written}"), 1)
        });
        registry.edit("content/site.yaml", |text| {
            text.replacen("name: 示例登记平台", &format!("name: {written}"), 1)
        });
        assert_eq!(registry.build().code, Some(0), "{written}");
        let page = fs::read_to_string(registry.path("public/institutions/2020-0001.html")).unwrap();
        assert!(
            page.contains(&format!("<title>{written} - {written}</title>")),
            "{written}: {}",
            &page[..2000]
        );
    }
}

#[test]
fn links_in_a_theme() {
    let registry = Registry::minimal();
    registry.write("themes/default/templates/page.html", b"\xff\xfe");
    let link = registry.path("themes/default/templates/home.html");
    std::os::unix::fs::symlink("/etc/hostname", link).unwrap();
    let run = registry.check(&[]);
    reports(&run, "theme-file", "主题里的这个文件不能用：这是一个符号链接");
    reports(&run, "template-fault", "模板不是 UTF-8 文本");
}

#[test]
fn text_that_would_be_more_than_text() {
    const HOSTILE: &str = "=1+1<script>alert(1)</script>' onload=x ]]>&amp;<!-- {{7*7}} ";
    let registry = Registry::minimal();
    let mut spoilt = 0;
    for file in [FILING, "content/site.yaml", "content/plans/2020/2020-0001.yaml", "content/pages/contact.md"]
    {
        registry.edit(file, |text| {
            let spoil = |line: &str| match line.split_once(": ") {
                Some((key, value)) if !key.contains('{') && value.starts_with(|c| c > '\u{2e80}') => {
                    spoilt += 1;
                    format!("{key}: \"{HOSTILE}{value}\"\n")
                }
                _ => format!("{line}\n"),
            };
            text.lines().map(spoil).collect()
        });
    }
    registry.edit("content/pages/contact.md", |text| {
        format!("{text}\n{HOSTILE}\n\n<img src=x onerror=alert(1)>\n")
    });
    // Names that other records or the catalogue have to know stay as they are.
    let told = registry.check(&["--format", "json"]).stdout;
    for finding in told.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()) {
        let (file, line) = (finding["file"].as_str().unwrap(), finding["line"].as_u64().unwrap());
        let at = usize::try_from(line).unwrap() - 1;
        let plain = |(i, line): (usize, &str)| {
            format!(
                "{}\n",
                if i == at { line.replace(&format!("\"{HOSTILE}"), "\"") } else { line.to_owned() }
            )
        };
        registry.edit(file, |text| text.lines().enumerate().map(plain).collect());
    }
    let run = registry.build();
    assert!(run.code == Some(0) && spoilt >= 20, "{spoilt} {run:?}");
    for entry in walkdir::WalkDir::new(registry.path("public")).into_iter().map(Result::unwrap) {
        let Ok(text) = fs::read_to_string(entry.path()) else { continue };
        let name = entry.path().display();
        match entry.path().extension().and_then(|extension| extension.to_str()) {
            Some("html" | "xml") => {
                assert!(!text.contains("<script>alert") && !text.contains("<img src=x"), "{name}");
                assert!(!text.contains("]]>") && !text.contains("<!-- {{"), "{name}");
            }
            Some("csv") => {
                assert!(!text.contains(",=") && !text.contains("\n=") && !text.contains(",\"="), "{name}")
            }
            Some("json") => drop(serde_json::from_str::<serde_json::Value>(&text).unwrap()),
            _ => {}
        }
    }
    let page = fs::read_to_string(registry.path("public/institutions/2020-0001.html")).unwrap();
    assert!(page.contains("&lt;script&gt;alert(1)") && page.contains("{{7*7}}"));
}

#[test]
fn numbers_that_no_number_can_hold() {
    for (written, message) in [
        ("99999999999", "「数量」应在 1 到 4294967295 之间"),
        ("-3", "「数量」应在 1 到 4294967295 之间"),
        ("12.0", "这里要一个整数"),
        ("1e1", "这里要一个整数"),
    ] {
        let filing = text("content/institutions/2020-0001/filing.yaml");
        let filing = filing.replacen("quantity: 12", &format!("quantity: {written}"), 1);
        let run = with("content/institutions/2020-0001/filing.yaml", filing);
        let code = if message.starts_with('「') { "number-bounds" } else { "wrong-type" };
        reports(&run, code, message);
        assert!(!run.stdout.contains("解析器"), "{}", run.stdout);
    }
}

#[test]
fn a_sign_for_nothing_in_quotes() {
    let filing = text("content/institutions/2020-0001/filing.yaml");
    let filing = filing.replacen("address: 天津市东丽区示例路100号", "address: \"~\"", 1);
    let run = with("content/institutions/2020-0001/filing.yaml", filing);
    reports(&run, "text", "「~」不是要填的内容");
}

#[test]
fn what_editors_leave_beside_a_page_is_no_record() {
    let registry = Registry::minimal();
    for name in ["about.md~", "#about.md#", ".about.md.swp"] {
        registry.write(&format!("content/pages/{name}"), "x");
    }
    let run = registry.check(&[]);
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[test]
fn a_site_without_a_page_of_contacts_leads_nobody_there() {
    let registry = Registry::minimal();
    let page = |registry: &Registry| {
        assert_eq!(registry.build().code, Some(0));
        fs::read_to_string(registry.path("public/institutions/2020-0001.html")).unwrap()
    };
    assert!(page(&registry).contains("../contact.html"));
    registry.remove("content/pages/contact.md");
    assert!(!page(&registry).contains("contact.html"));
}
