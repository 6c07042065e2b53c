//! The Chinese words of the CMS: those of its package, and ours for what an officer meets and the package lacks.

use anyhow::Context as _;
use serde_json::{Map, Value};

/// The words of the package with ours laid over them; the package is known by its digest before it gets here.
pub(super) fn complete(package: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut words: Value = serde_json::from_slice(package).context("软件包里的中文词语读不出来")?;
    if let Some(words) = words.as_object_mut() {
        lay_over(words, ours()?);
    }
    Ok(serde_json::to_vec(&words)?)
}

fn ours() -> anyhow::Result<Map<String, Value>> {
    Ok(serde_json::from_str(include_str!("page/words.json"))?)
}

fn lay_over(below: &mut Map<String, Value>, above: Map<String, Value>) {
    for (name, word) in above {
        match (below.get_mut(&name), word) {
            (Some(Value::Object(below)), Value::Object(above)) => lay_over(below, above),
            (_, word) => drop(below.insert(name, word)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ours_are_laid_over_and_the_others_stay() {
        let package = r#"{"save":"保存","slug":"别名","entry_sidebar":{"history":{"title":"历史"}}}"#;
        let words: Value = serde_json::from_slice(&complete(package.as_bytes()).unwrap()).unwrap();
        assert_eq!(words["save"], "保存");
        assert_eq!(words["slug"], "代号（文件名）");
        assert_eq!(words["entry_sidebar"]["history"]["title"], "历史");
        assert_eq!(words["entry_sidebar"]["slug"]["title"], "代号（文件名）");
        assert!(complete(b"[").is_err());
    }
}
