//! Changes in words.

use crate::registry::kind::FileKind;

use super::{Change, Comparison, What};

impl Comparison {
    /// What became of a file, a sentence a change; `kind` is that of the file.
    pub fn words(&self, kind: Option<FileKind<'_>>) -> Vec<String> {
        let noun = noun(kind);
        let whole =
            |verb: &str| vec![if noun.is_empty() { verb.to_owned() } else { format!("{noun} {verb}") }];
        match self {
            Self::Created => whole("新建"),
            Self::Deleted => whole("删除"),
            Self::Replaced if noun.is_empty() => vec!["修改了文件".to_owned()],
            Self::Replaced => whole("更新"),
            Self::Unreadable => vec!["当时的文件有语法错误，只记修改，不比较内容".to_owned()],
            Self::TooLarge => vec!["当时的文件太大，只记修改，不比较内容".to_owned()],
            Self::Absent => vec!["这份仓库里没有当时的文件，只记修改，不比较内容".to_owned()],
            Self::Changed(changes) if changes.is_empty() => {
                vec!["只改了注释或写法，内容没有变".to_owned()]
            }
            Self::Changed(changes) => changes.iter().map(Change::words).collect(),
        }
    }

    /// A word for programs.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Deleted => "deleted",
            Self::Replaced => "replaced",
            Self::Unreadable => "unreadable",
            Self::TooLarge => "too_large",
            Self::Absent => "absent",
            Self::Changed(_) => "changed",
        }
    }

    /// The values that changed.
    pub fn changes(&self) -> &[Change] {
        match self {
            Self::Changed(changes) => changes,
            _ => &[],
        }
    }
}

/// What a file beside a record is called; nothing for records.
fn noun(kind: Option<FileKind<'_>>) -> &'static str {
    match kind {
        Some(FileKind::Seals(..)) => "证书封存文件",
        Some(FileKind::Sealed) => "持证人加密文件",
        Some(FileKind::Recipients) => "公钥清单",
        Some(FileKind::PolicyText(..) | FileKind::Page(_)) => "正文",
        Some(FileKind::Aside) => "说明",
        _ => "",
    }
}

impl Change {
    /// The change in one sentence: `联系电话：022-1111 改为 022-2222`.
    pub fn words(&self) -> String {
        let label = if self.label.is_empty() { "记录" } else { &self.label };
        match &self.what {
            What::Filled(new) => format!("{label}：填写 {new}"),
            What::Cleared(old) => format!("{label}：删去 {old}"),
            What::Replaced { old, new } => format!("{label}：{old} 改为 {new}"),
            What::Rewritten => format!("修改了{label}"),
            What::Added(item) => format!("{label} 新增 {item}"),
            What::Removed(item) => format!("{label} 删除 {item}"),
            What::Counted { added, removed, changed, unit } => {
                let counts = [("新增", added), ("删除", removed), ("修改", changed)];
                let told = counts.into_iter().filter(|(_, count)| **count > 0);
                let told: Vec<String> = told.map(|(verb, count)| format!("{verb} {count} {unit}")).collect();
                format!("{label} {}", told.join("、"))
            }
            What::Reordered => format!("{label} 调整了顺序"),
        }
    }

    /// A word for programs, and the values before and after as far as they are repeated.
    pub fn values(&self) -> (&'static str, Option<&str>, Option<&str>) {
        match &self.what {
            What::Filled(new) => ("filled", None, Some(new)),
            What::Cleared(old) => ("cleared", Some(old), None),
            What::Replaced { old, new } => ("replaced", Some(old), Some(new)),
            What::Rewritten => ("rewritten", None, None),
            What::Added(item) => ("added", None, Some(item)),
            What::Removed(item) => ("removed", Some(item), None),
            What::Counted { .. } => ("counted", None, None),
            What::Reordered => ("reordered", None, None),
        }
    }
}
