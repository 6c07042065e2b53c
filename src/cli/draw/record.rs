//! Writes a draw at the end of the year's file.

use std::path::Path;

use anyhow::Context;

use crate::recording;
use crate::registry::records::supervision::{
    Assignment, Draw, Pool, PooledInspector, PooledSitting, SeedKind,
};
use crate::yaml::{Editor, quoted};

/// Appends a draw and leaves every other byte as it is.
pub(super) fn append(root: &Path, path: &str, drawn: &Draw) -> anyhow::Result<()> {
    let was = recording::find(root, path)?;
    let text = match &was {
        None => begun(drawn),
        Some(bytes) => {
            let text = std::str::from_utf8(bytes).with_context(|| format!("{path} 不是 UTF-8 文字"))?;
            let unusual = || format!("{path} 的写法不寻常，不能在末尾追加；把 draws 写成每次抽取一段的列表");
            let mut editor = Editor::new(text).with_context(unusual)?;
            editor.append("draws", "抽取", &[item(drawn)]).with_context(unusual)?;
            editor.finish()
        }
    };
    recording::put_one(root, path, was.as_deref(), text.as_bytes())?;
    Ok(())
}

/// The file of a year's first draw.
fn begun(drawn: &Draw) -> String {
    let keys: Vec<String> = item(drawn).into_iter().map(|(key, value)| format!("{key}: {value}")).collect();
    let note = "# 双随机：场次和督导人员都随机抽取。由 skillreg draw 写入，只在末尾追加。";
    format!("{note}\ndraws:\n  - {}\n", keys.join("\n    "))
}

/// The keys of a draw, as YAML.
fn item(drawn: &Draw) -> Vec<(&'static str, String)> {
    let mut item =
        vec![("id", drawn.id.to_string()), ("date", drawn.date.to_string()), ("seed", quoted(&drawn.seed))];
    item.extend(drawn.seed_kind.map(|kind| {
        let kind = match kind {
            SeedKind::Beacon => "beacon",
            SeedKind::Commit => "commit",
        };
        ("seed_kind", kind.to_owned())
    }));
    item.extend(drawn.seed_source.as_deref().map(|source| ("seed_source", quoted(source))));
    item.extend(drawn.fingerprint.map(|digest| ("fingerprint", digest.to_string())));
    item.extend(drawn.pool.as_ref().map(|pool| ("pool", flow_pool(pool))));
    item.push(("assignments", list(drawn.assignments.iter().map(flow_assignment))));
    item
}

// Lists within brackets go on over lines that are indented in any way, so the text fits below items of any indentation.
fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.map(|item| format!("\n          {item}")).collect();
    format!("[{}\n        ]", items.join(","))
}

fn flow_pool(pool: &Pool) -> String {
    let sitting =
        |s: &PooledSitting| format!("{{plan: {}, sitting: {}, date: {}}}", &*s.plan, &*s.sitting, s.date);
    let inspector = |i: &PooledInspector| {
        let recused: Vec<&str> = i.recused.iter().map(|name| &**name).collect();
        let recused =
            if recused.is_empty() { String::new() } else { format!(", recused: [{}]", recused.join(", ")) };
        format!("{{id: {}, assigned: {}{recused}}}", &*i.id, i.assigned)
    };
    let sittings = list(pool.sittings.iter().map(sitting));
    let inspectors = list(pool.inspectors.iter().map(inspector));
    format!(
        "{{\n        count: {},\n        sittings: {sittings},\n        inspectors: {inspectors}\n        }}",
        pool.count
    )
}

fn flow_assignment(assignment: &Assignment) -> String {
    let Assignment { plan, sitting, inspectors } = assignment;
    let inspectors: Vec<&str> = inspectors.iter().map(|id| &**id).collect();
    format!("{{plan: {}, sitting: {}, inspectors: [{}]}}", &**plan, &**sitting, inspectors.join(", "))
}
