//! Records that forms are made from, and that forms take the place of.

use std::path::Path;

use super::{blank, registry, root};
use crate::registry::{Registry, Run, run};

/// Puts a form in the place of a record.
pub(super) fn replace(form: &Path, id: &str, registry: &Registry) -> Run {
    let (root, form) = (root(registry), form.to_str().unwrap());
    run(&["import", "filing", form, "--root", &root, "--today", "2021-06-30", "--id", id, "--replace"])
}

#[test]
fn a_record_goes_through_a_form_and_back_without_loss() {
    let registry = registry(None);
    let folder = tempfile::tempdir().unwrap();
    for id in ["2020-0001", "2020-0002"] {
        let file = format!("content/institutions/{id}/filing.yaml");
        registry.edit(&file, |text| text.replace("scope:\n", "# 与执照一致\nscope: # 两项\n"));
        let before = std::fs::read_to_string(registry.path(&file)).unwrap();
        let form = folder.path().join(format!("{id}.xlsx"));
        assert_eq!(blank(&form, &["--from", id], &registry).code, Some(0));
        let imported = replace(&form, id, &registry);
        assert_eq!(imported.code, Some(0), "{imported:?}");
        assert_eq!(std::fs::read_to_string(registry.path(&file)).unwrap(), before, "{id}");
    }
}

#[test]
fn a_replaced_record_keeps_what_people_wrote_beside_it() {
    let registry = registry(None);
    let folder = tempfile::tempdir().unwrap();
    let form = folder.path().join("form.xlsx");
    let file = "content/institutions/2020-0001/filing.yaml";
    let before = std::fs::read_to_string(registry.path(file)).unwrap();
    registry.edit(file, |text| text.replace("022-55550102", "022-55550177"));
    assert_eq!(blank(&form, &["--from", "2020-0001"], &registry).code, Some(0));
    let before = before.replace("scope:\n", "# 与执照一致\nscope:\n");
    registry.write(file, before.clone());
    let imported = replace(&form, "2020-0001", &registry);
    assert_eq!(imported.code, Some(0), "{imported:?}");
    let after = std::fs::read_to_string(registry.path(file)).unwrap();
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (old, new) = (lines(&before), lines(&after));
    let gone: Vec<&String> = old.iter().filter(|line| !new.contains(line)).collect();
    assert!(matches!(&gone[..], [line] if line.contains("022-55550102")), "{gone:?}");
    assert!(new.iter().any(|line| line.contains("022-55550177")), "{after}");
}

#[test]
fn a_form_does_not_make_a_record_another_companys_nor_plans_wrong() {
    let registry = registry(None);
    let folder = tempfile::tempdir().unwrap();
    let (form, other) = (folder.path().join("form.xlsx"), folder.path().join("other.xlsx"));
    let file = "content/institutions/2020-0001/filing.yaml";
    let before = std::fs::read_to_string(registry.path(file)).unwrap();
    assert_eq!(blank(&other, &["--from", "2020-0002"], &registry).code, Some(0));
    let refused = replace(&other, "2020-0001", &registry);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(refused.stdout.contains("一、基本信息!B") && refused.stdout.contains("改 --id"), "{refused:?}");
    // A plan assesses an occupation that the form no longer has.
    let welder = "    code: 6-18-02-04\n    name: 焊工\n    specialty: 电焊工\n";
    registry.edit(file, |text| text.replace(welder, "    code: 6-31-01-03\n    name: 电工\n"));
    assert_eq!(blank(&form, &["--from", "2020-0001"], &registry).code, Some(0));
    registry.write(file, before.clone());
    let refused = replace(&form, "2020-0001", &registry);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(refused.stdout.contains("content/plans/2020/2020-0001.yaml 会有错"), "{refused:?}");
    assert_eq!(std::fs::read_to_string(registry.path(file)).unwrap(), before);
}
