//! What enters the seals changes together with them.

use super::Change;
use crate::diagnostics::{Example, Finding, Place, Rule, Severity, route};

pub(super) static RULE: Rule = Rule {
    code: "site-rewritten",
    severity: Severity::Error,
    title: "站点标识和计算成本与封存一起改",
    clause: None,
    reason: "站点标识和计算成本写进了每张证书的封存里。只改设置不重新封存，发过的证书就全都查不出来。",
    wrong: Example("id: other  # 原来是 tianjin，封存没有重做\n"),
    right: Example("id: tianjin  # 不改；要改计算成本的，改完接着运行 skillreg reseal\n"),
};

pub(super) fn settings(change: &Change<'_>, found: &mut Vec<Finding>) {
    let (Some(old), Some(new)) = (&change.base.site, &change.working.site) else { return };
    let (was, is) = (&old.value, &new.value);
    let cost = |site: &crate::registry::records::site::Site| {
        site.lookup.as_ref().map(|lookup| lookup.key_derivation.kdf())
    };
    let (id, kdf) = (&*is.id, cost(is));
    let stale = |of: &dyn Fn(&crate::registry::records::seals::Seals) -> bool| {
        change.working.seals.iter().filter(|record| of(&record.value)).count()
    };
    let hint = "改回原来的设置；确实要改的，改完运行 skillreg reseal --identity 私钥文件，把封存一起提交";
    if was.id != is.id {
        let count = stale(&|seals| seals.site != id);
        if count > 0 {
            let place = Place::value(&new.file, route!["id"]);
            let message = format!("站点标识改了（原来是 {}），{count} 个批次的封存没有重做", was.id);
            found.push(RULE.at(place, message).hint(hint));
        }
    }
    if cost(was) != kdf {
        let count = stale(&|seals| Some(seals.kdf) != kdf);
        if count > 0 {
            let place = match &is.lookup {
                Some(_) => Place::key(&new.file, route!["lookup", "key_derivation"]),
                None => Place::file(&new.file),
            };
            let message = format!("姓名密钥的计算成本改了，{count} 个批次的封存没有重做");
            found.push(RULE.at(place, message).hint(hint));
        }
    }
}
