use super::*;
use crate::registry::records::batch::Batch;
use crate::registry::records::filing::Filing;
use crate::registry::records::page::PageHead;
use crate::registry::records::plan::Plan;
use crate::registry::records::policy::{Policy, Questions};
use crate::registry::records::site::Site;
use crate::registry::records::supervision::{Draws, Inspections, Inspectors, Measures};
use crate::registry::{format, schema as schemas};
use crate::yaml::{self, Fault, FaultKind, Scrutiny};

fn faults(name: &str, text: &str) -> Vec<Fault> {
    macro_rules! read {
        ($type:ty) => {
            yaml::read::<$type>(text, Scrutiny::Always, format::check).faults
        };
    }
    match name {
        "site" => read!(Site),
        "policy" => read!(Policy),
        "questions" => read!(Questions),
        "filing" => read!(Filing),
        "plan" => read!(Plan),
        "batch" => read!(Batch),
        "inspectors" => read!(Inspectors),
        "draws" => read!(Draws),
        "inspections" => read!(Inspections),
        "measures" => read!(Measures),
        "page" => read!(PageHead),
        other => panic!("{other} has no skeleton"),
    }
}

const WITH_SKELETON: [&str; 11] = [
    "site",
    "policy",
    "questions",
    "filing",
    "plan",
    "batch",
    "inspectors",
    "draws",
    "inspections",
    "measures",
    "page",
];

#[test]
fn a_skeleton_lacks_nothing_but_what_is_to_be_filled_in() {
    for name in WITH_SKELETON {
        let text = record(&schemas::of(name).unwrap(), &Known::default());
        let found = faults(name, &text);
        assert!(!found.is_empty(), "{name}");
        assert!(found.iter().all(|fault| fault.kind == FaultKind::Null), "{name}: {found:#?}\n{text}");
    }
}

#[test]
fn filled_with_the_examples_it_is_a_record() {
    for name in WITH_SKELETON {
        let text = example(&schemas::of(name).unwrap(), &Known::default());
        let found = faults(name, &text);
        assert!(found.is_empty(), "{name}: {found:#?}\n{text}");
    }
}

#[test]
fn so_it_is_with_every_optional_key_put_to_use() {
    for name in WITH_SKELETON {
        let text = example(&schemas::of(name).unwrap(), &Known::default());
        let put_to_use = |line: &str| {
            let indent = line.len() - line.trim_start().len();
            match line[indent..].strip_prefix('#') {
                Some(rest) if !rest.starts_with(' ') => format!("{}{rest}\n", &line[..indent]),
                _ => format!("{line}\n"),
            }
        };
        let text: String = text.lines().map(put_to_use).collect();
        let found = faults(name, &text);
        assert!(found.is_empty(), "{name}: {found:#?}\n{text}");
    }
}

#[test]
fn says_what_can_be_chosen_and_fills_in_what_is_known() {
    let schema = schemas::of("filing").unwrap();
    let known = Known::default()
        .value("scope.edition", "2015")
        .value("procedure[0].event", "submitted")
        .only("procedure", &["event", "date", "channel"]);
    let text = record(&schema, &known);
    assert!(text.starts_with("# 备案申请\n"), "{text}");
    assert!(text.contains("  - edition: \"2015\"\n"), "{text}");
    assert!(text.contains("online（线上）、post（邮寄）、counter（窗口）"), "{text}");
    assert!(text.contains("5（五级/初级工）"), "{text}");
    assert!(text.contains("\n#group:\n"), "{text}");
    let procedure = &text[text.find("\nprocedure:").unwrap()..];
    let keys: Vec<&str> = procedure.lines().filter(|line| !line.contains("# ")).collect();
    assert_eq!(keys, ["", "procedure:", "  - event: submitted", "    date:", "    channel:"]);
}
